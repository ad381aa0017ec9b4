# SPDX-License-Identifier: GPL-3.0-or-later
"""NickServ: accounts, for people whose client has no buttons for them.

It does what REGISTER, VERIFY and AUTHENTICATE do, by the same functions, and what these have no words for: passwords,
certificates, sessions, and whether one stays without a client. A password said to it is one said over the connection,
so it is refused where AUTHENTICATE PLAIN would be.
"""

from datetime import UTC, datetime
from typing import Final

from services.chat.bots.base import Bot, Talk, Word
from services.chat.events import (
    AccountDropped,
    AccountSettingsChanged,
    FingerprintAdded,
    FingerprintRemoved,
    NickChanged,
    PasswordChanged,
)
from services.chat.flows.login import BUSY, Denied, account_of, log_in, log_out, prove, stays_itself
from services.chat.flows.pacing import Pace
from services.chat.flows.signup import create, password_for, verify
from services.chat.flows.stays import keep, let_go, send_off, should_stay
from services.chat.names import fold
from services.chat.parts.accounts import Accounts
from services.chat.parts.credentials import Busy
from services.chat.rules import Refusal, user_named
from services.chat.state import Account, User

FINGERPRINTS: Final = 20
_HEX: Final = frozenset("0123456789abcdef")


def _mine(talk: Talk) -> Account:
    account = account_of(talk.request)
    if account is None:
        raise Denied("log in first: IDENTIFY account password")
    return account


async def register(talk: Talk) -> None:
    account = await create(talk.request, "*", talk.param(1) or "*", talk.param(0))
    if account.code:
        talk.say(f"{account.name} waits for a code, which an operator has. Then say: VERIFY {account.name} code")
    else:
        talk.say(f"{account.name} is now registered, and you are logged in to it.")
        await log_in(talk.request, account)


async def verify_(talk: Talk) -> None:
    account = await verify(talk.request, talk.param(0), talk.param(1))
    talk.say(f"{account.name} is now registered, and you are logged in to it.")
    await log_in(talk.request, account)


async def identify(talk: Talk) -> None:
    name = talk.param(0) if len(talk.params) > 1 else talk.request.user.nick
    account = await prove(talk.request, name, talk.params[-1])
    await log_in(talk.request, account)
    talk.say(f"You are now logged in as {account.name}.")


async def logout(talk: Talk) -> None:
    account = _mine(talk)
    await log_out(talk.request)
    talk.say(f"You are no longer logged in as {account.name}.")


async def info(talk: Talk) -> None:
    state, user = talk.request.house.state, talk.request.user
    account = state.account(talk.param(0) or user.account or user.nick)
    if account is None:
        raise Refusal("there is no such account")
    talk.say(f"{account.name} was registered on {_day(account.registered_at)}.")
    here = sorted(other.nick for other in state.of_account(account.name))
    talk.say(f"Here as: {', '.join(here)}" if here else "Not here at the moment.")
    if user.account == account.name or "o" in user.modes:
        accounts = talk.request.house.accounts
        talk.say(f"Email: {account.email or 'none'}. Certificates: {len(account.fingerprints)}.")
        talk.say(_choices(accounts, account))
        if account.code:
            talk.say("It waits for VERIFY with its code.")


async def passwd(talk: Talk) -> None:
    account = await prove(talk.request, _mine(talk).name, talk.param(0))
    password = password_for(talk.request, account.name, talk.param(1))
    try:
        hashed, keys = await talk.request.house.accounts.credentials.make(password)
    except Busy:
        raise Denied(BUSY) from None
    await talk.request.submit(PasswordChanged(*talk.request.act(), account.name, hashed, keys))
    talk.say("Your password is changed.")


async def cert(talk: Talk) -> None:
    account, action = _mine(talk), talk.param(0).upper()
    if action == "LIST":
        for fingerprint, time in account.fingerprints.items():
            talk.say(f"{fingerprint} since {_day(time)}")
        talk.say(f"{len(account.fingerprints)} certificates.")
        return
    own = talk.request.session.peer.fingerprint
    fingerprint = talk.param(1).replace(":", "").lower() or own
    if len(fingerprint) != 64 or not _HEX.issuperset(fingerprint):
        raise Refusal("give the SHA-256 of the certificate in hexadecimal, or connect with it")
    if action == "ADD":
        if len(account.fingerprints) >= FINGERPRINTS:
            raise Refusal(f"{FINGERPRINTS} certificates are as many as an account may have")
        await talk.request.submit(FingerprintAdded(*talk.request.act(), account.name, fingerprint, own == fingerprint))
        talk.say(f"{fingerprint} now logs in to {account.name} (SASL EXTERNAL).")
    elif action == "DEL":
        await talk.request.submit(FingerprintRemoved(*talk.request.act(), account.name, fingerprint))
        talk.say(f"{fingerprint} no longer logs in to {account.name}.")
    else:
        raise Refusal("say CERT ADD, CERT DEL or CERT LIST")


def _other(talk: Talk) -> User:
    """Somebody else with a nickname of the asker's account. Raises a `Refusal`."""
    account, other = _mine(talk), user_named(talk.request.house.state, talk.param(0))
    if other.uid == talk.request.user.uid:
        raise Refusal("that is you")
    if other.account != account.name and fold(other.nick) != fold(account.name):
        raise Refusal(f"{other.nick} is not yours")
    return other


async def _send_away(talk: Talk, other: User) -> None:
    house = talk.request.house
    if other.always_on:
        await let_go(house, other, "Ghost")
    for session in tuple(house.fanout.sessions_of(other.uid)):
        session.close(f"Ghost: {talk.request.user.nick} has the nickname now")


async def ghost(talk: Talk) -> None:
    other = _other(talk)
    await _send_away(talk, other)
    talk.say(f"{other.nick} is gone.")


async def regain(talk: Talk) -> None:
    request, nick = talk.request, talk.param(0)
    stays_itself(request.house.state, request.user, request.user.account, nick)
    if request.house.state.user(nick) is not None:
        await _send_away(talk, _other(talk))
    elif fold(nick) != fold(_mine(talk).name):
        raise Refusal(f"{nick} is not yours")
    user = request.user  # who had the nickname leaves before this one's change
    await request.submit(NickChanged(*request.act(), nick, conversations=tuple(sorted(user.channels))))
    talk.say(f"You have {nick} now.")


async def set_(talk: Talk) -> None:
    account, name, value = _mine(talk), talk.param(0).upper(), talk.param(1).lower()
    if name not in ("ALWAYS-ON", "MULTICLIENT") or value not in ("on", "off", "default"):
        raise Refusal("say SET ALWAYS-ON or SET MULTICLIENT, and ON, OFF or DEFAULT")
    house, value = talk.request.house, "" if value == "default" else value
    always_on = value if name == "ALWAYS-ON" else account.always_on
    multiclient = value if name == "MULTICLIENT" else account.multiclient
    await talk.request.submit(AccountSettingsChanged(*talk.request.act(), account.name, always_on, multiclient))
    user, kept = talk.request.user, house.state.users.get(account.kept)
    if should_stay(house, user):
        Pace(talk.request).spend(len(user.channels))  # each is written down for good
        await keep(house, user)
    elif kept is not None and not house.accounts.always_on(account):
        await let_go(house, kept)
    talk.say(_choices(house.accounts, account))


async def sessions(talk: Talk) -> None:
    house, account = talk.request.house, _mine(talk)
    count = 0
    for user in sorted(house.state.of_account(account.name), key=lambda user: user.nick):
        for session in house.fanout.sessions_of(user.uid):
            count += 1
            you = " (this one)" if session is talk.request.session else ""
            how = "TLS" if session.peer.secure else "no TLS"
            talk.say(f"{count}. {user.nick} from {session.peer.ip}, {how}, since {_moment(session.opened_at)}{you}")
        if not house.fanout.sessions_of(user.uid):
            talk.say(f"{user.nick} stays without a client.")


async def drop(talk: Talk) -> None:
    house, account = talk.request.house, _mine(talk)
    if fold(talk.param(0)) != fold(account.name):
        raise Refusal(f"you are logged in as {account.name}; give that name")
    for user in house.state.of_account(account.name):
        stays_itself(house.state, user, "")
    code = house.accounts.credentials.code(f"drop {account.name} {account.registered_at}")
    if talk.param(1) != code:
        sure = f"If you are sure, say: UNREGISTER {account.name} {code}"
        talk.say(f"This can't be undone, and nobody can register the name again. {sure}")
        return
    kept = house.state.users.get(account.kept)
    if kept is not None:
        await let_go(house, kept)
    people = house.state.of_account(account.name)
    await talk.request.submit(AccountDropped(*talk.request.act(), account.name))
    send_off(house, people, "No longer always on")  # who was kept at this very moment
    talk.say(f"The account {account.name} is no more.")


def _choices(accounts: Accounts, account: Account) -> str:
    always_on, multiclient = (
        "yes" if choice else "no" for choice in (accounts.always_on(account), accounts.multiclient(account))
    )
    return f"Always on: {always_on}. Several clients: {multiclient}."


def _day(time: int) -> str:
    return f"{datetime.fromtimestamp(time / 1000, UTC):%Y-%m-%d}"


def _moment(time: int) -> str:
    return f"{datetime.fromtimestamp(time / 1000, UTC):%Y-%m-%d %H:%M} UTC"


NICKSERV: Final = Bot(
    "NickServ",
    "I register nicknames as accounts. A nickname that is an account belongs to it.",
    (
        Word("REGISTER", register, 1, "password [email]", "make your nickname an account"),
        Word("VERIFY", verify_, 2, "account code", "finish registering with the code that an operator gave you"),
        Word("IDENTIFY", identify, 1, "[account] password", "log in"),
        Word("LOGOUT", logout, 0, "", "log out, on all clients that share your nickname"),
        Word("INFO", info, 0, "[account]", "what is known of an account"),
        Word("PASSWD", passwd, 2, "old new", "change your password"),
        Word("CERT", cert, 1, "ADD|DEL [fingerprint] | LIST", "client certificates that log in (SASL EXTERNAL)"),
        Word("GHOST", ghost, 1, "nick", "close a connection that has your nickname"),
        Word("REGAIN", regain, 1, "nick", "the same, and take the nickname"),
        Word("SET", set_, 2, "ALWAYS-ON|MULTICLIENT ON|OFF|DEFAULT", "stay without a client; share one nickname"),
        Word("SESSIONS", sessions, 0, "", "your clients"),
        Word("UNREGISTER", drop, 1, "account [code]", "give your account up"),
    ),
    {"LOGIN": "IDENTIFY", "DROP": "UNREGISTER", "ID": "IDENTIFY"},
)
