# SPDX-License-Identifier: GPL-3.0-or-later
"""What a log must do. A backend is a file beside this one that passes tests/services/chat/log/contract.py.

One order: events are committed in the order in which they were handed over, a batch wholly or not at all, and
`done` is called on the event loop, with None once the batch is synced to disk, else with what went wrong.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, Protocol

from services.chat.events import Event

Done = Callable[[BaseException | None], None]


class Position(NamedTuple):
    """A place in the order: Unix milliseconds, then the log's sequence number."""

    time: int
    seq: int


class Stored(NamedTuple):
    """An event and its place."""

    position: Position
    event: Event


class LogError(Exception):
    """The log can't be used. The text says what happened and what to do, in one sentence for the operator."""


class EventLog(Protocol):
    """Append and replay."""

    def commit(self, events: Sequence[Event], done: Done) -> None:
        """Make `events` durable. One call at a time: the next one after `done`."""

    def replay(self) -> Iterator[Event]:
        """All lasting events, oldest first."""

    def newest_time(self) -> int:
        """Unix milliseconds of the newest event, 0 when there is none."""

    def close(self) -> None:
        """Finish what was taken and let go of the files."""


class HistoryStore(Protocol):
    """Reading. Each method is called off the event loop, from one thread at a time."""

    def page(
        self, conversation: str, *, after: Position | None, before: Position | None, limit: int, newest: bool
    ) -> list[Stored]:
        """Up to `limit` events strictly between two positions, oldest first; the newest or the oldest ones of them."""

    def find(self, conversation: str, msgid: str) -> Position | None:
        """Where the event with this msgid is."""
