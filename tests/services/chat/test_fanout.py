# SPDX-License-Identifier: GPL-3.0-or-later
"""Fan-out: each session gets its lines in log order, its own only as it asked for them, in one write."""

from hypothesis import given
from hypothesis import strategies as st

from protocol import capabilities as caps
from services.chat.apply import apply
from services.chat.events import Event, Joined, MessageSent, Parted, UserConnected
from services.chat.fanout import Entry, Fanout
from services.chat.render import render
from services.chat.responses import Response
from services.chat.session import Peer, Session
from services.chat.state import State

ECHO = caps.ECHO_MESSAGE.bit
TAGS = caps.MESSAGE_TAGS.bit


class Stage:
    """Users u0, u1, … in #a and #b; their sessions write to lists."""

    def __init__(self, capabilities: list[int]) -> None:
        self.state = State()
        self.fanout = Fanout(render, render)
        self.written: list[list[bytes]] = []
        self.sessions: list[Session] = []
        for number, bits in enumerate(capabilities):
            writes: list[bytes] = []
            session = Session(
                f"s{number}", Peer("127.0.0.1", 1, "host"), writes.append, lambda reason: None,
                lambda callback: None, lambda paused: None, lambda session, data: None, uid=f"u{number}",
            )  # fmt: skip
            session.set_caps(bits)
            self.written.append(writes)
            self.sessions.append(session)
            nick = f"n{number}"
            apply(self.state, UserConnected(1, "m", f"u{number}", f"{nick}!u@h", "", nick, "u", "h", "r"))
            self.fanout.attach(f"u{number}", session)
            for channel in ("#a", "#b"):
                apply(self.state, Joined(1, "m", f"u{number}", f"{nick}!u@h", "", channel, channel, "r"))

    def event(self, sender: int, channel: str, text: str) -> MessageSent:
        return MessageSent(1, "m", f"u{sender}", f"n{sender}!u@h", "", channel, "PRIVMSG", channel, text)

    def say(self, sender: int, channel: str, text: str, label: str = "") -> None:
        session = self.sessions[sender]
        response = Response(session, label, "srv") if label else None
        if response is not None:
            response.expect()
            assert response.end() == b""
        event = self.event(sender, channel, text)
        self.fanout.add_message(Entry(event, session, response), self.state.channels[channel])

    def do(self, event: Event) -> None:
        self.fanout.end_run()
        self.fanout.add(Entry(event), apply(self.state, event))

    def flush(self) -> None:
        self.fanout.end_batch()
        while self.fanout.unwritten:
            self.fanout.write_some()

    def received(self, number: int) -> list[str]:
        return b"".join(self.written[number]).decode().splitlines()


@given(
    st.lists(st.sampled_from([0, ECHO, TAGS, ECHO | TAGS]), min_size=1, max_size=5),
    st.lists(st.tuples(st.integers(0, 4), st.sampled_from(["#a", "#b"])), max_size=12),
)
def test_everyone_gets_everything_in_order_in_one_write(bits: list[int], said: list[tuple[int, str]]) -> None:
    stage = Stage(bits)
    said = [(sender % len(bits), channel) for sender, channel in said]
    for number, (sender, channel) in enumerate(said):
        stage.say(sender, channel, f"text{number}")
    stage.flush()
    for receiver, own in enumerate(bits):
        expected = [f"text{number}" for number, (sender, _) in enumerate(said) if sender != receiver or own & ECHO]
        assert [line.rpartition(":")[2] for line in stage.received(receiver)] == expected
        assert len(stage.written[receiver]) == (1 if expected else 0)
        assert all(line.startswith("@msgid=m ") == bool(own & TAGS) for line in stage.received(receiver))


def test_a_labelled_message_is_answered_in_its_place() -> None:
    stage = Stage([ECHO, 0])
    stage.say(0, "#a", "one")
    stage.say(0, "#a", "two", label="L")
    stage.say(1, "#a", "three")
    stage.say(0, "#a", "four")
    stage.flush()
    assert [line.split(" ")[0] for line in stage.received(0)] == [":n0!u@h", "@label=L", ":n1!u@h", ":n0!u@h"]
    assert [line.rpartition(":")[2] for line in stage.received(1)] == ["one", "two", "four"]


def test_a_label_without_an_echo_is_acknowledged() -> None:
    stage = Stage([0, 0])
    stage.say(0, "#a", "one", label="L")
    stage.flush()
    assert stage.received(0) == ["@label=L :srv ACK"]


def test_who_leaves_in_the_middle_of_a_batch_gets_what_came_before() -> None:
    stage = Stage([0, 0])
    stage.say(0, "#a", "one")
    stage.do(Parted(1, "m", "u1", "n1!u@h", "", "#a", "#a", ""))
    stage.say(0, "#a", "two")
    stage.flush()
    assert stage.received(1) == [":n0!u@h PRIVMSG #a :one", ":n1!u@h PART #a"]
    assert stage.received(0) == [":n1!u@h PART #a"]


def test_every_session_of_a_person_gets_the_message_but_the_one_that_sent_it() -> None:
    stage = Stage([0, 0])
    second = stage.sessions[1]
    stage.fanout.detach("u1", second)
    stage.fanout.attach("u0", second)
    stage.fanout.forget(["#a"])
    stage.say(0, "#a", "one")
    stage.flush()
    assert stage.received(0) == []
    assert stage.received(1) == [":n0!u@h PRIVMSG #a :one"]


def test_changed_capabilities_count_after_forget() -> None:
    stage = Stage([0, 0])
    stage.say(0, "#a", "one")
    stage.flush()
    stage.sessions[1].set_caps(TAGS)
    stage.fanout.forget(["#a"])
    stage.say(0, "#a", "two")
    stage.flush()
    assert stage.received(1)[1].startswith("@msgid=m ")
