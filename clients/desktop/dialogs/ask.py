# SPDX-License-Identifier: GPL-3.0-or-later
"""One question, one line: QInputDialog with its label as plain text, for the sentence may come from the network."""

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QInputDialog, QLabel, QLineEdit, QWidget


def ask(parent: QWidget, title: str, sentence: str, text: str = "", *, secret: bool = False) -> str | None:
    """What the person typed, or None when they thought better of it."""
    dialog = QInputDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setLabelText(sentence)
    dialog.setTextValue(text)
    dialog.setTextEchoMode(QLineEdit.EchoMode.Password if secret else QLineEdit.EchoMode.Normal)
    for label in dialog.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
    dialog.setMinimumWidth(380)
    answered = dialog.exec()
    typed = dialog.textValue()
    dialog.deleteLater()
    return typed if answered else None
