# SPDX-License-Identifier: GPL-3.0-or-later
"""WHO, with the fields and flags of WHOX. Source: Modern IRC "WHO"; IRCv3 whox.

    WHO mask [flags][%fields[,token]]

Flags: o shows operators only; n u h i a r s say which of nickname, user name, host, address, account, real name and
server the mask is compared with (the first three and the real name unless given). An address is for operators.
Fields: those of the specification, and d (hops) and o (channel operator level) as their inventors have them.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from protocol import capabilities as caps
from protocol import numerics as n
from protocol.masks import Mask
from services.chat.context import Request
from services.chat.rules import fold_source
from services.chat.state import STATUSES, Channel, User, prefixes

ORDER: Final = "tcuihsnfdlaor"
MOST: Final = 1000  # people whom a mask finds; a channel is told in full
NO_ADDRESS: Final = "255.255.255.255"
_OPTIONS: Final = re.compile(r"([^%]*)(?:%([^,]*)(?:,(.*))?)?", re.DOTALL)


class Options(NamedTuple):
    """What stands behind the mask. `fields` is None for an ordinary WHO."""

    flags: str = ""
    fields: str | None = None
    token: str = ""


def handle(request: Request) -> None:
    """WHO [mask [flags][%fields[,token]]]"""
    mask = request.param(0)
    found = _OPTIONS.fullmatch(request.param(1))
    options = Options(found[1], found[2], found[3] or "") if found is not None else Options()
    if options.fields is not None and "t" in options.fields and not re.fullmatch("[0-9]{1,3}", options.token):
        options = options._replace(token="0")
    for user, where in _found(request, mask, options.flags):
        if "o" in options.flags and "o" not in user.modes:
            continue
        if options.fields is None:
            _row(request, user, where)
        else:
            _extended_row(request, user, where, options)
    request.reply(n.RPL_ENDOFWHO, mask or "*")


def address_of(request: Request, user: User) -> str:
    """Where somebody really is, for themselves and for operators; else ""."""
    if user.uid != request.session.uid and "o" not in request.user.modes:
        return ""
    ip = next((session.peer.ip for session in request.house.fanout.sessions_of(user.uid)), "")
    return f"0{ip}" if ip.startswith(":") else ip


def _found(request: Request, mask: str, flags: str) -> Iterator[tuple[User, Channel | None]]:
    state, asker = request.house.state, request.user
    if mask[:1] == "#":
        channel = state.channel(mask)
        if channel is not None:
            inside = asker.uid in channel.members
            if inside or "s" not in channel.modes:
                for uid in tuple(channel.members):
                    user = state.users[uid]
                    if inside or "i" not in user.modes:
                        yield user, channel
        return
    exact = state.user(mask) if mask else None
    if exact is not None:
        yield exact, _shared(request, exact)
        return
    peers = state.peers(asker)
    pattern = Mask(fold_source(mask) if mask not in ("", "0") else "*")
    compared = [COMPARED[flag] for flag in flags if flag in COMPARED] or _usual(mask)
    found = 0
    for user in tuple(state.users.values()):
        if found == MOST:
            break
        if ("i" not in user.modes or user.uid in peers) and any(
            pattern.matches(fold_source(text(request, user))) for text in compared
        ):
            found += 1
            yield user, _shared(request, user)


def _usual(mask: str) -> list[Callable[[Request, User], str]]:
    """What a mask is compared with unless flags say so: one of `nick!user@host` with all of that."""
    return [lambda request, user: user.source] if "@" in mask else [COMPARED[flag] for flag in "nuhr"]


def _shared(request: Request, user: User) -> Channel | None:
    """A channel in which the asker may see somebody."""
    state, asker = request.house.state, request.session.uid
    for key in sorted(user.channels):
        channel = state.channels[key]
        if asker in channel.members or ("s" not in channel.modes and "i" not in user.modes):
            return channel
    return None


def _flags(request: Request, user: User, channel: Channel | None) -> str:
    flags = "G" if user.away else "H"
    if "o" in user.modes:
        flags += "*"
    member = channel.members.get(user.uid) if channel is not None else None
    if member is not None:
        flags += prefixes(member.statuses, every=bool(request.session.caps & caps.MULTI_PREFIX.bit))
    return f"{flags}B" if "B" in user.modes else flags


def _row(request: Request, user: User, channel: Channel | None) -> None:
    request.reply(
        n.RPL_WHOREPLY, channel.name if channel is not None else "*", user.username, user.host,
        request.house.server, user.nick, _flags(request, user, channel), text=f"0 {user.realname}",
    )  # fmt: skip


def _extended_row(request: Request, user: User, channel: Channel | None, options: Options) -> None:
    values: dict[str, Callable[[], str]] = {
        "t": lambda: options.token,
        "c": lambda: channel.name if channel is not None else "*",
        "u": lambda: user.username,
        "i": lambda: address_of(request, user) or NO_ADDRESS,
        "h": lambda: user.host,
        "s": lambda: request.house.server,
        "n": lambda: user.nick,
        "f": lambda: _flags(request, user, channel),
        "d": lambda: "0",
        "l": lambda: str(request.house.idle(user)),
        "a": lambda: user.account or "0",
        "o": lambda: _level(user, channel),
    }
    asked = options.fields or ""
    fields = [values[field]() for field in ORDER if field in asked and field in values]
    text = user.realname if "r" in asked else None
    request.reply(n.RPL_WHOSPCRPL, *fields, text=text)


def _level(user: User, channel: Channel | None) -> str:
    """0 for the highest status there is, and so on; n/a for who is no operator there."""
    rank = channel.rank(user.uid) if channel is not None else len(STATUSES)
    return str(rank) if rank <= STATUSES.index("o") else "n/a"


COMPARED: Final[dict[str, Callable[[Request, User], str]]] = {
    "n": lambda request, user: user.nick,
    "u": lambda request, user: user.username,
    "h": lambda request, user: user.host,
    "i": address_of,
    "a": lambda request, user: user.account,
    "r": lambda request, user: user.realname,
    "s": lambda request, user: request.house.server,
}
