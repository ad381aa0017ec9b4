# SPDX-License-Identifier: GPL-3.0-or-later
"""Everybody at once in the lobby: two windows, irssi, `nc` and a tutorial's client, each seeing all the others.

Then the server is killed in the middle of it, and nothing that anyone saw is lost.
"""

import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest
from pytestqt.qtbot import QtBot

from clients.desktop.app import Desktop
from tests.clients.desktop.conftest import Join, Server, say, texts
from tests.support.client import Client
from tests.support.terminal import Screen
from tests.support.tutorial import TutorialClient

pytestmark = pytest.mark.timeout(120)

IRSSI = """
servers = ( {{ address = "127.0.0.1"; chatnet = "hubbub"; port = "{port}"; autoconnect = "yes"; }} );
chatnets = {{ hubbub = {{ type = "IRC"; nick = "irma"; }}; }};
settings = {{ core = {{ real_name = "Irma"; user_name = "irma"; nick = "irma"; }}; }};
"""


class Netcat:
    """A person with `nc`."""

    def __init__(self, port: int, nick: str) -> None:
        command = ["nc", "127.0.0.1", str(port)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        self._shown = b""
        self._thread = threading.Thread(target=self._read)
        self._thread.start()
        self.type(nick)

    def _read(self) -> None:
        assert self._process.stdout is not None
        while data := self._process.stdout.read(4096):
            self._shown += data

    def type(self, text: str) -> None:
        """Type a line and press Enter."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{text}\n".encode())

    def has_shown(self, text: str) -> bool:
        """Whether `text` has been shown by now."""
        return text in self._shown.decode()

    def stop(self) -> None:
        """Press Ctrl+C."""
        self._process.terminate()
        self._process.wait()
        self._thread.join()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            pipe.close()


class Window:
    """A person with a desktop window."""

    def __init__(self, desktop: Desktop) -> None:
        self.type: Callable[[str], None] = lambda text: say(desktop, text)
        self._desktop = desktop

    def has_shown(self, text: str) -> bool:
        """Whether `text` is in the conversation."""
        return text in texts(self._desktop)


class Irssi:
    """A person with irssi, in whose second window the lobby is."""

    def __init__(self, screen: Screen) -> None:
        self.type = screen.type
        self._screen = screen

    def has_shown(self, text: str) -> bool:
        """Whether `text` is on the screen."""
        return text in self._screen.text()


class Tutorial:
    """A person with a tutorial's client."""

    def __init__(self, client: TutorialClient) -> None:
        self.type = client.write
        self.has_shown = client.has_shown


class Person(Protocol):
    type: Callable[[str], None]

    def has_shown(self, text: str) -> bool: ...


@pytest.fixture
def irssi(server: Server, tmp_path: Path) -> Iterator[Screen]:
    if shutil.which("irssi") is None or shutil.which("tmux") is None:
        pytest.skip("irssi or tmux is not installed: apt install irssi tmux")
    (tmp_path / "config").write_text(IRSSI.format(port=server.port))
    with Screen("irssi", "irssi", f"--home={tmp_path}") as screen:
        yield screen


@pytest.fixture
def netcat(server: Server) -> Iterator[Netcat]:
    if shutil.which("nc") is None:
        pytest.skip("nc is not installed: apt install netcat-openbsd")
    person = Netcat(server.port, "nora")
    yield person
    person.stop()


@pytest.fixture
def tutorial(server: Server) -> Iterator[TutorialClient]:
    client = TutorialClient(server.port, "tess")
    yield client
    client.stop()


def test_everybody_sees_everybody_and_a_kill_loses_nothing(
    server: Server, join: Join, irssi: Screen, netcat: Netcat, tutorial: TutorialClient, qtbot: QtBot
) -> None:
    windows = Window(join("dora", server.port)), Window(join("dirk", server.port))
    people: list[Person] = [*windows, Irssi(irssi), netcat, Tutorial(tutorial)]
    qtbot.waitUntil(lambda: netcat.has_shown("Connected to the server"), timeout=10_000)
    qtbot.waitUntil(lambda: tutorial.has_shown("Connected to the server"), timeout=10_000)
    irssi.shows("Act:.*2")
    irssi.type("/window 2")
    for number, speaker in enumerate(people):
        text = f"number {number} speaks to everybody"
        speaker.type(text)
        for person in people:
            qtbot.waitUntil(lambda person=person, text=text: person.has_shown(text), timeout=10_000)

    netcat.type("the last words")
    qtbot.waitUntil(lambda: tutorial.has_shown("nora: the last words"), timeout=10_000)

    def transcript() -> str:
        return "".join(file.read_text() for file in (server.folder / "logs/rooms/#lobby").iterdir())

    nicks = ("dora", "dirk", "irma", "nora", "tess")  # transcripts are gathered for a moment
    qtbot.waitUntil(lambda: all(f"<{nick}> number" in transcript() for nick in nicks), timeout=10_000)
    assert server.process is not None
    server.process.kill()
    server.stop()
    server.start()
    assert said(server.port) == [*(f"number {number} speaks to everybody" for number in range(5)), "the last words"]
    for window in windows:  # they come back by themselves, with what they missed
        qtbot.waitUntil(lambda window=window: window.has_shown("the last words"), timeout=30_000)


def said(port: int) -> list[str]:
    """What history has of the lobby."""
    client = Client(port)
    client.register("hester", "draft/chathistory")
    client.send("CHATHISTORY LATEST #lobby * 50")
    told = [line.partition(" PRIVMSG #lobby :")[2] for line in client.lines() if " PRIVMSG #lobby :" in line]
    client.close()
    return told
