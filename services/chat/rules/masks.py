# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is on a channel's lists: bans, their exceptions, invite exceptions, and mutes.

An entry is a mask of `nick!user@host`, or an extended ban (`protocol.masks`): `a:account`, and `m:` before either
for a mute. A list is asked about on every message of who has no status, so a verdict is worked out once for each
(source, account) and kept with the channel until `apply` changes a list; masks are compiled once for the process.
Source: Modern IRC "Ban Channel Mode", "Exception Channel Mode", "EXTBAN"; IRCv3 account-extban.
"""

from typing import Final

from protocol.masks import Mask, has_wildcards, parse_ban
from services.chat.caches import ByteCache
from services.chat.names import fold
from services.chat.state import Channel, User

SPARE_VERDICTS: Final = 64  # verdicts that a channel keeps beside two for each member
COMPILED_BYTES: Final = 8 * 1024 * 1024


class _Entry:
    """A list's entry, ready to be asked."""

    __slots__ = ("account", "mask", "mute")

    def __init__(self, text: str) -> None:
        ban = parse_ban(text)
        self.mute = ban is not None and ban.mute
        self.account = ban is not None and ban.account
        mask = ban.mask if ban is not None else text
        self.mask = Mask(fold(mask) if self.account and not has_wildcards(mask) else fold_source(mask))

    def fits(self, source: str, account: str) -> bool:
        """Whether it is about this person; both are folded."""
        return account != "" and self.mask.matches(account) if self.account else self.mask.matches(source)


compiled = ByteCache(_Entry, lambda entry: entry.mask.size, COMPILED_BYTES)


def fold_source(source: str) -> str:
    """`nick!user@host`, or a mask of it, as it is compared."""
    return source.lower() if source.isascii() else source.casefold()


def on_list(channel: Channel, letter: str, user: User) -> bool:
    """Whether `user` is on a list of the channel (`b`, `e` or `I`); a mute counts on no list."""
    return _find(channel, letter, user.source, user.account, muting=False)


def banned(channel: Channel, user: User) -> bool:
    """On the ban list, and not excepted."""
    return bool(channel.lists) and "b" in _verdict(channel, user.source, user.account)


def muted(channel: Channel, user: User) -> bool:
    """Banned, or on the ban list as a mute, and not excepted."""
    return bool(channel.lists) and _verdict(channel, user.source, user.account) != ""


def would_escape(channel: Channel, user: User, source: str, account: str) -> bool:
    """Whether a ban or a mute on `user` would not be on them as `source` (`nick!user@host`) logged in to `account`."""
    before = _verdict(channel, user.source, user.account) if channel.lists else ""
    return before != "" and _verdict(channel, source, account) not in (before, "b")


def _verdict(channel: Channel, source: str, account: str) -> str:
    """`b` for a ban, `m` for a mute."""
    found = channel.verdicts.get((source, account))
    if found is None:
        found = ""
        if _find(channel, "b", source, account, muting=False):
            found = "" if _find(channel, "e", source, account, muting=False) else "b"
        if (
            not found
            and _find(channel, "b", source, account, muting=True)
            and not (
                _find(channel, "e", source, account, muting=False) or _find(channel, "e", source, account, muting=True)
            )
        ):
            found = "m"
        if len(channel.verdicts) >= 2 * len(channel.members) + SPARE_VERDICTS:
            channel.verdicts.clear()
        channel.verdicts[source, account] = found
    return found


def _find(channel: Channel, letter: str, source: str, account: str, *, muting: bool) -> bool:
    entries = channel.lists.get(letter)
    if not entries:
        return False
    source, account = fold_source(source), fold(account) if account else ""
    return any((entry := compiled(text)).mute is muting and entry.fits(source, account) for text in entries)
