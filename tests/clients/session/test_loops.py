# SPDX-License-Identifier: GPL-3.0-or-later
"""What a server, hostile or unlucky, might make a session do without end: each has an end, or is done at a pace."""

from clients.session import events as ev
from clients.session.model import ConnectionState
from clients.session.session import Session
from tests.clients.session.stage import START, Stage, label_of, said_at


def test_rooms_that_are_renamed_in_a_circle() -> None:
    stage = Stage()
    stage.online()
    stage.do("join", "#a")
    names = {"#a": "#b", "#b": "#a"}
    for _ in range(200):
        joins = [line for line in stage.said if line.startswith("JOIN")]
        if not joins:
            break
        stage.said.clear()
        name = joins[-1].split()[1]
        stage.feed(f"FAIL JOIN CHANNEL_RENAMED {name} {names[name]} :It has another name")
    assert joins == []


def test_history_that_is_empty_for_ever() -> None:
    stage = Stage()
    stage.online()
    room = stage.join(history=False)
    for _ in range(50):
        asked = [line for line in stage.said if "CHATHISTORY" in line]
        stage.said.clear()
        for line in asked:
            stage.history_batch("#room", label_of(line))
        stage.wait(1)
        stage.do("load_older", "#room")
    assert room.at_beginning
    assert not [line for line in stage.said if "CHATHISTORY" in line]


def test_history_that_never_comes_is_not_asked_for_without_end() -> None:
    stage = Stage()
    stage.online()
    for _ in range(300):
        stage.feed(":alice!u@h JOIN #room", ":alice!u@h PART #room")
    assert len([line for line in stage.said if "CHATHISTORY LATEST" in line]) <= 4
    assert len(stage.session._core.link.catchup_queue) <= 1


def test_joining_where_we_are_asks_nothing_again() -> None:
    stage = Stage()
    stage.online()
    stage.join()
    for _ in range(20):
        stage.feed(":alice!u@h JOIN #room", ":srv 353 alice = #room :alice", ":srv 366 alice #room :end")
    assert stage.said == []


def test_nicknames_that_are_all_taken() -> None:
    stage = Stage()
    stage.online()
    stage.session.disconnected("", stage.now)
    stage.settle()
    stage.wait(2)
    stage.session.connected(stage.now)
    stage.settle()
    for code in ("433", "437", "436") * 20:
        stage.feed(f":srv {code} * alice :Taken")
    assert len([line for line in stage.said if line.startswith("NICK")]) <= 9
    assert len(stage.seen(ev.Refused)) == 1
    stage.said.clear()
    stage.do("choose_nick", "alicia")
    stage.feed(":srv 437 * alicia :Unavailable")
    assert stage.seen(ev.Refused)[-1].way_on is ev.WayOn.CHOOSE_NICK
    assert len(stage.seen(ev.Refused)) == 2


def test_our_nickname_is_asked_back_at_a_pace() -> None:
    stage = Stage()
    stage.online()
    stage.session.disconnected("", stage.now)
    stage.settle()
    stage.wait(2)
    stage.session.connected(stage.now)
    stage.feed(":srv 001 alice_ :hi", ":srv 422 alice_ :none")
    stage.said.clear()
    for _ in range(600):
        stage.wait(1)
        if any(line.startswith("NICK") for line in stage.said[-1:]):
            stage.feed(":srv 433 alice_ alice :Taken")
    assert len([line for line in stage.said if line.startswith("NICK")]) <= 20


def test_capabilities_that_come_and_go_are_asked_for_once_at_a_time() -> None:
    stage = Stage(caps="message-tags")
    stage.online()
    for _ in range(100):
        stage.feed(":srv CAP alice NEW :batch draft/chathistory")
    assert stage.said == ["CAP REQ :batch draft/chathistory"]


def test_casemappings_to_and_fro_are_left() -> None:
    stage = Stage()
    stage.online()
    for number in range(100):
        stage.feed(f":srv 005 alice CASEMAPPING={'rfc1459' if number % 2 else 'ascii'}x{number} :x")
    assert stage.network.state is ConnectionState.WAITING
    assert "compares names" in stage.network.reason


def test_a_password_is_given_once() -> None:
    stage = Stage(account="ally", password="pencil")
    stage.connect()
    stage.feed(":srv CAP * LS :sasl=PLAIN", ":srv CAP * ACK :sasl", *["AUTHENTICATE +"] * 20)
    assert len([line for line in stage.said if line.startswith("AUTHENTICATE") and len(line) > 20]) == 1


def test_profiles_that_are_always_later() -> None:
    stage = Stage()
    stage.online()
    stage.join()
    for _ in range(100):
        stage.feed(":srv 774 alice #room 1")
        stage.wait(2)
    assert len([line for line in stage.said if "SYNC" in line]) == 5


def test_a_marker_of_next_year_hides_no_message() -> None:
    stage = Stage()
    stage.online()
    stage.join()
    stage.feed(said_at(1, "first"), ":srv MARKREAD #room timestamp=2099-01-01T00:00:00.000Z")
    stage.feed(said_at(200, "later"))
    assert stage.network.rooms["#room"].unread == 1
    assert not [line for line in stage.said if line.startswith("MARKREAD")]


def test_pings_without_end_are_answered_and_nothing_more() -> None:
    session = Session(Stage().session.config, START)
    session.connect(START)
    session.connected(START)
    session.feed(b":srv 001 alice :hi\r\n:srv 422 alice :none\r\n", START)
    session.take_output()
    session.feed(b"PING :x\r\n" * 5000, START)
    assert session.take_output() == b"PONG x\r\n" * 5000


def test_nobody_is_followed_into_another_room() -> None:
    """A forward (470) is said; the room we land in comes by its JOIN."""
    stage = Stage()
    stage.online()
    stage.do("join", "#a")
    stage.said.clear()
    for _ in range(20):
        stage.feed(":srv 470 alice #a ##a :Forwarding to another channel")
    assert [line for line in stage.said if line.startswith("JOIN")] == []


def test_what_cannot_be_answered_is_no_sentence() -> None:
    stage = Stage()
    stage.online()
    stage.feed(*[f"PING :{'x' * 5000}"] * 20)
    assert stage.sentences() == []
