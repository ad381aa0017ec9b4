# SPDX-License-Identifier: GPL-3.0-or-later
"""The first window: a nickname, OK. The server is folded away; a refusal is one sentence, what to mend in focus.

The same window adds a network and changes one. What the sentence says may come from the network: plain text.
"""

from dataclasses import dataclass

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from clients.desktop.dialogs.fields import FieldLabel, form_of, no_keyring, password_left_out
from clients.desktop.icon_set import pixmap
from clients.desktop.passwords import Passwords
from clients.desktop.theme import restyle, theme
from clients.desktop.words import said, unmarked
from clients.session.config import (
    DEFAULT_HOST,
    DEFAULT_PORT,
    BadAddress,
    SessionConfig,
    parse_address,
    without_password,
)

WIDE, WIDEST = 420, 640


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person asked for. `certificate` is one they trust, `remember` puts the passwords into the keyring.

    `server_password` says that the server wants one, known or not."""

    config: SessionConfig
    certificate: str = ""
    remember: bool = False
    server_password: bool = False


class ConnectDialog(QDialog):
    """Asks who one is and where to go.

    Signals: chosen(object Wanted), OK with fields that make sense ; `rejected()` is Qt's: the person gave up.
    """

    chosen = pyqtSignal(object)

    def __init__(
        self, address: str = "", nick: str = "", parent: QWidget | None = None, *, passwords: Passwords | None = None
    ) -> None:
        super().__init__(parent)
        self.passwords = passwords or Passwords()
        self.certificate = ""
        self._offered = ""  # the certificate that can be trusted with a click
        self.plaintext = False  # the server's password may leave without TLS: the person said so of this address
        self._server_asks = False  # it wants a password of its own
        self._had_account = False
        address, left_out = without_password(address)
        self.setWindowTitle(self.tr("Join a room — Hubbub"))
        self.setFixedWidth(wide())
        self.address = QLineEdit(address or f"{DEFAULT_HOST}:{DEFAULT_PORT}")
        self.nick = QLineEdit(nick)
        self.nick.setMaxLength(64)
        self.nick.setPlaceholderText(self.tr("How others will see you"))
        self.account = QLineEdit()
        self.account.setPlaceholderText(self.tr("Only if you have one"))
        self.password = QLineEdit()
        self.server_password = QLineEdit()
        for field in (self.password, self.server_password):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self.remember = QCheckBox(self.tr("Keep it in this computer's keyring"))
        self.remember.setChecked(True)
        self.no_keyring = plain_label("hint")
        self.error = plain_label("error")
        self.error.hide()
        self._buttons()
        self._lay_out()
        self._connect()
        self._unfold(False)
        self._check()
        self.nick.setFocus()
        if left_out:
            self.refuse(password_left_out(), password=True)

    def _buttons(self) -> None:
        self.ok = QPushButton(self.tr("OK"))
        self.ok.setProperty("role", "main")
        self.ok.setDefault(True)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.more, self.mine, self.trust, self.agree = (QPushButton() for _ in range(4))
        for button in (self.more, self.mine, self.trust, self.agree):
            button.setProperty("role", "link")
            button.setAutoDefault(False)
        self.more.setCheckable(True)
        self.mine.setText(self.tr("This nickname is mine: log in"))
        self.trust.setText(self.tr("Trust this certificate from now on"))
        self.agree.setText(self.tr("Send the password without encryption all the same"))

    def _connect(self) -> None:
        self.ok.clicked.connect(self._accept)
        self.cancel.clicked.connect(self.reject)
        self.more.toggled.connect(self._unfold)
        self.mine.clicked.connect(self._log_in)
        self.trust.clicked.connect(self._trust)
        self.agree.clicked.connect(self._agree)
        self.nick.textChanged.connect(self._check)
        self.address.textChanged.connect(self._check)
        self.address.textEdited.connect(self._readdressed)
        self.account.textChanged.connect(self._account_typed)
        self.password.textChanged.connect(self._show_secrets)
        self.passwords.known.connect(self._show_secrets)

    def _lay_out(self) -> None:
        self.form = form_of()
        for label, field in (
            (self.tr("&Nickname"), self.nick),
            (self.tr("&Server"), self.address),
            (self.tr("&Account"), self.account),
            (self.tr("&Password"), self.password),
            (self.tr("S&erver's password"), self.server_password),
        ):
            self.form.addRow(FieldLabel(label, field), field)
        self.form.addRow(self.remember)  # below both columns: beside a long label there is no room for its words
        self.form.addRow(self.no_keyring)
        buttons = QHBoxLayout()
        buttons.addWidget(self.more)
        buttons.addStretch()
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.ok)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 20)
        box.setSpacing(8)
        box.addLayout(self._head())
        box.addSpacing(8)
        box.addWidget(self.error)
        box.addWidget(self.mine)
        box.addWidget(self.trust)
        box.addWidget(self.agree)
        box.addLayout(self.form)
        box.addSpacing(8)
        box.addLayout(buttons)
        for offer in (self.mine, self.trust, self.agree):
            offer.hide()

    def _head(self) -> QHBoxLayout:
        mark = QLabel()
        mark.setPixmap(pixmap("hubbub", "", 44, self.devicePixelRatioF()))
        self.title = plain_label("heading")
        self.title.setText(self.tr("Welcome to Hubbub"))
        self.hint = plain_label("hint")
        self.hint.setText(self.tr("Choose a nickname to join the conversation."))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.hint)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        return head

    def about_another(
        self,
        *,
        known: bool,
        account: str = "",
        certificate: str = "",
        server_asks: bool = False,
        plaintext: bool = False,
    ) -> None:
        """This is no newcomer: another network is added, or (`known`) one is changed."""
        self.setWindowTitle(self.tr("Change a network — Hubbub") if known else self.tr("Add a network — Hubbub"))
        self.title.setText(self.tr("Change this network") if known else self.tr("Another network"))
        self.hint.setText(
            self.tr("It is connected anew with what you change.")
            if known
            else self.tr("Where is it, and who are you there? Any IRC server will do.")
        )
        self._server_asks = server_asks
        self.account.setText(account)
        self.certificate, self.plaintext = certificate, plaintext
        self.more.setChecked(True)
        self.more.hide()
        if not known:
            self.address.setFocus()
            self.address.selectAll()
        self._fit()

    def refuse(
        self,
        sentence: str,
        *,
        nick: str = "",
        address: bool = False,
        password: bool = False,
        server_password: bool = False,
        plaintext: bool = False,
        certificate: str = "",
    ) -> None:
        """Say why it did not work; the person mends it here and presses OK again."""
        self._busy(False)
        self._server_asks |= server_password
        if nick:
            self.nick.setText(nick)
        self._offered = certificate
        if certificate:
            shown = " ".join(certificate[i : i + 8] for i in range(0, len(certificate), 8))
            sentence += "\n" + self.tr("Its certificate is {print}. Does its operator say the same?").format(
                print=shown
            )
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        self.mine.setVisible(bool(nick))
        self.trust.setVisible(bool(certificate))
        self.agree.setVisible(plaintext)
        if address or password or server_password or plaintext:
            self.more.setChecked(True)
        self._show_secrets()
        secret = self.server_password if server_password and self.account.text().strip() else self.password
        field = self.address if address or plaintext else secret if password or server_password else self.nick
        field.setFocus()
        field.selectAll()
        self._fit()

    def set_address(self, address: str) -> None:
        """Another address, from a link."""
        address, left_out = without_password(address)
        self.address.setText(address)
        self._readdressed()
        if left_out:
            self.refuse(password_left_out(), password=True)

    def untouched(self) -> bool:
        """Whether no password was typed, and nothing is being tried."""
        return self.ok.isEnabled() and not (self.password.text() or self.server_password.text())

    def accept_now(self) -> None:
        """As if OK had been pressed, for a nickname from the command line."""
        if self.ok.isEnabled():
            self._accept()

    def wanted_nick(self) -> str:
        """The nickname in the field, or the one that was refused a moment ago."""
        return self.nick.text().strip()

    def _log_in(self) -> None:
        """The nickname belongs to an account: show where its password goes."""
        nick = self._asked or self.wanted_nick()
        self.nick.setText(nick)
        self.account.setText(nick)
        self.more.setChecked(True)
        self.mine.hide()
        self.password.setFocus()
        self._fit()

    _asked = ""  # the nickname OK was pressed with

    def _trust(self) -> None:
        self.certificate = self._offered
        self._accept()

    def _agree(self) -> None:
        self.plaintext = True
        self._accept()

    def _readdressed(self) -> None:
        """What was agreed to was about the address that stood here."""
        self.certificate, self.plaintext = "", False

    def _accept(self) -> None:
        address, left_out = without_password(self.address.text())
        if left_out:
            self.address.setText(address)
            self.refuse(password_left_out(), password=True)
            return
        try:
            host, port, tls, room = parse_address(address)
        except BadAddress as error:
            self.refuse(said(error.args[0]), address=True)
            return
        for widget in (self.error, self.mine, self.trust, self.agree):
            widget.hide()
        self._busy(True)
        self._fit()
        self._asked = self.wanted_nick()
        account, password = self.account.text().strip(), self.password.text()
        config = SessionConfig(
            nick=self._asked,
            host=host,
            port=port,
            tls=tls,
            rooms=(room,) if room else (),
            account=account,
            password=password if account else "",
            server_password=self.server_password.text() if account else password,
            plaintext_server_password=self.plaintext,
        )
        remember = self.remember.isChecked() and bool(self.passwords.available)
        self.chosen.emit(Wanted(config, self.certificate, remember, self._server_asks or bool(config.server_password)))

    def _busy(self, busy: bool) -> None:
        self.ok.setText(self.tr("Connecting…") if busy else self.tr("OK"))
        for widget in (self.ok, self.nick, self.address, self.account, self.password, self.server_password):
            widget.setEnabled(not busy)
        if not busy:
            self._check()

    def _check(self) -> None:
        nick = self.nick.text().strip()
        bad = bool(nick) and any(letter in nick for letter in " ,*?!@\r\n\0")
        self.nick.setProperty("invalid", "true" if bad else "false")
        restyle(self.nick)
        if bad:
            self.error.setText(self.tr("A nickname has no spaces and none of , * ? ! @"))
        self.error.setVisible(bad)
        self.ok.setEnabled(bool(nick) and not bad and bool(self.address.text().strip()))
        self._fit()

    def _unfold(self, unfolded: bool) -> None:
        for field in (self.address, self.account, self.password):
            self.form.setRowVisible(field, unfolded)
        self.more.setText(
            self.tr("Hide server")
            if unfolded
            else self.tr("Server: {address}").format(address=unmarked(self.address.text()))
        )
        self.more.setIcon(theme().icon("chevron-down" if unfolded else "chevron-right", "accent"))
        self._show_secrets()

    def _account_typed(self) -> None:
        """The server's password stays the server's when an account comes, or goes."""
        account = bool(self.account.text().strip())
        if account != self._had_account and self._server_asks:
            here, there = self.password, self.server_password
            if not account:
                here, there = there, here
            if not there.text():
                there.setText(here.text())
                here.clear()
        self._had_account = account
        self._show_secrets()

    def _show_secrets(self) -> None:
        """A password is the account's, or without an account the server's; who needs both gets a second field.

        The keyring is looked at only by those who have a password: it takes a moment to load.
        """
        account, unfolded = bool(self.account.text().strip()), self.more.isChecked()
        both = account and (self._server_asks or bool(self.server_password.text()))
        self.password.setPlaceholderText("" if account else self.tr("Only if the server wants one"))
        self.form.setRowVisible(self.server_password, both and unfolded)
        wanted = unfolded and (account or bool(self.password.text()))
        if wanted:
            self.passwords.look()
        self.form.setRowVisible(self.remember, wanted and self.passwords.available is True)
        self.form.setRowVisible(
            self.no_keyring, wanted and (self.passwords.available is False or self.passwords.silent)
        )
        self.no_keyring.setText(no_keyring(self.passwords.silent))
        self._fit()

    def _fit(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.setFixedHeight(
                layout.totalHeightForWidth(wide()) if layout.hasHeightForWidth() else layout.sizeHint().height()
            )


def wide() -> int:
    """The width of a dialog of one column, by the text size."""
    return max(WIDE, min(theme().px(WIDE - 20), WIDEST))


def plain_label(role: str) -> QLabel:
    """A label for words that may come from anywhere."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(True)
    return made
