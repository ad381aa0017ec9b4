# SPDX-License-Identifier: GPL-3.0-or-later
"""For all tests of the desktop: offscreen, one theme, a real server on a free port, each desktop in its own folder."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import select
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError
from PyQt6.QtCore import QCoreApplication, QEvent, QTranslator
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clients.desktop import theme, translations
from clients.desktop.app import Desktop
from clients.desktop.settings import Settings
from clients.session.model import RoomKind

REPO = Path(__file__).resolve().parents[3]


def pytest_configure(config: pytest.Config) -> None:
    """What Qt says of itself is no fault of ours: what the offscreen platform cannot do, how a socket takes leave."""
    config.addinivalue_line("qt_log_ignore", "This plugin does not support")
    config.addinivalue_line("qt_log_ignore", "wildcard call disconnects from destroyed signal of QNativeSocketEngine")


class MemoryKeyring(KeyringBackend):
    """A keyring for one test."""

    priority = 5  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError(username)


@pytest.fixture(autouse=True)
def memory_keyring() -> MemoryKeyring:
    """No test ever sees the keyring of whoever runs it."""
    made = MemoryKeyring()
    keyring.set_keyring(made)
    return made


@pytest.fixture(autouse=True, scope="session")
def _english(qapp: QApplication) -> list[QTranslator]:
    """English has its singulars and plurals in a file, too."""
    return translations.install(qapp, "en")


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    if theme.theme().family == "":
        theme.apply("light")


def free_port() -> int:
    """A port nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """The real server as a process; `stop` and `start` keep port and data."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.port = free_port()
        self.folder = folder
        self.settings = settings
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        env = os.environ | {
            "HUBBUB_LISTEN": f"127.0.0.1:{self.port}",
            "HUBBUB_DATA_DIR": str(self.folder / "data"),
            "HUBBUB_LOG_DIR": str(self.folder / "logs"),
            "PYTHONUNBUFFERED": "1",
            **self.settings,
        }
        command = [sys.executable, "-m", "services.chat"]
        self.process = subprocess.Popen(
            command, cwd=REPO, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        assert self.process.stdout is not None
        ready, _, _ = select.select([self.process.stdout], [], [], 20)
        assert ready, "the server said nothing in 20 s"
        assert "running" in self.process.stdout.readline()

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(15)
            assert self.process.stdout is not None
            self.process.stdout.close()
            self.process = None


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for the tests of a file."""
    made = Server(tmp_path_factory.mktemp("server"))
    try:
        made.start()
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="module")
def other_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A second one, on a port and with data of its own."""
    made = Server(tmp_path_factory.mktemp("other"), HUBBUB_NETWORK="Elsewhere")
    try:
        made.start()
        yield made
    finally:
        made.stop()


Join = Callable[..., Desktop]


@pytest.fixture
def join(qtbot: QtBot, tmp_path: Path) -> Iterator[Join]:
    """Start a desktop as `nick` and wait until it is in the lobby."""
    made: list[Desktop] = []

    def begin(nick: str, port: int, *, wait: bool = True, address: str | None = None, again: str = "") -> Desktop:
        """`again`: the folder of somebody who was here before, who is asked nothing."""
        desktop = Desktop(Settings(tmp_path / (again or nick)))
        made.append(desktop)
        desktop.start(f"127.0.0.1:{port}" if address is None else address, nick)
        if wait:
            qtbot.waitUntil(lambda: in_room(desktop), timeout=10_000)
        return desktop

    yield begin
    for desktop in made:
        desktop.leave()
        desktop.networks.joining = None
        if desktop.dialog is not None:
            desktop.dialog.deleteLater()
        desktop.window.deleteLater()
        desktop.deleteLater()
    made.clear()
    QApplication.processEvents()
    # Now, and not when some later test runs the loop: Python may have thrown away by then what their signals call.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def in_room(desktop: Desktop) -> bool:
    """Whether a desktop shows a room it is in."""
    found = desktop.window.current()
    return found is not None and found.room.kind is RoomKind.CHANNEL and found.room.joined


def texts(desktop: Desktop) -> list[str]:
    """What was said in the room on the screen, as the view's model has it."""
    found = desktop.window.current()
    return [item.text for item in found.model.items if item.spoken] if found is not None else []


def say(desktop: Desktop, text: str) -> None:
    """Type something and press Send."""
    desktop.window.composer.entry.set_text(text)
    desktop.window.composer.send.click()
