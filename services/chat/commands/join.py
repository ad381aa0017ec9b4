# SPDX-License-Identifier: GPL-3.0-or-later
"""JOIN. Source: Modern IRC "JOIN"."""

from services.chat.context import Request
from services.chat.events import Parted
from services.chat.flows.dialogue import each
from services.chat.flows.membership import join


async def handle(request: Request) -> None:
    """JOIN channel{,channel} [key{,key}] | JOIN 0"""
    if request.param(0) == "0":
        await each(request, sorted(request.user.channels) or ["0"], lambda key: _leave(request, key))
        return
    keys = request.param(1).split(",")
    names = request.param(0).split(",")
    wanted = dict(zip(names, keys + [""] * len(names), strict=False))
    await each(request, wanted, lambda name: join(request, name, wanted[name]))


async def _leave(request: Request, key: str) -> None:
    channel = request.house.state.channels.get(key)
    if channel is not None and request.session.uid in channel.members:
        await request.submit(Parted(*request.act(), channel.key, channel.name, ""))
