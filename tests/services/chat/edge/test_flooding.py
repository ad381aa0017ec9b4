# SPDX-License-Identifier: GPL-3.0-or-later
"""What is no line costs what a line does: some of it is tolerated, and who goes on is closed, in every dialect.

Lines are paced, and none is lost. Each kind of what is no line is one of `tests.faults.rubbish`.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.rubbish import CLASSIC, FRAMES, KINDS, LINES, connect
from tests.support.certificates import make_pair
from tests.support.client import Client
from tests.support.server import Server, running

BURST = 30
ANSWERED = ("unknown", "PING", "CAP")  # lines, which are paced
ENDLESS = ("bare CR", "NUL", "telnet")  # bytes without a line end, of which 512 are counted as one line
FLOODS = (
    [f"irc: {name}" for name in LINES if name not in ANSWERED]
    + [f"tls: {name}" for name in LINES if name not in ANSWERED]
    + [f"websocket: {name}" for name in FRAMES if name != "close"]
    + [f"classic: {name}" for name in CLASSIC if name not in ("telnet", "endless")]  # which are what somebody says
)


@contextlib.contextmanager
def strict(directory: Path, **limits: float) -> Iterator[Server]:
    """A server whose limits apply to everybody."""
    pair = make_pair(directory)
    usual = {"flood_burst": BURST, "flood_rate": 5.0, "connect_rate": 0.0}
    with running(
        directory, exempt_networks=[], limits=usual | limits, tls_certificate=pair.certificate, tls_key=pair.key
    ) as server:
        yield server


def after(connection: socket.socket) -> bytes:
    """All that is received until the server closes."""
    received = b""
    connection.settimeout(10)
    with connection, contextlib.suppress(ConnectionError, ssl.SSLError):
        while data := connection.recv(1 << 16):
            received += data
    return received


@pytest.mark.parametrize("kind", FLOODS)
def test_who_goes_on_with_what_is_no_line_is_closed(tmp_path: Path, kind: str) -> None:
    with strict(tmp_path) as server:
        connection = connect(server.port, kind, "127.0.0.1")
        if kind.startswith("classic"):  # comes in first
            while b"Connected" not in connection.recv(4096):
                pass
        with contextlib.suppress(ConnectionError):
            connection.sendall(KINDS[kind][1] * (3 * BURST * (512 if kind.endswith(ENDLESS) else 1)))
        said = after(connection)
        assert b"Excess flood" in said
        if kind.startswith("websocket"):
            assert (1008).to_bytes(2) in said


@pytest.mark.parametrize("kind", ["irc: blank", "irc: not UTF-8", "tls: spaces", "websocket: ping"])
def test_some_of_it_is_tolerated(tmp_path: Path, kind: str) -> None:
    with strict(tmp_path, flood_rate=200.0) as server:
        connection = connect(server.port, kind, "127.0.0.1")
        connection.sendall(KINDS[kind][1] * BURST)
        connection.sendall(KINDS["websocket: empty message" if "websocket" in kind else "irc: PING"][1])
        if "websocket" not in kind:
            received = b""
            while b"PONG" not in received:
                received += connection.recv(4096)
        connection.close()


def test_lines_are_paced_and_none_is_lost(tmp_path: Path) -> None:
    """Many more than the receive queue holds, some with an empty one behind."""
    with strict(tmp_path, flood_rate=5000.0, receive_queue_bytes=8192) as server:
        alice = Client(server.port)
        alice.register("alice")
        lines = [f"PRIVMSG alice :line {number}\r\n" + "\r\n" * (number % 3 == 0) for number in range(2000)]
        alice.send_bytes("".join(lines).encode())
        said = [alice.until("PRIVMSG").params[1] for _ in lines]
        assert said == [f"line {number}" for number in range(2000)]
        alice.close()


def test_who_floods_and_comes_back_is_refused(tmp_path: Path) -> None:
    with strict(tmp_path) as server:
        for _ in range(3):
            flooding = connect(server.port, "irc: blank", "127.0.0.1")
            flooding.sendall(b"\r\n" * 3 * BURST)
            assert b"Excess flood" in after(flooding)
        with socket.create_connection(("127.0.0.1", server.port)) as again:
            assert after(again) == b"ERROR :Excess flood from your address; try again in a minute\r\n"


def test_a_request_that_never_ends_is_answered_and_closed(tmp_path: Path) -> None:
    with strict(tmp_path) as server:
        connection = connect(server.port, "http: head", "127.0.0.1")
        with contextlib.suppress(ConnectionError):
            for _ in range(100):
                connection.sendall(b"X: y\r\n" * 40)
        assert after(connection).startswith(b"HTTP/1.1 431 ")


def test_where_no_flood_limit_applies_it_is_slowed_down(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        alice = server.client("alice")
        alice.send_bytes(b"\r\n" * 500 + b"\xff\r\n" * 100)
        assert sum("INVALID_UTF8" in line for line in alice.lines()) == 100
