# SPDX-License-Identifier: GPL-3.0-or-later
"""What logging in needs beside the state: the password workers, the throttles, and the SASL exchanges under way.

Rules:
- A password is said over TLS, on loopback, or nowhere, unless `accounts.plaintext_passwords` allows it. SCRAM does not
  say it, so it is offered on every connection; EXTERNAL where there can be a certificate.
- A guess counts against the account and against the network it comes from (an IPv4 address, an IPv6 /64); who got it
  right is given the try back. Exempt networks are not counted, their guesses at an account are.
Source: IRCv3 sasl-3.1, sasl-3.2.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from protocol.sasl import Payload
from protocol.scram import ScramServer
from services.chat.names import fold
from services.chat.parts.credentials import Credentials, Throttle
from services.chat.session import Peer, Session
from services.chat.settings.model import Settings
from services.chat.settings.values import loopback, origin, within
from services.chat.state import Account

MECHANISMS: Final = ("PLAIN", "EXTERNAL", "SCRAM-SHA-256")
ACCOUNT_TRIES: Final = (10, 10.0)  # at once, then one every so many seconds
NETWORK_TRIES: Final = (20, 3.0)
REGISTRATIONS: Final = (5, 60.0)


@dataclass(slots=True)
class Exchange:
    """A SASL exchange under way. `proved` is set once nothing but the client's last word is missing."""

    mechanism: str
    payload: Payload = field(default_factory=Payload)
    scram: ScramServer | None = None
    name: str = ""
    proved: bool = False


class Accounts:
    """The tools of logging in. The accounts themselves are in `State`."""

    def __init__(self, settings: Callable[[], Settings], clock: Callable[[], float], credentials: Credentials) -> None:
        """`settings` gives those that are in force now."""
        self.credentials = credentials
        self.exchanges: dict[Session, Exchange] = {}
        self._settings = settings
        self._by_account = Throttle(clock, *ACCOUNT_TRIES)
        self._by_network = Throttle(clock, *NETWORK_TRIES)
        self._registrations = Throttle(clock, *REGISTRATIONS)

    def may_guess(self, peer: Peer, name: str) -> bool:
        """Count a guess at the password of `name`. False when there were too many."""
        if not self._exempt(peer) and not self._by_network.take(origin(peer.ip)):
            return False
        return self._by_account.take(fold(name))

    def guessed_right(self, peer: Peer, name: str) -> None:
        """It was none."""
        self._by_network.give_back(origin(peer.ip))
        self._by_account.give_back(fold(name))

    def may_register(self, peer: Peer) -> bool:
        """Count a registration. False when there were too many from there."""
        return self._exempt(peer) or self._registrations.take(origin(peer.ip))

    def may_say_password(self, peer: Peer) -> bool:
        """Whether a password may come over this connection."""
        return may_say_password(self._settings(), peer)

    def mechanisms(self, peer: Peer) -> list[str]:
        """The SASL mechanisms of this connection."""
        return mechanisms(self._settings(), peer)

    def always_on(self, account: Account) -> bool:
        """Whether people of this account stay without a client."""
        return account.always_on == "on" or (not account.always_on and self._settings().always_on)

    def multiclient(self, account: Account) -> bool:
        """Whether several clients of this account may share a nickname."""
        return account.multiclient == "on" or (not account.multiclient and self._settings().accounts.multiclient)

    def closed(self, session: Session) -> None:
        """The session is gone."""
        self.exchanges.pop(session, None)

    def _exempt(self, peer: Peer) -> bool:
        return within(peer.ip, self._settings().exempt_networks)


def may_say_password(settings: Settings, peer: Peer) -> bool:
    """Whether a password may come over a connection."""
    return peer.secure or loopback(peer.ip) or settings.accounts.plaintext_passwords


def mechanisms(settings: Settings, peer: Peer) -> list[str]:
    """The SASL mechanisms of a connection."""
    return [
        name
        for name in MECHANISMS
        if (name != "PLAIN" or may_say_password(settings, peer)) and (name != "EXTERNAL" or peer.secure)
    ]
