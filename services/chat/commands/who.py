# SPDX-License-Identifier: GPL-3.0-or-later
"""WHO, with the fields and flags of WHOX. Source: Modern IRC "WHO"; IRCv3 whox.

    WHO mask [flags][%fields[,token]]

Flags: o shows operators only; n u h i a r s say which of nickname, user name, host, address, account, real name and
server the mask is compared with (the first three and the real name unless given). An address is for operators.
Fields: those of the specification, and d (hops) and o (channel operator level) as their inventors have them.
"""

import re
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Final, NamedTuple

from protocol import capabilities as caps
from protocol import numerics as n
from protocol.masks import Mask, problem
from services.chat.context import Request
from services.chat.flows.pacing import LOOKED_AT, WRITTEN, Pace
from services.chat.rules import Refused, fold_source
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


async def handle(request: Request) -> None:
    """WHO [mask [flags][%fields[,token]]]"""
    mask = request.param(0)
    found = _OPTIONS.fullmatch(request.param(1))
    options = Options(found[1], found[2], found[3] or "") if found is not None else Options()
    if options.fields is not None and "t" in options.fields and not re.fullmatch("[0-9]{1,3}", options.token):
        options = options._replace(token="0")
    pace = Pace(request)
    async for user in _found(request, mask, options.flags, pace):
        where = request.house.state.channel(mask) if mask[:1] == "#" else _shared(request, user)
        if options.fields is None:
            _row(request, user, where)
        else:
            _extended_row(request, user, where, options)
        if pace.spend(WRITTEN + LOOKED_AT * len(user.channels)):
            await pace.rest()
    request.reply(n.RPL_ENDOFWHO, mask or "*")


def address_of(request: Request, user: User) -> str:
    """Where somebody really is, for themselves and for operators; else ""."""
    if user.uid != request.session.uid and "o" not in request.user.modes:
        return ""
    ip = next((session.peer.ip for session in request.house.fanout.sessions_of(user.uid)), "")
    return f"0{ip}" if ip.startswith(":") else ip


async def _found(request: Request, mask: str, flags: str, pace: Pace) -> AsyncIterator[User]:
    """Those whom the asker may see, whoever of them comes or goes meanwhile."""
    state = request.house.state
    uids, fits, most = _asked_for(request, mask, flags)
    found = 0
    for uid in uids:
        if pace.spend(LOOKED_AT):
            await pace.rest()
        user = state.users.get(uid)
        if user is None or ("o" in flags and "o" not in user.modes) or not fits(user):
            continue
        yield user
        found += 1
        if found == most:
            break


def _asked_for(request: Request, mask: str, flags: str) -> tuple[Sequence[str], Callable[[User], bool], int]:
    """Whom to look at, who of them is meant and may be seen, and how many at most."""
    state, asker = request.house.state, request.user
    if mask[:1] == "#":
        channel = state.channel(mask)
        inside = channel is not None and asker.uid in channel.members
        if channel is None or ("s" in channel.modes and not inside):
            return (), lambda user: False, 0
        key = channel.key
        return (
            tuple(channel.members),
            lambda user: key in user.channels and (inside or "i" not in user.modes),
            len(channel.members),
        )
    exact = state.user(mask) if mask else None
    if exact is not None:
        return (exact.uid,), lambda user: True, 1
    matches = _matcher(request, mask, flags)
    return tuple(state.users), lambda user: matches(user) and _is_seen(asker, user), MOST


def _is_seen(asker: User, user: User) -> bool:
    return "i" not in user.modes or user is asker or not asker.channels.isdisjoint(user.channels)


def _matcher(request: Request, mask: str, flags: str) -> Callable[[User], bool]:
    """Whether somebody fits the mask. Raises `Refused` for one that is too much."""
    if mask in ("", "0", "*"):
        return lambda user: True
    if problem(mask):
        raise Refused(n.ERR_BADMASK, mask)
    fits = Mask(fold_source(mask)).matches
    compared = [COMPARED[flag] for flag in flags if flag in COMPARED] or _usual(mask)

    def matches(user: User) -> bool:
        for text in compared:  # noqa: SIM110 - it runs for everybody who is here, and a generator costs as much again
            if fits(fold_source(text(request, user))):
                return True
        return False

    return matches


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
