# SPDX-License-Identifier: GPL-3.0-or-later
"""NICK. Source: Modern IRC "NICK"."""

import logging
from typing import Final

from protocol import numerics as n
from services.chat.context import Request
from services.chat.events import NickChanged
from services.chat.flows.pacing import ROW, Pace, told
from services.chat.flows.registration import complete, vacated
from services.chat.rules import Refused, kept_by, may_be_called, name_problem

logger: Final = logging.getLogger(__name__)


async def handle(request: Request) -> None:
    """NICK nickname"""
    house, session = request.house, request.session
    nick = request.param(0)
    if not nick:
        raise Refused(n.ERR_NONICKNAMEGIVEN)
    problem = name_problem(house.state, nick, house.settings.limits.nick_length, house.settings.names == "unicode")
    if problem:
        raise Refused(n.ERR_ERRONEUSNICKNAME, nick, text=f"Erroneous nickname: {problem}")
    await vacated(request, nick)
    if not session.uid:
        holder, owner = house.state.user(nick), house.state.account(nick)
        if holder is None or not holder.account:  # else who logs in may join them: `complete` decides
            may_be_called(house.state, nick, "", owner.name if owner is not None else "")
        session.registration.nick = nick
        await complete(request)
        return
    may_be_called(house.state, nick, session.uid, request.user.account)
    before = request.user.nick
    if nick != before:
        if (channel := kept_by(house.state, request.user, nick, request.user.account)) is not None:
            raise Refused(n.ERR_BANONCHAN, nick, channel.name)
        Pace(request).spend(told(house.state, request.user) + ROW * len(request.user.channels))
        await request.submit(NickChanged(*request.act(), nick, conversations=tuple(sorted(request.user.channels))))
        logger.info("renamed", extra={"nick": before, "new": nick, "session": session.sid})
