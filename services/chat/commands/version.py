# SPDX-License-Identifier: GPL-3.0-or-later
"""VERSION. Source: Modern IRC "VERSION"."""

from protocol import numerics as n
from services.chat.context import Request
from services.chat.flows import welcome
from services.chat.flows.dialogue import this_server
from services.chat.parts.features import SOFTWARE


def handle(request: Request) -> None:
    """VERSION [server]"""
    this_server(request, request.param(0))
    request.reply(n.RPL_VERSION, SOFTWARE, request.house.server, text=request.house.settings.network)
    welcome.isupport(request)
