# SPDX-License-Identifier: GPL-3.0-or-later
"""Who and what is here now: plain data, no I/O, no behaviour beyond looking up.

Only `apply` changes any of this. Everybody else reads. Keys of `nicks` and `channels` are folded names
(`names.fold`), keys of `users` and `Channel.members` are user ids, which never change and are never used again.
"""

from dataclasses import dataclass, field
from typing import Final

from protocol.modes import CHANNEL
from services.chat.names import fold

STATUSES: Final = CHANNEL.prefixes  # member modes, highest first
STATUS_PREFIXES: Final = CHANNEL.symbols


@dataclass(slots=True)
class User:
    """A person who is here. `modes` are user mode letters; `channels` the folded names of where they are."""

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

    def identity(self) -> str:
        """Whose history this is: the account, or, without one, this visit alone."""
        return self.account or f"*{self.uid}"


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


@dataclass(slots=True)
class Channel:
    """`modes` maps a flag letter to its parameter ("" for none); `lists` a list letter to its entries by mask.

    `version` grows with every change of membership. A `permanent` channel stays when the last one leaves.
    """

    name: str
    key: str
    created_at: int
    topic: Topic | None = None
    modes: dict[str, str] = field(default_factory=dict)
    lists: dict[str, dict[str, ListEntry]] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    invited: set[str] = field(default_factory=set)
    version: int = 0
    permanent: bool = False

    def rank(self, uid: str) -> int:
        """0 for the highest status, growing downwards; `len(STATUSES)` for none or no member."""
        member = self.members.get(uid)
        return STATUSES.index(member.statuses[0]) if member is not None and member.statuses else len(STATUSES)


@dataclass(slots=True)
class State:
    """All of it."""

    users: dict[str, User] = field(default_factory=dict)
    nicks: dict[str, str] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    most_users: int = 0

    def user(self, nick: str) -> User | None:
        """Who bears this nickname now."""
        uid = self.nicks.get(fold(nick))
        return self.users[uid] if uid is not None else None

    def channel(self, name: str) -> Channel | None:
        """The channel of this name."""
        return self.channels.get(fold(name))

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
