# SPDX-License-Identifier: GPL-3.0-or-later
"""STATS. Source: Modern IRC "STATS"; RFC 2812 3.4.4; letters k and d as operators know them."""

from protocol import numerics as n
from services.chat.context import Request
from services.chat.flows.dialogue import this_server
from services.chat.flows.pacing import WRITTEN, Pace
from services.chat.rules import active_bans, needs_operator
from services.chat.state import ServerBan


async def handle(request: Request) -> None:
    """STATS letter [server]. u: how long it runs; for operators: k and d the bans, o who may be an operator"""
    letter = request.param(0)[:1]
    this_server(request, request.param(1))
    action = LETTERS.get(letter)
    if action is not None:
        await action(request)
    request.reply(n.RPL_ENDOFSTATS, letter or "*")


async def _uptime(request: Request) -> None:
    seconds = (request.house.ids.now() - request.house.started_at) // 1000
    days, rest = divmod(seconds, 86_400)
    text = f"Server Up {days} days {rest // 3600}:{rest // 60 % 60:02}:{rest % 60:02}"
    request.reply(n.RPL_STATSUPTIME, text=text)


async def _operators(request: Request) -> None:
    needs_operator(request.user)
    for name, operator in request.house.settings.operators.items():
        request.reply(n.RPL_STATSOLINE, "O", operator.mask, "*", name)


async def _klines(request: Request) -> None:
    await _bans(request, "K", n.RPL_STATSKLINE)


async def _dlines(request: Request) -> None:
    await _bans(request, "D", n.RPL_STATSDLINE)


async def _bans(request: Request, kind: str, row: n.Numeric) -> None:
    needs_operator(request.user)
    pace = Pace(request)
    for ban in active_bans(request.house.state, kind, request.house.ids.now()):
        request.reply(row, kind, ban.mask, _until(ban), ban.setter, text=ban.reason)
        if pace.spend(WRITTEN):
            await pace.rest()


def _until(ban: ServerBan) -> str:
    return str(ban.until // 1000)


LETTERS = {"u": _uptime, "o": _operators, "O": _operators, "k": _klines, "K": _klines, "d": _dlines, "D": _dlines}
