# SPDX-License-Identifier: GPL-3.0-or-later
"""Notifications over a real D-Bus: a service takes them, a click on one brings up the message it is about."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import QCoreApplication, QMetaType, QObject, QTimer, pyqtClassInfo, pyqtSlot
from PyQt6.QtDBus import QDBusArgument, QDBusConnection, QDBusMessage
from PyQt6.QtWidgets import QApplication

from clients.desktop.app import Desktop
from clients.desktop.notifications import PATH, SERVICE
from clients.desktop.settings import Settings
from tests.clients.desktop.conftest import REPO, Server, in_room
from tests.support.client import Client

pytestmark = pytest.mark.skipif(
    not shutil.which("dbus-daemon"), reason="dbus-daemon is not installed: apt install dbus"
)
NUMBER = 7


@pyqtClassInfo("D-Bus Interface", SERVICE)
class Service(QObject):
    """Shows nothing, writes down what it was asked to show, and clicks on it at once."""

    @pyqtSlot(QDBusMessage)
    def Notify(self, message: QDBusMessage) -> None:
        name, _, icon, title, text, actions = message.arguments()[:6]
        print(json.dumps([name, icon, title, text, actions]), flush=True)
        bus = QDBusConnection.sessionBus()
        message.setDelayedReply(True)
        bus.send(message.createReply([number()]))
        clicked = QDBusMessage.createSignal(PATH, SERVICE, "ActionInvoked")
        clicked.setArguments([number(), "default"])
        QTimer.singleShot(50, lambda: bus.send(clicked))


def number() -> QDBusArgument:
    made = QDBusArgument()
    made.add(NUMBER, QMetaType.Type.UInt.value)
    return made


def serve() -> None:
    app = QCoreApplication([])
    bus, service = QDBusConnection.sessionBus(), Service()
    assert bus.registerObject(PATH, service, QDBusConnection.RegisterOption.ExportAllSlots)
    assert bus.registerService(SERVICE)
    print("ready", flush=True)
    app.exec()


def watch(port: int, folder: str) -> None:
    """A client whose person looks at the server's own lines; it tells which message came up in the end."""
    app = QApplication(["hubbub"])
    app.setQuitOnLastWindowClosed(False)
    desktop = Desktop(Settings(Path(folder)))
    desktop.start(f"127.0.0.1:{port}", "watcher")

    def step() -> None:
        found = desktop.window.current()
        if found is None or found.page is None:
            return
        if found.room.key and in_room(desktop) and not seen:
            seen.append(found.place)
            desktop.window.show_place((found.place[0], ""))
            print("ready", flush=True)
        elif found.room.key and seen and found.page.view.lit:
            row = found.model.row_of(found.page.view.lit)
            print(found.model.items[row].text, flush=True)
            timer.stop()

    seen: list[object] = []
    timer = QTimer()
    timer.timeout.connect(step)
    timer.start(20)
    app.exec()


@pytest.fixture
def bus() -> Iterator[dict[str, str]]:
    """The environment with a session bus of its own."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout is not None
        address = daemon.stdout.readline().strip()
        try:
            yield os.environ | {"DBUS_SESSION_BUS_ADDRESS": address}
        finally:
            daemon.kill()


def test_a_click_on_a_notification_brings_up_its_message(server: Server, bus: dict[str, str], tmp_path: Path) -> None:
    here = "from tests.clients.desktop.test_notifications_bus import serve, watch; import sys; "

    def run(code: str, *arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", here + code, *arguments]
        return subprocess.Popen(command, cwd=REPO, env=bus, stdout=subprocess.PIPE, text=True)

    friend = Client(server.port)
    friend.register("friend")
    with (
        friend.socket,
        run("serve()") as service,
        run("watch(int(sys.argv[1]), sys.argv[2])", str(server.port), str(tmp_path)) as client,
    ):
        try:
            assert service.stdout is not None
            assert client.stdout is not None
            assert service.stdout.readline() == "ready\n"
            assert client.stdout.readline() == "ready\n"
            friend.send("PRIVMSG #lobby :watcher: <b>look</b> & see")
            told = json.loads(service.stdout.readline())
            assert told[:4] == ["Hubbub", "hubbub", "friend · #lobby", "watcher: &lt;b&gt;look&lt;/b&gt; &amp; see"]
            assert told[4][0] == "default"
            assert client.stdout.readline() == "watcher: <b>look</b> & see\n"
        finally:
            service.kill()
            client.kill()
