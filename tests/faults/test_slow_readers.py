# SPDX-License-Identifier: GPL-3.0-or-later
"""Clients that stop reading, are gone without a word, dribble, or never end a line: none costs much, none stays."""

import asyncio
import contextlib
import socket
import ssl
from pathlib import Path

import pytest

from protocol.message import Message
from tests.faults.conftest import FULL
from tests.faults.ledger import CAPS, ROOM, Ledger
from tests.faults.people import Person
from tests.faults.process import Process
from tests.support.certificates import client_context, make_pair

QUEUE = 65_536  # bytes of limits.send_queue_bytes here


def test_who_does_not_read_is_closed_and_others_go_on(tmp_path: Path) -> None:
    asyncio.run(broadcast(tmp_path, deaf=100 if FULL else 30))


async def broadcast(directory: Path, deaf: int) -> None:
    ledger, pair = Ledger(), make_pair(directory)
    keys = {"tls_certificate": pair.certificate, "tls_key": pair.key}
    with Process(directory, limits__send_queue_bytes=QUEUE, **keys) as server:
        people = [Person(f"p{i}", ledger.hear) for i in range(8)]
        for person in people:
            await person.connect(server.port)
            await person.register(CAPS)
        contexts = (None, client_context())
        sockets = [await asyncio.to_thread(quiet, server.port, f"d{i}", contexts[i % 2]) for i in range(deaf)]
        while not await present(people[0], deaf + len(people)):
            pass
        before = server.memory()
        ledger.talk(people[:4])
        while await present(people[-1], len(people) + 1):
            await ledger.until(len(ledger.acknowledged) + 500)
        ledger.hush()
        for person in people:
            await person.sync()
        grown = server.memory() - before
        assert ledger.judge(await people[0].history(ROOM), server.logs / "rooms") == []
        gone = [entry for entry in server.log() if entry.get("reason") == "SendQ exceeded"]
        assert {entry["nick"] for entry in gone} == {f"d{i}" for i in range(deaf)}
        assert len(ledger.views["p7"]) == len(ledger.acknowledged)
        # each had QUEUE and what one batch adds; the rest is what the server takes for the messages themselves
        assert grown < deaf * 2 * QUEUE + 32 * 1024 * 1024
        print(f"{len(ledger.sent)} messages, {deaf} deaf: grown by {grown / 1024:.0f} KiB")
        assert server.mistakes() == []
        for connection in sockets:
            connection.close()
        await asyncio.gather(*(person.close() for person in people))


def quiet(port: int, nick: str, tls: ssl.SSLContext | None = None) -> socket.socket:
    """A client that registers and never reads."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.connect(("127.0.0.1", port))
    connection = tls.wrap_socket(connection) if tls is not None else connection
    connection.sendall(f"NICK {nick}\r\nUSER d 0 * :d\r\n".encode())
    return connection


async def present(person: Person, at_least: int) -> bool:
    """Whether so many are here."""
    answered = person.expect(lambda message: message.command == "251")
    person.send("LUSERS")
    return int((await answered).params[1].split()[2]) >= at_least


def test_who_is_gone_without_a_word_is_found(tmp_path: Path) -> None:
    """A half-open connection answers no PING. Here it is a client that is connected and does nothing."""
    asyncio.run(half_open(tmp_path, 50))


async def half_open(directory: Path, count: int) -> None:
    with Process(directory, limits__registration_timeout=2, limits__ping_interval=2, limits__ping_timeout=2) as server:
        gone: set[str] = set()
        alice = Person("alice", lambda _, message: gone.add(message.source or "") if timed_out(message) else None)
        await alice.connect(server.port)
        await alice.register()
        sockets = [quiet(server.port, f"h{i}") for i in range(count)]
        while len(gone) < count:  # alice answers every PING meanwhile
            await alice.expect(lambda message: message.command == "QUIT")
        await alice.sync()
        for connection in sockets:
            connection.close()
        await alice.close()
        assert server.mistakes() == []


def timed_out(message: Message) -> bool:
    return message.command == "QUIT" and "Ping timeout" in message.params[0]


def test_who_dribbles_is_closed_in_time(tmp_path: Path) -> None:
    asyncio.run(dribbled(tmp_path, 1000))


async def dribbled(directory: Path, count: int) -> None:
    """A byte now and then keeps nobody in the door: not before the protocol is known, nor after it, nor in HTTP."""
    with Process(directory, limits__registration_timeout=2, limits__connections_per_ip=0) as server:
        alice = await Person("alice").connect(server.port)
        await alice.register()
        beginnings = (b"NICK slow\r\nUSE", b"GET / HTTP/1.1\r\nHos", b"CAP LS 302\r\nPING ")
        open_ones = [asyncio.create_task(dribble(server.port, beginnings[i % len(beginnings)])) for i in range(count)]
        await asyncio.wait_for(asyncio.gather(*open_ones), 40)
        await alice.sync()
        assert not alice.closed.is_set()
        await alice.close()
        assert server.mistakes() == []


async def dribble(port: int, beginning: bytes) -> None:
    """Returns when the server has closed."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(beginning)
    with contextlib.suppress(ConnectionError):
        while True:
            try:
                if not await asyncio.wait_for(reader.read(4096), 0.5):
                    break
            except TimeoutError:
                writer.write(b"a")
    writer.close()


@pytest.mark.parametrize("registered", [False, True])
def test_a_line_that_never_ends(tmp_path: Path, registered: bool) -> None:
    asyncio.run(endless(tmp_path, registered))


async def endless(directory: Path, registered: bool) -> None:
    """It takes no memory, is answered once, and who ends it may go on; a flood limit does not apply here."""
    with Process(directory) as server:
        alice = await Person("alice").connect(server.port)
        if registered:
            await alice.register()
        before = server.memory()
        told = alice.expect(lambda message: message.command == "417")
        for _ in range(40):
            alice.writer.write(b"PRIVMSG #lobby :" + b"x" * 100_000)
            await alice.writer.drain()
        await told
        alice.send("")
        await alice.sync()
        assert server.memory() - before < 2 * 1024 * 1024
        await alice.close()
        assert server.mistakes() == []


def test_a_tls_hello_where_none_is_expected(tmp_path: Path) -> None:
    hello = bytes.fromhex("16030100c8010000c40303") + bytes(180)
    with Process(tmp_path) as server:
        with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
            connection.sendall(hello)
            assert connection.recv(64)[:1] == b"\x15"  # an alert
            assert connection.recv(64) == b""
        with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
            connection.sendall(b"NICK alice\r\nUSER a 0 * :a\r\n" + hello + b"\r\nPING here\r\n")
            received = b""
            while b"PONG" not in received:
                received += connection.recv(65_536)
        assert server.mistakes() == []
