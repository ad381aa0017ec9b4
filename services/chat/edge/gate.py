# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may come in: limits on open connections and on new ones, per IPv4 address and per IPv6 /64.

Rules: whoever was let in by `enter` is given back by `leave`, once. Exempt networks count towards the total alone.
Memory is bounded by the open connections and by the addresses whose burst has not been regained.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from services.chat.settings.values import Network, origin, within

_SWEEP_EVERY: Final = 4096


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
    """One address: its open connections, and how many more may come at once as of `at`."""

    open: int
    tokens: float
    at: float


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
        if not known.open and self._tokens(known, self._clock()) >= self._limits.connect_burst:
            del self._origins[name]

    def _is_exempt(self, ip: str) -> bool:
        return within(ip, self._exempt)

    def _tokens(self, known: _Origin, now: float) -> float:
        return min(self._limits.connect_burst, known.tokens + (now - known.at) * self._limits.connect_rate)

    def _sweep(self) -> None:
        now, burst = self._clock(), self._limits.connect_burst
        for name in [n for n, known in self._origins.items() if not known.open and self._tokens(known, now) >= burst]:
            del self._origins[name]
