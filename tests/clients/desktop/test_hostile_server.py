# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that means harm: fuzzed bytes, endless lists, giant lines, odd numerics, tricks of direction, bad links.

A plain socket speaks for it, to the real window. After each attack the window still shows what an honest line says.
"""

import contextlib
import random
import socket
from collections.abc import Iterator

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QDesktopServices
from PyQt6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from clients.desktop.app import Desktop
from clients.desktop.timeline.rich import styled
from clients.desktop.timeline.spots import Hit, Spot
from clients.session.model import ConnectionState
from tests.clients.desktop.conftest import Join, in_room, texts

NASTY = "<img src=file:///etc/passwd><a href=javascript:alert(1)>x</a><b>&amp;\u202etxt.exe\u2066\u200f"


class Enemy:
    """The server's side of one connection."""

    def __init__(self, peer: socket.socket, qtbot: QtBot) -> None:
        self.peer, self.qtbot, self.count = peer, qtbot, 0
        peer.settimeout(0.2)

    def send(self, data: bytes) -> None:
        """All of it, letting the window read meanwhile."""
        view = memoryview(data)
        while view:
            with contextlib.suppress(TimeoutError, BlockingIOError):
                view = view[self.peer.send(view[:65536]) :]
            QApplication.processEvents()

    def tell(self, *lines: str) -> None:
        self.send("".join(f"{line}\r\n" for line in lines).encode("utf-8", "surrogatepass"))

    def still_well(self, desktop: Desktop) -> None:
        """An honest line arrives, is shown, and can be painted."""
        self.count += 1
        honest = f"honest line {self.count}"
        self.tell("", f":friend!f@h PRIVMSG #room :{honest}")
        self.qtbot.waitUntil(lambda: honest in texts(desktop), timeout=20_000)
        assert not desktop.window.grab().isNull()


@contextlib.contextmanager
def met(join: Join, qtbot: QtBot) -> Iterator[tuple[Desktop, Enemy]]:
    """A window that has just connected to a server which means harm; nothing is said yet."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(10)
        desktop = join("victim", listener.getsockname()[1], wait=False)
        qtbot.waitUntil(lambda: desktop.networks.joining is not None)
        QApplication.processEvents()
        peer, _ = listener.accept()
    with peer:
        yield desktop, Enemy(peer, qtbot)


@pytest.fixture
def attacked(join: Join, qtbot: QtBot) -> Iterator[tuple[Desktop, Enemy]]:
    with met(join, qtbot) as (desktop, enemy):
        enemy.tell(":s CAP * LS :message-tags server-time batch labeled-response echo-message draft/multiline")
        enemy.tell(":s CAP v ACK :message-tags server-time batch labeled-response echo-message draft/multiline")
        enemy.tell(":s 001 victim :hi", ":s 422 victim :none", ":victim!v@h JOIN #room")
        enemy.tell(":s 353 victim = #room :victim friend", ":s 366 victim #room :end")
        qtbot.waitUntil(lambda: in_room(desktop), timeout=10_000)
        yield desktop, enemy


def test_fuzzed_bytes(attacked: tuple[Desktop, Enemy]) -> None:
    desktop, enemy = attacked
    chance = random.Random(6)
    words = [
        b"PRIVMSG",
        b"JOIN",
        b"353",
        b"BATCH",
        b"TAGMSG",
        b"CHATHISTORY",
        b"005",
        b"FAIL",
        b"MODE",
        b"NICK",
        b"KICK",
    ]
    for _ in range(300):
        parts = [chance.choice([b"#room", b"victim", b"*", b"", b":", b"+o-v", chance.randbytes(9)]) for _ in range(5)]
        line = b"@" + chance.randbytes(12) + b" " if chance.random() < 0.3 else b""
        line += b":" + chance.randbytes(5) + b" " + chance.choice(words) + b" " + b" ".join(parts)
        enemy.send(line.replace(b"victim NICK", b"").replace(b"KICK #room victim", b"") + b"\r\n")
    enemy.tell(":victim!v@h JOIN #room", ":friend!f@h JOIN #room")
    enemy.still_well(desktop)


def test_endless_lists(attacked: tuple[Desktop, Enemy]) -> None:
    desktop, enemy = attacked
    for start in range(0, 20_000, 200):
        enemy.tell(":s 353 victim = #room :" + " ".join(f"@nick{n}" for n in range(start, start + 200)))
    desktop.menus._list()
    for start in range(0, 30_000, 500):
        enemy.tell(*(f":s 322 victim #r{n} {n} :{NASTY}" for n in range(start, start + 500)))
    for n in range(1500):
        enemy.tell(f":n{n}!u@h PRIVMSG victim :hello")
    enemy.still_well(desktop)
    assert len(desktop.window.stage.by_place) <= 1000


def test_giant_lines(attacked: tuple[Desktop, Enemy]) -> None:
    desktop, enemy = attacked
    enemy.send(b":x PRIVMSG #room :" + b"a" * 3_000_000 + b"\r\n")
    enemy.tell(":friend!f@h PRIVMSG #room :" + "w" * 7000, ":friend!f@h PRIVMSG #room :" + "\u0301" * 3000)
    enemy.tell(":friend!f@h PRIVMSG #room :" + "https://example.org/" + "x" * 7000)
    enemy.tell(":s 332 victim #room :" + "t" * 7000, ":" + "n" * 5000 + "!u@h JOIN #room")
    enemy.still_well(desktop)


def test_odd_numerics(attacked: tuple[Desktop, Enemy]) -> None:
    desktop, enemy = attacked
    for number in range(1000):
        if number not in (433, 464, 465):
            enemy.tell(f":s {number:03}", f":s {number:03} victim", f":s {number:03} victim #room {NASTY} :{NASTY}")
    enemy.tell(":s 005 victim NICKLEN=-1 CHANTYPES= PREFIX=((((( CASEMAPPING=no CHANMODES=,,,,,,, :x")
    enemy.tell(":s 005 victim CHANTYPES=# PREFIX=(ov)@+ CASEMAPPING=ascii :x", ":victim!v@h JOIN #room")
    enemy.still_well(desktop)
    assert next(iter(desktop.window.controllers.values())).network.state is ConnectionState.ONLINE


def test_names_and_sentences_are_plain_text_everywhere(attacked: tuple[Desktop, Enemy], qtbot: QtBot) -> None:
    desktop, enemy = attacked
    nasty = NASTY.replace(" ", "\u00a0")
    enemy.tell(f":{nasty}!u@h JOIN #room", f":{nasty}!u@h PRIVMSG #room :{NASTY}", f":s 332 victim #room :{NASTY}")
    enemy.tell(f":s 005 victim NETWORK={nasty} :x", f":s NOTICE victim :{NASTY}", f":s 311 victim x u h * :{NASTY}")
    enemy.tell(f":s FAIL REGISTER BAD :{NASTY}", f":s 318 victim {nasty} :end")
    enemy.still_well(desktop)
    for label in [w for top in QApplication.topLevelWidgets() for w in top.findChildren(QLabel)]:
        if "img" in label.text():
            assert label.textFormat() is Qt.TextFormat.PlainText, label.text()
    assert "<b>" in desktop.window.header.topic.full
    if desktop.accounts.dialog is not None:
        assert "<img" in desktop.accounts.dialog.error.text()
        desktop.accounts.dialog.reject()


@pytest.mark.parametrize("trick", ["\u202e", "\u202d", "\u2066", "\u2067", "\u2068", "\u2069", "\u202a", "\u202b"])
def test_tricks_of_direction_are_shown_as_what_they_are(trick: str) -> None:
    shown = styled(f"see {trick}gpj.exe", "me")
    assert trick not in shown.text


def test_links_of_bad_schemes_do_nothing(attacked: tuple[Desktop, Enemy], monkeypatch: pytest.MonkeyPatch) -> None:
    desktop, enemy = attacked
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    bad = ("javascript:alert(1)", "file:///etc/passwd", "smb://h/x", "vbscript:x", "data:text/html,x", "\\\\host\\x")
    for address in bad:
        enemy.tell(f":friend!f@h PRIVMSG #room :look at {address} now")
        desktop.wiring.open_link(address)
    enemy.still_well(desktop)
    found = desktop.window.current()
    assert found is not None
    for item in found.model.items:
        assert all(link.startswith(("http://", "https://")) for *_, link in styled(item.text, "me").links)
        desktop.wiring._clicked(found, item, Hit(Spot.LINK, "javascript:alert(1)"))
    assert opened == []


def test_a_server_that_asks_and_does_not_read_is_left(attacked: tuple[Desktop, Enemy], qtbot: QtBot) -> None:
    desktop, enemy = attacked
    controller = next(iter(desktop.window.controllers.values()))
    transport = controller.transport
    assert transport is not None
    ping = f"PING :{'x' * 450}"
    for _ in range(400):
        with contextlib.suppress(OSError):
            enemy.tell(*[ping] * 100)
        if controller.network.state is not ConnectionState.ONLINE:
            break
    assert controller.network.state is ConnectionState.WAITING
    assert "reads no answer" in controller.network.reason
    assert transport.socket.bytesToWrite() < 8 * 1024 * 1024
