# SPDX-License-Identifier: GPL-3.0-or-later
"""KICK. Source: Modern IRC "KICK"."""

from protocol import numerics as n
from services.chat.context import Request
from services.chat.dialogue import each, within
from services.chat.events import Kicked
from services.chat.rules import Refused, channel_named, may_kick, needs_status
from services.chat.text import cut


async def handle(request: Request) -> None:
    """KICK channel nick{,nick} [:reason]"""
    state, user = request.house.state, request.user
    reason = cut(request.param(2) or user.nick, request.house.settings.limits.kick_length)

    async def kick(nick: str) -> None:
        channel = channel_named(state, request.param(0))
        needs_status(channel, user.uid, "h")
        target = state.user(nick)
        if target is None:
            raise Refused(n.ERR_USERNOTINCHANNEL, nick, channel.name)
        may_kick(channel, user, target)
        await request.submit(Kicked(*request.act(), channel.key, channel.name, target.uid, target.nick, reason))

    targets = within(request.param(1).split(","), request.house.settings.limits.targets)
    await each(request, targets, kick)
