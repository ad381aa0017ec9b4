# SPDX-License-Identifier: GPL-3.0-or-later
"""Wiring: settings, store, theme, the networks, the window, and how it all ends. No widget is drawn here."""

import os
import sys
import traceback
from pathlib import Path
from types import TracebackType

from PyQt6.QtCore import QLockFile, QObject, Qt, QTimer
from PyQt6.QtGui import QCloseEvent, QGuiApplication
from PyQt6.QtWidgets import QApplication, QWidget

from clients.desktop import theme, translations
from clients.desktop.accounts import Accounts
from clients.desktop.collector import Collector
from clients.desktop.controller import Controller
from clients.desktop.dialogs.connect import ConnectDialog
from clients.desktop.faces import Faces
from clients.desktop.follow import Follower
from clients.desktop.icon_set import application_icon
from clients.desktop.keeping import Keeper
from clients.desktop.main_window import MainWindow
from clients.desktop.menus import Menus
from clients.desktop.networks import Networks
from clients.desktop.notifications import Notifications
from clients.desktop.own_profile import OwnProfile
from clients.desktop.panels import Panels
from clients.desktop.passwords import Passwords
from clients.desktop.pictures import Pictures
from clients.desktop.settings import APP, Settings
from clients.desktop.signals import SignalWatch
from clients.desktop.single_instance import LOCK, InstanceServer, Outcome, hand_over
from clients.desktop.timeline.layout import Look
from clients.desktop.wiring import Wiring
from clients.session.config import BadAddress, parse_address
from clients.session.events import Refused, WayOn
from clients.session.store import Store, StoreError


class Desktop(QObject):
    """The program: one window over any number of networks.

    Signals: none; it connects everybody else's.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.lock: QLockFile | None = None
        self.instance: InstanceServer | None = None
        self.store = self._open_store()
        self.apply_look()
        self.window = MainWindow()
        self.follower = Follower(self.window)
        self.wiring = Wiring(self.window, self.follower, settings)
        self.pictures = Pictures(self.window, self.wiring, settings)
        self.faces = Faces(settings, self)
        self.panels = Panels(self.window, self.follower, self.wiring, settings, self.faces)
        self.own_profile = OwnProfile(self.window, self.follower, self.faces)
        self.notifications = Notifications(self.window, self.follower, settings)
        self.passwords = passwords = Passwords(self)
        self.networks = Networks(self.window, self.follower, settings, self.store, passwords)
        self.accounts = Accounts(self.window, self.follower, settings, passwords)
        self.menus = Menus(
            self.window, self.wiring, self.panels, self.networks, self.accounts, self.pictures, self.own_profile
        )
        self.keeper = Keeper(self.window, settings, self.store)
        self._leaving = False
        self._collector = Collector(self)
        self._connect()
        self.window.restore_layout(settings.window_state())
        self.window.header.people.setChecked(settings.preferences.show_people)
        self.window.composer.typing_wanted = settings.preferences.show_typing

    def _connect(self) -> None:
        self.window.use_faces(self.faces)
        self.window.exit_wanted.connect(self.leave)
        self.window.closing.connect(self._closing)
        self.window.stage.connect_wanted.connect(self.networks.ask)
        self.wiring.connect_wanted.connect(self.networks.connect)
        self.wiring.address_wanted.connect(self.networks.open_address)
        self.panels.look_changed.connect(self.apply_look)
        self.follower.refused.connect(self._refused)
        self.follower.quit_requested.connect(lambda _controller: self.leave())
        self.networks.joined.connect(self._joined)
        self.networks.given_up.connect(self._given_up)
        self.networks.password_wanted.connect(self.accounts.password_wanted)
        self.networks.unlocked.connect(self.accounts.unlocked)
        self.accounts.connect_wanted.connect(self.networks.connect)

    @property
    def dialog(self) -> ConnectDialog | None:
        """The dialog that asks where to go, while it is open."""
        return self.networks.dialog

    def _open_store(self) -> Store | None:
        folder = self.settings.data
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return None
        self.lock = QLockFile(str(folder / LOCK))
        self.lock.setStaleLockTime(0)
        if not self.lock.tryLock(0):  # a second window of the same person: it works, and remembers nothing
            self.lock = None
            self.settings.writes = False
            self.settings.networks = []
            return None
        self.instance = InstanceServer(folder, self)
        self.instance.asked.connect(self.come_forward)
        try:
            return Store(folder / "messages.sqlite3")
        except StoreError as error:
            print(error, file=sys.stderr)
            return None

    def apply_look(self) -> None:
        """Put the preferences about looks in force."""
        preferences = self.settings.preferences
        theme.apply(preferences.theme, preferences.text_size / 100)
        if hasattr(self, "window"):
            self.window.stage.set_look(Look(compact=preferences.compact))

    # --- coming -------------------------------------------------------------------------------------------------------

    def start(self, address: str, nick: str) -> None:
        """Go where we were, and where the command line says; ask what is not known."""
        self.window.stage.set_look(Look(compact=self.settings.preferences.compact))
        if nick or not self.settings.networks:
            self.networks.ask(address or self.settings.preferences.address, nick)
            if nick and self.dialog is not None:
                self.dialog.accept_now()
            return
        self._show_window()
        self.networks.restore()
        self.follower.refresh()
        self.keeper.go_back()
        if address:
            self.networks.open_address(address)

    def come_forward(self, address: str, token: str) -> None:
        """A second start of the program: show what is there, and go where it was asked to."""
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token  # Qt's Wayland plugin takes it from there
        front: QWidget = self.window
        if self.dialog is not None and not self.window.controllers.keys() - {self.networks.joining_key()}:
            front = self.dialog
        front.setWindowState(front.windowState() & ~Qt.WindowState.WindowMinimized)
        front.show()
        front.raise_()
        front.activateWindow()
        if address:
            self.networks.open_address(address)

    def _joined(self, controller: Controller) -> None:
        self._show_window()
        self.follower.refresh()
        if self.window.here is None or self.window.here[0] != controller.network.key:
            self.window.show_network(controller.network.key)

    def _show_window(self) -> None:
        if not self.window.isVisible():
            self.window.show()

    def _refused(self, controller: Controller, event: Refused) -> None:
        if self.networks.refused(controller, event):
            return
        if event.way_on is WayOn.CHOOSE_NICK:
            self.panels.ask_nick(controller, event.sentence, event.suggestion)
        elif event.way_on in (WayOn.SERVER_PASSWORD, WayOn.ALLOW_PLAINTEXT):
            plaintext = event.way_on is WayOn.ALLOW_PLAINTEXT
            self.networks.ask_server_password(controller, event.sentence, plaintext=plaintext)
        elif event.way_on is not WayOn.CHECK_ADDRESS:  # that one is in the banner, with the next try
            self.accounts.refused(controller, event)

    def _given_up(self) -> None:
        if not self.window.isVisible():
            self.leave()

    # --- going --------------------------------------------------------------------------------------------------------

    def _closing(self, event: QCloseEvent) -> None:
        if self._leaving:
            return
        if self.settings.preferences.close_to_tray and self.notifications.tray_there():
            self.window.hide()
            event.ignore()
            return
        self.leave()

    def leave(self) -> None:
        """Say goodbye on every network, keep what is to be kept, and end."""
        if self._leaving:
            return
        self._leaving = True
        self.settings.preferences.show_people = self.window.people_wanted
        self.settings.save()
        self.keeper.keep()
        for controller in list(self.window.controllers.values()):
            controller.goodbye()
        self.notifications.close()
        self._collector.close()
        self.window.close()
        self.passwords.close()
        if self.instance is not None:
            self.instance.close()
        if self.store is not None:
            self.store.close()
        if self.lock is not None:
            self.lock.unlock()
        QTimer.singleShot(0, QApplication.quit)


def complain(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """An exception in a slot would end the process: say it on the console and go on."""
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    traceback.print_exception(kind, error, trace)


def run(address: str, nick: str, folder: Path | None, *, new_window: bool = False) -> int:
    """The whole life of the program. Who names a nickname is somebody else, and gets a window of their own."""
    if address:
        try:
            parse_address(address)
        except BadAddress as error:
            print(error, file=sys.stderr)
            return 2
    sys.excepthook = complain
    app = QApplication(sys.argv[:1])
    app.setApplicationName(APP)
    app.setApplicationDisplayName("Hubbub")
    QGuiApplication.setDesktopFileName("hubbub")
    app.setWindowIcon(application_icon())
    app.setQuitOnLastWindowClosed(False)
    settings = Settings(folder)
    if not (nick or new_window) and hand_over(settings.data, address) is Outcome.TAKEN:
        return 0
    _spoken = translations.install(app, settings.preferences.language)
    desktop = Desktop(settings)
    _watch = SignalWatch(desktop.leave)
    desktop.start(address, nick)
    return app.exec()
