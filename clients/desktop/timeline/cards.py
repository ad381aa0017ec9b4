# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands below a message for its links: where its parts are, and how they are drawn.

An offer, a fetch under way and a failure are one small line each; a picture is scaled into PICTURE, and never enlarged;
a preview is a box of plain text. All positions are relative to the row.
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from PyQt6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PyQt6.QtGui import QBrush, QFont, QFontMetricsF, QPainter, QPen, QPixmap, QTextLayout, QTextOption, QTransform

from clients.desktop.icon_set import pixmap
from clients.desktop.media.library import State, host_of
from clients.desktop.theme import BODY, CAPTION, SMALL, theme
from clients.desktop.timeline.attached import OFFER, Attached
from clients.desktop.timeline.spots import Spot
from clients.desktop.words import translate
from clients.session.text import name

PICTURE = QSize(400, 280)  # at most, at 100 %
PREVIEW = 520  # wide, at most
LINES = 3  # of a description
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
Pictures = Callable[[str, QSize, float], QPixmap | None]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of text that does something."""

    rect: QRect
    spot: Spot
    label: str


@dataclass(frozen=True, slots=True)
class Card:
    """One link, laid out. `whole` says what the whole of `rect` does."""

    attached: Attached
    rect: QRect
    whole: Spot
    said: str = ""
    parts: tuple[Part, ...] = ()
    lines: tuple[str, ...] = ()

    def spot_at(self, x: int, y: int) -> Spot:
        """What is under a point."""
        for part in self.parts:
            if part.rect.contains(x, y):
                return part.spot
        return self.whole if self.rect.contains(x, y) else Spot.NOTHING


def place(attached: tuple[Attached, ...], x: int, room: int, y: int) -> tuple[list[Card], int]:
    """The cards from `y` down, and where they end."""
    cards = []
    for one in attached:
        make = _picture if one.state == State.PICTURE else _preview if one.state == State.PREVIEW else _line
        card, y = make(one, x, room, y + 4)
        cards.append(card)
    return cards, y


def _wide(text: str, font: QFont) -> int:
    return round(QFontMetricsF(font).horizontalAdvance(text))


def _parts(labels: list[tuple[str, Spot]], x: int, y: int, tall: int) -> tuple[Part, ...]:
    made = []
    for label, spot in labels:
        wide = _wide(label, theme().font(SMALL)) + 4
        made.append(Part(QRect(x, y, wide, tall), spot, label))
        x += wide + 12
    return tuple(made)


def _line(one: Attached, x: int, room: int, y: int) -> tuple[Card, int]:
    tall, font, host = theme().px(22), theme().font(SMALL), host_of(one.url)
    labels: list[tuple[str, Spot]]
    if one.state == OFFER:
        said, labels = host, [(translate("timeline", "Show picture"), Spot.SHOW)]
        parts = _parts(labels, x + 22, y, tall)
        start = parts[0].rect.right() + 8
        wide = min(_wide(said, font), max(0, room - (start - x)))
        return Card(one, QRect(x, y, start + wide - x, tall), Spot.SHOW, said, parts), y + tall
    if one.state == State.LOADING:
        said = translate("timeline", "Loading from {host}…").format(host=host)
        labels = [(translate("timeline", "Stop"), Spot.HIDE)]
    else:
        said = one.sentence
        labels = [(translate("timeline", "Try again"), Spot.SHOW), (translate("timeline", "Open link"), Spot.LINK)]
        labels.append((translate("timeline", "Hide"), Spot.HIDE))
    needed = sum(_wide(label, font) + 16 for label, _ in labels)
    wide = min(_wide(said, font), max(60, room - needed - 30))
    rect = QRect(x, y, 22 + wide, tall)
    return Card(one, rect, Spot.NOTHING, said, _parts(labels, rect.right() + 11, y, tall)), y + tall


def _picture(one: Attached, x: int, room: int, y: int) -> tuple[Card, int]:
    most = QSize(min(room, theme().px(PICTURE.width())), theme().px(PICTURE.height()))
    size = QSize(*one.size)
    if size.width() > most.width() or size.height() > most.height():
        size = size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio)
    rect = QRect(x, y, max(1, size.width()), max(1, size.height()))
    below, tall, font = rect.bottom() + 4, theme().px(20), theme().font(CAPTION)
    said = " · ".join(filter(None, (_last(one.url), host_of(one.url))))
    hide = translate("timeline", "Hide")
    said = QFontMetricsF(font).elidedText(said, Qt.TextElideMode.ElideMiddle, max(60, room - _wide(hide, font) - 30))
    part = _parts([(hide, Spot.HIDE)], x + _wide(said, font) + 12, below, tall)
    return Card(one, rect, Spot.PICTURE, said, part), below + tall


def _last(url: str) -> str:
    """A picture's own name."""
    try:
        return name(urlsplit(url).path.rpartition("/")[2])[:80]
    except ValueError:
        return ""


def _preview(one: Attached, x: int, room: int, y: int) -> tuple[Card, int]:
    look, wide = theme(), min(room, theme().px(PREVIEW))
    inner, step, gap = wide - 28, look.px(18), look.px(20)
    lines = wrapped(one.description, look.font(SMALL), inner, LINES)
    tall = 8 + gap + (look.px(22) if one.title else 0) + step * len(lines) + 8
    hide = translate("timeline", "Hide")
    part = _parts([(hide, Spot.HIDE)], x + wide - _wide(hide, look.font(SMALL)) - 18, y + 8, gap)
    said = one.site or host_of(one.url)
    return Card(one, QRect(x, y, wide, tall), Spot.LINK, said, part, tuple(lines)), y + tall + 4


def wrapped(text: str, font: QFont, wide: int, most: int) -> list[str]:
    """`text` in at most so many lines; the last one says if there is more."""
    lines: list[str] = []
    body, option = QTextLayout(text, font), QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    body.setTextOption(option)
    body.beginLayout()
    while text and (line := body.createLine()).isValid():
        line.setLineWidth(max(20, wide))
        start = line.textStart()
        if len(lines) == most - 1:
            lines.append(QFontMetricsF(font).elidedText(text[start:], Qt.TextElideMode.ElideRight, max(20, wide)))
            break
        lines.append(text[start : start + line.textLength()].rstrip())
    body.endLayout()
    return lines


# --- drawing --------------------------------------------------------------------------------------------------------


def draw(painter: QPainter, cards: list[Card], pictures: Pictures, scale: float) -> None:
    """The cards of one row."""
    for card in cards:
        if card.attached.state == State.PICTURE:
            _draw_picture(painter, card, pictures, scale)
        elif card.attached.state == State.PREVIEW:
            _draw_preview(painter, card)
        else:
            _draw_line(painter, card, scale)
        painter.setFont(theme().font(CAPTION if card.attached.state == State.PICTURE else SMALL))
        painter.setPen(theme().colour("accent"))
        for part in card.parts:
            painter.drawText(part.rect, LEFT, part.label)


def covering(shown: QPixmap, rect: QRectF) -> QBrush:
    """A brush that puts a picture onto `rect`: a clipped one would have ragged edges."""
    brush, fit = QBrush(shown), QTransform()
    fit.translate(rect.x(), rect.y())
    fit.scale(rect.width() / max(1, shown.width()), rect.height() / max(1, shown.height()))
    brush.setTransform(fit)
    return brush


def _draw_line(painter: QPainter, card: Card, scale: float) -> None:
    look, rect = theme(), card.rect
    icon = {OFFER: "picture", State.LOADING: "clock"}.get(card.attached.state, "alert")
    painter.drawPixmap(QPoint(rect.x(), rect.center().y() - 7), pixmap(icon, look.palette.muted, 15, scale))
    painter.setFont(look.font(SMALL))
    painter.setPen(look.colour("muted"))
    left = card.parts[0].rect.right() + 8 if card.attached.state == OFFER else rect.x() + 22
    inner = QRect(left, rect.y(), rect.right() - left + 1, rect.height())
    painter.drawText(
        inner, LEFT, painter.fontMetrics().elidedText(card.said, Qt.TextElideMode.ElideRight, inner.width() + 1)
    )


def _draw_picture(painter: QPainter, card: Card, pictures: Pictures, scale: float) -> None:
    look, rect = theme(), QRectF(card.rect)
    shown = pictures(card.attached.url, card.rect.size(), scale)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setBrush(covering(shown, rect) if shown is not None else look.colour("code"))
    painter.drawRoundedRect(rect, 6, 6)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.colour("border"), 1))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    painter.setFont(look.font(CAPTION))
    painter.setPen(look.colour("muted"))
    below = card.parts[0].rect
    painter.drawText(QRect(card.rect.x(), below.y(), below.x() - card.rect.x(), below.height()), LEFT, card.said)


def _draw_preview(painter: QPainter, card: Card) -> None:
    look, rect = theme(), card.rect
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("code"))
    painter.drawRoundedRect(rect, 6, 6)
    painter.setBrush(look.colour("accent"))
    painter.drawRoundedRect(QRect(rect.x(), rect.y(), 3, rect.height()), 1.5, 1.5)
    x, y, wide = rect.x() + 14, rect.y() + 8, rect.width() - 28
    painter.setFont(look.font(CAPTION))
    painter.setPen(look.colour("muted"))
    first = QRect(x, y, card.parts[0].rect.x() - x - 8, look.px(20))
    painter.drawText(
        first, LEFT, painter.fontMetrics().elidedText(card.said, Qt.TextElideMode.ElideRight, first.width())
    )
    y += look.px(20)
    if card.attached.title:
        painter.setFont(look.font(BODY, bold=True))
        painter.setPen(look.colour("text"))
        title = painter.fontMetrics().elidedText(card.attached.title, Qt.TextElideMode.ElideRight, wide)
        painter.drawText(QRect(x, y, wide, look.px(22)), LEFT, title)
        y += look.px(22)
    painter.setFont(look.font(SMALL))
    painter.setPen(look.colour("muted"))
    for line in card.lines:
        painter.drawText(QRectF(QPointF(x, y), QPointF(x + wide, y + look.px(18))), LEFT, line)
        y += look.px(18)
