# SPDX-License-Identifier: GPL-3.0-or-later
"""WALLOPS. Source: Modern IRC "WALLOPS"."""

from services.chat.context import Request
from services.chat.events import WallopsSent
from services.chat.rules import needs_operator


async def handle(request: Request) -> None:
    """WALLOPS :text"""
    needs_operator(request.user)
    await request.submit(WallopsSent(*request.act(), request.param(0)))
