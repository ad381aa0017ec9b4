# SPDX-License-Identifier: GPL-3.0-or-later
"""Ctrl+C, and being told to end: as closing the window, goodbyes included.

While Qt's event loop waits, Python runs no signal handlers. It does write a byte to a socket when a signal comes, and
that wakes the event loop. Source: documentation of Python's `signal.set_wakeup_fd`.
"""

import signal
import socket
from collections.abc import Callable

from PyQt6.QtCore import QObject, QSocketNotifier
from PyQt6.sip import voidptr


class SignalWatch(QObject):
    """Calls `leave` in the event loop when the process is asked to end. Keep it as long as the event loop runs."""

    def __init__(self, leave: Callable[[], None]) -> None:
        super().__init__()
        self._leave = leave
        self._woken, self._waking = socket.socketpair()
        for end in (self._woken, self._waking):
            end.setblocking(False)
        signal.set_wakeup_fd(self._waking.fileno())
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: None)
        self._notifier = QSocketNotifier(voidptr(self._woken.fileno()), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)

    def _on_signal(self) -> None:
        self._woken.recv(64)
        self._leave()
