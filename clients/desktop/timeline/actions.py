# SPDX-License-Identifier: GPL-3.0-or-later
"""The small bar over the message under the pointer: reply, react, more. The keyboard has R, E and Enter instead."""

from PyQt6.QtCore import QPoint, QSize, pyqtSignal
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from clients.desktop.theme import theme
from clients.desktop.timeline.view import TimelineView
from clients.session.model import Features, TimelineItem


class HoverActions(QFrame):
    """Follows the hovered row of one view.

    Signals: more_wanted(object TimelineItem, QPoint global) ; react_wanted(object TimelineItem, QPoint global).
    """

    more_wanted = pyqtSignal(object, QPoint)
    react_wanted = pyqtSignal(object, QPoint)

    def __init__(self, view: TimelineView) -> None:
        super().__init__(view.viewport())
        self.setObjectName("actions")
        self.view = view
        self.item: TimelineItem | None = None
        self.features = Features()
        self._reply = self._button("reply", self.tr("Reply"))
        self._react = self._button("react", self.tr("React"))
        self._more = self._button("more", self.tr("More"))
        self._reply.clicked.connect(lambda: view.reply_wanted.emit(self.item))
        self._react.clicked.connect(lambda: self.react_wanted.emit(self.item, self._corner()))
        self._more.clicked.connect(lambda: self.more_wanted.emit(self.item, self._corner()))
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(1)
        for button in (self._react, self._reply, self._more):
            row.addWidget(button)
        view.hover_changed.connect(self.follow)
        theme().changed.connect(self._tint)
        self._tint()
        self.hide()

    def follow(self, row: int) -> None:
        """Show over this row, if something can be done with it."""
        if row == -1 and self.underMouse():
            return
        items = self.view.messages.items
        item = items[row] if 0 <= row < len(items) else None
        if item is None or not item.spoken or item.redacted:
            self.hide()
            return
        self.item = item
        known = bool(item.msgid)
        self._reply.setVisible(known and self.features.replies)
        self._react.setVisible(known and self.features.reactions)
        self.adjustSize()
        rect = self.view.visualRect(self.view.messages.index(row))
        found = next((layout for at, _, layout in self.view.shown if at == row), None)
        top = rect.y() + (found.top if found is not None else 0)
        self.move(
            self.view.view_width() - self.width() - 16,
            max(2, min(top - 12, self.view.view_height() - self.height() - 2)),
        )
        self.show()
        self.raise_()

    def _button(self, name: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("icon_name", name)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setIconSize(QSize(18, 18))
        return button

    def _corner(self) -> QPoint:
        return self.mapToGlobal(QPoint(0, self.height() + 4))

    def _tint(self) -> None:
        for button in (self._reply, self._react, self._more):
            button.setIcon(theme().icon(button.property("icon_name")))
