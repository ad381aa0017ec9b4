# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a room's items are kept on disk, as a timeline sees it. `store.RoomShelf` is one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from clients.session.model import TimelineItem


class Shelf(Protocol):
    """One room's place in a store."""

    def add(self, items: Iterable[TimelineItem]) -> None: ...

    def change(self, item: TimelineItem) -> None: ...

    def remove(self, items: Iterable[TimelineItem]) -> None: ...
