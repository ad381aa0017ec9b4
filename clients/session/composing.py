# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is typing, and saying that we are.

Rules: ours goes out at most every 3 seconds per room, never for a /command, never where the person or the server does
not want it; theirs ends after 6 seconds (30 when paused), with a message, or when they leave. Bounded per room.
Sources: IRCv3 typing.
"""

from __future__ import annotations

from clients.session.core import Core
from clients.session.events import TypingChanged
from clients.session.model import Room, RoomKind

THROTTLE = 3.0
ACTIVE = 6.0
PAUSED = 30.0


def say(core: Core, room: Room, active: bool) -> None:
    """The entry changed: `active` if it holds text that is no command."""
    if not (core.config.send_typing and core.network.features.typing and core.link.ready):
        return
    if room.kind is RoomKind.SERVER or (room.kind is RoomKind.CHANNEL and not room.joined):
        return
    value = "active" if active else "done"
    sent_at, sent = core.link.typing_sent.get(room.key, (float("-inf"), "done"))
    if (value == "done" == sent) or core.clock.elapsed - sent_at < THROTTLE:
        return
    core.link.typing_sent[room.key] = (core.clock.elapsed, value)
    core.send("TAGMSG", room.name, tags={"+typing": value})


def spoke(core: Core, room: Room) -> None:
    """We sent a message: whoever saw us typing sees that it ended."""
    core.link.typing_sent.pop(room.key, None)


def heard(core: Core, room: Room, nick: str, value: str) -> None:
    here = core.typing.setdefault(room.key, {})
    key = core.fold(nick)
    if value in ("active", "paused"):
        if key not in here and len(here) >= core.config.limits.typing:
            return
        here[key] = nick
        core.timers.set(
            ("typing", room.key, key), ACTIVE if value == "active" else PAUSED, lambda: stop(core, room, nick)
        )
        _tell(core, room)
    else:
        stop(core, room, nick)


def stop(core: Core, room: Room, nick: str) -> None:
    if not core.typing.get(room.key):
        return
    key = core.fold(nick)
    core.timers.cancel(("typing", room.key, key))
    if core.typing[room.key].pop(key, None) is not None:
        _tell(core, room)


def clear(core: Core) -> None:
    for key in list(core.typing):
        room = core.network.rooms.get(key)
        for nick in list(core.typing.get(key, {}).values()):
            if room is not None:
                stop(core, room, nick)
    core.typing.clear()


def _tell(core: Core, room: Room) -> None:
    nicks = tuple(core.typing.get(room.key, {}).values())
    if nicks != room.typing:
        room.typing = nicks
        core.emit(TypingChanged(room.key, nicks))
