# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 under load, again and again on the same data: nothing acknowledged is lost, and clients resume by history."""

import asyncio
import os
import random
from pathlib import Path

import pytest

from tests.faults.ledger import CAPS, Ledger
from tests.faults.people import Person
from tests.faults.process import Process

WRITERS = 6
READERS = 3


async def killed(directory: Path, times: int, seed: int) -> None:
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
            server.kill()
            await asyncio.gather(*(person.closed.wait() for person in everyone))
            ledger.hush()
        await asyncio.to_thread(server.start)
        await come()
        history = await everyone[0].history("#lobby")
        assert ledger.judge(history, server.logs / "rooms") == []
        assert {len(view) for view in ledger.views.values()} == {len(history)}
        assert len(history) >= len(ledger.acknowledged) >= 50 * times
        assert server.mistakes() == []
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


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_nothing_acknowledged_is_lost_thirty_times(tmp_path: Path) -> None:
    asyncio.run(killed(tmp_path, int(os.environ.get("HUBBUB_KILLS", "30")), seed=2))
