# SPDX-License-Identifier: GPL-3.0-or-later
"""MONITOR. Source: IRCv3 monitor."""

from collections.abc import Iterable

from protocol import numerics as n
from protocol.splitting import MAX_LINE
from services.chat.context import Request
from services.chat.flows import metadata
from services.chat.flows.membership import packed
from services.chat.flows.pacing import LOOKED_AT, NAME, Pace
from services.chat.names import fold
from services.chat.rules import Refused, name_problem
from services.chat.state import User


async def handle(request: Request) -> None:
    """MONITOR + nick{,nick} | - nick{,nick} | C | L | S"""
    sign = request.param(0)[:1].upper()
    action = ACTIONS.get(sign)
    if action is None:
        raise Refused(n.ERR_UNKNOWNERROR, "MONITOR", request.param(0), text="MONITOR takes +, -, C, L or S")
    if sign in "+-" and not request.param(1):
        raise Refused(n.ERR_NEEDMOREPARAMS, "MONITOR")
    await action(request)


async def _add(request: Request) -> None:
    house, session = request.house, request.session
    limits = house.settings.limits
    wanted, pace = [], Pace(request)
    for name in request.param(1).split(","):
        if pace.spend(NAME):
            await pace.rest()
        if not name_problem(house.state, name, limits.nick_length, house.settings.names == "unicode"):
            wanted.append(name)
    added: list[str] = []
    for place, name in enumerate(wanted):
        watched = house.monitors.of(session)
        if fold(name) in watched:
            continue
        if len(watched) >= limits.monitor:
            _full(request, str(limits.monitor), wanted[place:])
            break
        house.monitors.add(session, name)
        added.append(name)
    await _show(request, added)


def _full(request: Request, limit: str, names: list[str]) -> None:
    room = MAX_LINE - len(n.ERR_MONLISTFULL.line(request.house.server, request.nick, limit, "").encode())
    for text in packed(names, room, ","):
        request.reply(n.ERR_MONLISTFULL, limit, text)


async def _remove(request: Request) -> None:
    pace = Pace(request)
    for name in filter(None, request.param(1).split(",")):
        if pace.spend(NAME):
            await pace.rest()
        request.house.monitors.remove(request.session, name)


async def _clear(request: Request) -> None:
    request.house.monitors.forget(request.session)


async def _list(request: Request) -> None:
    await _lines(request, n.RPL_MONLIST, request.house.monitors.of(request.session).values())
    request.reply(n.RPL_ENDOFMONLIST)


async def _status(request: Request) -> None:
    await _show(request, request.house.monitors.of(request.session).values())


async def _show(request: Request, names: Iterable[str]) -> None:
    online: dict[str, User] = {}
    offline = []
    pace = Pace(request)
    for name in tuple(names):
        if pace.spend(LOOKED_AT):
            await pace.rest()
        user = request.house.state.user(name)
        if user is None:
            offline.append(name)
        else:
            online[user.uid] = user
    await _lines(request, n.RPL_MONONLINE, [user.source for user in online.values()])
    await _lines(request, n.RPL_MONOFFLINE, offline)
    for user in online.values():
        metadata.seen(request, user)
        if pace.spend(LOOKED_AT):
            await pace.rest()


async def _lines(request: Request, row: n.Numeric, targets: Iterable[str]) -> None:
    """As many as fit the 512 bytes of a line, as often as it takes."""
    room = MAX_LINE - len(row.line(request.house.server, request.nick, text="").encode())
    pace = Pace(request)
    for text in packed(targets, room, ","):
        request.reply(row, text=text)
        if pace.spend(LOOKED_AT * (1 + text.count(","))):
            await pace.rest()


ACTIONS = {"+": _add, "-": _remove, "C": _clear, "L": _list, "S": _status}
