# SPDX-License-Identifier: GPL-3.0-or-later
"""PART. Source: Modern IRC "PART"."""

from services.chat.context import Request
from services.chat.events import Parted
from services.chat.flows.dialogue import each
from services.chat.rules import channel_named, may_be_heard, member_of
from services.chat.text import cut


async def handle(request: Request) -> None:
    """PART channel{,channel} [:reason]"""
    reason = cut(request.param(1), request.house.settings.limits.kick_length)

    async def part(name: str) -> None:
        channel = channel_named(request.house.state, name, request.session.uid)
        member_of(channel, request.session.uid)
        heard = reason if may_be_heard(channel, request.user) else ""
        await request.submit(Parted(*request.act(), channel.key, channel.name, heard))

    await each(request, request.param(0).split(","), part)
