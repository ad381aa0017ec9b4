# SPDX-License-Identifier: GPL-3.0-or-later
"""ISON. Source: RFC 1459 5.8."""

from protocol import numerics as n
from services.chat.context import Request
from services.chat.flows.pacing import NAME, Pace
from services.chat.text import cut


async def handle(request: Request) -> None:
    """ISON nick{ nick}"""
    words = " ".join(request.params).split(" ")
    found, pace = [], Pace(request)
    for word in words:
        if pace.spend(NAME):
            await pace.rest()
        user = request.house.state.user(word) if word else None
        if user is not None:
            found.append(user.nick)
    room = 510 - len(f":{request.house.server} 303 {request.nick} :".encode())
    shown = " ".join(found)
    if len(shown.encode()) > room:
        shown = cut(shown, room).rpartition(" ")[0]
    request.reply(n.RPL_ISON, text=shown)
