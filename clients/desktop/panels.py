# SPDX-License-Identifier: GPL-3.0-or-later
"""What opens beside and over the window: search, palette, profile, calendar, settings, shortcuts, questions."""

from collections.abc import Callable
from datetime import date, datetime
from datetime import time as clock
from functools import partial

from PyQt6.QtCore import QDate, QObject, QPoint, Qt, pyqtSignal
from PyQt6.QtGui import QCursor
from PyQt6.QtWidgets import QCalendarWidget, QFrame, QSystemTrayIcon, QVBoxLayout

from clients.desktop.completing import Completing
from clients.desktop.controller import Controller
from clients.desktop.conversations import Conversation
from clients.desktop.dialogs.ask import ask
from clients.desktop.dialogs.preferences import PreferencesDialog
from clients.desktop.dialogs.profile import Face, ProfilePopup
from clients.desktop.faces import Faces
from clients.desktop.follow import Follower
from clients.desktop.main_window import MainWindow
from clients.desktop.rooms import network_title
from clients.desktop.search import SearchPanel
from clients.desktop.settings import Settings
from clients.desktop.shortcuts import Shortcuts
from clients.desktop.switcher import Choice, Switcher
from clients.desktop.wiring import Wiring, now
from clients.session.events import FoundMessage, RoomList, SearchResults, WhoisResult
from clients.session.model import Features, ItemKind, NotifyLevel, RoomKind


class Panels(QObject):
    """Owns the panels of one window.

    Signals: look_changed(), a preference about looks was changed ; networks_wanted() and shortcuts_wanted(), by
    buttons of the settings ; own_profile_wanted(), by one's own pop-up.
    """

    look_changed = pyqtSignal()
    networks_wanted = pyqtSignal()
    shortcuts_wanted = pyqtSignal()
    own_profile_wanted = pyqtSignal()

    def __init__(
        self, window: MainWindow, follower: Follower, wiring: Wiring, settings: Settings, faces: Faces
    ) -> None:
        super().__init__(window)
        self.window, self.wiring, self.settings, self.faces = window, wiring, settings, faces
        self.search = SearchPanel(window)
        window.splitter.addWidget(self.search)
        window.aside = self.search
        self.switcher = Switcher(window)
        self.profile = ProfilePopup(window)
        self.completing = Completing(window)
        self.actions: Callable[[], list[Choice]] = list  # the menus give theirs, and their keys
        self.shortcuts: Shortcuts | None = None
        self._request = 0
        self._profile: tuple[Controller, WhoisResult] | None = None  # whom the profile shows
        self._profile_at = QPoint()
        self._calendar: QFrame | None = None
        self._opening: FoundMessage | None = None
        window.room_shown.connect(self._came_in)
        self.search.asked.connect(self._ask)
        self.search.opened.connect(self._open_found)
        self.search.closed.connect(window.refresh_room)
        self.search.closed.connect(window.composer.focus_entry)
        window.header.search_wanted.connect(lambda: self.find(everywhere=False))
        window.switch.clicked.connect(self.go)
        window.people.profile_wanted.connect(self._profile_wanted)
        window.people.direct_wanted.connect(self.write_to)
        window.people.menu_wanted.connect(self._profile_wanted)
        self.profile.direct_wanted.connect(self.write_to)
        self.profile.mention_wanted.connect(self._mention)
        self.profile.edit_wanted.connect(self.own_profile_wanted)
        self.profile.link_wanted.connect(wiring.open_link)
        self.profile.face_wanted.connect(self._face_wanted)
        faces.changed.connect(self._face_came)
        wiring.day_wanted.connect(self.pick_day)
        wiring.menu.profile.connect(lambda nick: self._profile_wanted(nick, QCursor.pos()))
        follower.searched.connect(self._searched)
        follower.whois.connect(self._whois)
        follower.listed.connect(self._listed)

    def _here(self) -> Conversation | None:
        return self.window.current()

    # --- finding ------------------------------------------------------------------------------------------------------

    def find(self, *, everywhere: bool) -> None:
        """Open the search."""
        self.window.people.hide()  # they share the place at the right
        self.search.start(everywhere=everywhere)
        self.window.refresh_room()

    def _ask(self, words: str, here: bool) -> None:
        found = self._here()
        if found is not None:
            room = found.room.key if here and found.room.kind is not RoomKind.SERVER else ""
            self._request = found.controller.session.search(words, now(), room=room)
            found.controller.pump()

    def _searched(self, _controller: Controller, event: SearchResults) -> None:
        if event.request == self._request:
            self.search.show_results(event.found, event.sentence)

    def _open_found(self, message: FoundMessage | None) -> None:
        here = self._here()
        if message is None or here is None:
            return
        controller = here.controller
        place = (controller.network.key, message.room)
        if self.window.stage.get(place) is None:
            if controller.session.is_channel(message.room_name):
                self._opening = message  # once we are in, if they let us
                controller.act(controller.session.join, message.room_name, now())
                return
            controller.act(controller.session.open_direct, message.room_name, now())
        self.window.show_place(place)
        found = self.window.stage.get(place)
        if found is not None:
            self.wiring.go_to(found, message.msgid, message.time_ms)

    def _came_in(self, found: Conversation) -> None:
        """A room is on the screen: the one a found message waits in?"""
        message = self._opening
        if message is not None and found.room.key == message.room:
            self._opening = None
            self.wiring.go_to(found, message.msgid, message.time_ms)

    def pick_day(self, iso: str) -> None:
        """A calendar; choosing a day jumps there."""
        frame = QFrame(self.window, Qt.WindowType.Popup)
        frame.setObjectName("popup")
        frame.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget()
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setMaximumDate(QDate.currentDate())
        calendar.setSelectedDate(QDate.fromString(iso, Qt.DateFormat.ISODate))
        box = QVBoxLayout(frame)
        box.setContentsMargins(8, 8, 8, 8)
        box.addWidget(calendar)
        frame.adjustSize()
        frame.move(QCursor.pos() - QPoint(frame.width() // 2, 0))

        def chosen(day: QDate) -> None:
            frame.close()
            self.go_to_day(date(day.year(), day.month(), day.day()))

        calendar.clicked.connect(chosen)
        self._calendar = frame
        frame.show()

    def go_to_day(self, day: date) -> None:
        """The first message of a day, fetched if it is not here."""
        found = self._here()
        if found is None or found.page is None:
            return
        start_ms = int(datetime.combine(day, clock()).astimezone().timestamp() * 1000)
        items = found.model.items
        row = next((r for r, item in enumerate(items) if item.time_ms >= start_ms), len(items) - 1)
        missing = any(item.kind is ItemKind.GAP for item in items[max(0, row - 1) : row + 1])
        if items and not missing and (items[0].time_ms <= start_ms or found.room.at_beginning):
            found.page.view.go_to(row)
        else:
            found.controller.act(found.controller.session.load_around, found.room.key, now(), time_ms=start_ms)

    # --- the palette --------------------------------------------------------------------------------------------------

    def go(self) -> None:
        """Open the palette."""
        choices: list[Choice] = []
        networks = [controller.network for controller in self.window.controllers.values()]
        for network in networks:
            where = network_title(network, networks) if len(networks) > 1 else ""
            for room in network.rooms.values():
                place = (network.key, room.key)
                weight = 100 if room.mentions else 60 if room.unread else 20 if room.kind is not RoomKind.SERVER else 5
                icon = {RoomKind.CHANNEL: "hash", RoomKind.DIRECT: "at"}.get(room.kind, "network")
                detail = self.tr("%n new", "", room.unread) if room.unread else room.topic
                if room.kind is RoomKind.SERVER:
                    label = network_title(network, networks)
                else:
                    label, detail = room.name, " · ".join(filter(None, (where, detail)))
                choices.append(Choice(label, detail, icon, partial(self.window.show_place, place), weight))
        found = self._here()
        if found is not None:
            direct = {r.key for r in found.controller.network.rooms.values() if r.kind is RoomKind.DIRECT}
            for key, user in found.controller.network.users.items():
                if key not in direct and user.nick != found.controller.network.nick:
                    known_as = user.display_name if user.display_name != user.nick else self.tr("person")
                    choices.append(Choice(user.nick, known_as, "person", partial(self.write_to, user.nick)))
        choices += [choice for choice in self.actions() if choice.offered()]
        self.switcher.open_with(choices, self._typed_choices)

    def _typed_choices(self, words: str) -> list[Choice]:
        found = self._here()
        if found is None or not words:
            return []
        name = words if words.startswith("#") else f"#{words}"
        if " " in name:
            join = []
        else:
            join = [
                Choice(
                    self.tr("Join {room}").format(room=name),
                    self.tr("room"),
                    "plus",
                    partial(self._join, found.controller, name),
                )
            ]
        return [
            *join,
            Choice(
                self.tr("Find “{words}”").format(words=words), self.tr("messages"), "search", lambda: self._find(words)
            ),
        ]

    def _join(self, controller: Controller, room: str) -> None:
        controller.act(controller.session.join, room, now())

    def _find(self, words: str) -> None:
        self.find(everywhere=True)
        self.search.field.setText(words)

    # --- people -------------------------------------------------------------------------------------------------------

    def write_to(self, nick: str) -> None:
        """A direct conversation."""
        found = self._here()
        if found is None or not nick:
            return
        controller = found.controller
        room = controller.session.open_direct(nick, now())
        controller.pump()
        self.window.show_place((controller.network.key, room))

    def _mention(self, nick: str) -> None:
        entry = self.window.composer.entry
        entry.insertPlainText(f"{nick}: " if not entry.text() else f" {nick} ")
        entry.setFocus()

    def _profile_wanted(self, nick: str, where: QPoint) -> None:
        self._profile_at = where
        self.wiring.show_profile(nick)

    def _whois(self, controller: Controller, event: WhoisResult) -> None:
        where = self._profile_at if not self._profile_at.isNull() else QCursor.pos()
        self._profile_at = QPoint()
        self._profile = (controller, event)
        self._show_profile(where)

    def _show_profile(self, where: QPoint) -> None:
        if self._profile is None:
            return
        controller, event = self._profile
        user, network = controller.session.user(event.nick), controller.network
        failure = self.faces.failure(user.avatar) if user is not None and user.avatar else ""
        face = Face(self.faces.of_user(controller, user), failure)
        own = event.nick == network.nick and network.features.metadata
        self.profile.show_person(event.nick, event.whois, user, where, face, own=own)

    def _face_wanted(self, url: str) -> None:
        if self._profile is not None:
            self.faces.ask(self._profile[0], url)

    def _face_came(self) -> None:
        if self.profile.isVisible():
            self._show_profile(self.profile.pos())

    def _listed(self, controller: Controller, event: RoomList) -> None:
        choices = []
        for room in sorted(event.rooms, key=lambda r: -r.members):
            people = self.tr("%n people", "", room.members)
            detail = f"{people} · {room.topic}" if room.topic else people
            choices.append(
                Choice(
                    room.name,
                    detail,
                    "hash",
                    partial(self._join, controller, room.name),
                    min(50, room.members),
                )
            )
        self.switcher.open_with(choices, lambda _words: [])

    # --- questions ----------------------------------------------------------------------------------------------------

    def ask_me(self) -> None:
        """Change one's own nickname."""
        found = self._here()
        if found is not None:
            self.ask_nick(found.controller, self.tr("Your nickname:"), found.controller.network.nick)

    def ask_nick(self, controller: Controller, sentence: str, suggestion: str) -> None:
        """Ask for a nickname, saying why."""
        nick = ask(self.window, self.tr("Nickname"), sentence, suggestion)
        if nick and nick.strip():
            controller.act(controller.session.choose_nick, nick.strip(), now())

    def preferences(self) -> None:
        """Open the settings."""
        dialog = PreferencesDialog(
            self.settings, QSystemTrayIcon.isSystemTrayAvailable(), self.window, shortcuts=self.shortcuts
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.changed.connect(self._preference)
        dialog.networks_wanted.connect(self.networks_wanted)
        dialog.shortcuts_wanted.connect(self.shortcuts_wanted)
        dialog.show()

    def _preference(self, key: str) -> None:
        preferences = self.settings.preferences
        if key in ("theme", "text_size", "compact"):
            self.look_changed.emit()
        elif key == "show_avatars":
            self.faces.forget()
        elif key == "show_people":
            self.window.header.people.setChecked(preferences.show_people)
        elif key == "show_typing":
            self.window.composer.typing_wanted = preferences.show_typing
            self.window.refresh_room()
        for controller in self.window.controllers.values():
            if key == "notify":
                controller.act(controller.session.set_notify, None, NotifyLevel(preferences.notify), False, now())
            elif key == "do_not_disturb":
                controller.act(controller.session.set_do_not_disturb, preferences.do_not_disturb, now())
            elif key == "send_typing":
                controller.act(controller.session.set_send_typing, preferences.send_typing, now())

    def features(self) -> Features:
        """What the server on the screen can do."""
        found = self._here()
        return found.controller.network.features if found is not None else Features()
