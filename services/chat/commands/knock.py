# SPDX-License-Identifier: GPL-3.0-or-later
"""KNOCK, which is refused: people ask a member instead. The words are those that clients know from other servers."""

from protocol import numerics as n
from services.chat.context import Request
from services.chat.rules import Refused, channel_named


def handle(request: Request) -> None:
    """KNOCK channel"""
    channel = channel_named(request.house.state, request.param(0), request.session.uid)
    if request.session.uid in channel.members:
        raise Refused(n.ERR_KNOCKONCHAN, channel.name)
    if "i" not in channel.modes:
        raise Refused(n.ERR_CHANOPEN, channel.name)
    raise Refused(n.ERR_CANNOTKNOCK, channel.name)
