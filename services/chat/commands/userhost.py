# SPDX-License-Identifier: GPL-3.0-or-later
"""USERHOST. Source: Modern IRC "USERHOST"."""

from protocol import numerics as n
from services.chat.context import Request
from services.chat.state import User

MOST = 5


def handle(request: Request) -> None:
    """USERHOST nick{ nick}, five at most"""
    found = [user for word in request.params[:MOST] if (user := request.house.state.user(word)) is not None]
    request.reply(n.RPL_USERHOST, text=" ".join(map(_reply, found)))


def _reply(user: User) -> str:
    operator = "*" if "o" in user.modes else ""
    return f"{user.nick}{operator}={'-' if user.away else '+'}{user.username}@{user.host}"
