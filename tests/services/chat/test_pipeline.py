# SPDX-License-Identifier: GPL-3.0-or-later
"""The pipeline over a log that the test holds back: nothing shows before it is durable, and order is kept."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Sequence
from typing import Any

import pytest
import uvloop

from services.chat.apply import apply
from services.chat.events import AwayChanged, Event, Joined, MessageSent, NickChanged, UserConnected, UserQuit
from services.chat.fanout import Fanout
from services.chat.log.port import Done, Wanted, every
from services.chat.pipeline import MOST_AT_ONCE, Pipeline
from services.chat.render import render
from services.chat.rules import Refusal, Refused
from services.chat.session import Peer, Session
from services.chat.state import State


class HeldLog:
    """A log whose commits finish when the test says so."""

    def __init__(self) -> None:
        self.commits: list[tuple[Sequence[Event], Done]] = []
        self.kinds: list[type[Event]] = []

    def commit(self, events: Sequence[Event], done: Done) -> None:
        self.kinds += map(type, events)
        self.commits.append((events, done))

    def finish(self, error: Exception | None = None) -> None:
        self.commits.pop(0)[1](error)

    def replay(self, wanted: Wanted = every) -> Iterator[Event]:
        return iter(())

    def newest_time(self) -> int:
        return 0

    def close(self) -> None:
        pass


class Stage:
    """Two people in #a."""

    def __init__(self) -> None:
        self.log, self.state, self.fanout = (
            HeldLog(),
            State(),
            Fanout(render, render),
        )
        self.pipeline = Pipeline(self.log, self.state, self.fanout)
        self.resumed: list[Session] = []
        self.unsaved: list[Session] = []
        self.pipeline.resume = self.resumed.append
        self.pipeline.unsaved = lambda session, entry, refusal: self.unsaved.append(session)
        self.written: list[list[bytes]] = []
        self.sessions: list[Session] = []
        loop = asyncio.get_running_loop()
        for number in range(2):
            writes: list[bytes] = []
            self.written.append(writes)
            session = Session(
                f"s{number}", Peer("127.0.0.1", 1, "h"), writes.append, lambda reason: None, loop.call_soon,
                lambda paused: None, self.pipeline.defer, uid=f"u{number}",
            )  # fmt: skip
            self.sessions.append(session)
            self.fanout.attach(f"u{number}", session)
            apply(self.state, UserConnected(1, "m", f"u{number}", "s", "", f"n{number}", "u", "h", "r"))
            apply(self.state, Joined(1, "m", f"u{number}", "s", "", "#a", "#a", "r"))

    def message(self, text: str) -> MessageSent:
        return MessageSent(1, "m", "u0", "n0!u@h", "", "#a", "PRIVMSG", "#a", text)

    def received(self, number: int) -> str:
        return b"".join(self.written[number]).decode()


def staged(play: Callable[[Stage], Coroutine[Any, Any, None]]) -> Callable[[], None]:
    """Run a test inside an event loop, with a stage."""

    def test() -> None:
        async def run() -> None:
            await play(Stage())

        uvloop.run(run())

    test.__name__ = play.__name__
    test.__doc__ = play.__doc__
    return test


async def turn() -> None:
    """Let the loop turn a few times."""
    for _ in range(4):
        await asyncio.sleep(0)


@staged
async def test_nothing_is_shown_before_it_is_durable(stage: Stage) -> None:
    stage.pipeline.post(stage.message("one"), stage.sessions[0])
    await turn()
    assert stage.received(1) == ""
    stage.log.finish()
    assert stage.received(1) == ":n0!u@h PRIVMSG #a :one\r\n"


@staged
async def test_what_comes_during_a_commit_is_the_next_batch(stage: Stage) -> None:
    for text in ("one", "two", "three"):
        stage.pipeline.post(stage.message(text), stage.sessions[0])
        await turn()
    assert [len(events) for events, _ in stage.log.commits] == [1]
    stage.log.finish()
    await turn()
    assert [len(events) for events, _ in stage.log.commits] == [2]


@staged
async def test_the_loop_turns_between_batches_that_need_no_disk(stage: Stage) -> None:
    """However many wait, as after a disk that hung: others are heard in between, and the stack does not grow."""
    batches, turns = 400, 0
    for number in range(batches * MOST_AT_ONCE):
        stage.pipeline.post(AwayChanged(1, "m", "u0", "n0!u@h", "", str(number)))
    while stage.pipeline.waiting:
        turns += 1
        await asyncio.sleep(0)
    assert turns >= batches
    assert stage.state.users["u0"].away == str(batches * MOST_AT_ONCE - 1)


@staged
async def test_what_can_not_be_rendered_holds_nobody_up(stage: Stage) -> None:
    waiting = stage.sessions[0]
    stage.pipeline.post(stage.message("one"), stage.sessions[1])
    stage.pipeline.post(stage.message("two\nlines"), waiting)
    waiting.waiting = True
    await turn()
    stage.log.finish()
    assert stage.resumed == [waiting]
    stage.pipeline.post(stage.message("three"), waiting)
    await turn()
    stage.log.finish()
    assert stage.received(1) == ":n0!u@h PRIVMSG #a :three\r\n"


@staged
async def test_what_is_not_durable_keeps_its_place(stage: Stage) -> None:
    stage.pipeline.post(stage.message("one"), stage.sessions[0])
    await turn()
    away = asyncio.ensure_future(stage.pipeline.submit(AwayChanged(1, "m", "u0", "n0!u@h", "", "gone")))
    await turn()
    assert not away.done()
    stage.log.finish()
    await turn()
    assert away.done()
    assert stage.state.users["u0"].away == "gone"


@staged
async def test_answers_stay_behind_events_under_way(stage: Stage) -> None:
    stage.pipeline.post(stage.message("one"), stage.sessions[1])
    stage.sessions[1].send(b"PONG\r\n")
    await turn()
    assert stage.received(1) == ""
    stage.log.finish()
    await turn()
    assert stage.received(1).endswith("PONG\r\n")
    stage.sessions[1].send(b"later\r\n")
    await turn()
    assert stage.received(1).endswith("PONG\r\nlater\r\n")


@staged
async def test_of_two_who_want_a_nickname_the_first_wins(stage: Stage) -> None:
    first = asyncio.ensure_future(stage.pipeline.submit(NickChanged(1, "m", "u0", "n0!u@h", "", "new")))
    second = asyncio.ensure_future(stage.pipeline.submit(NickChanged(1, "m", "u1", "n1!u@h", "", "NEW")))
    await turn()
    while stage.log.commits:
        stage.log.finish()
        await turn()
    assert first.exception() is None
    assert isinstance(second.exception(), Refused)
    assert stage.state.users["u1"].nick == "n1"
    assert [kind.__name__ for kind in stage.log.kinds] == ["NickChanged", "NickChanged", "Withdrawn"]


@staged
async def test_what_cannot_be_saved_is_not_shown_and_its_sender_is_told(stage: Stage) -> None:
    stage.pipeline.post(stage.message("one"), stage.sessions[0])
    await turn()
    stage.log.finish(OSError("disk full"))
    assert stage.received(1) == ""
    assert stage.unsaved == [stage.sessions[0]]
    stage.pipeline.post(stage.message("two"), stage.sessions[0])
    await turn()
    stage.log.finish()
    assert stage.received(1) == ":n0!u@h PRIVMSG #a :two\r\n"


@staged
async def test_who_leaves_has_left_whether_that_can_be_saved_or_not(stage: Stage) -> None:
    stage.pipeline.post(UserQuit(1, "m", "u0", "n0!u@h", "", "bye", conversations=("#a",)))
    await turn()
    stage.log.finish(OSError("disk full"))
    assert stage.received(1) == ":n0!u@h QUIT :bye\r\n"
    assert "u0" not in stage.state.users


@staged
async def test_a_submitter_learns_that_it_could_not_be_saved(stage: Stage) -> None:
    outcome = asyncio.ensure_future(stage.pipeline.submit(stage.message("one")))
    await turn()
    stage.log.finish(OSError("disk full"))
    await turn()
    with pytest.raises(Refusal):
        outcome.result()


@staged
async def test_waiting_sessions_go_on_when_all_of_theirs_is_shown(stage: Stage) -> None:
    session = stage.sessions[0]
    session.waiting = True
    stage.pipeline.post(stage.message("one"), session)
    stage.pipeline.post(stage.message("two"), session)
    await turn()
    assert session.inflight == 2
    stage.log.finish()
    assert stage.resumed == [session]
    assert session.inflight == 0


@staged
async def test_drain_waits_for_everything(stage: Stage) -> None:
    stage.pipeline.post(stage.message("one"), stage.sessions[0])
    drained = asyncio.ensure_future(stage.pipeline.drain())
    await turn()
    stage.pipeline.post(stage.message("two"), stage.sessions[0])
    stage.log.finish()
    await turn()
    assert not drained.done()
    stage.log.finish()
    await turn()
    assert drained.done()


@staged
async def test_a_batch_is_bounded_and_what_is_saved_with_an_event_stays_with_it(stage: Stage) -> None:
    """What one batch writes to a reader has to fit the send queue."""
    stage.pipeline.followers = lambda event: [stage.message("follower")] if isinstance(event, NickChanged) else ()
    for number in range(MOST_AT_ONCE - 1):
        stage.pipeline.post(stage.message(str(number)), stage.sessions[0])
    stage.pipeline.post(NickChanged(1, "m", "u0", "n0!u@h", "", "new"), stage.sessions[0])
    stage.pipeline.post(stage.message("next"), stage.sessions[0])
    await turn()
    ((events, _),) = stage.log.commits
    assert len(events) == MOST_AT_ONCE + 1
    assert isinstance(events[-1], MessageSent)
    assert events[-1].text == "follower"
    stage.log.finish()
    await turn()
    ((events, _),) = stage.log.commits
    assert [event.text for event in events if isinstance(event, MessageSent)] == ["next"]
