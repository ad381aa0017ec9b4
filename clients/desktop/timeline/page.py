# SPDX-License-Identifier: GPL-3.0-or-later
"""One room's conversation with what floats over it: the "newer" button and the hover actions."""

from PyQt6.QtCore import QSize, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from clients.desktop.theme import theme
from clients.desktop.timeline.actions import HoverActions
from clients.desktop.timeline.model import TimelineModel
from clients.desktop.timeline.view import TimelineView


class RoomPage(QWidget):
    """A view and its overlays.

    Signals: bottom_reached().
    """

    bottom_reached = pyqtSignal()

    def __init__(self, model: TimelineModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = TimelineView(model, self)
        self.actions_bar = HoverActions(self.view)
        self.newer = QPushButton(self)
        self.newer.setObjectName("newer")
        self.newer.setIconSize(QSize(16, 16))
        self.newer.setAccessibleName(self.tr("Jump to the newest message"))
        self.newer.clicked.connect(self.view.to_bottom)
        self.newer.hide()
        self.new_count = 0
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.view)
        self.view.at_bottom_changed.connect(self._bottom)
        theme().changed.connect(self._label)

    def came(self, count: int) -> None:
        """So many new messages were said while this room is open."""
        if not self.view.at_bottom:
            self.new_count += count
            self._label()

    def _bottom(self, at_bottom: bool) -> None:
        if at_bottom:
            self.new_count = 0
            self.bottom_reached.emit()
        self.newer.setVisible(not at_bottom)
        self._label()

    def _label(self) -> None:
        count = self.new_count
        self.newer.setText(self.tr("%n new", "", count) if count else self.tr("Newest"))
        self.newer.setIcon(theme().icon("arrow-down", "on_accent" if count else "muted"))
        self.newer.setProperty("unread", "true" if count else "false")
        style = self.newer.style()
        if style is not None:
            style.unpolish(self.newer)
            style.polish(self.newer)
        self._place()

    def _place(self) -> None:
        self.newer.adjustSize()
        self.newer.move((self.width() - self.newer.width()) // 2, self.height() - self.newer.height() - 8)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._place()
