# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may come in: limits on open connections and on new ones, per IPv4 address and per IPv6 /64.

Rules: whoever was let in by `enter` is given back by `leave`, once; `move` is for people behind gateways, who count for
themselves. Exempt networks count towards the total alone.
Memory is bounded by the open connections and by the addresses whose burst has not been regained. An address whose
connections were closed for flooding `MOST_FLOODS` times has to stay away; each of them is forgotten in `FORGIVEN`
seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from services.chat.settings.values import Network, origin, within

_SWEEP_EVERY: Final = 4096
MOST_FLOODS: Final = 3
FORGIVEN: Final = 30.0


class Limits(Protocol):
    """What the gate needs to know; `settings.Limits` is one. 0 means no limit."""

    @property
    def connections(self) -> int: ...
    @property
    def connections_per_ip(self) -> int: ...
    @property
    def connect_rate(self) -> float: ...
    @property
    def connect_burst(self) -> int: ...


@dataclass(slots=True)
class _Origin:
    """One address: its open connections, and how many more may come at once as of `at`.

    `clean_at` is when the last of its floods is forgotten.
    """

    open: int
    tokens: float
    at: float
    clean_at: float = 0.0


class Gate:
    """Counts connections. `clock` gives seconds that never run backwards."""

    def __init__(self, limits: Limits, exempt: Sequence[Network], clock: Callable[[], float]) -> None:
        self._limits = limits
        self._exempt = exempt
        self._clock = clock
        self._origins: dict[str, _Origin] = {}
        self._entries = 0
        self.open = 0

    def configure(self, limits: Limits, exempt: Sequence[Network]) -> None:
        """Take on new limits. Whoever is in stays in."""
        self._limits = limits
        self._exempt = exempt

    def enter(self, ip: str) -> str:
        """Let a connection from `ip` in and return "", or return the sentence that refuses it."""
        limits = self._limits
        if self.open >= limits.connections:
            return "The server is full; try again later"
        self._entries += 1
        if self._entries % _SWEEP_EVERY == 0:
            self._sweep()
        now = self._clock()
        name = origin(ip)
        known = self._origins.get(name)
        if known is None:
            known = self._origins[name] = _Origin(0, float(limits.connect_burst), now)
        if not self._is_exempt(ip):
            if known.clean_at - now > (MOST_FLOODS - 1) * FORGIVEN:
                return "Excess flood from your address; try again in a minute"
            if limits.connections_per_ip and known.open >= limits.connections_per_ip:
                return "Too many connections from your address"
            if limits.connect_rate:
                known.tokens = self._tokens(known, now)
                known.at = now
                if known.tokens < 1:
                    return "Too many new connections from your address; try again in a moment"
                known.tokens -= 1
        known.open += 1
        self.open += 1
        return ""

    def leave(self, ip: str) -> None:
        """A connection that was let in has ended."""
        self.open -= 1
        name = origin(ip)
        known = self._origins[name]
        known.open -= 1
        if self._is_forgotten(known, self._clock()):
            del self._origins[name]

    def move(self, ip: str, to: str) -> str:
        """A connection that was let in from `ip`, a gateway's, is somebody's at `to`: it leaves, and enters anew.

        "", or the sentence that refuses it; then it is counted no more.
        """
        if not self._is_exempt(ip):
            self._origins[origin(ip)].tokens += 1  # it was not the gateway's own
        self.leave(ip)
        return self.enter(to)

    def flooded(self, ip: str) -> None:
        """A connection that was let in, and is to be closed, sent more than is tolerated."""
        if not self._is_exempt(ip):
            known, now = self._origins[origin(ip)], self._clock()
            known.clean_at = min(max(known.clean_at, now) + FORGIVEN, now + MOST_FLOODS * FORGIVEN)

    def _is_forgotten(self, known: _Origin, now: float) -> bool:
        return not known.open and known.clean_at <= now and self._tokens(known, now) >= self._limits.connect_burst

    def _is_exempt(self, ip: str) -> bool:
        return within(ip, self._exempt)

    def _tokens(self, known: _Origin, now: float) -> float:
        return min(self._limits.connect_burst, known.tokens + (now - known.at) * self._limits.connect_rate)

    def _sweep(self) -> None:
        now = self._clock()
        for name in [name for name, known in self._origins.items() if self._is_forgotten(known, now)]:
            del self._origins[name]
