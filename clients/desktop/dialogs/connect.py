# SPDX-License-Identifier: GPL-3.0-or-later
"""The first window: a nickname, OK. The server is folded away; a refusal is one sentence, what to mend in focus."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QGuiApplication
from PyQt6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from clients.desktop.icon_set import pixmap
from clients.desktop.theme import restyle, theme
from clients.desktop.words import unmarked
from clients.session.config import DEFAULT_HOST, DEFAULT_PORT, BadAddress, SessionConfig, parse_address


class ConnectDialog(QDialog):
    """Asks who one is and where to go.

    Signals: chosen(object SessionConfig), OK with fields that make sense ; `rejected()` is Qt's: the person gave up.
    """

    chosen = pyqtSignal(object)

    def __init__(self, address: str = "", nick: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Join a room — Hubbub"))
        self.setFixedWidth(400)
        self.address = QLineEdit(address or f"{DEFAULT_HOST}:{DEFAULT_PORT}")
        self.nick = QLineEdit(nick)
        self.nick.setMaxLength(64)
        self.nick.setPlaceholderText(self.tr("How others will see you"))
        self.account = QLineEdit()
        self.account.setPlaceholderText(self.tr("Only if you have one"))
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.error = QLabel()
        self.error.setTextFormat(Qt.TextFormat.PlainText)
        self.error.setProperty("role", "error")
        self.error.setWordWrap(True)
        self.error.hide()
        self.ok = QPushButton(self.tr("OK"))
        self.ok.setProperty("role", "main")
        self.ok.setDefault(True)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.more = QPushButton()
        self.more.setProperty("role", "link")
        self.more.setCheckable(True)
        self._lay_out()
        self.ok.clicked.connect(self._accept)
        self.cancel.clicked.connect(self.reject)
        self.more.toggled.connect(self._unfold)
        self.nick.textChanged.connect(self._check)
        self.address.textChanged.connect(self._check)
        self._unfold(False)
        self._check()
        self.nick.setFocus()

    def _lay_out(self) -> None:
        mark = QLabel()
        ratio = self.devicePixelRatioF()
        mark.setPixmap(pixmap("hubbub", "", 44, ratio))
        title = QLabel(self.tr("Welcome to Hubbub"))
        title.setProperty("role", "heading")
        hint = QLabel(self.tr("Choose a nickname to join the conversation."))
        hint.setProperty("role", "hint")
        hint.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(title)
        words.addWidget(hint)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        label = QLabel(self.tr("&Nickname"))
        label.setBuddy(self.nick)
        label.setProperty("role", "caption")
        self.server_box = QWidget()
        form = QFormLayout(self.server_box)
        form.setContentsMargins(0, 4, 0, 0)
        form.setVerticalSpacing(8)
        form.setHorizontalSpacing(12)
        form.addRow(self.tr("&Server"), self.address)
        form.addRow(self.tr("&Account"), self.account)
        form.addRow(self.tr("&Password"), self.password)
        buttons = QHBoxLayout()
        buttons.addWidget(self.more)
        buttons.addStretch()
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.ok)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 20)
        box.setSpacing(8)
        box.addLayout(head)
        box.addSpacing(10)
        box.addWidget(self.error)
        box.addWidget(label)
        box.addWidget(self.nick)
        box.addWidget(self.server_box)
        box.addSpacing(10)
        box.addLayout(buttons)

    def refuse(self, sentence: str, *, nick: str = "", address: bool = False, password: bool = False) -> None:
        """Say why it did not work; the person mends it here and presses OK again."""
        self._busy(False)
        if nick:
            self.nick.setText(nick)
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
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

    def _accept(self) -> None:
        try:
            host, port, tls, room = parse_address(self.address.text())
        except BadAddress as error:
            self.refuse(str(error), address=True)
            return
        self.error.hide()
        self._busy(True)
        self._fit()
        self.chosen.emit(
            SessionConfig(
                nick=self.nick.text().strip(),
                host=host,
                port=port,
                tls=tls,
                rooms=(room,) if room else (),
                account=self.account.text().strip(),
                password=self.password.text(),
            )
        )

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
        self.server_box.setVisible(unfolded)
        self.more.setText(
            self.tr("Hide server")
            if unfolded
            else self.tr("Server: {address}").format(address=unmarked(self.address.text()))
        )
        self.more.setIcon(theme().icon("chevron-down" if unfolded else "chevron-right", "accent"))
        self._fit()

    def _fit(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.setFixedHeight(
                layout.totalHeightForWidth(400) if layout.hasHeightForWidth() else layout.sizeHint().height()
            )


def centre_on_screen(window: QWidget) -> None:
    """Put a window in the middle of its screen, where the window system leaves that to us."""
    screen = QGuiApplication.primaryScreen()
    if screen is not None:
        window.move(screen.availableGeometry().center() - window.rect().center())
