# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is on the screenshots and how they get there: the real server, people on connections of their own, a camera."""

import os
import select
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PyQt6.QtCore import QEventLoop, QPoint
from PyQt6.QtGui import QImage, QPainter, QPixmap
from PyQt6.QtWidgets import QApplication, QWidget

from clients.desktop.app import Desktop
from clients.desktop.controller import Controller
from clients.session.config import SessionConfig

REPO = Path(__file__).resolve().parents[1]
# The real server, whose events are as many minutes old as a file says: a morning's talk is said in a second.
STAGED = """
import sys, time, types
from pathlib import Path
from services.chat import command_line, ids
behind = Path(sys.argv.pop())
ids.time = types.SimpleNamespace(time_ns=lambda: time.time_ns() - int(behind.read_text()) * 60_000_000_000)
sys.exit(command_line.main([]))
"""


def spin(until: Callable[[], bool] = lambda: False, seconds: float = 8.0) -> None:
    """Run the event loop until something is so."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        if until():
            break
        select.select([], [], [], 0.005)


def start_server(folder: Path) -> tuple[subprocess.Popen[str], int]:
    """The real server on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    env = os.environ | {
        "HUBBUB_LISTEN": f"127.0.0.1:{port}",
        "HUBBUB_DATA_DIR": str(folder / "data"),
        "HUBBUB_LOG_DIR": str(folder / "logs"),
    }
    minutes_ago(folder, 75)
    command = [sys.executable, "-c", STAGED, str(folder / "behind")]
    server = subprocess.Popen(command, cwd=REPO, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert server.stdout is not None
    first = server.stdout.readline()
    if "running" not in first:
        raise SystemExit(first + server.stdout.read())
    return server, port


def minutes_ago(folder: Path, minutes: int) -> None:
    """What the server is told from now on was that long ago."""
    (folder / "behind.new").write_text(str(minutes))
    (folder / "behind.new").replace(folder / "behind")


class Person:
    """Somebody in the room, on a connection of their own."""

    def __init__(self, nick: str, port: int) -> None:
        self.controller = Controller(SessionConfig(nick=nick, port=port))
        self.controller.connect_now()
        spin(lambda: "#lobby" in self.controller.network.rooms)
        spin(lambda: self.controller.network.rooms["#lobby"].joined)

    def say(self, text: str, room: str = "#lobby", reply_to: str = "") -> None:
        """Say something and wait for the echo."""
        session = self.controller.session
        self.controller.act(session.submit, room, text, time.time(), reply_to=reply_to)
        spin(seconds=0.08)

    def message(self, part: str) -> str:
        """The msgid of a message, "" for no part."""
        items = self.controller.network.rooms["#lobby"].items
        return next(i.msgid for i in reversed(items) if part in i.text) if part else ""

    def react(self, part: str, emoji: str) -> None:
        """React to a message."""
        self.controller.act(self.controller.session.react, "#lobby", self.message(part), emoji, time.time())
        spin(seconds=0.08)


class Sam(Person):
    """Whose window is on the pictures."""

    def __init__(self, desktop: Desktop, port: int) -> None:
        desktop.start(f"127.0.0.1:{port}", "sam")
        spin(lambda: desktop.window.current() is not None and len(desktop.window.stage.by_place) > 1)
        found = desktop.window.current()
        assert found is not None
        self.controller = found.controller


class Camera:
    """Takes the pictures."""

    def __init__(self, folder: Path, suffix: str) -> None:
        self.folder, self.suffix = folder, suffix
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, name: str, window: QWidget, over: QWidget | None = None) -> None:
        """A picture of a window, with a pop-up over it."""
        if over is None:
            window.activateWindow()
        spin(seconds=0.15)
        picture = QPixmap(window.grab())
        if over is not None:
            painter = QPainter(picture)
            painter.drawPixmap(window.mapFromGlobal(over.mapToGlobal(QPoint(0, 0))), over.grab())
            painter.end()
        small = picture.toImage().convertToFormat(QImage.Format.Format_RGB888)  # 256 colours would not be the theme's
        small.save(str(self.folder / f"{name}{self.suffix}.png"))
