# SPDX-License-Identifier: GPL-3.0-or-later
"""What survives SIGKILL of the client: a real client process is killed in the middle, another sees what is left."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clients.desktop.app import Desktop
from clients.desktop.settings import Settings
from clients.session.model import SendState
from tests.clients.desktop.conftest import Join, Server, in_room, say, texts

REPO = Path(__file__).resolve().parents[3]
WIDE = 712
LINES = 24
PROGRAM = "import sys; from tests.clients.desktop.test_keeping import live; live(int(sys.argv[1]), sys.argv[2])"


def live(port: int, folder: str) -> None:
    """Join, talk, scroll, write a draft, lose the server, write one more message, and tell when all that is so."""
    app = QApplication(["hubbub"])
    app.setQuitOnLastWindowClosed(False)
    desktop = Desktop(Settings(Path(folder)))
    desktop.start(f"127.0.0.1:{port}", "mortal")

    def until(so: Callable[[], bool]) -> None:
        while not so():
            QApplication.processEvents()
            time.sleep(0.002)

    until(lambda: in_room(desktop))
    for number in range(LINES):
        say(desktop, f"line {number}")
        until(lambda n=number: f"line {n}" in texts(desktop))  # type: ignore[misc]
    found = desktop.window.current()
    assert found is not None
    until(lambda: all(i.send_state is SendState.SENT for i in found.model.items if i.own))
    say(desktop, "/join #attic")
    until(lambda: desktop.window.here is not None and desktop.window.here[1] == "#attic" and in_room(desktop))
    desktop.window.show_place(found.place)
    assert found.page is not None
    desktop.window.resize(WIDE, 400)
    QApplication.processEvents()
    found.page.view.show_row(8)
    transport = found.controller.transport
    assert transport is not None
    transport.socket.blockSignals(True)  # what is written from now on gets no answer
    say(desktop, "never confirmed")
    found.page.view.show_row(8)
    desktop.window.composer.entry.set_text("half a tho")
    QTimer.singleShot(1500, lambda: print("ready", flush=True))
    app.exec()


def test_everything_is_there_after_sigkill(server: Server, join: Join, qtbot: QtBot, tmp_path: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, str(server.port), str(tmp_path / "mortal")]
    with subprocess.Popen(command, cwd=REPO, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as client:
        assert client.stdout is not None
        assert client.stderr is not None
        said = client.stdout.readline()
        client.send_signal(signal.SIGKILL)
        assert said == "ready\n", client.stderr.read()
    back = join("", 0, wait=False, address="", again="mortal")
    window = back.window
    assert window.width() == WIDE
    found = window.current()
    assert found is not None
    assert found.page is not None
    assert found.room.name == "#lobby"
    assert {room for _, room in window.stage.by_place} >= {"", "#lobby", "#attic"}
    assert window.composer.entry.text() == "half a tho"
    view = found.page.view
    view.ensure()
    assert not view.at_bottom
    in_sight = [view.messages.items[row].text for row, _, _ in view.shown]
    assert "line 6" in in_sight
    assert f"line {LINES - 1}" not in in_sight
    assert texts(back).count("never confirmed") == 1
    qtbot.waitUntil(lambda: in_room(back), timeout=10_000)
    qtbot.waitUntil(lambda: all(i.send_state is SendState.SENT for i in found.model.items if i.own), timeout=10_000)
    assert texts(back).count("never confirmed") == 1
    assert texts(back).count(f"line {LINES - 1}") == 1
    assert not view.at_bottom
