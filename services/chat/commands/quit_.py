# SPDX-License-Identifier: GPL-3.0-or-later
"""QUIT. Source: Modern IRC "QUIT"."""

from services.chat.context import Request
from services.chat.rules import muted_somewhere
from services.chat.text import cut


def handle(request: Request) -> None:
    """QUIT [:reason]"""
    user = request.session.user(request.house.state)
    reason = cut(request.param(0), request.house.settings.limits.kick_length)
    if reason and user is not None and muted_somewhere(request.house.state, user):
        reason = ""  # those who muted them would read it
    request.session.close(f"Quit: {reason}")
