# SPDX-License-Identifier: GPL-3.0-or-later
"""The password of a server: when PASS is said and when not, what 464 means; what a port of another kind looks like."""

import pytest

from clients.session import events as ev
from clients.session.config import BadAddress, has_port, parse_address, without_password
from clients.session.model import ConnectionState
from tests.clients.session.stage import Stage

LISTED = ":irc.test CAP * LS :batch"


def far(**config: object) -> Stage:
    return Stage(host="chat.example", server_password="open sesame", **config)  # type: ignore[arg-type]


def test_over_tls_it_is_the_first_thing_after_cap() -> None:
    stage = far(tls=True)
    stage.connect(secure=True)
    assert stage.said[:3] == ["CAP LS 302", "PASS :open sesame", "NICK alice"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_on_this_computer_it_is_said_when_the_server_has_listed_what_it_offers(host: str) -> None:
    stage = Stage(host=host, server_password=":odd ‹U+0041›")
    stage.connect()
    assert stage.said == ["CAP LS 302"]
    stage.feed("NICK", LISTED)  # a slow line: the server had asked for a nickname already
    assert stage.said[1:3] == ["PASS ::odd ‹U+0041›", "NICK alice"]


def test_without_encryption_nothing_is_said_until_the_person_agrees() -> None:
    stage = far()
    stage.connect()
    stage.feed(LISTED)
    (refused,) = stage.seen(ev.Refused)
    assert refused.way_on is ev.WayOn.ALLOW_PLAINTEXT
    assert "not encrypted" in refused.sentence
    assert stage.said == ["CAP LS 302", "QUIT"]
    assert stage.network.state is ConnectionState.OFFLINE
    stage.said.clear()
    stage.session.set_server_password("open sesame", plaintext=True)
    stage.connect()
    assert stage.said == ["CAP LS 302"], "the server may still send us to its encrypted port"
    stage.feed(LISTED)
    assert stage.said[1:3] == ["PASS :open sesame", "NICK alice"]


def test_a_server_that_lists_nothing_does_not_get_it_either() -> None:
    stage = far()
    stage.connect()
    stage.wait(20)
    assert stage.said == ["CAP LS 302", "QUIT"]


def test_none_and_a_wrong_one_are_two_sentences_with_a_way_on() -> None:
    stage = Stage()
    stage.connect()
    stage.feed(LISTED, ":irc.test 464 * :Password incorrect")
    stage.session.set_server_password("wrong")
    stage.connect()
    stage.feed(LISTED, ":irc.test 464 * :Password incorrect")
    first, second = stage.seen(ev.Refused)
    assert "has a password" in first.sentence
    assert "does not accept" in second.sentence
    assert {first.way_on, second.way_on} == {ev.WayOn.SERVER_PASSWORD}
    assert "wrong" not in repr(stage.session.config)


def test_464_for_an_operator_ends_nothing() -> None:
    stage = Stage()
    stage.online()
    stage.feed(":irc.test 464 alice :Password incorrect")
    assert stage.network.state is ConnectionState.ONLINE


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (b"\x15\x03\x01\x00\x02\x02\x46", "encrypted connections only"),
        (b"", "closed the connection without a word"),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "lost"),
    ],
)
def test_a_port_of_another_kind_is_a_sentence_with_a_way_on(said: bytes, words: str) -> None:
    stage = Stage(host="chat.example")
    stage.connect()
    stage.session.feed(said, stage.now)
    stage.session.disconnected("", stage.now)
    stage.settle()
    (refused,) = stage.seen(ev.Refused)
    assert words in refused.sentence
    assert refused.way_on is ev.WayOn.CHECK_ADDRESS


def test_a_port_that_never_answers() -> None:
    stage = Stage(host="chat.example")
    stage.connect()
    stage.wait(31)
    (refused,) = stage.seen(ev.Refused)
    assert "does not answer" in refused.sentence
    assert "encrypted" in refused.sentence


def test_a_line_that_is_slow_gets_in() -> None:
    """1.5 s each way: the server had taken us for a person at a terminal, and asked for a nickname."""
    stage = Stage(host="chat.example")
    stage.do("connect")
    stage.wait(1.5)
    stage.session.connected(stage.now)
    stage.settle()
    stage.wait(1.5)
    stage.feed("NICK")
    stage.wait(1.0)
    assert stage.said == ["CAP LS 302"]
    stage.greet()
    assert stage.network.state is ConnectionState.ONLINE
    assert stage.network.nick == "alice"
    assert not stage.seen(ev.NickChanged)


@pytest.mark.parametrize(
    ("address", "clean", "found"),
    [
        ("irc://sam:secret@chat.example:6667/#room", "irc://chat.example:6667/#room", True),
        ("ircs://:secret@chat.example", "ircs://chat.example", True),
        ("sam@chat.example:6667", "chat.example:6667", False),
        ("irc://chat.example/#a@b:c", "irc://chat.example/#a@b:c", False),
        ("irc://a:b@c@[::1]:9090", "irc://[::1]:9090", True),
    ],
)
def test_a_password_in_an_address_is_left_out(address: str, clean: str, found: bool) -> None:
    assert without_password(address) == (clean, found)


def test_a_link_cannot_leave_rooms_or_send_lines() -> None:
    assert parse_address("irc://h/#a,0")[3] == "#a"
    for bad in ("irc://h/#a%0d%0aQUIT", "irc://h/a%20b", "irc://h/#%07"):
        with pytest.raises(BadAddress):
            parse_address(bad)
    assert [has_port(address) for address in ("irc://h:1/", "h:1", "irc://h/#a:1", "irc://h:x")] == [
        True,
        True,
        False,
        False,
    ]
