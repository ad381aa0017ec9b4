# SPDX-License-Identifier: GPL-3.0-or-later
"""Logging in and out, by whichever way: SASL, REGISTER, NickServ. Who proves an account to be theirs comes here.

Before registration a login is remembered in the session, and the person is connected with it; afterwards it is an
`AccountChanged`, which others see. It is the person's, so all sessions of one person are logged in to one account.
Source: IRCv3 sasl-3.1 (900, 901), sasl-3.2 (reauthentication), account-notify.
"""

import logging
import secrets
from typing import Final

from protocol import numerics as n
from protocol.message import Message
from services.chat.context import Request
from services.chat.events import AccountChanged, NickChanged
from services.chat.flows.absence import show_waiting
from services.chat.flows.stays import keep, let_go, should_stay
from services.chat.parts.credentials import LONGEST, Busy
from services.chat.rules import Refusal, kept_by, reserved
from services.chat.state import Account, State, User

logger: Final = logging.getLogger(__name__)
LONGEST_NAME: Final = 128
WRONG: Final = "the account or the password is wrong"
TOO_OFTEN: Final = "too many attempts; wait a little and try again"
BUSY: Final = "too many people are logging in just now; try again in a moment"
ANYBODY: Final = "Guest"  # the beginning of what `give_up_nick` calls people
UNSAFE: Final = "a password may be sent over TLS only; connect with TLS"
UNVERIFIED: Final = "this account still waits for VERIFY with its code"


class Denied(Refusal):
    """The login failed. The text is for the person: half a sentence."""


async def prove(request: Request, name: str, password: str) -> Account:
    """The account of this name, if that is its password. Raises `Denied`."""
    accounts, peer, name = request.house.accounts, request.session.peer, name[:LONGEST_NAME]
    if not accounts.may_say_password(peer):
        raise Denied(UNSAFE)
    if not accounts.may_guess(peer, name):
        raise too_often(request, name)
    account = request.house.state.account(name)
    stored = account.password if account is not None and len(password.encode()) <= LONGEST else ""
    try:
        matched = await accounts.credentials.matches(stored, password, known=accounts.knows(peer, name))
    except Busy:
        accounts.guessed_right(peer, name)
        raise Denied(BUSY) from None
    if not matched or account is None:
        raise denied(request, name)
    accounts.guessed_right(peer, name)
    return usable(request, name)


def usable(request: Request, name: str) -> Account:
    """The account, which is proved to be the asker's. Raises `Denied` when it can't be used."""
    account = request.house.state.account(name)
    if account is None:
        raise Denied(WRONG)
    if account.code:
        raise Denied(UNVERIFIED)
    return account


def denied(request: Request, name: str) -> Denied:
    """What to raise for a wrong guess, which is logged."""
    logger.warning("login failed", extra={"account": name, "ip": request.session.peer.ip})
    return Denied(WRONG)


def too_often(request: Request, name: str) -> Denied:
    """What to raise when there were too many guesses, which is logged."""
    logger.warning("too many login attempts", extra={"account": name, "ip": request.session.peer.ip})
    return Denied(TOO_OFTEN)


def account_of(request: Request) -> Account | None:
    """The account that the session is logged in to."""
    state, session = request.house.state, request.session
    user = session.user(state)
    return state.account(user.account if user is not None else session.registration.account)


def may_move(request: Request, account: Account) -> None:
    """Raises `Denied` when the person can't log in to this account now."""
    user = request.session.user(request.house.state)
    if user is not None and user.account and user.account != account.name:
        stays_itself(request.house.state, user, account.name)
        others = len(request.house.fanout.sessions_of(user.uid)) > 1
        if others or user.always_on:
            raise Denied(f"you share this nickname with other clients of {user.account}; log in on a new connection")


def stays_itself(state: State, user: User, account: str, nick: str = "") -> None:
    """Raises `Denied` for who would leave a ban or a mute behind by being logged in to `account`, or called `nick`.

    A nickname that belongs to the account that they leave goes with it.
    """
    if not nick:
        nick = ANYBODY if reserved(state, user.nick, account) else user.nick
    channel = kept_by(state, user, nick, account)
    if channel is not None:
        raise Denied(f"{user.nick} is banned or muted in {channel.name} and has to leave it first")


async def log_in(request: Request, account: Account) -> None:
    """The session's person is now logged in to `account`. Raises a `Refusal` when that can't be."""
    house, session = request.house, request.session
    user = session.user(house.state)
    may_move(request, account)
    house.accounts.remember(session.peer, account.name)
    logger.info("logged in", extra={"account": account.name, "ip": session.peer.ip})
    if user is None:
        session.registration.account = account.name
        _tell(request, account.name)
        return
    before = user.account
    _tell(request, account.name)  # before one's own ACCOUNT, which tells what 900 has set
    if before != account.name:
        try:
            await request.submit(AccountChanged(*request.act(), account.name))
        except Refusal:
            _tell(request, before)
            raise
    await give_up_nick(request)
    if should_stay(house, user):
        await keep(house, user)
    await show_waiting(request)


async def log_out(request: Request) -> None:
    """The session's person is logged out, on all of their clients, and gives up a nickname that is the account's."""
    user = request.user
    stays_itself(request.house.state, user, "")
    if user.always_on:
        await let_go(request.house, user)
    try:
        await request.submit(AccountChanged(*request.act(), ""))
    except Refusal:
        if not user.always_on:
            raise
        await let_go(request.house, user)  # another client of theirs has just had them kept
        await request.submit(AccountChanged(*request.act(), ""))
    _tell(request, "")
    await give_up_nick(request)


async def give_up_nick(request: Request) -> None:
    """Who has the nickname of an account that is not theirs is given another one."""
    house, user = request.house, request.user
    if not reserved(house.state, user.nick, user.account):
        return
    nick = ""
    while not nick or house.state.user(nick) is not None or house.state.account(nick) is not None:
        nick = f"{ANYBODY}{secrets.randbelow(10**8)}"[: house.settings.limits.nick_length]
    await request.submit(NickChanged(*request.act(), nick, conversations=tuple(sorted(user.channels))))


def _tell(request: Request, account: str) -> None:
    """900 or 901 to every client of the person."""
    house, session = request.house, request.session
    sessions = house.fanout.sessions_of(session.uid) if session.uid else (session,)
    for one in tuple(sessions):
        asked = request if one is session else Request(house, one, Message("AUTHENTICATE", []))
        if account:
            asked.reply(n.RPL_LOGGEDIN, _mask(asked), account)
        else:
            asked.reply(n.RPL_LOGGEDOUT, _mask(asked))


def _mask(request: Request) -> str:
    user = request.session.user(request.house.state)
    if user is not None:
        return user.source
    said = request.session.registration
    return f"{said.nick or '*'}!{said.username or '*'}@{request.house.host(request.session.peer)}"
