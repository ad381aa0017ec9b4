# SPDX-License-Identifier: GPL-3.0-or-later
"""KICK. Source: Modern IRC "KICK"."""

from services.chat.context import Request
from services.chat.dialogue import each, within
from services.chat.events import Kicked
from services.chat.rules import channel_named, may_kick, user_named
from services.chat.text import cut


async def handle(request: Request) -> None:
    """KICK channel nick{,nick} [:reason]"""
    state, user = request.house.state, request.user
    reason = cut(request.param(2) or user.nick, request.house.settings.limits.kick_length)

    async def kick(nick: str) -> None:
        channel = channel_named(state, request.param(0), user.uid)
        target = user_named(state, nick)
        may_kick(channel, user, target)
        await request.submit(Kicked(*request.act(), channel.key, channel.name, target.uid, target.nick, reason))

    targets = within(request.param(1).split(","), request.house.settings.limits.targets)
    await each(request, targets, kick)
