# SPDX-License-Identifier: GPL-3.0-or-later
"""Registering and verifying an account, for the commands REGISTER and VERIFY and for NickServ.

Everything that can be wrong raises `rules.Failed` with the specification's code. Of two who want one name the first in
the log has it. Source: IRCv3 account-registration.
"""

import hashlib
import hmac
import logging
import re
import secrets
from typing import Final

from protocol import standard_replies as r
from protocol.message import Message
from protocol.scram import ScramError, saslprep
from services.chat.context import House, Request
from services.chat.events import AccountRegistered, AccountVerified
from services.chat.flows.login import BUSY, TOO_OFTEN, UNSAFE, account_of, denied, too_often
from services.chat.names import fold, is_seen, nick_problem
from services.chat.parts.credentials import LONGEST, Busy
from services.chat.rules import SERVICES, Failed, resembles
from services.chat.settings.model import Settings
from services.chat.state import Account

logger: Final = logging.getLogger(__name__)
_EMAIL: Final = re.compile(r"[^@\s,:;<>()\"]{1,64}@[^@\s,:;<>()\"]{1,255}")


def early(settings: Settings) -> bool:
    """Whether accounts are registered before connecting too: not past the door of a server that has a password."""
    return settings.accounts.before_connect and settings.password is None


async def create(request: Request, name: str, email: str, password: str) -> Account:
    """Register the account `name`; with "*" it is the nickname, and there is no email address. The account as it is
    now: with a `code` it waits for VERIFY, else the session is to be logged in to it. Raises `Failed`."""
    house = request.house
    name = _name(request, name)
    address = _email(request, name, email)
    prepared = password_for(request, name, password)
    if not house.accounts.may_register(request.session.peer):
        raise Failed(r.REGISTER_TEMPORARILY_UNAVAILABLE, name, text=TOO_OFTEN)
    try:
        hashed, keys = await house.accounts.credentials.make(prepared)
    except Busy:
        raise Failed(r.REGISTER_TEMPORARILY_UNAVAILABLE, name, text=BUSY) from None
    _name(request, name)  # somebody else may have come under this name while the password was hashed
    code = secrets.token_hex(8) if house.settings.accounts.verification == "operator" else ""
    event = AccountRegistered(*_act(request), name, hashed, keys, address, _digest(code) if code else "")
    await request.submit(event)
    logger.info("account registered", extra={"account": name, "ip": request.session.peer.ip})
    account = house.state.accounts[fold(name)]
    if code:
        _tell_operators(house, account, code)
    return account


async def verify(request: Request, name: str, code: str) -> Account:
    """Let the account work. Raises `Failed`."""
    house, peer = request.house, request.session.peer
    if not house.accounts.may_guess(peer, name):
        raise Failed(r.VERIFY_TEMPORARILY_UNAVAILABLE, name, text=str(too_often(request, name)))
    account = house.state.account(name)
    if account is None or not account.code or not hmac.compare_digest(account.code, _digest(code)):
        denied(request, name)
        raise Failed(r.VERIFY_INVALID_CODE, name)
    house.accounts.guessed_right(peer, name)
    await request.submit(AccountVerified(*_act(request), account.name))
    logger.info("account verified", extra={"account": account.name, "ip": peer.ip})
    return account


def password_for(request: Request, name: str, password: str) -> str:
    """`password`, when an account can have it. Raises `Failed`."""
    if not request.house.accounts.may_say_password(request.session.peer):
        raise Failed(r.REGISTER_UNACCEPTABLE_PASSWORD, name, text=UNSAFE)
    try:
        prepared = saslprep(password)
    except ScramError:
        raise Failed(r.REGISTER_UNACCEPTABLE_PASSWORD, name, text="It has characters that a password can't") from None
    if len(prepared.encode()) > LONGEST or len(password.encode()) > LONGEST:
        raise Failed(r.REGISTER_UNACCEPTABLE_PASSWORD, name, text=f"It is longer than {LONGEST} bytes")
    least = request.house.settings.accounts.password_length
    if len(prepared) < least or fold(prepared[:LONGEST]) == fold(name):
        text = f"Use a password of at least {least} characters that is not your name"
        raise Failed(r.REGISTER_WEAK_PASSWORD, name, text=text)
    return password


def _name(request: Request, name: str) -> str:
    """The name that the account is to have. Raises `Failed`."""
    house, nick = request.house, request.nick
    settings = house.settings
    if not settings.accounts.registration:
        raise Failed(r.REGISTER_TEMPORARILY_UNAVAILABLE, name, text="Accounts are made by the operators here")
    account = account_of(request)
    if account is not None:
        raise Failed(r.REGISTER_ALREADY_AUTHENTICATED, account.name)
    if nick == "*":
        raise Failed(r.REGISTER_NEED_NICK, "*")
    if name == "*":
        name = nick
    elif fold(name) != fold(nick) and not settings.accounts.custom_names:
        raise Failed(r.REGISTER_ACCOUNT_NAME_MUST_BE_NICK, name)
    problem = nick_problem(name, settings.limits.nick_length, settings.names == "unicode")
    if fold(name) in SERVICES:
        problem = "it is one of the server's own"
    if fold(name) in house.state.retired:
        problem = "it was an account that was given up"
    holder = house.state.user(name)
    if holder is not None and holder.uid != request.session.uid:
        problem = "somebody has this nickname at the moment"
    elif resembles(house.state, name, request.session.uid, ""):
        problem = "it looks like another one"
    owner = house.state.account(name)
    if owner is not None and not owner.code:
        raise Failed(r.REGISTER_ACCOUNT_EXISTS, name)
    if problem:
        raise Failed(r.REGISTER_BAD_ACCOUNT_NAME, name, text=f"This name can't be an account's: {problem}")
    return name


def _email(request: Request, name: str, email: str) -> str:
    if email == "*" and not request.house.settings.accounts.email_required:
        return ""
    if not _EMAIL.fullmatch(email) or not all(map(is_seen, email)):
        raise Failed(r.REGISTER_INVALID_EMAIL, name)
    return email


def _act(request: Request) -> tuple[int, str, str, str, str]:
    if request.session.uid:
        return request.act()
    said = request.session.registration
    source = f"{said.nick or '*'}!{said.username or '*'}@{request.house.host(request.session.peer)}"
    return (*request.house.ids.stamp(), "", source, said.account)


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def _tell_operators(house: House, account: Account, code: str) -> None:
    who = f"{account.name} ({account.email or 'no email'})"
    text = f"{who} has registered and needs this code: VERIFY {account.name} {code}"
    logger.warning("account waits for verification", extra={"account": account.name, "code": code})
    operators = house.state.users.values() if house.state.bearers["o"] else ()
    for user in [user for user in operators if "o" in user.modes]:
        for session in house.fanout.sessions_of(user.uid):
            Request(house, session, Message("NOTICE", [])).notice(text)
