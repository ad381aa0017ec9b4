# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of the settings where keys are chosen: every action, found by its name or its key, and one field for a key.

A key that does something else already is not taken away unasked: a sentence says what it does, a button takes it.
"""

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QBrush, QKeySequence
from PyQt6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from clients.desktop.shortcuts import Shortcuts
from clients.desktop.theme import theme, tint_clear_button

NAME = Qt.ItemDataRole.UserRole


class ShortcutPage(QWidget):
    """Actions and their keys.

    Signals: none; what is chosen applies at once.
    """

    def __init__(self, shortcuts: Shortcuts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shortcuts = shortcuts
        self._wanted = QKeySequence()  # has another owner; the button takes it
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find an action or a key"))
        self.field.setAccessibleName(self.tr("Find an action or a key"))
        self.field.setClearButtonEnabled(True)
        tint_clear_button(self.field)
        self.list = QTreeWidget()
        self.list.setAccessibleName(self.tr("Actions and their keys"))
        self.list.setHeaderLabels([self.tr("Action"), self.tr("Keys")])
        self.list.setRootIsDecorated(False)
        self.list.setIndentation(14)
        self.label = QLabel()
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.key = QKeySequenceEdit()
        self.key.setMaximumSequenceLength(1)
        self.key.setAccessibleName(self.tr("New key"))
        self.take = self._button(self.tr("Use it here instead"))
        self.none = self._button(self.tr("No key"))
        self.reset = self._button(self.tr("Reset"))
        self.reset_all = self._button(self.tr("Reset all"))
        self.said = QLabel()
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.said.setProperty("role", "muted")
        self._lay_out()
        self._fill()
        self._connect()
        self._turned()

    def _button(self, label: str) -> QPushButton:
        made = QPushButton(label)
        made.setAutoDefault(False)
        return made

    def _lay_out(self) -> None:
        header = self.list.header()
        if header is not None:
            header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
            header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
            header.setStretchLastSection(False)
        find = QHBoxLayout()
        find.addWidget(self.field, 1)
        find.addWidget(self.reset_all)
        choose = QHBoxLayout()
        choose.addWidget(self.key, 1)
        choose.addWidget(self.none)
        choose.addWidget(self.reset)
        say = QHBoxLayout()
        say.addWidget(self.said, 1)
        say.addWidget(self.take)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 20, 12, 4)
        box.setSpacing(8)
        box.addLayout(find)
        box.addWidget(self.list, 1)
        box.addWidget(self.label)
        box.addLayout(choose)
        box.addLayout(say)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._filter)
        self.list.currentItemChanged.connect(self._turned)
        self.list.itemActivated.connect(lambda _item, _column: self.key.setFocus())
        self.key.editingFinished.connect(self._pressed)
        self.take.clicked.connect(self._take)
        self.none.clicked.connect(lambda: self._choose([]))
        self.reset.clicked.connect(self._reset)
        self.reset_all.clicked.connect(self._reset_all)
        self.shortcuts.changed.connect(self._show_keys)

    # --- the list ---------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        groups: dict[str, QTreeWidgetItem] = {}
        for known in self.shortcuts.known.values():
            group = groups.get(known.group)
            if group is None:
                group = groups[known.group] = QTreeWidgetItem([known.group])
                group.setFlags(Qt.ItemFlag.ItemIsEnabled)
                group.setFont(0, theme().font(bold=True))
                self.list.addTopLevelItem(group)
                group.setExpanded(True)
            row = QTreeWidgetItem([known.label])
            row.setData(0, NAME, known.name)
            group.addChild(row)
        self._show_keys()
        first = self.rows()[0] if self.rows() else None
        self.list.setCurrentItem(first)

    def rows(self) -> list[QTreeWidgetItem]:
        """The lines that are actions."""
        groups = [self.list.topLevelItem(row) for row in range(self.list.topLevelItemCount())]
        rows = [group.child(row) for group in groups if group is not None for row in range(group.childCount())]
        return [row for row in rows if row is not None]

    def _show_keys(self) -> None:
        for row in self.rows():
            name = row.data(0, NAME)
            row.setText(1, self.shortcuts.texts(name))
            font = theme().font(bold=self.shortcuts.chosen(name))
            row.setFont(1, font)
            row.setForeground(1, QBrush(theme().colour("accent" if self.shortcuts.chosen(name) else "muted")))
        self._show_current()

    def _filter(self, words: str) -> None:
        wanted = words.casefold().strip()
        for row in self.rows():
            row.setHidden(not any(wanted in row.text(column).casefold() for column in (0, 1)))
        for number in range(self.list.topLevelItemCount()):
            group = self.list.topLevelItem(number)
            if group is not None:
                children = [group.child(row) for row in range(group.childCount())]
                group.setHidden(all(child is None or child.isHidden() for child in children))
        current = self.list.currentItem()
        if current is None or current.isHidden():
            self.list.setCurrentItem(next((row for row in self.rows() if not row.isHidden()), None))

    def _name(self) -> str:
        current = self.list.currentItem()
        return (current.data(0, NAME) or "") if current is not None else ""

    # --- one action -------------------------------------------------------------------------------------------------

    def _turned(self) -> None:
        self._say("")
        self._show_current()

    def _show_current(self) -> None:
        name = self._name()
        for widget in (self.key, self.none, self.reset):
            widget.setEnabled(bool(name))
        self.reset_all.setEnabled(any(self.shortcuts.chosen(known) for known in self.shortcuts.known))
        if not name:
            self.label.setText("")
            self.key.clear()
            return
        self.label.setText(self.tr("Press the new key for “{action}”:").format(action=self.shortcuts.known[name].label))
        self.none.setEnabled(bool(self.shortcuts.keys(name)))
        self.reset.setEnabled(self.shortcuts.chosen(name))
        keys = self.shortcuts.keys(name)
        self.key.blockSignals(True)
        self.key.setKeySequence(keys[0] if keys else QKeySequence())
        self.key.blockSignals(False)

    def _say(self, sentence: str, wanted: QKeySequence | None = None) -> None:
        self._wanted = wanted or QKeySequence()
        self.said.setText(sentence)
        self.take.setVisible(wanted is not None)

    def _pressed(self) -> None:
        name, key = self._name(), self.key.keySequence()
        if not self.isVisible() or not name or key.isEmpty() or key in self.shortcuts.keys(name):
            return
        refusal = self.shortcuts.refusal(key)
        owner = self.shortcuts.owner(key)
        if refusal:
            self._show_current()
            self._say(refusal)
        elif owner is not None:
            self._say_owner(key, owner.label)
        else:
            self._choose([key])

    def _say_owner(self, key: QKeySequence, owner: str) -> None:
        shown = key.toString(QKeySequence.SequenceFormat.NativeText)
        self._say(self.tr("{key} already does “{action}”.").format(key=shown, action=owner), key)

    def _take(self) -> None:
        self._choose([self._wanted])

    def _choose(self, keys: list[QKeySequence]) -> None:
        self._say("")
        self.shortcuts.choose(self._name(), keys)

    def _reset(self) -> None:
        name = self._name()
        self._say("")
        self.shortcuts.reset(name)
        for text in self.shortcuts.known[name].defaults:
            key = QKeySequence.fromString(text)
            owner = self.shortcuts.owner(key)
            if owner is not None and owner.name != name:
                self._say_owner(key, owner.label)

    def _reset_all(self) -> None:
        self._say("")
        self.shortcuts.reset(*self.shortcuts.known)
