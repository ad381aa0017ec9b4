# SPDX-License-Identifier: GPL-3.0-or-later
"""Time as a session knows it: given from outside, never read. And the timers that hang on it.

Rules: `advance` takes Unix seconds. They may jump: forward when the machine slept, either way when a clock is set.
Timers count only time that plausibly passed while awake, so a clock set back by a year does not stop them. Server
time is Unix milliseconds plus the offset learnt from live messages' `time` tags, so that our own lines sort among the
server's.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable

EARLY = 0.002  # floats of Unix size round; a timer this near is due, or a tick could come again and again
SLEPT = 20.0  # a timer this much overdue means that nobody was awake to fire it


class Clock:
    """Wall time, the time that passed, and the server's time."""

    __slots__ = ("_offset_ms", "elapsed", "now")

    def __init__(self, now: float) -> None:
        self.now = now if math.isfinite(now) else 0.0
        self.elapsed = 0.0
        self._offset_ms = 0

    def advance(self, now: float) -> None:
        if not math.isfinite(now):
            return
        self.elapsed += max(0.0, now - self.now)
        self.now = now

    def now_ms(self) -> int:
        return int(self.now * 1000)

    def server_ms(self) -> int:
        """Now, by the server's clock as far as we know it."""
        return self.now_ms() + self._offset_ms

    def learn(self, server_ms: int) -> None:
        """A live message carried this time."""
        self._offset_ms = server_ms - self.now_ms()


class Timers:
    """Named timers; setting one again moves it. `next_wall` is None when there are none, so a front end can sleep."""

    __slots__ = ("_clock", "_timers")

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._timers: dict[Hashable, tuple[float, Callable[[], None]]] = {}

    def set(self, key: Hashable, delay: float, call: Callable[[], None]) -> None:
        self._timers[key] = (self._clock.elapsed + max(0.0, delay), call)

    def cancel(self, key: Hashable) -> None:
        self._timers.pop(key, None)

    def clear(self) -> None:
        self._timers.clear()

    def __contains__(self, key: Hashable) -> bool:
        return key in self._timers

    def next_wall(self) -> float | None:
        if not self._timers:
            return None
        return self._clock.now + min(when for when, _ in self._timers.values()) - self._clock.elapsed

    def overdue(self) -> float:
        """By how many seconds the earliest timer is late (0: none is)."""
        if not self._timers:
            return 0.0
        return max(0.0, self._clock.elapsed - min(when for when, _ in self._timers.values()))

    def run_due(self) -> None:
        """Call what is due, once each: a timer that sets itself anew waits for the next tick."""
        due = [(when, key) for key, (when, _) in self._timers.items() if when <= self._clock.elapsed + EARLY]
        for _, key in sorted(due, key=lambda entry: entry[0]):
            entry = self._timers.get(key)
            if entry is not None and entry[0] <= self._clock.elapsed + EARLY:
                del self._timers[key]
                entry[1]()
