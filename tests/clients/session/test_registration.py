# SPDX-License-Identifier: GPL-3.0-or-later
"""Connection registration, capabilities, nickname trouble, STS."""

import pytest

from clients.session import events as ev
from clients.session.model import ConnectionState, RoomKind
from clients.session.store import Store
from tests.clients.session.stage import Stage


def test_registering_as_a_play() -> None:
    stage = Stage(rooms=("#room",))
    stage.connect()
    stage.play("""
        C: CAP LS 302
        S: :irc.test CAP * LS * :multi-prefix sts=duration=5 server-time
        S: :irc.test CAP * LS :message-tags unknown.org/thing
        C: NICK alice
        C: USER alice 0 * alice
        C: CAP REQ :message-tags server-time multi-prefix
        S: :irc.test CAP * ACK :message-tags server-time multi-prefix
        C: CAP END
        S: :irc.test 001 alice :Welcome to the Test Network alice
        S: :irc.test 005 alice NETWORK=Test\\x20Net CASEMAPPING=ascii NICKLEN=20 :are supported by this server
        S: :irc.test 376 alice :End of /MOTD command.
        C: JOIN #room
        S: PING :token with spaces
        C: PONG :token with spaces
    """)
    assert stage.network.state is ConnectionState.ONLINE
    assert (stage.network.name, stage.network.max_nick) == ("Test Net", 20)
    assert stage.seen(ev.Registered) == [ev.Registered("alice", "Test Net", False)]


def test_a_server_that_never_heard_of_capabilities() -> None:
    stage = Stage()
    stage.connect()
    stage.feed(":old 421 * CAP :Unknown command", ":old 001 alice :Welcome", ":old 422 alice :No MOTD")
    assert stage.network.state is ConnectionState.ONLINE
    assert stage.sentences() == []


def test_a_server_that_has_no_motd_at_all() -> None:
    stage = Stage()
    stage.connect()
    stage.feed(":old 001 alice :Welcome")
    stage.wait(6)
    assert stage.network.state is ConnectionState.ONLINE


def test_a_refused_line_of_capabilities_is_asked_for_one_by_one() -> None:
    stage = Stage()
    stage.connect()
    stage.said.clear()
    stage.play("""
        S: :irc.test CAP * LS :batch server-time
        C: NICK alice
        C: USER alice 0 * alice
        C: CAP REQ :batch server-time
        S: :irc.test CAP * NAK :batch server-time
        C: CAP REQ batch
        C: CAP REQ server-time
        S: :irc.test CAP * NAK :batch
        S: :irc.test CAP * ACK :server-time
        C: CAP END
    """)


def test_capabilities_come_and_go() -> None:
    """cap-notify"""
    stage = Stage(caps="batch server-time message-tags")
    stage.online()
    assert not stage.network.features.redact
    stage.play("""
        S: :irc.test CAP alice NEW :draft/message-redaction
        C: CAP REQ draft/message-redaction
        S: :irc.test CAP alice ACK :draft/message-redaction
    """)
    assert stage.network.features.redact
    stage.feed(":irc.test CAP alice DEL :draft/message-redaction")
    assert not stage.network.features.redact


def test_a_taken_nickname_is_the_persons_to_change() -> None:
    stage = Stage()
    stage.connect()
    stage.feed(":irc.test 433 * alice :Nickname is already in use")
    (refused,) = stage.seen(ev.Refused)
    assert (refused.way_on, refused.suggestion) == (ev.WayOn.CHOOSE_NICK, "alice_")
    assert "alice is taken" in refused.sentence
    stage.said.clear()
    stage.do("choose_nick", "alicia")
    assert stage.said == ["NICK alicia"]
    stage.feed(":irc.test 001 alicia :Welcome", ":irc.test 422 alicia :No MOTD")
    assert stage.network.nick == "alicia"


def test_a_server_that_does_not_wait_for_the_answer() -> None:
    stage = Stage()
    stage.connect()
    stage.feed(":irc.test 433 * alice :Nickname is already in use")
    stage.session.disconnected("Registration timed out.", stage.now)
    stage.settle()
    assert stage.network.state is ConnectionState.OFFLINE, "it waits for the person, not for the clock"
    stage.do("choose_nick", "alicia")
    assert stage.network.state is ConnectionState.CONNECTING
    stage.said.clear()
    stage.session.connected(stage.now)
    stage.feed(":irc.test CAP * LS :")
    assert "NICK alicia" in stage.said


def test_after_a_reconnection_the_nick_comes_back() -> None:
    stage = Stage()
    stage.online()
    stage.session.disconnected("lost", stage.now)
    stage.settle()
    stage.wait(2)
    stage.session.connected(stage.now)
    stage.settle()
    stage.said.clear()
    stage.play("""
        S: :irc.test 433 * alice :Nickname is already in use
        C: NICK alice_
        S: :irc.test 001 alice_ :Welcome
        S: :irc.test 422 alice_ :No MOTD
    """)
    assert stage.seen(ev.Refused) == []
    stage.said.clear()
    stage.wait(31)
    assert "NICK alice" in stage.said
    stage.feed(":irc.test 433 alice_ alice :Nickname is already in use")
    stage.said.clear()
    stage.wait(31)
    assert "NICK alice" in stage.said
    stage.feed(":alice_!u@h NICK alice")
    stage.said.clear()
    stage.wait(120)
    assert not [line for line in stage.said if line.startswith("NICK")]
    assert stage.network.nick == "alice"


def test_after_a_crash_the_nick_is_held_by_our_own_ghost() -> None:
    store = Store(":memory:")
    Stage(store=store).online()
    stage = Stage(store=store)
    stage.connect()
    stage.feed(":irc.test 433 * alice :Nickname is already in use")
    assert stage.said[-1] == "NICK alice_"
    other = Stage("bob", store=store)
    other.connect()
    other.feed(":irc.test 433 * bob :Nickname is already in use")
    assert other.seen(ev.Refused)


def test_a_server_that_says_nothing_is_left() -> None:
    stage = Stage()
    stage.connect()
    stage.wait(31)
    assert stage.seen(ev.CloseRequested)
    assert (
        "does not answer"
        in stage.seen(ev.ConnectionStateChanged)[-2 if stage.network.state == "connecting" else -1].reason
    )


@pytest.mark.parametrize(
    ("line", "way_on"),
    [
        (":irc.test 464 * :Password incorrect", ev.WayOn.SERVER_PASSWORD),
        (":irc.test 465 * :You are banned: spam", ev.WayOn.NONE),
    ],
)
def test_refusals_that_end_it(line: str, way_on: ev.WayOn) -> None:
    stage = Stage()
    stage.connect()
    stage.feed(line)
    assert [refused.way_on for refused in stage.seen(ev.Refused)] == [way_on]
    assert stage.network.state is ConnectionState.OFFLINE
    stage.wait(300)
    assert stage.network.state is ConnectionState.OFFLINE


def test_sts_upgrade() -> None:
    """sts: "MUST close the insecure connection and reconnect securely on the stated port" """
    store = Store(":memory:")
    stage = Stage(store=store, host="chat.example", password="secret", account="alice")
    stage.connect()
    stage.feed(":irc.test CAP * LS :sasl=PLAIN sts=port=6697,duration=1000")
    requested = stage.seen(ev.ConnectRequested)
    assert [(event.port, event.tls) for event in requested] == [(9090, False), (6697, True)]
    assert not [line for line in stage.said if "AUTHENTICATE" in line or "CAP REQ" in line]
    stage.session.connected(stage.now, secure=True)
    stage.feed(":irc.test CAP * LS :sts=duration=1000")
    assert store.sts("chat.example") == (6697, int(stage.now) + 1000)
    again = Stage(store=store, host="chat.example")
    again.do("connect")
    assert (again.seen(ev.ConnectRequested)[0].port, again.seen(ev.ConnectRequested)[0].tls) == (6697, True)
    later = Stage(store=store, host="chat.example")
    later.now += 1001
    later.do("connect")
    assert not later.seen(ev.ConnectRequested)[0].tls


def test_the_server_room_tells_the_greeting() -> None:
    stage = Stage()
    stage.connect()
    stage.feed(":irc.test 001 alice :Welcome", ":irc.test 375 alice :- Message of the day", ":irc.test 372 alice :- hi")
    room = stage.network.rooms[""]
    assert room.kind is RoomKind.SERVER
    assert [item.text for item in room.items] == ["Welcome", "- Message of the day", "- hi"]
    assert room.unread == 0


def test_another_casemapping_gives_rooms_other_keys() -> None:
    store = Store(":memory:")
    stage = Stage(store=store, rooms=("#a[b]",))
    stage.online(isupport="CASEMAPPING=rfc1459")
    stage.feed(":alice!u@h JOIN #a[b]")
    assert "#a{b}" in stage.network.rooms
    stage.feed(":irc.test 005 alice CASEMAPPING=ascii :are supported")
    assert "#a[b]" in stage.network.rooms
    stage.feed(":bob!u@h PRIVMSG #A[B] :same room")
    assert stage.texts("#a[b]") == ["same room"]


def test_a_server_with_a_password_asks_for_it_and_takes_it_the_next_time() -> None:
    stage = Stage()
    stage.connect()
    stage.feed(":irc.test CAP * LS :")
    assert not any(line.startswith("PASS") for line in stage.said)
    stage.feed(":irc.test 464 * :Password required")
    assert "has a password" in stage.seen(ev.Refused)[-1].sentence
    stage.session.set_server_password("open: sesame")
    stage.connect()
    stage.feed(":irc.test CAP * LS :")
    assert "PASS :open: sesame" in stage.said
    stage.feed(":irc.test 464 * :Password incorrect")
    assert "does not accept" in stage.seen(ev.Refused)[-1].sentence
    assert "sesame" not in repr(stage.session.config)
