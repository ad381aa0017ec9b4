# SPDX-License-Identifier: GPL-3.0-or-later
"""People coming, changing, going. See the package for the rules."""

import dataclasses
from collections.abc import Sequence

from protocol import capabilities as caps
from services.chat import rules
from services.chat.apply.common import Audience, give_name, log_in, relist, remove, take_name, user_of
from services.chat.events import (
    AwayChanged,
    ChannelModesChanged,
    HostChanged,
    Joined,
    NickChanged,
    RealnameChanged,
    UserConnected,
    UserModesChanged,
    UserQuit,
)
from services.chat.state import MARKS, STATUSES, Gone, State, User


def connected(state: State, event: UserConnected) -> Sequence[Audience]:
    rules.may_be_called(state, event.nick, event.actor, event.account)
    user = state.users[event.actor] = User(
        event.actor, event.nick, event.username, event.host, event.realname, event.time,
        modes=set(event.modes), secure=event.secure, source=event.source,
    )  # fmt: skip
    log_in(state, user, event.account)
    give_name(state, user)
    state.bearers.update(set(event.modes))
    state.most_users = max(state.most_users, len(state.users))
    return ()


def nick(state: State, event: NickChanged) -> Sequence[Audience]:
    user = user_of(state, event.actor)
    rules.may_be_called(state, event.nick, user.uid, user.account)
    _remember(state, user, event.time)
    take_name(state, user)
    user.nick = event.nick
    give_name(state, user)
    user.source = f"{user.nick}!{user.username}@{user.host}"
    relist(state, user)
    return (Audience(event, users=state.peers(user)),)


def quit(state: State, event: UserQuit) -> Sequence[Audience]:
    user = user_of(state, event.actor)
    peers = state.peers(user) - {user.uid}
    _remember(state, user, event.time)
    if user.always_on and (account := state.account(user.account)) is not None:
        account.kept = ""
    remove(state, user)
    return (Audience(event, users=peers),)


def away(state: State, event: AwayChanged) -> Sequence[Audience]:
    user = user_of(state, event.actor)
    user.away = event.message
    user.auto_away = event.automatic and bool(event.message)
    user.restored = False
    return (Audience(event, users=state.peers(user) - {user.uid}, requires=caps.AWAY_NOTIFY.bit),)


def user_modes(state: State, event: UserModesChanged) -> Sequence[Audience]:
    user = user_of(state, event.actor)
    effective = tuple(c for c in event.changes if (c[0] == "+") != (c[1:] in user.modes))
    for change in effective:
        (user.modes.add if change[0] == "+" else user.modes.discard)(change[1:])
        state.bearers[change[1:]] += 1 if change[0] == "+" else -1
    user.marks = "".join(mark for mark in MARKS if mark in user.modes)
    return (Audience(dataclasses.replace(event, changes=effective), users=(user.uid,)),) if effective else ()


def realname(state: State, event: RealnameChanged) -> Sequence[Audience]:
    user = user_of(state, event.actor)
    user.realname = event.realname
    return (Audience(event, users=state.peers(user), requires=caps.SETNAME.bit),)


def host(state: State, event: HostChanged) -> Sequence[Audience]:
    """CHGHOST; who does not know it sees the person come in anew (IRCv3 chghost, "Fallback")."""
    user = user_of(state, event.actor)
    user.host = event.host
    user.source = f"{user.nick}!{user.username}@{user.host}"
    relist(state, user)
    others = state.peers(user) - {user.uid}
    stamp = (event.time, event.msgid, event.actor)
    left = UserQuit(*stamp, event.source, event.account, "Changing host")
    shown = [
        Audience(event, users=others | {user.uid}, requires=caps.CHGHOST.bit),
        Audience(left, users=others, lacks=caps.CHGHOST.bit),
    ]
    for key in sorted(user.channels):
        channel = state.channels[key]
        channel.version += 1
        members = [uid for uid in channel.members if uid != user.uid]
        came = Joined(*stamp, user.source, user.account, key, channel.name, user.realname, user.away)
        shown.append(Audience(came, users=members, lacks=caps.CHGHOST.bit))
        statuses = channel.members[user.uid].statuses
        if statuses:
            changes = tuple(("+", letter, user.nick) for letter in sorted(statuses, key=STATUSES.index))
            given = ChannelModesChanged(*stamp, event.server, "", key, channel.name, changes)
            shown.append(Audience(given, users=members, lacks=caps.CHGHOST.bit))
    return shown


def _remember(state: State, user: User, time: int) -> None:
    state.gone.append(Gone(user.nick, user.username, user.host, user.realname, user.account, time))
