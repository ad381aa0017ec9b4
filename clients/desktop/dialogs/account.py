# SPDX-License-Identifier: GPL-3.0-or-later
"""One's account on one network: log in, register, verify, log out. One window, four faces; sentences are plain text."""

from enum import Enum, auto

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from clients.desktop.dialogs.connect import plain_label, wide
from clients.desktop.dialogs.fields import FieldLabel, form_of, no_keyring
from clients.desktop.theme import restyle
from clients.desktop.words import unmarked
from clients.session.model import Features


class Face(Enum):
    """What the window is for now."""

    LOG_IN = auto()
    REGISTER = auto()
    VERIFY = auto()
    LOGGED_IN = auto()


class AccountDialog(QDialog):
    """The account's window.

    Signals: login_wanted(str account, str password) ; register_wanted(str account, str password, str email) ;
    verify_wanted(str account, str code) ; logout_wanted().
    """

    login_wanted = pyqtSignal(str, str)
    register_wanted = pyqtSignal(str, str, str)
    verify_wanted = pyqtSignal(str, str)
    logout_wanted = pyqtSignal()

    def __init__(self, network: str, features: Features, keyring: bool | None, parent: QWidget | None = None) -> None:
        """`keyring` says whether a password can be kept; None: that is not known yet (`show_keyring`)."""
        super().__init__(parent)
        self.network, self.features, self.keyring = network, features, keyring
        self.face = Face.LOG_IN
        self.setWindowTitle(self.tr("Your account — Hubbub"))
        self.setFixedWidth(wide())
        self.title, self.hint, self.error = plain_label("heading"), plain_label("hint"), plain_label("error")
        self.account, self.password, self.email, self.code = (QLineEdit() for _ in range(4))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.email.setPlaceholderText(self.tr("Only if the server wants one"))
        self.remember = QCheckBox(self.tr("Keep it in this computer's keyring"))
        self.remember.setChecked(True)
        self.no_keyring = plain_label("hint")
        self.no_keyring.setText(no_keyring(False))
        self.ok = QPushButton()
        self.ok.setProperty("role", "main")
        self.ok.setDefault(True)
        self.cancel = QPushButton(self.tr("Close"))
        self.other = QPushButton()
        self.other.setProperty("role", "link")
        self.other.setAutoDefault(False)
        self._lay_out()
        self.ok.clicked.connect(self._accept)
        self.cancel.clicked.connect(self.reject)
        self.other.clicked.connect(self._turn)
        for field in (self.account, self.password, self.code):
            field.textChanged.connect(self._check)

    def _lay_out(self) -> None:
        self.form_box = QWidget()
        self.form = form_of(self.form_box)
        for label, field in (
            (self.tr("&Account"), self.account),
            (self.tr("&Password"), self.password),
            (self.tr("&Email"), self.email),
            (self.tr("&Code"), self.code),
        ):
            self.form.addRow(FieldLabel(label, field), field)
        self.form.addRow(self.remember)
        self.form.addRow(self.no_keyring)
        buttons = QHBoxLayout()
        buttons.addWidget(self.other)
        buttons.addStretch()
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.ok)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 20)
        box.setSpacing(8)
        for part in (self.title, self.hint, self.error):
            box.addWidget(part)
        box.addSpacing(8)
        box.addWidget(self.form_box)
        box.addSpacing(8)
        box.addLayout(buttons)

    # --- its faces ----------------------------------------------------------------------------------------------------

    def show_face(self, face: Face, account: str, sentence: str = "") -> None:
        """Turn to one of the faces; `sentence` says what just happened."""
        self.face = face
        self.account.setText(account)
        self.error.hide()
        features, title, hint = self.features, "", ""
        match face:
            case Face.LOG_IN:
                title, action = self.tr("Log in"), self.tr("Log in")
                hint = sentence or self.tr("With an account on {network} your nickname is yours.")
                other = self.tr("Register an account") if features.register else ""
            case Face.REGISTER:
                title, action = self.tr("Register an account"), self.tr("Register")
                hint = sentence or self.tr("Your nickname on {network} is yours from then on. Choose a password.")
                other = self.tr("I have an account")
            case Face.VERIFY:
                title, action, other = self.tr("Enter the code"), self.tr("Confirm"), ""
                hint = sentence or self.tr("The server wants a code before the account works.")
            case Face.LOGGED_IN:
                title, action = self.tr("You are logged in"), self.tr("Log out")
                hint = sentence or self.tr("On {network} you are {account}.")
                other = ""
        self.title.setText(title)
        self.hint.setText(hint.replace("{network}", self.network).replace("{account}", account))
        self.ok.setText(action)
        self.ok.setProperty("role", "" if face is Face.LOGGED_IN else "main")  # leaving is not what one came for
        restyle(self.ok)
        self.other.setText(unmarked(other))
        self.other.setVisible(bool(other))
        self._show_fields()
        self.busy(False)
        (self.code if face is Face.VERIFY else self.password if account else self.account).setFocus()

    def _show_fields(self) -> None:
        face, asks = self.face, self.face in (Face.LOG_IN, Face.REGISTER)
        self.form.setRowVisible(self.account, face is not Face.LOGGED_IN)
        self.form.setRowVisible(self.password, asks)
        self.form.setRowVisible(self.email, face is Face.REGISTER)
        self.form.setRowVisible(self.code, face is Face.VERIFY)
        self.form.setRowVisible(self.remember, asks and bool(self.keyring))
        self.form.setRowVisible(self.no_keyring, asks and self.keyring is False)
        self.form_box.setVisible(face is not Face.LOGGED_IN)
        self.account.setEnabled(face is not Face.VERIFY)

    def show_keyring(self, keyring: bool | None, silent: bool) -> None:
        """It is known by now whether a password can be kept."""
        self.keyring = False if silent else keyring
        self.no_keyring.setText(no_keyring(silent))
        self._show_fields()
        self._fit()

    def refuse(self, sentence: str) -> None:
        """Say why it did not work."""
        self.busy(False)
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        self._fit()
        field = self.code if self.face is Face.VERIFY else self.password
        field.setFocus()
        field.selectAll()

    def busy(self, busy: bool) -> None:
        """The server is being asked."""
        for widget in (self.password, self.email, self.code, self.other):
            widget.setEnabled(not busy)
        self._check()
        if busy:
            self.error.hide()
            self.ok.setEnabled(False)
        self._fit()

    def _check(self) -> None:
        account, password = bool(self.account.text().strip()), bool(self.password.text())
        self.ok.setEnabled(
            self.face is Face.LOGGED_IN
            or (account and bool(self.code.text().strip()) if self.face is Face.VERIFY else account and password)
        )

    def _turn(self) -> None:
        self.show_face(Face.REGISTER if self.face is Face.LOG_IN else Face.LOG_IN, self.account.text())

    def _accept(self) -> None:
        account, password = self.account.text().strip(), self.password.text()
        self.busy(True)
        match self.face:
            case Face.LOG_IN:
                self.login_wanted.emit(account, password)
            case Face.REGISTER:
                self.register_wanted.emit(account, password, self.email.text().strip())
            case Face.VERIFY:
                self.verify_wanted.emit(account, self.code.text().strip())
            case Face.LOGGED_IN:
                self.logout_wanted.emit()

    def _fit(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.setFixedHeight(max(layout.totalHeightForWidth(wide()), layout.minimumSize().height()))
