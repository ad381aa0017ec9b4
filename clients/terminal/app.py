# SPDX-License-Identifier: GPL-3.0-or-later
"""The terminal's one screen: rooms, conversation, people, entry. The session core does the rest.

Rules: the entry always has the keys. What the session tells comes to `happened`; what the person does is an action or a
widget's message, and ends with the wire's `pump`. However much happens at once, the screen is drawn once.
"""

import asyncio
import signal
import time
from functools import partial
from typing import ClassVar, Final

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Footer, Static

from clients.session import events as ev
from clients.session.config import SessionConfig
from clients.session.model import ConnectionState, RoomKind, SendState
from clients.session.session import Session
from clients.session.store import Store
from clients.session.text import plain
from clients.terminal.answering import Answering
from clients.terminal.composing import Composing
from clients.terminal.conversation import Conversation
from clients.terminal.entry import Entry
from clients.terminal.layout import KEYS, LaidOut
from clients.terminal.palette import DARK, Palette
from clients.terminal.panels import AnswerPanel, Panel
from clients.terminal.password import PasswordScreen
from clients.terminal.sides import WIDE_ENOUGH, People, heading, room_rows, status
from clients.terminal.wire import Wire

DRAWN: Final = (
    ev.ItemsInserted, ev.ItemsRemoved, ev.ItemChanged, ev.RoomAdded, ev.RoomRemoved, ev.RoomRenamed, ev.RoomChanged,
    ev.UnreadChanged, ev.TopicChanged, ev.ConnectionStateChanged, ev.TypingChanged, ev.NickChanged, ev.UserChanged,
    ev.Registered, ev.HistoryLoaded,
)  # fmt: skip
PEOPLE: Final = (ev.MembersChanged, ev.UserChanged, ev.RoomRemoved, ev.RoomChanged)
PEOPLE_PACE: Final = 0.2  # seconds between two drawings of a list that may have thousands
UNENCRYPTED: Final = "This connection is not encrypted: who types the password here lets others on the way read it."
SIGNALS: Final = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGINT") if hasattr(signal, name)
)  # fmt: skip


class Terminal(LaidOut):
    """The client. `config` says who and where; `store` keeps which hosts want TLS and, if `unsent`, what is unsent."""

    BINDINGS: ClassVar[list[BindingType]] = KEYS

    def __init__(
        self,
        config: SessionConfig,
        store: Store | None = None,
        *,
        unsent: bool = False,
        palette: Palette = DARK,
        encoding: str = "utf-8",
    ) -> None:
        super().__init__(palette, encoding)
        self.session = Session(config, time.time(), policies=store, store=store if unsent else None)
        self.wire = Wire(self.session, self.happened)
        self.composing = Composing(self.session)
        self.rooms, self.people = Panel(id="rooms"), Panel(id="people")
        self.topic, self.status = Static(id="topic", markup=False), Static(id="status", markup=False)
        self.conversation = Conversation(self.session.find, palette, id="conversation")
        self.answers, self.entry = AnswerPanel(palette, id="answers"), Entry(id="entry")
        self.answering = Answering(self.session, self.answers, palette, self.show_room, self.wire.pump)
        self.room = ""
        self._stale = self._people_stale = False
        self._leaving = False

    def compose(self) -> ComposeResult:
        """The screen. Its parts are kept by name: a dialog may be in front of it when they are drawn."""
        with Horizontal():
            yield self.rooms
            with Vertical(id="middle"):
                yield from (self.topic, self.conversation, self.answers, self.status, self.entry)
            yield self.people
        yield Footer()

    def on_resize(self) -> None:
        """Another width."""
        self._refresh_soon()

    def on_mount(self) -> None:
        """Connect as soon as there is a screen."""
        self.entry.focus()
        loop = asyncio.get_running_loop()
        if not self.is_headless:
            for number in SIGNALS:
                loop.add_signal_handler(number, self._signalled, int(number))
        self.app_resume_signal.subscribe(self, lambda _: self.action_repaint())
        self.set_interval(1, self._each_second)
        self.session.connect(time.time())
        self.wire.pump()

    # --- what the session tells ------------------------------------------------------------------------------------

    def happened(self, event: ev.Event) -> None:
        """One event of the session."""
        match event:
            case ev.RoomAdded(room=room) if room.kind is not RoomKind.SERVER and self._nowhere():
                self.show_room(room.key)
            case ev.FocusRequested(room=key):
                self.show_room(key)
                self.answering.arrived(key)
            case ev.RoomRemoved(room=key) if key == self.room:
                self.show_room(next(reversed(self.session.network.rooms), ""))
            case ev.RoomRenamed(old=old, room=key):
                self.composing.renamed(old, key)
                self.room = key if self.room == old else self.room
            case ev.ItemsInserted(room=key, items=items) if key == self.room:
                if not self.conversation.at_end and event.live:
                    self.conversation.new_count += sum(item.spoken and not item.own for item in items)
            case ev.Refused():
                self._refused(event)
            case ev.Attention():
                self.bell()
            case ev.DraftChanged(room=key, text=text):
                self._draft(key, text)
            case ev.QuitRequested():
                self.call_later(self.leave)
            case _:
                self._answered(event)
        if isinstance(event, DRAWN):
            self._refresh_soon()
        if isinstance(event, PEOPLE):
            self._people_soon()

    def _answered(self, event: ev.Event) -> None:
        """What the person asked for."""
        if isinstance(event, ev.HistoryLoaded) and event.room == self.room:
            if event.item:
                self.conversation.to_item(event.item)
            elif event.count:
                self.call_later(self.conversation.look_above)
        else:
            self.answering.heard(event)

    def _refused(self, event: ev.Refused) -> None:
        if event.way_on in (ev.WayOn.SERVER_PASSWORD, ev.WayOn.ALLOW_PLAINTEXT):
            config = self.session.config
            open_line = not (self.session.network.secure or config.tls or config.loopback)
            screen = PasswordScreen(plain(event.sentence), UNENCRYPTED if open_line else "")
            self.push_screen(screen, partial(self._password_given, open_line))
            return
        self.notify(plain(event.sentence), severity="error", timeout=10, markup=False)
        if event.way_on is ev.WayOn.CHOOSE_NICK and not self.entry.text:
            self.entry.put(f"/nick {event.suggestion}")

    def _password_given(self, open_line: bool, password: str | None) -> None:
        """Who typed it below the warning agreed that others can read it."""
        if password:
            self.session.set_server_password(password, plaintext=open_line)
            self.session.connect(time.time())
        self._look()

    def _draft(self, room: str, text: str) -> None:
        """A text that came back: into the entry, if nothing else is there by now."""
        if room == self.room and not self.entry.text:
            self.entry.put(text)
        elif room != self.room:
            self.session.set_draft(room, text, time.time())

    # --- drawing ---------------------------------------------------------------------------------------------------

    def _nowhere(self) -> bool:
        room = self.session.network.rooms.get(self.room)
        return room is None or room.kind is RoomKind.SERVER

    def show_room(self, key: str) -> None:
        """Look at another room."""
        network = self.session.network
        if key != self.room:
            self._keep_draft()
            self.room = key
            room = network.rooms.get(key)
            self.entry.put(room.draft if room is not None else "")
        self.conversation.show(network.rooms.get(key), network.nick)
        self._look()
        self._refresh_soon()
        self._people_soon()
        self.call_later(self.wire.pump)

    def _look(self) -> None:
        """Tell the session what is before somebody's eyes: at the end of a room all of it is read."""
        seen = self.app_focus and len(self.screen_stack) == 1
        self.session.focus(self.room if seen else None, time.time(), at_end=self.conversation.at_end)
        self.call_later(self.wire.pump)

    def _refresh_soon(self) -> None:
        if not self._stale:
            self._stale = True
            self.call_later(self._refresh_all)

    def _refresh_all(self) -> None:
        self._stale = False
        network = self.session.network
        self.conversation.changed(network.nick)
        rows, marked = room_rows(network, self.room, self.palette)
        self.rooms.show(len(rows), rows.__getitem__, marked)
        self._show_heading()
        self._show_status()

    def _people_soon(self) -> None:
        if not self._people_stale:
            self._people_stale = True
            self.set_timer(PEOPLE_PACE, self._show_people)

    def _show_people(self) -> None:
        self._people_stale = False
        people = People(self.session.network.rooms.get(self.room), self.palette)
        self.people.show(len(people), people)

    def _show_heading(self) -> None:
        room, width = self.session.network.rooms.get(self.room), self.topic.content_size.width
        self.topic.update(heading(room, self.conversation.day, width, self.palette))

    def _show_status(self) -> None:
        hidden = self.size.width < WIDE_ENOUGH
        said = self.composing.question or status(
            self.session.network, self.room, self.conversation, time.time(), rooms_hidden=hidden
        )
        self.status.update(Text(said))

    def _each_second(self) -> None:
        """The time until the next attempt goes by; a draft is kept."""
        self._keep_draft()
        if self.session.network.state is not ConnectionState.ONLINE:
            self._show_status()

    def _keep_draft(self) -> None:
        self.session.set_draft(self.room, self.entry.text, time.time())

    def watch_app_focus(self, focus: bool) -> None:
        """The terminal's window is in front, or no longer, where it tells."""
        if focus:
            self.conversation.mark_unread()
        self._look()
        self._refresh_soon()

    @on(Conversation.Moved)
    def _moved(self) -> None:
        self._show_heading()

    @on(Conversation.EndChanged)
    def _end_changed(self) -> None:
        self._look()
        self._show_status()

    @on(Conversation.OlderWanted)
    def _older_wanted(self, wanted: Conversation.OlderWanted) -> None:
        now = time.time()
        if not (wanted.gap and self.session.load_gap(self.room, wanted.gap, now)):
            self.session.load_older(self.room, now)
        self.wire.pump()

    # --- what the person does --------------------------------------------------------------------------------------

    @on(Entry.Submitted)
    def _submitted(self, submitted: Entry.Submitted) -> None:
        """Enter: say it, do it, or choose a row of the answers."""
        if not submitted.text.strip():
            if self.answers.is_open:
                self.answers.choose()
            return
        if self.composing.may_go(self.room, submitted.text):
            self.answers.close()
            self.entry.put("")
            self.session.set_draft(self.room, "", time.time())
            self.answering.typed(submitted.text)
            self.composing.submit(self.room, submitted.text)
            self.conversation.to_end()
            self.wire.pump()
        self._show_status()

    @on(Entry.Changed)
    def _edited(self) -> None:
        """Others may see that somebody is typing; a question about a text is about that text."""
        self.composing.edited(self.room, self.entry.text)
        self.wire.pump()
        self._show_status()

    @on(Entry.Arrow)
    def _arrow(self, arrow: Entry.Arrow) -> None:
        if self.answers.is_open and not self.entry.text:
            self.answers.step(arrow.step)
        elif (text := self.composing.recall(self.room, arrow.step, self.entry.text)) is not None:
            self.entry.put(text)

    @on(Entry.EndPressed)
    def action_newest(self) -> None:
        """The newest message."""
        self.conversation.to_end()

    def action_oldest(self) -> None:
        """The oldest message that is here; older ones are fetched."""
        self.conversation.to_start()

    def action_close(self) -> None:
        """Away with the answers, or with the question about a text, which stays."""
        self.composing.question = ""
        self.answers.close()
        self._show_status()

    @on(Panel.Clicked)
    def _clicked(self, clicked: Panel.Clicked) -> None:
        keys = list(self.session.network.rooms)
        if clicked.panel is self.answers:
            self.answers.choose(clicked.row)
        elif clicked.panel is self.rooms and clicked.row < len(keys):
            self.show_room(keys[clicked.row])

    def action_room(self, step: int) -> None:
        """The next room, or the one before."""
        keys = list(self.session.network.rooms)
        if keys:
            place = keys.index(self.room) if self.room in keys else 0
            self.show_room(keys[(place + step) % len(keys)])

    def action_room_number(self, number: int) -> None:
        """The room with that number in the list."""
        keys = list(self.session.network.rooms)
        if number <= len(keys):
            self.show_room(keys[number - 1])

    def action_unread_room(self) -> None:
        """The next room with something unread, those that mention us first."""
        rooms = list(self.session.network.rooms.values())
        place = next((at for at, room in enumerate(rooms) if room.key == self.room), 0)
        following = [room for room in rooms[place + 1 :] + rooms[:place] if room.unread]
        if following:
            self.show_room(max(following, key=lambda room: bool(room.mentions)).key)

    def action_page(self, step: int) -> None:
        """A page up or down; towards the top, older messages are fetched."""
        self.conversation.page(step)

    def action_complete(self, step: int) -> None:
        """Finish the word before the cursor; again, another one."""
        found = self.composing.complete(self.room, self.entry.text, self.entry.cursor, step)
        if found is not None:
            self.entry.complete(*found)

    def action_retry(self) -> None:
        """Send what failed again."""
        for item in self._failed():
            self.session.retry(self.room, item, time.time())
        self.wire.pump()

    def action_discard(self) -> None:
        """Drop what failed."""
        for item in self._failed():
            self.session.discard(self.room, item, time.time())
        self.wire.pump()

    def _failed(self) -> list[int]:
        room = self.session.network.rooms.get(self.room)
        items = room.items if room is not None else []
        return [item.id for item in items if item.send_state is SendState.FAILED]

    # --- going -----------------------------------------------------------------------------------------------------

    def action_repaint(self) -> None:
        """All of the screen anew, at the size it has now."""
        self.refresh(layout=True)
        self._refresh_soon()

    def _signalled(self, number: int) -> None:
        self.call_later(partial(self.leave, 128 + number))

    async def action_leave(self) -> None:
        """Say goodbye and go."""
        await self.leave()

    async def leave(self, return_code: int = 0) -> None:
        """Keep what is unsent, say goodbye, and go."""
        if self._leaving:
            return
        self._leaving = True
        self._keep_draft()
        self.session.quit(time.time())
        self.wire.pump()
        await self.wire.close()
        self.session.close_store()
        self.exit(return_code=return_code)
