# SPDX-License-Identifier: GPL-3.0-or-later
"""KLINE, DLINE, UNKLINE, UNDLINE: who may not be on this server. Names and parameters as operators know them.

A K-line is a mask of `user@host` (or of a host alone), or `a:account`; a D-line an address or a network.
A duration is minutes, or days, hours, minutes as in `1d12h`; without one it is for ever.
"""

import re
from typing import Final

from protocol import numerics as n
from protocol.masks import has_wildcards, problem
from protocol.standard_replies import ANY_INVALID_PARAMS
from services.chat.context import Request
from services.chat.events import ServerBanLifted, ServerBanSet
from services.chat.flows.audit import audit
from services.chat.flows.pacing import WRITTEN, Pace
from services.chat.names import fold
from services.chat.rules import Failed, active_bans, fold_source, needs_operator, network
from services.chat.text import cut

_DURATION: Final = re.compile(r"(?=.)(?:(\d{1,5})d)?(?:(\d{1,5})h)?(?:(\d{1,7})m?)?", re.ASCII)
NAMES: Final = {"K": "KLINE", "D": "DLINE"}
ROWS: Final = {"K": n.RPL_STATSKLINE, "D": n.RPL_STATSDLINE}


async def kline(request: Request) -> None:
    """KLINE [duration] user@host|a:account [:reason] | KLINE LIST"""
    await _ban(request, "K")


async def dline(request: Request) -> None:
    """DLINE [duration] address|network [:reason] | DLINE LIST"""
    await _ban(request, "D")


async def unkline(request: Request) -> None:
    """UNKLINE user@host|a:account"""
    await _lift(request, "K")


async def undline(request: Request) -> None:
    """UNDLINE address|network"""
    await _lift(request, "D")


async def _ban(request: Request, kind: str) -> None:
    needs_operator(request.user)
    words = list(request.params)
    if words[0].upper() == "LIST":
        await _list(request, kind)
        return
    minutes = 0
    duration = _DURATION.fullmatch(words[0])
    if duration is not None:
        days, hours, rest = (int(part or 0) for part in duration.groups())
        minutes = (days * 24 + hours) * 60 + rest
        words.pop(0)
    if not words:
        raise Failed(ANY_INVALID_PARAMS, text="What is to be banned?")
    mask = _mask(kind, words[0])
    reason = cut(" ".join(words[1:]) or "No reason given", request.house.settings.limits.kick_length)
    now = request.house.ids.now()
    until = now + minutes * 60_000 if minutes else 0
    await request.submit(ServerBanSet(*request.act(), kind, mask, until, reason))
    audit(request, NAMES[kind].lower(), mask=mask, minutes=minutes, reason=reason)
    for_how_long = f"for {minutes} minutes" if minutes else "for ever"
    request.notice(f"{NAMES[kind]} of {mask} {for_how_long}: {reason}")


async def _lift(request: Request, kind: str) -> None:
    needs_operator(request.user)
    mask = _mask(kind, request.param(0))
    if (kind, mask) not in request.house.state.bans:
        raise Failed(ANY_INVALID_PARAMS, mask, text="There is no such ban")
    await request.submit(ServerBanLifted(*request.act(), kind, mask))
    audit(request, f"un{NAMES[kind].lower()}", mask=mask)
    request.notice(f"{NAMES[kind]} of {mask} lifted")


async def _list(request: Request, kind: str) -> None:
    pace = Pace(request)
    for ban in active_bans(request.house.state, kind, request.house.ids.now()):
        request.reply(ROWS[kind], kind, ban.mask, str(ban.until // 1000), ban.setter, text=ban.reason)
        if pace.spend(WRITTEN):
            await pace.rest()
    request.reply(n.RPL_ENDOFSTATS, kind)


def _mask(kind: str, text: str) -> str:
    """The mask as it is kept. Raises `Failed` for one that is none, or that is everybody."""
    if kind == "D":
        try:
            found = network(text)
        except ValueError:
            raise Failed(ANY_INVALID_PARAMS, text, text="That is no address and no network") from None
        if found.prefixlen == 0:
            raise Failed(ANY_INVALID_PARAMS, text, text="That would be everybody")
        return str(found)
    if text[:2].lower() == "a:" and len(text) > 2 and not has_wildcards(text):
        return f"a:{fold(text[2:])}"
    if " " in text or "!" in text or text[:1] == ":":
        raise Failed(ANY_INVALID_PARAMS, text, text="That is no mask of user@host")
    if why := problem(text):
        raise Failed(ANY_INVALID_PARAMS, text, text=why)
    username, _, host = text.rpartition("@")
    full = fold_source(f"{username or '*'}@{host or '*'}")
    if not full.strip("*?@."):
        raise Failed(ANY_INVALID_PARAMS, text, text="That would be everybody")
    return full
