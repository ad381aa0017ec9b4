# SPDX-License-Identifier: GPL-3.0-or-later
"""When Python looks for unreachable cycles: often and little, instead of seldom and for long.

A full collection looks at every object there is: with 100,000 messages it holds the window for a tenth of a second, in
the middle of whatever is going on. So what has lived through one is set aside, and each looks only at what is new. All
is looked at again when it has been long, and nobody looks at the window.
"""

import gc
import threading
import time

from PyQt6.QtCore import QObject, QTimer
from PyQt6.QtWidgets import QApplication

PACE_MS = 3000
LONG = 1800.0  # seconds
NEVER = 1_000_000  # of the oldest generation, by itself


class Collector(QObject):
    """Collects for the whole program, until it is closed. While nothing is made, it sleeps."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._before = gc.get_threshold()
        self._all = time.monotonic()  # when everything was looked at
        self._thread = threading.get_ident()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PACE_MS)
        self._soon.timeout.connect(self.collect)
        gc.freeze()  # the program itself stays
        gc.set_threshold(*self._before[:2], NEVER)
        gc.callbacks.append(self._collected)

    def _collected(self, phase: str, info: dict[str, int]) -> None:
        """Python looked at some of the younger objects: those that live are old now."""
        mine = phase == "stop" and info["generation"] == 1 and threading.get_ident() == self._thread
        if mine and not self._soon.isActive():
            self._soon.start()

    def collect(self) -> None:
        """Look at what is new, if it is much; at all, when nobody looks."""
        watched = QApplication.activeWindow() is not None
        if not watched and time.monotonic() - self._all > LONG:
            self._all = time.monotonic()
            gc.unfreeze()
        elif not gc.get_count()[2]:
            return
        gc.collect()
        gc.freeze()

    def close(self) -> None:
        """As it was before."""
        gc.callbacks.remove(self._collected)
        self._soon.stop()
        gc.unfreeze()
        gc.set_threshold(*self._before)
