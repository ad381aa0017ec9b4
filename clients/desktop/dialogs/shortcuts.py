# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet of shortcuts, Ctrl+/. It is made from the actions themselves, so it is never out of date."""

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from clients.desktop.shortcuts import Shortcuts

MARGIN = 68  # of the window around the sheet
Group = tuple[str, list[tuple[str, str]]]  # heading, (key, what it does)


class ShortcutsDialog(QDialog):
    """Two columns of what one can press.

    Signals: those of QDialog.
    """

    def __init__(self, shortcuts: Shortcuts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shortcuts = shortcuts
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        title = QLabel(self.tr("Keyboard shortcuts"))
        title.setProperty("role", "heading")
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setAccessibleName(self.tr("Keyboard shortcuts"))
        box = QVBoxLayout(self)
        box.setContentsMargins(28, 24, 16, 24)
        box.setSpacing(14)
        box.addWidget(title)
        box.addWidget(scroll, 1)
        screen = self.screen()
        room = screen.availableGeometry().size() if screen is not None else QSize(1280, 800)
        sheet = _sheet(self._groups(), 2)
        if sheet.sizeHint().width() > room.width() - MARGIN:
            sheet = _sheet(self._groups(), 1)
        scroll.setWidget(sheet)
        wanted = sheet.sizeHint() + QSize(MARGIN, 2 * MARGIN)
        self.resize(wanted.boundedTo(room - QSize(0, 40)))

    def _groups(self) -> list[Group]:
        groups: dict[str, list[tuple[str, str]]] = {}
        for known in self.shortcuts.known.values():
            text = self.shortcuts.text(known.name)
            if text:
                groups.setdefault(known.group, []).append((text, known.label))
        acting = list(groups.items())
        return [*acting[:2], self._writing(), *acting[2:], self._reading()]

    def _writing(self) -> Group:
        return (
            self.tr("Writing"),
            [
                (self.tr("Enter"), self.tr("Send")),
                (self.tr("Shift+Enter"), self.tr("New line")),
                (self.tr("Tab"), self.tr("Complete a name, room or command")),
                ("↑", self.tr("My last message again: to edit it, where the server can")),
                (self.tr("Esc"), self.tr("Cancel a reply or an edit")),
            ],
        )

    def _reading(self) -> Group:
        key = self.shortcuts.text("conversation")
        return (
            self.tr("In the conversation, after {key}").format(key=key) if key else self.tr("In the conversation"),
            [
                ("↑ ↓", self.tr("Message by message")),
                ("R", self.tr("Reply")),
                ("E", self.tr("React")),
                ("P", self.tr("Show or hide the picture or preview")),
                (self.tr("Enter"), self.tr("What can be done with it")),
                (self.tr("Ctrl+C"), self.tr("Copy")),
                (self.tr("Esc"), self.tr("Back to the entry")),
            ],
        )


def _sheet(groups: list[Group], columns: int) -> QWidget:
    """The groups side by side."""
    sheet = QWidget()
    sheet.setObjectName("sheet")
    beside = QHBoxLayout(sheet)
    beside.setContentsMargins(0, 0, 16, 0)
    beside.setSpacing(40)
    each = (len(groups) + columns - 1) // columns
    for start in range(0, len(groups), each):
        beside.addLayout(_column(groups[start : start + each]))
    beside.addStretch()
    return sheet


def _column(groups: list[Group]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(7)
    row = 0
    for name, keys in groups:
        heading = QLabel(name)
        heading.setProperty("role", "caption")
        grid.addWidget(heading, row, 0, 1, 2, Qt.AlignmentFlag.AlignBottom)
        grid.setRowMinimumHeight(row, 26)
        row += 1
        for key, what in keys:
            cap = QLabel(key)
            cap.setTextFormat(Qt.TextFormat.PlainText)
            cap.setProperty("role", "key")
            label = QLabel(what)
            label.setTextFormat(Qt.TextFormat.PlainText)
            grid.addWidget(cap, row, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(label, row, 1)
            row += 1
    grid.setRowStretch(row, 1)
    return grid
