# SPDX-License-Identifier: GPL-3.0-or-later
"""Accounts: what the window's account dialog asks is carried to the session; what comes of it to settings and keyring.

A password is kept only after the server took it.
"""

from PyQt6.QtCore import QObject, pyqtSignal

from clients.desktop.controller import Controller
from clients.desktop.dialogs.account import AccountDialog, Face
from clients.desktop.dialogs.ask import told
from clients.desktop.follow import Follower
from clients.desktop.main_window import MainWindow
from clients.desktop.passwords import Passwords
from clients.desktop.settings import Settings
from clients.desktop.wiring import now
from clients.session.events import AccountChanged, AccountRegistered, Refused, WayOn
from clients.session.model import ConnectionState, Features


class Accounts(QObject):
    """The account of each network of one window.

    Signals: connect_wanted(object Controller), with a password that was typed.
    """

    connect_wanted = pyqtSignal(object)

    def __init__(self, window: MainWindow, follower: Follower, settings: Settings, passwords: Passwords) -> None:
        super().__init__(window)
        self.window, self.settings, self.passwords = window, settings, passwords
        self.dialog: AccountDialog | None = None
        self.controller: Controller | None = None  # whom the dialog is about
        self._password = ""  # said to the server, not yet taken by it
        self._next: dict[str, tuple[str, bool]] = {}  # network -> what is asked when the window is free
        passwords.known.connect(self._keyring_known)
        passwords.failed.connect(self._keyring_failed)
        follower.account.connect(self._told)

    def show(self, controller: Controller, sentence: str = "", *, error: bool = False) -> None:
        """Open the window of this network's account, saying why if there is a reason."""
        self._drop()
        network, config = controller.network, controller.session.config
        online = network.state is ConnectionState.ONLINE
        features = network.features if online else Features(login=True)
        self.controller = controller
        self.dialog = dialog = AccountDialog(
            network.name or network.key, features, self.passwords.available, self.window
        )
        if self.passwords.silent:
            dialog.show_keyring(None, True)
        self.passwords.look()
        dialog.finished.connect(self._close)
        dialog.login_wanted.connect(self._log_in)
        dialog.register_wanted.connect(self._register)
        dialog.verify_wanted.connect(self._verify)
        dialog.logout_wanted.connect(self._log_out)
        account = network.account or config.account or network.nick
        if network.account:
            face = Face.LOGGED_IN
        else:
            face = Face.LOG_IN if config.account or not features.register else Face.REGISTER
        dialog.show_face(face, account, "" if error else sentence)
        if error:
            dialog.refuse(sentence)
        elif online and not features.login and not features.register and not network.account:
            dialog.refuse(self.tr("This server has no accounts."))
        dialog.open()

    def password_wanted(self, controller: Controller) -> None:
        """There is an account, and no keyring that has its password."""
        host = controller.session.config.host
        self._ask(controller, self.tr("Log in to go to {host}.").format(host=host))

    def unlocked(self, controller: Controller) -> None:
        """The keyring was late: nothing is to be asked, unless the person has begun to type."""
        self._next.pop(controller.network.key, None)
        if self.dialog is not None and controller is self.controller and not self.dialog.password.text():
            self._close()

    def _ask(self, controller: Controller, sentence: str, *, error: bool = False) -> None:
        """Now, or when the question about another network has its answer."""
        if self.dialog is not None and controller is not self.controller:
            self._next[controller.network.key] = (sentence, error)
        elif self.dialog is None or error:
            self.show(controller, sentence, error=error)

    def _keyring_known(self) -> None:
        if self.dialog is not None:
            self.dialog.show_keyring(self.passwords.available, self.passwords.silent)

    def _keyring_failed(self, network: str, kept: bool) -> None:
        if kept:
            said = self.tr("This computer's keyring did not answer. It may still have the password for {network}.")
        else:
            said = self.tr("This computer's keyring did not take the password for {network}. Hubbub will ask for it.")
        box = told(self.window, self.tr("Hubbub"), said.format(network=network))
        box.setModal(False)
        box.show()

    def refused(self, controller: Controller, event: Refused) -> None:
        """The server said no: in the window if it is open, else in one that has the way on."""
        if self.dialog is not None and controller is self.controller:
            self.dialog.refuse(event.sentence)
        elif event.way_on in (WayOn.CHECK_PASSWORD, WayOn.REGISTER):
            self._ask(controller, event.sentence, error=True)
        else:
            told(self.window, self.tr("Hubbub"), event.sentence).open()

    def _close(self) -> None:
        self._drop()
        while self._next and self.dialog is None:
            key = next(iter(self._next))
            sentence, error = self._next.pop(key)
            controller = self.window.controllers.get(key)
            if controller is not None and not controller.network.account:
                self.show(controller, sentence, error=error)

    def _drop(self) -> None:
        dialog, self.dialog, self.controller, self._password = self.dialog, None, None, ""
        if dialog is not None:
            dialog.hide()
            dialog.deleteLater()

    # --- asked ------------------------------------------------------------------------------------------------------

    def _log_in(self, account: str, password: str) -> None:
        controller = self.controller
        if controller is None:
            return
        self._password = password
        if controller.network.state is ConnectionState.ONLINE:
            controller.act(controller.session.login, account, password, now())
        else:
            controller.session.set_password(account, password)
            self.connect_wanted.emit(controller)

    def _register(self, account: str, password: str, email: str) -> None:
        if self.controller is not None:
            self._password = password
            self.controller.act(self.controller.session.register_account, account, password, email, now())

    def _verify(self, account: str, code: str) -> None:
        if self.controller is not None:
            self.controller.act(self.controller.session.verify_account, account, code, now())

    def _log_out(self) -> None:
        controller = self.controller
        if controller is None:
            return
        key, account = controller.network.key, controller.session.config.account
        self._close()
        if account:
            self.passwords.forget(key, account)
        self.settings.change_network(key, account="")
        controller.session.set_password("", "")
        controller.restart()

    # --- answered ---------------------------------------------------------------------------------------------------

    def _told(self, controller: Controller, event: object) -> None:
        if self.dialog is None or controller is not self.controller:
            return
        if isinstance(event, AccountRegistered) and event.verify:
            self.dialog.show_face(Face.VERIFY, event.account, event.sentence)
        elif isinstance(event, AccountChanged) and event.account:
            self._taken(controller, event.account)
            self.dialog.show_face(Face.LOGGED_IN, event.account)

    def _taken(self, controller: Controller, account: str) -> None:
        key = controller.network.key
        self.settings.change_network(key, account=account)
        remember = self.dialog is not None and self.dialog.remember.isChecked()
        if self._password and remember and self.passwords.available:
            self.passwords.keep(key, account, self._password)
        self._password = ""
