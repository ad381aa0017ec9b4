# SPDX-License-Identifier: GPL-3.0-or-later
"""AWAY. Source: Modern IRC "AWAY"; IRCv3 away-notify."""

from protocol import numerics as n
from services.chat.context import Request
from services.chat.events import AwayChanged
from services.chat.text import cut


async def handle(request: Request) -> None:
    """AWAY [:text]"""
    message = cut(request.param(0), request.house.settings.limits.away_length)
    if message != request.user.away:
        await request.submit(AwayChanged(*request.act(), message))
    request.reply(n.RPL_NOWAWAY if message else n.RPL_UNAWAY)
