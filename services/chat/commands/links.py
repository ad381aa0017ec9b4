# SPDX-License-Identifier: GPL-3.0-or-later
"""LINKS. Source: Modern IRC "LINKS"."""

from protocol import numerics as n
from services.chat.context import Request


def handle(request: Request) -> None:
    """LINKS"""
    house = request.house
    request.reply(n.RPL_LINKS, "*", house.server, text=f"0 {house.settings.about}")
    request.reply(n.RPL_ENDOFLINKS, "*")
