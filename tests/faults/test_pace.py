# SPDX-License-Identifier: GPL-3.0-or-later
"""Much at once, by people who keep to all limits: answers wait for their reader, others do not wait for the work."""

import asyncio
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.faults.conftest import FULL
from tests.faults.people import Person
from tests.faults.process import Process

CAPS = "message-tags batch draft/multiline draft/chathistory labeled-response server-time"
LINES = 35  # of 460 bytes: 16 KB
STEP = 0.01  # seconds between two reads of a slow reader
LINE_SPEED = 10_000_000 // 8  # bytes a second: 10 Mbit/s


async def slow(port: int, nick: str, caps: str) -> socket.socket:
    """A client that is registered, in #room, and that the kernel keeps little for."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16_384)
    connection.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(connection, ("127.0.0.1", port))
    words = f"CAP REQ :{caps}\r\nNICK {nick}\r\nUSER {nick} 0 * :{nick}\r\nCAP END\r\nJOIN #room\r\nPING in\r\n"
    await loop.sock_sendall(connection, words.encode())
    data = b""
    while b":in\r\n" not in data:
        data += await loop.sock_recv(connection, 4096)
    return connection


async def lines(connection: socket.socket) -> AsyncIterator[bytes]:
    """What comes, line by line, read at the speed of the line, until the server closes."""
    loop, rest = asyncio.get_running_loop(), b""
    while data := await loop.sock_recv(connection, int(LINE_SPEED * STEP)):
        *whole, rest = (rest + data).split(b"\r\n")
        for line in whole:
            yield line
        await asyncio.sleep(STEP)


async def fill(port: int, count: int) -> None:
    """Messages of 16 KB in #room."""
    bob = await Person("bob").connect(port)
    await bob.register(CAPS, rooms=["#room"])
    for number in range(count):
        inner = [f"@batch={number} PRIVMSG #room :{number:04}{'z' * 456}" for _ in range(LINES)]
        bob.send(f"BATCH +{number} draft/multiline #room", *inner, f"BATCH -{number}")
        if number % 20 == 19:
            await bob.sync()
    await bob.sync()
    await bob.close()


def test_a_page_of_long_messages_reaches_a_slow_reader_whole(tmp_path: Path) -> None:
    asyncio.run(page_of_long_messages(tmp_path, 1000 if FULL else 320))


async def page_of_long_messages(directory: Path, count: int) -> None:
    """More than the send queue and the kernel hold. The answer has a label; live traffic keeps its order meanwhile."""
    limits = {} if FULL else {"limits__send_queue_bytes": 65_536}
    with Process(directory, autojoin="", **limits) as server:
        keeper = await (await Person("keeper").connect(server.port)).register(rooms=["#room"])
        await fill(server.port, count)
        connection = await slow(server.port, "reader", CAPS)
        asked = b"@label=page CHATHISTORY LATEST #room * 1000\r\nPING after\r\n"
        await asyncio.get_running_loop().sock_sendall(connection, asked)
        for number in range(100):
            keeper.send(f"PRIVMSG #room :live {number}")
        shown: list[bytes] = []
        live: list[int] = []
        first = last = b""
        async for line in lines(connection):
            if b":after" in line:
                break
            if b" :live " in line and not line.startswith(b"@batch="):
                live.append(int(line.rpartition(b" ")[2]))
            elif b" BATCH " in line and not first:
                first = line
            elif b" PRIVMSG #room :" in line and b":live" not in line:
                shown.append(line.partition(b"#room :")[2][:4])
            last = line
        connection.close()
        assert first.startswith(b"@label=page :hubbub.local BATCH +")
        assert last.endswith(b" BATCH -" + first.split()[3][1:])
        assert shown == [b"%04d" % number for number in range(count) for _ in range(LINES)]
        assert live == sorted(live)
        assert server.mistakes() == []
        await keeper.close()


def test_pages_that_nobody_takes_cost_little_memory(tmp_path: Path) -> None:
    asyncio.run(pages_that_nobody_takes(tmp_path, 320, 20))


async def pages_that_nobody_takes(directory: Path, count: int, readers: int) -> None:
    with Process(directory, autojoin="") as server:
        keeper = await (await Person("keeper").connect(server.port)).register(rooms=["#room"])
        await fill(server.port, count)
        deaf = [await slow(server.port, f"r{number}", CAPS) for number in range(readers)]
        before = server.memory()
        for connection in deaf:
            await asyncio.get_running_loop().sock_sendall(connection, b"@label=x CHATHISTORY LATEST #room * 1000\r\n")
        for number in range(3000):  # they are served one piece after the other, until no reader takes more
            keeper.send(f"PING {number}")
            await keeper.sync()
        grown = server.memory() - before
        print(f"{readers} pages of {count} long messages that nobody takes: grown by {grown / 1024:.0f} KiB")
        assert grown < 24 * 1024 * 1024
        code, _ = await asyncio.to_thread(server.stop)  # for which no answer that rests is waited
        assert code == 0
        assert not [entry for entry in server.log() if entry["level"] in ("warning", "error", "critical")]
        for connection in deaf:
            connection.close()
        await keeper.close()


def test_a_burst_of_many_cuts_off_no_living_reader(tmp_path: Path) -> None:
    asyncio.run(burst_of_many(tmp_path, senders=60, count=200))


async def burst_of_many(directory: Path, senders: int, count: int) -> None:
    """Many times what a send queue holds: all of it arrives in order, but who reads nothing is closed."""
    with Process(directory, autojoin="", limits__send_queue_bytes=524_288) as server:
        reader = await slow(server.port, "reader", "message-tags server-time")
        deaf = await slow(server.port, "deaf", "message-tags server-time")
        people = [Person(f"p{number}") for number in range(senders)]
        for person in people:
            await (await person.connect(server.port)).register(rooms=["#room"])
        gone = people[0].expect(
            lambda message: message.command == "QUIT" and (message.source or "").startswith("deaf!")
        )
        for person in people:
            person.send(*(f"PRIVMSG #room :{number} {'x' * 440}" for number in range(count)))
        heard: dict[bytes, list[int]] = {}
        async for line in lines(reader):
            if b" PRIVMSG #room :" in line:
                words = line.split(b" ")
                heard.setdefault(words[1], []).append(int(words[4][1:]))
                if sum(map(len, heard.values())) == senders * count:
                    break
        assert sum(map(len, heard.values())) == senders * count, "it was cut off"
        assert all(numbers == list(range(count)) for numbers in heard.values())
        assert (await gone).params == ["SendQ exceeded"]
        for connection in (reader, deaf):
            connection.close()
        await asyncio.gather(*(person.close() for person in people))
        assert server.mistakes() == []


FLOODS = ("WHO zz*x*y*zz", "WHO #room %tnuhra,1", "METADATA #room SYNC", "LIST *q*,!*z*")


@pytest.mark.timeout(240)  # a crowd comes in, one after the other
def test_others_are_answered_while_much_is_looked_through(tmp_path: Path) -> None:
    asyncio.run(much_is_looked_through(tmp_path, people=2000 if FULL else 600))


async def much_is_looked_through(directory: Path, people: int) -> None:
    """Twenty use all of their flood allowance at once. Somebody else gets many answers before the last of theirs.

    Without slices the loop turns a few times until all is answered, however much it is.
    """
    limits = {"limits__flood_burst": 30, "limits__flood_rate": 30, "limits__connect_rate": 0}
    limits |= {"limits__connections_per_ip": 0}
    with Process(directory, autojoin="", exempt_networks="127.0.0.9/32", **limits) as server:
        crowd = [Person(f"user{number}") for number in range(people)]
        for number, person in enumerate(crowd):  # each one's JOIN of #room is told to all who are in it
            rooms = ["#room"] if number < 600 else []
            await (await person.connect(server.port)).register(rooms=[*rooms, f"#r{number}q"])
        other = await (await Person("other").connect(server.port)).register()
        many = [Person(f"e{number}") for number in range(20)]
        for person in many:
            await (await person.connect(server.port)).register("batch draft/metadata-2", rooms=["#room"])
            person.send("METADATA * SUB a b c d e f g h i j")
            await person.sync()
        for command in FLOODS:
            await asyncio.sleep(1)  # until everyone has their whole allowance again
            for person in many:
                person.send(*[command] * 5)
            done = asyncio.gather(*(person.sync() for person in many))
            rounds = 0
            while not done.done() and rounds < 60:
                answered = other.expect(lambda message: message.command == "PONG")
                other.send("PING x")
                await answered
                rounds += 1
            await done
            print(f"{command}: {rounds} others' answers before the last of its")
            assert rounds >= 20, command
        await asyncio.gather(*(person.close() for person in (*crowd, *many, other)))
        assert server.mistakes() == []
