# SPDX-License-Identifier: GPL-3.0-or-later
"""Completion in the entry: / @ # : open the list as one types, Tab completes anything. The session knows what fits."""

from PyQt6.QtCore import QObject

from clients.desktop.main_window import MainWindow
from clients.desktop.popup_list import PopupList
from clients.desktop.words import isolated, said
from clients.session.completion import Completion, word_starts

TRIGGERS = ("/", "@", "#", ":")
SHORTEST_EMOJI = 3


class Completing(QObject):
    """Serves one window's entry.

    Signals: none.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window, self.entry = window, window.composer.entry
        self.popup = PopupList(window)
        self.found = Completion(0, 0, ())
        self._cycle = -1
        self._quiet = False
        self.entry.edited.connect(self._edited)
        self.entry.complete_wanted.connect(self._tab)
        self.entry.popup_key.connect(self._key)
        self.entry.focus_changed.connect(lambda focused: None if focused else self.close())
        self.popup.chosen.connect(self._take)

    def _ask(self) -> Completion:
        found = self.window.current()
        if found is None:
            return Completion(0, 0, ())
        return found.controller.session.complete(found.room.key, self.entry.text(), self.entry.cursor_at())

    def _edited(self, text: str) -> None:
        if self._quiet:
            return
        self._cycle = -1
        cursor = self.entry.cursor_at()
        if not self.entry.being_set and any(_opens(text, start, cursor) for start in word_starts(text, cursor)):
            self.found = self._ask()
            word = text[self.found.start : cursor]
            if self.found.candidates and self.found.candidates[0].insert.strip() != word:
                self.popup.show_lines(
                    [(isolated(said(c.label)), isolated(said(c.detail))) for c in self.found.candidates],
                    self.window.composer.frame,
                )
                self.entry.popup_open = True
                return
        self.close()

    def _tab(self, step: int) -> None:
        if self._cycle < 0:
            self.found = self._ask()
        if not self.found.candidates:
            return
        self._cycle = (self._cycle + step) % len(self.found.candidates) if self._cycle >= 0 or step > 0 else -1
        self._put(self.found.candidates[self._cycle].insert)

    def _take(self, row: int) -> None:
        self.close()
        if 0 <= row < len(self.found.candidates):
            self._put(self.found.candidates[row].insert)
            self._cycle = -1

    def _put(self, text: str) -> None:
        self._quiet = True
        self.entry.replace(self.found.start, self.found.end, text)
        self.found = self.found._replace(end=self.found.start + len(text))
        self._quiet = False

    def _key(self, key: int) -> None:
        if self.popup.key(key):
            self.close()

    def close(self) -> None:
        """No suggestions now."""
        self.popup.hide()
        self.entry.popup_open = False


def _opens(text: str, start: int, cursor: int) -> bool:
    """Whether a word begins there whose first letter opens the list by itself."""
    word = text[start:cursor]
    long_enough = len(word) >= SHORTEST_EMOJI if word[:1] == ":" else bool(word)
    return word[:1] in TRIGGERS and long_enough and (word[0] != "/" or start == 0)
