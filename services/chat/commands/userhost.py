# SPDX-License-Identifier: GPL-3.0-or-later
"""USERHOST. Source: Modern IRC "USERHOST"."""

from protocol import numerics as n
from protocol.splitting import MAX_LINE
from services.chat.context import Request
from services.chat.flows.membership import packed
from services.chat.state import User

MOST = 5


def handle(request: Request) -> None:
    """USERHOST nick{ nick}, five at most"""
    found = [user for word in request.params[:MOST] if (user := request.house.state.user(word)) is not None]
    room = MAX_LINE - len(n.RPL_USERHOST.line(request.house.server, request.nick, text="").encode())
    for text in list(packed(map(_reply, found), room)) or [""]:
        request.reply(n.RPL_USERHOST, text=text)


def _reply(user: User) -> str:
    operator = "*" if "o" in user.modes else ""
    return f"{user.nick}{operator}={'-' if user.away else '+'}{user.username}@{user.host}"
