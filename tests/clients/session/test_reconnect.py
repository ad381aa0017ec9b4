# SPDX-License-Identifier: GPL-3.0-or-later
"""Connections that end: backoff, sleep, silence; a conversation cut at every point loses and doubles nothing."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clients.session import events as ev
from clients.session.model import ConnectionState, ItemKind, SendState
from clients.session.store import Store
from tests.clients.session.stage import CAPS, START, Stage, label_of, when


class Room:
    """A server with one room and a memory: what it has taken is history, in one order, with msgids."""

    def __init__(self, page: int) -> None:
        self.log: list[tuple[str, str]] = []  # (nick, text); the msgid is the place
        self.page = page

    def line(self, place: int) -> str:
        nick, text = self.log[place]
        return f"@time={when(place)};msgid=id{place} :{nick}!u@host PRIVMSG #room :{text}"

    def answer(self, line: str, batch: str) -> list[str]:
        """What the server says to one line of the client."""
        label = label_of(line)
        tag = f"label={label}"
        words = line.partition(" ")[2].split(" ") if line.startswith("@") else line.split(" ")
        if words[0] == "PRIVMSG":
            self.log.append(("alice", line.partition(" :")[2]))
            return [f"@{tag};{self.line(len(self.log) - 1)[1:]}"]
        if words[0] == "CHATHISTORY" and words[1] in ("LATEST", "BEFORE"):
            places = list(range(len(self.log)))
            if words[3].startswith("timestamp="):
                bound = words[3].removeprefix("timestamp=")
                places = [place for place in places if when(place) > bound]
            elif words[3].startswith("msgid=id"):
                places = [place for place in places if place < int(words[3].removeprefix("msgid=id"))]
            chosen = [self.line(place) for place in places[-int(words[4]) :]]
            return [
                f"@{tag} :irc.test BATCH +{batch} chathistory #room",
                *(f"@batch={batch};{line[1:]}" for line in chosen),
                f":irc.test BATCH -{batch}",
            ]
        return []


class Conversation:
    """A client, a server and a wire that is cut after a number of bytes."""

    def __init__(self, page: int, store: Store | None = None) -> None:
        self.server = Room(page)
        self.stage = Stage(rooms=("#room",), store=store)
        self.batches = itertools.count()

    def connect(self) -> None:
        stage = self.stage
        while stage.network.state is not ConnectionState.CONNECTING:
            if stage.network.state is ConnectionState.OFFLINE:
                stage.do("connect")
            else:
                stage.wait(1)
        stage.session.connected(stage.now)
        stage.settle()
        stage.feed(f":irc.test CAP * LS :{CAPS}")
        for line in [line for line in stage.said if line.startswith("CAP REQ")]:
            stage.feed(f":irc.test CAP * ACK {line.removeprefix('CAP REQ ')}")
        isupport = f"CASEMAPPING=ascii CHATHISTORY={self.server.page} NETWORK=Test"
        stage.feed(":irc.test 001 alice :Hi", f":irc.test 005 alice {isupport} :are", ":irc.test 422 alice :No MOTD")
        stage.feed(":alice!u@host JOIN #room")

    def exchange(self, allowance: int | None = None) -> int:
        """Server and client talk until both are silent, or the wire breaks after `allowance` bytes to the client."""
        used = 0
        while self.stage.said:
            lines, self.stage.said = self.stage.said, []
            for line in lines:
                for answer in self.server.answer(line, f"b{next(self.batches)}"):
                    data = f"{answer}\r\n".encode()
                    if allowance is not None and used + len(data) > allowance:
                        self.stage.session.feed(data[: allowance - used], self.stage.now)
                        self.stage.settle()
                        return -1
                    used += len(data)
                    self.stage.session.feed(data, self.stage.now)
                    self.stage.settle()
        return used

    def cut(self) -> None:
        self.stage.session.disconnected("cut", self.stage.now)
        self.stage.settle()
        self.stage.said.clear()

    def perform(self, cut_at: int | None) -> int:
        """Talk, be away, come back; the second connection breaks after `cut_at` bytes."""
        stage, server = self.stage, self.server
        self.connect()
        self.exchange()
        stage.do("send_message", "#room", "hello")
        self.exchange()
        server.log.append(("bob", "live"))
        stage.feed(server.line(len(server.log) - 1))
        stage.do("send_message", "#room", "unconfirmed")
        self.cut()
        server.log.append(("alice", "unconfirmed"))  # the server had it; the echo was lost
        for number in range(7):
            server.log.append(("bob", f"missed {number}"))
        stage.do("send_message", "#room", "while offline")
        stage.do("send_message", "#room", "ok")
        stage.do("send_message", "#room", "ok")
        self.connect()
        used = self.exchange(cut_at)
        if used < 0:
            self.cut()
            server.log.append(("bob", "missed between"))
            self.connect()
            self.exchange()
        return used


def check(conversation: Conversation) -> None:
    """What is shown is what the server has, in its order, each once."""
    stage = conversation.stage
    assert not [item for item in stage.network.rooms["#room"].items if item.kind is ItemKind.GAP]
    shown = [(item.author, item.text) for item in stage.items()]
    assert shown == conversation.server.log
    assert all(item.send_state is not SendState.PENDING for item in stage.items())
    assert sorted(text for nick, text in shown if nick == "alice") == [
        "hello",
        "ok",
        "ok",
        "unconfirmed",
        "while offline",
    ]


@pytest.mark.parametrize(("page", "step"), [(3, 1), (2, 11), (100, 11)])
def test_cut_at_every_byte(page: int, step: int) -> None:
    whole = Conversation(page)
    length = whole.perform(None)
    check(whole)
    for place in range(0, length, step):
        broken = Conversation(page)
        broken.perform(place)
        check(broken)


def test_cut_anywhere_and_the_client_crashes_too(tmp_path: Path) -> None:
    length = Conversation(3).perform(None)
    for place in range(0, length, 61):
        path = tmp_path / f"{place}.db"
        broken = Conversation(3, Store(path))
        stage = broken.stage
        broken.connect()
        broken.exchange()
        stage.do("send_message", "#room", "hello")
        broken.exchange(place % 200)
        broken.server.log.append(("bob", "missed"))
        again = Conversation(3, Store(path))  # the first one's process is gone
        again.server = broken.server
        again.connect()
        again.exchange()
        assert [(item.author, item.text) for item in again.stage.items()] == broken.server.log


def test_waits_double_and_are_jittered() -> None:
    stage = Stage()
    stage.do("connect")
    waits = []
    for _ in range(9):
        stage.session.disconnected("refused", stage.now)
        stage.settle()
        waits.append(stage.network.retry_at - stage.now)
        stage.wait(waits[-1])
        assert stage.network.state is ConnectionState.CONNECTING
    for number, wait in enumerate(waits):
        assert min(60.0, 2.0**number) * 0.5 <= wait <= min(60.0, 2.0**number)
    assert len({round(wait / min(60.0, 2.0**n), 6) for n, wait in enumerate(waits)}) > 3


def test_a_connection_that_never_was_is_a_sentence_with_a_way_on() -> None:
    stage = Stage()
    stage.do("connect")
    stage.session.disconnected("Nobody answers at that address.", stage.now)
    stage.settle()
    (refused,) = stage.seen(ev.Refused)
    assert (refused.sentence, refused.way_on) == ("Nobody answers at that address.", ev.WayOn.CHECK_ADDRESS)


def test_success_starts_the_waits_anew() -> None:
    stage = Stage()
    for _ in range(5):
        stage.do("connect")
        stage.session.disconnected("refused", stage.now)
        stage.settle()
    stage.online()
    stage.session.disconnected("lost", stage.now)
    stage.settle()
    assert stage.network.retry_at - stage.now <= 1.0


def test_silence_is_broken_by_a_ping_and_then_ends_the_connection() -> None:
    stage = Stage()
    stage.online()
    stage.wait(61)
    assert stage.said[-1].startswith("PING hubbub-")
    stage.wait(31)
    assert any(isinstance(event, ev.CloseRequested) for event in stage.events)
    assert stage.network.state in (ConnectionState.WAITING, ConnectionState.CONNECTING)


def test_a_pong_keeps_it_and_tells_the_lag() -> None:
    stage = Stage()
    stage.online()
    stage.wait(60)
    token = stage.said[-1].partition(" ")[2]
    stage.now += 0.25
    stage.feed(f":irc.test PONG irc.test {token}")
    assert stage.network.lag_ms in (250, 1250)
    stage.wait(59)
    assert stage.network.state is ConnectionState.ONLINE


def test_waking_up_probes_at_once() -> None:
    stage = Stage()
    stage.online()
    stage.now += 3600
    stage.do("tick")
    assert stage.said[-1].startswith("PING")
    stage.wait(6)
    assert stage.network.state in (ConnectionState.WAITING, ConnectionState.CONNECTING)


def test_waking_up_cuts_a_wait_short() -> None:
    stage = Stage()
    stage.online()
    stage.session.disconnected("lost", stage.now)
    stage.settle()
    stage.now += 3600
    stage.do("tick")
    assert stage.network.state is ConnectionState.CONNECTING


def test_a_clock_set_back_stops_nothing() -> None:
    stage = Stage()
    stage.online()
    stage.now -= 365 * 86400
    stage.do("tick")
    stage.wait(62)
    assert any(line.startswith("PING") for line in stage.said)


def test_what_the_person_ended_stays_ended() -> None:
    stage = Stage()
    stage.online()
    stage.do("quit")
    assert stage.said == ["QUIT"]
    assert stage.seen(ev.CloseRequested)
    stage.session.disconnected("closed", stage.now)
    stage.settle()
    stage.wait(600)
    assert stage.network.state is ConnectionState.OFFLINE
    assert stage.session.next_deadline() is None


def test_the_servers_own_words_are_the_reason() -> None:
    stage = Stage()
    stage.online()
    stage.feed("ERROR :Closing link: maintenance")
    stage.session.disconnected("The connection was closed.", stage.now)
    stage.settle()
    assert stage.network.reason == "The server closed the connection: maintenance."


def test_rooms_are_joined_again_and_left_ones_are_not() -> None:
    stage = Stage(rooms=("#a", "#b"))
    stage.online()
    stage.join("#a")
    stage.join("#b")
    stage.do("leave", "#b")
    stage.session.disconnected("lost", stage.now)
    stage.settle()
    assert not stage.network.rooms["#a"].joined
    stage.wait(2)
    stage.session.connected(stage.now)
    stage.settle()
    stage.feed(f":irc.test CAP * LS :{CAPS}", ":irc.test 001 alice :Hi", ":irc.test 376 alice :End")
    assert "JOIN #a" in stage.said


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), max_size=20))
def test_any_time_at_all(times: list[float]) -> None:
    stage = Stage()
    stage.do("connect")
    stage.session.connected(START)
    for time in times:
        stage.session.tick(time)
        stage.session.feed(b"PING :x\r\n", time)
        stage.settle()
