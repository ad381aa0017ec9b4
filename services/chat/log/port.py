# SPDX-License-Identifier: GPL-3.0-or-later
"""What a log must do. A backend is a file beside this one that passes tests/services/chat/log/contract.py.

One order: events are committed in the order in which they were handed over, a batch wholly or not at all, and
`done` is called on the event loop, with None once the batch is synced to disk, else with what went wrong.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple, Protocol

from services.chat.events import Event, Record

Done = Callable[[BaseException | None], None]
Wanted = Callable[[Record], bool]


def every(record: Record) -> bool:
    """Whatever it is."""
    return True


class Position(NamedTuple):
    """A place in the order: Unix milliseconds, then the log's sequence number."""

    time: int
    seq: int


class Place(NamedTuple):
    """A conversation, and from when to when, in Unix milliseconds and both included, it may be read."""

    conversation: str
    since: int
    until: int


START: Final = Position(-1, -1)
END: Final = Position(1 << 62, 1 << 62)


class Stored(NamedTuple):
    """An event and its place."""

    position: Position
    event: Event


class Found(NamedTuple):
    """As `Stored`; no event: it was erased."""

    position: Position
    event: Event | None


class LogError(Exception):
    """The log can't be used. The text says what happened and what to do, in one sentence for the operator."""


class EventLog(Protocol):
    """Append and replay."""

    def commit(self, events: Sequence[Event], done: Done) -> None:
        """Make `events` durable. One call at a time: the next one after `done`."""

    def replay(self, wanted: Wanted = every) -> Iterator[Event]:
        """The lasting events whose records are `wanted`, as it is asked one after the other, oldest first."""

    def newest_time(self) -> int:
        """Unix milliseconds of the newest event, 0 when there is none."""

    def close(self) -> None:
        """Finish what was taken and let go of the files."""


class HistoryStore(Protocol):
    """Reading. Each method is called off the event loop, from one thread at a time."""

    def page(
        self, places: Sequence[Place], *, after: Position, before: Position, limit: int, newest: bool, playback: bool
    ) -> list[Stored]:
        """Up to `limit` events strictly between two positions, oldest first; the newest or the oldest ones of them.

        Only messages, or with `playback` also what happened around them. Costs the same however much there is.
        """

    def positions(
        self, places: Sequence[Place], *, after: Position, before: Position, limit: int, newest: bool, playback: bool
    ) -> list[Position]:
        """Where the events of this page are."""

    def read(self, positions: Sequence[Position], most: int) -> list[Stored | None]:
        """The events of the first positions, until they have `most` bytes of text: at least one.

        None for what has been erased or deleted since, or can't be read.
        """

    def find(self, places: Sequence[Place], msgid: str) -> Found | None:
        """The event with this msgid, if it is in one of the places. Erased ones are found, too."""

    def latest_time(self, places: Sequence[Place]) -> int:
        """Unix milliseconds of the newest message; 0 when there is none."""

    def close(self) -> None:
        """Let go of what was opened."""


class Query(NamedTuple):
    """What SEARCH looks for: messages in one of `places`, or, unless "", with `identity` among the two who talk.

    `words` are matched by their beginnings; `nick` is folded, "" for anybody; times are Unix milliseconds, included.
    """

    places: tuple[Place, ...]
    identity: str
    words: tuple[str, ...]
    nick: str
    since: int
    until: int
    limit: int
    newest: bool


class Peer(NamedTuple):
    """Somebody with whom somebody talked: identity, last nickname, and when the newest message was sent."""

    identity: str
    nick: str
    time: int


class IndexStore(Protocol):
    """Views that are built beside the log. They know all that was committed before the call. Off the loop, one thread.

    All raise LogError when they can't answer in time.
    """

    def search(self, query: Query) -> list[Stored]:
        """Messages, oldest first: as many as are wanted, and what else has the time at which they end."""

    def peers(self, identity: str, low: int, high: int, limit: int, newest: bool) -> list[Peer]:
        """Whom this identity talked with, by the time of the newest message, strictly between two times.

        As many as are wanted, and who else has the time at which they end.
        """

    def peer_named(self, identity: str, nick: str) -> Peer | None:
        """The one who had this folded nickname last, when they talked with this identity."""

    def close(self) -> None:
        """Let go of the files."""


class MarkerStore(Protocol):
    """Read markers, and networks that accounts are known at. Off the loop, one thread."""

    def get(self, account: str, target: str) -> int:
        """Unix milliseconds; 0 for none."""

    def move(self, account: str, target: str, time: int) -> int:
        """Move it there unless it is further already. Where it is then."""

    def networks(self, since: int) -> list[tuple[str, str, int]]:
        """The accounts, folded, the networks they have logged in from, and when (Unix milliseconds), oldest first.

        Those from before `since` are erased.
        """

    def remember(self, account: str, network: str, time: int, most: int) -> None:
        """One more of these; of each account the `most` newest are kept."""

    def forget(self, account: str, folded: str) -> None:
        """Erase all of this account's."""

    def close(self) -> None:
        """Let go of the file."""
