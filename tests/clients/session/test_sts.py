# SPDX-License-Identifier: GPL-3.0-or-later
"""Strict transport security, and a server whose secure port is nobody's: no storm, nothing said too early."""

import pytest

from clients.session import events as ev
from clients.session.model import ConnectionState
from clients.session.store import Store
from tests.clients.session.stage import Stage

STS = ":srv CAP * LS :sasl sts=port=6697,duration=1000"


def plain(**config: object) -> Stage:
    known = {"server_password": "open", "plaintext_server_password": True} | config
    return Stage(host="chat.example", port=6667, password="secret", **known)  # type: ignore[arg-type]


def ports(stage: Stage) -> list[int]:
    return [event.port for event in stage.seen(ev.ConnectRequested)]


def storm(stage: Stage, seconds: float, answer: str) -> int:
    """A server whose plain port answers with a line and whose TLS port hangs up. How many attempts are made."""
    before, end = len(ports(stage)), stage.now + seconds
    while stage.now < end:
        if stage.network.state is ConnectionState.CONNECTING:
            requested = stage.seen(ev.ConnectRequested)[-1]
            if not requested.tls:
                stage.session.connected(stage.now)
                stage.settle()
                stage.feed(answer)
            if stage.network.state == "connecting":
                stage.session.disconnected("hung up", stage.now)
                stage.settle()
        stage.wait(0.5)
    return len(ports(stage)) - before


def test_nothing_is_said_in_plain_text_before_the_server_may_send_us_to_tls() -> None:
    stage = plain()
    stage.connect()
    assert stage.said == ["CAP LS 302"]
    stage.feed(":srv NOTICE * :*** Looking up your hostname", ":srv CAP * LS * :batch", STS)
    assert stage.said == ["CAP LS 302"]
    assert ports(stage) == [6667, 6697]
    stage.said.clear()
    stage.session.connected(stage.now, secure=True)
    stage.settle()
    assert stage.said[:3] == ["CAP LS 302", "PASS open", "NICK alice"]


@pytest.mark.parametrize(
    "line", [":srv CAP * LS :batch", ":old 421 * CAP :Unknown command", ":old 451 * :Register first"]
)
def test_what_was_held_back_is_said_when_there_is_no_policy(line: str) -> None:
    stage = plain()
    stage.connect()
    stage.feed(line)
    assert stage.said[1:3] == ["PASS open", "NICK alice"]
    stage.wait(11)
    assert stage.said.count("NICK alice") == 1


def test_a_server_that_knows_no_capabilities_and_says_nothing() -> None:
    stage = Stage(host="chat.example")
    stage.connect()
    stage.wait(4)
    assert stage.said[:2] == ["CAP LS 302", "NICK alice"]
    guarded = plain()
    guarded.connect()
    guarded.wait(4)
    assert guarded.said == ["CAP LS 302"], "a password waits longer"
    guarded.wait(7)
    assert guarded.said[1:3] == ["PASS open", "NICK alice"]


def test_a_secure_port_that_hangs_up_makes_no_storm() -> None:
    stage = plain()
    stage.do("connect")
    assert storm(stage, 5, STS) <= 6
    assert storm(stage, 600, STS) <= 40
    assert not [line for line in stage.said if line.startswith(("PASS", "NICK", "USER", "AUTHENTICATE"))]
    assert 6667 in ports(stage)[3:], "the port that nobody vouched for is given up, and asked for anew"


def test_a_stored_policy_is_never_gone_round() -> None:
    store = Store(":memory:")
    store.save_sts("chat.example", 6697, 2_000_000_000)
    stage = plain(store=store)
    stage.do("connect")
    assert storm(stage, 300, STS) <= 20
    assert set(ports(stage)) == {6697}
    assert all(event.tls for event in stage.seen(ev.ConnectRequested))


def test_a_policy_lasts_from_the_end_of_the_connection_and_can_be_taken_back() -> None:
    store = Store(":memory:")
    stage = plain(store=store)
    stage.connect(secure=True)
    stage.feed(":srv CAP * LS :sts=duration=1000", ":srv CAP * DEL :sts")
    stage.wait(20)
    stage.session.disconnected("", stage.now)
    stage.settle()
    assert store.sts("chat.example") == (6667, int(stage.now) + 1000)
    stage.wait(70)
    stage.session.connected(stage.now, secure=True)
    stage.feed(":srv CAP * LS :sts=duration=0")
    other = plain(store=store)
    other.now = stage.now + 1
    other.do("connect")
    assert not other.seen(ev.ConnectRequested)[0].tls


def test_without_a_store_a_policy_holds_as_long_as_the_program_runs() -> None:
    stage = plain()
    stage.connect()
    stage.feed(STS)
    stage.session.connected(stage.now, secure=True)
    stage.feed(":srv CAP * LS :sts=duration=1000")
    stage.do("quit")
    stage.do("connect")
    assert stage.seen(ev.ConnectRequested)[-1].tls


@pytest.mark.parametrize("last", [":srv ERROR :Closing link: K-lined", ""])
def test_a_server_that_welcomes_and_throws_out_is_left_in_peace(last: str) -> None:
    stage = Stage()
    attempts, end = 0, stage.now + 600
    while stage.now < end:
        if stage.network.state is not ConnectionState.WAITING:
            stage.online()
            attempts += 1
            if last:
                stage.feed(last)
            stage.session.disconnected("", stage.now)
            stage.settle()
        stage.wait(0.5)
    assert attempts <= 22
    while stage.network.state is ConnectionState.WAITING:
        stage.wait(0.5)
    stage.online()
    stage.wait(61)
    stage.session.disconnected("", stage.now)
    stage.settle()
    assert stage.network.retry_at - stage.now <= 1.0, "one that lasted is no part of it"


def test_a_policy_that_is_damaged_on_the_disk_is_none() -> None:
    store = Store(":memory:")
    store.set_setting("sts/chat.example", "6697 soon")
    assert store.sts("chat.example") is None
