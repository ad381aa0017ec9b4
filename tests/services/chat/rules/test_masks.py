# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of channels: which entries fit whom, and that a verdict never outlives the list it was made from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.chat.rules import banned, muted, on_list
from services.chat.rules.masks import SPARE_VERDICTS
from tests.support.scene import Scene


def scene(account: str = "") -> Scene:
    scene = Scene()
    scene.connect("alice")
    scene.connect("Bob", account=account)
    scene.join("#room", "alice", "Bob")
    return scene


# account of Bob, entries of b and e -> banned, muted
TABLE = [
    ("", [], [], False, False),
    ("", ["bob!*@*"], [], True, True),
    ("", ["BOB!*@*"], [], True, True),  # masks are compared without regard to case
    ("", ["*!*@host.example"], [], True, True),
    ("", ["*!*@host.exampl"], [], False, False),
    ("", ["b?b!~*@*.example"], [], True, True),
    ("", ["bob!*@*"], ["*!~bob@*"], False, False),
    ("", ["m:bob!*@*"], [], False, True),
    ("", ["m:bob!*@*"], ["bob!*@*"], False, False),
    ("", ["m:bob!*@*"], ["m:bob!*@*"], False, False),
    ("", ["bob!*@*"], ["m:bob!*@*"], True, True),  # an exception from mutes is none from bans
    # IRCv3 account-extban: "Servers MUST support matching exact account names"
    ("bobby", ["a:bobby"], [], True, True),
    ("bobby", ["account:BOBBY"], [], True, True),
    ("bobby", ["a:bob"], [], False, False),
    ("bobby", ["a:bob*"], [], True, True),  # "Servers MAY support matching account masks"
    ("", ["a:*"], [], False, False),  # no account is no account called nothing
    ("bobby", ["m:a:bobby"], [], False, True),
    ("bobby", ["*!*@*"], ["a:bobby"], False, False),
    ("bobby", ["bobby!*@*"], [], False, False),  # an account's name is not a nickname
]


@pytest.mark.parametrize(("account", "bans", "exceptions", "is_banned", "is_muted"), TABLE)
def test_who_is_on_which_list(
    account: str, bans: list[str], exceptions: list[str], is_banned: bool, is_muted: bool
) -> None:
    place = scene(account)
    for letter, masks in (("b", bans), ("e", exceptions)):
        for mask in masks:
            place.mode("#room", "alice", f"+{letter}", mask)
    channel, bob = place.channel("#room"), place.user("bob")
    assert (banned(channel, bob), muted(channel, bob)) == (is_banned, is_muted)
    assert (banned(channel, bob), muted(channel, bob)) == (is_banned, is_muted), "also when asked again"
    assert not muted(channel, place.user("alice")) or "*!*@host.example" in bans or "*!*@*" in bans


def test_a_verdict_does_not_outlive_its_list() -> None:
    place = scene()
    channel, bob = place.channel("#room"), place.user("bob")
    place.mode("#room", "alice", "+b", "bob!*@*")
    assert banned(channel, bob)
    place.mode("#room", "alice", "+e", "bob!*@*")
    assert not banned(channel, bob)
    place.mode("#room", "alice", "-e", "BOB!*@*")
    assert banned(channel, bob)
    place.mode("#room", "alice", "-b", "bob!*@*")
    assert not banned(channel, bob)


def test_a_verdict_is_about_the_name_of_now() -> None:
    place = scene()
    channel, bob = place.channel("#room"), place.user("bob")
    place.mode("#room", "alice", "+b", "robert!*@*")
    assert not banned(channel, bob)
    bob.source = "robert!~bob@host.example"
    assert banned(channel, bob)
    bob.account = "robert"
    place.mode("#room", "alice", "+e", "a:robert")
    assert not banned(channel, bob)


def test_verdicts_are_bounded() -> None:
    place = scene()
    channel, bob = place.channel("#room"), place.user("bob")
    place.mode("#room", "alice", "+b", "nobody!*@*")
    for number in range(2 * SPARE_VERDICTS):
        bob.source = f"bob{number}!~bob@host.example"
        assert not banned(channel, bob)
    assert len(channel.verdicts) <= 2 * len(channel.members) + SPARE_VERDICTS


def test_a_mute_invites_nobody() -> None:
    place = scene("bobby")
    channel, bob = place.channel("#room"), place.user("bob")
    place.mode("#room", "alice", "+I", "m:bob!*@*")
    assert not on_list(channel, "I", bob)
    place.mode("#room", "alice", "+I", "a:bobby")
    assert on_list(channel, "I", bob)


@given(
    st.lists(st.tuples(st.booleans(), st.sampled_from("be"), st.sampled_from(["bob!*@*", "m:*!*@*", "a:b", "x!*@*"])))
)
def test_what_is_remembered_is_what_a_fresh_look_says(changes: list[tuple[bool, str, str]]) -> None:
    place = scene("b")
    channel, bob = place.channel("#room"), place.user("bob")
    for add, letter, mask in changes:
        place.mode("#room", "alice", f"{'+' if add else '-'}{letter}", mask)
        remembered = banned(channel, bob), muted(channel, bob)
        channel.verdicts.clear()
        assert (banned(channel, bob), muted(channel, bob)) == remembered
