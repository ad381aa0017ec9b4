# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands around an item: its day, the unread line, grouping by author, condensed joins and parts.

Decided row by row from the neighbours, when the row comes into sight: a room of 100,000 items costs nothing to open.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from clients.desktop.timeline.model import TimelineModel, local_time
from clients.desktop.words import translate
from clients.session.model import COMINGS, ItemKind, TimelineItem
from clients.session.text import name

GROUP_MS = 5 * 60_000
RUN = 2  # so many comings and goings in a row become one line
NAMED = 20  # people who reacted that are named
LONGEST = 2000  # of which so many are looked at


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
        self.unread_id = 0
        self.expanded: set[int] = set()  # ids of items of unfolded runs

    def around(self, row: int) -> Around:
        """The surroundings of one row."""
        items = self.model.items
        item = items[row]
        day, unread = self._day(row), item.id == self.unread_id
        if item.kind in COMINGS:
            return self._coming(row, day, unread)
        grouped = not day and not unread and _same_breath(items[row - 1], item) if row else False
        return Around(day, unread, grouped)

    def breaks(self, row: int) -> bool:
        """Something is drawn between this row and the one above."""
        return bool(self._day(row)) or self.model.items[row].id == self.unread_id

    def run(self, row: int) -> tuple[int, int]:
        """The first and last row of the run of comings and goings around `row`."""
        items = self.model.items
        first = last = row
        while first and first > row - LONGEST and not self.breaks(first) and items[first - 1].kind in COMINGS:
            first -= 1
        while last + 1 < len(items) and last < row + LONGEST and items[last + 1].kind in COMINGS:
            if self.breaks(last + 1):
                break
            last += 1
        return first, last

    def toggle(self, row: int) -> None:
        """Fold or unfold the run around `row`."""
        first, last = self.run(row)
        ids = {item.id for item in self.model.items[first : last + 1]}
        if ids & self.expanded:
            self.expanded -= ids
        else:
            self.expanded |= ids

    def _day(self, row: int) -> str:
        items = self.model.items
        this = local_time(items[row].time_ms)
        if row and local_time(items[row - 1].time_ms).date() == this.date():
            return ""
        return this.date().isoformat()

    def _coming(self, row: int, day: str, unread: bool) -> Around:
        first, last = self.run(row)
        if last - first + 1 < RUN:
            return Around(day, unread)
        items = self.model.items[first : last + 1]
        unfolded = any(item.id in self.expanded for item in items)
        if row == first:
            return Around(day, unread, summary=summary(items), expanded=unfolded)
        return Around(hidden=not unfolded, expanded=unfolded, grouped=True)


def _same_breath(before: TimelineItem, item: TimelineItem) -> bool:
    return (
        item.kind is ItemKind.MESSAGE
        and before.kind is ItemKind.MESSAGE
        and before.author == item.author
        and before.account == item.account
        and not item.reply_to
        and 0 <= item.time_ms - before.time_ms <= GROUP_MS
    )


def summary(items: Sequence[TimelineItem]) -> str:
    """A run of comings and goings in one line: who is here now that was not, and the other way round."""
    joined: dict[str, None] = {}
    left: dict[str, None] = {}
    renamed: dict[str, str] = {}
    for item in items:
        if item.kind is ItemKind.JOIN:
            if item.author in left:
                del left[item.author]
            joined[item.author] = None
        elif item.kind is ItemKind.NICK:
            renamed[item.author] = item.target
        else:
            joined.pop(item.author, None)
            left[item.author] = None
    parts = []
    if joined:
        parts.append(translate("timeline", "{people} joined", "", len(joined)).format(people=people(list(joined))))
    if left:
        parts.append(translate("timeline", "{people} left", "", len(left)).format(people=people(list(left))))
    if renamed:
        changed = [
            translate("timeline", "{nick} is now {new}").format(nick=old, new=new) for old, new in renamed.items()
        ]
        parts.append(people(changed))
    return " · ".join(parts)


def people(names: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and 3 others"."""
    if len(names) < 3:
        return translate("timeline", " and ").join(names)
    if len(names) == 3:
        return f"{names[0]}, {names[1]}" + translate("timeline", " and ") + names[2]
    return translate("timeline", "{some} and %n others", "", len(names) - 2).format(some=", ".join(names[:2]))


def reacted(emoji: str, item: TimelineItem) -> str:
    """Who gave a reaction, in one line."""
    nicks = [name(nick) for nick in item.reactions.get(emoji, ())]
    if len(nicks) <= NAMED:
        return f"{emoji}  {', '.join(nicks)}"
    others = translate("timeline", "{some} and %n others", "", len(nicks) - NAMED)
    return f"{emoji}  " + others.format(some=", ".join(nicks[:NAMED]))
