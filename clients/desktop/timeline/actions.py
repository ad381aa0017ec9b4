# SPDX-License-Identifier: GPL-3.0-or-later
"""The small bar over the message under the pointer: react, reply, more. The keyboard has E, R and Enter instead.

While the pointer is elsewhere it rests, quietly, under the newest message, so that nobody has to know of it to find it;
there is room for it, whatever the message is, so that it covers nothing.
"""

from PyQt6.QtCore import QPoint, QSize, QTimer, pyqtSignal
from PyQt6.QtGui import QCursor
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from clients.desktop.theme import restyle, theme
from clients.desktop.timeline.layout import RowLayout
from clients.desktop.timeline.view import TimelineView
from clients.session.model import Features, TimelineItem

INSET = 7  # px from the frame to the first icon, which stands where the words begin
UNDER = 1  # px between a message and the icons under it


class HoverActions(QFrame):
    """Follows the hovered row of one view, or rests under its newest message.

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
        self._show = self._button("picture", self.tr("Show or hide the preview"))
        self._more = self._button("more", self.tr("More"))
        self._reply.clicked.connect(lambda: view.reply_wanted.emit(self.item))
        self._react.clicked.connect(lambda: self.react_wanted.emit(self.item, self._corner()))
        self._show.clicked.connect(lambda: view.show_wanted.emit(self.item))
        self._more.clicked.connect(lambda: self.more_wanted.emit(self.item, self._corner()))
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(1)
        for button in (self._react, self._reply, self._show, self._more):
            row.addWidget(button)
        self._row = -1
        self._soon = QTimer(self)  # rows are laid out while painting, when nothing may be moved
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._settle)
        view.hover_changed.connect(self.follow)
        view.laid_out.connect(self._soon.start)
        theme().changed.connect(self._tint)
        self._tint()
        self.hide()

    def follow(self, row: int) -> None:
        """Show over this row, if something can be done with it; -1: over the newest."""
        if row == -1 and self.underMouse():
            return
        self._row = row
        self._place()

    def _settle(self) -> None:
        """The rows moved under a resting pointer. Over the bar nothing changes: a click may be near."""
        if not self.rect().contains(self.mapFromGlobal(QCursor.pos())) or not self.isVisible():
            self.view.selecting.hover_again()
        self._place()

    def _place(self) -> None:
        items = self.view.messages.items
        newest = len(items) - 1
        resting = self._row < 0 or (self._row == newest and self.view.at_bottom)
        row = newest if resting and self.view.at_bottom else self._row
        item = items[row] if 0 <= row < len(items) else None
        shown = next(((y, layout) for at, y, layout in self.view.shown if at == row), None)
        if item is None or shown is None or not item.spoken or item.redacted or (resting and not item.msgid):
            self.hide()
            return
        self.item = item
        known = bool(item.msgid)
        self._reply.setVisible(known and self.features.replies)
        self._react.setVisible(known and self.features.reactions)
        ground = "true" if resting else "false"
        if self.property("resting") != ground:
            self.setProperty("resting", ground)
            restyle(self)
        self._show.setVisible(bool(shown[1].urls))
        self.adjustSize()
        if resting:
            self.move(self.view.look.text_x - INSET, shown[0] + shown[1].height + UNDER)
        else:
            self.move(self.view.view_width() - self.width() - 16, self._beside(*shown))
        self.show()
        self.raise_()

    def _beside(self, y: int, layout: RowLayout) -> int:
        """Where it stands at a message whose row begins at `y`."""
        above = 4 if layout.around.unread or layout.around.day else 12  # never over the words of such a line
        return max(2, min(y + layout.top - above, self.view.view_height() - self.height() - 2))

    def _make_room(self) -> None:
        """Under the newest message, whether it can be acted on or not: nothing moves when the next one comes."""
        self.view.below = UNDER + self.sizeHint().height() + UNDER
        self.view.relayout()

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
        self._make_room()
        for button in (self._reply, self._react, self._show, self._more):
            button.setIcon(theme().icon(button.property("icon_name")))
