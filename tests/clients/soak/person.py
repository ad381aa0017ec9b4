# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody at the real window: looks, types, clicks; and how long the window let them wait.

The longest pause is measured inside the process: between two ticks of a timer, and for each act of the person, less the
time that the thread was ready and the machine had no processor for it.
"""

import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TypeVar

import keyring
from keyring.backend import KeyringBackend
from PyQt6.QtCore import QEvent, QEventLoop, QMessageLogContext, QPoint, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QMessageBox, QWidget

from clients.desktop import translations
from clients.desktop.app import Desktop
from clients.desktop.conversations import Conversation
from clients.desktop.rooms import Place
from clients.desktop.settings import SavedNetwork, Settings

T = TypeVar("T")
TICK_MS = 5
PATIENCE = 20.0  # seconds until what does not come about is a failure
OF_QT = ("This plugin does not support", "wildcard call disconnects from destroyed signal of QNativeSocketEngine")


class Failure(Exception):
    """Something did not hold; the text says what."""


class StuckKeyring(KeyringBackend):
    """A keyring that waits for its prompt, which nobody answers."""

    priority = 5  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.answer = threading.Event()
        self.asked = 0
        self.answer.set()

    def get_password(self, service: str, username: str) -> str | None:
        self.asked += 1
        self.answer.wait(60)
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        self.answer.wait(60)

    def delete_password(self, service: str, username: str) -> None:
        self.answer.wait(60)


class Person:
    """A folder, and the desktop that is open on it, if one is."""

    def __init__(self, folder: Path, networks: tuple[SavedNetwork, ...]) -> None:
        self.app = QApplication.instance() or QApplication(["hubbub"])
        assert isinstance(self.app, QApplication)
        self.app.setQuitOnLastWindowClosed(False)
        self._spoken = translations.install(self.app, "en")
        self.keyring = StuckKeyring()
        keyring.set_keyring(self.keyring)
        self.folder = folder
        self.complaints: list[str] = []  # of Qt, and of exceptions that nobody caught
        self.pause, self.paused_in = 0.0, ""  # the longest one since it was asked for last, in seconds
        self.samples: list[Callable[[], None]] = []  # called at every tick
        self._last = (0.0, 0.0)
        self._tick = QTimer()
        self._tick.setTimerType(Qt.TimerType.PreciseTimer)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._ticked)
        qInstallMessageHandler(self._qt_says)
        sys.excepthook = self._uncaught
        settings = Settings(folder)
        settings.preferences.nick = "me"
        settings.preferences.notifications = False
        for network in networks:
            settings.keep_network(network)
        self.other = QWidget()  # another program's window
        self.desktop: Desktop
        self.is_open = False
        self.openings = 0
        self.open()

    def _qt_says(self, kind: QtMsgType, _context: QMessageLogContext, text: str | None) -> None:
        if kind is not QtMsgType.QtDebugMsg and not any(known in (text or "") for known in OF_QT):
            self.complaints.append(f"Qt: {text}")

    def _uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self.complaints.append("".join(traceback.format_exception(kind, error, trace)))

    # --- the window ---------------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Start the program; how long that takes is another question than how soon a window answers."""
        self.desktop = Desktop(Settings(self.folder))
        self.desktop.start("", "")
        self.desktop.window.activateWindow()
        self.is_open = True
        self.openings += 1
        self.until(self.desktop.window.isActiveWindow, "the window opens")

    def close(self) -> None:
        """End the program."""
        desktop, self.is_open = self.desktop, False
        desktop.leave()
        desktop.window.deleteLater()
        desktop.deleteLater()
        self.wait(0.05)

    def here(self) -> Conversation:
        """The conversation on the screen."""
        found = self.desktop.window.current()
        if found is None:
            raise Failure("no room is on the screen")
        return found

    def place(self, room: str, network: str) -> Conversation:
        """One of the conversations."""
        found = self.desktop.window.stage.get((network, room))
        if found is None:
            raise Failure(f"{room} of {network} is not there")
        return found

    # --- time ---------------------------------------------------------------------------------------------------------

    def until(self, condition: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
        """Let the window live until something is so. Raises Failure when it does not come about."""
        end = time.monotonic() + patience
        self._last = self._now()
        self._tick.start()
        try:
            while not condition():
                if time.monotonic() > end:
                    raise Failure(f"not in {patience:.0f} s: {what}")
                # Not an event loop of its own: the program that ends would end it for good.
                self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
                self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        finally:
            self._tick.stop()
            self._look()

    def wait(self, seconds: float) -> None:
        """Let the window live for so long."""
        end = time.monotonic() + seconds
        self.until(lambda: time.monotonic() >= end, "time passes")

    def act(self, what: Callable[[], T]) -> T:
        """Something that the person does, and the window answers at once."""
        self._look()
        self._last = self._now()
        try:
            return what()
        finally:
            self._measure("an act of the person")
            self._look()

    def _now(self) -> tuple[float, float]:
        """The time; and how long this thread was ready so far, and did not run."""
        ready = Path("/proc/thread-self/schedstat").read_text("ascii").split()[1]
        return time.monotonic(), int(ready) / 1e9

    def _measure(self, where: str, expected: float = 0.0) -> None:
        now = self._now()
        took = now[0] - self._last[0] - (now[1] - self._last[1]) - expected
        if took > self.pause:
            self.pause, self.paused_in = took, where

    def _look(self) -> None:
        for sample in self.samples if self.is_open else ():
            sample()

    def _ticked(self) -> None:
        self._measure("the event loop", TICK_MS / 1000)
        self._look()
        self._last = self._now()

    def longest_pause(self) -> tuple[float, str]:
        """Since this was asked last: seconds, and where."""
        found = self.pause, self.paused_in
        self.pause, self.paused_in = 0.0, ""
        return found

    # --- hands --------------------------------------------------------------------------------------------------------

    def go(self, place: Place) -> None:
        """Turn to a room, by a click where it is in sight."""
        rooms = self.desktop.window.rooms
        row = rooms.places.row_of(place)
        rect = rooms.visualRect(rooms.places.index(row))
        port = rooms.viewport()
        if port is not None and rooms.isVisible() and port.rect().contains(rect.center()):
            where = QPoint(60, rect.center().y())
            none = Qt.KeyboardModifier.NoModifier
            self.act(lambda: QTest.mouseClick(port, Qt.MouseButton.LeftButton, none, where))
        else:
            self.act(lambda: self.desktop.window.show_place(place))
        self.until(lambda: self.desktop.window.here == place, f"{place} is shown")
        self.wait(0.02)

    def type(self, text: str) -> None:
        """Into the entry, key by key."""
        entry = self.desktop.window.composer.entry
        for key in text:
            self.act(partial(QTest.keyClick, entry, key))

    def press(self, key: Qt.Key) -> None:
        """A key, in the entry."""
        self.act(lambda: QTest.keyClick(self.desktop.window.composer.entry, key))

    def paste(self, text: str) -> None:
        """From the clipboard into the entry; a question is answered by its main button."""
        board = QApplication.clipboard()
        assert board is not None
        board.setText(text)
        self.act(self.desktop.window.composer.entry.paste)
        self.agree()

    def agree(self) -> None:
        """Answer a question by its main button, if there is one."""
        self.wait(0.02)
        for box in self.desktop.window.findChildren(QMessageBox):
            if box.isVisible():
                self.act(box.accept)
                self.wait(0.02)
                self.desktop.window.activateWindow()

    def scroll(self, pixels: int) -> None:
        """Up (negative) or down, from what is shown."""
        self.wait(0.03)
        page = self.here().page
        bar = page.view.verticalScrollBar() if page is not None else None
        if bar is not None:
            self.act(lambda: bar.setValue(bar.value() + pixels))
        self.wait(0.03)

    def look_away(self) -> None:
        """Another program's window comes to the front."""
        self.other.show()
        self.act(self.other.activateWindow)
        self.until(lambda: not self.desktop.window.isActiveWindow(), "another window is in front")

    def look_back(self) -> None:
        """Hubbub's window comes to the front again."""
        self.other.hide()
        self.act(self.desktop.window.activateWindow)
        self.until(self.desktop.window.isActiveWindow, "the window is in front")


def resident() -> float:
    """Memory in use, in MB."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def children(widget: QWidget) -> list[QWidget]:
    """The visible widgets that stand on it."""
    return [found for found in widget.children() if isinstance(found, QWidget) and found.isVisible()]
