# SPDX-License-Identifier: GPL-3.0-or-later
"""What logging in needs beside the state: the password workers, the throttles, and the SASL exchanges under way.

Rules:
- A password is said over TLS, on loopback, or nowhere, unless `accounts.plaintext_passwords` allows it. SCRAM does not
  say it, so it is offered on every connection; EXTERNAL where there can be a certificate.
- A guess counts against the network it comes from (an IPv4 address, an IPv6 /64), and against the account as guessed at
  from there; who got it right is given the try back. Exempt networks are not counted, their guesses at an account are.
- Guesses by password from networks that never logged in to the account count against it all together, so that many
  machines are slowed, too. They do not stop those who come from where it has logged in before, or with a proof that
  costs us nothing: SCRAM, a client certificate.
Source: IRCv3 sasl-3.1, sasl-3.2.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from protocol.sasl import Payload
from protocol.scram import ScramServer
from services.chat.names import fold
from services.chat.parts.credentials import Credentials, Throttle
from services.chat.parts.networks import KnownNetworks
from services.chat.session import Peer, Session
from services.chat.settings.model import Settings
from services.chat.settings.values import loopback, origin, within
from services.chat.state import Account

MECHANISMS: Final = ("PLAIN", "EXTERNAL", "SCRAM-SHA-256")
ACCOUNT_TRIES: Final = (10, 10.0)  # from one network: at once, then one every so many seconds
STRANGERS_TRIES: Final = (100, 2.0)  # from all networks that are not known to it
NETWORK_TRIES: Final = (20, 3.0)
REGISTRATIONS: Final = (5, 60.0)
SERVER: Final = "server password"  # in an account's place; no account has a space in its name


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

    def __init__(
        self,
        settings: Callable[[], Settings],
        clock: Callable[[], float],
        credentials: Credentials,
        networks: KnownNetworks | None = None,
    ) -> None:
        """`settings` gives those that are in force now."""
        self.credentials = credentials
        self.networks = networks or KnownNetworks()
        self.exchanges: dict[Session, Exchange] = {}
        self._settings = settings
        self._by_account = Throttle(clock, *ACCOUNT_TRIES)
        self._strangers = Throttle(clock, *STRANGERS_TRIES)
        self._by_network = Throttle(clock, *NETWORK_TRIES)
        self._registrations = Throttle(clock, *REGISTRATIONS)

    def may_guess(self, peer: Peer, name: str, *, proof: bool = False) -> bool:
        """Count a guess at the password of `name`. False when there were too many.

        `proof` is a guess that takes no password worker: those of strangers do not count together.
        """
        network = origin(peer.ip)
        if not self._exempt(peer) and not self._by_network.take(network):
            return False
        if not self._by_account.take(f"{network} {fold(name)}"):
            return False
        return proof or self.knows(peer, name) or self._strangers.take(fold(name))

    def guessed_right(self, peer: Peer, name: str, *, proof: bool = False) -> None:
        """Give the try back: it was no guess."""
        network = origin(peer.ip)
        self._by_network.give_back(network)
        self._by_account.give_back(f"{network} {fold(name)}")
        if not proof and not self.knows(peer, name):
            self._strangers.give_back(fold(name))

    def knows(self, peer: Peer, name: str) -> bool:
        """Whether `name` has logged in from the network of `peer` before."""
        return self.networks.knows(name, origin(peer.ip))

    def remember(self, peer: Peer, name: str) -> None:
        """`name` has logged in from there."""
        self.networks.add(name, origin(peer.ip))

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
