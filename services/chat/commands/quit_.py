# SPDX-License-Identifier: GPL-3.0-or-later
"""QUIT. Source: Modern IRC "QUIT"."""

from services.chat.context import Request
from services.chat.text import cut


def handle(request: Request) -> None:
    """QUIT [:reason]"""
    reason = cut(request.param(0), request.house.settings.limits.kick_length)
    request.session.close(f"Quit: {reason}")
