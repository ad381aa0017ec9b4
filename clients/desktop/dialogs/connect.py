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

from clients.desktop.dialogs.fields import FieldLabel, form_of
from clients.desktop.icon_set import pixmap
from clients.desktop.passwords import Passwords
from clients.desktop.theme import restyle, theme
from clients.desktop.words import said, translate, unmarked
from clients.session.config import DEFAULT_HOST, DEFAULT_PORT, BadAddress, SessionConfig, parse_address

WIDE, WIDEST = 420, 640


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person asked for. `certificate` is one they trust, `remember` puts the password into the keyring."""

    config: SessionConfig
    certificate: str = ""
    remember: bool = False


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
        self.setWindowTitle(self.tr("Join a room — Hubbub"))
        self.setFixedWidth(wide())
        self.address = QLineEdit(address or f"{DEFAULT_HOST}:{DEFAULT_PORT}")
        self.nick = QLineEdit(nick)
        self.nick.setMaxLength(64)
        self.nick.setPlaceholderText(self.tr("How others will see you"))
        self.account = QLineEdit()
        self.account.setPlaceholderText(self.tr("Only if you have one"))
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.remember = QCheckBox(self.tr("Keep it in this computer's keyring"))
        self.remember.setChecked(True)
        self.no_keyring = plain_label("hint")
        self.no_keyring.setText(no_keyring())
        self.error = plain_label("error")
        self.error.hide()
        self.ok = QPushButton(self.tr("OK"))
        self.ok.setProperty("role", "main")
        self.ok.setDefault(True)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.more, self.mine, self.trust = (QPushButton() for _ in range(3))
        for button in (self.more, self.mine, self.trust):
            button.setProperty("role", "link")
            button.setAutoDefault(False)
        self.more.setCheckable(True)
        self.mine.setText(self.tr("This nickname is mine: log in"))
        self.trust.setText(self.tr("Trust this certificate from now on"))
        self._lay_out()
        self._connect()
        self._unfold(False)
        self._check()
        self.nick.setFocus()

    def _connect(self) -> None:
        self.ok.clicked.connect(self._accept)
        self.cancel.clicked.connect(self.reject)
        self.more.toggled.connect(self._unfold)
        self.mine.clicked.connect(self._log_in)
        self.trust.clicked.connect(self._trust)
        self.nick.textChanged.connect(self._check)
        self.address.textChanged.connect(self._check)
        self.account.textChanged.connect(self._show_remember)

    def _lay_out(self) -> None:
        self.form = form_of()
        for label, field in (
            (self.tr("&Nickname"), self.nick),
            (self.tr("&Server"), self.address),
            (self.tr("&Account"), self.account),
            (self.tr("&Password"), self.password),
        ):
            self.form.addRow(FieldLabel(label, field), field)
        self.form.addRow("", self.remember)
        self.form.addRow("", self.no_keyring)
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
        box.addLayout(self.form)
        box.addSpacing(8)
        box.addLayout(buttons)
        self.mine.hide()
        self.trust.hide()

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

    def about_another(self, *, known: bool, account: str = "", certificate: str = "") -> None:
        """This is no newcomer: another network is added, or (`known`) one is changed."""
        self.setWindowTitle(self.tr("Change a network — Hubbub") if known else self.tr("Add a network — Hubbub"))
        self.title.setText(self.tr("Change this network") if known else self.tr("Another network"))
        self.hint.setText(
            self.tr("It is connected anew with what you change.")
            if known
            else self.tr("Where is it, and who are you there? Any IRC server will do.")
        )
        self.account.setText(account)
        self.certificate = certificate
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
        certificate: str = "",
    ) -> None:
        """Say why it did not work; the person mends it here and presses OK again."""
        self._busy(False)
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
        if address or password:
            self.more.setChecked(True)
        field = self.address if address else self.password if password else self.nick
        field.setFocus()
        field.selectAll()
        self._fit()

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

    def _accept(self) -> None:
        try:
            host, port, tls, room = parse_address(self.address.text())
        except BadAddress as error:
            self.refuse(said(error.args[0]), address=True)
            return
        for widget in (self.error, self.mine, self.trust):
            widget.hide()
        self._busy(True)
        self._fit()
        self._asked = self.wanted_nick()
        config = SessionConfig(
            nick=self._asked,
            host=host,
            port=port,
            tls=tls,
            rooms=(room,) if room else (),
            account=self.account.text().strip(),
            password=self.password.text(),
        )
        self.chosen.emit(Wanted(config, self.certificate, self.remember.isChecked() and bool(self.password.text())))

    def _busy(self, busy: bool) -> None:
        self.ok.setText(self.tr("Connecting…") if busy else self.tr("OK"))
        for widget in (self.ok, self.nick, self.address, self.account, self.password):
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
        self._show_remember()

    def _show_remember(self) -> None:
        """The keyring is looked at only by those who have an account: it takes a moment to load."""
        wanted = bool(self.account.text().strip()) and self.more.isChecked()
        self.form.setRowVisible(self.remember, wanted and self.passwords.available())
        self.form.setRowVisible(self.no_keyring, wanted and not self.passwords.available())
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


def no_keyring() -> str:
    """What is said where no password can be kept."""
    return translate("accounts", "This computer has no keyring, so Hubbub asks for the password each time.")
