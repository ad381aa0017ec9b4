# SPDX-License-Identifier: GPL-3.0-or-later
"""NAMES. Source: Modern IRC "NAMES", +s; IRCv3 multi-prefix, userhost-in-names, no-implicit-names."""

from protocol import numerics as n
from services.chat.context import Request
from services.chat.flows.dialogue import within
from services.chat.flows.membership import names
from services.chat.rules import hidden


async def handle(request: Request) -> None:
    """NAMES channel{,channel}"""
    asked = [name for name in request.param(0).split(",") if name]
    for name in within(asked, request.house.settings.limits.targets) or ["*"]:
        channel = request.house.state.channel(name)
        if channel is None or hidden(channel, request.session.uid):
            request.reply(n.RPL_ENDOFNAMES, name)
        else:
            await names(request, channel)
