# SPDX-License-Identifier: GPL-3.0-or-later
"""The networks that each account has logged in from: strangers' guesses at its password do not stop its owner there.

A network is what `values.origin` makes of an address. Of each account the `MOST` newest are remembered, for `DAYS`
after the last login, also over restarts; they are forgotten with the account. Operators' names are remembered as well.
"""

from collections.abc import Callable
from typing import Final

from services.chat.events import AccountDropped, Event
from services.chat.names import fold

MOST: Final = 16
DAY: Final = 86_400_000  # milliseconds
DAYS: Final = 180


class KnownNetworks:
    """`now` gives Unix milliseconds; `save` keeps (account, network, time), and `found` are what it has kept."""

    def __init__(
        self,
        now: Callable[[], int] = int,
        save: Callable[[str, str, int], None] = lambda account, network, time: None,
        found: list[tuple[str, str, int]] | None = None,
    ) -> None:
        self._now = now
        self._save = save
        self._known: dict[str, dict[str, int]] = {}
        for account, network, time in found or ():
            self._known.setdefault(account, {})[network] = time

    def knows(self, name: str, network: str) -> bool:
        """Whether somebody has logged in to `name` from there."""
        time = self._known.get(fold(name), {}).get(network)
        return time is not None and time > self._now() - DAYS * DAY

    def add(self, name: str, network: str) -> None:
        """Somebody has. It is saved once a day."""
        now, mine = self._now(), self._known.setdefault(fold(name), {})
        before = mine.pop(network, None)
        mine[network] = now if before is None or now - before > DAY else before
        if mine[network] != before:
            self._save(fold(name), network, now)
        while len(mine) > MOST:
            del mine[next(iter(mine))]

    def observe(self, event: Event) -> None:
        """An event has been applied: an account that was given up has no networks."""
        if isinstance(event, AccountDropped):
            self._known.pop(fold(event.name), None)
