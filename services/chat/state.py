# SPDX-License-Identifier: GPL-3.0-or-later
"""Who and what is here now: plain data, no I/O, no behaviour beyond looking up.

Only `apply` changes any of this. Everybody else reads. Keys of `nicks` and `channels` are folded names
(`names.fold`), keys of `users` and `Channel.members` are user ids, which never change and are never used again.
"""

from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from protocol.modes import CHANNEL
from services.chat.names import fold

STATUSES: Final = CHANNEL.prefixes  # member modes, highest first
STATUS_PREFIXES: Final = CHANNEL.symbols
FOREVER: Final = 1 << 62
PRIVATE: Final = "iks"  # modes with which a channel is not open to everyone
MARKS: Final = "Bo"  # user modes that tags beside what people do tell: a bot, an operator
GONE: Final = 1000  # people who left that WHOWAS remembers
AUTO_AWAY: Final = "Not connected"  # the away message of a person who stays while no client is there


@dataclass(slots=True)
class User:
    """A person who is here. `modes` are user mode letters; `channels` the folded names of where they are.

    An `always_on` person stays without a client, then `auto_away`; `restored` is one brought back at start, until a
    client comes.
    """

    uid: str
    nick: str
    username: str
    host: str
    realname: str
    connected_at: int
    account: str = ""
    away: str = ""
    modes: set[str] = field(default_factory=set)
    channels: set[str] = field(default_factory=set)
    secure: bool = False
    source: str = ""
    always_on: bool = False
    auto_away: bool = False
    restored: bool = False
    metadata: dict[str, str] = field(default_factory=dict)
    marks: str = ""

    def identity(self) -> str:
        """Whose history this is: the account, or, without one, this visit alone."""
        return self.account or f"*{self.uid}"


class Gone(NamedTuple):
    """Somebody who left or changed their nickname, and when (Unix milliseconds)."""

    nick: str
    username: str
    host: str
    realname: str
    account: str
    time: int


class ServerBan(NamedTuple):
    """See `events.ServerBanSet`. `until` is 0 for ever; times in Unix milliseconds."""

    kind: str
    mask: str
    setter: str
    time: int
    until: int
    reason: str


@dataclass(slots=True)
class Account:
    """A registered nickname. `password` is an argon2id hash, `scram` packed keys (`credentials`), `code` the hash of
    the code that VERIFY still has to bring; `fingerprints` of client certificates, with when they were added (Unix
    milliseconds). `always_on` and `multiclient` are "on", "off" or "". `kept` is the user id of the one who stays;
    `waiting` and `registered_only` are as in `events.AbsenceChanged`.
    """

    name: str
    registered_at: int
    password: str = field(repr=False)
    scram: str = field(repr=False)
    email: str = ""
    code: str = field(default="", repr=False)
    fingerprints: dict[str, int] = field(default_factory=dict)
    always_on: str = ""
    multiclient: str = ""
    kept: str = ""
    waiting: int = 0
    registered_only: bool = False
    metadata: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Member:
    """`statuses` are letters of `STATUSES`, highest first."""

    uid: str
    statuses: str = ""
    joined_at: int = 0


@dataclass(frozen=True, slots=True)
class Topic:
    """`setter` is `nick!user@host`; `time` in Unix milliseconds."""

    text: str
    setter: str
    time: int


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One mask of a list mode, who set it and when (Unix milliseconds)."""

    mask: str
    setter: str
    time: int


class Invitation(NamedTuple):
    """When somebody was invited (Unix milliseconds), and whether by one whose word opens the channel's modes."""

    time: int
    opens: bool


class Role(NamedTuple):
    """What an account is given when it comes in: a letter of `STATUSES`."""

    account: str
    status: str


class Span(NamedTuple):
    """A conversation and the time, both ends included, in which it was this channel's."""

    conversation: str
    since: int
    until: int


@dataclass(slots=True)
class Ownership:
    """Whose a channel is, and since when. `roles` by folded account; `heir` is whom it has been offered to."""

    founder: str
    time: int
    roles: dict[str, Role] = field(default_factory=dict)
    heir: str = ""


@dataclass(slots=True)
class Listing:
    """The names of a channel's first `count` members as `flows.membership` packs them."""

    texts: list[str] = field(default_factory=list)
    count: int = 0


@dataclass(slots=True)
class Channel:
    """`modes` maps a flag letter to its parameter ("" for none); `lists` a list letter to its entries by folded mask.

    `version` grows with every change of membership. A `permanent` or registered channel stays when the last one
    leaves. `verdicts` is what `rules.masks` has worked out from the lists, `listings` what `flows.membership` has from
    the members: `apply` clears them at any change but one more member at the end.
    """

    name: str
    key: str
    created_at: int
    topic: Topic | None = None
    modes: dict[str, str] = field(default_factory=dict)
    lists: dict[str, dict[str, ListEntry]] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    invited: dict[str, Invitation] = field(default_factory=dict)
    version: int = 0
    permanent: bool = False
    registration: Ownership | None = None
    renamed_at: int = 0
    metadata: dict[str, str] = field(default_factory=dict)
    verdicts: dict[tuple[str, str], str] = field(default_factory=dict, compare=False, repr=False)
    listings: dict[tuple[bool, bool, int], Listing] = field(default_factory=dict, compare=False, repr=False)

    def rank(self, uid: str) -> int:
        """0 for the highest status, growing downwards; `len(STATUSES)` for none or no member."""
        member = self.members.get(uid)
        return STATUSES.index(member.statuses[0]) if member is not None and member.statuses else len(STATUSES)

    def role(self, account: str) -> str:
        """The status that a registered channel keeps for an account; "" for none."""
        if self.registration is None or not account:
            return ""
        key = fold(account)
        if key == fold(self.registration.founder):
            return "q"
        role = self.registration.roles.get(key)
        return role.status if role is not None else ""


@dataclass(slots=True)
class State:
    """All of it. `bearers` counts the people with each user mode; `private` leads from the folded names of channels
    that were not open to everyone at some time to when the first such life of theirs began; `looks` and `account_looks`
    lead from the skeletons of nicknames and accounts (`looks.skeleton`) to user ids and to keys of `accounts`;
    `renamed` leads from the folded names that channels had to those that they have; `accounts` are by folded name,
    `retired` are those of accounts that were given up: they stay nobody's, as history is by account; `fingerprints`
    name the account of a client certificate; `bans` are by kind and mask, `wild_bans`, by mask, the K-lines of them
    that can't be looked up by an account, or a host and perhaps a user name; `logged_in` are the user ids of those who
    are here, by the name of their account."""

    users: dict[str, User] = field(default_factory=dict)
    nicks: dict[str, str] = field(default_factory=dict)
    looks: dict[str, str] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    most_users: int = 0
    bearers: Counter[str] = field(default_factory=Counter)
    renamed: dict[str, str] = field(default_factory=dict)
    histories: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    private: dict[str, int] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    account_looks: dict[str, str] = field(default_factory=dict)
    retired: set[str] = field(default_factory=set)
    fingerprints: dict[str, str] = field(default_factory=dict)
    bans: dict[tuple[str, str], ServerBan] = field(default_factory=dict)
    wild_bans: dict[str, ServerBan] = field(default_factory=dict)
    logged_in: dict[str, dict[str, None]] = field(default_factory=dict)
    gone: deque[Gone] = field(default_factory=lambda: deque(maxlen=GONE))

    def of_account(self, name: str) -> list[User]:
        """Who is here and logged in to the account of exactly this name."""
        return [self.users[uid] for uid in self.logged_in.get(name, ())]

    def bearer(self, identity: str) -> User | None:
        """Somebody who is here and whose history this is (`User.identity`)."""
        if identity.startswith("*"):
            user = self.users.get(identity[1:])
            return user if user is not None and not user.account else None
        return next(reversed(self.of_account(identity)), None)

    def user(self, nick: str) -> User | None:
        """Who bears this nickname now."""
        uid = self.nicks.get(fold(nick))
        return self.users[uid] if uid is not None else None

    def account(self, name: str) -> Account | None:
        """The account of this name."""
        return self.accounts.get(fold(name)) if name else None

    def channel(self, name: str) -> Channel | None:
        """The channel of this name."""
        return self.channels.get(fold(name))

    def moved(self, name: str) -> Channel | None:
        """The channel that had this name before it was renamed (IRCv3 channel-rename)."""
        return self.channels.get(self.renamed.get(fold(name), "")) if self.renamed else None

    def spans(self, key: str) -> tuple[Span, ...]:
        """Where the history of the channel with this folded name is, oldest first: it may have had other names."""
        return self.histories.get(key) or (Span(key, 0, FOREVER),)

    def peers(self, user: User) -> set[str]:
        """User ids of everyone who shares a channel with `user`, and `user`."""
        found = {user.uid}
        for key in user.channels:
            found.update(self.channels[key].members)
        return found


def at_least(channel: Channel, uid: str, status: str) -> bool:
    """Whether the member has this status or a higher one."""
    return channel.rank(uid) <= STATUSES.index(status)


def prefixes(statuses: str, every: bool) -> str:
    """`statuses` as the prefixes people see: all of them with multi-prefix, else the highest."""
    shown = statuses if every else statuses[:1]
    return "".join(STATUS_PREFIXES[STATUSES.index(letter)] for letter in shown)
