# SPDX-License-Identifier: GPL-3.0-or-later
"""Words for people outside widgets: `translate("context", "English")`. Inside a widget it is `self.tr("English")`."""

from PyQt6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def unmarked(text: str) -> str:
    """`text` for a button or a menu line, where `&` would underline the letter after it instead of being seen."""
    return text.replace("&", "&&")
