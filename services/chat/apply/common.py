# SPDX-License-Identifier: GPL-3.0-or-later
"""Who sees an event, and what several appliers need."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from protocol import numerics as n
from services.chat import rules
from services.chat.events import (
    Event,
)
from services.chat.looks import skeleton
from services.chat.names import fold
from services.chat.state import Channel, Span, State, User


@dataclass(frozen=True, slots=True)
class Audience:
    """Who sees `event`: all members of `channel`, or else `users`.

    Of their sessions only those with all capabilities of `requires` and none of `lacks`.
    """

    event: Event
    channel: Channel | None = None
    users: Collection[str] = ()
    requires: int = 0
    lacks: int = 0


def user_of(state: State, uid: str) -> User:
    user = state.users.get(uid)
    if user is None:
        raise rules.Refusal("the actor has left")
    return user


def give_name(state: State, user: User) -> None:
    """The person is found by their nickname, and nobody else may look like it."""
    state.nicks[fold(user.nick)] = user.uid
    state.looks.setdefault(skeleton(user.nick), user.uid)


def take_name(state: State, user: User) -> None:
    """They are not any more."""
    del state.nicks[fold(user.nick)]
    if state.looks.get(skeleton(user.nick)) == user.uid:
        del state.looks[skeleton(user.nick)]


def log_in(state: State, user: User, name: str) -> None:
    """The person is logged in to the account of this name from now on; "" for none."""
    others = state.logged_in.get(user.account, {})
    others.pop(user.uid, None)
    if not others:
        state.logged_in.pop(user.account, None)
    user.account = name
    if name:
        state.logged_in.setdefault(name, {})[user.uid] = None


def remove(state: State, user: User) -> None:
    """The person leaves all channels, and is not here any more."""
    for key in tuple(user.channels):
        leave(state, state.channels[key], user.uid)
    take_name(state, user)
    log_in(state, user, "")
    state.bearers.subtract(user.modes)
    del state.users[user.uid]


def relist(state: State, user: User) -> None:
    """The person is listed by another name or address now, in each channel where they are."""
    for key in user.channels:
        state.channels[key].listings.clear()


def replayed(state: State, uid: str) -> bool:
    """Whether what this actor did is being replayed: they are gone since, or were just brought back (`restored`)."""
    actor = state.users.get(uid)
    return actor is None or actor.restored


def channel_of(state: State, key: str, name: str) -> Channel:
    channel = state.channels.get(key)
    if channel is None:
        raise rules.Refused(n.ERR_NOSUCHCHANNEL, name)
    return channel


def before(spans: Iterable[Span], time: int) -> tuple[Span, ...]:
    """The part of a history that is older than `time`."""
    return tuple(span._replace(until=min(span.until, time - 1)) for span in spans if span.since < time)


def leave(state: State, channel: Channel, uid: str) -> None:
    del channel.members[uid]
    channel.version += 1
    channel.listings.clear()
    state.users[uid].channels.discard(channel.key)
    close_if_empty(state, channel)


def close_if_empty(state: State, channel: Channel) -> None:
    if not channel.members and not channel.permanent and channel.registration is None:
        del state.channels[channel.key]
