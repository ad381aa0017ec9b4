# SPDX-License-Identifier: GPL-3.0-or-later
"""The networks of one window: which are remembered, joining another, changing one, leaving one.

Each has a controller of its own that reconnects by itself; what is remembered is in settings and in the keyring.
"""

from dataclasses import replace
from functools import partial

from PyQt6.QtCore import QObject, pyqtSignal

from clients.desktop.certificates import described
from clients.desktop.controller import Controller
from clients.desktop.dialogs.connect import ConnectDialog, Wanted
from clients.desktop.follow import Follower
from clients.desktop.main_window import MainWindow
from clients.desktop.passwords import Passwords
from clients.desktop.settings import SavedNetwork, Settings
from clients.desktop.trust import CertificateQuestions
from clients.desktop.wiring import now
from clients.session.config import BadAddress, SessionConfig, has_port, parse_address, without_password
from clients.session.events import Notice, Refused, WayOn
from clients.session.model import ConnectionState, NotifyLevel
from clients.session.store import Store


class Networks(QObject):
    """Comes and goes.

    Signals: joined(object Controller), the one the dialog was about ; given_up(), the dialog was closed ;
    password_wanted(object Controller), its account's is not in the keyring ; unlocked(object Controller), it is, and
    the network connects ; changed(), another list or state.
    """

    joined = pyqtSignal(object)
    given_up = pyqtSignal()
    password_wanted = pyqtSignal(object)
    unlocked = pyqtSignal(object)
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
        self._fetching: set[str] = set()  # networks whose passwords are being fetched
        self._questions: dict[str, tuple[str, bool]] = {}  # networks whose server wants a password, in their turn
        self.certificates = CertificateQuestions(window, follower, settings, self.disconnect_from)
        follower.registered.connect(self._registered)

    # --- what is remembered -------------------------------------------------------------------------------------------

    def restore(self) -> None:
        """Bring back the networks of last time."""
        for saved in self.settings.networks:
            controller = self._make(Wanted(self._config(saved), saved.certificate))
            controller.pump()
            if saved.connect:
                self.connect(controller)

    def _config(self, saved: SavedNetwork) -> SessionConfig:
        host, port, tls, _ = parse_address(saved.address)
        return SessionConfig(
            nick=saved.nick,
            host=host,
            port=port,
            tls=tls,
            account=saved.account,
            plaintext_server_password=saved.plaintext_password,
        )

    def _make(self, wanted: Wanted) -> Controller:
        controller = Controller(wanted.config, self.store, self, certificate=wanted.certificate)
        preferences = self.settings.preferences
        controller.session.set_send_typing(preferences.send_typing, now())
        controller.session.set_do_not_disturb(preferences.do_not_disturb, now())
        controller.session.set_notify(None, NotifyLevel(preferences.notify), False, now())
        controller.distrusts.connect(lambda: self._distrusts(controller))
        self.follower.attach(controller)
        return controller

    def _distrusts(self, controller: Controller) -> None:
        if controller is not self.joining:  # else the dialog has said it
            self.certificates.ask(controller)

    def connect(self, controller: Controller) -> None:
        """Go online; passwords are fetched, or asked for."""
        key = controller.network.key
        if key in self._fetching:
            return
        self._fetching.add(key)
        saved = self.settings.network(key)
        asks = saved is not None and saved.server_password
        self.passwords.fill(controller.session.config, asks, partial(self._connect_with, controller))

    def _connect_with(self, controller: Controller, config: SessionConfig, missing: str | None) -> None:
        key = controller.network.key
        self._fetching.discard(key)
        if self.window.controllers.get(key) is not controller:
            return
        if controller.network.state not in (ConnectionState.OFFLINE, ConnectionState.WAITING):
            return  # the person was faster than the keyring
        if missing is None:
            session = controller.session
            if config.account:
                session.set_password(config.account, config.password)
            session.set_server_password(config.server_password, plaintext=config.plaintext_server_password)
            if self.dialog is not None and self.changing == key and self.dialog.untouched() and self.joining is None:
                self.dialog.reject()
            self.unlocked.emit(controller)
            controller.connect_now()
        elif missing:
            self.password_wanted.emit(controller)
        else:
            self.ask_server_password(controller, self.tr("The server wants a password, and none is kept for it."))

    def open_address(self, address: str) -> None:
        """Go where a link leads: to the room, in a network that is there; else ask."""
        try:
            host, port, _, room = parse_address(without_password(address)[0])
        except BadAddress:
            self.ask(address)
            return
        there = self.window.controllers
        controller = there.get(f"{host}:{port}")
        if controller is None and not has_port(address):
            controller = next((found for found in there.values() if found.session.config.host == host), None)
        if controller is None or controller is self.joining:
            self.ask(address)
            return
        if controller.network.state is ConnectionState.OFFLINE:
            self.connect(controller)
        if room:
            controller.act(controller.session.join, room, now())
        else:
            self.window.show_network(controller.network.key)

    def joining_key(self) -> str:
        """The network the dialog is trying, "" if it tries none."""
        return self.joining.network.key if self.joining is not None else ""

    def disconnect_from(self, controller: Controller) -> None:
        """Go offline, and stay so until the person says otherwise."""
        controller.act(controller.session.quit, now())
        self.settings.change_network(controller.network.key, connect=False)

    def remove(self, controller: Controller) -> None:
        """Leave a network for good. Its messages stay on this computer."""
        key = controller.network.key
        saved, account = self.settings.network(key), controller.session.config.account
        if account:
            self.passwords.forget(key, account)
        if saved is not None and saved.server_password:
            self.passwords.forget(key, "")
        self.certificates.drop(key)
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
        elif address and not self.changing and self.joining is None:
            self.dialog.set_address(address)
        self._show()

    def change(self, controller: Controller) -> ConnectDialog:
        """Open the dialog with a network that is there."""
        if self.dialog is not None:
            self._show()
            return self.dialog
        config = controller.session.config
        self.changing = config.key
        self.dialog = self._open_dialog(address_of(config), controller.network.nick or config.nick)
        saved = self.settings.network(config.key)
        dialog = self.dialog
        dialog.about_another(
            known=True,
            account=config.account,
            certificate=controller.certificate,
            server_asks=saved is not None and saved.server_password,
            plaintext=config.plaintext_server_password,
        )
        self._show()
        return dialog

    def ask_server_password(self, controller: Controller, sentence: str, *, plaintext: bool = False) -> None:
        """Let the person type the server's password; two networks that want one are asked about one after the other."""
        if self.dialog is not None:
            if self.changing != controller.network.key:
                self._questions[controller.network.key] = (sentence, plaintext)
            return
        self.change(controller).refuse(sentence, server_password=not plaintext, plaintext=plaintext)

    def _next_question(self) -> None:
        while self._questions and self.dialog is None:
            key = next(iter(self._questions))
            sentence, plaintext = self._questions.pop(key)
            controller = self.window.controllers.get(key)
            if controller is not None and controller.network.state is ConnectionState.OFFLINE:
                self.ask_server_password(controller, sentence, plaintext=plaintext)

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
            same = joining.session.config.server_password == config.server_password
            if asked_again and same and not config.account and joining.certificate == wanted.certificate:
                joining.act(joining.session.choose_nick, config.nick, now())
                joining.act(joining.session.connect, now())
                return
            self._forget(joining)
        there = self.window.controllers.get(config.key)
        if there is not None and self.changing != config.key:
            self._dialog_says(self.tr("You have {host} already.").format(host=config.key))
            return
        if there is not None:  # what was not typed anew stays as it was
            before = there.session.config
            if config.account == before.account and not config.password:
                config = replace(config, password=before.password)
            if not config.server_password:
                config = replace(config, server_password=before.server_password)
        self.passwords.fill(config, wanted.server_password, partial(self._join_with, wanted))

    def _join_with(self, wanted: Wanted, config: SessionConfig, missing: str | None) -> None:
        if self._wanted is not wanted or self.joining is not None:
            return  # given up, or typed meanwhile
        if missing is not None:
            self._wanted = None
            if self.dialog is not None:
                self.dialog.refuse(
                    self.tr("Which password? None is kept for this."),
                    password=bool(missing),
                    server_password=not missing,
                )
            return
        there = self.window.controllers.get(config.key)
        if there is not None:
            self._forget(there)
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
        shown, sentence = controller.distrusted, event.sentence
        if shown is not None and controller.certificate:
            sentence += "\n" + self.tr("You trusted {print}.").format(print=described(controller.certificate, ""))
        self.dialog.refuse(
            sentence,
            nick=event.suggestion if event.way_on is WayOn.CHOOSE_NICK else "",
            address=event.way_on in (WayOn.CHECK_ADDRESS, WayOn.RETRY),
            password=event.way_on is WayOn.CHECK_PASSWORD,
            server_password=event.way_on is WayOn.SERVER_PASSWORD,
            plaintext=event.way_on is WayOn.ALLOW_PLAINTEXT,
            certificate=shown.fingerprint if shown is not None else "",
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
            self._next_question()
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
        shown = controller.transport.shown if controller.transport is not None else None
        saved = SavedNetwork(
            address_of(config),
            nick,
            config.account,
            server_password=bool(config.server_password),
            plaintext_password=config.plaintext_server_password,
            certificate=controller.certificate,
            certificate_details=shown.details if shown is not None and controller.certificate else "",
            pictures=before is not None and before.pictures,
        )
        self.settings.keep_network(saved)
        if self._wanted is not None and self._wanted.remember:
            typed = self._wanted.config
            if typed.account and typed.password:
                self.passwords.keep(config.key, typed.account, typed.password)
            if typed.server_password:
                self.passwords.keep(config.key, "", typed.server_password)
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
        self._wanted = None
        self.given_up.emit()
        self._next_question()

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
