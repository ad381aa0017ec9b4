# SPDX-License-Identifier: GPL-3.0-or-later
"""TIME. Source: Modern IRC "TIME"."""

from datetime import UTC, datetime

from protocol import numerics as n
from services.chat.context import Request
from services.chat.flows.dialogue import this_server


def handle(request: Request) -> None:
    """TIME [server]"""
    this_server(request, request.param(0))
    now = datetime.fromtimestamp(request.house.ids.now() / 1000, UTC)
    request.reply(
        n.RPL_TIME, request.house.server, str(int(now.timestamp())), "0", text=f"{now:%A, %d %B %Y, %H:%M:%S} UTC"
    )
