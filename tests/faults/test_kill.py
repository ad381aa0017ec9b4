# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 under load, again and again on the same data: nothing acknowledged is lost, and clients resume by history.

Of the server, and of the process that writes the database for it, which may also stand still for a while.
"""

import asyncio
import os
import random
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from services.chat.log.process import LOST
from tests.faults.ledger import CAPS, Ledger
from tests.faults.people import Person
from tests.faults.process import Process

WRITERS = 6
READERS = 3


def kill_writer(server: Process) -> None:
    os.kill(server.writer, signal.SIGKILL)
    assert server.wait() == 1
    assert server.console[-1] == LOST


async def killed(
    directory: Path, times: int, seed: int, kill: Callable[[Process], None] = Process.kill, transcripts: bool = True
) -> None:
    chance, ledger = random.Random(seed), Ledger()
    server = Process(directory)
    everyone = [Person(f"w{i}", ledger.hear) for i in range(WRITERS)]
    everyone += [Person(f"r{i}", ledger.hear) for i in range(READERS)]
    starts = []

    async def come() -> None:
        for person in everyone:
            await person.connect(server.port)
            await person.register(CAPS)
            await ledger.catch_up(person)

    try:
        for _ in range(times):
            await asyncio.to_thread(server.start)
            starts.append(server.seconds_to_start)
            await come()
            ledger.talk(everyone[:WRITERS])
            await ledger.until(len(ledger.acknowledged) + chance.randrange(50, 600))
            await asyncio.to_thread(kill, server)
            await asyncio.gather(*(person.closed.wait() for person in everyone))
            ledger.hush()
        await asyncio.to_thread(server.start)
        await come()
        history = await everyone[0].history("#lobby")
        assert ledger.judge(history, server.logs / "rooms" if transcripts else None) == []
        assert {len(view) for view in ledger.views.values()} == {len(history)}
        assert len(history) >= len(ledger.acknowledged) >= 50 * times
        assert [mistake for mistake in server.mistakes() if "the log is lost" not in mistake] == []
        print(
            f"{times} kills: {len(ledger.sent)} sent, {len(ledger.acknowledged)} acknowledged, {len(history)} kept; "
            f"slowest start {max(starts):.2f} s"
        )
    finally:
        for person in everyone:
            await person.close()
        server.kill()


def test_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    asyncio.run(killed(tmp_path, 3, seed=1))


def test_nothing_acknowledged_is_lost_with_the_writer(tmp_path: Path) -> None:
    """The transcripts may lack what was told to the writer last (docs/trust.md)."""
    asyncio.run(killed(tmp_path, 3, 3, kill_writer, transcripts=False))


def test_nothing_is_shown_while_the_writer_stands_still_and_nothing_lost_afterwards(tmp_path: Path) -> None:
    asyncio.run(held_up(tmp_path))


async def held_up(directory: Path) -> None:
    ledger = Ledger()
    with Process(directory) as server:
        everyone = [Person(f"w{i}", ledger.hear) for i in range(WRITERS)]
        for person in everyone:
            await person.connect(server.port)
            await person.register(CAPS)
        for person in everyone:
            await person.sync()
        os.kill(server.writer, signal.SIGSTOP)
        ledger.talk(everyone)
        other = Person("other")
        await other.connect(server.port)
        heard = other.expect(lambda message: message.command == "CAP")
        other.send("CAP LS 302")  # which is answered meanwhile, as is everything that asks only
        await asyncio.wait_for(heard, 20)
        assert not ledger.acknowledged
        assert not ledger.live
        os.kill(server.writer, signal.SIGCONT)
        await ledger.until(300)
        ledger.hush()
        for person in everyone:
            await person.sync()
        assert ledger.judge(await everyone[0].history("#lobby"), server.logs / "rooms") == []
        assert not ledger.refused
        assert server.mistakes() == []
        await asyncio.gather(*(person.close() for person in (*everyone, other)))


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_nothing_acknowledged_is_lost_thirty_times(tmp_path: Path) -> None:
    asyncio.run(killed(tmp_path, int(os.environ.get("HUBBUB_KILLS", "30")), seed=2))
