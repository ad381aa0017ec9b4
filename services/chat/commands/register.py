# SPDX-License-Identifier: GPL-3.0-or-later
"""REGISTER and VERIFY. Source: IRCv3 account-registration (draft)."""

from typing import Final

from protocol import standard_replies as r
from protocol.message import line
from services.chat.context import Request
from services.chat.flows.login import account_of, log_in
from services.chat.flows.signup import create, early, verify
from services.chat.rules import Failed

REGISTERED: Final = "Account successfully registered"


async def register(request: Request) -> None:
    """REGISTER account|* email|* password"""
    if not request.session.uid and not early(request.house.settings):
        raise Failed(r.REGISTER_COMPLETE_CONNECTION_REQUIRED)
    account = await create(request, *request.params[:3])
    if account.code:
        text = "The account waits for a code, which an operator has: send VERIFY with it"
        request.send(line(request.house.server, "REGISTER", "VERIFICATION_REQUIRED", account.name, text=text))
        return
    request.send(line(request.house.server, "REGISTER", "SUCCESS", account.name, text=REGISTERED))
    await log_in(request, account)


async def verify_(request: Request) -> None:
    """VERIFY account code"""
    if not request.session.uid and not early(request.house.settings):
        raise Failed(r.VERIFY_COMPLETE_CONNECTION_REQUIRED)
    logged_in = account_of(request)
    if logged_in is not None:
        raise Failed(r.VERIFY_ALREADY_AUTHENTICATED, logged_in.name)
    account = await verify(request, request.param(0), request.param(1))
    request.send(line(request.house.server, "VERIFY", "SUCCESS", account.name, text=REGISTERED))
    await log_in(request, account)
