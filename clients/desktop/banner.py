# SPDX-License-Identifier: GPL-3.0-or-later
"""The line across the top of a conversation that says what is wrong and offers a way on. Hidden when all is well."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from clients.desktop.theme import restyle


class Banner(QFrame):
    """One sentence and one button.

    Signals: acted(), the button was pressed.
    """

    acted = pyqtSignal()
    dismissed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.label = QLabel()
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.button = QPushButton()
        self.button.clicked.connect(self.acted)
        self.other = QPushButton()
        self.other.clicked.connect(self.dismissed)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 20, 8)
        row.setSpacing(16)
        row.addWidget(self.label, 1)
        row.addWidget(self.button)
        row.addWidget(self.other)
        self.hide()

    def say(self, sentence: str, action: str = "", *, dismiss: str = "", danger: bool = False) -> None:
        """Show a sentence; "" hides the banner. `dismiss` is what a second button says."""
        self.other.setText(dismiss)
        self.other.setVisible(bool(dismiss))
        self.label.setText(sentence)
        self.button.setText(action)
        self.button.setVisible(bool(action))
        kind = "danger" if danger else "warning"
        if self.property("kind") != kind:
            self.setProperty("kind", kind)
            restyle(self)
            restyle(self.label)
        self.setVisible(bool(sentence))
