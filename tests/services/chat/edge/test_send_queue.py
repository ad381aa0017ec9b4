# SPDX-License-Identifier: GPL-3.0-or-later
"""When a reader is given up, and what is counted until then. With real sockets: tests/faults/test_pace.py."""

import asyncio
from collections.abc import Callable

import pytest

from services.chat.edge import send_queue
from services.chat.edge.send_queue import MOST_ABOVE, MOST_EACH, MOST_OF_ADDRESS, Budget, SendQueue
from services.chat.session import Peer, Session

MOST = 1000


class Line(asyncio.Transport):
    """A transport of which only the waiting bytes are real."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting = 0
        self.marks: tuple[int | None, int | None] = (None, None)

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        self.marks = (high, low)


class Reader:
    """A session with its send queue. `closed` is why it was closed."""

    def __init__(self, budget: Budget, ip: str = "192.0.2.1", exempt: bool = False) -> None:
        loop = asyncio.get_running_loop()
        self.line = Line()
        self.closed: list[str] = []
        self.session = Session(
            "s", Peer(ip, 1, ip), self._write, self.closed.append, loop.call_soon, lambda: None,
            lambda session, data: None, unsent=lambda: self.line.waiting, exempt=exempt,
        )  # fmt: skip
        self.queue = SendQueue(self.session, self.line, self.closed.append, budget, MOST)

    def _write(self, data: bytes) -> None:
        self.line.waiting += len(data)
        if self.line.waiting > MOST // 4 and self.session.stalled is None:
            self.queue.stall()

    def write(self, count: int) -> None:
        self.session.outbox.append(b"x" * count)
        self.session.flush()

    def read(self, count: int) -> None:
        self.line.waiting -= count
        if self.line.waiting <= MOST // 16:
            self.queue.relieve()


def played(play: Callable[[], object]) -> None:
    async def run() -> None:
        play()
        await asyncio.sleep(0)

    asyncio.run(run())


def test_a_session_is_stalled_between_the_marks_and_answers_wait() -> None:
    async def run() -> None:
        reader = Reader(Budget())
        assert reader.line.marks == (250, 62)
        await asyncio.wait_for(reader.session.writable(), 1)
        reader.write(260)
        waits = [asyncio.create_task(reader.session.writable()) for _ in range(2)]
        await asyncio.sleep(0)
        waits[0].cancel()
        await asyncio.sleep(0)
        reader.read(100)
        assert not waits[1].done()
        reader.read(160)
        await asyncio.wait_for(waits[1], 1)
        assert reader.closed == []

    asyncio.run(run())


@pytest.mark.parametrize("dead", [True, False])
def test_above_the_bound_the_dead_are_closed_and_the_living_have_longer(
    monkeypatch: pytest.MonkeyPatch, dead: bool
) -> None:
    monkeypatch.setattr(send_queue, "LOOK", 0.01)
    monkeypatch.setattr(send_queue, "STILL", 0.2 if dead else 60)
    monkeypatch.setattr(send_queue, "LONG", 60 if dead else 0.2)

    async def run() -> None:
        budget = Budget()
        reader = Reader(budget)
        reader.write(MOST)
        await asyncio.sleep(0.3)
        assert reader.closed == [], "not above it"
        reader.write(100)
        assert budget.above == 100
        await asyncio.sleep(0.3)
        assert reader.closed[0] == "SendQ exceeded"

    asyncio.run(run())


def test_who_catches_up_has_all_the_time_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(send_queue, "LOOK", 0.01)
    monkeypatch.setattr(send_queue, "LONG", 0.3)

    async def run() -> None:
        reader = Reader(Budget())
        for _ in range(4):
            reader.write(1500)
            await asyncio.sleep(0.15)
            reader.read(700)
            await asyncio.sleep(0.05)
            reader.read(800)
        assert reader.closed == []

    asyncio.run(run())


def test_no_reader_has_more_than_the_hard_bound() -> None:
    readers: list[Reader] = []

    def play() -> None:
        readers.append(Reader(Budget(), exempt=True))
        readers[0].write(MOST_EACH * MOST)
        readers[0].write(1)

    played(play)
    assert readers[0].closed == ["SendQ exceeded"]


def test_all_of_one_address_share_a_bound_and_others_do_not_pay_for_them() -> None:
    readers: list[Reader] = []

    def play() -> None:
        budget = Budget()
        for number in range(MOST_OF_ADDRESS + 1):
            readers.append(Reader(budget, f"2001:db8::{number}"))
            readers[-1].write(MOST)
        readers.append(Reader(budget, "2001:db8:1::1"))
        readers[-1].write(MOST)
        readers.append(Reader(budget, "2001:db8::77", exempt=True))
        readers[-1].write(MOST)

    played(play)
    assert [bool(reader.closed) for reader in readers] == [False] * MOST_OF_ADDRESS + [True, False, False]


def test_what_is_above_the_bound_of_all_is_bounded_and_given_back() -> None:
    readers: list[Reader] = []
    budget = Budget()

    def play() -> None:
        for number in range(MOST_ABOVE // 8 + 1):
            readers.append(Reader(budget, f"192.0.2.{number}"))
            readers[-1].write(9 * MOST)
        for reader in readers:
            reader.read(9 * MOST)

    played(play)
    assert [bool(reader.closed) for reader in readers] == [False] * (MOST_ABOVE // 8) + [True]
    assert (budget.above, dict(budget.waiting)) == (0, {})
