# SPDX-License-Identifier: GPL-3.0-or-later
"""What every log has to do, as tests: a backend's test file makes a subclass with `open` and `reader`.

Sources: docs/decisions 1 and 2 (an echo means: on disk; one ordered log), IRCv3 chathistory.
"""

import abc
import asyncio
import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.chat.events import (
    ChannelModesChanged,
    Event,
    Joined,
    MessageRedacted,
    MessageSent,
    NickChanged,
    TopicChanged,
    UserQuit,
    Withdrawn,
)
from services.chat.ids import Ids
from services.chat.log.port import END, START, EventLog, HistoryStore, Place, Position, Stored

FOREVER = 1 << 62
ROOM = (Place("#room", 0, FOREVER),)


def message(ids: Ids, text: str, conversation: str = "#room", command: str = "PRIVMSG") -> MessageSent:
    return MessageSent(*ids.stamp(), "u1", "a!b@c", "", conversation, command, "#room", text)


class Ticking:
    """A clock that moves on each time it is asked, at times by nothing."""

    def __init__(self, steps: Sequence[int] = (1,)) -> None:
        self.now = 1_000_000
        self._steps = steps
        self._asked = 0

    def __call__(self) -> int:
        self._asked += 1
        self.now += self._steps[self._asked % len(self._steps)]
        return self.now


class LogContract(abc.ABC):
    """The tests."""

    @pytest.fixture(autouse=True)
    def _close(self) -> Iterator[None]:
        with contextlib.ExitStack() as self.closing:
            yield

    @abc.abstractmethod
    def open(self, directory: Path) -> EventLog:
        """The backend on this directory. It is called, and all of it is used, while an event loop runs."""

    @abc.abstractmethod
    def reader(self, directory: Path) -> HistoryStore:
        """A reader of what the backend has written there; `self.closing` closes it."""

    def commit(self, directory: Path, *batches: Sequence[Event]) -> list[BaseException | None]:
        """Commit batches with a log of its own, one after the other. What each `done` was told."""

        async def run() -> list[BaseException | None]:
            log = self.open(directory)
            told = []
            for batch in batches:
                outcome: asyncio.Future[BaseException | None] = asyncio.get_running_loop().create_future()
                log.commit(batch, outcome.set_result)
                told.append(await asyncio.wait_for(outcome, 10))
            log.close()
            return told

        return asyncio.run(run())

    def lasting(self, directory: Path) -> tuple[list[Event], int]:
        """What a log that is opened there replays, and its newest time."""

        async def run() -> tuple[list[Event], int]:
            log = self.open(directory)
            found = list(log.replay()), log.newest_time()
            log.close()
            return found

        return asyncio.run(run())

    def all(self, directory: Path, places: Sequence[Place] = ROOM, playback: bool = True) -> list[Stored]:
        return self.reader(directory).page(
            places, after=START, before=END, limit=10_000, newest=True, playback=playback
        )

    def test_what_is_committed_is_there_after_a_restart_in_its_order(self, tmp_path: Path) -> None:
        ids = Ids("00000a", clock=Ticking())
        events = [message(ids, str(number)) for number in range(20)]
        assert self.commit(tmp_path, events[:7], events[7:8], events[8:]) == [None, None, None]
        found = self.all(tmp_path)
        assert [stored.event for stored in found] == events
        assert [stored.position for stored in found] == sorted(stored.position for stored in found)

    def test_a_batch_is_written_wholly_or_not_at_all(self, tmp_path: Path) -> None:
        ids = Ids("00000a", clock=Ticking())
        good, broken = message(ids, "good"), message(ids, "\ud800 can't be UTF-8")
        told = self.commit(tmp_path, [good, broken], [message(ids, "later")])
        assert isinstance(told[0], Exception)
        assert told[1] is None
        assert [stored.event.text for stored in self.all(tmp_path)] == ["later"]  # type: ignore[attr-defined]

    def test_replay_gives_what_lasts_and_nothing_else_in_order(self, tmp_path: Path) -> None:
        ids = Ids("00000a", clock=Ticking())
        act = ("u1", "a!b@c", "", "#room", "#room")
        topic = TopicChanged(*ids.stamp(), *act, "one")
        modes = ChannelModesChanged(*ids.stamp(), *act, (("+", "t", ""),))
        again = TopicChanged(*ids.stamp(), *act, "two")
        self.commit(tmp_path, [topic, message(ids, "x")], [modes, again])
        assert self.lasting(tmp_path) == ([topic, modes, again], again.time)

    def test_an_empty_log_is_empty(self, tmp_path: Path) -> None:
        assert self.lasting(tmp_path) == ([], 0)
        reader = self.reader(tmp_path)
        assert self.all(tmp_path) == []
        assert reader.find(ROOM, "1000000000100000a") is None
        assert reader.latest_time(ROOM) == 0

    def test_messages_are_apart_from_what_happened_around_them(self, tmp_path: Path) -> None:
        ids = Ids("00000a", clock=Ticking((0, 1)))
        joined = Joined(*ids.stamp(), "u1", "a!b@c", "", "#room", "#room", "A")
        said, reaction = message(ids, "x"), message(ids, "", command="TAGMSG")
        quit_ = UserQuit(*ids.stamp(), "u1", "a!b@c", "", "bye", conversations=("#other", "#room"))
        self.commit(tmp_path, [joined, said, reaction, quit_])
        assert [stored.event for stored in self.all(tmp_path, playback=False)] == [said]
        assert [type(stored.event) for stored in self.all(tmp_path)] == [Joined, MessageSent, MessageSent, UserQuit]
        other = self.all(tmp_path, [Place("#other", 0, FOREVER)])
        assert [stored.event.msgid for stored in other] == [quit_.msgid]
        assert self.reader(tmp_path).latest_time(ROOM) == said.time

    def test_a_page_covers_several_places_each_in_its_time(self, tmp_path: Path) -> None:
        ids = Ids("00000a", clock=Ticking())
        events = [message(ids, str(number), "#old" if number % 2 else "#new") for number in range(10)]
        self.commit(tmp_path, events)
        places = [Place("#old", 0, events[5].time), Place("#new", events[4].time, FOREVER)]
        assert [stored.event.text for stored in self.all(tmp_path, places)] == [*"13456", "8"]  # type: ignore[attr-defined]

    def test_an_event_is_found_in_its_places_only(self, tmp_path: Path) -> None:
        ids = Ids("00000a", clock=Ticking((0, 1)))
        before, event = message(ids, "before"), message(ids, "x")
        self.commit(tmp_path, [before, event])
        reader = self.reader(tmp_path)
        found = reader.find(ROOM, event.msgid)
        assert found is not None
        assert found.event == event
        assert reader.find([Place("#other", 0, FOREVER)], event.msgid) is None
        assert reader.find([Place("#room", event.time + 1, FOREVER)], event.msgid) is None
        for nonsense in ("", "x", "f" * 400, "_" * 20, event.msgid + "0"):
            assert reader.find(ROOM, nonsense) is None

    def test_a_redaction_erases_the_message_and_keeps_its_place(self, tmp_path: Path) -> None:
        ids = Ids("00000a", clock=Ticking())
        first, gone, last = (message(ids, text) for text in ("first", "gone", "last"))
        redacted = MessageRedacted(*ids.stamp(), "u1", "a!b@c", "", "#room", "#room", gone.msgid, gone.time, "oops")
        self.commit(tmp_path, [first, gone, last], [redacted])
        assert [stored.event for stored in self.all(tmp_path, playback=False)] == [first, last]
        assert [stored.event for stored in self.all(tmp_path)][-1].msgid == redacted.msgid
        found = self.reader(tmp_path).find(ROOM, gone.msgid)
        assert found is not None
        assert found.event is None
        after = self.reader(tmp_path).page(
            ROOM, after=found.position, before=END, limit=10, newest=False, playback=False
        )
        assert [stored.event for stored in after] == [last]

    @settings(
        max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors]
    )
    @given(data=st.data())
    def test_pages_of_any_size_give_each_event_once_in_order(
        self, tmp_path_factory: object, data: st.DataObject
    ) -> None:
        """Both ways, with and without what happened around, also where many share a millisecond."""
        directory: Path = tmp_path_factory.mktemp("log")  # type: ignore[attr-defined]
        steps = data.draw(st.lists(st.integers(0, 3), min_size=1, max_size=5))
        ids = Ids("00000a", clock=Ticking(steps))
        kinds = data.draw(st.lists(st.sampled_from(["PRIVMSG", "TAGMSG"]), max_size=40))
        rooms = data.draw(st.lists(st.sampled_from(["#room", "#old", "#else"]), min_size=1, max_size=7))
        events = [message(ids, str(number), rooms[number % len(rooms)], kind) for number, kind in enumerate(kinds)]
        self.commit(directory, events)
        reader = self.reader(directory)
        playback = data.draw(st.booleans())
        places = [*ROOM, Place("#old", 0, FOREVER)]
        wanted = [e for e in events if e.conversation != "#else" and (playback or e.command != "TAGMSG")]
        size = data.draw(st.integers(1, 45))
        for newest in (True, False):
            found: list[Stored] = []
            after, before = START, END
            while True:
                page = reader.page(places, after=after, before=before, limit=size, newest=newest, playback=playback)
                if not page:
                    break
                found = [*page, *found] if newest else [*found, *page]
                after, before = (after, page[0].position) if newest else (page[-1].position, before)
            assert [stored.event for stored in found] == wanted

    def test_a_page_is_read_in_pieces(self, tmp_path: Path) -> None:
        """What was erased between finding and reading is in no piece."""
        ids = Ids("00000a", clock=Ticking())
        events = [message(ids, "x" * 100) for _ in range(6)]
        self.commit(tmp_path, events)
        reader = self.reader(tmp_path)
        for newest, wanted in ((False, events[:5]), (True, events[1:])):
            positions = reader.positions(ROOM, after=START, before=END, limit=5, newest=newest, playback=True)
            piece = reader.read(positions, 250)
            assert [stored.event for stored in piece if stored] == wanted[:3], "as many as it takes to have 250 bytes"
            assert [stored.position for stored in piece if stored] == positions[:3]
            assert [stored.event for stored in reader.read(positions[3:], 1 << 20) if stored] == wanted[3:]
        positions = reader.positions(ROOM, after=START, before=END, limit=9, newest=False, playback=False)
        gone = events[2]
        self.commit(
            tmp_path,
            [MessageRedacted(*ids.stamp(), "u1", "a!b@c", "", "#room", "#room", gone.msgid, gone.time, "oops")],
        )
        read = reader.read([*positions, Position(1, 1 << 40)], 1 << 20)
        assert [stored.event if stored else None for stored in read] == [*events[:2], None, *events[3:], None]

    def test_bounds_are_excluded(self, tmp_path: Path) -> None:
        ids = Ids("00000a", clock=Ticking((0,)))  # all in one millisecond
        self.commit(tmp_path, [message(ids, str(number)) for number in range(5)])
        stored = self.all(tmp_path)
        page = self.reader(tmp_path).page(
            ROOM, after=stored[1].position, before=stored[3].position, limit=9, newest=True, playback=False
        )
        assert page == [stored[2]]
        time = stored[0].position.time
        for after, before in ((Position(time, 1 << 62), END), (START, Position(time, 0))):
            assert not self.reader(tmp_path).page(
                ROOM, after=after, before=before, limit=9, newest=False, playback=True
            )

    def test_what_did_not_happen_after_all_is_hidden(self, tmp_path: Path) -> None:
        """The log orders what people want; of two who want one name, the second's change is in no history."""
        ids = Ids("00000a", clock=Ticking())
        said = message(ids, "x")
        wins, loses = (
            NickChanged(*ids.stamp(), f"u{number}", "a!b@c", "", "new", conversations=("#other", "#room"))
            for number in range(2)
        )
        topic = TopicChanged(*ids.stamp(), "u1", "a!b@c", "", "#room", "#room", "one")
        self.commit(tmp_path, [said, wins, loses, topic], [Withdrawn.of(loses), Withdrawn.of(topic)])
        assert [stored.event.msgid for stored in self.all(tmp_path)] == [said.msgid, wins.msgid]
        other = self.all(tmp_path, [Place("#other", 0, FOREVER)])
        assert [stored.event.msgid for stored in other] == [wins.msgid]
        assert self.lasting(tmp_path)[0] == [topic]  # which is refused then, as it was now
