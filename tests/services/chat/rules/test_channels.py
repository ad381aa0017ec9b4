# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may do what to a channel and the people in it: every status against every status, as tables."""

import itertools

import pytest

from services.chat.rules import (
    Refusal,
    may_change_topic,
    may_forward_to,
    may_kick,
    may_register,
    may_rename,
    may_set_mode,
)
from services.chat.rules.channels import RENAME_PAUSE_MS
from services.chat.state import STATUSES
from tests.support.scene import Scene

RANKS = (*STATUSES, "")


def scene(actor: str, target: str = "") -> Scene:
    """A channel where alice has the status `actor` and bob has `target`."""
    scene = Scene()
    scene.connect("founder", "alice", "bob")
    scene.join("#room", "founder", "alice", "bob")
    for nick, status in (("alice", actor), ("bob", target)):
        if status:
            scene.mode("#room", "founder", f"+{status}", nick)
    return scene


def refused(rule: object, *values: object, **options: object) -> str:
    try:
        rule(*values, **options)  # type: ignore[operator]
    except Refusal as refusal:
        return str(refusal.args[0])
    return ""


@pytest.mark.parametrize(("actor", "target"), list(itertools.product(RANKS, RANKS)))
def test_kick(actor: str, target: str) -> None:
    place = scene(actor, target)
    allowed = actor in tuple("qaoh") and RANKS.index(actor) <= RANKS.index(target)
    if actor == target == "a":  # "Users with this mode cannot be kicked … by other protected users"
        allowed = False
    answer = refused(may_kick, place.channel("#room"), place.user("alice"), place.user("bob"))
    assert answer == ("" if allowed else "ERR_CHANOPRIVSNEEDED")


GIVERS = {"q": "q", "a": "q", "o": "qao", "h": "qao", "v": "qaoh"}


@pytest.mark.parametrize(("actor", "letter"), list(itertools.product(RANKS, STATUSES)))
def test_who_gives_a_status(actor: str, letter: str) -> None:
    place = scene(actor)
    channel, alice, bob = place.channel("#room"), place.user("alice"), place.user("bob")
    answer = refused(may_set_mode, channel, alice, letter, target=bob.uid)
    assert answer == ("" if actor and actor in GIVERS[letter] else "ERR_CHANOPRIVSNEEDED")


@pytest.mark.parametrize(("actor", "target"), list(itertools.product(RANKS, STATUSES)))
def test_who_takes_a_status(actor: str, target: str) -> None:
    place = scene(actor, target)
    channel, alice, bob = place.channel("#room"), place.user("alice"), place.user("bob")
    allowed = bool(actor) and actor in GIVERS[target] and RANKS.index(actor) <= RANKS.index(target)
    answer = refused(may_set_mode, channel, alice, target, add=False, target=bob.uid)
    assert answer == ("" if allowed else "ERR_CHANOPRIVSNEEDED")


def test_nobody_lowers_who_stands_above_by_another_letter() -> None:
    place = scene("o", "q")
    place.mode("#room", "founder", "+o", "bob")
    channel, alice, bob = place.channel("#room"), place.user("alice"), place.user("bob")
    assert refused(may_set_mode, channel, alice, "o", add=False, target=bob.uid) == "ERR_CHANOPRIVSNEEDED"


@pytest.mark.parametrize("status", STATUSES)
def test_one_may_give_up_what_one_has(status: str) -> None:
    place = scene(status)
    alice = place.user("alice")
    assert refused(may_set_mode, place.channel("#room"), alice, status, add=False, target=alice.uid) == ""
    assert refused(may_set_mode, place.channel("#room"), place.user("bob"), status, add=False, target="")


@pytest.mark.parametrize("letter", "eIkflCMRUimnstb")
@pytest.mark.parametrize("actor", RANKS)
def test_other_modes_are_for_operators(actor: str, letter: str) -> None:
    place = scene(actor)
    allowed = actor in tuple("qao") or (actor == "h" and letter in "be")
    answer = refused(may_set_mode, place.channel("#room"), place.user("alice"), letter)
    assert answer == ("" if allowed else "ERR_CHANOPRIVSNEEDED")


@pytest.mark.parametrize("actor", RANKS)
def test_topic(actor: str) -> None:
    place = scene(actor)
    answer = refused(may_change_topic, place.channel("#room"), place.user("alice"))
    assert answer == ("" if actor in tuple("qaoh") else "ERR_CHANOPRIVSNEEDED")
    place.mode("#room", "founder", "-t")
    assert refused(may_change_topic, place.channel("#room"), place.user("alice")) == ""


def test_outsiders_are_told_that_they_are_outside() -> None:
    place = scene("o")
    place.connect("mallory")
    channel, mallory = place.channel("#room"), place.user("mallory")
    assert refused(may_kick, channel, mallory, place.user("bob")) == "ERR_NOTONCHANNEL"
    assert refused(may_set_mode, channel, mallory, "m") == "ERR_CHANOPRIVSNEEDED"  # as Modern IRC "MODE" has it
    assert refused(may_change_topic, channel, mallory) == "ERR_NOTONCHANNEL"


def test_who_may_forward_where() -> None:
    place = scene("o")
    place.join("#other", "bob")
    state, channel, alice, bob = place.state, place.channel("#room"), place.user("alice"), place.user("bob")
    assert refused(may_forward_to, state, channel, alice, "#other") == "ERR_CHANOPRIVSNEEDED"
    assert refused(may_forward_to, state, channel, bob, "#other") == ""
    assert refused(may_forward_to, state, channel, alice, "#nowhere") == "ERR_INVALIDMODEPARAM"
    assert refused(may_forward_to, state, channel, alice, "#ROOM") == "ERR_INVALIDMODEPARAM"


def test_who_may_rename_to_what() -> None:
    place = scene("o", "h")
    place.join("#other", "bob")
    state, channel, alice, bob = place.state, place.channel("#room"), place.user("alice"), place.user("bob")
    later = place.now + RENAME_PAUSE_MS
    assert refused(may_rename, state, channel, bob, "#new", later) == "ERR_CHANOPRIVSNEEDED"
    assert refused(may_rename, state, channel, alice, "#OTHER", later) == "CHANNEL_NAME_IN_USE"
    assert refused(may_rename, state, channel, alice, "#new", later) == ""
    channel.renamed_at = later
    assert refused(may_rename, state, channel, alice, "#new", later + 1) == "CANNOT_RENAME"
    # "Implementations MUST allow channels to be renamed while only changing the casing of a channel name"
    assert refused(may_rename, state, channel, alice, "#ROOM", later + 1) == ""
    channel.renamed_at = 0
    channel.permanent = True
    assert refused(may_rename, state, channel, alice, "#new", later) == "CANNOT_RENAME"


def test_who_may_register() -> None:
    place = scene("o", "h")
    channel, alice, bob = place.channel("#room"), place.user("alice"), place.user("bob")
    assert refused(may_register, channel, alice) == ""
    assert refused(may_register, channel, bob) == "ERR_CHANOPRIVSNEEDED"
    channel.permanent = True  # one of the server's own
    assert refused(may_register, channel, alice) == "ERR_CHANOPRIVSNEEDED"
    bob.modes.add("o")
    assert refused(may_register, channel, bob) == ""
    place.connect("mallory", modes="o")
    assert refused(may_register, channel, place.user("mallory")) == "ERR_NOTONCHANNEL"
