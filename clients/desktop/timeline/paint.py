# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws one laid-out row. Colours and type come from the theme; nothing here measures or decides where things stand."""

import unicodedata
from collections.abc import Callable
from datetime import date, timedelta

from PyQt6.QtCore import QDate, QLocale, QPoint, QPointF, QRect, QRectF, Qt
from PyQt6.QtGui import QBrush, QColor, QFontMetrics, QIcon, QPainter, QPen, QPixmap, QTextCharFormat, QTextLayout

from clients.desktop.icon_set import pixmap
from clients.desktop.palettes import nick_colour
from clients.desktop.theme import BODY, CAPTION, SMALL, theme
from clients.desktop.timeline import cards
from clients.desktop.timeline.layout import Look, RowLayout, code_rects, failure_text
from clients.desktop.timeline.model import local_time
from clients.desktop.words import translate
from clients.session.model import ItemKind, SendState, TimelineItem
from clients.session.text import plain
from protocol.casemapping import fold

FaceOf = Callable[[TimelineItem], QPixmap | None]
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
EVENT_ICONS = {
    ItemKind.JOIN: "enter",
    ItemKind.PART: "exit",
    ItemKind.QUIT: "exit",
    ItemKind.KICK: "exit",
    ItemKind.NICK: "person",
    ItemKind.TOPIC: "edit",
    ItemKind.MODE: "settings",
    ItemKind.INVITE: "plus",
    ItemKind.ERROR: "alert",
    ItemKind.INFO: "network",
    ItemKind.GAP: "retry",
}


def colour_of(nick: str) -> QColor:
    """A nick's colour in the theme in force."""
    return QColor(nick_colour(fold(nick), theme().palette))


def initial(nick: str) -> str:
    """The letter on an avatar."""
    for letter in nick:
        if unicodedata.category(letter)[0] in "LN":
            return letter.upper()
    return nick[:1] or "?"


def draw_avatar(painter: QPainter, rect: QRectF, nick: str, face: QPixmap | None = None) -> None:
    """A disc in the nick's colour with its first letter, or with the picture the person chose (a square one)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if face is not None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(cards.covering(face, rect))
        painter.drawEllipse(rect)
        painter.restore()
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour_of(nick))
    painter.drawEllipse(rect)
    font = theme().font(BODY, bold=True)
    font.setPixelSize(max(8, round(rect.height() * 0.44)))
    painter.setFont(font)
    painter.setPen(QColor(theme().palette.canvas))
    painter.drawText(rect, CENTRE, initial(nick))
    painter.restore()


def draw_presence(painter: QPainter, face: QRectF, *, away: bool, ground: str = "panel") -> None:
    """A dot at the foot of an avatar: whether somebody is here, or away or offline."""
    side = max(8.0, face.height() / 3)
    painter.setPen(theme().colour(ground))
    painter.setBrush(theme().colour("offline" if away else "success"))
    painter.drawEllipse(QRectF(face.right() - side + 1, face.bottom() - side + 1, side, side))


def avatar_icon(nick: str, face: QPixmap | None = None, *, away: bool = False) -> QIcon:
    """A nick's avatar as an icon; faded, with a dot, when away."""
    shown = QPixmap(64, 64)
    shown.fill(Qt.GlobalColor.transparent)
    painter = QPainter(shown)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(0.55 if away else 1.0)
    draw_avatar(painter, QRectF(1, 1, 62, 62), nick, face)
    painter.setOpacity(1.0)
    if away:
        draw_presence(painter, QRectF(1, 1, 62, 62), away=True)
    painter.end()
    return QIcon(shown)


def day_name(iso: str) -> str:
    """ "Today", "Yesterday", "Monday, 3 May"."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    today = local_time(_now_ms()).date()
    if day == today:
        return translate("timeline", "Today")
    if day == today - timedelta(days=1):
        return translate("timeline", "Yesterday")
    pattern = translate("timeline", "dddd, d MMMM")
    if day.year != today.year:
        pattern = translate("timeline", "dddd, d MMMM yyyy")
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def _now_ms() -> int:
    from time import time  # noqa: PLC0415  # the one place that names days

    return int(time() * 1000)


class RowPainter:
    """Draws rows with one painter in one paint event."""

    def __init__(self, painter: QPainter, look: Look, scale: float, pictures: cards.Pictures, face_of: FaceOf) -> None:
        self.painter, self.pictures, self.face_of = painter, pictures, face_of
        self.look = look
        self.scale = scale
        self.theme = theme()

    def draw(
        self, row: RowLayout, y: int, *, hovered: bool, current: bool, selection: tuple[int, int] | None, lit: bool
    ) -> None:
        """One row whose top is at `y`."""
        painter = self.painter
        painter.save()
        painter.translate(0, y)
        if row.around.day:
            self._day(row)
        if row.around.unread:
            self._unread(row)
        if row.height:
            self._ground(row, hovered, current, lit)
            self._header(row, hovered)
            self._quote(row)
            self._body(row, selection)
            self._mark(row)
            if row.cards:
                cards.draw(painter, row.cards, self.pictures, self.scale)
            self._reactions(row)
            self._failure(row)
        painter.restore()

    # --- lines above --------------------------------------------------------------------------------------------------

    def _day(self, row: RowLayout) -> None:
        painter, look = self.painter, self.theme
        painter.setFont(look.font(SMALL, bold=True))
        label = day_name(row.around.day)
        wide = painter.fontMetrics().horizontalAdvance(label) + 24
        middle = row.day.center().y()
        pill = QRectF(row.width / 2 - wide / 2, row.day.y(), wide, row.day.height())
        painter.setPen(QPen(look.colour("border"), 1))
        painter.drawLine(self.look.left, middle, round(pill.left()) - 8, middle)
        painter.drawLine(round(pill.right()) + 8, middle, row.width - self.look.left, middle)
        painter.setPen(look.colour("muted"))
        painter.drawText(pill, CENTRE, label)

    def _unread(self, row: RowLayout) -> None:
        painter, look = self.painter, self.theme
        painter.setFont(look.font(CAPTION, bold=True))
        label = translate("timeline", "New")
        wide = painter.fontMetrics().horizontalAdvance(label)
        middle, colour = row.unread.center().y(), look.colour("danger")
        right = row.width - self.look.left
        painter.setPen(QPen(colour, 1))
        painter.drawLine(self.look.left, middle, right - wide - 8, middle)
        painter.drawText(QRect(right - wide, row.unread.y(), wide, row.unread.height()), CENTRE, label)

    # --- the message --------------------------------------------------------------------------------------------------

    def _ground(self, row: RowLayout, hovered: bool, current: bool, lit: bool) -> None:
        painter, look = self.painter, self.theme
        rect = QRect(0, row.top, row.width, row.height - row.top)
        if not row.around.grouped and not row.event and not self.look.compact:
            rect.setTop(row.top + 6)
        if lit:
            painter.fillRect(rect, look.colour("warning_soft"))
        elif row.item.mention:
            painter.fillRect(rect, look.colour("accent_soft"))
        elif hovered:
            ground = look.colour("hover")
            ground.setAlphaF(0.55)
            painter.fillRect(rect, ground)
        if row.item.mention:
            painter.fillRect(QRect(0, rect.y(), 3, rect.height()), look.colour("accent"))
        if current:
            painter.setPen(QPen(look.colour("accent"), 1))
            painter.drawRect(rect.adjusted(2, 0, -3, -1))

    def _header(self, row: RowLayout, hovered: bool) -> None:
        painter, look, item = self.painter, self.theme, row.item
        clock = f"{local_time(item.time_ms):%H:%M}"
        line = self._first_line(row)
        if row.event:
            self._event_icon(row, line)
            return
        if self.look.compact:
            self._compact_columns(row, clock, line)
            return
        if not row.header.isNull():
            draw_avatar(painter, QRectF(row.avatar), item.author, self.face_of(item))
            self._author(row, clock)
        elif hovered or item.kind is ItemKind.ACTION:
            painter.setFont(look.font(CAPTION))
            painter.setPen(look.colour("muted"))
            painter.drawText(QRect(0, line.y(), self.look.text_x - 12, line.height()), RIGHT, clock)

    def _author(self, row: RowLayout, clock: str) -> None:
        """Who, as they want to be called, always with the nick: anybody may call themselves anything."""
        painter, look, item = self.painter, self.theme, row.item
        left, right = row.header.x(), row.header.right() - look.px(90)
        painter.setPen(colour_of(item.author))
        for text, font in ((row.named, look.font(BODY, bold=True)), (item.author, look.font(SMALL))):
            if not text:
                continue
            painter.setFont(look.font(BODY, bold=True) if text == item.author and not row.named else font)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(20, right - left))
            painter.drawText(QRect(left, row.header.y(), right - left, row.header.height()), LEFT, shown)
            left += painter.fontMetrics().horizontalAdvance(shown) + 6
            painter.setPen(look.colour("muted"))
        painter.setFont(look.font(CAPTION))
        extra = translate("timeline", "bot") if item.bot else ""
        if item.kind is ItemKind.NOTICE:
            extra = translate("timeline", "notice")
        painter.drawText(
            QRect(left + 2, row.header.y() + 1, 240, row.header.height()),
            LEFT,
            " · ".join(filter(None, (clock, extra))),
        )

    def _first_line(self, row: RowLayout) -> QRect:
        if not row.body.lineCount():
            return QRect(0, round(row.origin.y()), row.width, self.theme.px(18))
        rect = row.body.lineAt(0).rect()
        return QRect(0, round(row.origin.y() + rect.y()), row.width, round(rect.height()))

    def _compact_columns(self, row: RowLayout, clock: str, line: QRect) -> None:
        painter, look = self.painter, self.theme
        painter.setFont(look.font(SMALL))
        painter.setPen(look.colour("muted"))
        if not row.around.grouped:
            painter.drawText(QRect(self.look.left, line.y(), look.px(46), line.height()), LEFT, clock)
        if not row.nick.isNull():
            painter.setFont(look.font(BODY, bold=True))
            painter.setPen(colour_of(row.item.author))
            shown = painter.fontMetrics().elidedText(row.item.author, Qt.TextElideMode.ElideRight, row.nick.width())
            painter.drawText(QRect(row.nick.x(), line.y(), row.nick.width(), line.height()), RIGHT, shown)

    def _event_icon(self, row: RowLayout, line: QRect) -> None:
        token = "danger" if row.item.kind is ItemKind.ERROR else "muted"
        name = EVENT_ICONS.get(row.item.kind, "network")
        if row.around.summary:
            name = "chevron-down" if row.around.expanded else "people"
        self._icon(name, token, QPoint(self.look.text_x - 30, line.center().y() - 6), 14)

    def _icon(self, name: str, token: str, where: QPoint, size: int) -> None:
        self.painter.drawPixmap(where, pixmap(name, getattr(self.theme.palette, token), size, self.scale))

    def _quote(self, row: RowLayout) -> None:
        if row.quote.isNull():
            return
        painter, look, rect = self.painter, self.theme, row.quote
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(look.colour("code"))
        painter.drawRoundedRect(rect, 4, 4)
        parent = row.parent
        bar = colour_of(parent.author) if parent is not None else look.colour("offline")
        painter.setBrush(bar)
        painter.drawRoundedRect(QRect(rect.x(), rect.y(), 3, rect.height()), 1.5, 1.5)
        inner = rect.adjusted(11, 0, -8, 0)
        painter.setFont(look.font(SMALL, bold=True))
        if parent is None:
            painter.setFont(look.font(SMALL))
            painter.setPen(look.colour("muted"))
            painter.drawText(inner, LEFT, translate("timeline", "Show the message this answers"))
            return
        painter.setPen(bar)
        painter.drawText(inner, LEFT, parent.author)
        inner.setLeft(inner.left() + painter.fontMetrics().horizontalAdvance(parent.author) + 8)
        painter.setFont(look.font(SMALL))
        painter.setPen(look.colour("muted"))
        painter.drawText(inner, LEFT, one_line(parent, painter.fontMetrics(), inner.width()))

    def _body(self, row: RowLayout, selection: tuple[int, int] | None) -> None:
        painter, look = self.painter, self.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("code"))
        for rect in code_rects(row):
            painter.drawRoundedRect(rect.translated(row.origin), 6, 6)
        for start, end in row.rich.chips:
            self._chip(row, start, end)
        token = "muted" if row.event or row.item.redacted or row.item.send_state is SendState.PENDING else "text"
        if row.item.kind is ItemKind.ERROR:
            token = "danger"
        painter.setPen(look.colour(token))
        ranges = []
        if selection is not None and selection[0] < selection[1]:
            chosen = QTextLayout.FormatRange()
            chosen.start, chosen.length = selection[0], selection[1] - selection[0]
            ground = QTextCharFormat()
            ground.setBackground(QBrush(look.colour("selection")))
            ground.setForeground(QBrush(look.colour("text")))
            chosen.format = ground
            ranges.append(chosen)
        row.body.draw(painter, row.origin, ranges)

    def _chip(self, row: RowLayout, start: int, end: int) -> None:
        """The rounded ground of inline code or of a mention."""
        for number in range(row.body.lineCount()):
            line = row.body.lineAt(number)
            first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
            if first < last:
                left, right = float(line.cursorToX(first)[0]), float(line.cursorToX(last)[0])
                rect = QRectF(min(left, right) - 3, line.y() + 1, abs(right - left) + 6, line.height() - 1)
                self.painter.drawRoundedRect(rect.translated(row.origin), 4, 4)

    def _mark(self, row: RowLayout) -> None:
        item, painter, look = row.item, self.painter, self.theme
        where = QPoint(round(row.mark.x()), round(row.mark.y()))
        if item.edited and not item.redacted:
            painter.setFont(look.font(CAPTION))
            painter.setPen(look.colour("muted"))
            said = translate("timeline", "(edited)")
            painter.drawText(QPointF(where.x(), where.y() + painter.fontMetrics().ascent() / 2), said)
            where.setX(where.x() + painter.fontMetrics().horizontalAdvance(said) + 4)
        if item.spoken and item.send_state is SendState.PENDING:
            self._icon("clock", "muted", QPoint(where.x(), where.y() - 6), 12)
        elif item.spoken and item.send_state is SendState.SENT and not item.redacted:
            self._icon("check", "offline", QPoint(where.x(), where.y() - 6), 12)

    def _reactions(self, row: RowLayout) -> None:
        painter, look = self.painter, self.theme
        painter.setFont(look.font(SMALL))
        for pill in row.pills:
            painter.setBrush(look.colour("accent_soft" if pill.own else "code"))
            painter.setPen(QPen(look.colour("accent" if pill.own else "border"), 1))
            radius = pill.rect.height() / 2
            painter.drawRoundedRect(QRectF(pill.rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
            painter.setPen(look.colour("accent" if pill.own else "text"))
            painter.drawText(pill.rect, CENTRE, pill.label)

    def _failure(self, row: RowLayout) -> None:
        if row.failure.isNull():
            return
        painter, look = self.painter, self.theme
        self._icon("alert", "danger", QPoint(row.failure.x(), row.failure.center().y() - 6), 14)
        painter.setFont(look.font(SMALL))
        painter.setPen(look.colour("danger"))
        inner = row.failure.adjusted(20, 0, 0, 0)
        metrics = painter.fontMetrics()
        painter.drawText(
            inner, LEFT, metrics.elidedText(failure_text(row.item), Qt.TextElideMode.ElideRight, inner.width())
        )
        painter.setPen(look.colour("accent"))
        painter.drawText(row.retry, LEFT, translate("timeline", "Try again"))
        painter.drawText(row.discard, LEFT, translate("timeline", "Delete"))


def one_line(item: TimelineItem, metrics: QFontMetrics, width: int) -> str:
    """A message in one line, for quotes."""
    if item.redacted:
        return translate("timeline", "deleted message")
    return metrics.elidedText(" ".join(plain(item.text).split()), Qt.TextElideMode.ElideRight, width)
