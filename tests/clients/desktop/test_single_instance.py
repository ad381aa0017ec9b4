# SPDX-License-Identifier: GPL-3.0-or-later
"""A second start raises the window that is there and opens the room; stale sockets, hanging windows, other folders."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtNetwork import QLocalServer, QLocalSocket
from pytestqt.qtbot import QtBot

from clients.desktop import register
from clients.desktop.app import Desktop
from clients.desktop.single_instance import NAME, InstanceServer, Outcome, hand_over, socket_name, understood
from tests.clients.desktop.conftest import REPO, Join, Server, in_room


@pytest.fixture
def folder() -> Iterator[Path]:
    """A short one: names of sockets are bounded, and those of tests' folders are long."""
    with tempfile.TemporaryDirectory(prefix="hub-") as made:
        yield Path(made)


@pytest.fixture
def first(server: Server, join: Join, qtbot: QtBot, folder: Path) -> Desktop:
    return join("first", server.port, again=str(folder))


def rooms(desktop: Desktop) -> set[str]:
    return {room for _, room in desktop.window.stage.by_place}


def second(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    """The program, started once more."""
    command = [sys.executable, "-m", "clients.desktop", "--profile", str(folder), *words]
    return subprocess.Popen(command, cwd=REPO, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"})


def test_a_second_start_raises_the_window_and_opens_the_room(
    first: Desktop, server: Server, qtbot: QtBot, folder: Path
) -> None:
    first.window.showMinimized()
    other = second(folder, f"irc://127.0.0.1:{server.port}/#porch")
    qtbot.waitUntil(lambda: other.poll() is not None, timeout=20_000)
    assert other.returncode == 0
    assert not first.window.isMinimized()
    qtbot.waitUntil(lambda: first.window.here is not None and first.window.here[1] == "#porch" and in_room(first))
    assert first.dialog is None


def test_what_is_not_known_is_asked_about_and_never_connected_to(first: Desktop, qtbot: QtBot) -> None:
    first.come_forward("ircs://x:secret@elsewhere.example/#room", "")
    assert first.dialog is not None
    assert first.dialog.address.text() == "ircs://elsewhere.example/#room"
    assert "password in this address" in first.dialog.error.text()
    assert len(first.window.controllers) == 1
    first.come_forward("irc://other.example/#room", "")
    assert first.dialog.address.text() == "irc://other.example/#room"
    first.dialog.reject()


def test_a_link_without_a_port_leads_to_the_network_of_that_host(first: Desktop, qtbot: QtBot) -> None:
    first.come_forward("irc://127.0.0.1/#balcony", "")
    assert first.dialog is None
    qtbot.waitUntil(lambda: "#balcony" in rooms(first))


def test_a_link_within_a_conversation_opens_here(first: Desktop, server: Server, qtbot: QtBot) -> None:
    first.wiring.open_link(f"irc://127.0.0.1:{server.port}/#attic")
    qtbot.waitUntil(lambda: "#attic" in rooms(first))


def test_before_the_first_welcome_the_dialog_comes_forward(join: Join, qtbot: QtBot, folder: Path) -> None:
    desktop = join("", 0, wait=False, address="", again=str(folder))
    assert desktop.dialog is not None
    desktop.come_forward("", "")
    assert desktop.dialog.isVisible()
    assert not desktop.window.isVisible()


def test_another_folder_and_a_stale_socket_are_nobody(folder: Path, qapp: object) -> None:
    assert hand_over(folder, "") is Outcome.NOBODY
    (folder / NAME).write_bytes(b"")
    assert hand_over(folder, "") is Outcome.NOBODY
    server = InstanceServer(folder)
    assert (folder / NAME).stat().st_mode & 0o077 == 0
    done: list[Outcome] = []
    thread = threading.Thread(target=lambda: done.append(hand_over(folder, "irc://h/#a")))
    asked: list[tuple[str, str]] = []
    server.asked.connect(lambda *words: asked.append(words))
    thread.start()
    until = time.monotonic() + 10
    while not done and time.monotonic() < until:
        qapp.processEvents()  # type: ignore[attr-defined]
    thread.join()
    assert done == [Outcome.TAKEN]
    assert asked == [("irc://h/#a", os.environ.get("XDG_ACTIVATION_TOKEN", os.environ.get("DESKTOP_STARTUP_ID", "")))]
    server.close()


def test_one_that_hangs_is_not_waited_for(folder: Path, qapp: object) -> None:
    mute = QLocalServer()
    mute.listen(socket_name(folder))
    assert hand_over(folder, "") is Outcome.SILENT
    mute.close()


def test_one_that_is_stopped_keeps_no_second_window_from_opening(server: Server, qtbot: QtBot, folder: Path) -> None:
    address = f"irc://127.0.0.1:{server.port}"
    hung = second(folder, address)
    try:
        qtbot.waitUntil((folder / NAME).exists, timeout=20_000)
        hung.send_signal(signal.SIGSTOP)
        other = second(folder, address)
        try:
            with pytest.raises(subprocess.TimeoutExpired):
                other.wait(6)
        finally:
            other.kill()
            other.wait()
    finally:
        hung.kill()
        hung.wait()


def test_nonsense_is_no_request(first: Desktop, qtbot: QtBot, folder: Path) -> None:
    for said in (b"\n", b"[]\n", b'{"address": 5, "token": ""}\n', b"\xff\n", b"x" * 20_000):
        socket = QLocalSocket()
        socket.connectToServer(socket_name(folder))
        assert socket.waitForConnected(1000)
        socket.write(said)
        socket.flush()
        with qtbot.waitSignal(socket.disconnected):
            pass
    assert understood(b'{"address": "a", "token": "b", "more": 1}') == ("a", "b")
    assert first.dialog is None


def test_a_new_window_is_one_more(first: Desktop, server: Server, qtbot: QtBot, folder: Path) -> None:
    for words in (("--new-window",), ("--nick", "somebody")):
        other = second(folder, *words, f"irc://127.0.0.1:{server.port}")
        try:
            with pytest.raises(subprocess.TimeoutExpired):
                other.wait(3)
        finally:
            other.kill()
            other.wait()
    assert first.window.windowState() & Qt.WindowState.WindowMinimized == Qt.WindowState.WindowNoState


def test_links_are_registered_for_this_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tools = tmp_path / "bin dir"
    tools.mkdir()
    (tools / "xdg-mime").write_text(f'#!/bin/sh\necho "$@" > "{tmp_path}/said"\n')
    (tools / "xdg-mime").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setattr(sys, "executable", str(tools / "python"))
    said = register.register()
    entry = (tmp_path / "share" / "applications" / "hubbub.desktop").read_text()
    assert f'Exec="{tools}/hubbub" %u' in entry
    assert "MimeType=x-scheme-handler/irc;x-scheme-handler/ircs;" in entry
    assert (tmp_path / "share" / "icons" / "hicolor" / "scalable" / "apps" / "hubbub.svg").is_file()
    assert (tmp_path / "said").read_text().split() == ["default", "hubbub.desktop", *register.SCHEMES]
    assert "open with it" in said


def test_a_long_name_of_a_folder_is_no_hindrance_and_nobody_elses_place_is_used(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    one, two = socket_name(tmp_path / ("x" * 100)), socket_name(tmp_path / ("y" * 100))
    place = folder / f"hubbub-{os.getuid()}"
    assert {Path(one).parent, Path(two).parent} == {place}
    assert one != two
    place.chmod(0o777)
    assert socket_name(tmp_path / ("x" * 100)) == ""
