# SPDX-License-Identifier: GPL-3.0-or-later
"""Which keys do what: the menus say what there is and by which keys, the person says otherwise (desktop.toml).

Rules: a key does one thing. Who chose it comes before a default, and of two who chose it the first in the menus has
it; the other goes without. What cannot be a shortcut (a letter, Enter, Copy) is passed over. Everything that shows keys
asks here and listens to `changed`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PyQt6.QtCore import QKeyCombination, QObject, Qt, pyqtSignal
from PyQt6.QtGui import QAction, QKeySequence
from PyQt6.QtWidgets import QWidget

from clients.desktop.settings import Settings

Native = QKeySequence.SequenceFormat.NativeText
Portable = QKeySequence.SequenceFormat.PortableText
Standard = QKeySequence.StandardKey
Modifier = Qt.KeyboardModifier
EDITING = (Standard.Copy, Standard.Cut, Standard.Paste, Standard.Undo, Standard.Redo, Standard.SelectAll)
CHORDS = Modifier.ControlModifier | Modifier.AltModifier | Modifier.MetaModifier
LONGEST = 4  # keys for one action


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done. `name` is its key in desktop.toml, `defaults` are portable texts ("Ctrl+K")."""

    name: str
    menu: str
    icon: str
    action: QAction
    run: Callable[[], object]
    defaults: tuple[str, ...]
    offered: Callable[[], bool] = lambda: True  # the server can do it

    @property
    def group(self) -> str:
        return self.menu.replace("&", "")

    @property
    def label(self) -> str:
        return self.action.text().replace("&", "").rstrip("… ")


class Shortcuts(QObject):
    """The keys of one window's actions.

    Signals: changed(), some action has other keys now.
    """

    changed = pyqtSignal()

    def __init__(self, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self.settings = settings
        self.known: dict[str, Action] = {}

    def add(self, action: Action) -> None:
        """One more; it has its keys after `apply`."""
        self.known[action.name] = action

    # --- asking -----------------------------------------------------------------------------------------------------

    def keys(self, name: str) -> list[QKeySequence]:
        """What an action is done by now."""
        return self.known[name].action.shortcuts()

    def text(self, name: str) -> str:
        """Its first key as people read it, "" without one."""
        return next((key.toString(Native) for key in self.keys(name)), "")

    def texts(self, name: str) -> str:
        """All of its keys as people read them."""
        return ", ".join(key.toString(Native) for key in self.keys(name))

    def chosen(self, name: str) -> bool:
        """Whether the person said what its keys are."""
        return name in self.settings.shortcuts

    def owner(self, key: QKeySequence) -> Action | None:
        """Who does something by this key now."""
        return next((known for known in self.known.values() if key in known.action.shortcuts()), None)

    def refusal(self, key: QKeySequence) -> str:
        """Why a key can be no shortcut; "" if it can."""
        shown = key.toString(Native)
        if not usable(key):
            return self.tr("{key} alone is needed for writing. Take it together with Ctrl or Alt.").format(key=shown)
        if key in editing():
            return self.tr("{key} is needed for editing text.").format(key=shown)
        for menu in {known.menu for known in self.known.values()}:
            if key == QKeySequence.mnemonic(menu):
                return self.tr("{key} opens the menu {menu}.").format(key=shown, menu=menu.replace("&", ""))
        return ""

    # --- changing ---------------------------------------------------------------------------------------------------

    def choose(self, name: str, keys: list[QKeySequence]) -> None:
        """These keys from now on, none if the list is empty; who had one of them chosen goes without it."""
        for other, mine in list(self.settings.shortcuts.items()):
            left = tuple(key for key in mine if QKeySequence.fromString(key, Portable) not in keys)
            if other != name and left != mine:
                self.settings.choose_shortcut(other, left)
        self.settings.choose_shortcut(name, tuple(key.toString(Portable) for key in keys))
        self.apply()

    def reset(self, *names: str) -> None:
        """The keys these had at first."""
        for name in names:
            self.settings.choose_shortcut(name, None)
        self.apply()

    def apply(self) -> None:
        """Give every action its keys: those that were chosen first, then the defaults that are left."""
        taken: list[QKeySequence] = []
        given: dict[str, list[QKeySequence]] = {}
        for name in sorted(self.known, key=lambda name: not self.chosen(name)):  # stable: else as in the menus
            given[name] = [key for key in self._wanted(name)[:LONGEST] if key not in taken]
            taken += given[name]
        for name, keys in given.items():
            self.known[name].action.setShortcuts(keys)
        self.changed.emit()

    def _wanted(self, name: str) -> list[QKeySequence]:
        chosen = self.settings.shortcuts.get(name)
        if chosen is not None:
            keys = [QKeySequence.fromString(text, Portable) for text in chosen]
            sound = [key for key in keys if not self.refusal(key)]
            if sound or not chosen:
                return sound
        return [QKeySequence.fromString(text, Portable) for text in self.known[name].defaults]

    def explain(self, widget: QWidget, name: str, text: str) -> None:
        """Keep a widget's tooltip true: what it does, and by which key."""

        def say() -> None:
            key = self.text(name)
            widget.setToolTip(f"{text} ({key})" if key else text)

        self.changed.connect(say)
        say()


def editing() -> list[QKeySequence]:
    """Keys that every text field has."""
    return [key for standard in EDITING for key in QKeySequence.keyBindings(standard)]


def usable(key: QKeySequence) -> bool:
    """Whether a key would not get into the way of writing, and is one that exists."""
    if key.count() != 1:
        return False
    combination: QKeyCombination = key[0]
    pressed = combination.key()
    if pressed in (Qt.Key.Key_unknown, Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta):
        return False
    if combination.keyboardModifiers() & CHORDS or Qt.Key.Key_F1 <= pressed <= Qt.Key.Key_F35:
        return True
    return pressed == Qt.Key.Key_Escape and bool(combination.keyboardModifiers() & Modifier.ShiftModifier)
