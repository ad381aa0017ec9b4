# SPDX-License-Identifier: GPL-3.0-or-later
"""What a reader has not taken yet: when long answers wait for it, and when it is given up.

`most` is `limits.send_queue_bytes`.
- Above the mark (64 KiB, or a quarter of `most`) the session is stalled: long answers wait, live traffic goes on.
- Above `most` live traffic has overtaken a reader, as in a burst: it is closed ("SendQ exceeded") when it takes nothing
  for `STILL` seconds, or is not below `most` again within `LONG` seconds.
- It is closed at once above `MOST_EACH` times `most`; when what is above `most` of all sessions together would exceed
  `MOST_ABOVE` times `most`; and when what waits for all sessions of its address would exceed `MOST_OF_ADDRESS` times
  `most`, unless the address is exempt from limits.
Why these: docs/decisions/0012-slow-readers.md.
"""

import asyncio
from collections import Counter
from collections.abc import Callable
from typing import Final

from services.chat.session import Session
from services.chat.settings.values import origin

MARK: Final = 65_536
STILL: Final = 10.0
LONG: Final = 30.0
MOST_EACH: Final = 16
MOST_ABOVE: Final = 64
MOST_OF_ADDRESS: Final = 16
LOOK: Final = 1.0  # seconds between two looks at who is above `most`


class Budget:
    """What waits in all send queues that are stalled: by address, and the bytes above `most`."""

    def __init__(self) -> None:
        self.above = 0
        self.waiting: Counter[str] = Counter()


class SendQueue:
    """One session's. `abort` closes it, with a reason."""

    def __init__(
        self, session: Session, transport: asyncio.Transport, abort: Callable[[str], None], budget: Budget, most: int
    ) -> None:
        self._session = session
        self._abort = abort
        self._budget = budget
        self._most = most
        self._loop = asyncio.get_running_loop()
        self._origin = origin(session.peer.ip)
        self._size = 0
        self._above = 0
        self._above_since = 0.0
        self._taken_at = 0.0
        self._timer: asyncio.TimerHandle | None = None
        mark = min(MARK, most // 4)
        transport.set_write_buffer_limits(high=mark, low=mark // 4)

    def move(self, ip: str) -> None:
        """It is somebody's at `ip`."""
        size = self._size
        self._count(0)
        self._origin = origin(ip)
        self._count(size)

    def stall(self) -> None:
        """The queue is above the mark: look at it after each write, until `relieve`."""
        if not self._session.closing:
            self._session.stalled = self._written
            self._written(0)

    def relieve(self) -> None:
        """The queue is well below the mark, or nobody will read it."""
        self._count(0)
        self._above_since = 0.0
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._session.relieve()

    def _written(self, count: int) -> None:
        """So many bytes were added."""
        now, size = self._loop.time(), self._session.unsent()
        if size < self._size + count:
            self._taken_at = now
        self._count(size)
        if self._above and not self._above_since:
            self._above_since = self._taken_at = now
            self._timer = self._timer or self._loop.call_later(LOOK, self._look)
        elif not self._above:
            self._above_since = 0.0
        if self._is_too_much(now) and not self._session.closing:
            self._loop.call_soon(self._abort, "SendQ exceeded")  # a broadcast may be walking over the sessions

    def _look(self) -> None:
        """As somebody to whom nothing more is written is looked at, too."""
        self._written(0)
        self._timer = self._loop.call_later(LOOK, self._look) if self._above_since else None

    def _count(self, size: int) -> None:
        above, budget = max(0, size - self._most), self._budget
        budget.above += above - self._above
        budget.waiting[self._origin] += size - self._size
        if not budget.waiting[self._origin]:
            del budget.waiting[self._origin]
        self._size, self._above = size, above

    def _is_too_much(self, now: float) -> bool:
        most, budget = self._most, self._budget
        if not self._session.exempt and budget.waiting[self._origin] > MOST_OF_ADDRESS * most:
            return True
        return self._above > 0 and (
            self._size > MOST_EACH * most
            or budget.above > MOST_ABOVE * most
            or now > self._taken_at + STILL
            or now > self._above_since + LONG
        )
