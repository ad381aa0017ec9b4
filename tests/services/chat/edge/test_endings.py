# SPDX-License-Identifier: GPL-3.0-or-later
"""How connections end: what was sent before is done, on every kind of stream; and who was told is gone."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.certificates import client_context, make_pair
from tests.support.server import Server

HANDSHAKE = (
    b"GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)
IRC = "NICK {0}\nUSER u 0 * :r\nPRIVMSG #lobby :from {0}\nPRIVMSG #lobby :last of {0}\n"
QUIT = IRC + "QUIT :bye\n"
CLASSIC = "{0}\nfrom {0}\nlast of {0}\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    directory = tmp_path_factory.mktemp("endings")
    pair = make_pair(directory)
    with Server(directory, tls_certificate=pair.certificate, tls_key=pair.key) as running:
        yield running


def frames(lines: str) -> bytes:
    """One masked text message for each line."""
    messages = [line.encode() for line in lines.splitlines()]
    return b"".join(b"\x81" + bytes([0x80 | len(message)]) + bytes(4) + message for message in messages)


def end_of_stream(stream: socket.socket) -> None:
    stream.shutdown(socket.SHUT_WR)


def close(stream: socket.socket) -> None:
    stream.close()


def notify(stream: Any) -> None:
    """close_notify, then the end of the stream."""
    with contextlib.suppress(OSError):
        stream.unwrap()


def close_frame(stream: socket.socket) -> None:
    stream.sendall(b"\x88\x82" + bytes(4) + struct.pack("!H", 1000))


STREAMS: list[tuple[str, Callable[[Any], None]]] = [
    ("tcp", end_of_stream), ("tcp", close), ("tls", notify), ("tls", close), ("tls", end_of_stream),
    ("ws", close_frame), ("ws", end_of_stream), ("ws", close), ("wss", close_frame), ("wss", close), ("wss", notify),
]  # fmt: skip


SAID = {"irc": IRC, "quit": QUIT, "classic": CLASSIC}  # over WebSocket there is IRC alone
CASES = [(*stream, text) for stream in STREAMS for text in SAID if not (stream[0][0] == "w" and text == "classic")]


@pytest.mark.parametrize(("kind", "end", "what"), CASES, ids=[f"{k}-{end.__name__}-{what}" for k, end, what in CASES])
def test_the_last_lines_are_done(server: Server, kind: str, end: Callable[[Any], None], what: str) -> None:
    """RFC 8446 6.1: what comes before close_notify was sent; RFC 6455 1.4 likewise for the close frame."""
    nick = f"{kind}_{what}_{end.__name__}"
    watcher = server.client(f"w_{nick}")
    watcher.lines()
    stream: Any = socket.create_connection(("127.0.0.1", server.port), timeout=10)
    if kind in ("tls", "wss"):
        stream = client_context().wrap_socket(stream)
    lines = SAID[what].format(nick)
    stream.sendall(HANDSHAKE + frames(lines) if kind in ("ws", "wss") else lines.encode())
    end(stream)
    said = [watcher.line().partition(" ")[2] for _ in range(4)]
    assert said[:3] == ["JOIN #lobby", f"PRIVMSG #lobby :from {nick}", f"PRIVMSG #lobby :last of {nick}"]
    assert said[3].startswith("QUIT :Quit: bye" if what == "quit" else "QUIT :")
    stream.close()
    watcher.close()


def test_a_lost_connection_does_not_go_on_for_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.chat.edge.connection.LINGER_SECONDS", 0.5)
    limits = {"flood_burst": 20, "flood_rate": 20.0, "connect_rate": 0.0}
    with Server(tmp_path, limits=limits, exempt_networks=[]) as server:
        watcher = server.client("w")
        client = server.client()
        client.send("NICK a", "USER a 0 * :a", *(f"PRIVMSG #lobby :{number}" for number in range(60)))
        watcher.until("JOIN")
        client.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.close()
        said = []
        while "QUIT" not in (line := watcher.line()):
            said.append(line)
        assert 1 <= len(said) < 60
        assert line.endswith("QUIT :Connection reset")


class SlowLog:
    """A disk that takes its time."""

    def __init__(self, log: Any) -> None:
        self._log = log

    def commit(self, events: Any, done: Callable[[Any], None]) -> None:
        later = threading.Timer(0.1, self._log._loop.call_soon_threadsafe, [self._log.commit, events, done])
        later.start()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._log, name)


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[Server]:
    with Server(tmp_path) as running:
        running.app._pipeline._log = SlowLog(running.app._pipeline._log)  # type: ignore[assignment]
        yield running


def first_answer(server: Server, nick: str) -> str:
    """001, or what else there is to say about the nickname."""
    client = server.client()
    client.send(f"NICK {nick}", f"USER {nick} 0 * :r")
    return client.message().command


def test_who_was_told_of_the_end_has_left(slow: Server) -> None:
    """Modern IRC, "QUIT": the server acknowledges with ERROR and closes."""
    alice = slow.client("alice")
    alice.send("QUIT :back soon")
    assert alice.until("ERROR").params == ["Closing link: Quit: back soon"]
    assert "alice" not in slow.app.house.state.nicks
    assert alice.ended()
    assert first_answer(slow, "alice") == "001"


def test_who_was_killed_has_left(slow: Server) -> None:
    oscar, alice = slow.client("oscar"), slow.client("alice")
    slow.app.house.state.user("oscar").modes.add("o")  # type: ignore[union-attr]
    oscar.send("KILL alice :enough")
    assert alice.until("ERROR").params == ["Closing link: Killed (oscar (enough))"]
    assert "alice" not in slow.app.house.state.nicks
    assert first_answer(slow, "alice") == "001"


@pytest.mark.parametrize("nick", ["alice", "Alice", "аlice"])
def test_who_comes_back_before_they_have_left_waits(slow: Server, nick: str) -> None:
    """The socket was dropped, and its person is back at once, perhaps under a name that looks the same."""
    alice = slow.client("alice")
    alice.send("PRIVMSG #lobby :one", "PRIVMSG #lobby :two")
    alice.close()
    assert first_answer(slow, nick) == "001"


def test_who_is_only_just_arriving_is_not_taken_for_leaving(slow: Server) -> None:
    clients = [slow.client() for _ in range(3)]
    for client in clients:
        client.send("NICK alice", "USER a 0 * :r")
    assert sorted(client.message().command for client in clients) == ["001", "433", "433"]


def test_the_prompt_comes_to_nobody_who_has_left(server: Server) -> None:
    person = socket.create_connection(("127.0.0.1", server.port), timeout=10)
    person.sendall(b"no good\n")
    person.shutdown(socket.SHUT_WR)
    received = b""
    while data := person.recv(4096):
        received += data
    assert received.count(b"NICK") == 1
    person.close()


def test_a_disk_that_hangs_does_not_keep_a_connection_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.chat.edge.connection.GOODBYE_SECONDS", 0.2)
    with Server(tmp_path) as server:
        alice = server.client("alice")
        held: list[Any] = []
        log = server.app._pipeline._log
        monkeypatch.setattr(log, "commit", lambda events, done: held.append((events, done)))
        alice.send("QUIT")
        assert alice.ended()
        monkeypatch.undo()
        for events, done in held:
            server._loop.call_soon_threadsafe(log.commit, events, done)
