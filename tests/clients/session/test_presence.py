# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the other one of a direct conversation is there, away, and why: from MONITOR, from what they do, and from a
WHOIS of our own, of which the person sees nothing else."""

from clients.session import events as ev
from clients.session.model import ItemKind, User
from tests.clients.session.stage import Stage


def talking(caps: str = "multi-prefix", isupport: str = "CASEMAPPING=ascii NETWORK=Old") -> Stage:
    stage = Stage(caps=caps)
    stage.isupport = isupport
    stage.online()
    stage.feed(":bob!b@h PRIVMSG alice :hi")
    stage.said.clear()
    return stage


def bob(stage: Stage) -> User | None:
    return stage.network.partner(stage.network.rooms["bob"])


def test_who_looks_at_a_conversation_learns_whether_the_other_is_away() -> None:
    stage = talking()
    stage.do("focus", "bob")
    stage.do("focus", None)
    stage.do("focus", "bob")
    assert stage.said == ["WHOIS bob"], "once on a connection"
    stage.feed(":s 311 alice bob b h * :Bob", ":s 301 alice bob :at lunch", ":s 318 alice bob :End")
    found = bob(stage)
    assert found is not None
    assert (found.online, found.away, found.away_message) == (True, True, "at lunch")
    assert not stage.seen(ev.WhoisResult), "nobody asked for it"
    assert not [item for room in stage.network.rooms.values() for item in room.items if item.kind is ItemKind.ERROR]


def test_who_is_not_there_is_offline_until_they_say_something() -> None:
    stage = talking()
    stage.do("focus", "bob")
    stage.feed(":s 401 alice bob :No such nick", ":s 318 alice bob :End")
    found = bob(stage)
    assert found is not None
    assert not found.online
    assert not stage.seen(ev.WhoisResult)
    assert not stage.sentences()
    stage.feed(":bob!b@h PRIVMSG alice :back")
    assert found.online


def test_a_whois_of_the_persons_own_is_answered() -> None:
    """Even if ours was on its way."""
    stage = talking()
    stage.do("focus", "bob")
    stage.do("whois", "bob")
    stage.feed(":s 311 alice bob b h * :Bob", ":s 318 alice bob :End")
    (result,) = stage.seen(ev.WhoisResult)
    assert result.whois is not None


def test_a_channel_is_not_looked_up() -> None:
    stage = talking()
    stage.feed(":alice!a@h JOIN #room")
    stage.said.clear()
    stage.do("focus", "#room")
    stage.do("focus", "")
    assert stage.said == []


def test_our_own_away_is_known_with_its_reason() -> None:
    stage = talking()
    stage.do("set_away", "lunch")
    assert (stage.network.away, stage.network.away_message) == (True, "lunch")
    stage.do("set_away", "")
    stage.feed(":s 305 alice :You are no longer marked as being away")
    assert (stage.network.away, stage.network.away_message) == (False, "")
