# SPDX-License-Identifier: GPL-3.0-or-later
"""The conversation: what is said in a room, laid out only where it is in sight.

Rules: where one reads is an item and a line of it (`_top`), or the end. So nothing that comes, above or below, moves
what one reads, and a room of 200,000 messages costs what a screen of them costs. The items are the session's own list,
read when the screen is drawn; `changed` says that it is another one now.
"""

from bisect import bisect_left
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from rich.text import Text
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from clients.session.model import ItemKind, Room, TimelineItem
from clients.terminal.lines import STAMP, answered, day_line, line, local, rule, stamp
from clients.terminal.palette import DARK, Palette

MOST_KEPT = 2000  # blocks that are laid out already
WHEEL = 3  # lines


class _Top(NamedTuple):
    """The line at the top of the screen: `offset` lines into the block of an item."""

    item: int
    time_ms: int
    offset: int


class _Block(NamedTuple):
    """One item laid out, and what it was laid out from."""

    made_of: tuple[object, ...]
    lines: list[Strip]


class Conversation(Widget):
    """A view of one room. Messages: `Moved`, `EndChanged`, `OlderWanted`."""

    ALLOW_SELECT = False

    class Moved(Message):
        """Something else is in sight."""

    class EndChanged(Message):
        """The newest message came into sight, or left it."""

    class OlderWanted(Message):
        """What is in sight is near the beginning of what is here, or near a gap: `gap` is its item, or 0."""

        def __init__(self, gap: int) -> None:
            super().__init__()
            self.gap = gap

    def __init__(self, find: Callable[[str, str], TimelineItem | None], palette: Palette = DARK, *, id: str) -> None:
        """`find(room, msgid)` gives a message that is loaded."""
        super().__init__(id=id)
        self._find, self._palette = find, palette
        self._room: Room | None = None
        self._own = ""
        self._top: _Top | None = None  # None: follow the end
        self._hint = 0  # where the top item stood the last time
        self._blocks: dict[int, _Block] = {}
        self._drawn: list[Strip] | None = None
        self.unread_id = 0  # the item above which the line of what is new stands
        self.found_id = 0  # the item that was looked for
        self.new_count = 0  # messages that came below what is in sight

    # --- what it shows ---------------------------------------------------------------------------------------------

    def show(self, room: Room | None, own_nick: str) -> None:
        """Look at the end of a room."""
        self._room, self._own, self._top, self.new_count = room, own_nick, None, 0
        self.unread_id = self.found_id = 0
        self.mark_unread()
        self._blocks.clear()
        self.changed()
        self.call_after_refresh(self.look_above)

    def mark_unread(self) -> None:
        """Put the line above the first message that was not read, unless it stands already."""
        first = self._room.first_unread() if self._room is not None else None
        if first is not None and not self.unread_id:
            self.unread_id = first.id

    def changed(self, own_nick: str = "") -> None:
        """The items are others than they were: draw them, once."""
        self._own = own_nick or self._own
        self._drawn = None
        self.refresh()

    @property
    def at_end(self) -> bool:
        """Whether the newest message is in sight."""
        return self._top is None

    @property
    def day(self) -> date | None:
        """The day of the message at the top of what is in sight."""
        return local(self._items[self._first_line()[0]].time_ms).date() if self._items and self.size.width else None

    def text(self) -> str:
        """The lines that are drawn, as text."""
        return "\n".join(strip.text.rstrip() for strip in self._lines())

    # --- moving ----------------------------------------------------------------------------------------------------

    def page(self, step: int) -> None:
        """A screen up (-1) or down (1), two lines of which were there before."""
        self.move(step * max(1, self.size.height - 2))

    def move(self, lines: int) -> None:
        """That many lines up or down."""
        items = self._items
        if not items:
            return
        at, offset = self._first_line()
        offset += lines
        while offset < 0 and at:
            at -= 1
            offset += len(self._block(at).lines)
        while at < len(items) - 1 and offset >= len(self._block(at).lines):
            offset -= len(self._block(at).lines)
            at += 1
        self._go(at, max(0, offset))

    def to_end(self) -> None:
        """The newest message."""
        self._set_top(None)

    def to_start(self) -> None:
        """The oldest that is here."""
        if self._items:
            self._go(0, 0)

    def to_item(self, item_id: int) -> bool:
        """Put an item in the middle, and mark it. False if it is not here."""
        at = next((at for at, item in enumerate(self._items) if item.id == item_id), -1)
        if at < 0:
            return False
        self.found_id = item_id
        self._go(at, 0)
        if not self.at_end:
            self.move(-(self.size.height // 2))
        return True

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel."""
        self.move(-WHEEL)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel."""
        self.move(WHEEL)

    def _go(self, at: int, offset: int) -> None:
        """The top is there, unless all that follows is in sight: then it is the end."""
        room_left = self.size.height + offset
        for place in range(at, len(self._items)):
            room_left -= len(self._block(place).lines)
            if room_left < 0:
                item = self._items[at]
                self._hint = at
                self._set_top(_Top(item.id, item.time_ms, offset))
                return
        self._set_top(None)

    def _set_top(self, top: _Top | None) -> None:
        was = self.at_end
        self._top = top
        if top is None:
            self.new_count = 0
        self.changed()
        self.post_message(self.Moved())
        self.look_above()
        if was != self.at_end:
            self.post_message(self.EndChanged())

    def look_above(self) -> None:
        """Fetch what is above before it is reached."""
        items = self._items
        if self._room is None or not items:
            return
        at, _ = self._first_line()
        near = items[max(0, at - self.size.height) : at + self.size.height]
        gap = next((item.id for item in reversed(near) if item.kind is ItemKind.GAP), 0)
        if gap or at < 2 * self.size.height:
            self.post_message(self.OlderWanted(gap))

    # --- laying out ------------------------------------------------------------------------------------------------

    @property
    def _items(self) -> list[TimelineItem]:
        return self._room.items if self._room is not None else []

    def _first_line(self) -> tuple[int, int]:
        """The place of the item at the top of the screen, and which of its lines is the first."""
        if self._top is not None:
            return self._place(self._top), self._top.offset
        left = self.size.height
        for at in range(len(self._items) - 1, -1, -1):
            left -= len(self._block(at).lines)
            if left <= 0:
                return at, -left
        return 0, 0

    def _place(self, top: _Top) -> int:
        items = self._items
        if self._hint < len(items) and items[self._hint].id == top.item:
            return self._hint
        at = bisect_left(items, top.time_ms, key=lambda item: item.time_ms)
        end = min(at + 1000, len(items))  # of one moment
        self._hint = next((place for place in range(at, end) if items[place].id == top.item), min(at, len(items) - 1))
        return max(0, self._hint)

    def _block(self, at: int) -> _Block:
        items, width = self._items, self.size.width
        item = items[at]
        day = local(item.time_ms).date()
        new_day = at == 0 or local(items[at - 1].time_ms).date() != day
        parent = self._find(self._room.key, item.reply_to) if item.reply_to and self._room is not None else None
        made_of = (
            item,
            day if new_day else None,
            item.id == self.unread_id,
            item.id == self.found_id,
            parent,
            width,
            self._own,
        )
        block = self._blocks.get(item.id)
        if block is None or block.made_of != made_of:
            if len(self._blocks) >= MOST_KEPT:
                self._blocks.clear()
            texts: list[Text] = []
            if new_day:
                texts.append(day_line(day, width, self._palette))
            if item.id == self.unread_id:
                texts.append(rule("new", width, f"bold {self._palette.mention}"))
            texts += self._wrapped(item, parent, width)
            block = self._blocks[item.id] = _Block(made_of, [self._strip(text, width) for text in texts])
        return block

    def _wrapped(self, item: TimelineItem, parent: TimelineItem | None, width: int) -> list[Text]:
        console = self.app.console
        rest = max(8, width - STAMP)
        body = list(line(item, self._own, self._palette).wrap(console, rest, overflow="fold", tab_size=4))
        if item.reply_to:
            above = answered(parent, self._palette)
            above.truncate(rest, overflow="ellipsis")
            body.insert(0, above)
        first = stamp(item, self._palette, found=item.id == self.found_id)
        return [(first if not place else Text(" " * STAMP)) + text for place, text in enumerate(body)]

    def _strip(self, text: Text, width: int) -> Strip:
        strip = Strip(text.render(self.app.console))
        return strip.adjust_cell_length(width).apply_style(self.rich_style)

    def _lines(self) -> list[Strip]:
        """What is drawn, from the first line of the screen to the last."""
        if self._drawn is not None:
            return self._drawn
        height, width = self.size.height, self.size.width
        lines: list[Strip] = []
        if self._items and width and height:
            at, offset = self._first_line()
            lines = self._block(at).lines[offset:]
            while len(lines) < height and at < len(self._items) - 1:
                at += 1
                lines = lines + self._block(at).lines
            lines = lines[:height]
            if len(lines) < height and self._top is not None:  # what was below is gone
                self.call_later(self.to_end)
        blank = Strip.blank(width, self.rich_style)
        self._drawn = [blank] * (height - len(lines)) + lines
        return self._drawn

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        lines = self._lines()
        return lines[y] if y < len(lines) else Strip.blank(self.size.width, self.rich_style)

    def on_resize(self) -> None:
        """Another width: all is laid out anew, and what is at the top stays there."""
        self._blocks.clear()
        self.changed()
        self.look_above()
