# SPDX-License-Identifier: GPL-3.0-or-later
"""Logging in with SASL, while registering or later; registering an account.

Rules: SCRAM-SHA-256 before PLAIN, each tried once. PLAIN gives the password away, so without TLS it is used on
loopback only, unless the person allowed it. A failed login while registering ends the connection with a sentence and
a way on: we do not go in as somebody else. Passwords appear in no sentence, event or repr.
Sources: IRCv3 sasl-3.1, sasl-3.2; draft/account-registration.
"""

from __future__ import annotations

from dataclasses import replace

from clients.session import connection, history, sasl
from clients.session.core import Core
from clients.session.events import AccountChanged, AccountRegistered, Refused, WayOn
from clients.session.sentences import Sentence
from clients.session.state import Login
from protocol import capabilities as caps
from protocol.message import Message
from protocol.sasl import ABORT, BadPayload, Payload, TooLong, pieces

NO_LOGIN = Sentence("This server does not offer logging in.")
BAD_PASSWORD = Sentence("The server does not accept this account and password.")
NOT_WHO = Sentence(
    "The server could not prove that it knows your password. It may not be the server you think; the login was stopped."
)
COSTLY = Sentence("The login was stopped: the server asks for far more work than a password needs.")
UNSAFE = Sentence(
    "The password was not sent: this connection is not encrypted. Use an address that begins with ircs://."
)

NO_REGISTRATION = Sentence("This server does not offer registering an account here.")
CODE_SENT = Sentence("A code was sent to you; enter it to finish.")
IS_REGISTERED = Sentence("The account {account} is registered.")


def wanted(core: Core) -> bool:
    return bool(core.config.password and (core.config.account or core.config.nick))


def begin(core: Core, account: str, password: str) -> bool:
    """Start the exchange. False, with a sentence said, if there is no way to."""
    if not core.has(caps.SASL.name):
        core.emit(Refused(NO_LOGIN, WayOn.NONE))
        return False
    core.link.login = Login(sasl.Plain("", ""), account or core.config.nick, password)
    return _next_mechanism(core)


def _next_mechanism(core: Core) -> bool:
    login = core.link.login
    if login is None:
        return False
    offered = [name for name in core.link.offered.get(caps.SASL.name, "").upper().split(",") if name]
    for mechanism in (sasl.ScramSha256, sasl.Plain):
        if mechanism.name in login.tried or (offered and mechanism.name not in offered):
            continue
        if mechanism is sasl.Plain and not (
            core.network.secure or core.config.loopback or core.config.allow_plaintext_password
        ):
            core.link.login = None
            _refuse(core, UNSAFE)
            return False
        login.tried.add(mechanism.name)
        try:
            login.mechanism = mechanism(login.account, login.password)
        except sasl.Rejected:
            continue
        login.payload = Payload()
        core.send("AUTHENTICATE", mechanism.name)
        return True
    core.link.login = None
    _refuse(core, NO_LOGIN if not login.tried else BAD_PASSWORD)
    return False


def _refuse(core: Core, sentence: str) -> None:
    core.emit(Refused(sentence, WayOn.CHECK_PASSWORD))
    if not core.link.welcomed:
        connection.halt(core, sentence)


def on_authenticate(core: Core, message: Message) -> None:
    login = core.link.login
    if login is None or not message.params:
        return
    try:
        challenge = login.payload.feed(message.params[0])
        if challenge is None:
            return
        response = login.mechanism.answer(challenge)
    except (TooLong, BadPayload):
        _abort(core, NOT_WHO)
        return
    except sasl.Rejected as rejected:
        _abort(core, BAD_PASSWORD if rejected.refused else COSTLY if rejected.costly else NOT_WHO)
        return
    for part in pieces(response):
        core.send("AUTHENTICATE", part)


def _abort(core: Core, sentence: str) -> None:
    core.link.login = None
    core.send("AUTHENTICATE", ABORT)
    _refuse(core, sentence)


def on_success(core: Core, message: Message) -> bool:
    """903. True if the negotiation may go on."""
    login = core.link.login
    if login is None:
        return False
    if not login.mechanism.proved:
        _abort(core, NOT_WHO)
        return False
    core.link.login = None
    core.config = replace(core.config, account=login.account, password=login.password)
    return True


def on_failure(core: Core, message: Message) -> bool:
    """902, 904, 905, 906, 907, 908: another mechanism, or the end of it."""
    if core.link.login is None:
        return False
    if message.command == "908" and len(message.params) > 1:
        core.link.offered[caps.SASL.name] = message.params[1]
        return False  # 904 follows
    if message.command == "907":  # logged in already
        core.link.login = None
        return True
    if message.command == "904" and core.link.offered.get(caps.SASL.name, ""):
        # A listed mechanism refused the password: the other one would, too.
        core.link.login = None
        _refuse(core, BAD_PASSWORD)
        return False
    _next_mechanism(core)
    return False


def on_logged_in(core: Core, message: Message) -> None:
    """900 <nick> <nick!user@host> <account> :…"""
    if len(message.params) > 2:
        before = core.network.account
        set_account(core, message.params[2])
        if core.link.ready and core.network.account not in ("", before):
            history.ask_targets(core, core.clock.server_ms() - history.RECENT_MS)  # what waited for the account


def on_logged_out(core: Core, message: Message) -> None:
    set_account(core, "")


def set_account(core: Core, account: str) -> None:
    account = "" if account in ("*", "0") else account[: core.config.limits.name]
    if core.network.account != account:
        core.network.account = account
        core.emit(AccountChanged(account))


def register(core: Core, account: str, password: str, email: str) -> None:
    if not core.network.features.register:
        core.emit(Refused(NO_REGISTRATION, WayOn.NONE))
    elif not (core.network.secure or core.config.loopback or core.config.allow_plaintext_password):
        core.emit(Refused(UNSAFE, WayOn.NONE))
    else:
        core.login_asked = (account or core.network.nick, password)
        core.send("REGISTER", account or "*", email or "*", password)


def verify(core: Core, account: str, code: str) -> None:
    core.send("VERIFY", account or core.network.nick, code)


def on_register(core: Core, message: Message) -> None:
    """REGISTER|VERIFY SUCCESS|VERIFICATION_REQUIRED <account> <message>"""
    if len(message.params) < 2:
        return
    status, account = message.params[0].upper(), message.params[1]
    sentence = message.params[2] if len(message.params) > 2 else ""
    if status == "VERIFICATION_REQUIRED":
        core.emit(AccountRegistered(account, sentence or CODE_SENT, verify=True))
        return
    if core.login_asked is not None:
        asked, password = core.login_asked
        core.login_asked = None
        core.config = replace(core.config, account=asked, password=password)
    set_account(core, account)
    core.emit(AccountRegistered(account, sentence or IS_REGISTERED.of(account=account)))
