# SPDX-License-Identifier: GPL-3.0-or-later
"""REHASH: settings and certificates are read again, and nobody is dropped. Source: Modern IRC "REHASH"."""

from protocol import numerics as n
from services.chat.context import Request
from services.chat.flows.audit import audit
from services.chat.rules import Refused, needs_operator


async def handle(request: Request) -> None:
    """REHASH"""
    needs_operator(request.user)
    request.reply(n.RPL_REHASHING, request.house.reloading.source)
    problem = await request.house.reloading.reload()
    audit(request, "rehash", problem=problem)
    if problem:
        raise Refused(n.ERR_UNKNOWNERROR, "REHASH", text=problem)
    request.notice("The settings are in force")
