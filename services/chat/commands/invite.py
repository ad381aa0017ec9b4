# SPDX-License-Identifier: GPL-3.0-or-later
"""INVITE. Source: Modern IRC "INVITE"; IRCv3 invite-notify."""

from protocol import numerics as n
from services.chat.context import Request
from services.chat.events import Invited
from services.chat.rules import channel_named, may_invite, user_named


async def handle(request: Request) -> None:
    """INVITE nick channel"""
    state = request.house.state
    target = user_named(state, request.param(0))
    channel = channel_named(state, request.param(1), request.session.uid)
    may_invite(channel, request.user, target)
    await request.submit(Invited(*request.act(), channel.key, channel.name, target.uid, target.nick))
    request.reply(n.RPL_INVITING, target.nick, channel.name)
    if target.away:
        request.reply(n.RPL_AWAY, target.nick, text=target.away)
