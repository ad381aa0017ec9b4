# SPDX-License-Identifier: GPL-3.0-or-later
"""How many bytes of conversation a session holds, over all its rooms. Beyond that the largest room forgets its oldest.

Rules: what counts is what Python holds, not what was received: a row of three letters takes half a KiB. What leaves
the memory stays on the disk and on the server.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from sys import getsizeof
from typing import Protocol

from clients.session.model import TimelineItem

ROW = 500  # bytes of an item, of its places in lists and maps, and of short names


def size_of(item: TimelineItem) -> int:
    """About how many bytes `item` takes."""
    size = ROW + getsizeof(item.text)
    if len(item.reactions) > 2:
        size += 60 * sum(map(len, item.reactions.values()))
    return size


class Holder(Protocol):
    """What holds bytes: a room's timeline."""

    @property
    def size(self) -> int: ...

    def shrink(self) -> bool: ...


@dataclass(slots=True)
class Budget:
    """The rooms of one session, and how much they may hold together."""

    limit: int
    held: int = 0  # what the rooms' items take
    holders: list[Holder] = field(default_factory=list)

    def relieve(self) -> None:
        """Get below the limit, if anybody can give something up."""
        while self.held > self.limit:
            if not max(self.holders, key=lambda holder: holder.size).shrink():
                return
