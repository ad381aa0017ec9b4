# SPDX-License-Identifier: GPL-3.0-or-later
"""Time slices: work that walks many people is done in small pieces, of which the loop does one in each turn.

However many sessions ask for such work at once, others wait for one slice, not for one of each.
"""

import asyncio
from collections import deque


class Scheduler:
    """Gives slices, first come, first served. A slice lasts until its owner awaits something."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._taken = False
        self.closed = False  # what is not done by now is not to be finished

    async def turn(self) -> None:
        """Wait for the next slice."""
        if not self._taken:
            self._taken = True
            self._loop.call_soon(self._next)
            return
        mine = self._loop.create_future()
        self._waiting.append(mine)
        await mine

    def _next(self) -> None:
        """The loop has turned."""
        while self._waiting:
            first = self._waiting.popleft()
            if not first.done():  # else its owner was cancelled
                first.set_result(None)
                self._loop.call_soon(self._next)
                return
        self._taken = False
