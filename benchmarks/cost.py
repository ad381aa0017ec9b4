# SPDX-License-Identifier: GPL-3.0-or-later
"""What a message costs, counted rather than timed: calls of functions on its way through the server.

Eight people send, 200 receive with tags, 64 messages of each are in one batch; the log takes no time. `calls` counts,
and says the same on any machine with the same Python; `microseconds` times the same way, stage by stage.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, cast

from protocol import capabilities as caps
from services.chat.app import App
from services.chat.apply import apply
from services.chat.events import Event, Joined, UserConnected
from services.chat.log.port import Done
from services.chat.session import Peer, Session
from services.chat.settings.model import Settings

SENDERS: Final = 8
RECEIVERS: Final = 200
EACH: Final = 64
MESSAGES: Final = SENDERS * EACH
LINE: Final = "PRIVMSG #room :0 1234567 " + "x" * 60
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
            self.app.desk.receive(session, [LINE] * EACH)
        self.pipeline._commit()

    def show(self) -> None:
        """The way out: from the log to the outboxes and through them."""
        self.log.done(None)
        fanout = cast(Any, self.house.fanout)
        while fanout._writing:  # the loop would do so in its turns
            fanout._write_some()


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


if __name__ == "__main__":
    print("calls a message:", calls())
    print("µs a message:", microseconds())
