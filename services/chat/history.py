# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading what was said. Queries run in one thread beside the loop, as a disk may be slow."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from services.chat.log.port import HistoryStore, Position, Stored

T = TypeVar("T")


class History:
    """A view of the log. Results are oldest first."""

    def __init__(self, open_store: Callable[[], HistoryStore]) -> None:
        """`open_store` is called in the reading thread."""
        self._executor = ThreadPoolExecutor(1, "history")
        self._store = self._executor.submit(open_store).result()

    async def latest(
        self, conversation: str, limit: int, after: Position | None = None, before: Position | None = None
    ) -> list[Stored]:
        """The newest `limit` events, those between positions if these are given."""
        return await self._run(
            lambda: self._store.page(conversation, after=after, before=before, limit=limit, newest=True)
        )

    async def find(self, conversation: str, msgid: str) -> Position | None:
        """Where an event is."""
        return await self._run(lambda: self._store.find(conversation, msgid))

    def close(self) -> None:
        """Stop reading."""
        self._executor.shutdown()

    async def _run(self, query: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, query)
