# SPDX-License-Identifier: GPL-3.0-or-later
"""The events nobody has taken yet, joined where that tells the same in fewer words.

    Inserted(5, [a])  Unread(1)  Inserted(6, [b])  Unread(2)  ->  Inserted(5, [a, b])  Unread(2)

Rules: lines that follow each other in a room are one ItemsInserted; of a room's UnreadChanged the last one counts, and
comes after the lines. Whatever else changes a room's items, or the rooms, closes both: order is kept across it.
A front end that is told of a thousand lines draws once.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from clients.session.events import (
    Event,
    ItemChanged,
    ItemsInserted,
    ItemsRemoved,
    RoomAdded,
    RoomRemoved,
    RoomRenamed,
    UnreadChanged,
)
from clients.session.model import TimelineItem

_CLOSING = (ItemChanged, ItemsRemoved, RoomAdded, RoomRemoved, RoomRenamed)


@dataclass(slots=True)
class _Growing:
    place: int
    first: ItemsInserted
    items: list[TimelineItem]

    def takes(self, event: ItemsInserted) -> bool:
        return event.live == self.first.live and event.index == self.first.index + len(self.items)


@dataclass(slots=True)
class Telling:
    """A list of events that is written by `add` and emptied by `take`."""

    events: list[Event] = field(default_factory=list)
    _growing: dict[str, _Growing] = field(default_factory=dict)
    _unread: dict[str, UnreadChanged] = field(default_factory=dict)

    def add(self, event: Event) -> None:
        if isinstance(event, ItemsInserted):
            self._insert(event)
        elif isinstance(event, UnreadChanged):
            self._unread[event.room] = event
        else:
            if isinstance(event, _CLOSING):
                self._close()
            self.events.append(event)

    def take(self) -> list[Event]:
        self._close()
        events, self.events = self.events, []
        return events

    def _insert(self, event: ItemsInserted) -> None:
        growing = self._growing.get(event.room)
        if growing is not None and growing.takes(event):
            growing.items.extend(event.items)
            return
        if growing is not None:
            self._finish(growing)
        self._growing[event.room] = _Growing(len(self.events), event, list(event.items))
        self.events.append(event)

    def _finish(self, growing: _Growing) -> None:
        first = growing.first
        if len(growing.items) > len(first.items):
            self.events[growing.place] = ItemsInserted(first.room, first.index, tuple(growing.items), first.live)

    def _close(self) -> None:
        for growing in self._growing.values():
            self._finish(growing)
        self._growing.clear()
        self.events.extend(self._unread.values())
        self._unread.clear()
