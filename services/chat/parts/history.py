# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading what was said. Queries run in one thread beside the loop, as a disk may be slow.

Results are oldest first. A page is a list of positions, whose events are read in pieces as they are wanted (`read`), so
that a long one takes the memory of a piece. Pages are cut by (time, sequence) keys: one range of an index for each
place, so a page costs the same at ten messages and at ten million. Who may read which places is decided in
`conversations`.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from services.chat.log.port import END, START, Found, HistoryStore, Place, Position, Stored

T = TypeVar("T")
ROWS: Final = 100  # events in a piece, at most
BYTES: Final = 65_536  # of text, but for the last event


class History:
    """A view of the log."""

    def __init__(self, open_store: Callable[[], HistoryStore]) -> None:
        """`open_store` is called in the reading thread."""
        self._executor = ThreadPoolExecutor(1, "history")
        self._store = self._executor.submit(open_store).result()

    async def latest(
        self,
        places: Sequence[Place],
        limit: int,
        *,
        after: Position = START,
        before: Position = END,
        playback: bool = False,
    ) -> list[Position]:
        """Where the newest `limit` events are strictly between two positions; `playback` as in `HistoryStore.page`."""
        return await self._run(
            lambda: self._store.positions(
                places, after=after, before=before, limit=limit, newest=True, playback=playback
            )
        )

    async def earliest(
        self,
        places: Sequence[Place],
        limit: int,
        *,
        after: Position = START,
        before: Position = END,
        playback: bool = False,
    ) -> list[Position]:
        """As `latest`, but the oldest of them."""
        return await self._run(
            lambda: self._store.positions(
                places, after=after, before=before, limit=limit, newest=False, playback=playback
            )
        )

    async def read(self, positions: list[Position]) -> tuple[list[Stored], list[Position]]:
        """The first events of a page, and the positions of those that are left. What was erased since is left out."""
        piece = await self._run(lambda: self._store.read(positions[:ROWS], BYTES))
        return [stored for stored in piece if stored is not None], positions[len(piece) :]

    async def find(self, places: Sequence[Place], msgid: str) -> Found | None:
        """An event, if it is in one of the places."""
        return await self._run(lambda: self._store.find(places, msgid))

    async def latest_times(self, conversations: Sequence[Sequence[Place]]) -> list[int]:
        """For each, when the newest message was sent; 0 where there is none."""
        return await self._run(lambda: [self._store.latest_time(places) for places in conversations])

    def close(self) -> None:
        """Stop reading."""
        self._executor.submit(self._store.close).result()
        self._executor.shutdown()

    async def _run(self, query: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, query)
