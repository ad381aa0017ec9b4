# SPDX-License-Identifier: GPL-3.0-or-later
"""ADMIN. Source: Modern IRC "ADMIN"."""

from protocol import numerics as n
from services.chat.context import Request
from services.chat.flows.dialogue import this_server
from services.chat.rules import Refused


def handle(request: Request) -> None:
    """ADMIN [server]"""
    house = request.house
    this_server(request, request.param(0))
    told = house.settings.admin
    if not (told.location or told.organisation or told.email):
        raise Refused(n.ERR_NOADMININFO, house.server)
    request.reply(n.RPL_ADMINME, house.server)
    for row, text in (
        (n.RPL_ADMINLOC1, told.location), (n.RPL_ADMINLOC2, told.organisation), (n.RPL_ADMINEMAIL, told.email),
    ):  # fmt: skip
        if text:
            request.reply(row, text=text)
