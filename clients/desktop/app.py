# SPDX-License-Identifier: GPL-3.0-or-later
"""Wiring: settings, store, theme, the first dialog, the window, and how it all ends. No widget is drawn here."""

import sys
import traceback
from pathlib import Path
from types import TracebackType

from PyQt6.QtCore import QLockFile, QObject, QTimer
from PyQt6.QtGui import QCloseEvent, QGuiApplication
from PyQt6.QtWidgets import QApplication

from clients.desktop import theme
from clients.desktop.controller import Controller
from clients.desktop.dialogs.connect import ConnectDialog
from clients.desktop.follow import Follower
from clients.desktop.icon_set import application_icon
from clients.desktop.main_window import MainWindow
from clients.desktop.menus import Menus
from clients.desktop.notifications import Notifications
from clients.desktop.panels import Panels
from clients.desktop.settings import APP, Settings
from clients.desktop.timeline.layout import Look
from clients.desktop.wiring import Wiring, now
from clients.session.config import BadAddress, SessionConfig, parse_address
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
        self.store = self._open_store()
        self.apply_look()
        self.window = MainWindow()
        self.follower = Follower(self.window)
        self.wiring = Wiring(self.window, self.follower, settings)
        self.panels = Panels(self.window, self.follower, self.wiring, settings)
        self.notifications = Notifications(self.window, self.follower, settings)
        self.menus = Menus(self.window, self.wiring, self.panels)
        self.dialog: ConnectDialog | None = None
        self.joining: Controller | None = None  # the network the dialog is about
        self._leaving = False
        self.window.exit_wanted.connect(self.leave)
        self.window.closing.connect(self._closing)
        self.menus.connect_wanted.connect(self.ask)
        self.panels.look_changed.connect(self.apply_look)
        self.follower.registered.connect(self._registered)
        self.follower.refused.connect(self._refused)
        self.follower.quit_requested.connect(lambda _controller: self.leave())
        self.window.restore_layout(settings.window_state())
        self.window.header.people.setChecked(settings.preferences.show_people)

    def _open_store(self) -> Store | None:
        folder = self.settings.data
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return None
        self.lock = QLockFile(str(folder / "messages.lock"))
        self.lock.setStaleLockTime(0)
        if not self.lock.tryLock(0):  # a second window of the same person: it works, and remembers nothing
            self.lock = None
            return None
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
        """Go where the command line says, or ask."""
        preferences = self.settings.preferences
        self.window.stage.set_look(Look(compact=preferences.compact))
        self.ask(address or preferences.address, nick or preferences.nick)
        if nick and self.dialog is not None:
            self.dialog.accept_now()

    def ask(self, address: str = "", nick: str = "") -> None:
        """Open the dialog that asks for a nickname and, folded away, a server."""
        if self.dialog is None:
            self.dialog = ConnectDialog(address, nick or self.settings.preferences.nick, self._parent())
            self.dialog.chosen.connect(self.join)
            self.dialog.rejected.connect(self._given_up)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def _parent(self) -> MainWindow | None:
        return self.window if self.window.isVisible() else None

    def join(self, config: SessionConfig) -> None:
        """Connect to a network; the dialog stays until the server says welcome."""
        if self.joining is not None and (self.joining.network.key != config.key or config.account):
            self._forget(self.joining)
        if config.key in self.window.controllers and self.joining is None:
            if self.dialog is not None:
                self.dialog.refuse(
                    self.tr("You are connected to {host} already.").format(host=config.key), address=True
                )
            return
        if self.joining is None:
            self.joining = Controller(config, self.store, self)
            self.follower.attach(self.joining)
            self.joining.connect_now()
        else:
            self.joining.act(self.joining.session.choose_nick, config.nick, now())
            self.joining.act(self.joining.session.connect, now())

    def _registered(self, controller: Controller) -> None:
        if controller is self.joining:
            self.joining = None
            config, preferences = controller.session.config, self.settings.preferences
            preferences.nick = controller.network.nick
            preferences.address = f"{'ircs' if config.tls else 'irc'}://{config.host}:{config.port}"
            self.settings.save()
            if self.dialog is not None:
                self.dialog.hide()
                self.dialog.deleteLater()
                self.dialog = None
        if not self.window.isVisible():
            self.window.show()
        self.follower.refresh()
        if self.window.here is None:
            self.window.show_place((controller.network.key, ""))

    def _refused(self, controller: Controller, event: Refused) -> None:
        if controller is self.joining and self.dialog is not None:
            self.dialog.refuse(
                event.sentence,
                nick=event.suggestion if event.way_on is WayOn.CHOOSE_NICK else "",
                address=event.way_on in (WayOn.CHECK_ADDRESS, WayOn.RETRY),
                password=event.way_on is WayOn.CHECK_PASSWORD,
            )
        elif event.way_on is WayOn.CHOOSE_NICK:
            self.panels.ask_nick(controller, event.sentence, event.suggestion)
        elif event.way_on is WayOn.CHECK_PASSWORD:
            self.panels.ask_password(controller, event.sentence)

    def _given_up(self) -> None:
        self.dialog = None
        if self.joining is not None:
            self._forget(self.joining)
        if not self.window.isVisible():
            self.leave()

    def _forget(self, controller: Controller) -> None:
        self.joining = None
        controller.goodbye()
        self.follower.detach(controller)
        controller.deleteLater()

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
        self.wiring.keep_draft()
        self.settings.preferences.show_people = self.window.header.people.isChecked()
        self.settings.save()
        if self.window.isVisible():
            self.settings.keep_window_state(bytes(self.window.layout_state().data()))
        for controller in list(self.window.controllers.values()):
            controller.goodbye()
        self.notifications.close()
        self.window.close()
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


def run(address: str, nick: str, folder: Path | None) -> int:
    """The whole life of the program."""
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
    desktop = Desktop(Settings(folder))
    desktop.start(address, nick)
    return app.exec()
