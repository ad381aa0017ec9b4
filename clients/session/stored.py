# SPDX-License-Identifier: GPL-3.0-or-later
"""What was said before, from this computer: for servers without history, and while there is no connection.

Rules: pages of the store are contiguous, but for the gaps it keeps itself; what is between them and what is in memory
is a GAP like any other, and filled from here again on a server without history.
"""

from __future__ import annotations

from dataclasses import replace

from clients.session.core import Core
from clients.session.events import HistoryLoaded
from clients.session.item_keys import key_of
from clients.session.model import ItemKind, Room, TimelineItem


def load_older(core: Core, room: Room) -> bool:
    """The page before what is here."""
    first = room.items[0] if room.items else None
    rows = []
    if core.store is not None and first is not None:
        rows = core.store.recent(core.network.key, room.key, core.config.history_page, first.time_ms)
    if not rows:
        if core.link.ready and not core.network.features.history:
            room.at_beginning = True
            core.room_changed(room)
        return False
    page = [replace(item, id=core.next_id()) for item in rows]
    count = core.timelines[room.key].merge(page, left_joined=True, right_joined=True)
    core.emit(HistoryLoaded(room.key, count))
    return True


def fill(core: Core, room: Room, gap: TimelineItem) -> bool:
    """On a server without history a gap is only what is not in memory."""
    timeline = core.timelines[room.key]
    after = next((item for item in room.items[timeline.index(gap) + 1 :] if key_of(item)), None)
    if core.store is None or after is None:
        return False
    rows = core.store.recent(core.network.key, room.key, core.config.history_page, after.time_ms + 1)
    timeline.remove(gap.id)
    page = [replace(item, id=core.next_id()) for item in rows if item.kind is not ItemKind.GAP]
    more = len(rows) == core.config.history_page and not all(timeline.knows(item) for item in page)
    core.emit(HistoryLoaded(room.key, timeline.merge(page, left_joined=not more, right_joined=True)))
    return True


def around(core: Core, room: Room, msgid: str, time_ms: int) -> bool:
    """A found message, or a day, of a server without history or while there is no connection."""
    timeline, store = core.timelines[room.key], core.store
    if store is None:
        return False
    time_ms = store.time_of(core.network.key, room.key, msgid) if msgid else time_ms
    rows = store.around(core.network.key, room.key, time_ms, core.config.history_page) if time_ms else []
    page = [replace(item, id=core.next_id()) for item in rows if item.kind is not ItemKind.GAP]
    if not page:
        return False
    new = timeline.merge(page, left_joined=False, right_joined=False)
    item = timeline.find(msgid) or next((i for i in room.items if i.time_ms >= time_ms and key_of(i)), None)
    core.emit(HistoryLoaded(room.key, new, item.id if item is not None else 0))
    return True
