# SPDX-License-Identifier: GPL-3.0-or-later
"""Registered channels, their roles and their names, event by event; tests/services/chat/test_apply.py mixes them."""

import dataclasses
from collections.abc import Sequence

import pytest

from protocol import capabilities as caps
from services.chat import rules
from services.chat.apply import Audience
from services.chat.apply.ownership import REDIRECTS, snapshot
from services.chat.events import (
    ChannelDropped,
    ChannelModesChanged,
    ChannelOffered,
    ChannelRegistered,
    ChannelRenamed,
    ChannelRolesChanged,
    ChannelTransferred,
    Joined,
    Parted,
    TopicChanged,
)
from services.chat.rules import Refusal
from services.chat.state import FOREVER, Span
from tests.support.scene import Scene


@pytest.fixture
def scene() -> Scene:
    scene = Scene()
    scene.connect("alice", account="ann")
    scene.connect("bob", account="ben")
    scene.connect("carol")
    scene.join("#room", "alice", "bob", "carol")
    return scene


def register(scene: Scene, name: str = "#room") -> Sequence[Audience]:
    channel = scene.channel(name)
    return scene.apply(
        ChannelRegistered(*scene.act("alice"), channel.key, channel.name, "ann", channel.created_at, *snapshot(channel))
    )


def roles(scene: Scene, *changes: tuple[str, str]) -> Sequence[Audience]:
    return scene.apply(ChannelRolesChanged(*scene.act("alice"), "#room", "#room", changes))


def rename(scene: Scene, old: str, new: str, nick: str = "alice") -> Sequence[Audience]:
    channel = scene.channel(old)
    return scene.apply(ChannelRenamed(*scene.act(nick), channel.key, channel.name, new, "why"))


def shown(audiences: Sequence[Audience]) -> list[tuple[tuple[str, str, str], ...]]:
    return [audience.event.changes for audience in audiences if isinstance(audience.event, ChannelModesChanged)]


def statuses(scene: Scene, nick: str, name: str = "#room") -> str:
    return scene.channel(name).members[scene.user(nick).uid].statuses


def test_the_founder_is_given_founder_status(scene: Scene) -> None:
    assert shown(register(scene)) == [(("+", "q", "alice"),)]
    assert statuses(scene, "alice") == "qo"


def test_a_channel_is_registered_once(scene: Scene) -> None:
    register(scene)
    with pytest.raises(Refusal):
        register(scene)


def test_a_registered_channel_outlives_its_members(scene: Scene) -> None:
    register(scene)
    for nick in ("alice", "bob", "carol"):
        scene.apply(Parted(*scene.act(nick), "#room", "#room", ""))
    assert not scene.channel("#room").members
    scene.join("#room", "carol")
    assert statuses(scene, "carol") == "", "who comes first is not its operator"
    scene.join("#room", "alice")
    assert statuses(scene, "alice") == "q"
    scene.apply(ChannelDropped(*scene.act("alice"), "#room", "#room"))
    for nick in ("alice", "carol"):
        scene.apply(Parted(*scene.act(nick), "#room", "#room", ""))
    assert scene.state.channel("#room") is None


def test_an_empty_channel_goes_when_it_is_dropped(scene: Scene) -> None:
    register(scene)
    for nick in ("alice", "bob", "carol"):
        scene.apply(Parted(*scene.act(nick), "#room", "#room", ""))
    scene.apply(ChannelDropped(*scene.act("alice"), "#room", "#room"))
    assert scene.state.channel("#room") is None


def test_what_was_changed_meanwhile_is_undone_and_shown(scene: Scene) -> None:
    channel = scene.channel("#room")
    before = snapshot(channel)
    scene.mode("#room", "alice", "+kmlb-n", "key", "5", "x!*@*")
    scene.apply(TopicChanged(*scene.act("alice"), "#room", "#room", "news"))
    event = ChannelRegistered(*scene.act("alice"), "#room", "#room", "ann", 7, *before)
    modes, topic, _ = scene.apply(event)
    assert isinstance(modes.event, ChannelModesChanged)
    changes = (("-", "b", "x!*@*"), ("-", "k", "*"), ("-", "l", ""), ("-", "m", ""), ("+", "n", ""))
    assert modes.event.changes == changes
    assert isinstance(topic.event, TopicChanged)
    assert topic.event.text == ""
    assert snapshot(channel) == before
    assert channel.created_at == 7


def test_a_role_is_given_at_once_and_on_coming_in(scene: Scene) -> None:
    register(scene)
    assert shown(roles(scene, ("Ben", "o"))) == [(("+", "o", "bob"),)]
    scene.apply(Parted(*scene.act("bob"), "#room", "#room", ""))
    joined, mode = scene.apply(scene.joins("#room", "bob"))
    assert isinstance(joined.event, Joined)
    assert isinstance(mode.event, ChannelModesChanged)
    assert mode.event.msgid != joined.event.msgid
    assert statuses(scene, "bob") == "o"
    assert shown(roles(scene, ("ben", "v"))) == [(("-", "o", "bob"),), (("+", "v", "bob"),)]
    assert shown(roles(scene, ("BEN", ""))) == [(("-", "v", "bob"),)]
    assert scene.channel("#room").role("ben") == ""


def test_a_role_opens_the_door(scene: Scene) -> None:
    register(scene)
    roles(scene, ("ben", "h"))
    scene.apply(Parted(*scene.act("bob"), "#room", "#room", ""))
    scene.apply(Parted(*scene.act("carol"), "#room", "#room", ""))
    scene.mode("#room", "alice", "+ib", "*!*@*")
    assert scene.try_to(scene.joins("#room", "bob")) == ""
    assert scene.try_to(scene.joins("#room", "carol")) == "ERR_INVITEONLYCHAN"
    scene.apply(Parted(*scene.act("bob"), "#room", "#room", ""))
    roles(scene, ("ben", "v"))
    assert scene.try_to(scene.joins("#room", "bob")) == "ERR_INVITEONLYCHAN"


def test_a_transfer(scene: Scene) -> None:
    register(scene)
    scene.apply(ChannelOffered(*scene.act("alice"), "#room", "#room", "ben"))
    ownership = scene.channel("#room").registration
    assert ownership is not None
    assert (ownership.founder, ownership.heir) == ("ann", "ben")
    audiences = scene.apply(ChannelTransferred(*scene.act("bob"), "#room", "#room", "ben"))
    assert shown(audiences) == [(("-", "q", "alice"),), (("+", "q", "bob"),)]
    assert (ownership.founder, ownership.heir) == ("ben", "")
    assert scene.channel("#room").role("ann") == "o"


def test_renaming_keeps_everything(scene: Scene) -> None:
    # "A channel rename preserves all channel state, such as membership, mode and topic."
    scene.mode("#room", "alice", "+mb", "x!*@*")
    scene.apply(TopicChanged(*scene.act("alice"), "#room", "#room", "news"))
    channel = scene.channel("#room")
    before = channel.modes, channel.lists, channel.members, channel.topic
    rename(scene, "#room", "#New")
    assert scene.channel("#new") is channel
    assert (channel.modes, channel.lists, channel.members, channel.topic) == before
    assert (channel.name, channel.key) == ("#New", "#new")
    assert scene.state.channel("#room") is None
    assert scene.user("bob").channels == {"#new"}


def test_who_sees_a_rename(scene: Scene) -> None:
    first, *rest = rename(scene, "#room", "#new")
    assert (type(first.event), first.requires) == (ChannelRenamed, caps.CHANNEL_RENAME.bit)
    assert [type(audience.event) for audience in rest] == [Parted, Joined] * 3
    assert {audience.lacks for audience in rest} == {caps.CHANNEL_RENAME.bit}
    for audience in rest:
        assert isinstance(audience.event, Parted | Joined)
        assert tuple(audience.users) == (audience.event.actor,), "each is told of their own leaving and coming"
    # "This fallback SHOULD NOT be used if the rename only changes the case of the channel name"
    assert [type(audience.event) for audience in rename(scene, "#new", "#NEW")] == [ChannelRenamed]


def test_the_old_name_leads_to_the_new_one(scene: Scene) -> None:
    rename(scene, "#room", "#two")
    rename(scene, "#two", "#three")
    assert scene.state.moved("#ROOM") is scene.state.moved("#two") is scene.channel("#three")
    assert scene.try_to(scene.joins("#room", "carol")) == "CHANNEL_RENAMED"
    for nick in ("alice", "bob", "carol"):
        scene.apply(Parted(*scene.act(nick), "#three", "#three", ""))
    assert scene.state.moved("#room") is None
    scene.join("#room", "carol")
    scene.join("#three", "carol")
    assert scene.state.moved("#room") is None


def test_redirects_are_bounded(scene: Scene) -> None:
    for number in range(REDIRECTS + 5):
        scene.state.renamed[f"#old{number}"] = "#room"
    rename(scene, "#room", "#new")
    assert len(scene.state.renamed) == REDIRECTS
    assert scene.state.moved("#room") is scene.channel("#new")


def test_history_follows(scene: Scene) -> None:
    rename(scene, "#room", "#two")
    first = scene.now
    assert scene.state.spans("#two") == (Span("#room", 0, first), Span("#two", first, FOREVER))
    assert scene.state.spans("#room") == (Span("#room", first + 1, FOREVER),)
    rename(scene, "#two", "#room")
    second = scene.now
    assert scene.state.spans("#room") == (
        Span("#room", 0, first), Span("#two", first, second), Span("#room", second, FOREVER),
    )  # fmt: skip
    assert scene.state.moved("#two") is scene.channel("#room")


def test_a_taken_name_is_refused(scene: Scene) -> None:
    scene.join("#two", "carol")
    with pytest.raises(Refusal, match="CHANNEL_NAME_IN_USE"):
        rename(scene, "#room", "#TWO")
    assert scene.state.spans("#two") == (Span("#two", 0, FOREVER),)


def test_metadata_from_before_lasts(scene: Scene) -> None:
    channel = scene.channel("#room")
    content = (*snapshot(channel), (("url", "https://example.org"),))
    scene.apply(ChannelRegistered(*scene.act("alice"), "#room", "#room", "ann", 7, *content))
    assert channel.metadata == {"url": "https://example.org"}


def test_what_is_older_than_the_present_life_stays_under_the_old_name(scene: Scene) -> None:
    channel, since = scene.channel("#room"), scene.channel("#room").created_at
    scene.apply(ChannelRenamed(*scene.act("alice"), channel.key, channel.name, "#two", "why", since))
    renamed = scene.now
    assert scene.state.spans("#two") == (Span("#room", since, renamed), Span("#two", renamed, FOREVER))
    assert scene.state.spans("#room") == (Span("#room", 0, since - 1), Span("#room", renamed + 1, FOREVER))


def test_a_private_life_hides_itself_alone(scene: Scene) -> None:
    since = scene.channel("#room").created_at
    event = dataclasses.replace(scene.modes("#room", "alice", "+k", "key"), since=since)
    scene.apply(event)
    for nick in ("alice", "bob", "carol"):
        scene.apply(Parted(*scene.act(nick), "#room", "#room", ""))
    scene.join("#room", "bob")
    assert scene.state.spans("#room") == (Span("#room", 0, since - 1), Span("#room", scene.now, FOREVER))
    scene.apply(ChannelModesChanged(*scene.act("bob"), "#room", "#room", (("+", "k", "key"),), (), scene.now))
    scene.apply(Parted(*scene.act("bob"), "#room", "#room", ""))
    scene.join("#room", "carol")  # from the first private life on, each life hides the one before
    assert scene.state.spans("#room") == (Span("#room", 0, since - 1), Span("#room", scene.now, FOREVER))


@pytest.mark.parametrize(("permanent", "server_operator", "old", "may"), [
    (False, False, True, False), (False, False, False, True), (True, False, True, True), (False, True, True, True),
])  # fmt: skip
def test_what_was_said_before_a_channels_present_life_is_nobodys_to_take_back(
    scene: Scene, permanent: bool, server_operator: bool, old: bool, may: bool
) -> None:
    channel = scene.channel("#room")
    channel.permanent = permanent
    if server_operator:
        scene.user("alice").modes.add("o")
    assert rules.may_take_back(channel, scene.user("alice"), channel.created_at - old) is may
    assert rules.may_take_back(channel, scene.user("carol"), channel.created_at) is False
