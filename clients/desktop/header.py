# SPDX-License-Identifier: GPL-3.0-or-later
"""Above the conversation: the room's name, its topic, and the buttons for finding and for the people."""

from PyQt6.QtCore import QEvent, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QMouseEvent, QResizeEvent
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from clients.desktop.theme import keep_head, theme
from clients.desktop.words import isolated, tip, translate
from clients.session.model import Network, Room, RoomKind, User
from clients.session.text import plain
from protocol.casemapping import fold


class Elided(QLabel):
    """A line of plain text that gives way with an ellipsis and tells all in its tooltip.

    Signals: clicked().
    """

    clicked = pyqtSignal()

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.full = ""

    def show_text(self, text: str) -> None:
        """Show a text."""
        self.full = text
        self.setAccessibleName(text)
        self._elide()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._elide()

    def changeEvent(self, event: QEvent | None) -> None:
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.FontChange:
            self._elide()

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        self.clicked.emit()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self.full, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        self.setToolTip(tip(self.full) if shown != self.full else "")


def may_set_topic(network: Network, room: Room) -> bool:
    """Whether one may, so far as the client can tell: where the room's mode is +t, only those with a role."""
    own = room.members.get(fold(network.nick))
    return "t" not in room.modes or (own is not None and own.role not in ("", "+"))


def full_name(user: User) -> str:
    """What somebody wants to be called, always with the nick."""
    shown = user.display_name
    return f"{isolated(shown)} ({isolated(user.nick)})" if shown != user.nick else user.nick


def presence(user: User | None) -> str:
    """Whether somebody is there, in words; "" if nobody knows."""
    if user is None:
        return ""
    if not user.online:
        return translate("presence", "Not connected")
    if not user.away:
        return translate("presence", "Online")
    why = " ".join(plain(user.away_message).split())
    return translate("presence", "Away: {text}").format(text=why) if why else translate("presence", "Away")


class Header(QWidget):
    """The room's heading.

    Signals: topic_clicked() ; search_wanted() ; people_toggled(bool) ; bell_clicked().
    """

    topic_clicked = pyqtSignal()
    search_wanted = pyqtSignal()
    people_toggled = pyqtSignal(bool)
    bell_clicked = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        keep_head(self)
        self.name = Elided("title")
        self.topic = Elided("muted")
        self.topic.clicked.connect(self.topic_clicked)
        self.bell = self._button("bell", self.tr("Notifications of this room"))
        self.bell.clicked.connect(self.bell_clicked)
        self.search = self._button("search", self.tr("Find in this room"))
        self.search.clicked.connect(self.search_wanted)
        self.people = self._button("people", self.tr("Show or hide the people"))
        self.people.setCheckable(True)
        self.people.setChecked(True)
        self.people.toggled.connect(self.people_toggled)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(self.name)
        words.addWidget(self.topic)
        words.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 12, 0)
        row.setSpacing(4)
        row.addLayout(words, 1)
        for button in (self.bell, self.search, self.people):
            row.addWidget(button)
        theme().changed.connect(self._tint)
        self._muted = False
        self._tint()

    def show_room(self, network: Network | None, room: Room | None) -> None:
        """Show a room's name and topic."""
        here = network is not None and room is not None
        self.bell.setVisible(here)
        self.search.setVisible(here)
        if network is None or room is None:
            self.name.show_text("Hubbub")
            self.topic.hide()
            self.people.hide()
            return
        server = room.kind is RoomKind.SERVER
        partner = network.partner(room)
        name = full_name(partner) if partner is not None else room.name
        self.name.show_text((network.name or network.key) if server else name)
        topic = " ".join(plain(room.topic).split())
        if room.kind is RoomKind.DIRECT:
            topic = presence(partner) or self.tr("Direct conversation")
        elif server:
            topic = self.tr("What the server says")
        elif not topic:
            topic = (
                self.tr("No topic yet. Click to set one.") if may_set_topic(network, room) else self.tr("No topic yet.")
            )
        self.topic.setVisible(bool(topic))
        self.topic.show_text(topic)
        self.topic.setCursor(
            Qt.CursorShape.PointingHandCursor if room.kind is RoomKind.CHANNEL else Qt.CursorShape.ArrowCursor
        )
        self.people.setVisible(room.kind is RoomKind.CHANNEL)
        self._muted = room.muted
        self._tint()

    def _button(self, name: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("icon_name", name)
        button.setIconSize(QSize(20, 20))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        return button

    def _tint(self) -> None:
        look = theme()
        self.bell.setIcon(look.icon("bell-off" if self._muted else "bell"))
        self.search.setIcon(look.icon("search"))
        self.people.setIcon(look.icon("people"))
