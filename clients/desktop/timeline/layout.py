# SPDX-License-Identifier: GPL-3.0-or-later
"""One row laid out: where its parts stand and what is under a point. Painting is `paint`'s business.

From top to bottom a row is: day line, unread line, header (name and time), quote, body, cards of links, reactions,
failure. Every row
has one body, a QTextLayout over `rich.text`; selections are offsets into it. All positions are relative to the row.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from PyQt6.QtCore import QPointF, QRect, QRectF, Qt
from PyQt6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from clients.desktop.media.library import may_be_shown
from clients.desktop.theme import BODY, CAPTION, SMALL, theme
from clients.desktop.timeline.attached import Attached
from clients.desktop.timeline.cards import Card, place
from clients.desktop.timeline.rich import Rich, rich_of
from clients.desktop.timeline.rows import Around
from clients.desktop.timeline.spots import Hit, Spot
from clients.desktop.words import translate
from clients.session.model import ItemKind, SendState, TimelineItem

Attach = Callable[[int, tuple[str, ...]], tuple[Attached, ...]]
WIDEST = 820  # lines longer than that are hard to read


@dataclass(frozen=True, slots=True)
class Look:
    """How rows are arranged. Comfortable has avatars; compact has time, nick and text in columns."""

    compact: bool = False

    @property
    def text_x(self) -> int:
        return theme().px(172) if self.compact else max(68, theme().px(32) + 20)

    @property
    def avatar(self) -> int:
        return 36

    @property
    def left(self) -> int:
        return 20


@dataclass(frozen=True, slots=True)
class Pill:
    """One reaction with its count."""

    rect: QRect
    emoji: str
    label: str
    own: bool
    nicks: tuple[str, ...]


@dataclass(slots=True)
class RowLayout:
    """One row's parts. `height` includes everything."""

    item: TimelineItem
    around: Around
    width: int
    rich: Rich
    body: QTextLayout
    height: int = 0
    day: QRect = field(default_factory=QRect)
    unread: QRect = field(default_factory=QRect)
    top: int = 0  # where the message itself begins, under the day and unread lines
    header: QRect = field(default_factory=QRect)
    nick: QRect = field(default_factory=QRect)
    avatar: QRect = field(default_factory=QRect)
    quote: QRect = field(default_factory=QRect)
    origin: QPointF = field(default_factory=QPointF)  # of the body
    body_height: int = 0
    mark: QPointF = field(default_factory=QPointF)  # where the send state goes
    pills: list[Pill] = field(default_factory=list)
    retry: QRect = field(default_factory=QRect)
    discard: QRect = field(default_factory=QRect)
    failure: QRect = field(default_factory=QRect)
    parent: TimelineItem | None = None
    named: str = ""  # what the author wants to be called, if that is not the nick
    urls: tuple[str, ...] = ()  # links of the web in the body
    attached: tuple[Attached, ...] = ()
    cards: list[Card] = field(default_factory=list)

    @property
    def event(self) -> bool:
        """A small line: something happened, nobody spoke."""
        return not self.item.spoken

    def hit(self, x: int, y: int) -> Hit:
        """What is at a point of this row."""
        if self.day.contains(x, y) and self.around.day:
            return Hit(Spot.DAY, self.around.day)
        for rect, spot in ((self.retry, Spot.RETRY), (self.discard, Spot.DISCARD), (self.quote, Spot.QUOTE)):
            if rect.contains(x, y):
                return Hit(spot, self.item.reply_to if spot is Spot.QUOTE else "")
        for card in self.cards:
            spot = card.spot_at(x, y)
            if spot is not Spot.NOTHING:
                return Hit(spot, card.attached.url)
        for pill in self.pills:
            if pill.rect.contains(x, y):
                return Hit(Spot.REACTION, pill.emoji)
        if self.nick.contains(x, y) or self.avatar.contains(x, y):
            return Hit(Spot.NICK, self.item.author)
        offset, inside = self.offset_at(x, y)
        if self.around.summary and y >= self.top:
            return Hit(Spot.FOLD, offset=offset)
        if self.item.kind is ItemKind.GAP:
            return Hit(Spot.GAP)
        if inside:
            for link in self.rich.links:
                if link.start <= offset < link.end:
                    return Hit(Spot.NICK if link.nick else Spot.ROOM if link.room else Spot.LINK, link.target, offset)
            return Hit(Spot.TEXT, "", offset)
        return Hit(Spot.NOTHING, "", offset)

    def offset_at(self, x: int, y: int) -> tuple[int, bool]:
        """The text offset nearest to a point, and whether the point is on text."""
        inner_x, inner_y = x - self.origin.x(), y - self.origin.y()
        if inner_y < 0:
            return 0, False
        for number in range(self.body.lineCount()):
            line = self.body.lineAt(number)
            rect = line.naturalTextRect()
            if inner_y < rect.bottom() or number == self.body.lineCount() - 1:
                if inner_y > rect.bottom() + 4:
                    return len(self.rich.text), False
                offset = line.xToCursor(inner_x)
                return offset, rect.left() - 2 <= inner_x <= rect.right() + 2
        return 0, False


def fonts(item: TimelineItem) -> QFont:
    """The font of a row's body."""
    look = theme()
    if item.redacted:
        return look.font(BODY, italic=True)
    return look.font(BODY if item.spoken else SMALL + 1)


def lay_out(
    item: TimelineItem,
    around: Around,
    width: int,
    look: Look,
    own_nick: str,
    parent: TimelineItem | None = None,
    *,
    named: str = "",
    attached: Attach | None = None,
) -> RowLayout:
    """Measure one row for a viewport `width` pixels wide. `attached` says what of its links is shown."""
    rich = rich_of(item, around, own_nick)
    row = RowLayout(item, around, width, rich, QTextLayout(rich.text, fonts(item)), parent=parent, named=named)
    if around.hidden:
        return row
    y = _lines_above(row)
    row.top = y
    text_x = look.text_x
    room = max(80, min(WIDEST, width - text_x - 44))
    if row.event or look.compact:
        y += (3 if look.compact and item.spoken else 4) if around.grouped else 6
    else:
        y = _header(row, look, y)
    y = _quote(row, text_x, room, y)
    row.origin = QPointF(text_x, y)
    _body(row, room)
    if look.compact and item.kind is ItemKind.MESSAGE and not around.grouped:
        row.nick = QRect(look.left + theme().px(46), y, text_x - look.left - theme().px(46) - 12, theme().px(20))
    y += row.body_height
    if rich.links and attached is not None and item.spoken:
        row.urls = tuple(dict.fromkeys(link.target for link in rich.links if may_be_shown(link.target)))
        row.attached = attached(item.id, row.urls)
        row.cards, y = place(row.attached, text_x, room, y)
    y = _reactions(row, text_x, room, y, own_nick)
    y = _failure(row, text_x, y)
    row.height = y + (4 if row.event else 3)
    return row


def _lines_above(row: RowLayout) -> int:
    y = 0
    if row.around.day:
        row.day = QRect(0, y + 8, row.width, theme().px(24))
        y += theme().px(24) + 16
    if row.around.unread:
        row.unread = QRect(0, y, row.width, theme().px(20))
        y += theme().px(20)
    return y


def _header(row: RowLayout, look: Look, y: int) -> int:
    item = row.item
    if row.around.grouped:
        return y + 2
    y += 10
    if item.kind is ItemKind.ACTION:
        return y
    metrics = QFontMetricsF(theme().font(BODY, bold=True))
    tall = round(metrics.height())
    row.avatar = QRect(look.left, y + 1, look.avatar, look.avatar)
    row.header = QRect(look.text_x, y, row.width - look.text_x - 16, tall)
    wide = metrics.horizontalAdvance(row.named or item.author)
    if row.named:
        wide += 6 + QFontMetricsF(theme().font(SMALL)).horizontalAdvance(item.author)
    row.nick = QRect(look.text_x, y, min(round(wide), max(20, row.header.width() - theme().px(90))), tall)
    return y + tall + 3


def _quote(row: RowLayout, x: int, room: int, y: int) -> int:
    if not row.item.reply_to:
        return y
    tall = theme().px(24)
    row.quote = QRect(x, y + 1, min(room, theme().px(520)), tall)
    return y + tall + 6


def _body(row: RowLayout, room: int) -> None:
    body, rich = row.body, row.rich
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(rich.direction)
    if rich.direction is Qt.LayoutDirection.RightToLeft:
        option.setAlignment(Qt.AlignmentFlag.AlignRight)  # QTextLayout takes left and right as they are said
    body.setTextOption(option)
    body.setFormats(rich.formats)
    spacing = 1.0 if row.event else 3.0
    y, last_code = 0.0, False
    body.beginLayout()
    while (line := body.createLine()).isValid():
        code = rich.in_code(line.textStart())
        if code != last_code:
            y += 8
        inset = 12 if code else 0
        line.setLineWidth(room - 2 * inset)
        line.setPosition(QPointF(inset, y))
        y += line.height() + (1.0 if code else spacing)
        last_code = code
    body.endLayout()
    if last_code:
        y += 8
    row.body_height = round(y)
    if body.lineCount():
        last = body.lineAt(body.lineCount() - 1).naturalTextRect()
        row.mark = QPointF(row.origin.x() + last.right() + 6, row.origin.y() + last.center().y())


def _reactions(row: RowLayout, x: int, room: int, y: int, own_nick: str) -> int:
    if not row.item.reactions:
        return y
    metrics = QFontMetricsF(theme().font(SMALL))
    tall, left = theme().px(24), x
    y += 4
    for emoji, nicks in row.item.reactions.items():
        shown = emoji if len(emoji) <= 12 else emoji[:11] + "…"
        label = f"{shown} {len(nicks)}"
        wide = round(metrics.horizontalAdvance(label)) + 18
        if left + wide > x + room and left > x:
            left, y = x, y + tall + 4
        row.pills.append(Pill(QRect(left, y, wide, tall), emoji, label, own_nick in nicks, nicks))
        left += wide + 6
    return y + tall + 3


def _failure(row: RowLayout, x: int, y: int) -> int:
    if row.item.send_state is not SendState.FAILED:
        return y
    metrics = QFontMetricsF(theme().font(SMALL))
    tall = theme().px(22)
    said = failure_text(row.item)
    wide = min(round(metrics.horizontalAdvance(said)) + 24, max(120, row.width - x - 180))
    row.failure = QRect(x, y, wide, tall)
    retry = round(metrics.horizontalAdvance(translate("timeline", "Try again"))) + 4
    discard = round(metrics.horizontalAdvance(translate("timeline", "Delete"))) + 4
    row.retry = QRect(x + wide + 8, y, retry, tall)
    row.discard = QRect(row.retry.right() + 14, y, discard, tall)
    return y + tall + 2


def failure_text(item: TimelineItem) -> str:
    """Why a message was not sent."""
    return item.failure or translate("timeline", "Not sent.")


def caption_height() -> float:
    """The height of the smallest type."""
    return QFontMetricsF(theme().font(CAPTION)).height()


def code_rects(row: RowLayout) -> list[QRectF]:
    """The grounds of code blocks, relative to the body."""
    rects: list[QRectF] = []
    wide = row.width - row.origin.x() - 44
    last = False
    for number in range(row.body.lineCount()):
        line = row.body.lineAt(number)
        code = row.rich.in_code(line.textStart())
        if code:
            rect = QRectF(0, line.y() - 6, min(WIDEST, wide), line.height() + 12)
            rects[-1:] = [rects[-1].united(rect)] if last else [*rects[-1:], rect]
        last = code
    return rects
