# SPDX-License-Identifier: GPL-3.0-or-later
"""SIGTERM under load: what was taken is finished, what was not gets FAIL, everybody is let go, exit 0 within 10 s.

The container's stop grace period is bound to these 10 s (docker-compose.yml).
"""

import asyncio
import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

from services.chat.dispatch import CLOSING
from tests.faults.ledger import CAPS, Ledger
from tests.faults.people import Person
from tests.faults.process import Process
from tests.support.certificates import client_context, make_pair
from tests.support.server import Server

LIMIT = 10.0  # seconds from SIGTERM to the end of the process
UPGRADE = (
    "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)


def deaf(port: int, said: str = "", tls: ssl.SSLContext | None = None) -> socket.socket:
    """A client that says something and never reads."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=20)
    if tls is not None:
        connection = tls.wrap_socket(connection)
    connection.sendall(said.encode())
    return connection


@contextlib.contextmanager
def deaf_crowd(port: int) -> Iterator[None]:
    """Clients of every dialect that never read: registered, half-way, and silent."""
    context = client_context()
    with contextlib.ExitStack() as stack:
        for i in range(10):
            user = f"NICK d{i}\r\nUSER d 0 * :d\r\n"
            for said, tls in ((user, None), (user.replace("d", "s"), context), (f"c{i}", None), (UPGRADE, None)):
                stack.enter_context(deaf(port, said, tls))
            for half in ("", "\x16\x03\x01", "NICK", "GET / HT"):
                stack.enter_context(deaf(port, half))
        yield


def test_under_load_with_every_kind_of_client(tmp_path: Path) -> None:
    asyncio.run(stopped_under_load(tmp_path))


async def stopped_under_load(directory: Path) -> None:
    pair, ledger = make_pair(directory), Ledger()
    with Process(directory, tls_certificate=pair.certificate, tls_key=pair.key) as server:
        everyone = [Person(f"p{i}", ledger.hear) for i in range(70)]
        for i, person in enumerate(everyone):
            await person.connect(server.port, client_context() if i >= 50 else None)
            await person.register(CAPS)
        for person in everyone:
            await person.sync()
        with contextlib.ExitStack() as stack:
            await asyncio.to_thread(lambda: stack.enter_context(deaf_crowd(server.port)))
            ledger.talk(everyone[:10] + everyone[-5:])
            await ledger.until(300)
            code, seconds = await asyncio.to_thread(server.stop)
        assert code == 0
        assert seconds < LIMIT
        for person in everyone:
            await asyncio.wait_for(person.closed.wait(), 10)
            assert (person.last.command, person.last.params) == ("ERROR", ["Closing link: Server is shutting down"])
        await asyncio.to_thread(server.start)
        reader = Person("reader")
        await reader.connect(server.port)
        await reader.register(CAPS)
        assert ledger.judge(await reader.history("#lobby"), server.logs / "rooms") == []
        unanswered = len(ledger.sent) - len(ledger.acknowledged) - len(ledger.refused)
        print(
            f"stopped in {seconds:.2f} s: {len(ledger.acknowledged)} taken, {len(ledger.refused)} refused, "
            f"{unanswered} unanswered"
        )
        assert ledger.refused
        assert server.mistakes() == []
        await asyncio.gather(*(person.close() for person in (*everyone, reader)))


def test_while_some_send_as_fast_as_they_can_and_do_not_read(tmp_path: Path) -> None:
    """Nothing of what they send may keep the server from seeing the signal."""
    with Process(tmp_path) as server:
        floods = []
        for i in range(10):
            connection = deaf(server.port, f"NICK f{i}\r\nUSER f 0 * :f\r\n")
            floods.append((connection, threading.Thread(target=flood, args=(connection,))))
        for _, thread in floods:
            thread.start()
        while not any((server.logs / "rooms").glob("*/*.log")):
            server.send_signal(0)
        code, seconds = server.stop()
        for connection, thread in floods:
            thread.join()
            connection.close()
        print(f"stopped in {seconds:.2f} s")
        assert code == 0
        assert seconds < LIMIT
        assert server.mistakes() == []


def flood(connection: socket.socket) -> None:
    piece = b"PRIVMSG #lobby :and on and on\r\n" * 2000
    with contextlib.suppress(OSError):
        while True:
            connection.sendall(piece)


def test_with_tls_clients_that_do_not_say_goodbye(tmp_path: Path) -> None:
    pair = make_pair(tmp_path)
    with Server(tmp_path, tls_certificate=pair.certificate, tls_key=pair.key) as server:
        for i in range(20):
            server.client(f"t{i}", tls=client_context())
        server.stop()  # hangs where a handshake's end is waited for


def test_a_throttled_backlog_is_refused_rather_than_forgotten(tmp_path: Path) -> None:
    with Server(tmp_path, limits={"flood_burst": 20, "flood_rate": 0.1}, exempt_networks=[]) as server:
        alice = server.client()
        alice.send("NICK alice", "USER a 0 * :a")
        alice.until("422")
        alice.send(*["PRIVMSG #lobby :hello"] * 40, "PING end")
        thread = threading.Thread(target=server.stop)
        thread.start()
        lines = []
        with contextlib.suppress(EOFError, ConnectionError):
            while True:
                lines.append(alice.line())
        thread.join()
    refused = [line for line in lines if " FAIL PRIVMSG INTERNAL_ERROR " in line and line.endswith(CLOSING)]
    assert 20 <= len(refused) <= 40
    assert lines[-1] == "ERROR :Closing link: Server is shutting down"
