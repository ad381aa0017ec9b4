# SPDX-License-Identifier: GPL-3.0-or-later
"""CHANSERV and CS: what is said to ChanServ, without a PRIVMSG. The words themselves are in `bots.chanserv`."""

from services.chat.bots import CHANSERV, talk
from services.chat.context import Request


async def handle(request: Request) -> None:
    """CHANSERV word parameter…"""
    await talk(request, CHANSERV, " ".join(request.params))
