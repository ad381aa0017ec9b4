# SPDX-License-Identifier: GPL-3.0-or-later
"""The networks of one window: which are remembered, joining another, changing one, leaving one.

Each has a controller of its own that reconnects by itself; what is remembered is in settings and in the keyring.
"""

from dataclasses import replace

from PyQt6.QtCore import QObject, pyqtSignal

from clients.desktop.controller import Controller
from clients.desktop.dialogs.connect import ConnectDialog, Wanted
from clients.desktop.follow import Follower
from clients.desktop.main_window import MainWindow
from clients.desktop.passwords import Passwords
from clients.desktop.settings import SavedNetwork, Settings
from clients.desktop.wiring import now
from clients.session.config import SessionConfig, parse_address
from clients.session.events import Notice, Refused, WayOn
from clients.session.model import ConnectionState, NotifyLevel
from clients.session.store import Store


class Networks(QObject):
    """Comes and goes.

    Signals: joined(object Controller), the one the dialog was about ; given_up(), the dialog was closed ;
    password_wanted(object Controller), its account's is not in the keyring ; changed(), another list or state.
    """

    joined = pyqtSignal(object)
    given_up = pyqtSignal()
    password_wanted = pyqtSignal(object)
    changed = pyqtSignal()

    def __init__(
        self, window: MainWindow, follower: Follower, settings: Settings, store: Store | None, passwords: Passwords
    ) -> None:
        super().__init__(window)
        self.window, self.follower, self.settings, self.store = window, follower, settings, store
        self.passwords = passwords
        self.dialog: ConnectDialog | None = None
        self.joining: Controller | None = None  # the network the dialog is about
        self.changing = ""  # the key of the network that is being changed
        self._wanted: Wanted | None = None
        follower.registered.connect(self._registered)

    # --- what is remembered -------------------------------------------------------------------------------------------

    def restore(self, address: str = "") -> bool:
        """Bring back the networks of last time, going to the room of `address`. False: there is none."""
        key, room = "", ""
        if address:
            host, port, _, room = parse_address(address)
            key = f"{host}:{port}"
        for saved in self.settings.networks:
            rooms = (room,) if room and saved.key == key else ()
            controller = self._make(Wanted(self._config(saved, rooms), saved.certificate))
            controller.pump()
            if saved.connect or saved.key == key:
                self.connect(controller)
        return bool(self.settings.networks)

    def _config(self, saved: SavedNetwork, rooms: tuple[str, ...] = ()) -> SessionConfig:
        host, port, tls, _ = parse_address(saved.address)
        return SessionConfig(nick=saved.nick, host=host, port=port, tls=tls, rooms=rooms, account=saved.account)

    def _make(self, wanted: Wanted) -> Controller:
        controller = Controller(wanted.config, self.store, self, certificate=wanted.certificate)
        preferences = self.settings.preferences
        controller.session.set_send_typing(preferences.send_typing, now())
        controller.session.set_do_not_disturb(preferences.do_not_disturb, now())
        controller.session.set_notify(None, NotifyLevel(preferences.notify), False, now())
        self.follower.attach(controller)
        return controller

    def connect(self, controller: Controller) -> None:
        """Go online; an account's password is fetched, or asked for."""
        config = controller.session.config
        if config.account and not config.password:
            password = self.passwords.get(config.key, config.account)
            if not password:
                self.password_wanted.emit(controller)
                return
            controller.session.set_password(config.account, password)
        controller.connect_now()

    def disconnect_from(self, controller: Controller) -> None:
        """Go offline, and stay so until the person says otherwise."""
        controller.act(controller.session.quit, now())
        self.settings.change_network(controller.network.key, connect=False)

    def remove(self, controller: Controller) -> None:
        """Leave a network for good. Its messages stay on this computer."""
        key = controller.network.key
        self.passwords.forget(key, controller.session.config.account)
        self.settings.drop_network(key)
        self._forget(controller)
        self.window.leave_network(key)
        self.changed.emit()

    # --- the dialog ---------------------------------------------------------------------------------------------------

    def ask(self, address: str = "", nick: str = "") -> None:
        """Open the dialog that asks for a nickname and, folded away, a server."""
        if self.dialog is None:
            another = bool(self.window.controllers)
            nick = nick or self.settings.preferences.nick
            self.dialog = self._open_dialog("" if another and not address else address, nick)
            if another:
                self.dialog.about_another(known=False)
        self._show()

    def change(self, controller: Controller) -> None:
        """Open the dialog with a network that is there."""
        if self.dialog is not None:
            self._show()
            return
        config = controller.session.config
        self.changing = config.key
        self.dialog = self._open_dialog(address_of(config), controller.network.nick or config.nick)
        self.dialog.about_another(known=True, account=config.account, certificate=controller.certificate)
        self._show()

    def _open_dialog(self, address: str, nick: str) -> ConnectDialog:
        parent = self.window if self.window.isVisible() else None
        dialog = ConnectDialog(address, nick, parent, passwords=self.passwords)
        dialog.chosen.connect(self.join)
        dialog.rejected.connect(self._given_up)
        return dialog

    def _show(self) -> None:
        if self.dialog is not None:
            self.dialog.show()
            self.dialog.raise_()
            self.dialog.activateWindow()

    def join(self, wanted: Wanted) -> None:
        """Connect to a network; the dialog stays until the server says welcome."""
        config, joining = wanted.config, self.joining
        self._wanted = wanted
        if joining is not None:
            asked_again = joining.network.key == config.key and joining.session.config.tls == config.tls
            if asked_again and not config.account and joining.certificate == wanted.certificate:
                joining.act(joining.session.choose_nick, config.nick, now())
                joining.act(joining.session.connect, now())
                return
            self._forget(joining)
        there = self.window.controllers.get(config.key)
        if there is not None and self.changing != config.key:
            self._dialog_says(self.tr("You have {host} already.").format(host=config.key))
            return
        if there is not None:
            self._forget(there)
        if config.account and not config.password:
            config = replace(config, password=self.passwords.get(config.key, config.account))
        self.joining = self._make(Wanted(config, wanted.certificate))
        self.joining.told.connect(self._notice)
        self.joining.connect_now()

    def _dialog_says(self, sentence: str) -> None:
        if self.dialog is not None:
            self.dialog.refuse(sentence, address=True)

    def refused(self, controller: Controller, event: Refused) -> bool:
        """Say it in the dialog, if it is about this network."""
        if controller is not self.joining or self.dialog is None:
            return False
        self.dialog.refuse(
            event.sentence,
            nick=event.suggestion if event.way_on is WayOn.CHOOSE_NICK else "",
            address=event.way_on in (WayOn.CHECK_ADDRESS, WayOn.RETRY),
            password=event.way_on is WayOn.CHECK_PASSWORD,
            certificate=controller.distrusted,
        )
        if event.way_on is not WayOn.CHOOSE_NICK:  # no further try while the person mends it
            controller.act(controller.session.quit, now())
        return True

    def _notice(self, event: object) -> None:
        """What else the server said about a nickname it refused, such as that it belongs to an account."""
        if isinstance(event, Notice) and event.error and self.dialog is not None and not self.dialog.mine.isHidden():
            self.dialog.error.setText(f"{self.dialog.error.text()}\n{event.sentence}")

    def _registered(self, controller: Controller) -> None:
        if controller is self.joining:
            self._keep(controller)
            self.joining = None
            if self.dialog is not None:
                self.dialog.hide()
                self.dialog.deleteLater()
                self.dialog = None
            self.joined.emit(controller)
        else:
            self.settings.change_network(controller.network.key, connect=True)
        self.changed.emit()

    def _keep(self, controller: Controller) -> None:
        config, preferences = controller.session.config, self.settings.preferences
        nick = self._wanted.config.nick if self._wanted is not None else controller.network.nick
        preferences.nick, preferences.address = nick, address_of(config)
        if self.changing and self.changing != config.key:
            self.settings.drop_network(self.changing)
            there = self.window.controllers.get(self.changing)
            if there is not None:
                self._forget(there)
                self.window.leave_network(self.changing)
        self.changing = ""
        before = self.settings.network(config.key)
        saved = SavedNetwork(address_of(config), nick, config.account, controller.certificate)
        self.settings.keep_network(replace(saved, pictures=before is not None and before.pictures))
        if self._wanted is not None and self._wanted.remember and config.account:
            self.passwords.keep(config.key, config.account, self._wanted.config.password)
        self._wanted = None

    def _given_up(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()
        if self.joining is not None:
            gone = self.joining
            self._forget(gone)
            saved = self.settings.network(self.changing)
            if saved is not None and self.changing == gone.network.key:  # as it was before it was to be changed
                controller = self._make(Wanted(self._config(saved), saved.certificate))
                controller.pump()
                self.connect(controller)
            else:
                self.window.leave_network(gone.network.key)
        self.changing = ""
        self.given_up.emit()

    def _forget(self, controller: Controller) -> None:
        if controller is self.joining:
            self.joining = None
        if controller.network.state is not ConnectionState.OFFLINE:
            controller.goodbye()
        self.follower.detach(controller)
        controller.deleteLater()


def address_of(config: SessionConfig) -> str:
    """An address as `parse_address` takes it."""
    host = f"[{config.host}]" if ":" in config.host else config.host
    return f"{'ircs' if config.tls else 'irc'}://{host}:{config.port}"
