# SPDX-License-Identifier: GPL-3.0-or-later
"""The window: rooms on the left, the conversation in the middle, people on the right, and the menus.

It shows and asks; what session events mean for it is `follow`'s business, what is done in it `wiring`'s. It knows no
socket.
"""

import time
from functools import partial

from PyQt6.QtCore import QByteArray, QEvent, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QCloseEvent, QHideEvent, QPixmap, QResizeEvent, QShowEvent
from PyQt6.QtWidgets import QHBoxLayout, QMainWindow, QSplitter, QToolButton, QVBoxLayout, QWidget

from clients.desktop.banner import Banner
from clients.desktop.composer import Composer
from clients.desktop.controller import Controller
from clients.desktop.conversations import Conversation, Conversations, empty_text, intro
from clients.desktop.elided_button import ElidedButton
from clients.desktop.faces import Faces
from clients.desktop.header import Header
from clients.desktop.icon_set import application_icon
from clients.desktop.people import PeoplePanel
from clients.desktop.rooms import Place, RoomsList
from clients.desktop.theme import keep_head, theme
from clients.desktop.timeline.paint import avatar_icon
from clients.desktop.typed import TypedHere
from clients.desktop.words import isolated, said, translate, unmarked
from clients.session.events import Invited
from clients.session.model import ConnectionState, RoomKind

NARROW = 680  # below that width, at 100 % text size, panels fold


class MainWindow(QMainWindow):
    """The chat window.

    Signals: room_shown(object Conversation) ; exit_wanted() ; closing(QCloseEvent), before the
    window closes ; invitation_taken(), by the banner's button ;
    activity_changed(bool), the window came before somebody's eyes or no longer is there.
    """

    room_shown = pyqtSignal(object)
    exit_wanted = pyqtSignal()
    invitation_taken = pyqtSignal()
    closing = pyqtSignal(object)
    activity_changed = pyqtSignal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.controllers: dict[str, Controller] = {}
        self.invitations: dict[str, list[Invited]] = {}  # by network
        self.here: Place | None = None
        self._was_narrow, self._was_watched, self._people_wide = False, False, True
        self.faces: Faces | None = None
        self.aside = QWidget()  # what may stand in the people's place: the search
        self.setWindowTitle("Hubbub")
        self.setWindowIcon(application_icon())
        self.resize(1120, 740)
        self.setMinimumSize(520, 380)
        self.rooms = RoomsList(self)
        self.stage = Conversations(self)
        self.header = Header(self)
        self.banner = Banner(self)
        self.composer = Composer(self)
        self.people = PeoplePanel(self)
        self.me = ElidedButton()
        self.me.setObjectName("me")
        self.me.setIconSize(QSize(24, 24))
        self.me.setToolTip(self.tr("You: nickname, away, account"))
        self.exit = ElidedButton(self.tr("Exit"))
        self.exit.clicked.connect(self.exit_wanted)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.left = self._left()
        self.splitter.addWidget(self.left)
        self.splitter.addWidget(self._centre())
        self.splitter.addWidget(self.people)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([244, 684, 192])
        self.setCentralWidget(self.splitter)
        self.typed = self._take_words()
        self._show_nowhere()
        self.rooms.chosen.connect(lambda network, room: self.show_place((network, room)))
        self.header.people_toggled.connect(lambda _on: self._fold())
        theme().changed.connect(self._tint)
        self._tint()

    def _take_words(self) -> TypedHere:
        typed = TypedHere(self.composer.entry, self)
        for widget in (self, self.rooms, self.people.list):
            typed.watch(widget)
        return typed

    def _left(self) -> QWidget:
        panel = QWidget()
        panel.setObjectName("panel")
        panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        panel.setMinimumWidth(150)
        head = QWidget()
        head.setObjectName("panelHeader")
        keep_head(head)
        self.switch = ElidedButton(self.tr("Find a room or person"))
        self.switch.setObjectName("switch")
        self.add = QToolButton()
        self.add.setToolTip(self.tr("Join or make a room"))
        self.add.setAccessibleName(self.tr("Join or make a room"))
        self.add.setIconSize(QSize(20, 20))
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(4)
        row.addWidget(self.switch, 1)
        row.addWidget(self.add)
        foot = QWidget()
        foot.setObjectName("panelFooter")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        below = QHBoxLayout(foot)
        below.setContentsMargins(8, 6, 8, 6)
        below.addWidget(self.me, 1)
        below.addWidget(self.exit)
        box = QVBoxLayout(panel)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(head)
        box.addSpacing(6)
        box.addWidget(self.rooms, 1)
        box.addWidget(foot)
        return panel

    def _centre(self) -> QWidget:
        centre = QWidget()
        centre.setObjectName("centre")
        centre.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        centre.setMinimumWidth(300)
        self.centre_box = QVBoxLayout(centre)
        self.centre_box.setContentsMargins(0, 0, 0, 0)
        self.centre_box.setSpacing(0)
        self.centre_box.addWidget(self.header)
        self.centre_box.addWidget(self.banner)
        self.centre_box.addWidget(self.stage, 1)
        self.centre_box.addWidget(self.composer)
        return centre

    def use_faces(self, faces: Faces) -> None:
        """Show people as they want to be called, and as they look."""
        self.faces = faces
        self.people.delegate.face_of = self._face
        self.stage.page_made.connect(self._introduce)
        faces.changed.connect(self._faces_changed)

    def _introduce(self, found: Conversation) -> None:
        if found.page is not None and self.faces is not None:
            found.page.view.name_of = partial(self.faces.name_of, found.controller)
            found.page.view.face_of = partial(self.faces.face_of, found.controller)

    def _face(self, nick: str) -> QPixmap | None:
        found = self.current()
        return self.faces.of_nick(found.controller, nick) if found is not None and self.faces is not None else None

    def _faces_changed(self) -> None:
        found = self.current()
        self.people.paint_again()
        self._tint()
        if found is not None and found.page is not None:
            found.page.view.update_view()

    # --- rooms --------------------------------------------------------------------------------------------------------

    def current(self) -> Conversation | None:
        """The conversation on the screen."""
        return self.stage.get(self.here)

    def show_place(self, place: Place) -> None:
        """Turn to a room: its draft, its people, its unread line."""
        before = self.current()
        if before is not None and before.place == place and before.page is self.stage.currentWidget():
            self.composer.entry.setFocus()
            return
        if before is not None and not self.composer.editing:
            before.controller.act(
                before.controller.session.set_draft, before.room.key, self.composer.entry.text(), time.time()
            )
        self.composer.cancel()
        found = self.stage.show_place(place)
        if found is None or found.page is None:
            return
        self.here = place
        self.composer.show()
        room = found.room
        if before is not None and before.page is not None:
            before.page.line_seen(at_once=True)
        found.page.show_unread(room)
        self.rooms.set_here(place)
        self.composer.entry.set_text(room.draft)
        self.refresh_room()
        self.people.show_room(room)
        self.composer.entry.setFocus()
        self.room_shown.emit(found)

    def show_network(self, key: str) -> None:
        """Turn to a network: its first room, or what its server says."""
        places = [place for place in self.stage.by_place if place[0] == key]
        if places:
            self.show_place(next((place for place in places if place[1]), places[0]))

    def leave_network(self, key: str) -> None:
        """A network is gone: turn to another, or say that there is none."""
        if self.here is None or self.here[0] == key:
            self.here = None
            if self.controllers:
                self.show_network(next(iter(self.controllers)))
            else:
                self._show_nowhere()

    def _show_nowhere(self) -> None:
        self.stage.show_nowhere()
        self.header.show_room(None, None)
        self.composer.hide()
        self.people.hide()
        self.banner.say("")
        self.setWindowTitle("Hubbub")

    def refresh_room(self) -> None:
        """Show again what stands around the conversation: header, banner, entry, people."""
        found = self.current()
        if found is None:
            return
        network, room = found.controller.network, found.room
        self.header.show_room(network, room)
        name = (network.name or network.key) if room.kind is RoomKind.SERVER else room.name
        self.composer.set_room_name(name)
        self.composer.show_typing(room.typing)
        self._fold()
        mentions = sum(r.mentions for c in self.controllers.values() for r in c.network.rooms.values())
        mark = f"({mentions}) " if mentions else ""
        self.setWindowTitle(f"{mark}{name} — Hubbub")
        nick = unmarked(network.nick)
        self.me.setText(self.tr("{nick} — away").format(nick=nick) if network.away else nick)
        self._tint()
        if found.page is not None:
            found.page.view.own_nick = network.nick
            found.page.view.empty_text = empty_text(room)
            found.page.view.intro = intro(room)
            found.page.view.every_line = room.kind is RoomKind.SERVER
            found.page.view.set_loading(room.loading and not room.at_beginning)
            found.page.actions_bar.features = network.features
            found.page.view.update_view()
        self._say_state(found)

    def _say_state(self, found: Conversation) -> None:
        network, room = found.controller.network, found.room
        match network.state:
            case ConnectionState.WAITING:
                seconds = max(0, round(network.retry_at - time.time()))
                why = said(network.reason) or self.tr("The connection was lost.")
                soon = self.tr("Trying again in {seconds} s.").format(seconds=seconds) if seconds else ""
                kept = self.tr("What you write is kept and sent then.")
                self.banner.say(" ".join(filter(None, (why, soon, kept))), self.tr("Try now"))
            case ConnectionState.CONNECTING | ConnectionState.REGISTERING:
                self.banner.say(self.tr("Connecting to {host}…").format(host=network.key))
            case ConnectionState.OFFLINE:
                self.banner.say(said(network.reason) or self.tr("You are offline."), self.tr("Connect"))
            case _ if room.kind is RoomKind.CHANNEL and not room.joined:
                self.banner.say(self.tr("You are not in {room}.").format(room=room.name), self.tr("Join"))
            case _ if (invited := self.invitation()) is not None:
                asks = self.tr("{nick} invites you to {room}.").format(
                    nick=isolated(invited.nick), room=isolated(invited.channel)
                )
                self.banner.say(asks, self.tr("Join"), dismiss=self.tr("Ignore"))
            case _ if network.away:
                why = network.away_message if network.away_message != translate("Menus", "away") else ""
                away = self.tr("You are away: {text}").format(text=why) if why else self.tr("You are away.")
                self.banner.say(away, self.tr("I'm back"))
            case _:
                self.banner.say("")

    def invitation(self) -> Invited | None:
        """The first that waits on the network on the screen, to a room one is not in."""
        found = self.current()
        if found is None:
            return None
        rooms = found.controller.network.rooms.values()
        inside = {room.name.casefold() for room in rooms if room.joined}
        waiting = self.invitations.get(found.controller.network.key, [])
        return next((invited for invited in waiting if invited.channel.casefold() not in inside), None)

    # --- little room --------------------------------------------------------------------------------------------------

    @property
    def narrow(self) -> bool:
        """Whether there is room for two panels only."""
        return self.width() < theme().px(NARROW)

    @property
    def people_wanted(self) -> bool:
        """Whether the person wants to see the people where there is room for them."""
        return self._people_wide if self._was_narrow else self.header.people.isChecked()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if self.narrow != self._was_narrow:
            if self.narrow:
                self._people_wide = self.header.people.isChecked()
            self._was_narrow = self.narrow
            self.header.people.setChecked(self._people_wide and not self.narrow)
            self._fold()

    def _fold(self) -> None:
        """What is beside the conversation, as far as there is room: in a narrow window the rooms give way."""
        people = self.header.people.isChecked() and self._has_people() and not self.aside.isVisible()
        self.people.setVisible(people)
        self.left.setVisible(not (self.narrow and (people or self.aside.isVisible())))

    def _has_people(self) -> bool:
        found = self.current()
        return found is not None and found.room.kind is RoomKind.CHANNEL

    # --- the window ---------------------------------------------------------------------------------------------------

    def layout_state(self) -> QByteArray:
        """The window's place and the panels' widths, to be kept."""
        return self.saveGeometry() + QByteArray(b"|layout|") + self.splitter.saveState()

    def restore_layout(self, state: bytes) -> None:
        """As it was last time."""
        geometry, _, panels = state.partition(b"|layout|")
        self.restoreGeometry(QByteArray(geometry))
        self.splitter.restoreState(QByteArray(panels))

    @property
    def watched(self) -> bool:
        """Whether somebody may be looking: it is the active window, and neither hidden nor minimised."""
        return self.isActiveWindow() and self.isVisible() and not self.isMinimized()

    def changeEvent(self, event: QEvent | None) -> None:
        super().changeEvent(event)
        if event is not None and event.type() in (QEvent.Type.ActivationChange, QEvent.Type.WindowStateChange):
            self._look_again()

    def showEvent(self, event: QShowEvent | None) -> None:
        super().showEvent(event)
        self._look_again()

    def hideEvent(self, event: QHideEvent | None) -> None:
        super().hideEvent(event)
        self._look_again()

    def _look_again(self) -> None:
        if self.watched != self._was_watched:
            self._was_watched = self.watched
            self.activity_changed.emit(self.watched)

    def closeEvent(self, event: QCloseEvent | None) -> None:
        if event is not None:
            self.closing.emit(event)

    def _tint(self) -> None:
        look = theme()
        self.switch.setIcon(look.icon("search"))
        self.add.setIcon(look.icon("plus"))
        self.exit.setIcon(look.icon("exit"))
        found = self.current()
        nick = found.controller.network.nick if found is not None else ""
        away = found is not None and found.controller.network.away
        self.me.setIcon(look.icon("person") if not nick else avatar_icon(nick, self._face(nick), away=away))
