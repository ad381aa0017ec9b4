# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists and modes of channels, event by event; tests/services/chat/test_apply.py mixes them."""

import pytest

from services.chat.apply import Audience, apply, matters
from services.chat.events import ChannelModesChanged, Invited, restore
from services.chat.rules import Refusal
from services.chat.state import State
from tests.support.scene import Scene


def room() -> Scene:
    scene = Scene()
    scene.connect("alice", "bob", "carol")
    scene.join("#room", "alice", "bob")
    return scene


def effect(audiences: list[Audience] | tuple[Audience, ...]) -> tuple[tuple[str, str, str], ...]:
    changes: tuple[tuple[str, str, str], ...] = ()
    for audience in audiences:
        assert isinstance(audience.event, ChannelModesChanged)
        changes += audience.event.changes
    return changes


def test_an_entry_is_there_once_in_whatever_case() -> None:
    scene = room()
    assert effect(tuple(scene.mode("#room", "alice", "+b", "Bob!*@*"))) == (("+", "b", "Bob!*@*"),)
    assert effect(tuple(scene.mode("#room", "alice", "+b", "bob!*@*"))) == ()
    assert [entry.mask for entry in scene.channel("#room").lists["b"].values()] == ["Bob!*@*"]
    assert effect(tuple(scene.mode("#room", "alice", "-b", "BOB!*@*"))) == (("-", "b", "BOB!*@*"),)
    assert "b" not in scene.channel("#room").lists


def test_an_entry_tells_who_set_it_and_when() -> None:
    scene = room()
    scene.mode("#room", "alice", "+e", "a:carol")
    (entry,) = scene.channel("#room").lists["e"].values()
    assert (entry.setter, entry.time) == ("alice!~alice@host.example", scene.now)


def test_only_what_has_an_effect_is_shown() -> None:
    scene = room()
    changes = effect(tuple(scene.mode("#room", "alice", "+nmov-t", "alice", "bob")))
    assert changes == (("+", "m", ""), ("+", "v", "bob"), ("-", "t", ""))


def test_statuses_stay_in_the_order_of_their_rank() -> None:
    scene = room()
    scene.mode("#room", "alice", "+vqh", "bob", "bob", "bob")
    assert scene.channel("#room").members[scene.user("bob").uid].statuses == "qhv"


def test_who_is_told_of_an_invitation() -> None:
    scene = room()
    carol, bob = scene.user("carol").uid, scene.user("bob").uid
    invited, notified = scene.apply(Invited(*scene.act("alice"), "#room", "#room", carol, "carol"))
    assert tuple(invited.users) == (carol,)
    assert tuple(notified.users) == ()
    scene.mode("#room", "alice", "+h", "bob")
    assert tuple(scene.apply(Invited(*scene.act("alice"), "#room", "#room", carol, "carol"))[1].users) == (bob,)


def test_who_is_no_member_any_more_invites_nobody() -> None:
    scene = room()
    carol = scene.user("carol")
    event = Invited(*scene.act("carol"), "#room", "#room", carol.uid, "carol")
    assert scene.try_to(event) == "ERR_NOTONCHANNEL"
    assert not scene.channel("#room").invited


def test_what_was_done_in_a_room_that_is_no_more_is_not_replayed_but_that_it_was_private() -> None:
    scene = room()
    changes = (("+m",), ("+v", "bob"), ("+ms",))
    records = [scene.modes("#room", "alice", *change).record() for change in changes]
    again = State()
    assert [matters(again, record) for record in records] == [False, False, True]
    with pytest.raises(Refusal):
        apply(again, restore(records[2]))
    assert list(again.private) == ["#room"]
    assert [matters(again, record) for record in records] == [False, False, False]
    assert all(matters(scene.state, record) for record in records)
