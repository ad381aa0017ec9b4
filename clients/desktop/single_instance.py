# SPDX-License-Identifier: GPL-3.0-or-later
"""One window for each person and settings folder: a second start hands what it was asked for to the first, and ends.

    second -> first   {"address": "irc://…", "token": "…"}\\n      first -> second   ok\\n

The first is the one that holds the lock of the folder. It listens on a local socket in that folder (or, if that name is
too long for one, in a folder of this user's among the temporary files), which only its owner can open. `token` is what
a launcher gave the second start so that the first may come to the front (xdg-activation; Startup Notification). Whoever
gets no answer in time opens a window of its own.
"""

import contextlib
import hashlib
import json
import os
import stat
import sys
import tempfile
import time
from enum import Enum, auto
from pathlib import Path

from PyQt6.QtCore import QLockFile, QObject, QTimer, pyqtSignal
from PyQt6.QtNetwork import QLocalServer, QLocalSocket

NAME, LOCK = "window.socket", "messages.lock"
LONGEST_PATH = 80  # bytes; a socket's name takes 107, of which Qt needs some while it makes it
LONGEST_REQUEST = 8192  # bytes
ANSWER_MS = 1500
CONNECT_MS = 500
STARTING_SECONDS = 2.0  # a first one that has the lock and does not listen yet
REST = 0.05  # seconds


class Outcome(Enum):
    """What became of handing over."""

    TAKEN = auto()
    NOBODY = auto()  # there is no first window
    SILENT = auto()  # there is one, and it does not answer


class InstanceServer(QObject):
    """The first window's ear.

    Signals: asked(str address, str token), by a second start; both may be empty.
    """

    asked = pyqtSignal(str, str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._connected)
        name = socket_name(folder)
        if name:
            QLocalServer.removeServer(name)  # of one that crashed: the lock is ours
            self._server.listen(name)

    def close(self) -> None:
        """Nobody is answered any more."""
        self._server.close()

    def _connected(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            patience = QTimer(socket)
            patience.setSingleShot(True)
            patience.timeout.connect(socket.abort)
            patience.start(ANSWER_MS)
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if socket.bytesAvailable() > LONGEST_REQUEST:
            socket.abort()
        if not socket.canReadLine():
            return
        request = understood(bytes(socket.readLine(LONGEST_REQUEST)))
        if request is None:
            socket.abort()
            return
        socket.write(b"ok\n")
        socket.flush()
        socket.disconnectFromServer()
        self.asked.emit(*request)


def socket_name(folder: Path) -> str:
    """Where the first window of a settings folder listens; "" where no such name is possible."""
    if sys.platform == "win32":
        return "hubbub-" + "".join(c if c.isalnum() else "-" for c in str(folder.resolve()))[-200:]
    name = str(folder.resolve() / NAME)
    return name if len(os.fsencode(name)) <= LONGEST_PATH else _short_name(name)


def _short_name(name: str) -> str:
    """A name for a socket whose own is too long, in a folder for temporary files that is nobody else's."""
    place = Path(tempfile.gettempdir()) / f"hubbub-{os.getuid()}"
    try:
        place.mkdir(mode=0o700, exist_ok=True)
        found = place.lstat()
    except OSError:
        return ""
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        return ""
    return str(place / hashlib.sha256(os.fsencode(name)).hexdigest()[:16])


def understood(line: bytes) -> tuple[str, str] | None:
    """Address and token of a request, None if it is none."""
    try:
        said = json.loads(line)
        address, token = said["address"], said["token"]
    except (ValueError, TypeError, KeyError):
        return None
    return (address, token) if isinstance(address, str) and isinstance(token, str) else None


def hand_over(folder: Path, address: str) -> Outcome:
    """Give the address to the first window of a settings folder, waiting while one is only just starting."""
    name, until = socket_name(folder), time.monotonic() + STARTING_SECONDS
    if not name:
        return Outcome.NOBODY
    while True:
        outcome = _try(name, address)
        if outcome is not Outcome.NOBODY or time.monotonic() > until or not _starting(folder):
            return outcome
        time.sleep(REST)


def _try(name: str, address: str) -> Outcome:
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(CONNECT_MS):
        return Outcome.NOBODY
    token = os.environ.get("XDG_ACTIVATION_TOKEN") or os.environ.get("DESKTOP_STARTUP_ID") or ""
    socket.write(json.dumps({"address": address, "token": token}).encode() + b"\n")
    socket.flush()
    until = time.monotonic() + ANSWER_MS / 1000
    while not socket.canReadLine() and (left := until - time.monotonic()) > 0:
        if not socket.waitForReadyRead(max(1, round(left * 1000))):
            break
    taken = bytes(socket.readLine(16)) == b"ok\n"
    socket.abort()
    return Outcome.TAKEN if taken else Outcome.SILENT


def _starting(folder: Path) -> bool:
    """Whether somebody alive has the lock."""
    known, pid, _host, _name = QLockFile(str(folder / LOCK)).getLockInfo()
    if not known or sys.platform == "win32":
        return False
    with contextlib.suppress(OSError):
        os.kill(pid, 0)
        return pid != os.getpid()
    return False
