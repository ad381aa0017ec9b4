# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about people and their names."""

from protocol import numerics as n
from protocol.standard_replies import NICK_NICKNAME_RESERVED
from services.chat.looks import skeleton
from services.chat.names import SERVICES, fold, nick_problem
from services.chat.rules.refusals import Failed, Refused
from services.chat.state import State, User

_HOUSE = frozenset(skeleton(name) for name in SERVICES.values())


def user_named(state: State, nick: str) -> User:
    """The person with this nickname."""
    user = state.user(nick)
    if user is None:
        raise Refused(n.ERR_NOSUCHNICK, nick)
    return user


def name_problem(state: State, nick: str, longest: int, unicode: bool = True) -> str:
    """As `names.nick_problem`; but the name of an account that there is stays usable, by its owner (`may_take_nick`):
    the rules for names were not always what they are."""
    problem = nick_problem(nick, longest, unicode)
    owner = state.account(nick) if problem else None
    return "" if owner is not None and not owner.code else problem


def may_take_nick(state: State, nick: str, uid: str, account: str) -> None:
    """Nobody else bears it, it is not one of the house's, and it belongs to no other account than this."""
    folded = fold(nick)
    if folded in SERVICES or state.nicks.get(folded, uid) != uid:
        raise Refused(n.ERR_NICKNAMEINUSE, nick)
    if reserved(state, nick, account):
        raise Failed(NICK_NICKNAME_RESERVED, nick)


def may_be_called(state: State, nick: str, uid: str, account: str) -> None:
    """As `may_take_nick`, and it does not look like a name that somebody else bears or owns.

    What lasts does not ask for this, as a newer table of what looks alike must not undo it.
    """
    may_take_nick(state, nick, uid, account)
    if resembles(state, nick, uid, account):
        raise Refused(n.ERR_NICKNAMEINUSE, nick, text="Nickname looks like one that is in use")


def resembles(state: State, name: str, uid: str, account: str) -> bool:
    """Whether it looks like one of the house's names, that of a person other than `uid`, or an account other than
    `account`, without being the same."""
    shape = skeleton(name)
    if shape in _HOUSE or state.looks.get(shape, uid) != uid:
        return True
    owner = state.accounts.get(state.account_looks.get(shape, ""))
    return owner is not None and not owner.code and owner.name != account and fold(owner.name) != fold(name)


def reserved(state: State, nick: str, account: str) -> bool:
    """Whether the nickname belongs to an account other than `account`. A name that waits for VERIFY is not taken."""
    owner = state.accounts.get(fold(nick)) if state.accounts else None
    return owner is not None and not owner.code and owner.name != account


def may_write_to(user: User, other: User) -> None:
    """User mode +R: private messages from people who are logged in only."""
    if "R" in other.modes and not user.account and user.uid != other.uid:
        raise Refused(n.ERR_NEEDREGGEDNICK, other.nick, text="You have to be logged in to write to this person")


def needs_operator(user: User) -> None:
    """Server operators only."""
    if "o" not in user.modes:
        raise Refused(n.ERR_NOPRIVILEGES)
