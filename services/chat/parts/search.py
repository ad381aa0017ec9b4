# SPDX-License-Identifier: GPL-3.0-or-later
"""Finding messages, and whom somebody talked with: views that are built beside the log (`log.index`).

They are asked in a thread of their own, so that a slow search keeps nobody waiting for history. Which places may be
searched is decided by who asks (`conversations`). Source: IRCv3 search (draft), soju.im/search.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from services.chat.conversations import Conversation, between
from services.chat.log.port import IndexStore, LogError, Peer, Position, Query
from services.chat.names import fold
from services.chat.state import User

T = TypeVar("T")
MOST_WAITING: Final = 64


class Search:
    """Every method may raise LogError, when the index can't answer in time."""

    def __init__(self, open_store: Callable[[], IndexStore]) -> None:
        """`open_store` is called in the searching thread."""
        self._executor = ThreadPoolExecutor(1, "search")
        self._store = self._executor.submit(open_store).result()
        self._waiting = 0

    async def find(self, query: Query) -> list[Position]:
        """Where the messages are, oldest first (`History.read`)."""
        return await self._run(lambda: [stored.position for stored in self._store.search(query)])

    async def correspondents(self, user: User, low: int, high: int, limit: int, *, newest: bool) -> list[Peer]:
        """With whom `user` exchanged direct messages, the newest of them strictly between two times."""
        identity = user.identity()
        return await self._run(lambda: self._store.peers(identity, low, high, limit, newest))

    async def remembered(self, user: User, nick: str) -> Conversation | None:
        """The conversation with somebody who is not here, by the nickname of then."""
        identity, key = user.identity(), fold(nick)
        peer = await self._run(lambda: self._store.peer_named(identity, key))
        return between(user, peer.identity, peer.nick) if peer is not None else None

    def close(self) -> None:
        """Finish and let go of the files."""
        self._executor.submit(self._store.close).result()
        self._executor.shutdown()

    async def _run(self, query: Callable[[], T]) -> T:
        if self._waiting >= MOST_WAITING:
            raise LogError("Too many searches are waiting.")
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._executor, query)
        finally:
            self._waiting -= 1
