# SPDX-License-Identifier: GPL-3.0-or-later
"""Random, mutated and truncated lines before, while and after registering: no crash, no stray exception, no silence.

A share of them each time, with HUBBUB_FAULTS=full a million; HUBBUB_FUZZ_LINES and HUBBUB_FUZZ_SEED ask for others.
"""

import asyncio
import contextlib
import os
import random
import time
from itertools import islice
from pathlib import Path

import pytest

from tests.faults import fuzz
from tests.faults.conftest import FULL
from tests.faults.people import Person
from tests.faults.process import Process

LINES = int(os.environ.get("HUBBUB_FUZZ_LINES", "1000000" if FULL else "100000"))
SEED = int(os.environ.get("HUBBUB_FUZZ_SEED", "1"))
CONNECTIONS = 8
AT_ONCE = 50


@pytest.mark.timeout(3600)
def test_nothing_that_is_sent_breaks_the_server(tmp_path: Path) -> None:
    asyncio.run(fuzzed(tmp_path))


async def fuzzed(directory: Path) -> None:
    with Process(directory, limits__connections_per_ip=0) as server:
        alice = await Person("alice").connect(server.port)
        await alice.register("draft/chathistory batch")
        begun, share = time.monotonic(), LINES // CONNECTIONS
        counts = await asyncio.gather(*(send(server.port, i, share) for i in range(CONNECTIONS)))
        await asyncio.wait_for(alice.sync(), 30)
        print(
            f"{share * CONNECTIONS} lines, seed {SEED}: {time.monotonic() - begun:.0f} s, {sum(counts)} connections, "
            f"{server.memory() // 1048576} MiB"
        )
        late = await Person("late").connect(server.port)
        await late.register()
        await late.sync()
        assert server.mistakes() == []
        await alice.close()
        await late.close()
        code, _ = await asyncio.to_thread(server.stop)
        assert code == 0
        assert server.mistakes() == []


async def send(port: int, number: int, count: int) -> int:
    """Send one client's lines, on a new connection now and then. How many it took."""
    chance = random.Random(number)
    pieces, connections, more = fuzz.lines(SEED * 1000 + number, count), 0, True
    while more:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
        connections += 1
        listening = asyncio.create_task(listen(reader))
        if connections % 3:  # every third connection never registers by itself
            writer.write(b"CAP LS 302\r\n" if connections % 2 else b"")
            writer.write(f"NICK f{number}\r\nUSER f 0 * :f\r\nCAP END\r\n".encode())
        with contextlib.suppress(OSError):
            for _ in range(chance.choice((1, 10, 100))):
                piece = b"".join(islice(pieces, AT_ONCE))
                more = bool(piece)
                if not more or listening.done():
                    break
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(0)
            writer.write_eof()  # the server does what came before, and closes
        await asyncio.wait_for(listening, 30)
        writer.close()
    return connections


async def listen(reader: asyncio.StreamReader) -> None:
    """Read until the server closes."""
    with contextlib.suppress(ConnectionError):
        while await reader.read(65_536):
            pass
