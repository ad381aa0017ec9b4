# SPDX-License-Identifier: GPL-3.0-or-later
"""One room's conversation with what floats over it: the way to what is unread above, to the newest, and the actions."""

from PyQt6.QtCore import QElapsedTimer, QPersistentModelIndex, QSize, QTimer, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from clients.desktop.header import Elided
from clients.desktop.theme import theme
from clients.desktop.timeline.actions import HoverActions
from clients.desktop.timeline.model import TimelineModel
from clients.desktop.timeline.view import TimelineView
from clients.session.model import Room

SEEN_MS = 3000  # that long in sight, and what is said next takes the unread line away


class RoomPage(QWidget):
    """A view and its overlays.

    Signals: bottom_changed(), the newest message came into sight or left it.
    """

    bottom_changed = pyqtSignal()

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
        self.keys = Elided("caption", self)  # the conversation's own keys, while letters are keys
        self.keys.setObjectName("keys")
        self.keys.show_text(self.tr("↑ ↓ choose · Enter more · R reply · E react · P picture · Esc, or type: write"))
        self.keys.hide()
        self.view.selecting.keys_changed.connect(self.keys.setVisible)
        self.new_count = 0
        self.above = QPushButton(self)
        self.above.setObjectName("above")
        self.above.setIconSize(QSize(16, 16))
        self.above.clicked.connect(self.to_unread)
        self.above.hide()
        self._line = QPersistentModelIndex()  # the first unread message, until it was in sight
        self._line_from_ms = -1  # the read position the line was put for
        self._seen = QElapsedTimer()  # since the line was in sight
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._look_above)
        self.view.laid_out.connect(self._soon.start)
        self.view.unread_moved.connect(self._unread_moved)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.view)
        box.addWidget(self.keys)
        self.view.at_bottom_changed.connect(self._bottom)
        theme().changed.connect(self._label)

    def came(self, count: int) -> None:
        """So many new messages were said while this room is open."""
        if not self.view.at_bottom:
            self.new_count += count
            self._label()

    def show_unread(self, room: Room) -> None:
        """Put the unread line where reading stopped, if something is unread; one that was hardly seen stays."""
        line = self.view.rows.unread_id
        if line and (room.read_ms == self._line_from_ms or not self._seen.isValid()):
            return
        if line and self._seen.elapsed() < SEEN_MS and any(it.item.id == line for _, _, it in self.view.shown):
            return
        unread = room.first_unread()
        if unread is not None:
            self._line_from_ms = room.read_ms
            self.view.set_unread(unread.id)

    def read_moved(self, room: Room) -> None:
        """It was read elsewhere: the line stands there, or nowhere."""
        if self.view.rows.unread_id and room.read_ms > self._line_from_ms:
            unread = room.first_unread()
            self._line_from_ms = room.read_ms
            self.view.set_unread(unread.id if unread is not None else 0)

    def looked_at(self) -> None:
        """Somebody is back: what is in sight is seen from now on."""
        if self._seen.isValid():
            self._seen.start()

    def line_seen(self, *, at_once: bool = False) -> None:
        """Take the unread line away if it was in sight: for a while, or `at_once` as the person turns away."""
        seen = self._seen.isValid() and (at_once or self._seen.elapsed() > SEEN_MS)
        if seen:
            self.view.set_unread(0)

    def to_unread(self) -> None:
        """Jump to the unread line."""
        row = self.view.messages.row_of(self.view.rows.unread_id)
        if row >= 0:
            self.view.go_to(row)

    def _unread_moved(self) -> None:
        row = self.view.messages.row_of(self.view.rows.unread_id) if self.view.rows.unread_id else -1
        self._line = QPersistentModelIndex(self.view.messages.index(row)) if row >= 0 else QPersistentModelIndex()
        self._seen.invalidate()
        self._soon.start()

    def _look_above(self) -> None:
        """Offer the way up while the first unread message was never in sight."""
        if not self.isVisible():
            return
        row = self._line.row() if self._line.isValid() else -1
        if row >= 0 and self.view.shown and row >= self.view.shown[0][0]:
            self._line = QPersistentModelIndex()
            self._seen.start()
            row = -1
        if row < 0:
            self.above.hide()
        elif not self.above.isVisible() and self.view.shown:
            items = self.view.messages.items[row:]
            self.above.setText(self.tr("%n unread", "", sum(i.spoken and not i.own for i in items)))
            self.above.setIcon(theme().icon("arrow-up", "on_accent"))
            self.above.show()
            self._place()

    def _bottom(self, at_bottom: bool) -> None:
        if at_bottom:
            self.new_count = 0
        self.bottom_changed.emit()
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
        self.above.adjustSize()
        self.above.move((self.width() - self.above.width()) // 2, 8)
        self.newer.adjustSize()
        self.newer.move((self.width() - self.newer.width()) // 2, self.view.height() - self.newer.height() - 8)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._place()
