# SPDX-License-Identifier: GPL-3.0-or-later
"""A button that gives way: in a narrow place its text ends in an ellipsis, or only its icon is left."""

from PyQt6.QtCore import QEvent, QSize, Qt
from PyQt6.QtGui import QPainter, QPaintEvent
from PyQt6.QtWidgets import QPushButton, QStyle, QStyleOptionButton

SHORTEST = 4  # letters; fewer tell nothing
MNEMONIC = Qt.TextFlag.TextShowMnemonic.value


class ElidedButton(QPushButton):
    """Its `text` stays whole, for screen readers too; only what is painted is cut.

    Signals: those of QPushButton.
    """

    def minimumSizeHint(self) -> QSize:
        whole = super().minimumSizeHint()
        text = self.fontMetrics().size(MNEMONIC, self.text()).width()
        return QSize(max(0, whole.width() - text), whole.height())

    def paintEvent(self, event: QPaintEvent | None) -> None:
        option, style = QStyleOptionButton(), self.style()
        self.initStyleOption(option)
        if style is None:
            return
        room = style.subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self).width()
        if not option.icon.isNull():
            room -= option.iconSize.width() + 4
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room, MNEMONIC)
        option.text = shown if len(shown) >= SHORTEST or shown == self.text() or option.icon.isNull() else ""
        painter = QPainter(self)
        style.drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        painter.end()

    def changeEvent(self, event: QEvent | None) -> None:
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
