# SPDX-License-Identifier: GPL-3.0-or-later
"""Everybody comes at once: clients register and join one room, all get in, and all hear what is said then."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.people import Person
from tests.faults.process import Process

ROOM = "#crowd"
AT_ONCE = 200
LIMIT = 60.0  # seconds until all are in


def test_a_crowd(tmp_path: Path) -> None:
    asyncio.run(crowded(tmp_path, 300))


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_five_thousand(tmp_path: Path) -> None:
    asyncio.run(crowded(tmp_path, 5000))


async def crowded(directory: Path, count: int) -> None:
    heard: set[str] = set()
    all_heard = asyncio.Event()

    def hear(person: "Newcomer", text: str) -> None:
        if text == "is everybody here?":
            heard.add(person.nick)
            if len(heard) == count - 1:  # all but the one who asks
                all_heard.set()

    limits = {"limits__connections_per_ip": 0, "limits__registration_timeout": 60, "limits__send_queue_bytes": 16777216}
    with Process(directory, autojoin="", **limits) as server:
        everyone, gate = [Newcomer(f"n{i}", hear) for i in range(count)], asyncio.Semaphore(AT_ONCE)

        async def come(person: Newcomer) -> None:
            async with gate:
                await person.come(server.port)

        begun = time.monotonic()
        await asyncio.gather(*map(come, everyone))
        seconds = time.monotonic() - begun
        counter = await Person("counter").connect(server.port)
        await counter.register()
        counted = counter.expect(lambda message: message.command == "322")
        counter.send("LIST " + ROOM)
        assert (await counted).params[2] == str(count)
        everyone[0].say("is everybody here?")
        await asyncio.wait_for(all_heard.wait(), 40)
        print(f"{count} came in {seconds:.1f} s; {server.memory() // 1048576} MiB")
        assert seconds < LIMIT
        for person in everyone:
            person.transport.close()
        await counter.close()
        assert server.mistakes() == []


class Newcomer(asyncio.Protocol):
    """A client that costs little, as thousands of them share a machine with the server."""

    def __init__(self, nick: str, hear: Callable[["Newcomer", str], None]) -> None:
        self.nick = nick
        self.transport: asyncio.Transport
        self._hear = hear
        self._rest = b""
        self._joined = asyncio.get_running_loop().create_future()

    async def come(self, port: int) -> None:
        """Connect, register, join; returns when the room's names have come."""
        loop = asyncio.get_running_loop()
        self.transport, _ = await loop.create_connection(lambda: self, "127.0.0.1", port)
        self.transport.write(f"NICK {self.nick}\r\nUSER n 0 * :n\r\nJOIN {ROOM}\r\n".encode())
        await self._joined

    def say(self, text: str) -> None:
        """To the room."""
        self.transport.write(f"PRIVMSG {ROOM} :{text}\r\n".encode())

    def data_received(self, data: bytes) -> None:
        """Look at what matters only: most of it is others' joining."""
        data = self._rest + data
        self._rest = data[data.rfind(b"\n") + 1 :]
        if not self._joined.done() and f" 366 {self.nick} {ROOM} ".encode() in data:
            self._joined.set_result(None)
        if b"PING :" in data:
            self.transport.write(b"PONG :here\r\n")
        if b" PRIVMSG " in data:
            self._hear(self, data.partition(f" PRIVMSG {ROOM} :".encode())[2].partition(b"\r\n")[0].decode())

    def connection_lost(self, exc: Exception | None) -> None:
        """A failure, when it comes before the room."""
        if not self._joined.done():
            self._joined.set_exception(exc or EOFError(self.nick))
