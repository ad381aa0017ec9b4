# SPDX-License-Identifier: GPL-3.0-or-later
"""Membership, topics and modes of channels. See the package for the rules.

What lasts (topics, modes, names) is applied whoever the actor is: when it is replayed after a restart the actor is
gone, and it has to have the same effect then. Its command has asked the rules; what does not last is asked again here.
"""

import dataclasses
from collections.abc import Sequence
from typing import Final

from protocol import capabilities as caps
from protocol.modes import CHANNEL
from protocol.standard_replies import JOIN_CHANNEL_RENAMED
from services.chat import rules
from services.chat.apply.common import Audience, before, channel_of, leave, user_of
from services.chat.apply.ownership import grant
from services.chat.events import (
    ChannelModesChanged,
    ChannelOpened,
    Invited,
    Joined,
    Kicked,
    Parted,
    Record,
    TopicChanged,
)
from services.chat.state import (
    FOREVER,
    PRIVATE,
    STATUSES,
    Channel,
    Invitation,
    ListEntry,
    Member,
    Span,
    State,
    Topic,
    at_least,
)

_IN_A_ROOM: Final = frozenset((ChannelModesChanged.__name__, TopicChanged.__name__))


def opened(state: State, event: ChannelOpened) -> Sequence[Audience]:
    if event.conversation not in state.channels:
        state.channels[event.conversation] = Channel(
            event.channel, event.conversation, event.time, modes=dict.fromkeys(event.modes, ""), permanent=True
        )
    return ()


def joined(state: State, event: Joined) -> Sequence[Audience]:
    user = user_of(state, event.actor)
    channel = state.channels.get(event.conversation)
    statuses = ""
    if channel is None:
        if (moved := rules.led_to(state, event.conversation, user, event.key, event.time)) is not None:
            raise rules.Failed(JOIN_CHANNEL_RENAMED, event.channel, moved.name)
        channel = Channel(event.channel, event.conversation, event.time, modes={"n": "", "t": ""})
        statuses = "o"
    if user.uid in channel.members:
        return ()
    rules.may_join(channel, user, event.key, event.time)
    if statuses and channel.key in state.private:  # whoever comes first now need not be one of those who were in it
        past = before(state.spans(channel.key), state.private[channel.key])
        state.histories[channel.key] = (*past, Span(channel.key, event.time, FOREVER))
    state.channels[channel.key] = channel
    state.renamed.pop(channel.key, None)
    channel.members[user.uid] = Member(user.uid, statuses, event.time)
    channel.invited.pop(user.uid, None)
    channel.version += 1
    user.channels.add(channel.key)
    shown: tuple[Audience, ...] = (Audience(event, channel),)
    if event.away:  # "when a user sharing a channel with them … joins and has an away message set": not to themselves
        others = tuple(uid for uid in channel.members if uid != user.uid)
        shown = (Audience(dataclasses.replace(event, away=""), users=(user.uid,)), Audience(event, users=others))
    return (*shown, *grant(channel, event, [(user, channel.role(user.account))]))


def parted(state: State, event: Parted) -> Sequence[Audience]:
    user = user_of(state, event.actor)
    channel = channel_of(state, event.conversation, event.channel)
    rules.member_of(channel, user.uid)
    audience = Audience(event, users=tuple(channel.members))
    leave(state, channel, user.uid)
    return (audience,)


def kicked(state: State, event: Kicked) -> Sequence[Audience]:
    channel = channel_of(state, event.conversation, event.channel)
    target = user_of(state, event.target)
    rules.may_kick(channel, user_of(state, event.actor), target)
    audience = Audience(event, users=tuple(channel.members))
    leave(state, channel, target.uid)
    return (audience,)


def topic(state: State, event: TopicChanged) -> Sequence[Audience]:
    channel = channel_of(state, event.conversation, event.channel)
    channel.topic = Topic(event.text, event.source, event.time) if event.text else None
    return (Audience(event, channel),)


def invited(state: State, event: Invited) -> Sequence[Audience]:
    channel = channel_of(state, event.conversation, event.channel)
    target = user_of(state, event.target)
    rules.may_invite(channel, user_of(state, event.actor), target)
    channel.invited.pop(target.uid, None)
    channel.invited[target.uid] = Invitation(event.time, at_least(channel, event.actor, "o"))
    while len(channel.invited) > rules.INVITATIONS:
        del channel.invited[next(iter(channel.invited))]
    others = tuple(uid for uid in channel.members if at_least(channel, uid, "h") and uid != event.actor)
    return (
        Audience(event, users=(target.uid,)),
        Audience(event, users=others, requires=caps.INVITE_NOTIFY.bit),
    )


def modes(state: State, event: ChannelModesChanged) -> Sequence[Audience]:
    if any(sign == "+" and letter in PRIVATE for sign, letter, _ in event.changes):
        state.private.setdefault(event.conversation, event.since)  # also when a replay finds it gone
    channel = channel_of(state, event.conversation, event.channel)
    targets = dict(event.targets)
    effective = tuple(change for change in event.changes if _set_mode(channel, event, change, targets))
    return (Audience(dataclasses.replace(event, changes=effective), channel),) if effective else ()


def matters(state: State, record: Record) -> bool:
    """Whether a record that is replayed can change anything.

    What was done in a room that is no more does not, but that it was private: a day of somebody's MODE in a room that
    went with them would take each start seconds.
    """
    if record.kind not in _IN_A_ROOM or record.conversation in state.channels:
        return True
    return (
        record.kind == ChannelModesChanged.__name__
        and record.conversation not in state.private
        and any(f'"+","{letter}"' in record.extra for letter in PRIVATE)
    )


def _set_mode(
    channel: Channel, event: ChannelModesChanged, change: tuple[str, str, str], targets: dict[str, str]
) -> bool:
    """Whether it changed anything."""
    sign, letter, parameter = change
    adding = sign == "+"
    if letter in STATUSES:
        return _set_status(channel, targets.get(parameter, ""), letter, adding)
    if letter in CHANNEL.lists:
        key = rules.fold_source(parameter)
        entries = channel.lists.get(letter, {})
        if adding == (key in entries):
            return False
        if adding:
            channel.lists.setdefault(letter, entries)[key] = ListEntry(parameter, event.source, event.time)
        else:
            del entries[key]
            if not entries:
                del channel.lists[letter]
        channel.verdicts.clear()
        return True
    before = channel.modes.get(letter)
    if adding:
        channel.modes[letter] = parameter
        return before != parameter
    channel.modes.pop(letter, None)
    return before is not None


def _set_status(channel: Channel, uid: str, letter: str, adding: bool) -> bool:
    member = channel.members.get(uid)
    if member is None or adding == (letter in member.statuses):
        return False
    letters = set(member.statuses) ^ {letter}
    member.statuses = "".join(sorted(letters, key=STATUSES.index))
    channel.listings.clear()
    return True
