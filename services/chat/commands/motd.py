# SPDX-License-Identifier: GPL-3.0-or-later
"""MOTD. Source: Modern IRC "MOTD"."""

from services.chat.context import Request
from services.chat.flows import welcome
from services.chat.flows.dialogue import this_server


async def handle(request: Request) -> None:
    """MOTD [server]"""
    this_server(request, request.param(0))
    await welcome.motd(request)
