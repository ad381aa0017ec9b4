# SPDX-License-Identifier: GPL-3.0-or-later
"""SETNAME. Source: IRCv3 setname."""

from protocol.standard_replies import SETNAME_INVALID_REALNAME
from services.chat.context import Request
from services.chat.events import RealnameChanged
from services.chat.flows.pacing import Pace, told
from services.chat.rules import Failed


async def handle(request: Request) -> None:
    """SETNAME :realname"""
    realname = request.param(0)
    if not realname.strip() or len(realname.encode()) > request.house.settings.limits.name_length:
        raise Failed(SETNAME_INVALID_REALNAME)
    Pace(request).spend(told(request.house.state, request.user))
    await request.submit(RealnameChanged(*request.act(), realname))
