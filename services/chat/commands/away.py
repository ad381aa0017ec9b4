# SPDX-License-Identifier: GPL-3.0-or-later
"""AWAY. Source: Modern IRC "AWAY"; IRCv3 away-notify, pre-away.

Whoever is banned or muted in a channel that they are in is away without a word: those who muted them would read it.
"""

from typing import Final

from protocol import capabilities as caps
from protocol import numerics as n
from services.chat.context import Request
from services.chat.events import AwayChanged
from services.chat.flows.pacing import Pace, told
from services.chat.flows.stays import tell_others
from services.chat.rules import Refused, muted_somewhere
from services.chat.text import cut

UNSAID: Final = "Away"  # an empty message would mean that they are here


async def handle(request: Request) -> None:
    """AWAY [:text]"""
    message = cut(request.param(0), request.house.settings.limits.away_length)
    if not request.session.uid:
        if not request.session.caps & caps.PRE_AWAY.bit:
            raise Refused(n.ERR_NOTREGISTERED)
        request.session.registration.away = message
        request.reply(n.RPL_NOWAWAY if message else n.RPL_UNAWAY)
        return
    if message and muted_somewhere(request.house.state, request.user):
        message = UNSAID
    if message != request.user.away:
        Pace(request).spend(told(request.house.state, request.user))
        await request.submit(AwayChanged(*request.act(), message))
        tell_others(request, message)
    request.reply(n.RPL_NOWAWAY if message else n.RPL_UNAWAY)
