# SPDX-License-Identifier: GPL-3.0-or-later
"""RENAME. Source: IRCv3 channel-rename.

Those without the capability leave and come in anew; apply shows them PART and JOIN, and here they are told the rest.
"""

from protocol import capabilities as caps
from protocol.message import Message
from protocol.standard_replies import RENAME_CANNOT_RENAME
from services.chat.context import Request
from services.chat.events import ChannelRenamed
from services.chat.flows.membership import greet
from services.chat.names import channel_problem, fold
from services.chat.rules import Failed, channel_named, may_rename
from services.chat.text import cut


async def handle(request: Request) -> None:
    """RENAME channel name [:reason]"""
    house = request.house
    limits = house.settings.limits
    channel, new = channel_named(house.state, request.param(0)), request.param(1)
    may_rename(house.state, channel, request.user, new, house.ids.now())
    problem = channel_problem(new, limits.channel_length, house.settings.names == "unicode")
    if problem:
        raise Failed(RENAME_CANNOT_RENAME, channel.name, new, text=f"The channel cannot be renamed: {problem}")
    moves = fold(new) != channel.key
    reason = cut(request.param(2), limits.kick_length)
    await request.submit(ChannelRenamed(*request.act(), channel.key, channel.name, new, reason))
    if not moves:
        return
    for uid in tuple(channel.members):
        for session in tuple(house.fanout.sessions_of(uid)):
            other = request if session is request.session else Request(house, session, Message("RENAME", []))
            if not session.caps & caps.CHANNEL_RENAME.bit and not session.classic:
                await greet(other, channel)
