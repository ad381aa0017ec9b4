# SPDX-License-Identifier: GPL-3.0-or-later
"""The index beside the log: it follows, survives what may happen to its file, and finds what it should."""

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.chat.events import Event, MessageRedacted, MessageSent, direct
from services.chat.ids import Ids
from services.chat.log import index
from services.chat.log.index import Follower, SqliteIndex, match_of
from services.chat.log.port import LogError, Peer, Place, Query
from services.chat.log.sqlite import SqliteLog
from tests.services.chat.log.contract import Ticking

FOREVER = 1 << 62
ROOM = Place("#room", 0, FOREVER)
ANY = Query((ROOM,), "", (), "", 0, FOREVER, 100, True)


class House:
    """A log, its index, and somebody who asks."""

    def __init__(self, directory: Path) -> None:
        self.ids = Ids("00000a", clock=Ticking())
        self.log = SqliteLog(directory)
        self.ids = Ids("00000a", after=self.log.newest_time(), clock=Ticking())
        self.follower = Follower(self.log.path)
        self.index = SqliteIndex(self.log.path, self.follower)

    def wake(self) -> None:
        self.follower.wake()

    def commit(self, *events: Event) -> None:
        answers: list[BaseException | None] = []
        self.log.commit(events, answers.append)
        assert answers == [None]
        self.wake()

    def say(self, text: str, nick: str = "alice", conversation: str = "#room", account: str = "") -> MessageSent:
        event = MessageSent(
            *self.ids.stamp(), f"u-{nick}", f"{nick}!a@b", account, conversation, "PRIVMSG", "#room", text
        )
        self.commit(event)
        return event

    def tell(self, nick: str, other: str, text: str) -> MessageSent:
        event = MessageSent(
            *self.ids.stamp(), f"u-{nick}", f"{nick}!a@b", "", direct(f"*u-{nick}", f"*u-{other}"),
            "PRIVMSG", other, text, "", f"u-{other}",
        )  # fmt: skip
        self.commit(event)
        return event

    def found(self, *words: str, **changes: object) -> list[str]:
        query = ANY._replace(words=words, **changes)  # type: ignore[arg-type]
        return [stored.event.text for stored in self.index.search(query)]  # type: ignore[attr-defined]

    def close(self) -> None:
        self.index.close()
        self.follower.close()
        self.log.close()


@contextlib.contextmanager
def opened(directory: Path) -> Iterator[House]:
    house = House(directory)
    yield house
    house.close()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with opened(tmp_path) as made:
        yield made


def test_what_was_just_committed_is_found(house: House) -> None:
    for number in range(20):
        house.say(f"number n{number}")
        assert house.found(f"n{number}") == [f"number n{number}"]


def test_words_are_matched_by_their_beginnings_whatever_their_case_and_accents(house: House) -> None:
    house.say("That was FAST!")
    house.say("Fasting is hard, Café")
    house.say("breakfast")
    assert house.found("fast") == ["That was FAST!", "Fasting is hard, Café"]
    assert house.found("cafe", "HARD") == ["Fasting is hard, Café"]
    assert house.found("fast", "cafe", "was") == []
    assert house.found("wa") == []  # two letters are a word, not a beginning


def test_newest_or_oldest_are_counted_and_the_order_is_that_of_time(house: House) -> None:
    events = [house.say(f"word {number}") for number in range(6)]
    assert house.found("word", limit=2) == ["word 4", "word 5"]
    assert house.found("word", limit=2, newest=False) == ["word 0", "word 1"]
    middle = {"since": events[2].time, "until": events[3].time}
    assert house.found("word", **middle) == ["word 2", "word 3"]  # both times are included
    assert house.found(**middle) == ["word 2", "word 3"]
    assert house.found("word", since=events[5].time + 1) == []


def test_a_nickname_is_compared_as_names_are(house: House) -> None:
    house.say("one", nick="Ärger")
    house.say("two", nick="[x]-Y")
    house.say("three", nick="x")
    assert house.found(nick="ärger") == ["one"]
    assert house.found(nick="[x]-y") == ["two"]
    assert house.found(nick="x") == ["three"]


def test_only_the_places_and_the_asker_s_own_are_searched(house: House) -> None:
    early = house.say("secret early")
    house.say("secret other", conversation="#other")
    house.say("secret late")
    house.tell("alice", "bob", "secret between us")
    assert house.found("secret") == ["secret early", "secret late"]
    assert house.found("secret", places=(Place("#room", early.time + 1, FOREVER),)) == ["secret late"]
    assert house.found("secret", places=(), identity="*u-bob") == ["secret between us"]
    assert house.found("secret", places=(), identity="*u-carol") == []
    assert house.found("secret", places=(), identity="#room") == []


def test_many_that_may_not_be_read_do_not_hide_what_may(house: House) -> None:
    first = house.say("needle")
    for _ in range(30):
        house.say("needle")
    place = Place("#room", 0, first.time)
    assert house.found("needle", places=(place,), limit=3) == ["needle"]


def test_a_redacted_message_leaves_the_index(house: House) -> None:
    gone = house.say("regrettable words")
    house.say("other words")
    assert house.found("words") == ["regrettable words", "other words"]
    redacted = MessageRedacted(*house.ids.stamp(), "u", "a!b@c", "", "#room", "#room", gone.msgid, gone.time)
    house.commit(redacted)
    assert house.found("words") == ["other words"]
    with contextlib.closing(sqlite3.connect(house.follower.path)) as db:
        assert db.execute("select text from message").fetchall() == [("other words",)]


def test_what_is_redacted_before_it_was_indexed_never_enters(tmp_path: Path) -> None:
    with opened(tmp_path) as house:
        gone = house.say("regrettable")
        house.commit(MessageRedacted(*house.ids.stamp(), "u", "a!b@c", "", "#room", "#room", gone.msgid, gone.time))
    (tmp_path / index.FILE).unlink()
    with opened(tmp_path) as house:
        assert house.found("regrettable") == []


def test_it_goes_on_where_it_was_and_reads_nothing_twice(tmp_path: Path) -> None:
    with opened(tmp_path) as house:
        house.say("one word")
        assert house.found("word") == ["one word"]
        house.follower.close()  # from here on nobody follows
        house.follower.wake = lambda: None  # type: ignore[method-assign]
        house.say("two words")
    with opened(tmp_path) as house:
        assert house.found("word") == ["one word", "two words"]
        with contextlib.closing(sqlite3.connect(house.follower.path)) as db:
            assert db.execute("select count(*) from message").fetchone() == (2,)


@pytest.mark.parametrize("damage", [b"", b"not a database at all, but long enough to look at" * 100])
def test_a_file_that_is_damaged_or_gone_is_built_anew(tmp_path: Path, damage: bytes) -> None:
    with opened(tmp_path) as house:
        house.say("word")
        assert house.found("word") == ["word"]
    path = tmp_path / index.FILE
    if damage:
        path.write_bytes(damage)
    else:
        path.unlink()
    with opened(tmp_path) as house:
        assert house.found("word") == ["word"]


def test_an_index_of_another_log_is_thrown_away(tmp_path: Path) -> None:
    for name, text in (("one", "from one"), ("two", "from two")):
        with opened(tmp_path / name) as house:
            house.say(text)
            assert house.found("from") == [text]
    (tmp_path / "one" / index.FILE).replace(tmp_path / "two" / index.FILE)
    with opened(tmp_path / "two") as house:
        assert house.found("from") == ["from two"]


def test_one_that_is_damaged_while_it_is_used_is_built_anew(house: House) -> None:
    house.say("word")
    assert house.found("word") == ["word"]
    house.follower.suspect(sqlite3.DatabaseError("database disk image is malformed"))
    house.say("word again")
    assert house.found("word") == ["word", "word again"]
    assert house.follower.generation == 2  # made once, and once more


def test_who_talked_with_whom(house: House) -> None:
    first = house.tell("alice", "bob", "hello")
    second = house.tell("carol", "alice", "hi")
    house.say("to all")
    everything = ("*u-alice", 0, FOREVER, 10)
    assert house.index.peers(*everything, True) == [
        Peer("*u-carol", "carol", second.time), Peer("*u-bob", "bob", first.time),
    ]  # fmt: skip
    third = house.tell("bob", "alice", "again")
    assert house.index.peers(*everything, False) == [
        Peer("*u-carol", "carol", second.time), Peer("*u-bob", "bob", third.time),
    ]  # fmt: skip
    assert house.index.peers("*u-alice", first.time, third.time, 10, True) == [Peer("*u-carol", "carol", second.time)]
    assert house.index.peers("*u-bob", 0, FOREVER, 10, True) == [Peer("*u-alice", "alice", third.time)]
    assert house.index.peer_named("*u-alice", "bob") == Peer("*u-bob", "bob", third.time)
    assert house.index.peer_named("*u-bob", "carol") is None


def test_a_question_that_would_wait_too_long_is_refused(house: House) -> None:
    with pytest.raises(LogError, match="still being built"):
        house.follower.reach(10**9, patience=0)
    house.follower.close()
    with pytest.raises(LogError):
        house.follower.reach(10**9)


def test_the_page_is_read_from_the_end_and_not_sorted(house: House) -> None:
    house.say("word")
    house.found("word")
    with contextlib.closing(sqlite3.connect(house.follower.path)) as db:
        for order in ("asc", "desc"):
            plan = db.execute(
                "explain query plan select rowid from message where message match ? and rowid between 1 and 9"
                f" order by rowid {order} limit 5", (match_of(ANY),),
            ).fetchall()  # fmt: skip
            assert "TEMP B-TREE" not in str(plan)
        plan = db.execute(
            "explain query plan select other from peer where identity = ? and time > ? and time < ?"
            " order by time desc limit 5", ("x", 0, 1),
        ).fetchall()  # fmt: skip
        assert "INDEX peer_by_time" in str(plan)
        assert "TEMP B-TREE" not in str(plan)


FTS = sqlite3.connect(":memory:", check_same_thread=False)
FTS.execute("create virtual table message using fts5 (place, nick, text)")


@given(st.lists(st.text(min_size=1), max_size=4), st.text())
@example(['"'], '"')
@example(["NEAR(a", "AND", "text:", "*", "^x", "{a}", "-b", "a\0b"], "OR")
def test_no_text_is_a_syntax_error(words: Sequence[str], nick: str) -> None:
    query = ANY._replace(words=tuple(words), nick=nick, identity=nick)
    with contextlib.suppress(UnicodeEncodeError):
        FTS.execute("select rowid from message where message match ?", (match_of(query),)).fetchall()
