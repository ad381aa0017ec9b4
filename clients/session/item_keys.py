# SPDX-License-Identifier: GPL-3.0-or-later
"""What makes an item the same one when it comes again: the server's msgid, or else what it says, when, and how many
said just that before it in that millisecond (`TimelineItem.nth`).

Rules: two equal texts of one moment are two messages. Of equal ones without a msgid the first of a page is the first
of those that are here, the second the second, and so on; so a page may come again and adds nothing, and a live line
always adds one.
"""

from __future__ import annotations

from dataclasses import replace

from clients.session.model import ItemKind, SendState, TimelineItem

LOCAL = frozenset({ItemKind.INFO, ItemKind.ERROR})


def key_of(item: TimelineItem) -> str:
    """What makes an item the same one when it comes again; "" for lines of our own making."""
    if item.msgid:
        return item.msgid
    if item.kind in LOCAL or item.kind is ItemKind.GAP or item.send_state in (SendState.PENDING, SendState.FAILED):
        return ""
    nth = f"\0{item.nth}" if item.nth else ""
    return f"\0{item.kind}\0{item.time_ms}\0{item.author}\0{item.target}\0{item.text}{nth}"


def tells(item: TimelineItem) -> bool:
    """Whether it is part of the conversation, so that what is next to it matters."""
    return bool(item.msgid) or (item.spoken and bool(key_of(item)))


def numbered(page: list[TimelineItem]) -> list[TimelineItem]:
    """A page, each item that has no msgid with its number among the equal ones of the page."""
    equals = Equals()
    made = []
    for item in page:
        made.append(item if item.nth else equals.next(item))
        equals.add(made[-1])
    return made


class Equals:
    """How many of the same there are, of items without a msgid."""

    __slots__ = ("_counts",)

    def __init__(self) -> None:
        self._counts: dict[int, int] = {}  # by the hash of a key without its number: a few bytes for each

    def next(self, item: TimelineItem) -> TimelineItem:
        """`item` with the number that follows."""
        if item.msgid:
            return item
        nth = self._counts.get(_hash(item), 0)
        return item if item.nth == nth else replace(item, nth=nth)

    def __contains__(self, item: TimelineItem) -> bool:
        return _hash(item) in self._counts

    def add(self, item: TimelineItem) -> None:
        if not item.msgid and key_of(item):
            mark = _hash(item)
            self._counts[mark] = max(self._counts.get(mark, 0), item.nth + 1)

    def remove(self, item: TimelineItem) -> None:
        if not item.msgid and key_of(item):
            mark = _hash(item)
            left = self._counts.get(mark, 0) - 1
            if left > 0:
                self._counts[mark] = left
            else:
                self._counts.pop(mark, None)


def _hash(item: TimelineItem) -> int:
    return hash((item.kind, item.time_ms, item.author, item.target, item.text))
