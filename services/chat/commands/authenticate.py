# SPDX-License-Identifier: GPL-3.0-or-later
"""AUTHENTICATE: SASL with PLAIN, EXTERNAL and SCRAM-SHA-256, before registration and after it.

Source: IRCv3 sasl-3.1, sasl-3.2 ("Servers SHOULD allow a client, authenticated or otherwise, to reauthenticate by
sending a new AUTHENTICATE message at any time"); RFC 4616, RFC 4422, RFC 5802. What the server says is not prefixed, as
in the specification's examples.
"""

import secrets
from collections.abc import Awaitable, Callable
from typing import Final

from protocol import capabilities as caps
from protocol import numerics as n
from protocol import scram
from protocol.sasl import ABORT, BadPayload, TooLong, parse_external, parse_plain, pieces
from services.chat.context import Request
from services.chat.flows.login import LONGEST_NAME, Denied, denied, log_in, prove, too_often, usable
from services.chat.names import fold
from services.chat.parts.accounts import Exchange
from services.chat.parts.credentials import unpack
from services.chat.rules import Refusal

Step = Callable[[Request, Exchange, bytes], Awaitable[bool]]


async def handle(request: Request) -> None:
    """AUTHENTICATE mechanism | data | *"""
    exchanges, session = request.house.accounts.exchanges, request.session
    word = request.param(0)
    if not session.caps & caps.SASL.bit:
        request.reply(n.ERR_SASLFAIL, text="SASL authentication failed: request the sasl capability first")
        return
    exchange = exchanges.get(session)
    if word == ABORT:
        exchanges.pop(session, None)
        request.reply(n.ERR_SASLABORTED)
    elif exchange is None:
        _begin(request, word.upper())
    else:
        try:
            data = exchange.payload.feed(word)
            done = data is not None and await STEPS[exchange.mechanism](request, exchange, data)
            if done:
                await log_in(request, usable(request, exchange.name))
                request.reply(n.RPL_SASLSUCCESS)
        except TooLong:
            done = True
            request.reply(n.ERR_SASLTOOLONG)
        except Refusal as refusal:
            done = True
            request.reply(n.ERR_SASLFAIL, text=f"SASL authentication failed: {refusal}")
        except (BadPayload, scram.ScramError):
            done = True
            request.reply(n.ERR_SASLFAIL)
        if done:
            exchanges.pop(session, None)


def _begin(request: Request, mechanism: str) -> None:
    if not request.session.is_open():  # nobody would ever forget the exchange
        return
    offered = request.house.accounts.mechanisms(request.session.peer)
    if mechanism not in offered:
        request.reply(n.RPL_SASLMECHS, ",".join(offered))
        request.reply(n.ERR_SASLFAIL)
        return
    request.house.accounts.exchanges[request.session] = Exchange(mechanism)
    request.send("AUTHENTICATE +")


async def _plain(request: Request, exchange: Exchange, data: bytes) -> bool:
    said = parse_plain(data)
    if not _acts_as(said.authorization, said.authentication):
        raise Denied("nobody may act for another account")
    exchange.name = (await prove(request, said.authentication, said.password)).name
    return True


async def _external(request: Request, exchange: Exchange, data: bytes) -> bool:
    """The certificate says who it is; an authorization identity has to say the same."""
    fingerprint = request.session.peer.fingerprint
    name = request.house.state.fingerprints.get(fingerprint, "") if fingerprint else ""
    if not name:
        raise Denied("no account knows your certificate" if fingerprint else "you have shown no certificate")
    if not _acts_as(parse_external(data), name):
        raise Denied("your certificate belongs to another account")
    exchange.name = name
    return True


async def _scram(request: Request, exchange: Exchange, data: bytes) -> bool:
    if exchange.proved:
        if data:
            raise BadPayload("nothing was left to say")
        return True
    accounts, peer = request.house.accounts, request.session.peer
    if exchange.scram is None:
        first = scram.parse_client_first(data)
        name = scram.saslprep(first.user)[:LONGEST_NAME]
        if not _acts_as(first.authorization, first.user):
            raise Denied("nobody may act for another account")
        if not accounts.may_guess(peer, name, proof=True):
            raise too_often(request, name)
        account = request.house.state.account(name)
        keys = unpack(account.scram) if account is not None else accounts.credentials.strangers_keys(fold(name))
        exchange.name = account.name if account is not None else name
        exchange.scram = scram.ScramServer(first, keys, secrets.token_urlsafe(18))
        _say(request, exchange.scram.first())
        return False
    try:
        last = exchange.scram.final(data)
    except scram.ScramError:
        raise denied(request, exchange.name) from None
    accounts.guessed_right(peer, exchange.name, proof=True)
    usable(request, exchange.name)
    exchange.proved = True
    _say(request, last)
    return False


def _acts_as(authorization: str, authentication: str) -> bool:
    """An authorization identity is empty, or says what is proved anyway."""
    return not authorization or fold(authorization[:LONGEST_NAME]) == fold(authentication[:LONGEST_NAME])


def _say(request: Request, data: bytes) -> None:
    for piece in pieces(data):
        request.send(f"AUTHENTICATE {piece}")


STEPS: Final[dict[str, Step]] = {"PLAIN": _plain, "EXTERNAL": _external, "SCRAM-SHA-256": _scram}
