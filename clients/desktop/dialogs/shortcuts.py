# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet of shortcuts, Ctrl+/. It is made from the actions themselves, so it is never out of date."""

from collections.abc import Sequence

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QDialog, QGridLayout, QLabel, QVBoxLayout, QWidget


class ShortcutsDialog(QDialog):
    """Two columns of what one can press.

    Signals: those of QDialog.
    """

    def __init__(self, groups: Sequence[tuple[str, Sequence[tuple[str, str]]]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        title = QLabel(self.tr("Keyboard shortcuts"))
        title.setProperty("role", "heading")
        box = QVBoxLayout(self)
        box.setContentsMargins(28, 24, 28, 24)
        box.setSpacing(14)
        box.addWidget(title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(7)
        grid.setColumnMinimumWidth(2, 28)
        half = (len(groups) + 1) // 2
        for side, chosen in ((0, groups[:half]), (3, groups[half:])):
            row = 0
            for name, keys in chosen:
                heading = QLabel(name)
                heading.setProperty("role", "caption")
                grid.addWidget(heading, row, side, 1, 2, Qt.AlignmentFlag.AlignBottom)
                grid.setRowMinimumHeight(row, 26)
                row += 1
                for key, what in keys:
                    cap = QLabel(key)
                    cap.setTextFormat(Qt.TextFormat.PlainText)
                    cap.setProperty("role", "key")
                    label = QLabel(what)
                    label.setTextFormat(Qt.TextFormat.PlainText)
                    grid.addWidget(cap, row, side, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
                    grid.addWidget(label, row, side + 1)
                    row += 1
        box.addLayout(grid)
        box.addStretch()
