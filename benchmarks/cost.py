# SPDX-License-Identifier: GPL-3.0-or-later
"""What a message costs, counted rather than timed: calls of functions on its way through the server.

Eight people send, 200 receive with tags, 64 messages of each are in one batch; the log takes no time. `calls` counts,
and says the same on any machine with the same Python; `microseconds` times the same way, stage by stage.
"""

import asyncio
import json
import queue
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, cast

from protocol import capabilities as caps
from services.chat.app import App
from services.chat.apply import apply
from services.chat.events import Event, Joined, MessageSent, UserConnected
from services.chat.log.port import Done
from services.chat.log.sqlite import SqliteLog
from services.chat.session import Peer, Session
from services.chat.settings.model import Settings

SENDERS: Final = 8
RECEIVERS: Final = 200
EACH: Final = 64
MESSAGES: Final = SENDERS * EACH
LINE: Final = "PRIVMSG #room :0 1234567 " + "x" * 60
DATA: Final = f"{LINE}\r\n".encode() * EACH
VIEW: Final = caps.SERVER_TIME.bit | caps.MESSAGE_TAGS.bit | caps.ACCOUNT_TAG.bit


class _Held:
    """Stands in front of the log, so that the way in and the way out can be told apart."""

    def __init__(self) -> None:
        self.done: Done = lambda error: None

    def commit(self, events: Sequence[Event], done: Done) -> None:
        self.done = done


class Road:
    """A server without sockets, with everybody in one room."""

    def __init__(self, folder: Path) -> None:
        limits = {"flood_burst": 0}
        settings = {"listen": ["127.0.0.1:0"], "data_dir": folder / "data", "log_dir": folder / "logs", "autojoin": []}
        self.app = App(Settings.model_validate(settings | {"limits": limits}))
        self.house = self.app.house
        self.pipeline = cast(Any, self.house.road)
        self.log = _Held()
        self.pipeline._log = self.log
        self.senders = [self._person(number) for number in range(SENDERS + RECEIVERS)][:SENDERS]

    def _person(self, number: int) -> Session:
        uid, nick = f"u{number}", f"n{number}"
        session = Session(
            f"s{number}", Peer("127.0.0.1", 1, "127.0.0.1"), _nothing, _nothing, _nothing, _nothing,
            self.pipeline.defer, uid=uid,
        )  # fmt: skip
        session.set_caps(VIEW if number >= SENDERS else 0)
        self.house.fanout.attach(uid, session)
        source = f"{nick}!~n@127.0.0.1"
        apply(self.house.state, UserConnected(1, "m", uid, source, "", nick, "~n", "127.0.0.1", "r"))
        apply(self.house.state, Joined(1, "m", uid, source, "", "#room", "#room", "r"))
        return session

    def submit(self) -> None:
        """The way in: from lines to the log."""
        for session in self.senders:
            session.backlog.feed(DATA)  # type: ignore[attr-defined]
            self.app.desk.receive(session)
        self.pipeline._commit()

    def show(self) -> None:
        """The way out: from the log to the outboxes and through them."""
        self.log.done(None)
        fanout = self.house.fanout
        while fanout.unwritten:  # the loop would do so in its turns
            fanout.write_some()


def _nothing(*_: object) -> None:
    """What a test of cost writes to."""


Gauge = Callable[[Callable[[], None]], float]


def _measured(gauge: Gauge, rounds: int) -> dict[str, float]:
    """The least that `gauge` says of each stage, for one message; the first round only fills caches."""

    async def run() -> dict[str, float]:
        found = {"in": 1e9, "out": 1e9}
        with tempfile.TemporaryDirectory(prefix="hubbub-cost-") as folder:
            road = Road(Path(folder))
            for number in range(rounds + 1):
                for stage, action in (("in", road.submit), ("out", road.show)):
                    value = gauge(action) / MESSAGES
                    found[stage] = min(found[stage], value) if number else 1e9
                for _ in range(3):
                    await asyncio.sleep(0)
            road.pipeline._log = road.app._log
            await road.app.stop()
        return found

    return asyncio.run(run())


def calls() -> dict[str, float]:
    """Function calls for each message, of Python and of C, on the way in and on the way out."""

    def count(action: Callable[[], None]) -> float:
        seen = 0

        def note(frame: object, event: str, argument: object) -> None:
            nonlocal seen
            seen += event in ("call", "c_call")

        sys.setprofile(note)
        try:
            action()
        finally:
            sys.setprofile(None)
        return seen

    return _measured(count, 1)


def microseconds(rounds: int = 50) -> dict[str, float]:
    """The best time for each message, on the way in and on the way out."""

    def clock(action: Callable[[], None]) -> float:
        begun = time.perf_counter()
        action()
        return 1e6 * (time.perf_counter() - begun)

    return _measured(clock, rounds)


def commits(directory: Path, rounds: int = 100) -> dict[str, float]:
    """Microseconds from handing over one message, and 512, until they are synced to disk: the medians for a message."""
    answers: queue.SimpleQueue[BaseException | None] = queue.SimpleQueue()
    log = SqliteLog(directory)
    found = {}
    for size in (1, MESSAGES):
        events = [
            MessageSent(1, f"m{number}", "u", "n!~n@h", "", "#room", "PRIVMSG", "#room", LINE) for number in range(size)
        ]
        took = []
        for _ in range(rounds):
            begun = time.perf_counter()
            log.commit(events, answers.put)
            if (error := answers.get()) is not None:
                raise error
            took.append(1e6 * (time.perf_counter() - begun) / size)
        found[f"log: rows, one transaction, its sync; {size} in it"] = statistics.median(took)
    log.close()
    return found


def stages() -> dict[str, dict[str, float]]:
    """All of it, as the page shows it."""
    times, counts = microseconds(), calls()
    with tempfile.TemporaryDirectory(prefix="hubbub-cost-") as folder:
        log = commits(Path(folder))
    names = {
        "in": f"in: parse, table row, rules, event, queue; {MESSAGES} in a batch",
        "out": f"out: apply, render for each view, join, outboxes, for {RECEIVERS} receivers",
    }
    found = {name: {"µs a message": times[stage], "calls a message": counts[stage]} for stage, name in names.items()}
    return found | {name: {"µs a message": value} for name, value in log.items()}


if __name__ == "__main__":
    if "--json" in sys.argv:
        print(json.dumps(stages(), ensure_ascii=False))
    else:
        for name, row in stages().items():
            print(f"{name}: " + ", ".join(f"{value:.1f} {what}" for what, value in row.items()))
