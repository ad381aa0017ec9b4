# SPDX-License-Identifier: GPL-3.0-or-later
"""Words that are typed where nothing can be written go to where they are meant for: the entry, above all.

Who clicked a room, a person or a button and goes on typing means to write. So printable keys, what an input method
composes (dead keys and AltGr among it) and a paste are passed on, with the keyboard; keys that print nothing stay.
"""

import sys
from collections.abc import Callable

from PyQt6.QtCore import QEvent, QObject, Qt, QTimer
from PyQt6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence
from PyQt6.QtWidgets import QApplication, QWidget

COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier  # as Windows reports it
OPTION = Qt.KeyboardModifier.AltModifier  # types letters on a Mac


def is_typed(event: QKeyEvent) -> bool:
    """Whether a key writes something, or pastes."""
    if event.matches(QKeySequence.StandardKey.Paste):
        return True
    if not event.text() or not event.text().isprintable():
        return False
    commands = event.modifiers() & COMMANDS
    return not commands or commands == ALT_GR or (sys.platform == "darwin" and commands == OPTION)


class TypedHere(QObject):
    """Passes what is typed in the watched widgets on to `target`, as long as that is on the screen."""

    def __init__(self, target: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self.target = target
        self._keeps: dict[QObject, Callable[[QKeyEvent], bool]] = {}
        self._passing = False
        self._soon = QTimer(self)  # a list that gets the keyboard turns input methods off, as it cannot be edited
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.let_compose)

    def watch(self, widget: QWidget, keeps: Callable[[QKeyEvent], bool] = lambda _event: False) -> None:
        """Watch a widget, which `keeps` some keys for itself. What its children do not take comes to it, too."""
        self._keeps[widget] = keeps
        widget.installEventFilter(self)
        widget.destroyed.connect(lambda: self._keeps.pop(widget, None))

    def let_compose(self) -> None:
        """Let input methods, dead keys among them, begin a word where the keyboard is, if no letters are kept there."""
        focus, method = QApplication.focusWidget(), QGuiApplication.inputMethod()
        keeps = self._keeps.get(focus) if focus is not None else None
        if focus is not None and keeps is not None:
            letter = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ")
            focus.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, not keeps(letter))
            if method is not None:
                method.update(Qt.InputMethodQuery.ImEnabled)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        keeps = self._keeps.get(watched) if watched is not None else None
        if keeps is None or event is None or self._passing or not self.target.isVisible():
            return False
        if event.type() == QEvent.Type.FocusIn:
            self._soon.start()
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            meant = is_typed(event) and not keeps(event)
        else:
            meant = isinstance(event, QInputMethodEvent) and bool(event.commitString() or event.preeditString())
        if meant:
            self._passing = True
            try:
                self.target.setFocus(Qt.FocusReason.OtherFocusReason)
                QApplication.sendEvent(self.target, event)
            finally:
                self._passing = False
        return meant
