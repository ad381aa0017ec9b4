# SPDX-License-Identifier: GPL-3.0-or-later
"""What people say of themselves: bounded, safe to show, answered once; and what a hostile server makes of it."""

import pytest

from clients.session import events as ev
from clients.session.profiles import LONGEST, clean
from clients.session.text import label
from tests.clients.session.stage import Stage


def online() -> Stage:
    stage = Stage()
    stage.do("connect")
    stage.session.connected(stage.now)
    stage.greet()
    stage.join("#room", "bob")
    stage.said.clear()
    stage.events.clear()
    return stage


def answers(stage: Stage) -> list[tuple[str, str]]:
    return [(event.key, event.sentence) for event in stage.events if isinstance(event, ev.ProfileAnswered)]


def test_what_others_say_of_themselves() -> None:
    stage = online()
    events = stage.feed(
        ":irc.test METADATA bob display-name * :Bob the Builder",
        ":irc.test 761 alice bob avatar * :https://b.example/me.png",
        ":irc.test METADATA bob favourite-colour * :green",
    )
    user = stage.network.users["bob"]
    assert (user.display_name, user.avatar) == ("Bob the Builder", "https://b.example/me.png")
    assert "favourite-colour" not in user.metadata
    assert [event for event in events if isinstance(event, ev.UserChanged)] == [ev.UserChanged("bob", profile=True)] * 2
    assert stage.feed(":irc.test METADATA bob display-name * :Bob the Builder") == []
    stage.feed(":irc.test 766 alice bob display-name :key not set")
    assert user.display_name == "bob"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Bob", "Bob"),
        ("  Bob \t the  Builder ", "Bob the Builder"),
        ("\x02\x0304Bob\x0f", "Bob"),
        ("a\u202eb", "a\u2039U+202E\u203ab"),
        ("al\u200bice", "al\u2039U+200B\u203aice"),
        ("al\u200dice\u200e", "alice"),
        ("alice\ufe0f", "alice"),
        ("al\u034fice", "alice"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("❤\ufe0f", "❤\ufe0f"),
        ("نام\u200cها", "نام\u200cها"),
        ("\u200d", ""),
        ("e" + "\u0301" * 40 + "!", "e\u0301\u0301!"),
        ("two\nlines", "two\u240alines"),
        ("x" * 500, "x" * 64),
    ],
)
def test_a_display_name_deceives_nobody(said: str, shown: str) -> None:
    assert label(said, 64) == shown


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/passwd", "//x/y", "data:image/png;base64,AAAA", "https://", "https://a b",
     "https://a/\u202egnp.x", "https://" + "a" * 600, "http://x/\"", "x.png", "HTTPS"],
)  # fmt: skip
def test_an_address_is_of_the_web_or_nothing(address: str) -> None:
    assert clean("avatar", address) == ""
    assert clean("avatar", "https://b.example/{size}/me.png") == "https://b.example/{size}/me.png"


def test_ten_thousand_keys_and_giant_values_leave_no_more_than_is_shown() -> None:
    stage = online()
    stage.feed(*(f":irc.test METADATA bob key{number} * :value" for number in range(10_000)))
    stage.feed(*(f":irc.test METADATA nobody{number} display-name * :x" for number in range(1000)))
    for key in LONGEST:
        stage.feed(
            f":irc.test METADATA bob {key} * :{'https://x/' if key in ('avatar', 'homepage') else ''}{'é' * 3000}"
        )
        stage.feed(f":irc.test 761 alice alice {key} * :{'w' * 8000}")
    bob = stage.network.users["bob"]
    assert set(bob.metadata) <= set(LONGEST)
    assert all(len(value) <= LONGEST[key] for key, value in bob.metadata.items())
    assert set(stage.network.users) == {"alice", "bob"}


@pytest.mark.parametrize(
    "line",
    ["METADATA", "METADATA bob", "METADATA bob avatar", "METADATA bob avatar *", "761", "761 alice", "761 alice bob",
     "766 alice bob", "774", "774 alice", "774 alice #room", "774 alice #room x", "774 alice #nowhere 5",
     "FAIL METADATA", "FAIL METADATA X", "METADATA #room display-name * :x", "METADATA * display-name * :x"],
)  # fmt: skip
def test_lines_cut_short_do_no_harm(line: str) -> None:
    stage = online()
    stage.feed(f":irc.test {line}")
    assert stage.network.users["bob"].metadata == {}


# --- ourselves ------------------------------------------------------------------------------------------------------


def test_a_change_is_answered() -> None:
    stage = online()
    stage.do("set_metadata", "display-name", "Ally")
    stage.do("set_metadata", "status", "")
    assert stage.said == ["METADATA * SET display-name Ally", "METADATA * SET status"]
    assert answers(stage) == []
    stage.feed(":irc.test 761 alice alice display-name * :Ally")
    assert answers(stage) == [("display-name", "")]
    assert stage.network.users["alice"].display_name == "Ally"
    stage.feed(":irc.test FAIL METADATA KEY_NOT_SET alice status :Key not set")
    assert answers(stage)[1:] == [("status", "")]
    stage.feed(":irc.test 761 alice alice display-name * :Other")  # from another device
    assert len(answers(stage)) == 2


def test_a_refusal_is_a_sentence_for_the_one_who_asked_and_no_line_in_a_room() -> None:
    stage = online()
    items = len(stage.network.rooms[""].items)
    stage.do("set_metadata", "avatar", "https://x/")
    stage.do("set_metadata", "status", "x" * 200)
    stage.feed(":irc.test FAIL METADATA VALUE_INVALID status :The value is longer than 100 bytes")
    stage.feed(":irc.test FAIL METADATA LIMIT_REACHED alice :Metadata limit reached")
    assert answers(stage) == [
        ("status", "The value is longer than 100 bytes"),
        ("avatar", "The server keeps no more entries of you."),
    ]
    assert len(stage.network.rooms[""].items) == items
    stage.feed(":irc.test FAIL METADATA TOO_MANY_SUBS bot :Too many")
    assert len(stage.network.rooms[""].items) == items + 1


def test_what_cannot_be_sent_is_answered_at_once() -> None:
    stage = online()
    stage.do("set_metadata", "status", "x" * 600)
    assert answers(stage) == [("status", "That is too long for the server.")]
    plain = Stage(caps="multi-prefix")
    plain.do("connect")
    plain.session.connected(plain.now)
    plain.greet()
    plain.do("set_metadata", "status", "x")
    assert answers(plain) == [("status", "This server keeps no profile.")]
    plain.do("quit")
    plain.session.disconnected("", plain.now)
    plain.do("set_metadata", "status", "x")
    assert answers(plain)[1:] == [("status", "You are not connected.")]


def test_a_server_that_puts_us_off_is_asked_again_and_not_for_ever() -> None:
    stage = online()
    stage.feed(":irc.test 774 alice #room 4")
    stage.wait(3)
    assert stage.said == []
    stage.wait(2)
    assert stage.said == ["METADATA #room SYNC"]
    for _ in range(20):
        stage.feed(":irc.test 774 alice #room 1")
        stage.wait(2)
    assert stage.said.count("METADATA #room SYNC") == 5
