# SPDX-License-Identifier: GPL-3.0-or-later
"""Comings and goings that follow each other on one day: where each run begins and ends, and who came and went in it.

A run is looked for when one of its rows comes into sight, and is then kept in step with the model: a row is looked at
once, however many changes follow and however long its run is. Only a change inside a run has it read anew.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice

from clients.desktop.timeline.model import local_time
from clients.session.model import COMINGS, ItemKind, TimelineItem


class Days:
    """Compares times by the day they fall on, on this machine's clock."""

    def __init__(self) -> None:
        self._start = self._end = 0  # the day asked about last, in Unix milliseconds

    def same(self, one_ms: int, other_ms: int) -> bool:
        """Whether two times are of one day."""
        if not self._start <= one_ms < self._end:
            self._learn(one_ms)
        if self._start <= one_ms < self._end:
            return self._start <= other_ms < self._end
        return local_time(one_ms).date() == local_time(other_ms).date()

    def _learn(self, time_ms: int) -> None:
        try:
            midnight = datetime.combine(local_time(time_ms).date(), datetime.min.time())
            next_one = midnight + timedelta(days=1)
            self._start, self._end = round(midnight.timestamp() * 1000), round(next_one.timestamp() * 1000)
        except (OverflowError, OSError, ValueError):
            self._start = self._end = 0


@dataclass(slots=True)
class Tally:
    """Who joined, left and changed their nickname, each by what they did last. Keys stand in the order they came."""

    joined: dict[str, None] = field(default_factory=dict)
    left: dict[str, None] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)

    def add(self, item: TimelineItem) -> None:
        """Take in what happened next."""
        if item.kind is ItemKind.JOIN:
            self.left.pop(item.author, None)
            self.joined[item.author] = None
        elif item.kind is ItemKind.NICK:
            self.renamed[item.author] = item.target
        else:
            self.joined.pop(item.author, None)
            self.left[item.author] = None

    def __len__(self) -> int:
        return len(self.joined) + len(self.left) + len(self.renamed)

    def then(self, later: "Tally") -> "Tally":
        """Both, as one; the smaller is merged into the larger. Neither may be used afterwards."""
        if len(later) <= len(self):
            for nick in later.joined:
                self.left.pop(nick, None)
                self.joined[nick] = None
            for nick in later.left:
                self.joined.pop(nick, None)
                self.left[nick] = None
            self.renamed.update(later.renamed)
            return self
        for mine, theirs in ((self.joined, later.joined), (self.left, later.left)):
            for nick in mine:
                if nick not in later.joined and nick not in later.left:
                    theirs[nick] = None
        for nick, new in self.renamed.items():
            later.renamed.setdefault(nick, new)
        return later


@dataclass(slots=True)
class Run:
    """Rows `first` to `last` of comings and goings; `unfolded`: the person wants to see each."""

    first: int
    last: int
    tally: Tally = field(default_factory=Tally)
    unfolded: bool = False

    @property
    def folded(self) -> bool:
        """Whether its first row stands for all."""
        return self.last > self.first and not self.unfolded


def _first(run: Run) -> int:
    return run.first


class Runs:
    """The runs of one list of items that were asked about. Every change of the list has to be told."""

    def __init__(self, items: Sequence[TimelineItem]) -> None:
        self.items = items
        self.days = Days()
        self._known: list[Run] = []  # by their first row; they never overlap
        self._unfolded: set[int] = set()  # ids of items of unfolded runs that are to be read anew

    def at(self, row: int) -> Run | None:
        """The run this row is part of."""
        if not 0 <= row < len(self.items) or self.items[row].kind not in COMINGS:
            return None
        place = bisect_right(self._known, row, key=_first) - 1
        if place >= 0 and self._known[place].last >= row:
            return self._known[place]
        return self._find(row, place + 1)

    def _find(self, row: int, place: int) -> Run:
        """A run that is not known yet, and would stand at `place` among those that are."""
        known, start, end = self._known, row, row + 1
        lowest = known[place - 1].last + 1 if place else 0
        highest = known[place].first if place < len(known) else len(self.items)
        while start > lowest and self._continues(start):
            start -= 1
        while end < highest and self._continues(end):
            end += 1
        found = Run(start, end - 1)
        found.tally = self._read(found, start, end)
        known.insert(place, found)
        if place + 1 < len(known) and known[place + 1].first == end and self._continues(end):
            self._absorb(place)
        if place and known[place - 1].last == start - 1 and self._continues(start):
            place -= 1
            self._absorb(place)
        return known[place]

    # --- counting rows that are shown ---------------------------------------------------------------------------------

    def hidden_before(self, row: int) -> int:
        """How many rows above this one are not shown, so far as is known."""
        return sum(min(run.last, row - 1) - run.first for run in self._known if run.first < row and run.folded)

    def row_at(self, place: int) -> int:
        """The row that is the `place`th of those shown, so far as is known."""
        for run in self._known:
            if run.first >= place:
                break
            if run.folded:
                place += run.last - run.first
        return place

    # --- what changed in the list -------------------------------------------------------------------------------------

    def reset(self, items: Sequence[TimelineItem]) -> None:
        """Another list."""
        self.items = items
        self._known.clear()
        self._unfolded.clear()

    def inserted(self, first: int, count: int) -> None:
        """`count` items stand at `first` and following."""
        place = self._place(first)
        if place < len(self._known) and self._known[place].first < first:  # they part it
            self._drop(place, self._known[place].first, self._known[place].last + count)
        for run in islice(self._known, place, None):
            run.first += count
            run.last += count
        self._join(place, first, first + count)

    def removed(self, first: int, count: int) -> None:
        """`count` items are gone from `first` on."""
        place = self._place(first)
        while place < len(self._known) and self._known[place].first < first + count:
            run = self._known[place]
            self._drop(place, min(run.first, first), max(first - 1, run.last - count))
        for run in islice(self._known, place, None):
            run.first -= count
            run.last -= count
        self._join(place, first, first)

    def changed(self, first: int, last: int) -> None:
        """The items from `first` to `last` are others."""
        place = self._place(first)
        while place < len(self._known) and self._known[place].first <= last:
            self._drop(place, self._known[place].first, self._known[place].last)

    def _place(self, row: int) -> int:
        """Where the first known run stands that ends at this row or below it."""
        place = bisect_left(self._known, row, key=_first)
        return place - 1 if place and self._known[place - 1].last >= row else place

    def _drop(self, place: int, first: int, last: int) -> None:
        """Forget a run. What is left of it stands from `first` to `last`."""
        if self._known.pop(place).unfolded:
            self._unfolded.update(item.id for item in self.items[first : last + 1])

    def _join(self, place: int, start: int, end: int) -> None:
        """Runs that end before `start` or begin at `end` take in what stands there now."""
        if place and self._known[place - 1].last == start - 1:
            self._grow_down(place - 1)
        if place < len(self._known) and self._known[place].first == end:
            self._grow_up(place)

    # --- growing ------------------------------------------------------------------------------------------------------

    def _continues(self, row: int) -> bool:
        """Whether this row belongs to the run of the coming above it."""
        items = self.items
        return items[row].kind in COMINGS and (
            items[row - 1].kind in COMINGS and self.days.same(items[row - 1].time_ms, items[row].time_ms)
        )

    def _grow_down(self, place: int) -> None:
        """Take in the rows below, and the next run if they lead there."""
        run, next_one = self._known[place], place + 1
        stop = self._known[next_one].first if next_one < len(self._known) else len(self.items)
        end = run.last + 1
        while end < stop and self._continues(end):
            end += 1
        run.tally = run.tally.then(self._read(run, run.last + 1, end))
        run.last = end - 1
        if next_one < len(self._known) and end == stop and self._continues(end):
            self._absorb(place)

    def _grow_up(self, place: int) -> None:
        """Take in the rows above, and the run before if they lead there."""
        run = self._known[place]
        stop = self._known[place - 1].last + 1 if place else 0
        start = run.first
        while start > stop and self._continues(start):
            start -= 1
        run.tally = self._read(run, start, run.first).then(run.tally)
        run.first = start
        if place and start == stop and self._continues(start):
            self._absorb(place - 1)

    def _read(self, run: Run, start: int, end: int) -> Tally:
        """What happened in the rows from `start` to before `end`."""
        made = Tally()
        for item in self.items[start:end]:
            made.add(item)
            if self._unfolded and item.id in self._unfolded:
                self._unfolded.discard(item.id)
                run.unfolded = True
        return made

    def _absorb(self, place: int) -> None:
        """One run of this and the next."""
        run, other = self._known[place], self._known.pop(place + 1)
        run.tally = run.tally.then(other.tally)
        run.last, run.unfolded = other.last, run.unfolded or other.unfolded
