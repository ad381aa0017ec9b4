# SPDX-License-Identifier: GPL-3.0-or-later
"""Small windows of Qt's own, at our margins and as plain text, for their sentences may come from the network."""

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QAbstractButton, QDialogButtonBox, QInputDialog, QLabel, QLineEdit, QMessageBox, QWidget

from clients.desktop.theme import restyle, theme

WIDE = 440  # px, at 100 % text size: a name, a key, most topics
INDENT = 21  # px that Qt puts before a sentence without an icon


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
    for field in dialog.findChildren(QLineEdit):
        field.setMinimumWidth(theme().px(WIDE))  # the dialog's own width follows from what is in it
    dialog.sizeHint()  # Qt lays the dialog out no sooner than it is asked for its size
    layout = dialog.layout()
    if layout is not None:
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
    for box in dialog.findChildren(QDialogButtonBox):
        _main(box.button(QDialogButtonBox.StandardButton.Ok))
    answered = dialog.exec()
    typed = dialog.textValue()
    dialog.deleteLater()
    return typed if answered else None


def told(
    parent: QWidget, title: str, sentence: str, *, buttons: QMessageBox.StandardButton | None = None
) -> QMessageBox:
    """A sentence with OK below, or with `buttons`; whoever asked opens it."""
    box = QMessageBox(parent)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(sentence)
    box.setStandardButtons(buttons or QMessageBox.StandardButton.Ok)
    layout = box.layout()
    if layout is not None:
        layout.setContentsMargins(24 - INDENT, 20, 24, 20)
    _main(box.button(QMessageBox.StandardButton.Ok))
    return box


def _main(button: QAbstractButton | None) -> None:
    if button is not None:
        button.setProperty("role", "main")
        restyle(button)
