# SPDX-License-Identifier: GPL-3.0-or-later
"""The terminal's one screen: rooms, conversation, people, entry. The session core does the rest.

The conversation shows the newest `SHOWN` rows of the room; scrolling to its top fetches older ones.
"""

import time
from typing import ClassVar, Final

from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Footer, Input, OptionList, RichLog, Static
from textual.widgets.option_list import Option

from clients.session.config import SessionConfig
from clients.session.events import (
    ConnectionStateChanged,
    Event,
    FocusRequested,
    ItemChanged,
    ItemsInserted,
    ItemsRemoved,
    MembersChanged,
    Refused,
    RoomAdded,
    RoomChanged,
    RoomRemoved,
    TopicChanged,
    TypingChanged,
    UnreadChanged,
)
from clients.session.model import ConnectionState, Room, RoomKind, SendState
from clients.session.policies import Policies
from clients.session.session import Session
from clients.session.text import plain
from clients.terminal.lines import colour, line
from clients.terminal.wire import Wire

SHOWN: Final = 500
REDRAWS: Final = (
    ItemsInserted, ItemsRemoved, ItemChanged, RoomAdded, RoomRemoved, RoomChanged, UnreadChanged, MembersChanged,
    TopicChanged,
)  # fmt: skip


class Terminal(App[None]):
    """The client. `config` says who and where; `policies` is where it keeps which hosts want TLS."""

    TITLE = "Hubbub"
    ENABLE_COMMAND_PALETTE = False
    CSS = """
    #rooms { width: 22; border: none; padding: 0 1; }
    #people { width: 20; border: none; padding: 0 1; }
    #topic { height: 1; background: $panel; padding: 0 1; }
    #status { height: 1; color: $text-muted; padding: 0 1; }
    RichLog { padding: 0 1; }
    Input { border: none; height: 1; padding: 0 1; background: $boost; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n", "room(1)", "Next room", priority=True),
        Binding("ctrl+p", "room(-1)", "Previous room", priority=True),
        Binding("pageup", "page(-1)", "Older", priority=True),
        Binding("pagedown", "page(1)", "Newer", priority=True),
        Binding("tab", "complete", "Complete", priority=True),
        Binding("f5", "retry", "Send again", show=False),
        Binding("ctrl+q", "leave", "Exit", priority=True),
    ]

    def __init__(self, config: SessionConfig, policies: Policies | None = None) -> None:
        super().__init__()
        self.session = Session(config, time.time(), policies=policies)
        self.wire = Wire(self.session, self.happened)
        self.room = ""
        self._stale = False
        self.at_end = True  # whether the newest message is in sight

    def compose(self) -> ComposeResult:
        """The screen."""
        with Horizontal():
            yield OptionList(id="rooms")
            with Vertical():
                yield Static(id="topic", markup=False)
                yield RichLog(id="conversation", wrap=True, markup=False, highlight=False, max_lines=SHOWN * 4)
                yield Static(id="status", markup=False)
                yield Input(id="entry", placeholder="Say something, or /help")
            yield OptionList(id="people")
        yield Footer()

    def on_mount(self) -> None:
        """Connect as soon as there is a screen."""
        for name in ("rooms", "people", "conversation"):
            self.query_one(f"#{name}").can_focus = False
        self.query_one(Input).focus()
        self.session.connect(time.time())
        self.wire.pump()

    # What the session tells

    def happened(self, event: Event) -> None:
        """One event of the session."""
        if isinstance(event, RoomAdded) and event.room.kind is not RoomKind.SERVER and self._nowhere():
            self.show_room(event.room.key)
        elif isinstance(event, FocusRequested):
            self.show_room(event.room)
        elif isinstance(event, RoomRemoved) and event.room == self.room:
            self.show_room(next(iter(self.session.network.rooms), ""))
        elif isinstance(event, Refused):
            self.notify(plain(event.sentence), severity="error", timeout=10, markup=False)
        if isinstance(event, REDRAWS):
            self._refresh_soon()
        if isinstance(event, ConnectionStateChanged | TypingChanged):
            self._show_status()

    def _nowhere(self) -> bool:
        room = self.session.network.rooms.get(self.room)
        return room is None or room.kind is RoomKind.SERVER

    def show_room(self, key: str) -> None:
        """Look at another room."""
        self.room = key
        self._look(at_end=True)
        self._refresh_soon()

    def _look(self, *, at_end: bool) -> None:
        """Tell the session what the person sees, so that what they read is read, and the rest is not."""
        self.at_end = at_end
        self.session.focus(self.room if self.app_focus else None, time.time(), at_end=at_end)
        self.call_later(self.wire.pump)

    def _scrolled(self) -> None:
        self._look(at_end=self.query_one(RichLog).is_vertical_scroll_end)

    def watch_app_focus(self, _focus: bool) -> None:
        """The terminal's window is in front, or no longer, where it tells."""
        self._look(at_end=self.at_end)

    def _refresh_soon(self) -> None:
        """However much happens at once, the screen is drawn once."""
        if not self._stale:
            self._stale = True
            self.call_later(self._refresh_all)

    def _refresh_all(self) -> None:
        self._stale = False
        room = self.session.network.rooms.get(self.room)
        log = self.query_one(RichLog)
        follow = log.is_vertical_scroll_end
        log.clear()
        if room is not None:
            for item in room.items[-SHOWN:]:
                log.write(line(item, self.session.network.nick), scroll_end=False)
            if follow:
                log.scroll_end(animate=False)
        self._show_rooms()
        self._show_people(room)
        topic = f"{room.name}  {plain(room.topic)}" if room is not None else "Hubbub"
        self.query_one("#topic", Static).update(Text(topic, no_wrap=True, overflow="ellipsis"))
        self._show_status()

    def _show_rooms(self) -> None:
        rooms = self.query_one("#rooms", OptionList)
        rooms.clear_options()
        for key, room in self.session.network.rooms.items():
            name = plain(room.name) or self.session.network.name or "Server"
            text = Text(name, "bold reverse" if key == self.room else "bold" if room.unread else "")
            if room.unread:
                text.append(f" {room.unread}", "bold red" if room.mentions else "cyan")
            rooms.add_option(Option(text))

    def _show_people(self, room: Room | None) -> None:
        people = self.query_one("#people", OptionList)
        people.clear_options()
        members = sorted(room.members.values(), key=lambda m: (not m.prefixes, m.user.nick.lower())) if room else []
        for member in members[:SHOWN]:
            nick = plain(member.user.nick)
            people.add_option(Option(Text(member.prefixes[:1] + nick, "dim" if member.user.away else colour(nick))))

    def _show_status(self) -> None:
        network = self.session.network
        room = network.rooms.get(self.room)
        if network.state is not ConnectionState.ONLINE:
            text = plain(network.reason) or f"{network.state.value.capitalize()} …"
        elif room is not None and room.typing:
            text = f"{', '.join(map(plain, room.typing))} typing …"
        else:
            text = network.nick
        self.query_one("#status", Static).update(Text(text))

    # What the person does

    def on_input_submitted(self, submitted: Input.Submitted) -> None:
        """Enter: say it, or do it."""
        text = submitted.value
        submitted.input.clear()
        if text.strip():
            if text.strip().lower() in ("/exit", "/quit"):
                self.call_later(self.action_leave)
                return
            self.session.submit(self.room, text, time.time())
            self.wire.pump()

    def on_input_changed(self, changed: Input.Changed) -> None:
        """Others may see that somebody is typing."""
        if self.room and not changed.value.startswith("/"):
            self.session.send_typing(self.room, bool(changed.value), time.time())
            self.wire.pump()

    def action_room(self, step: int) -> None:
        """The next room, or the one before."""
        keys = list(self.session.network.rooms)
        if keys:
            place = keys.index(self.room) if self.room in keys else 0
            self.show_room(keys[(place + step) % len(keys)])

    def action_page(self, step: int) -> None:
        """A page up or down; at the top, older messages are fetched."""
        log = self.query_one(RichLog)
        if step < 0 and log.scroll_offset.y == 0:
            self.session.load_older(self.room, time.time())
            self.wire.pump()
        (log.scroll_page_up if step < 0 else log.scroll_page_down)(animate=False)
        self.call_after_refresh(self._scrolled)

    def action_complete(self) -> None:
        """Finish the word before the cursor."""
        entry = self.query_one(Input)
        found = self.session.complete(self.room, entry.value, entry.cursor_position)
        if found.candidates:
            text = found.candidates[0].insert
            entry.value = entry.value[: found.start] + text + entry.value[found.end :]
            entry.cursor_position = found.start + len(text)

    def action_retry(self) -> None:
        """Send what failed again."""
        room = self.session.network.rooms.get(self.room)
        for item in list(room.items) if room is not None else ():
            if item.send_state is SendState.FAILED:
                self.session.retry(self.room, item.id, time.time())
        self.wire.pump()

    async def action_leave(self) -> None:
        """Say goodbye and go."""
        self.session.quit(time.time())
        self.wire.pump()
        await self.wire.close()
        self.session.close_store()
        self.exit()
