# SPDX-License-Identifier: GPL-3.0-or-later
"""INFO. Source: Modern IRC "INFO"."""

from protocol import numerics as n
from protocol import timestamps
from services.chat.context import Request
from services.chat.flows.dialogue import this_server
from services.chat.parts.features import SOFTWARE

TEXT = (
    "Hubbub, a chat room you can host in one minute: one TCP port that every kind of client can talk to.",
    "Free software under the GNU General Public License, version 3 or later.",
)


def handle(request: Request) -> None:
    """INFO [server]"""
    this_server(request, request.param(0))
    house = request.house
    described = house.settings.description
    about = [f"This server is {house.server} of {house.settings.network}: {described}"] if described else []
    for line in (SOFTWARE, *TEXT, *about, f"On-line since {timestamps.write(house.started_at)}"):
        request.reply(n.RPL_INFO, text=line)
    request.reply(n.RPL_ENDOFINFO)
