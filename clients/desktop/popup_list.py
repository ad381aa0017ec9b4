# SPDX-License-Identifier: GPL-3.0-or-later
"""The suggestions over the entry: a list that never takes the focus; the entry hands it its keys."""

from collections.abc import Sequence

from PyQt6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QFontMetrics, QPainter
from PyQt6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from clients.desktop.theme import theme

MOST_SEEN = 8
WIDE = 560
LINE = Qt.ItemDataRole.UserRole  # (label, detail)


class LineDelegate(QStyledItemDelegate):
    """Paints one suggestion: the label, and what it means in a column of its own."""

    column = 0  # px of the widest label

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        line = index.data(LINE)
        if painter is None or not isinstance(line, tuple):
            return
        look, rect = theme(), option.rect.adjusted(0, 1, 0, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            chosen = option.state & QStyle.StateFlag.State_Selected
            painter.setBrush(look.colour("selected" if chosen else "hover"))
            painter.drawRoundedRect(rect, 6, 6)
        painter.setFont(look.font())
        inner = rect.adjusted(8, 0, -8, 0)
        second = min(self.column + 24, inner.width() * 2 // 5) if line[1] else inner.width() + 16
        for text, left, right, token in (
            (line[0], inner.left(), inner.left() + second - 16, "text"),
            (line[1], inner.left() + second, inner.right(), "muted"),
        ):
            room = QRect(left, inner.y(), right - left, inner.height())
            painter.setPen(look.colour(token))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()


class PopupList(QFrame):
    """A few lines to choose from.

    Signals: chosen(int row).
    """

    chosen = pyqtSignal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("completions")
        self.list = QListWidget(self)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Suggestions"))
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 4, 4, 4)
        box.addWidget(self.list)
        self.delegate = LineDelegate(self.list)
        self.list.setItemDelegate(self.delegate)
        self.list.itemClicked.connect(lambda item: self.chosen.emit(self.list.row(item)))
        self.hide()

    def show_lines(self, lines: Sequence[tuple[str, str]], above: QWidget) -> None:
        """Show (label, detail) lines over a widget of the same window."""
        self.list.clear()
        for label, detail in lines:
            item = QListWidgetItem(f"{label}    {detail}" if detail else label)
            item.setData(LINE, (label, detail))
            self.list.addItem(item)
        metrics = QFontMetrics(theme().font())
        self.delegate.column = max((metrics.horizontalAdvance(label) for label, _ in lines), default=0)
        tall = theme().px(32)
        for row in range(self.list.count()):
            line = self.list.item(row)
            if line is not None:
                line.setSizeHint(QSize(10, tall))
        self.list.setCurrentRow(0)
        self.resize(min(WIDE, above.width()), min(MOST_SEEN, len(lines)) * tall + 10)
        parent = self.parentWidget()
        corner = above.mapTo(parent, QPoint(0, 0)) if parent is not None else QPoint()
        self.move(corner - QPoint(0, self.height() + 4))
        self.show()
        self.raise_()

    def key(self, key: int) -> bool:
        """Up, Down, Enter, Tab and Escape while it is open; True when the choice was made or given up."""
        row, count = self.list.currentRow(), self.list.count()
        if key == Qt.Key.Key_Up:
            self.list.setCurrentRow((row - 1) % count)
        elif key == Qt.Key.Key_Down:
            self.list.setCurrentRow((row + 1) % count)
        elif key == Qt.Key.Key_Escape:
            self.hide()
            return True
        else:
            self.chosen.emit(row)
            return True
        return False
