# SPDX-License-Identifier: GPL-3.0-or-later
"""What is too old or too much goes, from the log and from the index, and nothing else does."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.chat.events import Event, Joined, MessageSent, TopicChanged
from services.chat.ids import Ids
from services.chat.log import retention
from services.chat.log.index import Follower, SqliteIndex
from services.chat.log.port import END, START, LogError, Place, Query
from services.chat.log.retention import DAY, Retention
from services.chat.log.sqlite import SqliteHistory, SqliteLog

FOREVER = 1 << 62


class House:
    """A log, its index, and retention on both."""

    def __init__(self, directory: Path) -> None:
        self.now = 1_000 * DAY
        self.ids = Ids("00000a", clock=lambda: self.now)
        self.log = SqliteLog(directory)
        self.follower = Follower(self.log.path)
        self.index = SqliteIndex(self.log.path, self.follower)
        self.terms = (0, 0)
        self.retention = Retention(self.log.path, lambda: self.terms, self.follower.forget, self.log.forget)

    def commit(self, *events: Event) -> None:
        answers: list[BaseException | None] = []
        self.log.commit(events, answers.append)
        assert answers == [None]

    def say(self, room: str, *texts: str) -> None:
        self.commit(*(MessageSent(*self.ids.stamp(), "u", "a!b@c", "", room, "PRIVMSG", room, text) for text in texts))

    def left(self, room: str) -> list[str]:
        with contextlib.closing(SqliteHistory(self.log.path)) as history:
            page = history.page(
                [Place(room, 0, FOREVER)], after=START, before=END, limit=10_000, newest=True, playback=True
            )
        return [str(getattr(stored.event, "text", type(stored.event).__name__)) for stored in page]

    def found(self, *words: str) -> int:
        rooms = tuple(Place(room, 0, FOREVER) for room in ("#a", "#b"))
        return len(self.index.search(Query(rooms, "", words, "", 0, FOREVER, 10_000, True)))


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    monkeypatch.setattr(retention, "PAUSE", 0)
    monkeypatch.setattr(retention, "STEP", 3)  # so that each pass takes several
    made = House(tmp_path)
    yield made
    made.index.close()
    made.follower.close()
    made.retention.close()
    made.log.close()


def test_without_limits_nothing_goes(house: House) -> None:
    house.say("#a", *"abcdefgh")
    house.now += 10_000 * DAY
    assert house.retention.once(house.now) == 0
    assert house.left("#a") == [*"abcdefgh"]


def test_what_is_older_goes_to_the_day_but_not_what_lasts(house: House) -> None:
    act = ("u", "a!b@c", "", "#a", "#a")
    house.commit(Joined(*house.ids.stamp(), *act, "A"), TopicChanged(*house.ids.stamp(), *act, "topic"))
    house.say("#a", *"abcdefgh")
    house.say("#b", "old")
    house.now += 3 * DAY
    house.say("#a", "young")
    house.terms = (3, 0)
    assert house.retention.once(house.now) == 0
    assert house.retention.once(house.now + 1) == 10
    assert house.left("#a") == ["topic", "young"]
    assert house.left("#b") == []
    assert house.found() == 1
    assert [type(event) for event in house.log.replay()] == [TopicChanged]
    assert house.retention.once(house.now) == 0


def test_each_conversation_keeps_so_many(house: House) -> None:
    act = ("u", "a!b@c", "", "#a", "#a")
    house.commit(Joined(*house.ids.stamp(), *act, "A"), TopicChanged(*house.ids.stamp(), *act, "topic"))
    house.say("#a", *"abcdefgh")  # all in one millisecond
    house.commit(Joined(*house.ids.stamp(), *act, "A"))
    house.say("#b", *"xyz")
    house.terms = (0, 3)
    assert house.retention.once(house.now) == 6
    assert house.left("#a") == ["topic", "f", "g", "h", "Joined"]
    assert house.left("#b") == ["x", "y", "z"]
    assert house.found("a") == 0
    assert house.found() == 6


def test_the_newest_event_stays_so_that_no_number_is_given_out_twice(house: House) -> None:
    house.say("#a", "one", "two")
    house.terms = (1, 0)
    house.now += 100 * DAY
    assert house.retention.once(house.now) == 1
    house.say("#a", "three")
    assert house.left("#a") == ["two", "three"]
    assert house.found("three") == 1


def test_what_the_index_can_not_forget_stays_in_the_log(house: House) -> None:
    house.say("#a", "one", "two")
    house.terms = (1, 0)
    house.follower.close()
    with pytest.raises(LogError):
        house.retention.once(house.now + 100 * DAY)
    assert house.left("#a") == ["one", "two"]


def test_messages_are_taken_while_old_ones_go(house: House) -> None:
    house.say("#a", *map(str, range(100)))
    house.terms = (0, 1)
    said = iter(range(100))
    forget = house.log.forget

    def busy(seqs: list[int]) -> None:
        forget(seqs)
        house.say("#b", f"b{next(said)}")

    made = Retention(house.log.path, lambda: house.terms, house.follower.forget, busy)  # type: ignore[arg-type]
    made.once(house.now)
    assert house.left("#a") == ["99"]
    assert next(said) >= 33


def test_finding_what_goes_takes_the_index(house: House) -> None:
    house.say("#a", "x")
    with contextlib.closing(sqlite3.connect(house.log.path)) as db:
        for query, parameters in (
            ("select conversation from event where conversation > ? and conversation != ''"
             " order by conversation limit 1", ("",)),
        ):  # fmt: skip
            plan = str(db.execute(f"explain query plan {query}", parameters).fetchall())
            assert "event_by_conversation (conversation>?" in plan
    db.close()
