# SPDX-License-Identifier: GPL-3.0-or-later
"""NICKSERV and NS: what is said to NickServ, without a PRIVMSG. The words themselves are in `bots.nickserv`."""

from services.chat.bots import NICKSERV, talk
from services.chat.context import Request


async def handle(request: Request) -> None:
    """NICKSERV word parameter…"""
    await talk(request, NICKSERV, " ".join(request.params))
