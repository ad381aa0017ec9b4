# SPDX-License-Identifier: GPL-3.0-or-later
"""WHOWAS. Source: Modern IRC "WHOWAS"."""

from protocol import numerics as n
from protocol import timestamps
from services.chat.context import Request
from services.chat.flows.pacing import LOOKED_AT, WRITTEN, Pace
from services.chat.names import fold
from services.chat.rules import Refused


async def handle(request: Request) -> None:
    """WHOWAS nick [count]"""
    house = request.house
    nick, count = request.param(0), request.param(1)
    if not nick:
        raise Refused(n.ERR_NONICKNAMEGIVEN)
    key, pace = fold(nick), Pace(request)
    pace.spend(LOOKED_AT * len(house.state.gone))
    found = [gone for gone in reversed(house.state.gone) if fold(gone.nick) == key]
    if not found:
        request.reply(n.ERR_WASNOSUCHNICK, nick)
    if count.isascii() and count.isdigit() and int(count[:6]):
        found = found[: int(count[:6])]
    for gone in found:
        if pace.spend(2 * WRITTEN):
            await pace.rest()
        request.reply(n.RPL_WHOWASUSER, gone.nick, gone.username, gone.host, "*", text=gone.realname)
        if gone.account:
            request.reply(n.RPL_WHOISACCOUNT, gone.nick, gone.account, text="was logged in as")
        request.reply(n.RPL_WHOISSERVER, gone.nick, house.server, text=timestamps.write(gone.time))
    request.reply(n.RPL_ENDOFWHOWAS, nick)
