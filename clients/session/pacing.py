# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast messages may go out on one connection: a token bucket, and a bound on what has no answer yet.

Rules:
- A server that says SAFERATE reads no faster than it likes and throws nobody out for speed: there only the bound
  counts. Everywhere else it is what servers have enforced since RFC 1459: each line costs two seconds, and a client
  may be ten seconds ahead.
- No more than `MOST_UNANSWERED` messages are under way. What waits here can be sent later, or be taken back; what is
  under way on a connection that breaks, nobody knows about.
Sources: RFC 1459 section 8.10; IRCv3 saferate ("clients MAY send as fast as they like").
"""

from __future__ import annotations

from dataclasses import dataclass

BURST = 5.0
SECONDS_A_LINE = 2.0
MOST_UNANSWERED = 8


@dataclass(slots=True)
class Pace:
    """The bucket of one connection. Times are `Clock.elapsed`."""

    tokens: float = BURST
    filled_at: float = 0.0

    def delay(self, now: float) -> float:
        """Seconds until a line may go."""
        self.tokens = min(BURST, self.tokens + max(0.0, now - self.filled_at) / SECONDS_A_LINE)
        self.filled_at = now
        return max(0.0, 1.0 - self.tokens) * SECONDS_A_LINE

    def spend(self) -> None:
        """A line goes; also one that could not wait."""
        self.tokens -= 1.0


def seconds_for(messages: int, *, free: bool) -> int:
    """About how long so many messages take. `free`: the server takes them as fast as it likes."""
    return 0 if free else max(0, round((messages - BURST) * SECONDS_A_LINE))
