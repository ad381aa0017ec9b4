# SPDX-License-Identifier: GPL-3.0-or-later
"""The only place that changes state: an event in, who is to see it out.

Deterministic: no clock, no randomness, no settings. The same events in the same order give the same state on
every node and after every restart. An event that can't be any more (of two that want a nickname the first in the
log wins) changes nothing and raises the refusal that its actor is answered with.
"""

import dataclasses
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

from protocol import capabilities as caps
from protocol import numerics as n
from protocol.modes import CHANNEL
from services.chat import rules
from services.chat.events import (
    AwayChanged,
    ChannelModesChanged,
    ChannelOpened,
    Event,
    Invited,
    Joined,
    Kicked,
    MessageSent,
    NickChanged,
    Parted,
    TagsSent,
    TopicChanged,
    UserConnected,
    UserModesChanged,
    UserQuit,
)
from services.chat.names import fold
from services.chat.state import STATUSES, Channel, ListEntry, Member, State, Topic, User, at_least


@dataclass(frozen=True, slots=True)
class Audience:
    """Who sees `event`: all members of `channel`, or else `users`; only sessions with the capabilities `requires`."""

    event: Event
    channel: Channel | None = None
    users: Collection[str] = ()
    requires: int = 0


def apply(state: State, event: Event) -> Sequence[Audience]:
    """Bring `state` to after `event`. Raises a `rules.Refusal` when it can't be, and then nothing has changed."""
    return APPLY[type(event)](state, event)


def _user(state: State, uid: str) -> User:
    user = state.users.get(uid)
    if user is None:
        raise rules.Refusal("the actor has left")
    return user


def _channel(state: State, key: str, name: str) -> Channel:
    channel = state.channels.get(key)
    if channel is None:
        raise rules.Refused(n.ERR_NOSUCHCHANNEL, name)
    return channel


def _leave(state: State, channel: Channel, uid: str) -> None:
    del channel.members[uid]
    channel.version += 1
    state.users[uid].channels.discard(channel.key)
    if not channel.members and not channel.permanent:
        del state.channels[channel.key]


# People


def _connected(state: State, event: UserConnected) -> Sequence[Audience]:
    rules.may_take_nick(state, event.nick, event.actor)
    state.users[event.actor] = User(
        event.actor, event.nick, event.username, event.host, event.realname, event.time,
        account=event.account, modes=set(event.modes), secure=event.secure, source=event.source,
    )  # fmt: skip
    state.nicks[fold(event.nick)] = event.actor
    state.most_users = max(state.most_users, len(state.users))
    return ()


def _nick(state: State, event: NickChanged) -> Sequence[Audience]:
    user = _user(state, event.actor)
    rules.may_take_nick(state, event.nick, user.uid)
    del state.nicks[fold(user.nick)]
    state.nicks[fold(event.nick)] = user.uid
    user.nick = event.nick
    user.source = f"{user.nick}!{user.username}@{user.host}"
    return (Audience(event, users=state.peers(user)),)


def _quit(state: State, event: UserQuit) -> Sequence[Audience]:
    user = _user(state, event.actor)
    peers = state.peers(user) - {user.uid}
    for key in tuple(user.channels):
        _leave(state, state.channels[key], user.uid)
    del state.nicks[fold(user.nick)]
    del state.users[user.uid]
    return (Audience(event, users=peers),)


def _away(state: State, event: AwayChanged) -> Sequence[Audience]:
    user = _user(state, event.actor)
    user.away = event.message
    return (Audience(event, users=state.peers(user) - {user.uid}, requires=caps.AWAY_NOTIFY.bit),)


def _user_modes(state: State, event: UserModesChanged) -> Sequence[Audience]:
    user = _user(state, event.actor)
    effective = tuple(c for c in event.changes if (c[0] == "+") != (c[1:] in user.modes))
    for change in effective:
        (user.modes.add if change[0] == "+" else user.modes.discard)(change[1:])
    return (Audience(dataclasses.replace(event, changes=effective), users=(user.uid,)),) if effective else ()


# Channels


def _opened(state: State, event: ChannelOpened) -> Sequence[Audience]:
    if event.conversation not in state.channels:
        state.channels[event.conversation] = Channel(
            event.channel, event.conversation, event.time, modes=dict.fromkeys(event.modes, ""), permanent=True
        )
    return ()


def _joined(state: State, event: Joined) -> Sequence[Audience]:
    user = _user(state, event.actor)
    channel = state.channels.get(event.conversation)
    statuses = ""
    if channel is None:
        channel = Channel(event.channel, event.conversation, event.time, modes={"n": "", "t": ""})
        statuses = "o"
    if user.uid in channel.members:
        return ()
    rules.may_join(channel, user, event.key)
    state.channels[channel.key] = channel
    channel.members[user.uid] = Member(user.uid, statuses, event.time)
    channel.invited.discard(user.uid)
    channel.version += 1
    user.channels.add(channel.key)
    return (Audience(event, channel),)


def _parted(state: State, event: Parted) -> Sequence[Audience]:
    user = _user(state, event.actor)
    channel = _channel(state, event.conversation, event.channel)
    rules.member_of(channel, user.uid)
    audience = Audience(event, users=tuple(channel.members))
    _leave(state, channel, user.uid)
    return (audience,)


def _kicked(state: State, event: Kicked) -> Sequence[Audience]:
    channel = _channel(state, event.conversation, event.channel)
    target = _user(state, event.target)
    rules.may_kick(channel, _user(state, event.actor), target)
    audience = Audience(event, users=tuple(channel.members))
    _leave(state, channel, target.uid)
    return (audience,)


def _topic(state: State, event: TopicChanged) -> Sequence[Audience]:
    channel = _channel(state, event.conversation, event.channel)
    channel.topic = Topic(event.text, event.source, event.time) if event.text else None
    return (Audience(event, channel),)


def _invited(state: State, event: Invited) -> Sequence[Audience]:
    channel = _channel(state, event.conversation, event.channel)
    target = _user(state, event.target)
    channel.invited.add(target.uid)
    others = tuple(uid for uid in channel.members if at_least(channel, uid, "h") and uid != event.actor)
    return (
        Audience(event, users=(target.uid,)),
        Audience(event, users=others, requires=caps.INVITE_NOTIFY.bit),
    )


def _modes(state: State, event: ChannelModesChanged) -> Sequence[Audience]:
    channel = _channel(state, event.conversation, event.channel)
    targets = dict(event.targets)
    effective = tuple(change for change in event.changes if _set_mode(channel, event, change, targets))
    return (Audience(dataclasses.replace(event, changes=effective), channel),) if effective else ()


def _set_mode(
    channel: Channel, event: ChannelModesChanged, change: tuple[str, str, str], targets: dict[str, str]
) -> bool:
    """Whether it changed anything."""
    sign, letter, parameter = change
    adding = sign == "+"
    if letter in STATUSES:
        return _set_status(channel, targets.get(parameter, ""), letter, adding)
    if letter in CHANNEL.lists:
        entries = channel.lists.setdefault(letter, {})
        if adding == (parameter in entries):
            return False
        if adding:
            entries[parameter] = ListEntry(parameter, event.source, event.time)
        else:
            del entries[parameter]
            if not entries:
                del channel.lists[letter]
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
    return True


# Words


def _message(state: State, event: MessageSent) -> Sequence[Audience]:
    if event.recipient:
        return (Audience(event, users={event.recipient, event.actor}),)
    channel = _channel(state, event.conversation, event.target)
    if not event.floor:
        return (Audience(event, channel),)
    users = {uid for uid in channel.members if at_least(channel, uid, event.floor)}
    return (Audience(event, users=users | {event.actor}),)


APPLY: Final[dict[type[Event], Callable[[State, Any], Sequence[Audience]]]] = {
    UserConnected: _connected,
    NickChanged: _nick,
    UserQuit: _quit,
    AwayChanged: _away,
    UserModesChanged: _user_modes,
    ChannelOpened: _opened,
    Joined: _joined,
    Parted: _parted,
    Kicked: _kicked,
    TopicChanged: _topic,
    Invited: _invited,
    ChannelModesChanged: _modes,
    MessageSent: _message,
    TagsSent: _message,
}
