# SPDX-License-Identifier: GPL-3.0-or-later
"""The suggestions over the entry: a list that never takes the focus; the entry hands it its keys."""

from collections.abc import Sequence

from PyQt6.QtCore import QPoint, QSize, Qt, pyqtSignal
from PyQt6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from clients.desktop.theme import theme

MOST_SEEN = 8


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
        self.list.itemClicked.connect(lambda item: self.chosen.emit(self.list.row(item)))
        self.hide()

    def show_lines(self, lines: Sequence[tuple[str, str]], above: QWidget) -> None:
        """Show (label, detail) lines over a widget of the same window."""
        self.list.clear()
        for label, detail in lines:
            item = QListWidgetItem(f"{label}    {detail}" if detail else label)
            item.setFont(theme().font())
            self.list.addItem(item)
        tall = theme().px(30)
        for row in range(self.list.count()):
            line = self.list.item(row)
            if line is not None:
                line.setSizeHint(QSize(10, tall))
        self.list.setCurrentRow(0)
        self.resize(min(520, above.width()), min(MOST_SEEN, len(lines)) * tall + 12)
        parent = self.parentWidget()
        corner = above.mapTo(parent, QPoint(0, 0)) if parent is not None else QPoint()
        self.move(corner - QPoint(0, self.height() + 6))
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
