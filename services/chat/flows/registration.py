# SPDX-License-Identifier: GPL-3.0-or-later
"""From a connection to a person: what happens when NICK, USER and capability negotiation are done.

Source: Modern IRC "Connection Registration".
"""

import asyncio
import hmac
import logging
from functools import partial
from typing import Final

from protocol import numerics as n
from protocol.standard_replies import NICK_NICKNAME_RESERVED
from services.chat.context import Request
from services.chat.events import AwayChanged, UserConnected, UserQuit
from services.chat.flows.absence import show_waiting
from services.chat.flows.dialogue import answer
from services.chat.flows.membership import join
from services.chat.flows.metadata import settle
from services.chat.flows.stays import attach, keep, person_to_join, should_stay
from services.chat.flows.welcome import welcome
from services.chat.looks import skeleton
from services.chat.names import fold
from services.chat.parts.accounts import SERVER
from services.chat.rules import Failed, Refusal

logger: Final = logging.getLogger(__name__)
TOO_MANY: Final = "too many tries"


async def complete(request: Request) -> None:
    """Register the session if everything needed has been said; else do nothing."""
    house, session = request.house, request.session
    said = session.registration
    if not session.is_open() or session.uid or said.submitted or said.negotiating or not said.nick or not said.username:
        return
    if problem := _password_problem(request):
        logger.warning("the server's password was refused", extra={"ip": session.peer.ip, "reason": problem})
        request.reply(n.ERR_PASSWDMISMATCH, text="Too many tries; wait a while" if problem == TOO_MANY else None)
        session.close("Bad password")
        return
    if not await house.bans.admits(session, said.username, house.host(session.peer), said.account):
        return
    if not session.is_open():
        return
    said.submitted = True
    abort_exchange(request)
    if house.state.account(said.account) is None:
        said.account = ""  # it was dropped meanwhile
    if await _joined_person(request):
        return
    uid = house.ids.name("u")
    host = house.host(session.peer)
    source = f"{said.nick}!{said.username}@{host}"
    event = UserConnected(
        *house.ids.stamp(), uid, source, said.account, said.nick, said.username, host, said.realname,
        secure=session.peer.secure,
    )  # fmt: skip
    try:
        await house.road.submit(event)
    except Refusal as refusal:
        if not session.is_open():
            return
        if not await _joined_person(request):  # two clients of one account may come at the same moment
            said.submitted, said.nick = False, ""
            _refuse_nick(request, refusal)
        return
    if not session.is_open():
        house.road.post(UserQuit(*house.ids.stamp(), uid, source, said.account, "Connection closed"))
        return
    await _arrived(request, uid)


async def vacated(request: Request, nick: str) -> None:
    """Wait until those have left who are leaving and bear `nick`, or what looks like it."""
    house, state = request.house, request.house.state
    bearers = {state.nicks.get(fold(nick), ""), state.looks.get(skeleton(nick), "")} & state.users.keys()
    for uid in bearers - {request.session.uid}:
        if not state.users[uid].always_on and not house.fanout.sessions_of(uid):  # left, or is only just arriving
            applied: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            house.road.after(partial(applied.set_result, None))
            await applied
        user = state.users.get(uid)
        if user is not None and not user.always_on and all(s.ended for s in house.fanout.sessions_of(uid)):
            await house.departures.of(uid)


async def _arrived(request: Request, uid: str) -> None:
    """The person is there: tell them where they are, and bring them into the rooms that everyone is in."""
    house, session = request.house, request.session
    said = session.registration
    session.uid = uid
    house.fanout.attach(uid, session)
    logger.info("connected", extra={"nick": said.nick, "ip": session.peer.ip, "session": session.sid})
    await settle(request)
    if not session.is_open():
        return
    await welcome(request)
    if said.away:
        await request.submit(AwayChanged(*request.act(), said.away))
    if should_stay(house, request.user):
        await keep(house, request.user)
    await show_waiting(request)
    for name in (house.settings.classic_room,) if session.classic else house.settings.autojoin:
        if not session.is_open():
            return
        try:
            await join(request, name)
        except Refusal as refusal:
            logger.warning("autojoin refused", extra={"nick": said.nick, "channel": name, "why": str(refusal)})
            answer(request, refusal)


async def _joined_person(request: Request) -> bool:
    """Whether the client is now one more of a person who is here."""
    said = request.session.registration
    person = person_to_join(request.house, said.nick, said.account)
    if person is not None:
        await attach(request, person)
    return person is not None


def abort_exchange(request: Request) -> None:
    """Who completes registration in the middle of a SASL exchange is registered without it (sasl-3.1)."""
    if request.house.accounts.exchanges.pop(request.session, None) is not None:
        request.reply(n.ERR_SASLABORTED)


def _refuse_nick(request: Request, refusal: Refusal) -> None:
    """A reserved nickname is told twice: as a numeric, for clients that try another name then, and for what it is."""
    if isinstance(refusal, Failed) and refusal.code is NICK_NICKNAME_RESERVED:
        request.reply(n.ERR_NICKNAMEINUSE, *refusal.context, text="Nickname is reserved by a different account")
        request.send(NICK_NICKNAME_RESERVED.fail(request.house.server, *refusal.context))
    else:
        answer(request, refusal)


def _password_problem(request: Request) -> str:
    """What is wrong with the server's password as given, or "". A guess counts against the network it comes from."""
    wanted, given = request.house.settings.password, request.session.registration.password
    if wanted is None:
        return ""
    if not given:
        return "none"
    accounts, peer = request.house.accounts, request.session.peer
    if not accounts.may_guess(peer, SERVER, proof=True):
        return TOO_MANY
    if not hmac.compare_digest(given.encode(), wanted.get_secret_value().encode()):
        return "wrong"
    accounts.guessed_right(peer, SERVER, proof=True)
    return ""
