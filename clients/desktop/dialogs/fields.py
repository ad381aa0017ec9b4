# SPDX-License-Identifier: GPL-3.0-or-later
"""What the forms of all dialogs share: their spacing, and labels that stand level with their fields."""

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtWidgets import QFormLayout, QLabel, QWidget

from clients.desktop.words import translate


class FieldLabel(QLabel):
    """A field's name, as tall as the field, so that both texts stand on one line whatever the text size.

    Signals: those of QLabel.
    """

    def __init__(self, text: str, field: QWidget) -> None:
        super().__init__(text)
        self.field = field
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setBuddy(field)

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, self.field.sizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().expandedTo(QSize(0, self.field.sizeHint().height()))


def form_of(parent: QWidget | None = None) -> QFormLayout:
    """An empty form: names at the left, fields 8 px apart."""
    form = QFormLayout(parent)
    form.setContentsMargins(0, 0, 0, 0)
    form.setVerticalSpacing(8)
    form.setHorizontalSpacing(16)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form


def password_left_out() -> str:
    """What is said of an address with a password in it."""
    return translate(
        "connect",
        "There is a password in this address. It was left out: whoever sees an address reads it. Type it here.",
    )


def no_keyring(silent: bool) -> str:
    """What is said where no password can be kept."""
    if silent:
        return translate(
            "accounts", "This computer's keyring does not answer, so Hubbub asks for the password each time."
        )
    return translate("accounts", "This computer has no keyring, so Hubbub asks for the password each time.")
