# SPDX-License-Identifier: GPL-3.0-or-later
"""CHATHISTORY. Source: IRCv3 chathistory."""

from protocol.standard_replies import CHATHISTORY_INVALID_PARAMS, CHATHISTORY_INVALID_TARGET
from services.chat.context import Request
from services.chat.replay import replay
from services.chat.rules import Failed


async def handle(request: Request) -> None:
    """CHATHISTORY LATEST target * limit"""
    subcommand, name, limit = request.param(0).upper(), request.param(1), request.param(3)
    if subcommand != "LATEST" or not limit.isdigit():
        raise Failed(CHATHISTORY_INVALID_PARAMS, subcommand)
    channel = request.house.state.channel(name)
    if channel is None or request.session.uid not in channel.members:
        raise Failed(CHATHISTORY_INVALID_TARGET, subcommand, name)
    most = min(int(limit[:6]), request.house.settings.limits.history_page)
    replay(request, channel.name, await request.house.history.latest(channel.key, most))
