# SPDX-License-Identifier: GPL-3.0-or-later
"""KICK. Source: Modern IRC "KICK": people out of one channel, or each one out of the channel in the same place."""

from protocol import numerics as n
from services.chat.context import Request
from services.chat.events import Kicked
from services.chat.flows.dialogue import each, within
from services.chat.rules import Refused, channel_named, may_kick, needs_status
from services.chat.text import cut


async def handle(request: Request) -> None:
    """KICK channel nick{,nick} [:reason] | KICK channel{,channel} nick{,nick} [:reason], as many as channels"""
    state, user = request.house.state, request.user
    reason = cut(request.param(2) or user.nick, request.house.settings.limits.kick_length)

    async def kick(pair: str) -> None:
        name, _, nick = pair.partition(",")
        channel = channel_named(state, name, user.uid)
        needs_status(channel, user.uid, "h")
        target = state.user(nick)
        if target is None:
            raise Refused(n.ERR_USERNOTINCHANNEL, nick, channel.name)
        may_kick(channel, user, target)
        await request.submit(Kicked(*request.act(), channel.key, channel.name, target.uid, target.nick, reason))

    names = [name for name in request.param(0).split(",") if name]
    nicks = within([nick for nick in request.param(1).split(",") if nick], request.house.settings.limits.targets)
    if len(names) not in (1, len(nicks)):
        raise Refused(n.ERR_NEEDMOREPARAMS, "KICK")
    channels = names * len(nicks) if len(names) == 1 else names
    await each(request, [f"{name},{nick}" for name, nick in zip(channels, nicks, strict=True)], kick)
