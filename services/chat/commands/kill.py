# SPDX-License-Identifier: GPL-3.0-or-later
"""KILL. Source: Modern IRC "KILL"."""

from protocol import numerics as n
from protocol.message import line
from services.chat.context import Request
from services.chat.flows.audit import audit
from services.chat.flows.stays import let_go
from services.chat.rules import Refused, needs_operator, user_named
from services.chat.text import cut


async def handle(request: Request) -> None:
    """KILL nick :reason"""
    house, operator = request.house, request.user
    needs_operator(operator)
    nick = request.param(0)
    if nick.lower() == house.server.lower():
        raise Refused(n.ERR_CANTKILLSERVER)
    target = user_named(house.state, nick)
    reason = cut(request.param(1), house.settings.limits.kick_length) or operator.nick
    told = f"Killed ({operator.nick} ({reason}))"
    audit(request, "kill", nick=target.nick, source=target.source, reason=reason)
    if target.always_on:
        await let_go(house, target, told)
    sessions = tuple(house.fanout.sessions_of(target.uid))
    for session in sessions:
        session.send(session.encode(line(operator.source, "KILL", target.nick, text=reason)))
        session.send(session.encode(line(target.source, "QUIT", text=told)))
        session.close(told)
