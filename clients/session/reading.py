# SPDX-License-Identifier: GPL-3.0-or-later
"""What is unread, where the person has read to, and telling their other devices.

Rules: the read position only moves forward; but until anybody has said where it is, the server's word on it counts.
Unread are others' messages after it. What comes while the person looks at the end of its room is read as it comes: it
never counts, and the position follows once for all that was fed in one go. MARKREAD is sent at most every two seconds
per room, with the time of a message, never for what we only show locally.
Sources: IRCv3 read-marker.
"""

from __future__ import annotations

from clients.session import notify, people
from clients.session.core import Core
from clients.session.events import Attention, UnreadChanged
from clients.session.item_keys import LOCAL
from clients.session.model import NotifyLevel, Room, RoomKind, SendState, TimelineItem
from protocol import timestamps
from protocol.message import Message

PACE = 2.0
AHEAD_MS = 60_000


def arrived(core: Core, room: Room, item: TimelineItem) -> None:
    """A live item came."""
    if item.own or not item.spoken or item.time_ms <= room.read_ms:
        return
    focused = core.focused == room.key
    if focused and core.at_end:
        core.seen = True
        return
    if room.kind is not RoomKind.SERVER:
        room.unread += 1
        room.mentions += item.mention or room.kind is RoomKind.DIRECT
        _tell(core, room)
    quiet, default = core.do_not_disturb, core.network.notify
    if notify.wants_attention(room, item, focused=focused, do_not_disturb=quiet, default=default):
        core.emit(Attention(room.key, item, item.mention))


def look(core: Core, room: str | None, *, at_end: bool) -> None:
    """The person looks at a room, or at none of this network. What stands at its end is read, if that is in sight."""
    core.focused, core.at_end = room, at_end
    found = core.network.rooms.get(room) if room is not None and at_end else None
    here = core.network.rooms.get(room) if room is not None else None
    if here is not None:
        people.look_up(core, here)
    if found is not None:  # who comes and goes is nothing that was read, and the server's word may still be on its way
        said = (i.time_ms for i in found.items[-50:] if i.spoken and i.send_state is not SendState.PENDING)
        mark_read(core, found, None if found.unread else max(said, default=0))


def follow(core: Core) -> None:
    """After all that came in one go: the read position is where the eyes are."""
    if core.seen:
        core.seen = False
        look(core, core.focused, at_end=core.at_end)


def set_notify(core: Core, key: str | None, level: NotifyLevel, *, muted: bool) -> None:
    """What notifies in a room; in all that have no choice of their own (None)."""
    room = core.network.rooms.get(key) if key is not None else None
    if room is not None:
        room.notify, room.muted = level, muted
        core.save_room(room)
        core.room_changed(room)
    elif key is None and level is not NotifyLevel.DEFAULT:
        core.network.notify = level


def recount(core: Core, room: Room) -> None:
    """After history, a read position, or a redaction."""
    unread = mentions = 0
    for item in reversed(room.items):
        if item.time_ms <= room.read_ms:
            break
        if item.spoken and not item.own and not item.redacted:
            unread += 1
            mentions += item.mention or room.kind is RoomKind.DIRECT
    if room.kind is RoomKind.SERVER:
        unread = mentions = 0
    if (unread, mentions) != (room.unread, room.mentions):
        room.unread, room.mentions = unread, mentions
        _tell(core, room)


def mark_read(core: Core, room: Room, time_ms: int | None) -> None:
    if time_ms is None:
        said = [item.time_ms for item in room.items[-50:] if item.kind not in LOCAL]
        time_ms = max(said, default=0)
    if time_ms <= room.read_ms:
        return
    _move(core, room, time_ms)
    if core.network.features.read_marker and room.kind is not RoomKind.SERVER:
        timer = ("markread", room.key)
        if timer not in core.timers:
            _send(core, room)
            core.timers.set(timer, PACE, lambda: _send(core, room))


def _move(core: Core, room: Room, time_ms: int) -> None:
    room.read_ms = time_ms
    core.catchups[room.key].guessed_read = False
    unread = (room.unread, room.mentions)
    recount(core, room)
    if unread == (room.unread, room.mentions):
        _tell(core, room)
    core.save_room(room)


def _send(core: Core, room: Room) -> None:
    """Where they have read to, as the time of a message of the server."""
    told = core.network.features.server_time  # without msgids, what others said has the server's time all the same
    time_ms = next((i.time_ms for i in reversed(room.items) if i.time_ms <= room.read_ms and _dated(i, told)), 0)
    if core.link.ready and time_ms > core.link.markread_sent.get(room.key, 0):
        core.link.markread_sent[room.key] = time_ms
        core.send("MARKREAD", room.name, f"timestamp={timestamps.write(time_ms)}")


def _dated(item: TimelineItem, told: bool) -> bool:
    return bool(item.msgid) or (told and item.spoken and item.send_state is SendState.RECEIVED)


def ask(core: Core, room: Room) -> None:
    """For a direct conversation the server does not tell by itself."""
    if core.network.features.read_marker and core.link.ready:
        core.send("MARKREAD", room.name)


def on_markread(core: Core, message: Message) -> None:
    """MARKREAD <target> timestamp=…|*"""
    if len(message.params) < 2:
        return
    room = core.room(message.params[0])
    time_ms = timestamps.read(message.params[1].removeprefix("timestamp="))
    if room is None or time_ms is None:
        return
    time_ms = min(time_ms, core.clock.server_ms() + AHEAD_MS)  # nobody has read what will be said next year
    core.link.markread_sent[room.key] = max(time_ms, core.link.markread_sent.get(room.key, 0))
    catchup = core.catchups[room.key]
    if time_ms > room.read_ms or catchup.guessed_read:
        _move(core, room, time_ms)


def _tell(core: Core, room: Room) -> None:
    core.emit(UnreadChanged(room.key, room.unread, room.mentions, room.read_ms))
