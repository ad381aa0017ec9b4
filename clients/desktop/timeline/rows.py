# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands around an item: its day, the unread line, grouping by author, condensed joins and parts.

Decided row by row from the neighbours, when the row comes into sight: a room of 100,000 items costs nothing to open.
"""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import islice

from PyQt6.QtCore import QModelIndex

from clients.desktop.timeline.model import TimelineModel, local_time
from clients.desktop.timeline.runs import Runs, Tally
from clients.desktop.words import translate
from clients.session.model import ItemKind, TimelineItem
from clients.session.text import name

GROUP_MS = 5 * 60_000
RUN = 2  # so many comings and goings in a row become one line
NAMED = 20  # people who reacted that are named


@dataclass(frozen=True, slots=True)
class Around:
    """One row's surroundings. `summary` is the line that stands for a condensed run; `hidden`: another row's does."""

    day: str = ""
    unread: bool = False
    grouped: bool = False
    hidden: bool = False
    summary: str = ""
    expanded: bool = False


class Rows:
    """Answers what is around a row; knows the unread line and which runs the person unfolded."""

    def __init__(self, model: TimelineModel) -> None:
        self.model = model
        self.unread_id = 0  # of a message: comings are never unread
        self.runs = Runs(model.items)
        model.rowsInserted.connect(self._inserted)
        model.rowsRemoved.connect(self._removed)
        model.dataChanged.connect(self._changed)
        model.modelReset.connect(self._reset)

    def around(self, row: int) -> Around:
        """The surroundings of one row."""
        items = self.model.items
        item = items[row]
        run = self.runs.at(row)
        if run is not None and row > run.first:
            return Around(hidden=run.folded, expanded=run.unfolded, grouped=True)
        day, unread = self._day(row), item.id == self.unread_id
        if run is not None and run.last - run.first + 1 >= RUN:
            return Around(day, unread, summary=summary(run.tally), expanded=run.unfolded)
        grouped = not day and not unread and _same_breath(items[row - 1], item) if row else False
        return Around(day, unread, grouped)

    def stand_in(self, row: int) -> int:
        """The row that is shown for this one: its own, or that of the run it is folded into."""
        run = self.runs.at(row)
        return run.first if run is not None and run.folded else row

    def after(self, row: int) -> int:
        """The next row below that is shown."""
        run = self.runs.at(row)
        return run.last + 1 if run is not None and run.folded else row + 1

    def toggle(self, row: int) -> int:
        """Fold or unfold the run around `row`. Gives its first row."""
        run = self.runs.at(row)
        if run is None:
            return row
        run.unfolded = not run.unfolded
        return run.first

    def _day(self, row: int) -> str:
        items = self.model.items
        if row and self.runs.days.same(items[row - 1].time_ms, items[row].time_ms):
            return ""
        return local_time(items[row].time_ms).date().isoformat()

    # --- the model changed: told before any view is, for this was made first ------------------------------------------

    def _inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        self.runs.inserted(first, last - first + 1)

    def _removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        self.runs.removed(first, last - first + 1)

    def _changed(self, first: QModelIndex, last: QModelIndex) -> None:
        self.runs.changed(first.row(), last.row())

    def _reset(self) -> None:
        self.runs.reset(self.model.items)


def _same_breath(before: TimelineItem, item: TimelineItem) -> bool:
    return (
        item.kind is ItemKind.MESSAGE
        and before.kind is ItemKind.MESSAGE
        and before.author == item.author
        and before.account == item.account
        and not item.reply_to
        and 0 <= item.time_ms - before.time_ms <= GROUP_MS
    )


def summary(tally: Tally) -> str:
    """A run of comings and goings in one line: who is here now that was not, and the other way round."""
    parts = []
    if tally.joined:
        said = translate("timeline", "{people} joined", "", len(tally.joined))
        parts.append(said.format(people=people(tally.joined)))
    if tally.left:
        parts.append(translate("timeline", "{people} left", "", len(tally.left)).format(people=people(tally.left)))
    if tally.renamed:
        now = translate("timeline", "{nick} is now {new}")
        named = [now.format(nick=old, new=new) for old, new in islice(tally.renamed.items(), 3)]
        parts.append(people(named, len(tally.renamed)))
    return " · ".join(parts)


def people(names: Collection[str], count: int = 0) -> str:
    """ "a", "a and b", "a, b and 3 others": the first of `names` stand for all, `count` if they are more."""
    count = count or len(names)
    first = list(islice(names, 3))
    if count < 3:
        return translate("timeline", " and ").join(first)
    if count == 3:
        return f"{first[0]}, {first[1]}" + translate("timeline", " and ") + first[2]
    return translate("timeline", "{some} and %n others", "", count - 2).format(some=", ".join(first[:2]))


def reacted(emoji: str, item: TimelineItem) -> str:
    """Who gave a reaction, in one line."""
    nicks = [name(nick) for nick in item.reactions.get(emoji, ())]
    if len(nicks) <= NAMED:
        return f"{emoji}  {', '.join(nicks)}"
    others = translate("timeline", "{some} and %n others", "", len(nicks) - NAMED)
    return f"{emoji}  " + others.format(some=", ".join(nicks[:NAMED]))
