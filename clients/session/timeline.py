# SPDX-License-Identifier: GPL-3.0-or-later
"""The order of one room's items, and the only place that changes it.

    confirmed items, by (time, order of arrival) … then our pending ones, in the order they were given

Rules:
- Nothing stands twice, and equal texts of one moment are two (`item_keys`).
- Where messages may be missing stands one GAP. A page of history is contiguous: gaps inside it go, and where its ends
  do not meet what is here, a gap comes.
- Each change is announced by exactly one event, with indexes that are right at that point of the sequence.
- Reactions and redactions of messages that are not loaded wait (`annotations`), and all rooms together hold no more
  bytes than their `budget`.
Sources: IRCv3 chathistory ("Returned message notes"), message-ids.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import replace

from clients.session.annotations import Annotations
from clients.session.budget import Budget, size_of
from clients.session.events import Event, ItemChanged, ItemsInserted, ItemsRemoved
from clients.session.item_keys import Equals, key_of, numbered, tells
from clients.session.model import ItemKind, Room, SendState, TimelineItem
from clients.session.shelf import Shelf


def _time(item: TimelineItem) -> int:
    return item.time_ms


class Timeline:
    """One room's items."""

    __slots__ = (
        *("_annotations", "_budget", "_by_id", "_by_msgid", "_emit", "_equals", "_items_size", "_limit", "_next_id"),
        *("_shelf", "_told", "room"),
    )

    def __init__(
        self,
        room: Room,
        emit: Callable[[Event], None],
        next_id: Callable[[], int],
        limit: int,
        shelf: Shelf | None,
        budget: Budget | None = None,
    ) -> None:
        self.room = room
        self._emit = emit
        self._next_id = next_id
        self._limit = limit
        self._shelf = shelf
        self._by_id: dict[int, TimelineItem] = {}
        self._by_msgid: dict[str, int] = {}
        self._equals = Equals()
        self._annotations = Annotations()
        self._items_size = 0
        self._told = 0  # what of `size` the budget knows
        self._budget = budget or Budget(limit << 16)
        self._budget.holders.append(self)

    # --- reading ---------------------------------------------------------------------------------------------------

    def get(self, item_id: int) -> TimelineItem | None:
        return self._by_id.get(item_id)

    def find(self, msgid: str) -> TimelineItem | None:
        found = self._by_msgid.get(msgid) if msgid else None
        return self._by_id.get(found) if found is not None else None

    def _held(self, item: TimelineItem) -> TimelineItem | None:
        """The same item, if it stands here. One without a msgid stands among those of its time."""
        if item.msgid:
            return self.find(item.msgid)
        if item not in self._equals:
            return None
        key, items, end = key_of(item), self.room.items, self.confirmed()
        at = bisect_left(items, item.time_ms, hi=end, key=_time) if key else end
        while at < end and items[at].time_ms == item.time_ms:
            if key_of(items[at]) == key:
                return items[at]
            at += 1
        return None

    def knows(self, item: TimelineItem) -> bool:
        return self._held(item) is not None

    def confirmed(self) -> int:
        """How many items stand above the pending ones."""
        items = self.room.items
        end = len(items)
        while end and items[end - 1].send_state is SendState.PENDING:
            end -= 1
        return end

    def last_confirmed(self) -> TimelineItem | None:
        end = self.confirmed()
        return self.room.items[end - 1] if end else None

    def index(self, item: TimelineItem) -> int:
        """Where the item with this id stands."""
        items = self.room.items
        held = self._by_id[item.id]
        end = self.confirmed()
        if held.send_state is SendState.PENDING:
            return next(i for i in range(end, len(items)) if items[i].id == held.id)
        at = bisect_left(items, held.time_ms, hi=end, key=_time)
        while items[at].id != held.id:
            at += 1
        return at

    # --- adding ----------------------------------------------------------------------------------------------------

    def use_shelf(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def seed(self, items: list[TimelineItem]) -> None:
        """The stored items of a room that nobody has seen yet: no events."""
        items.sort(key=_time)
        for item in items:
            self._annotations.learn(item)
            self._register(item)
        self.room.items[:] = items
        self._account()

    def append(self, item: TimelineItem) -> TimelineItem | None:
        """A live item (or a pending one of ours). None if it is here already."""
        if item.msgid and item.msgid in self._by_msgid:
            return None
        item = self._equals.next(self._annotations.dressed(item))
        items = self.room.items
        if item.send_state is SendState.PENDING:
            at = len(items)
        else:
            at = self.confirmed()
            if at and items[at - 1].time_ms > item.time_ms:  # a clock went back, or a server is behind
                at = bisect_right(items, item.time_ms, hi=at, key=_time)
        self._insert(at, [item], live=True)
        self.trim()
        return item

    def merge(
        self,
        page: list[TimelineItem],
        *,
        left_joined: bool,
        right_joined: bool,
        before: TimelineItem | None = None,
    ) -> int:
        """A contiguous page of history. `left_joined`: nothing is missing before it; `right_joined`: nothing after it.

        `before`: the item it was asked for as the page before, which settles the order within one millisecond.
        Gives the number of items that were new.
        """
        if not page:
            return 0
        # A server that gives a message another time than before does not move it.
        once: dict[str | int, TimelineItem] = {}
        for item in numbered(page):
            once.setdefault(key_of(item) or item.id, self._held(item) or item)
        page = sorted(once.values(), key=_time)
        new: list[tuple[int, TimelineItem]] = []
        end = self.confirmed()
        place = (before.time_ms, self.index(before)) if before is not None and before.id in self._by_id else None
        ceiling = end
        for item in reversed(page):
            if item.id in self._by_id:
                ceiling = min(ceiling, self.index(item))
            else:
                ceiling = bisect_right(self.room.items, item.time_ms, hi=ceiling, key=_time)
                if place is not None and item.time_ms <= place[0]:
                    ceiling = min(ceiling, place[1])
                new.append((ceiling, self._annotations.dressed(item)))
        left_known, right_known = self.knows(page[0]), self.knows(page[-1])
        self._insert_groups(new)
        if not any(item.kind is ItemKind.GAP for item in page):  # the store keeps its gaps
            self._close_gaps_within(page)
        if not (right_joined or right_known):
            self._mark_gap_after(page[-1])
        if not (left_joined or left_known):
            self._mark_gap_before(page[0])
        self._account()
        return len(new)

    def _insert_groups(self, new: list[tuple[int, TimelineItem]]) -> None:
        """`new` comes from the last to the first; neighbours go in as one event."""
        start = 0
        while start < len(new):
            stop = start
            while stop < len(new) and new[stop][0] == new[start][0]:
                stop += 1
            self._insert(new[start][0], [item for _, item in reversed(new[start:stop])], live=False)
            start = stop

    # --- gaps ------------------------------------------------------------------------------------------------------

    def open_gap(self) -> None:
        """From here on something may be missing, until history says otherwise."""
        last = self.last_confirmed()
        if last is not None and last.kind is not ItemKind.GAP:
            self._insert(self.confirmed(), [self._gap(last.time_ms)], live=False)

    def _gap(self, time_ms: int) -> TimelineItem:
        return TimelineItem(id=self._next_id(), kind=ItemKind.GAP, time_ms=time_ms)

    def _position(self, item: TimelineItem) -> int | None:
        held = self._held(item)
        return self.index(held) if held is not None else None

    def _close_gaps_within(self, page: list[TimelineItem]) -> None:
        first, last = self._position(page[0]), self._position(page[-1])
        if first is None or last is None:
            return
        for item in [item for item in self.room.items[first : last + 1] if item.kind is ItemKind.GAP]:
            self.remove(item.id)

    def _mark_gap_after(self, item: TimelineItem) -> None:
        at = self._position(item)
        if at is None:
            return
        for after in range(at + 1, self.confirmed()):
            neighbour = self.room.items[after]
            if neighbour.kind is ItemKind.GAP:
                return
            if tells(neighbour):
                self._insert(after, [self._gap(neighbour.time_ms)], live=False)
                return

    def _mark_gap_before(self, item: TimelineItem) -> None:
        at = self._position(item)
        if at is None:
            return
        for before in range(at - 1, -1, -1):
            neighbour = self.room.items[before]
            if neighbour.kind is ItemKind.GAP:
                return
            if tells(neighbour):
                self._insert(at, [self._gap(item.time_ms)], live=False)
                return

    # --- changing --------------------------------------------------------------------------------------------------

    def change(self, item: TimelineItem) -> None:
        """Put `item` where the one with its id stands; its time is the same."""
        at = self.index(item)
        self._forget(self.room.items[at])
        self._register(item)
        self.room.items[at] = item
        self._emit(ItemChanged(self.room.key, at, item))
        if self._shelf is not None and item.send_state is not SendState.PENDING:
            self._shelf.change(item)

    def settle(self, item: TimelineItem) -> TimelineItem | None:
        """A pending or failed item of ours got its place: `item` has its id and what the server said.

        None if the server's message stands here already under its own id: then ours goes.
        """
        if item.msgid and self._by_msgid.get(item.msgid, item.id) != item.id:
            self.remove(item.id)
            return None
        old = self._by_id[item.id]
        at = self.index(old)
        end = self.confirmed()
        item = self._annotations.dressed(item)
        if not key_of(old):
            item = self._equals.next(item)
        to = bisect_right(self.room.items, item.time_ms, hi=end, key=_time)
        if at == to == end or (at < end and item.time_ms == old.time_ms):
            self.change(item)
            return item
        self.remove(item.id)
        to = bisect_right(self.room.items, item.time_ms, hi=self.confirmed(), key=_time)
        self._insert(to, [item], live=True)
        return item

    def unsettle(self, item: TimelineItem) -> None:
        """A failed item is pending again: it goes to the end."""
        self.remove(item.id)
        self._insert(len(self.room.items), [item], live=True)

    def remove(self, item_id: int) -> None:
        item = self._by_id.get(item_id)
        if item is None:
            return
        at = self.index(item)
        del self.room.items[at]
        self._forget(item)
        del self._by_id[item.id]
        self._emit(ItemsRemoved(self.room.key, at, 1))
        if self._shelf is not None:
            self._shelf.remove([item])

    # --- reactions and redactions ----------------------------------------------------------------------------------

    def react(self, msgid: str, emoji: str, nick: str, time_ms: int, on: bool) -> None:
        """The latest word of each person on each emoji counts, in whatever order pages bring them."""
        if not self._annotations.react(msgid, emoji, nick, time_ms, on):
            return
        item = self.find(msgid)
        if item is not None:
            changed = replace(item, reactions=self._annotations.tally(msgid))
            if changed.reactions != item.reactions:
                self.change(changed)
        self._account()

    def redact(self, msgid: str, sentence: str) -> None:
        self._annotations.redact(msgid, sentence)
        item = self.find(msgid)
        if item is not None and not item.redacted:
            self.change(self._annotations.dressed(item))
        self._account()

    # --- underneath ------------------------------------------------------------------------------------------------

    def _insert(self, at: int, new: list[TimelineItem], *, live: bool) -> None:
        self.room.items[at:at] = new
        for item in new:
            self._register(item)
        self._emit(ItemsInserted(self.room.key, at, tuple(new), live))
        if self._shelf is not None:
            self._shelf.add(item for item in new if item.send_state is not SendState.PENDING)

    def _register(self, item: TimelineItem) -> None:
        self._items_size += size_of(item)
        self._by_id[item.id] = item
        self._equals.add(item)
        if item.msgid:
            self._by_msgid.setdefault(item.msgid, item.id)

    def _forget(self, item: TimelineItem) -> None:
        self._items_size -= size_of(item)
        self._equals.remove(item)
        if item.msgid and self._by_msgid.get(item.msgid) == item.id:
            del self._by_msgid[item.msgid]

    def trim(self) -> None:
        """Over the limit, the oldest tenth leaves the memory (not the disk)."""
        if len(self.room.items) > self._limit:
            self._drop_oldest(max(1, self._limit // 10))
        self._account()

    def _drop_oldest(self, count: int) -> bool:
        items = self.room.items
        wanted = count = min(count, self.confirmed())
        while 0 < count < len(items) and items[count - 1].time_ms == items[count].time_ms:
            count -= 1  # what is fetched again is fetched by time
        count = count or wanted
        if not count:
            return False
        for item in items[:count]:
            self._forget(item)
            self._annotations.forget(item.msgid)
            del self._by_id[item.id]
        del items[:count]
        self.room.at_beginning = False
        self._emit(ItemsRemoved(self.room.key, 0, count))
        return True

    # --- memory ----------------------------------------------------------------------------------------------------

    @property
    def size(self) -> int:
        """About how many bytes the room takes."""
        return self._items_size + self._annotations.size

    @property
    def full(self) -> bool:
        """Whether there is no place for older messages."""
        return len(self.room.items) >= self._limit or self._budget.held > self._budget.limit * 9 // 10

    def shrink(self) -> bool:
        """Give up the oldest tenth, and what waits for messages that are not here. False: there is nothing."""
        before = self.size
        self._annotations.keep(self._by_msgid)
        self._drop_oldest(max(1, len(self.room.items) // 10))
        self._tell()
        return self.size < before

    def close(self) -> None:
        """The room is gone."""
        self._budget.held -= self._told
        self._budget.holders.remove(self)

    def _tell(self) -> None:
        self._budget.held += self.size - self._told
        self._told = self.size

    def _account(self) -> None:
        self._tell()
        if self._budget.held > self._budget.limit:
            self._budget.relieve()
