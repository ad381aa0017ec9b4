# SPDX-License-Identifier: GPL-3.0-or-later
"""Every room's model and page, kept in step with the session's events. Pages are made when first looked at."""

from dataclasses import dataclass

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from clients.desktop.controller import Controller
from clients.desktop.icon_set import pixmap
from clients.desktop.rooms import Place
from clients.desktop.timeline.layout import Look
from clients.desktop.timeline.model import TimelineModel
from clients.desktop.timeline.page import RoomPage
from clients.desktop.words import translate
from clients.session.events import ItemChanged, ItemsInserted, ItemsRemoved, RoomAdded, RoomRemoved, RoomRenamed
from clients.session.model import Room, RoomKind


@dataclass(slots=True)
class Conversation:
    """One room as the window knows it."""

    controller: Controller
    room: Room
    model: TimelineModel
    page: RoomPage | None = None

    @property
    def place(self) -> Place:
        return self.controller.network.key, self.room.key


class Conversations(QStackedWidget):
    """The centre: one page for each room that was looked at.

    Signals: page_made(object Conversation) ; connect_wanted(), the button of the page for no network at all.
    """

    page_made = pyqtSignal(object)
    connect_wanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stage")
        self.by_place: dict[Place, Conversation] = {}
        self.look = Look()
        self.nowhere = self._nowhere()
        self.addWidget(self.nowhere)

    def _nowhere(self) -> QWidget:
        page = QWidget(self)
        mark = QLabel()
        mark.setTextFormat(Qt.TextFormat.PlainText)
        mark.setPixmap(pixmap("hubbub", "", 64, self.devicePixelRatioF()))
        said = QLabel(self.tr("You are on no network."))
        said.setTextFormat(Qt.TextFormat.PlainText)
        said.setProperty("role", "hint")
        button = QPushButton(self.tr("Connect to a server…"))
        button.setProperty("role", "main")
        button.clicked.connect(self.connect_wanted)
        box = QVBoxLayout(page)
        box.setSpacing(12)
        box.addStretch()
        box.addWidget(mark, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addSpacing(8)
        box.addWidget(said, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch()
        return page

    def show_nowhere(self) -> None:
        """There is no room to show."""
        self.setCurrentWidget(self.nowhere)

    def get(self, place: Place | None) -> Conversation | None:
        """The conversation at a place."""
        return self.by_place.get(place) if place is not None else None

    def show_place(self, place: Place) -> Conversation | None:
        """Turn to a room."""
        found = self.by_place.get(place)
        if found is None:
            return None
        if found.page is None:
            found.page = RoomPage(found.model, self)
            found.page.view.set_look(self.look)
            self.addWidget(found.page)
            self.page_made.emit(found)
        self.setCurrentWidget(found.page)
        return found

    def set_look(self, look: Look) -> None:
        """Comfortable or compact, everywhere."""
        self.look = look
        for found in self.by_place.values():
            if found.page is not None:
                found.page.view.set_look(look)

    def apply(self, controller: Controller, event: object) -> None:
        """Keep models in step with one event."""
        network = controller.network.key
        match event:
            case RoomAdded(room=room, items=items):
                self.by_place[network, room.key] = Conversation(controller, room, TimelineModel(items, self))
            case RoomRemoved(room=key):
                self._drop(self.by_place.pop((network, key), None))
            case RoomRenamed(old=old, room=key):
                found = self.by_place.pop((network, old), None)
                if found is not None:
                    self.by_place[network, key] = found
            case ItemsInserted(room=key, index=index, items=items):
                if (network, key) in self.by_place:
                    self.by_place[network, key].model.insert(index, items)
            case ItemsRemoved(room=key, index=index, count=count):
                if (network, key) in self.by_place:
                    self.by_place[network, key].model.remove(index, count)
            case ItemChanged(room=key, index=index, item=item):
                if (network, key) in self.by_place:
                    self.by_place[network, key].model.change(index, item)

    def _drop(self, found: Conversation | None) -> None:
        if found is None:
            return
        if found.page is not None:
            self.removeWidget(found.page)
            found.page.deleteLater()
        found.model.deleteLater()


def empty_text(room: Room) -> str:
    """What an empty conversation says."""
    if room.kind is RoomKind.DIRECT:
        return translate("conversation", "This is the beginning of your conversation with {nick}. Say hello.").format(
            nick=room.name
        )
    if room.kind is RoomKind.SERVER:
        return translate("conversation", "The server has said nothing yet.")
    if room.joined:
        return translate("conversation", "Nothing has been said in {room} yet. Be the first.").format(room=room.name)
    return translate("conversation", "What is said here is shown once you are in.")  # that one is not, the banner says


def intro(room: Room) -> tuple[str, str] | None:
    """What stands above the first message of a room, once nothing older exists."""
    if not room.at_beginning or room.kind is RoomKind.SERVER:
        return None
    if room.kind is RoomKind.DIRECT:
        return room.name, translate("conversation", "This is the beginning of your conversation.")
    return room.name, translate("conversation", "This is the beginning of the room.")
