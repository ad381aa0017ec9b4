# SPDX-License-Identifier: GPL-3.0-or-later
"""NAMES. Source: Modern IRC "NAMES"."""

from protocol import numerics as n
from services.chat.context import Request
from services.chat.membership import names


def handle(request: Request) -> None:
    """NAMES channel"""
    name = request.param(0).split(",")[0]
    channel = request.house.state.channel(name) if name else None
    if channel is None or ("s" in channel.modes and request.session.uid not in channel.members):
        request.reply(n.RPL_ENDOFNAMES, name or "*")
        return
    names(request, channel)
