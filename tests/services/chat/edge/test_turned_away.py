# SPDX-License-Identifier: GPL-3.0-or-later
"""Who comes late, or speaks something else: IRC clients behind slow lines get in, probes become nobody."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.chat.edge.test_dialects import PROBES
from tests.support.server import Server
from tests.support.tutorial import TutorialClient


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("late")) as running:
        yield running


def prompted(server: Server) -> socket.socket:
    """Somebody who said nothing for so long that they were asked for a nickname."""
    client = socket.create_connection(("127.0.0.1", server.port), timeout=10)
    assert client.recv(100) == b"NICK"
    return client


def until(client: socket.socket, text: bytes) -> bytes:
    received = b""
    while text not in received:
        data = client.recv(4096)
        assert data, f"closed; {received!r}"
        received += data
    return received


def rest(client: socket.socket) -> bytes:
    received = b""
    with contextlib.suppress(ConnectionResetError):
        while data := client.recv(4096):
            received += data
    return received


OPENINGS = [
    (b"CAP LS 302\r\n", b"NICK {0}\r\nUSER u 0 * :r\r\nCAP END\r\n"),
    (b"NICK {0}\r\nUSER u 0 * :r\r\n", b""),
    (b"USER u 0 * :r\r\n", b"NICK {0}\r\n"),
    (b"PASS x\r\nNICK {0}\r\nUSER u 0 * :r\r\n", b""),
    (b"nick {0}\r\nuser u 0 * :r\r\n", b""),
    (b"\xef\xbb\xbfNICK {0}\nUSER u 0 * :r\n", b""),
]


@pytest.mark.parametrize(("number", "opening"), list(enumerate(OPENINGS)))
@pytest.mark.parametrize("pieces", [1, 3])
def test_an_irc_client_behind_a_slow_line_gets_in(
    server: Server, number: int, opening: tuple[bytes, bytes], pieces: int
) -> None:
    nick = f"late{number}x{pieces}".encode()
    first, then = (part.replace(b"{0}", nick) for part in opening)
    client = prompted(server)
    if pieces == 1:
        client.sendall(first)
    else:
        for piece in (first[:2], first[2:6], first[6:]):
            client.sendall(piece)
            time.sleep(0.12)  # more than classic's silence
    client.sendall(then)
    received = until(client, b" 001 ")
    assert received.startswith(b"\r\n:test.server ")  # the prompt is one odd line
    client.sendall(b"PING done\r\n")
    assert b"classic" not in until(client, b" PONG ")
    client.close()


@pytest.mark.parametrize("name", ["Nick", "NICK", "Pass", "user", "Cap", "Quit"])
def test_a_person_may_be_called_as_a_command_is(server: Server, name: str) -> None:
    """With a line end, as from a terminal, and without one, as from a tutorial client."""
    client = prompted(server)
    client.sendall(name.encode() + b"\n")
    assert f"{name} has connected to the server.".encode() in until(client, b"Connected to the server")
    client.sendall(b"/exit\n")
    rest(client)
    client.close()
    tutorial = TutorialClient(server.port, name)
    tutorial.until(f"{name} has connected to the server.\nConnected to the server")
    tutorial.stop()


@pytest.mark.parametrize("said", ["Nick Smith", "pass me the salt", "user error is what they call it"])
def test_a_sentence_is_no_irc(server: Server, said: str) -> None:
    client = prompted(server)
    client.sendall(f"{said}\n".encode())
    assert b"That name can't be used: it may not contain a space.\n" in until(client, b"NICK")
    client.close()


def test_what_came_before_the_next_question_is_no_answer_to_it(server: Server) -> None:
    """A probe in many lines, or a text that was pasted, must not become somebody by its second line."""
    client = prompted(server)
    client.sendall(b"no good\nprobe\nhello\nunfinished")
    until(client, b"NICK")
    client.sendall(b"laura\n")
    assert b"laura has connected" in until(client, b"Connected to the server")
    client.close()


@pytest.mark.parametrize("late", [False, True], ids=["at once", "after the prompt"])
def test_probes_are_answered_and_become_nobody(server: Server, late: bool) -> None:
    watcher = server.client("watcher_late" if late else "watcher")
    watcher.lines()
    probes = [(first, answer) for first, answer in PROBES if not (late and first[:1] == b"\xff")]  # telnet by then
    clients = [socket.create_connection(("127.0.0.1", server.port), timeout=10) for _ in probes]
    for probe in clients if late else ():
        assert probe.recv(100) == b"NICK"
    for (first, answer), probe in zip(probes, clients, strict=True):
        probe.sendall(first)
        received = rest(probe)
        assert received.startswith(answer) or (late and received), first
        probe.close()
    assert [line for line in watcher.lines() if "JOIN" in line or "PRIVMSG" in line] == []


def test_a_late_irc_client_that_closes_its_side_still_has_it_all_done(server: Server) -> None:
    client = prompted(server)
    client.sendall(b"NICK piped\r\nUSER u 0 * :r\r\nPRIVMSG piped :to myself\r\n")
    client.shutdown(socket.SHUT_WR)
    received = rest(client)
    assert b" PRIVMSG piped :to myself\r\n" in received
    assert received.endswith(b"ERROR :Closing link: Connection closed\r\n")
    client.close()


def test_http_after_the_prompt_is_told_that_it_was_late(server: Server) -> None:
    client = prompted(server)
    client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert rest(client).startswith(b"HTTP/1.1 408 ")
    client.close()


def test_a_connection_that_changed_its_dialect_is_given_back_to_the_gate(tmp_path: Path) -> None:
    limits = {"connections_per_ip": 1, "flood_burst": 0, "connect_rate": 0.0}
    with Server(tmp_path, limits=limits, exempt_networks=[]) as server:
        for nick in ("one", "two"):
            client = prompted(server)
            client.sendall(f"NICK {nick}\r\nUSER u 0 * :r\r\nQUIT\r\n".encode())
            assert b" 001 " in rest(client)
            client.close()
            while server.app.house.sessions:
                time.sleep(0.01)
