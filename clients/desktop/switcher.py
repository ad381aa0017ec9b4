# SPDX-License-Identifier: GPL-3.0-or-later
"""Ctrl+K: rooms, people and commands in one list, found by a few letters in their order; unread rooms come first."""

from collections.abc import Callable
from dataclasses import dataclass

from PyQt6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, QSize, Qt
from PyQt6.QtGui import QKeyEvent, QPainter
from PyQt6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from rapidfuzz import fuzz

from clients.desktop.icon_set import pixmap
from clients.desktop.theme import BODY, SMALL, theme

CHOICE = Qt.ItemDataRole.UserRole
MOST = 60
ROWS, TOP = 12, 88  # seen at once; px from the top of the window: under the heads


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the palette. `weight` puts it before others that match as well."""

    label: str
    detail: str
    icon: str
    run: Callable[[], object]
    weight: int = 0
    offered: Callable[[], bool] = lambda: True


def rank(choices: list[Choice], words: str) -> list[Choice]:
    """The choices that match, best first."""
    wanted = words.casefold().strip()
    if not wanted:
        return sorted(choices, key=lambda c: -c.weight)[:MOST]
    scored = []
    for place, choice in enumerate(choices):
        name = choice.label.casefold().lstrip("#")
        score = fuzz.WRatio(wanted, name)
        if name.startswith(wanted.lstrip("#")):
            score += 60
        elif wanted in name:
            score += 40
        elif not _in_order(wanted, name):
            continue
        scored.append((-score - choice.weight / 10, place, choice))
    return [choice for _, _, choice in sorted(scored, key=lambda s: s[:2])[:MOST]]


def _in_order(letters: str, name: str) -> bool:
    rest = iter(name)
    return all(letter in rest for letter in letters if letter != " ")


class ChoiceDelegate(QStyledItemDelegate):
    """Paints one choice: icon, label, detail on the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(100, theme().px(36))

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        choice = index.data(CHOICE)
        if painter is None or not isinstance(choice, Choice):
            return
        look, rect = theme(), option.rect.adjusted(6, 1, -6, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("selected"))
            painter.drawRoundedRect(rect, 6, 6)
        device = painter.device()
        scale = device.devicePixelRatioF() if device is not None else 1.0
        middle = rect.center().y()
        painter.drawPixmap(QPoint(rect.x() + 8, middle - 7), pixmap(choice.icon, look.palette.muted, 16, scale))
        painter.setFont(look.font(SMALL))
        painter.setPen(look.colour("muted"))
        room = rect.width() // 2
        detail = painter.fontMetrics().elidedText(choice.detail, Qt.TextElideMode.ElideRight, room)
        wide = painter.fontMetrics().horizontalAdvance(detail)
        painter.drawText(
            QRect(rect.right() - wide - 10, rect.y(), wide + 2, rect.height()), Qt.AlignmentFlag.AlignVCenter, detail
        )
        painter.setFont(look.font(BODY, bold=choice.weight >= 50))
        painter.setPen(look.colour("text"))
        left = rect.x() + 36
        label_room = rect.right() - wide - 20 - left
        label = painter.fontMetrics().elidedText(choice.label, Qt.TextElideMode.ElideRight, label_room)
        painter.drawText(QRect(left, rect.y(), label_room, rect.height()), Qt.AlignmentFlag.AlignVCenter, label)
        painter.restore()


class Switcher(QFrame):
    """The palette.

    Signals: none; a choice runs itself.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("palette")
        self.choices: list[Choice] = []
        self.more: Callable[[str], list[Choice]] = lambda _words: []
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Go to a room, a person, or run a command"))
        self.field.setAccessibleName(self.tr("Find a room, a person or a command"))
        self.list = QListWidget()
        self.list.setItemDelegate(ChoiceDelegate(self.list))
        self.list.setAccessibleName(self.tr("Matches"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 6)
        box.setSpacing(6)
        box.addWidget(self.field)
        box.addWidget(self.list)
        self.field.textChanged.connect(self._fill)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(self._run)

    def open_with(self, choices: list[Choice], more: Callable[[str], list[Choice]]) -> None:
        """Show these choices; `more` adds what only makes sense for the words typed."""
        self.choices, self.more = choices, more
        self.field.clear()
        self._fill("")
        parent = self.parentWidget()
        if parent is not None:
            wide = min(560, parent.width() - 40)
            row, around = theme().px(36), self.field.sizeHint().height() + 14
            rows = max(3, min(ROWS, (parent.height() - TOP - 40 - around) // row))  # whole ones only
            self.setFixedSize(wide, around + rows * row)
            self.move(parent.mapToGlobal(QPoint((parent.width() - wide) // 2, TOP)))
        self.show()
        self.field.setFocus()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        row, count = self.list.currentRow(), self.list.count()
        match event.key():
            case Qt.Key.Key_Down if count:
                self.list.setCurrentRow((row + 1) % count)
            case Qt.Key.Key_Up if count:
                self.list.setCurrentRow((row - 1) % count)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._run(self.list.currentItem())
            case _:
                return False
        return True

    def _fill(self, words: str) -> None:
        self.list.clear()
        for choice in [*rank(self.choices, words), *self.more(words.strip())]:
            item = QListWidgetItem(choice.label)
            item.setData(CHOICE, choice)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _run(self, item: QListWidgetItem | None) -> None:
        choice = item.data(CHOICE) if item is not None else None
        self.hide()
        if isinstance(choice, Choice):
            choice.run()
