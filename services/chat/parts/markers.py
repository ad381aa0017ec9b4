# SPDX-License-Identifier: GPL-3.0-or-later
"""How far people have read: one time for each account and target, the same for all of its clients.

A marker only ever moves on. Accounts' are kept across restarts; those of a guest last as long as the visit.
Source: IRCv3 read-marker (draft).
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from services.chat.events import AccountDropped, Event, UserQuit
from services.chat.log.port import LogError, MarkerStore
from services.chat.names import fold
from services.chat.parts.networks import MOST as MOST_NETWORKS
from services.chat.state import User

logger: Final = logging.getLogger(__name__)
MOST_OF_A_GUEST = 200


class Markers:
    """Works in a thread of its own."""

    def __init__(self, open_store: Callable[[], MarkerStore]) -> None:
        """`open_store` is called in that thread."""
        self._executor = ThreadPoolExecutor(1, "markers")
        self._store = self._executor.submit(open_store).result()
        self._guests: dict[str, dict[str, int]] = {}

    async def get(self, user: User, target: str) -> int:
        """Unix milliseconds; 0 for none. `target` is folded."""
        if not user.account:
            return self._guests.get(user.uid, {}).get(target, 0)
        return await asyncio.get_running_loop().run_in_executor(self._executor, self._store.get, user.account, target)

    async def move(self, user: User, target: str, time: int) -> int:
        """Where the marker is then, which may be further."""
        if user.account:
            return await asyncio.get_running_loop().run_in_executor(
                self._executor, self._store.move, user.account, target, time
            )
        marks = self._guests.setdefault(user.uid, {})
        marks[target] = max(time, marks.pop(target, 0))
        while len(marks) > MOST_OF_A_GUEST:
            del marks[next(iter(marks))]
        return marks[target]

    def observe(self, event: Event) -> None:
        """An event has been applied: a guest who left needs no markers, nor does an account that was given up."""
        if isinstance(event, UserQuit):
            self._guests.pop(event.actor, None)
        elif isinstance(event, AccountDropped):
            self._aside(self._store.forget, event.name, fold(event.name))

    def networks(self, since: int) -> list[tuple[str, str, int]]:
        """What `remember` has kept since, oldest first. Raises LogError."""
        return self._executor.submit(self._store.networks, since).result()

    def remember(self, account: str, network: str, time: int) -> None:
        """Keep that the account has logged in from there (see `parts.networks`)."""
        self._aside(self._store.remember, account, network, time, MOST_NETWORKS)

    def _aside(self, work: Callable[..., None], *arguments: object) -> None:
        """Nobody waits for this; a failure is logged."""

        def attempt() -> None:
            try:
                work(*arguments)
            except LogError as error:
                logger.warning("what is kept of an account was not written", extra={"reason": str(error)})

        self._executor.submit(attempt)

    def close(self) -> None:
        """Finish and let go of the file."""
        self._executor.submit(self._store.close).result()
        self._executor.shutdown()
