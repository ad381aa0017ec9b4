# SPDX-License-Identifier: GPL-3.0-or-later
"""Finding messages: a panel over the people, with `from:` and `in:`; a result opens in its context."""

from typing import Any

from PyQt6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QRect, QSize, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from clients.desktop.theme import BODY, SMALL, keep_head, theme, tint_clear_button
from clients.desktop.timeline.model import short_time
from clients.desktop.timeline.paint import colour_of
from clients.desktop.typed import TypedHere
from clients.session.events import FoundMessage
from clients.session.text import plain

FOUND = Qt.ItemDataRole.UserRole
PATIENCE_MS = 250  # typing pauses that long before a search starts
LINES = 3
MARGIN = 16  # px at the sides of what stands in the panel


class ResultsModel(QAbstractListModel):
    """Found messages, newest first.

    Signals: those of QAbstractListModel.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found: tuple[FoundMessage, ...] = ()

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.found)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self.found):
            return None
        found = self.found[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{found.author}, {found.room_name}, {short_time(found.time_ms)}: {plain(found.text)}"
        return found if role == FOUND else None

    def show(self, found: tuple[FoundMessage, ...]) -> None:
        """Other results."""
        self.beginResetModel()
        self.found = found
        self.endResetModel()


class ResultDelegate(QStyledItemDelegate):
    """Paints one result: who, where, when, and three lines of it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        small, body = QFontMetrics(theme().font(SMALL)), QFontMetrics(theme().font(BODY))
        found, view = index.data(FOUND), self.parent()
        lines = LINES
        if isinstance(found, FoundMessage) and isinstance(view, QListView) and (port := view.viewport()) is not None:
            room = QRect(0, 0, max(80, port.width() - 2 * MARGIN), 10_000)
            tall = body.boundingRect(room, int(Qt.TextFlag.TextWordWrap), in_short(found)).height()
            lines = max(1, min(LINES, round(tall / body.lineSpacing())))
        return QSize(100, small.lineSpacing() + lines * body.lineSpacing() + 20)

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        found = index.data(FOUND)
        if painter is None or not isinstance(found, FoundMessage):
            return
        look, rect = theme(), option.rect.adjusted(8, 2, -8, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state = option.state
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("selected" if state & QStyle.StateFlag.State_Selected else "hover"))
            painter.drawRoundedRect(rect, 6, 6)
        inner = rect.adjusted(MARGIN - 8, 7, 8 - MARGIN, -7)
        painter.setFont(look.font(SMALL, bold=True))
        painter.setPen(colour_of(found.author))
        tall = painter.fontMetrics().lineSpacing()
        top = QRect(inner.x(), inner.y(), inner.width(), tall)
        author = painter.fontMetrics().elidedText(found.author, Qt.TextElideMode.ElideRight, inner.width() * 2 // 3)
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft, author)
        room = inner.width() - painter.fontMetrics().horizontalAdvance(author) - 8
        painter.setFont(look.font(SMALL))
        painter.setPen(look.colour("muted"))
        where = f"{found.room_name} · {short_time(found.time_ms)}"
        shown = painter.fontMetrics().elidedText(where, Qt.TextElideMode.ElideLeft, room)
        painter.drawText(top, Qt.AlignmentFlag.AlignRight, shown)
        painter.setFont(look.font(BODY))
        painter.setPen(look.colour("text"))
        below = inner.adjusted(0, tall + 2, 0, 0)
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
        painter.setClipRect(below)
        painter.drawText(below, flags, in_short(found))
        painter.restore()


def in_short(found: FoundMessage) -> str:
    """A message's text as a result shows it."""
    return " ".join(plain(found.text).split())[:400]


class SearchPanel(QWidget):
    """The panel.

    Signals: asked(str words, bool in_this_room) ; opened(object FoundMessage) ; closed().
    """

    asked = pyqtSignal(str, bool)
    opened = pyqtSignal(object)
    closed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(260)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find messages"))
        self.field.setAccessibleName(self.tr("Find messages"))
        self.field.setClearButtonEnabled(True)
        self.close_button = QToolButton()
        self.close_button.setToolTip(self.tr("Close (Esc)"))
        self.close_button.setAccessibleName(self.tr("Close the search"))
        self.close_button.clicked.connect(self.leave)
        self.here = QCheckBox(self.tr("Only in this room"))
        self.here.setChecked(True)
        self.said = QLabel()
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setProperty("role", "muted")
        self.said.setWordWrap(True)
        self.results = ResultsModel(self)
        self.list = QListView()
        self._make_list()
        self._lay_out()
        self._asked = self._shown = ("", True)  # words, only here: what was asked last, and whose results are shown
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PATIENCE_MS)
        self._soon.timeout.connect(self._ask)
        self.field.textChanged.connect(lambda _text: self._soon.start())
        self.field.returnPressed.connect(self._enter)
        self.field.installEventFilter(self)
        self.list.installEventFilter(self)
        self.here.toggled.connect(self._ask)
        theme().changed.connect(self._tint)
        self._tint()
        self.hide()

    def _make_list(self) -> None:
        self.list.setModel(self.results)
        self.list.setItemDelegate(ResultDelegate(self.list))
        self.list.setMouseTracking(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.typed = TypedHere(self.field, self)  # who chose the results with ↓ goes on with the search
        self.typed.watch(self.list)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Found messages"))
        self.list.clicked.connect(lambda index: self.opened.emit(index.data(FOUND)))
        self.list.activated.connect(lambda index: self.opened.emit(index.data(FOUND)))

    def _lay_out(self) -> None:
        head = QWidget()
        head.setObjectName("panelHeader")
        keep_head(head)
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 0, 8, 0)
        row.addWidget(self.field, 1)
        row.addWidget(self.close_button)
        options = QVBoxLayout()
        options.setContentsMargins(MARGIN, 12, MARGIN, 4)
        options.setSpacing(8)
        options.addWidget(self.here)
        options.addWidget(self.said)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(head)
        box.addLayout(options)
        box.addWidget(self.list, 1)

    def start(self, *, everywhere: bool) -> None:
        """Open with the field ready to type."""
        self.here.setChecked(not everywhere)
        self.show()
        self.field.setFocus()
        self.field.selectAll()
        if not self.field.text():
            self._empty()

    def show_results(self, found: tuple[FoundMessage, ...], sentence: str) -> None:
        """What was found, or why nothing."""
        self.results.show(found)
        self._shown = self._asked
        self.said.setText(sentence or self.tr("%n messages", "", len(found)))

    def leave(self) -> None:
        """Close the panel."""
        self.hide()
        self.closed.emit()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Down goes from the field to the results, Up from the first of them back."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.results.found:
            row = self.list.currentIndex().row()
            if watched is self.field and event.key() == Qt.Key.Key_Down:
                self.list.setFocus()
                self.list.setCurrentIndex(self.results.index(max(0, row)))
                return True
            if watched is self.list and event.key() == Qt.Key.Key_Up and row <= 0:
                self.field.setFocus()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is not None and event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        """Enter: open the first of what is found, or look for what was typed since."""
        if self._shown == self._wanted() and self.results.found:
            self.list.setCurrentIndex(self.results.index(0))
            self.opened.emit(self.results.found[0])
        else:
            self._ask()

    def _wanted(self) -> tuple[str, bool]:
        return self.field.text().strip(), self.here.isChecked()

    def _ask(self) -> None:
        self._soon.stop()
        words, here = self._asked = self._wanted()
        if words:
            self.said.setText(self.tr("Looking…"))
            self.asked.emit(words, here)
        else:
            self.results.show(())
            self._empty()

    def _empty(self) -> None:
        self.said.setText(self.tr("Type what was said. from:nick and in:#room narrow it down."))

    def _tint(self) -> None:
        self.close_button.setIcon(theme().icon("close"))
        tint_clear_button(self.field)
