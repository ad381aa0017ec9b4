# SPDX-License-Identifier: GPL-3.0-or-later
"""Accounts, logging in, and people who stay. See the package for the rules.

What lasts depends on what lasts alone: whoever is here, or has a nickname, is asked by commands, never here, as a
replay knows no guests. `User.restored` marks a person whom a replay brought back: for them `RoomKept` and `RoomLeft`
change the rooms, for everyone else these repeat what `Joined`, `Parted` and `Kicked` have done.
"""

from collections.abc import Sequence
from typing import Final

from protocol import capabilities as caps
from protocol.standard_replies import REGISTER_ACCOUNT_EXISTS, REGISTER_BAD_ACCOUNT_NAME, VERIFY_INVALID_CODE
from services.chat import rules
from services.chat.apply.common import Audience, give_name, leave, log_in, relist, remove, take_name, user_of
from services.chat.apply.ownership import welcomed
from services.chat.events import (
    AbsenceChanged,
    AccountAct,
    AccountChanged,
    AccountDropped,
    AccountRegistered,
    AccountSettingsChanged,
    AccountVerified,
    Event,
    FingerprintAdded,
    FingerprintRemoved,
    PasswordChanged,
    RoomKept,
    RoomLeft,
    UserKept,
    UserLet,
    UserQuit,
)
from services.chat.looks import skeleton
from services.chat.names import fold
from services.chat.state import AUTO_AWAY, MARKS, Account, Channel, Member, State, User

PENDING_MS: Final = 24 * 3600 * 1000  # how long a name is held for who has not verified yet


def registered(state: State, event: AccountRegistered) -> Sequence[Audience]:
    key = fold(event.name)
    if key in state.retired:  # what was said to its former owner would be the new one's to read
        raise rules.Failed(REGISTER_BAD_ACCOUNT_NAME, event.name, text="This name was an account that was given up")
    before = state.accounts.get(key)
    if before is not None and not (before.code and event.time - before.registered_at > PENDING_MS):
        raise rules.Failed(REGISTER_ACCOUNT_EXISTS, event.name)
    state.accounts[key] = Account(event.name, event.time, event.password, event.scram, event.email, event.code)
    state.account_looks.setdefault(skeleton(event.name), key)
    return ()


def verified(state: State, event: AccountVerified) -> Sequence[Audience]:
    account = state.account(event.name)
    if account is None or not account.code:
        raise rules.Failed(VERIFY_INVALID_CODE, event.name)
    account.code = ""
    return ()


def password(state: State, event: PasswordChanged) -> Sequence[Audience]:
    account = _account(state, event)
    account.password, account.scram = event.password, event.scram
    return ()


def fingerprint_added(state: State, event: FingerprintAdded) -> Sequence[Audience]:
    account = _account(state, event)
    holder = state.account(state.fingerprints.get(event.fingerprint, ""))
    if holder is not None and holder is not account:
        if not event.shown:
            raise rules.Refusal("the certificate belongs to another account; connect with it to take it")
        del holder.fingerprints[event.fingerprint]
    state.fingerprints[event.fingerprint] = account.name
    account.fingerprints[event.fingerprint] = event.time
    return ()


def fingerprint_removed(state: State, event: FingerprintRemoved) -> Sequence[Audience]:
    account = _account(state, event)
    if account.fingerprints.pop(event.fingerprint, None) is None:
        raise rules.Refusal("the account does not have this certificate")
    del state.fingerprints[event.fingerprint]
    return ()


def settings(state: State, event: AccountSettingsChanged) -> Sequence[Audience]:
    account = _account(state, event)
    account.always_on, account.multiclient = event.always_on, event.multiclient
    return ()


def absence(state: State, event: AbsenceChanged) -> Sequence[Audience]:
    """Of messages that are left at the same moment, the first is what is waited since."""
    account = _account(state, event)
    since = min(event.waiting, account.waiting) or event.waiting
    account.waiting, account.registered_only = since if event.waiting else 0, event.registered_only
    return ()


def dropped(state: State, event: AccountDropped) -> Sequence[Audience]:
    account = _account(state, event)
    for fingerprint in account.fingerprints:
        del state.fingerprints[fingerprint]
    key = fold(account.name)
    del state.accounts[key]
    state.retired.add(key)
    if state.account_looks.get(skeleton(account.name)) == key:
        del state.account_looks[skeleton(account.name)]
    shown: list[Audience] = []
    for user in state.of_account(account.name):
        user.always_on = False
        if user.restored:  # by a replay; who is here without a client is sent off by the command
            shown += _goes(state, user, event)
        else:
            shown += _log(state, user, AccountChanged(event.time, event.msgid, user.uid, user.source, user.account, ""))
    return shown


def changed(state: State, event: AccountChanged) -> Sequence[Audience]:
    user = user_of(state, event.actor)
    if event.name and state.account(event.name) is None:
        raise rules.Refusal("the account is no more")
    if user.always_on and user.account != event.name:  # nothing would ever let them go
        raise rules.Refusal("they stay for their account")
    return _log(state, user, event)


def kept(state: State, event: UserKept) -> Sequence[Audience]:
    account = state.account(event.account)
    if account is None:
        raise rules.Refusal("the account is no more")
    if account.kept not in ("", event.actor):
        raise rules.Refusal("another one of this account stays")
    rules.may_take_nick(state, event.nick, event.actor, event.account)
    user = state.users.get(event.actor)
    if user is not None and user.account != event.account:
        raise rules.Refusal("they are not logged in to it any more")
    if user is None:
        user = state.users[event.actor] = User(
            event.actor, event.nick, event.username, event.host, event.realname, event.time,
            away=AUTO_AWAY, source=event.source, auto_away=True, restored=True,
        )  # fmt: skip
        log_in(state, user, event.account)
        state.most_users = max(state.most_users, len(state.users))
    else:
        take_name(state, user)
    user.nick, user.host, user.realname = event.nick, event.host, event.realname
    user.source = f"{user.nick}!{user.username}@{user.host}"
    relist(state, user)
    if user.restored:
        state.bearers.subtract(user.modes)
        user.modes = set(event.modes)
        state.bearers.update(user.modes)
        user.marks = "".join(mark for mark in MARKS if mark in user.modes)
    give_name(state, user)
    user.always_on = True
    account.kept = user.uid
    return ()


def let(state: State, event: UserLet) -> Sequence[Audience]:
    """One who was brought back goes at once; one who is here goes with their last client."""
    user = user_of(state, event.actor)
    user.always_on = False
    account = state.account(user.account)
    if account is not None and account.kept == user.uid:
        account.kept = ""
    return _goes(state, user, event) if user.restored else ()


def _goes(state: State, user: User, event: Event) -> Sequence[Audience]:
    peers = state.peers(user) - {user.uid}
    gone = UserQuit(event.time, event.msgid, user.uid, user.source, user.account, "No longer always on")
    remove(state, user)
    return (Audience(gone, users=peers),)


def room_kept(state: State, event: RoomKept) -> Sequence[Audience]:
    user = user_of(state, event.actor)
    if user.restored and event.key not in user.channels:
        channel = state.channels.get(event.key)
        if channel is None:
            channel = Channel(event.channel, event.key, event.time, modes=dict(event.modes))
            state.channels[event.key] = channel
        channel.members[user.uid] = Member(user.uid, event.statuses, event.time)
        channel.version += 1
        user.channels.add(channel.key)
    return ()


def room_left(state: State, event: RoomLeft) -> Sequence[Audience]:
    user = user_of(state, event.actor)
    if user.restored and event.key in user.channels:
        leave(state, state.channels[event.key], user.uid)
    return ()


def _account(state: State, event: AccountAct) -> Account:
    account = state.account(event.name)
    if account is None:
        raise rules.Refusal("the account is no more")
    return account


def _log(state: State, user: User, event: AccountChanged) -> Sequence[Audience]:
    if user.account == event.name:
        return ()
    log_in(state, user, event.name)
    return (
        Audience(event, users=state.peers(user), requires=caps.ACCOUNT_NOTIFY.bit),
        *welcomed(state, user, event),
    )
