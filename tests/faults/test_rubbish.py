# SPDX-License-Identifier: GPL-3.0-or-later
"""One connection never stops the others: whatever it sends, in any dialect, others are answered as before.

Whoever sends rubbish is in a process of their own (`rubbish`). Others are asked how long a PING takes them, with it and
without it, in one run. How fast that is shows in a full run, on a machine that has nothing else to do; the share that
always runs only finds a server that lets others wait.
"""

import contextlib
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.conftest import FULL
from tests.faults.process import ROOT, Process
from tests.faults.rubbish import KINDS, PING, TEXT, connect, frame
from tests.support.certificates import make_pair
from tests.support.client import Client

SECONDS = 10.0 if FULL else 0.5
RATIO, GRAIN = 1.2, 0.001  # what others may wait longer in a full run; less than a millisecond is the machine's
ATTEMPTS = 3 if FULL else 1  # the machine may have something else to do
LONGEST = 0.25  # seconds, in a share
MOST_CPU = 0.4  # of a processor, for the one that sends rubbish and for the other who asks
SHARE = (
    "irc: blank", "irc: not UTF-8", "irc: tags too long", "irc: endless", "tls: blank", "websocket: ping",
    "websocket: fragment", "websocket: blank lines", "classic: blank", "unknown: blank", "http: head",
)  # fmt: skip
MALLORY = "127.0.0.66"
MIB = 1024 * 1024
NOTHING_NOW = (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError)


@contextmanager
def guarded(directory: Path, **settings: object) -> Iterator[Process]:
    """A server with its usual limits, which do not apply to 127.0.0.1."""
    pair = make_pair(directory)
    usual = {"limits__flood_burst": 30, "exempt_networks": "127.0.0.1/32"}
    with Process(directory, tls_certificate=pair.certificate, tls_key=pair.key, **(usual | settings)) as server:
        yield server


class Other:
    """Somebody else, who asks again and again."""

    def __init__(self, port: int, nick: str) -> None:
        self.client = Client(port)
        self.client.register(nick)

    def waits(self, seconds: float) -> list[float]:
        """How long each answer took, shortest first."""
        found, end = [], time.monotonic() + seconds
        while time.monotonic() < end:
            begun = time.perf_counter()
            self.client.lines()
            found.append(time.perf_counter() - begun)
            time.sleep(0.003)
        return sorted(found)


def p99(waits: list[float]) -> float:
    return waits[int(len(waits) * 0.99)]


def good(before: list[float], meanwhile: list[float], what: str) -> bool:
    """Whether others hardly waited longer."""
    print(f"{what}: p99 {1000 * p99(before):.1f} ms, meanwhile {1000 * p99(meanwhile):.1f} ms")
    return p99(meanwhile) <= (RATIO * p99(before) + GRAIN if FULL else LONGEST)


@pytest.mark.timeout(180)
@pytest.mark.parametrize("kinds", [[kind] for kind in KINDS] if FULL else [SHARE[::2], SHARE[1::2]], ids=str)
def test_one_that_sends_rubbish_stops_nobody(tmp_path: Path, kinds: Sequence[str]) -> None:
    with guarded(tmp_path) as server:
        other = Other(server.port, "alice")
        for number, kind in enumerate(kinds):  # each from an address that has not flooded yet
            for attempt in range(ATTEMPTS):
                before = other.waits(SECONDS / 2)
                with mallory(server.port, kind, f"127.0.{attempt + 2}.{number + 1}"):
                    used, begun = server.cpu(), time.monotonic()
                    time.sleep(0.5)
                    meanwhile = other.waits(SECONDS)
                    used, took = server.cpu() - used, time.monotonic() - begun
                assert used < MOST_CPU * took, kind
                if good(before, meanwhile, kind):
                    break
            else:
                pytest.fail(f"others wait for one that sends {kind}")
        other.client.close()
        assert server.mistakes() == []


@contextmanager
def mallory(port: int, kind: str, source: str) -> Iterator[None]:
    command = [sys.executable, "-m", "tests.faults.rubbish", str(port), kind, str(SECONDS + 2), source]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        yield
    finally:
        process.kill()
        process.communicate()


TWENTY = {  # what each sends, by the dialect of `KINDS` that it speaks
    "irc: CAP": b"PRIVMSG #lobby :hello\r\n",
    "irc: blank": b"\r\nNOTICE b :x\r\n",
    "tls: CAP": b"PRIVMSG #lobby :hello\r\n",
    "websocket: ping": frame(PING) + frame(TEXT, b"PRIVMSG #lobby :hello"),
    "classic: blank": b"hello\n",
}


@pytest.mark.parametrize("kind", TWENTY)
def test_twenty_that_stay_within_the_limits_stop_nobody(tmp_path: Path, kind: str) -> None:
    """They send as fast as they are read."""
    with guarded(tmp_path) as server:
        other = Other(server.port, "alice")
        other.client.send("PART #lobby")
        before = other.waits(SECONDS / 2)
        sockets = [came_in(server.port, kind, number) for number in range(20)]
        push(sockets[:], TWENTY[kind] * (16_384 // len(TWENTY[kind])), 1.0)
        attempts = (other.waits(SECONDS) for _ in range(ATTEMPTS))
        assert any(good(before, waits, f"twenty that send {TWENTY[kind]!r}") for waits in attempts)
        assert not any(ended(connection) for connection in sockets)
        for connection in sockets:
            connection.close()
        other.client.close()
        assert server.mistakes() == []


def came_in(port: int, kind: str, number: int) -> socket.socket:
    """Somebody who is registered, from an address of their own."""
    connection = connect(port, kind, f"127.0.1.{number + 1}", f"n{number}")
    if not kind.startswith("classic"):
        for line in (f"NICK n{number}\r\n".encode(), b"USER u 0 * :u\r\n", b"CAP END\r\n"):
            connection.sendall(frame(TEXT, line) if kind.startswith("websocket") else line)
    return connection


def ended(connection: socket.socket) -> bool:
    connection.setblocking(False)
    try:
        while data := connection.recv(1 << 16):
            if b"Excess flood" in data:
                return True
    except NOTHING_NOW:
        return False
    return True


def push(connections: list[socket.socket], data: bytes, seconds: float) -> None:
    """Give every connection as much of this as it takes."""
    end = time.monotonic() + seconds
    for connection in connections:
        connection.setblocking(False)
    while connections and time.monotonic() < end:
        for connection in connections[:]:
            try:
                connection.send(data)
            except NOTHING_NOW:
                pass
            except OSError:
                connections.remove(connection)
        time.sleep(0.002)


REGISTER = b"NICK %s\r\nUSER u 0 * :u\r\n"
HOARDS = {
    "irc: unknown": (REGISTER, b"ab\n" * 5000),
    "irc: CAP": (REGISTER, b"@" + "\U0001f600".encode() * 1000 + b" PRIVMSG #lobby :x\r\n"),
    "tls: unknown": (REGISTER, b"ab\n" * 5000),
    "websocket: empty message": (b"", frame(0x81, b"ab") * 2000),
    "websocket: fragment": (b"", frame(0x00, b"x" * 9000)),
    "classic: own name": (b"", b"x\n" * 8000),
    "http: line": (b"", b"x" * 16_000),
}


@pytest.mark.parametrize("kind", HOARDS if FULL else ("irc: CAP", "tls: unknown", "websocket: empty message"))
def test_all_that_one_address_may_open_take_little_memory(tmp_path: Path, kind: str) -> None:
    """128 connections, of which each sends as much as is taken."""
    first, data = HOARDS[kind]
    with guarded(tmp_path, limits__connect_burst=200) as server:
        other = Other(server.port, "alice")
        other.waits(1.5)  # what the start needed is given back
        before = server.memory()
        sockets = []
        for number in range(128):
            sockets.append(connect(server.port, kind, MALLORY, f"m{number}"))
            sockets[-1].sendall(first.replace(b"%s", b"n%d" % number))
        push(sockets[:], data, 5.0 if FULL else 2.0)
        other.waits(0.2)
        grown = server.memory() - before
        print(f"{kind}: 128 connections took {grown / MIB:.1f} MiB")
        assert grown <= 32 * MIB
        for connection in sockets:
            connection.close()
        other.client.close()
        assert server.mistakes() == []


@pytest.mark.parametrize("how", ["shutdown", "close", "reset"])
def test_who_has_gone_does_not_go_on_speaking(tmp_path: Path, how: str) -> None:
    """What the flood allowance lets through in a few seconds is said, and no more."""
    with guarded(tmp_path) as server:
        alice = Client(server.port)
        alice.register("alice")
        with socket.socket() as bob:
            bob.bind((MALLORY, 0))
            bob.connect(("127.0.0.1", server.port))
            bob.sendall(b"NICK bob\r\nUSER b 0 * :b\r\n")
            bob.sendall(b"".join(b"PRIVMSG #lobby :line %d\r\n" % number for number in range(1500)))
            begun = time.monotonic()
            if how == "shutdown":
                bob.shutdown(socket.SHUT_WR)
            else:
                if how == "close":  # with nothing unread, which would make it a reset
                    bob.settimeout(0.5)
                    with contextlib.suppress(TimeoutError):
                        while bob.recv(1 << 16):
                            pass
                bob.close()
            said = []
            while " QUIT " not in (line := alice.line()):
                if "line " in line:
                    said.append(line.rpartition("line ")[2])
            took = time.monotonic() - begun
        assert said == [str(number) for number in range(len(said))]
        assert len(said) >= 20
        assert took < 25
        assert len(said) < 30 + 5 * (took + 2)
        alice.close()
        assert server.mistakes() == []
