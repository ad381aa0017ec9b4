# SPDX-License-Identifier: GPL-3.0-or-later
"""Words for people outside widgets: `translate("context", "English")`. Inside a widget it is `self.tr("English")`."""

from PyQt6.QtCore import QCoreApplication

translate = QCoreApplication.translate
