# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that means harm, or is broken: nothing raises, nothing grows without bound, the models stay true."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clients.session.config import Limits
from clients.session.dispatch import BATCHES, TABLE
from clients.session.model import ConnectionState
from clients.session.session import Session
from clients.session.text import spans
from protocol import numerics
from protocol.message import Message
from tests.clients.session.stage import Stage, said_at

COMMANDS = sorted({*TABLE, "BATCH", "ERROR", "SEARCH", "CHATHISTORY", "999", "000", "499"})
NAMES = [
    "alice",
    "bob",
    "ALICE",
    "#room",
    "#other",
    "#ROOM",
    "",
    "*",
    "@#room",
    "irc.test",
    "a b",
    "x" * 600,
    "#" + "y" * 600,
]
TAG_KEYS = [
    *("time", "msgid", "label", "batch", "account", "bot", "+typing", "+reply", "+draft/reply", "+draft/react"),
    *("+draft/unreact", "draft/target-msgid", "draft/edit-text", "draft/multiline-concat"),
]
TAG_VALUES = ["", "h1", "h2", "m1", "m2", "b1", "b2", "active", "paused", "done", "👍", "2027-01-15T08:00:01.000Z",
              "9999-12-31T23:59:60.999Z", "0001-01-01T00:00:00.000Z", "not a time"]  # fmt: skip
WORDS = [*NAMES, "+b1", "-b1", "+b2", "-b2", "chathistory", "draft/multiline", "labeled-response", "soju.im/search",
         "metadata", "LS", "ACK", "NAK", "NEW", "DEL", "sasl=PLAIN", "sts=port=1", "+ov", "+beIklimnst-qaohv", "-o",
         "PREFIX=(ov)@", "CHANTYPES=", "CASEMAPPING=rfc1459", "CHANMODES=", "NICKLEN=99999999999999", "-PREFIX",
         "timestamp=2027-01-15T08:00:01.000Z", "SUCCESS", "TARGETS", "\x01ACTION waves\x01", "\x01VERSION\x01",
         "\u202eevil", "+", "=", "display-name", "alice!u@h,bob!u@h", "@alice +bob ~carol!u@h", "0", "-1",
         "99999999999999999999"]  # fmt: skip


@st.composite
def messages(draw: st.DrawFn) -> bytes:
    """Lines that look like a server's, and mean anything."""
    tags = draw(st.dictionaries(st.sampled_from(TAG_KEYS), st.sampled_from(TAG_VALUES), max_size=4))
    source = draw(st.sampled_from([None, "irc.test", "alice!u@h", "bob!u@h", "bob", "!", "@", "carol!u@h"]))
    params = draw(st.lists(st.sampled_from(WORDS), max_size=6))
    safe = [word for word in params[:-1] if word and " " not in word and not word.startswith(":")]
    line = Message(draw(st.sampled_from(COMMANDS)), [*safe, *params[-1:]], source, tags).render()
    return line.encode() + b"\r\n"


def started() -> Stage:
    stage = Stage(limits=Limits(rooms=8, members_per_room=10, users=20, items_per_room=50, batches=4, batch_lines=20))
    stage.online()
    stage.join("#room", "bob")
    stage.do("send_message", "#room", "mine")
    stage.do("open_direct", "bob")
    return stage


@given(st.lists(messages(), max_size=60))
@settings(max_examples=150)
def test_lines_that_mean_anything(lines: list[bytes]) -> None:
    stage = started()
    for line in lines:
        stage.session.feed(line, stage.now)
        stage.now += 0.5
        stage.settle()
        if stage.network.state is ConnectionState.WAITING:
            stage.wait(70)
            stage.session.connected(stage.now)
    stage.wait(60)
    bounded(stage)


def bounded(stage: Stage) -> None:
    """Nothing is larger than the limits say."""
    limits = stage.session.config.limits
    assert len(stage.network.rooms) <= limits.rooms
    assert len(stage.network.users) <= limits.users
    for room in stage.network.rooms.values():
        assert len(room.items) <= limits.items_per_room + 10
        assert len(room.members) <= limits.members_per_room
        assert len(room.name) <= limits.name
        assert len(room.topic) <= limits.topic


@given(st.lists(messages(), max_size=20))
@settings(max_examples=50)
def test_before_registration_too(lines: list[bytes]) -> None:
    stage = Stage(password="secret")
    stage.do("connect")
    stage.session.connected(stage.now)
    for line in lines:
        stage.session.feed(line, stage.now)
        stage.settle()
    assert "secret" not in " ".join(stage.said)


@given(st.binary(max_size=3000))
@settings(max_examples=150)
def test_bytes_that_mean_nothing(data: bytes) -> None:
    stage = started()
    stage.session.feed(data, stage.now)
    stage.settle()


@given(st.lists(messages(), max_size=25), st.integers(min_value=0))
@settings(max_examples=60)
def test_chunks_make_no_difference(lines: list[bytes], seed: int) -> None:
    data = b"".join(lines)
    whole, cut = started(), started()
    whole.session.feed(data, whole.now)
    choose = random.Random(seed)
    place = 0
    while place < len(data):
        size = choose.randint(1, 40)
        cut.session.feed(data[place : place + size], cut.now)
        place += size
    whole.settle()
    cut.settle()
    assert cut.events == whole.events
    assert cut.said == whole.said


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_with_any_parameter_missing(command: str) -> None:
    words = ["alice", "bob", "#room", "152", "+o", "alice!u@h", "x", "y"]
    for shift in range(len(words)):
        for count in range(len(words)):
            stage = started()
            params = (words[shift:] + words[:shift])[:count]
            stage.feed(Message(command, params, "irc.test").render())
            stage.feed(Message(command, params, "bob!u@h").render())
            stage.feed(Message(command, params, None).render())


def test_every_numeric_we_know_of_is_taken() -> None:
    stage = started()
    rows = [row for row in vars(numerics).values() if isinstance(row, numerics.Numeric)]
    assert len(rows) > 100
    for row in rows:
        for count in range(5):
            stage.feed(Message(row.code, ["alice", "#room", "bob", "1", "text of it"][:count], "irc.test").render())
            if stage.network.state is not ConnectionState.ONLINE:
                stage = started()


@pytest.mark.parametrize("kind", sorted(BATCHES))
def test_a_batch_that_never_ends_is_bounded(kind: str) -> None:
    stage = started()
    for number in range(50):
        stage.feed(f":irc.test BATCH +x{number} {kind} #room", *[f"@batch=x{number} {said_at(1, 'x')[1:]}"] * 30)
    stage.feed(said_at(5, "still here"))
    assert "still here" in stage.texts()


def test_a_line_that_never_ends() -> None:
    stage = started()
    for _ in range(200):
        stage.session.feed(b"x" * 10_000, stage.now)
    stage.feed("", said_at(1, "after"))
    assert "after" in stage.texts()


def test_endless_lists() -> None:
    stage = started()
    names = " ".join(f"n{number}" for number in range(60))
    for _ in range(100):
        stage.feed(f":irc.test 353 alice = #room :{names}")
    stage.do("list_rooms")
    for number in range(300):
        stage.feed(f":irc.test 322 alice #c{number} {number} :topic", f":n{number}!u@h JOIN #room")
        stage.feed(f":n{number}!u@h PRIVMSG alice :hi")
        stage.feed(f"@+typing=active :n{number}!u@h TAGMSG #room")
    bounded(stage)


def test_a_reaction_flood_is_bounded() -> None:
    stage = started()
    stage.feed(said_at(1, "like this"))
    for number in range(200):
        stage.feed(f"@+draft/reply=m1;+draft/react=r{number} :n{number}!u@h TAGMSG #room")
    (item,) = [item for item in stage.items() if item.msgid == "m1"]
    assert len(item.reactions) == 64


def test_a_server_cannot_make_us_say_its_words() -> None:
    """What goes out is what the person did, and answers that the protocol asks for."""
    stage = started()
    stage.said.clear()
    stage.feed("PING :x\x00y", "PING :a b", ":bob!u@h PRIVMSG alice :\x01VERSION\x01", "PING")
    assert stage.said == ["PONG :a b", "PONG"]


def test_latin_1_is_shown_as_far_as_it_can_be_read() -> None:
    stage = started()
    stage.session.feed(b":bob!u@h PRIVMSG #room :caf\xe9\r\n", stage.now)
    stage.settle()
    assert "caf\ufffd" in stage.texts()


@given(st.text(max_size=3000), st.sampled_from(["", "bob", "\x02", "İ"]))
def test_any_text_can_be_shown(text: str, nick: str) -> None:
    shown, pieces = spans(text, nick)
    place = 0
    for piece in pieces:
        assert place <= piece.start < piece.end <= len(shown)
        place = piece.end


def test_a_session_that_is_not_connected_takes_anything() -> None:
    session = Session(Stage().session.config, 0.0)
    session.feed(b":x 001 alice :hi\r\n", 1.0)
    session.connected(1.0)
    session.disconnected("", 2.0)
    session.tick(3.0)
    assert session.take_output() == b""
