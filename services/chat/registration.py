# SPDX-License-Identifier: GPL-3.0-or-later
"""From a connection to a person: what happens when NICK, USER and capability negotiation are done.

Source: Modern IRC "Connection Registration".
"""

import hmac
import logging
from typing import Final

from protocol import numerics as n
from services.chat.context import Request
from services.chat.events import UserConnected
from services.chat.membership import join
from services.chat.rules import Refusal, Refused
from services.chat.welcome import welcome

logger: Final = logging.getLogger(__name__)


async def complete(request: Request) -> None:
    """Register the session if everything needed has been said; else do nothing."""
    house, session = request.house, request.session
    said = session.registration
    if session.uid or said.submitted or said.negotiating or not said.nick or not said.username:
        return
    if not _password_matches(request):
        request.reply(n.ERR_PASSWDMISMATCH)
        session.close("Bad password")
        return
    said.submitted = True
    uid = house.ids.name("u")
    source = f"{said.nick}!{said.username}@{session.peer.host}"
    event = UserConnected(
        *house.ids.stamp(), uid, source, "", said.nick, said.username, session.peer.host, said.realname,
        secure=session.peer.secure,
    )  # fmt: skip
    try:
        await house.road.submit(event)
    except Refused as refusal:
        said.submitted = False
        request.reply(refusal.numeric, *refusal.params)
        said.nick = ""
        return
    session.uid = uid
    house.fanout.attach(uid, session)
    logger.info("connected", extra={"nick": said.nick, "ip": session.peer.ip, "session": session.sid})
    welcome(request)
    for name in (house.settings.classic_room,) if session.classic else house.settings.autojoin:
        try:
            await join(request, name)
        except Refusal as refusal:
            logger.warning("autojoin refused", extra={"nick": said.nick, "channel": name, "why": str(refusal)})


def _password_matches(request: Request) -> bool:
    wanted = request.house.settings.password
    if wanted is None:
        return True
    given = request.session.registration.password
    return hmac.compare_digest(given.encode(), wanted.get_secret_value().encode())
