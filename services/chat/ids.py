# SPDX-License-Identifier: GPL-3.0-or-later
"""Time and identity of events: the one place of the server that reads the clock for them.

Times are Unix milliseconds and never run backwards, whatever the machine's clock does, also across restarts. Events
that come at once have times of their own, a little ahead of the clock if need be: who pages by time gets each in turn.
A `msgid` is the time, a counter and the node, in hexadecimal: unique, and it tells where in history to look.
Source: IRCv3 message-ids, server-time.
"""

import time
from collections.abc import Callable
from typing import Final

_COUNTER_BITS: Final = 20
_MOST: Final = (1 << _COUNTER_BITS) - 1
NODE_DIGITS: Final = 6
AHEAD: Final = 100  # milliseconds that times may be before the clock
_LONGEST_TIME: Final = 15  # hexadecimal digits


def _unix_ms() -> int:
    return time.time_ns() // 1_000_000


class Ids:
    """Stamps events. `node` is some hexadecimal digits, different on each node and start."""

    __slots__ = ("_ahead", "_clock", "_counter", "_digits", "_node", "_time")

    def __init__(self, node: str, after: int = 0, clock: Callable[[], int] = _unix_ms, ahead: int = 0) -> None:
        """`after` is the time of the newest event there is, in Unix milliseconds."""
        self._ahead = ahead
        self._node = node
        self._clock = clock
        self._move(after + 1)

    def now(self) -> int:
        """Unix milliseconds that never run backwards."""
        now = self._clock()
        if now > self._time:
            self._move(now)
        return self._time

    def stamp(self) -> tuple[int, str]:
        """Time and msgid for the next event."""
        now = self._clock()
        if now > self._time:
            self._move(now)
        elif self._time - now < self._ahead or self._counter == _MOST:
            self._move(self._time + 1)
        self._counter += 1
        return self._time, f"{self._digits}{self._counter:05x}{self._node}"

    def _move(self, now: int) -> None:
        self._time = now
        self._counter = 0
        self._digits = f"{now:x}"

    def name(self, prefix: str) -> str:
        """A fresh identity, as for a user or a session."""
        return prefix + self.stamp()[1]


def time_of(msgid: str, node_length: int = NODE_DIGITS) -> int | None:
    """The time inside a msgid of ours, or None when it is none."""
    digits = msgid[: -(_COUNTER_BITS // 4 + node_length)]
    try:
        return int(digits, 16) if 0 < len(digits) <= _LONGEST_TIME and digits.isalnum() else None
    except ValueError:
        return None
