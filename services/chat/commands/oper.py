# SPDX-License-Identifier: GPL-3.0-or-later
"""OPER. Source: Modern IRC "OPER"."""

from protocol import numerics as n
from protocol.masks import Mask
from protocol.standard_replies import ANY_RATE_LIMITED
from services.chat.context import Request
from services.chat.events import UserModesChanged
from services.chat.flows.audit import audit
from services.chat.parts.credentials import Busy
from services.chat.rules import Failed, Refused, fold_source


async def handle(request: Request) -> None:
    """OPER name password"""
    house, peer, user = request.house, request.session.peer, request.user
    name = request.param(0)
    entry = house.settings.operators.get(name)
    if not house.accounts.may_say_password(peer):
        raise Refused(n.ERR_NOOPERHOST, text="Passwords are taken over TLS only")
    known_as = f"operator {name}"
    if not house.accounts.may_guess(peer, known_as):
        audit(request, "oper refused", login=name, reason="too many tries")
        raise Failed(ANY_RATE_LIMITED, text="Too many tries; wait a while")
    if entry is not None:
        allowed = Mask(fold_source(entry.mask))
        if not any(allowed.matches(fold_source(f"{user.username}@{host}")) for host in {user.host, peer.host, peer.ip}):
            audit(request, "oper refused", login=name, reason="host")
            raise Refused(n.ERR_NOOPERHOST)
    try:
        stored, known = entry.password if entry is not None else "", house.accounts.knows(peer, known_as)
        right = await house.accounts.credentials.matches(stored, request.param(1), known=known)
    except Busy:
        house.accounts.guessed_right(peer, known_as)
        raise Failed(ANY_RATE_LIMITED, text="Too many passwords are being checked; try again in a moment") from None
    if not right:
        audit(request, "oper refused", login=name, reason="password")
        raise Refused(n.ERR_PASSWDMISMATCH)
    house.accounts.guessed_right(peer, known_as)
    house.accounts.remember(peer, known_as)
    await request.submit(UserModesChanged(*request.act(), ("+o",)))
    request.reply(n.RPL_YOUREOPER)
    audit(request, "oper", login=name)
