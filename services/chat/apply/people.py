# SPDX-License-Identifier: GPL-3.0-or-later
"""People coming, changing, going. See the package for the rules."""

import dataclasses
from collections.abc import Sequence

from protocol import capabilities as caps
from services.chat import rules
from services.chat.apply.common import Audience, leave, user_of
from services.chat.events import (
    AwayChanged,
    NickChanged,
    UserConnected,
    UserModesChanged,
    UserQuit,
)
from services.chat.names import fold
from services.chat.state import State, User


def connected(state: State, event: UserConnected) -> Sequence[Audience]:
    rules.may_take_nick(state, event.nick, event.actor)
    state.users[event.actor] = User(
        event.actor, event.nick, event.username, event.host, event.realname, event.time,
        account=event.account, modes=set(event.modes), secure=event.secure, source=event.source,
    )  # fmt: skip
    state.nicks[fold(event.nick)] = event.actor
    state.most_users = max(state.most_users, len(state.users))
    return ()


def nick(state: State, event: NickChanged) -> Sequence[Audience]:
    user = user_of(state, event.actor)
    rules.may_take_nick(state, event.nick, user.uid)
    del state.nicks[fold(user.nick)]
    state.nicks[fold(event.nick)] = user.uid
    user.nick = event.nick
    user.source = f"{user.nick}!{user.username}@{user.host}"
    return (Audience(event, users=state.peers(user)),)


def quit(state: State, event: UserQuit) -> Sequence[Audience]:
    user = user_of(state, event.actor)
    peers = state.peers(user) - {user.uid}
    for key in tuple(user.channels):
        leave(state, state.channels[key], user.uid)
    del state.nicks[fold(user.nick)]
    del state.users[user.uid]
    return (Audience(event, users=peers),)


def away(state: State, event: AwayChanged) -> Sequence[Audience]:
    user = user_of(state, event.actor)
    user.away = event.message
    return (Audience(event, users=state.peers(user) - {user.uid}, requires=caps.AWAY_NOTIFY.bit),)


def user_modes(state: State, event: UserModesChanged) -> Sequence[Audience]:
    user = user_of(state, event.actor)
    effective = tuple(c for c in event.changes if (c[0] == "+") != (c[1:] in user.modes))
    for change in effective:
        (user.modes.add if change[0] == "+" else user.modes.discard)(change[1:])
    return (Audience(dataclasses.replace(event, changes=effective), users=(user.uid,)),) if effective else ()
