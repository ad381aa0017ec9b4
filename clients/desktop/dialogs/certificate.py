# SPDX-License-Identifier: GPL-3.0-or-later
"""The question about a certificate that nobody vouches for, or that is another than the trusted one: both to compare.

What is in a certificate comes from the network: plain text.
"""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clients.desktop.certificates import Certificate
from clients.desktop.dialogs.connect import plain_label
from clients.desktop.theme import theme

WIDTH = 560


class CertificateDialog(QDialog):
    """One question, two answers. Closing it is the safe one.

    Signals: trusted(object Certificate), the one that was shown ; rejected() is Qt's: no connection is wanted.
    """

    trusted = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.certificate: Certificate | None = None
        self.setWindowTitle(self.tr("Another certificate — Hubbub"))
        self.setFixedWidth(theme().px(WIDTH))
        self.title, self.hint = plain_label("heading"), plain_label("error")
        self.advice = plain_label("hint")
        self.old_name, self.new_name = plain_label("hint"), plain_label("hint")
        self.old, self.new = plain_label(""), plain_label("")
        for value in (self.old, self.new):
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.trust = QPushButton(self.tr("Trust the new one"))
        self.trust.setProperty("role", "danger")
        self.trust.setAutoDefault(False)
        self.stop = QPushButton(self.tr("Don't connect"))
        self.stop.setDefault(True)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)  # it comes by itself: somebody may be typing
        self.stop.setFocus()
        self.trust.clicked.connect(self._trust)
        self.stop.clicked.connect(self.reject)
        self._lay_out()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.trust)
        buttons.addStretch()
        buttons.addWidget(self.stop)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 20)
        box.setSpacing(6)
        for part in (self.title, self.hint, self.old_name, self.old, self.new_name, self.new, self.advice):
            part.setMinimumWidth(0)
            box.addWidget(part)
            if part in (self.hint, self.old, self.new, self.advice):
                box.addSpacing(8)
        box.addLayout(buttons)

    def ask(self, host: str, sentence: str, trusted: str, shown: Certificate) -> None:
        """Ask about `shown`. `trusted` describes the one that was trusted so far, "" if it was an authority's word."""
        self.certificate = shown
        self.title.setText(
            self.tr("Is this still {host}?").format(host=host)
            if trusted
            else self.tr("Is this {host}?").format(host=host)
        )
        self.hint.setText(sentence)
        self.old_name.setText(self.tr("The certificate you trust:"))
        self.old.setText(trusted)
        for part in (self.old_name, self.old):
            part.setVisible(bool(trusted))
        self.new_name.setText(self.tr("The certificate it shows now:"))
        self.new.setText(shown.described())
        self.trust.setText(self.tr("Trust the new one") if trusted else self.tr("Trust this one"))
        advice = self.tr(
            "Certificates are renewed from time to time, and somebody in between would show another one, too. Ask the "
            "server's operator which it is. Nothing was sent, not even your nickname."
        )
        if shown.vouched:
            advice += " " + self.tr(
                "An authority this computer trusts vouches for the new one. If you trust it, too, its word counts from "
                "then on."
            )
        self.advice.setText(advice)
        self._fit()

    def _fit(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.setFixedHeight(layout.totalHeightForWidth(self.width()))

    def _trust(self) -> None:
        if self.certificate is not None:
            self.trusted.emit(self.certificate)
        self.hide()
