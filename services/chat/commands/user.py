# SPDX-License-Identifier: GPL-3.0-or-later
"""USER. Source: Modern IRC "USER"."""

from protocol import numerics as n
from services.chat.context import Request
from services.chat.flows.registration import complete
from services.chat.names import is_seen
from services.chat.rules import Refused
from services.chat.text import cut


async def handle(request: Request) -> None:
    """USER username 0 * :realname"""
    limits = request.house.settings.limits
    said = request.session.registration
    if not request.param(0) or not request.param(3):
        raise Refused(n.ERR_NEEDMOREPARAMS, "USER")
    username = "".join(c for c in request.param(0) if (c.isalnum() and is_seen(c)) or c in "-._")
    said.username = "~" + (cut(username, limits.user_length - 1) or "user")
    said.realname = cut(request.param(3), limits.name_length)
    await complete(request)
