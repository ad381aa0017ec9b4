# SPDX-License-Identifier: GPL-3.0-or-later
"""Passwords: in the system's keyring or nowhere. Never in a file of ours, never in the message store.

Rules:
- A keyring that writes plain text, or none at all, counts as absent: then the person is asked each time, and told so.
  One that fails is no keyring.
- Every call to a keyring is made by one thread of its own, for it may take long (the library a third of a second to
  load), wait for a person (a locked one prompts), or never come back. The window's thread only asks, and is answered by
  a signal. After `PATIENCE_MS` it is told that there is no answer yet; a later one is still told
  (docs/decisions/0014-the-keyring-has-a-thread.md).
- A password of an account is kept as `account@network`, that of a server as `@network`.
"""

import contextlib
import queue
import threading
from collections.abc import Callable
from dataclasses import replace

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from clients.session.config import SessionConfig

SERVICE = "hubbub"
SAFE = 1  # keyring's own mark: backends below it are "not recommended"
PATIENCE_MS = 1000  # until a person is asked
WRITING_PATIENCE_MS = 30_000  # until a person hears that nothing was kept; a locked keyring is unlocked meanwhile
LAST_SECONDS = 1.0  # at the end of the program: for what is still to be written
Answer = Callable[[str | None], None]
Filled = Callable[[SessionConfig, str | None], None]


class Passwords(QObject):
    """The keyring, as far as there is one.

    Signals: known(), whether there is one, or that it is silent, after `look` ; failed(str network, bool kept), it did
    not take a password (kept False) or did not give one up (True).
    """

    known = pyqtSignal()
    failed = pyqtSignal(str, bool)
    _came = pyqtSignal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.available: bool | None = None  # None: not known yet
        self.silent = False  # it has not said for longer than a moment
        self._requests: queue.SimpleQueue[tuple[int, str, tuple[str, ...]] | None] = queue.SimpleQueue()
        self._waiting: dict[int, Callable[[object], None]] = {}
        self._number = 0
        self._unwritten = 0  # passwords to be kept or forgotten
        self._thread: threading.Thread | None = None
        self._came.connect(self._answered)

    # --- asking -------------------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Find out whether there is a keyring."""
        if self.available is None:
            timer = self._after(PATIENCE_MS, self._wait_no_longer)
            self._ask("", (), lambda _answer: timer.deleteLater())

    def _wait_no_longer(self) -> None:
        if self.available is None:
            self.silent = True
            self.known.emit()

    def get(self, network: str, account: str, done: Answer) -> None:
        """The password of an account, or of the server ("" as account): "" if none is kept.

        None: no answer yet; `done` is called again if one comes.
        """
        timer = self._after(PATIENCE_MS, lambda: done(None))

        def came(answer: object) -> None:
            timer.deleteLater()
            done(answer if isinstance(answer, str) else "")

        self._ask("get_password", (network, account), came)

    def fill(self, config: SessionConfig, server: bool, done: Filled) -> None:
        """Put the passwords that are kept into `config`: of its account, and of the server if it wants one (`server`).

        `done` gets whose is missing (an account, or "" for the server's), None if nothing is. A keyring that is late
        makes it be called twice.
        """
        wanted = [config.account] if config.account and not config.password else []
        wanted += [""] if server and not config.server_password else []
        if not wanted:
            done(config, None)
            return
        account = wanted[0]

        def came(password: str | None) -> None:
            if not password:
                done(config, account)
            elif account:
                self.fill(replace(config, password=password), server, done)
            else:
                self.fill(replace(config, server_password=password), server, done)

        self.get(config.key, account, came)

    def keep(self, network: str, account: str, password: str) -> None:
        """Keep it; `failed` tells if it could not be."""
        self._write("set_password", (network, account, password), kept=False)

    def forget(self, network: str, account: str) -> None:
        """It is no longer wanted."""
        self._write("delete_password", (network, account), kept=True)

    def close(self) -> None:
        """At the end of the program: what was to be written is, unless the keyring takes longer than a moment."""
        if self._thread is not None:
            self._requests.put(None)
            if self._unwritten:
                self._thread.join(LAST_SECONDS)
            self._thread = None
        self._waiting.clear()

    def _write(self, what: str, words: tuple[str, ...], *, kept: bool) -> None:
        network = words[0]
        timer = self._after(WRITING_PATIENCE_MS, lambda: self.failed.emit(network, kept))

        def came(answer: object) -> None:
            self._unwritten -= 1
            late = not timer.isActive()
            timer.deleteLater()
            if answer is False and not late:
                self.failed.emit(network, kept)

        self._unwritten += 1
        self._ask(what, words, came)

    def _after(self, wait_ms: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(then)
        timer.start(wait_ms)
        return timer

    def _ask(self, what: str, words: tuple[str, ...], came: Callable[[object], None]) -> None:
        self._number += 1
        self._waiting[self._number] = came
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="keyring", daemon=True)
            self._thread.start()
        self._requests.put((self._number, what, words))

    def _answered(self, number: int, answer: object) -> None:
        there, result = answer if isinstance(answer, tuple) else (False, False)
        if self.available is not there or self.silent:
            self.available, self.silent = there, False
            self.known.emit()
        came = self._waiting.pop(number, None)
        if came is not None:
            came(result)

    # --- the thread's -------------------------------------------------------------------------------------------------

    def _work(self) -> None:
        """The thread: one call after the other. It touches nothing of the window's but the queue and the signal."""
        backend = _keyring()
        while (request := self._requests.get()) is not None:
            number, what, words = request
            result = _call(backend, what, words) if backend is not None else False
            with contextlib.suppress(RuntimeError):  # the window is gone
                self._came.emit(number, (backend is not None, result))


def _keyring() -> object | None:
    """The keyring of this computer, None if it has no safe one."""
    try:
        import keyring  # noqa: PLC0415
        from keyring.backends.chainer import ChainerBackend  # noqa: PLC0415

        found = keyring.get_keyring()
        # A chain falls back to whatever works, plain text too: its best link only.
        links = list(found.backends)[:1] if isinstance(found, ChainerBackend) else [found]
        return next((link for link in links if link.priority >= SAFE), None)
    except Exception:  # backends raise what they like
        return None


def _call(backend: object, what: str, words: tuple[str, ...]) -> object:
    """A password; False when the keyring failed; else anything."""
    if not what:
        return None
    network, account, *more = words
    place = (SERVICE, f"{account}@{network}")
    try:
        if what == "delete_password" and not backend.get_password(*place):  # type: ignore[attr-defined]
            return None
        return getattr(backend, what)(*place, *more)
    except Exception:  # locked, refused, gone from the bus
        return False
