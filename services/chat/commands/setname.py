# SPDX-License-Identifier: GPL-3.0-or-later
"""SETNAME. Source: IRCv3 setname.

Not for who is banned or muted in a channel that they are in: those who muted them would read it there.
"""

from protocol.standard_replies import SETNAME_CANNOT_CHANGE_REALNAME, SETNAME_INVALID_REALNAME
from services.chat.context import Request
from services.chat.events import RealnameChanged
from services.chat.flows.pacing import Pace, told
from services.chat.rules import Failed, muted_somewhere


async def handle(request: Request) -> None:
    """SETNAME :realname"""
    realname = request.param(0)
    if not realname.strip() or len(realname.encode()) > request.house.settings.limits.name_length:
        raise Failed(SETNAME_INVALID_REALNAME)
    if muted_somewhere(request.house.state, request.user):
        raise Failed(SETNAME_CANNOT_CHANGE_REALNAME, text="You are banned or muted in a channel that you are in")
    Pace(request).spend(told(request.house.state, request.user))
    await request.submit(RealnameChanged(*request.act(), realname))
