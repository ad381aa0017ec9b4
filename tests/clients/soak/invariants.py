# SPDX-License-Identifier: GPL-3.0-or-later
"""What must hold after every step of the day. Each part keeps its own account of what happened, and says what differs.

Reading    what was in sight in the active window is read, and nothing else is
Typing     what was typed is sent once, waits, or failed and says why; half a sentence is where it was left
covered    nothing that is shown stands on words
Memory     grows with what is kept, and with nothing else
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from PyQt6.QtCore import QPoint, QRect
from PyQt6.QtGui import QImage, QPainter, QRegion
from PyQt6.QtWidgets import QWidget

from clients.desktop.conversations import Conversation
from clients.desktop.rooms import Place, spoken_name
from clients.session.model import RoomKind, SendState, TimelineItem
from tests.clients.soak.person import Person, children, resident

NEWEST = 400  # rows looked at, from the end
COLOURS = 4  # under what floats: ground, and perhaps a frame's; words have many more
KB_A_ROW = 2.0
MB_AN_OPENING = 0.8  # a program opens its window once; what Qt keeps of closed ones would end with it
SLACK_MB = 20.0


def unread_after(found: Conversation, seen_ms: int) -> list[TimelineItem]:
    """What others said after a moment."""
    items = found.room.items
    return [i for i in items if i.time_ms > seen_ms and i.spoken and not i.own and not i.redacted]


class Reading:
    """Looks, many times a second, at what is in sight; `differs` compares that with what the window claims."""

    def __init__(self, person: Person, told: Callable[[str], int], since: Callable[[], int]) -> None:
        """`told`: up to when the scripted server was told that a room is read, in ms; -1: it is not to be told.

        `since`: what was said before is no business of this server's.
        """
        self.person, self.told, self.since = person, told, since
        self.seen: dict[Place, int] = {}  # the time of the newest message that was in sight
        self.lines: dict[Place, int] = {}  # the item the New line stands above
        self.false_lines: list[str] = []
        self._attended: Place | None = None  # whose end was in sight when it was looked at last
        person.samples.append(self.sample)

    def forget(self) -> None:
        """The window was opened anew: what stands there now has other numbers."""
        self.lines.clear()

    def sample(self) -> None:
        """Look once. Rooms that nobody looked at yet start where their server, or the last time, says."""
        window = self.person.desktop.window
        for place, found in window.stage.by_place.items():
            self.seen.setdefault(place, found.room.read_ms)
        here = window.current()
        if here is None or here.page is None:
            return
        self._look_at_line(here)
        self._attended = None
        attended = window.isActiveWindow() and window.isVisible() and window.stage.currentWidget() is here.page
        if attended and here.page.view.at_bottom:
            said = (i.time_ms for i in here.room.items[-NEWEST:] if i.spoken and i.send_state is not SendState.PENDING)
            self._attended = here.place
            self.seen[here.place] = max(self.seen[here.place], max(said, default=0))

    def _look_at_line(self, found: Conversation) -> None:
        page = found.page
        line = page.view.rows.unread_id if page is not None else 0
        before, self.lines[found.place] = self.lines.get(found.place, 0), line
        if line and line != before:
            item = next((item for item in reversed(found.room.items) if item.id == line), None)
            before_ones_eyes = item is not None and self._attended == found.place and not item.history
            if item is not None and (before_ones_eyes or item.time_ms <= self.seen[found.place]):
                self.false_lines.append(f"{found.place}: the New line came above {item.text!r}, which was seen")

    def differs(self) -> Iterator[str]:
        """What is claimed to be read or unread and is not."""
        window = self.person.desktop.window
        yield from self.false_lines
        mentions = 0
        for place, found in window.stage.by_place.items():
            room = found.room
            if room.kind is RoomKind.SERVER:
                continue
            mentions += room.mentions
            expected = unread_after(found, self.seen.get(place, room.read_ms))
            if room.unread != len(expected):
                first = f", the first is {expected[0].text!r}" if expected else ""
                yield f"{place}: {room.unread} are called unread, {len(expected)} were not seen{first}"
            row = window.rooms.places.row_of(place)
            badge = spoken_name(*window.rooms.places.rows[row]) if row >= 0 else "no row"
            if (f"{len(expected)} unread" in badge) != bool(expected):
                yield f"{place}: the list of rooms says {badge!r}, {len(expected)} were not seen"
            told = self.told(place[1]) if self._scripted(found) else -1
            if told > self.seen.get(place, 0):
                yield f"{place}: the server was told of reading what was not seen"
            if told >= 0 and any(
                i.time_ms > max(told, self.since()) for i in found.room.items if self._counts(i, place)
            ):
                yield f"{place}: the server was not told that {room.name} is read"
        title = window.windowTitle()
        if title.startswith("(") != bool(mentions) or (mentions and not title.startswith(f"({mentions}) ")):
            yield f"the title is {title!r}, {mentions} mentions were not seen"

    def _scripted(self, found: Conversation) -> bool:
        return found.controller.network.features.read_marker and found.controller.network.name == "Scripted"

    def _counts(self, item: TimelineItem, place: Place) -> bool:
        """Whether the server must be told that this one is read."""
        said = item.spoken and not item.own and bool(item.msgid)
        return said and not item.history and item.time_ms <= self.seen.get(place, 0)


@dataclass
class Typed:
    """One text that was sent with Enter, by the one word in it that no other has."""

    token: str
    place: Place
    count: Callable[[str], int]  # how often the server has it
    kind: str  # of server, for messages
    when_ms: int


class Typing:
    """What was typed, and what became of it."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.typed: list[Typed] = []
        self.drafts: dict[Place, str] = {}
        self.numbers = 0

    def word(self) -> str:
        """One that was never said."""
        self.numbers += 1
        return f"w{self.numbers}w"

    def sent(self, token: str, count: Callable[[str], int], kind: str) -> None:
        """Enter was pressed here."""
        self.typed.append(Typed(token, self.person.here().place, count, kind, round(time.time() * 1000)))

    def rows(self, typed: Typed) -> list[TimelineItem]:
        """What the window shows of it."""
        found = self.person.desktop.window.stage.get(typed.place)
        return [i for i in found.room.items if i.own and typed.token in i.text.split()] if found is not None else []

    def _above(self, typed: Typed) -> bool:
        """Whether it stands above what is loaded, since the window was opened anew."""
        found = self.person.desktop.window.stage.get(typed.place)
        first = next((i for i in found.room.items if i.spoken), None) if found is not None else None
        return first is not None and first.time_ms > typed.when_ms

    def waiting(self) -> list[Typed]:
        """What has no end yet."""
        return [t for t in self.typed if any(i.send_state is SendState.PENDING for i in self.rows(t))]

    def failed(self) -> list[tuple[Typed, TimelineItem]]:
        """What could not be sent, and can be tried again."""
        rows = [(typed, item) for typed in self.typed for item in self.rows(typed)]
        return [(typed, item) for typed, item in rows if item.send_state is SendState.FAILED]

    def settle(self, most: int = 300) -> None:
        """Look no more at what came to its end long ago."""
        waiting = {id(typed) for typed in self.waiting()} | {id(typed) for typed, _ in self.failed()}
        old = self.typed[:-most]
        self.typed = [typed for typed in old if id(typed) in waiting] + self.typed[-most:]

    def differs(self) -> Iterator[str]:
        """What was lost, said twice, or claimed."""
        for typed in self.typed:
            rows, times = self.rows(typed), typed.count(typed.token)
            states = [item.send_state.value for item in rows]
            what = f"{typed.token} at {typed.place} ({typed.kind})"
            if times > 1:
                yield f"{what} was said {times} times; shown as {states}"
            elif not rows and times == 1 and self._above(typed):
                continue
            elif len(rows) != 1:
                yield f"{what} was typed once and is shown {len(rows)} times {states}; the server has it {times} times"
            elif rows[0].send_state is SendState.SENT and not times:
                yield f"{what} is called sent, and the server never had it"
            elif rows[0].send_state is SendState.FAILED and not rows[0].failure:
                yield f"{what} failed, and does not say why"
        window = self.person.desktop.window
        for place, text in self.drafts.items():
            found = window.stage.get(place)
            if found is not None:
                kept = window.composer.entry.text() if window.here == place else found.room.draft
                if kept != text:
                    yield f"{place}: {text!r} was typed there, {kept!r} is left of it"


def covered(person: Person) -> Iterator[str]:
    """What stands on words, or out of the window."""
    window, found = person.desktop.window, person.here()
    page = found.page
    if page is None:
        return
    column: tuple[QWidget, ...] = (window.header, window.banner, window.stage, window.composer)
    parts = [part for part in column if part.isVisible()]
    for above, below in pairwise(parts):
        if _on_window(above, window).bottom() >= _on_window(below, window).top():
            yield f"{type(above).__name__} stands on {type(below).__name__}"
    for part in parts:
        if not window.rect().contains(_on_window(part, window)):
            yield f"{type(part).__name__} reaches out of the window of {window.width()} × {window.height()}"
    view = page.view
    port = view.viewport()
    if port is None or not view.isVisible():
        return
    view.ensure()
    if view.at_bottom and view.shown and view.shown[-1][1] + view.shown[-1][2].height > port.height():
        yield "the newest message is not wholly in sight at the bottom"
    if view.at_bottom and page.newer.isVisible():
        yield "the way to the newest is offered at the newest"
    resting = [part for part in children(port) if part.property("resting") == "true"]
    if resting:
        image = QImage(port.size(), QImage.Format.Format_RGB32)
        painter = QPainter(image)
        port.render(painter, QPoint(), QRegion(port.rect()), QWidget.RenderFlag.DrawWindowBackground)
        painter.end()
        for part in resting:
            if _colours(image, part.geometry()) > COLOURS:
                yield f"{type(part).__name__} stands on words at {part.geometry()}"


def _on_window(part: QWidget, window: QWidget) -> QRect:
    return QRect(part.mapTo(window, QPoint()), part.size())


def _colours(image: QImage, where: QRect) -> int:
    inside = where.intersected(image.rect())
    return len(
        {image.pixel(x, y) for x in range(inside.left(), inside.right()) for y in range(inside.top(), inside.bottom())}
    )


class Memory:
    """What the process holds. Once it has seen everything, more memory is for more rows and nothing else."""

    def __init__(self, person: Person, warm: int) -> None:
        """`warm`: after how many looks everything has been seen."""
        self.person, self.warm = person, warm
        self.looks = 0
        self.most_mb = self.most_rows = 0.0
        self.first: tuple[float, float, int] | None = None  # most_mb, most_rows and openings then

    def differs(self) -> Iterator[str]:
        """Look once more, and say whether it grew."""
        self.looks += 1
        rows = sum(len(found.room.items) for found in self.person.desktop.window.stage.by_place.values())
        self.most_mb, self.most_rows = max(self.most_mb, resident()), max(self.most_rows, rows)
        if self.first is None and self.looks >= self.warm:
            self.first = self.most_mb, self.most_rows, self.person.openings
        if self.first is not None:
            rows_mb = (self.most_rows - self.first[1]) * KB_A_ROW / 1000
            openings_mb = (self.person.openings - self.first[2]) * MB_AN_OPENING
            allowed = self.first[0] + rows_mb + openings_mb + SLACK_MB
            if self.most_mb > allowed:
                yield f"memory grew from {self.first[0]:.0f} MB to {self.most_mb:.0f} MB, {allowed:.0f} MB are allowed"
