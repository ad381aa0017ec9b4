# SPDX-License-Identifier: GPL-3.0-or-later
"""Our own messages: pending, sent, failed; never twice, never lost.

    PENDING --echo with its label, or its text in echo or history--> SENT
    PENDING --refused, or no echo in time--> FAILED --retry--> PENDING

Rules:
- Without echo-message there is no receipt: what was written counts as sent.
- What was written but not confirmed when the connection broke is looked for in the history first. If it is not there
  it is sent again; on a server without history nobody can know, so it fails with a sentence and the person decides.
- Order is kept: while older messages of a room wait, newer ones wait behind them.
- Each unconfirmed message is in the store before it is written.
Sources: IRCv3 echo-message, labeled-response, draft/multiline.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from clients.session import composing, sanitize
from clients.session.core import Core
from clients.session.model import ItemKind, Room, RoomKind, SendState, TimelineItem
from clients.session.outgoing_lines import room_for_text
from clients.session.sentences import Sentence
from clients.session.state import Outgoing
from clients.session.store import PendingRow
from protocol.message import Message
from protocol.splitting import split_lines, split_text

MAX_OUTGOING = 500
SKEW_MS = 60_000
UNCONFIRMED = Sentence("The server did not confirm this message in time.")
BROKEN = Sentence("The connection broke before the server confirmed this message; it may have arrived.")
NOBODY = Sentence("Nobody listens here. Join a room with /join #room, or open a conversation with /query nick.")
NOT_IN = Sentence("You are not in {room}. Join it to talk there: /join {room}")
TOO_MANY = Sentence("Too many messages are waiting to be sent.")
UNSENDABLE = Sentence("That cannot be sent as a message.")


def send(core: Core, room: Room, text: str, kind: ItemKind, reply_to: str) -> int:
    """Put a message (or the several it takes) into the room and on its way. The first item's id, 0 if refused."""
    if room.kind is RoomKind.SERVER:
        core.say(NOBODY, error=True)
        return 0
    if core.link.ready and room.kind is RoomKind.CHANNEL and not room.joined and room.key not in core.link.joining:
        core.say(NOT_IN.of(room=room.name), room.key, error=True)
        return 0
    first = 0
    for part in _parts(core, room, text, kind):
        if len(core.outgoing) >= MAX_OUTGOING:
            core.say(TOO_MANY, room.key, error=True)
            break
        item_id = _add(core, room, part, kind, reply_to, core.clock.server_ms())
        first = first or item_id
        _go(core, room, core.outgoing[item_id])
    composing.spoke(core, room)
    return first


def _parts(core: Core, room: Room, text: str, kind: ItemKind) -> list[str]:
    """One part if the server takes it in one, else a message a line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip("\n")
    if not text.strip():
        return []
    features = core.network.features
    longest = room_for_text(core, room.name, kind)
    if features.multiline and kind is ItemKind.MESSAGE and core.link.ready:
        lines = split_lines(text, longest)
        if len(lines) <= features.multiline_lines and len(text.encode()) <= features.multiline_bytes:
            return [text]
    return [part for line in text.split("\n") if line.strip() for part in split_text(line, longest)]


def _add(core: Core, room: Room, text: str, kind: ItemKind, reply_to: str, time_ms: int) -> int:
    item = TimelineItem(
        core.next_id(), kind, time_ms, core.network.nick or core.wanted_nick, text,
        reply_to=reply_to, send_state=SendState.PENDING, own=True,
    )  # fmt: skip
    key = str(UUID(int=core.rng.getrandbits(128)))
    core.outgoing[item.id] = Outgoing(item.id, room.key, text, kind, reply_to, key=key)
    _save(core, core.outgoing[item.id], time_ms)
    core.timelines[room.key].append(item)
    return item.id


def restore(core: Core, row: PendingRow) -> None:
    """An unconfirmed message of an earlier run of the program."""
    room = core.network.rooms.get(row.room)
    if room is None:
        return
    item_id = _add(core, room, row.text, row.kind, row.reply_to, row.time_ms)
    out = core.outgoing[item_id]
    if core.store is not None:
        core.store.drop_pending(out.key)
    out.key, out.sent_ms = row.key, row.sent_ms
    if row.failure:
        _fail(core, out, row.failure)


def _save(core: Core, out: Outgoing, time_ms: int, failure: str = "") -> None:
    if core.store is not None:
        row = PendingRow(out.key, out.room, out.kind, out.text, out.reply_to, time_ms, out.sent_ms, failure)
        core.store.save_pending(core.network.key, row)


# --- on the wire --------------------------------------------------------------------------------------------------


def may_go(core: Core, room: Room) -> bool:
    """Whether a message may be written now: we are in the room, and know what of ours the server has already."""
    if not core.link.ready or (room.kind is RoomKind.CHANNEL and not room.joined):
        return False
    return core.catchups[room.key].done or not core.network.features.history


def _go(core: Core, room: Room, out: Outgoing) -> None:
    if not may_go(core, room) or any(
        other.item < out.item and other.room == out.room and not other.failed and not other.sent_ms
        for other in core.outgoing.values()
    ):
        return
    features = core.network.features
    out.label = core.next_label() if features.labels else ""
    out.sent_ms, out.link = core.clock.server_ms(), core.link.number
    item = core.timelines[room.key].get(out.item)
    _save(core, out, item.time_ms if item else out.sent_ms)
    if not _write(core, room, out):
        _fail(core, out, UNSENDABLE)
    elif not features.echo and item is not None:
        _done(core, out)
        core.timelines[room.key].settle(replace(item, send_state=SendState.SENT, author=core.network.nick))
    else:
        core.timers.set(("send", out.item), core.config.send_timeout, lambda: _overdue(core, out))


def _write(core: Core, room: Room, out: Outgoing) -> bool:
    tags = {"label": out.label} if out.label else {}
    if out.reply_to and core.network.features.replies:
        tags |= {"+reply": out.reply_to, "+draft/reply": out.reply_to}
    lines = split_lines(out.text, room_for_text(core, room.name, out.kind))
    if out.kind is ItemKind.ACTION:
        return core.send("PRIVMSG", room.name, f"\x01ACTION {out.text}\x01", tags=tags)
    if out.kind is ItemKind.NOTICE:
        return core.send("NOTICE", room.name, out.text, tags=tags)
    if len(lines) == 1 or not core.network.features.multiline:
        return all(core.send("PRIVMSG", room.name, text, tags=tags) for text, _ in lines if text)
    reference = f"m{out.item:x}"
    sent = core.send("BATCH", f"+{reference}", "draft/multiline", room.name, tags=tags)
    for text, joined in lines:
        line_tags = {"batch": reference} | ({"draft/multiline-concat": ""} if joined else {})
        sent = core.send("PRIVMSG", room.name, text, tags=line_tags) and sent
    return core.send("BATCH", f"-{reference}") and sent


def resume(core: Core, room_key: str) -> None:
    """The room is open and its history complete: what still waits goes now."""
    room = core.network.rooms.get(room_key)
    if room is None or not may_go(core, room):
        return
    for out in sorted((out for out in core.outgoing.values() if out.room == room_key), key=lambda out: out.item):
        if out.failed or out.link == core.link.number != 0:
            continue
        if out.sent_ms and not core.network.features.history:
            _fail(core, out, BROKEN)
        else:
            out.sent_ms = 0
            _go(core, room, out)


# --- what became of it --------------------------------------------------------------------------------------------


def _done(core: Core, out: Outgoing) -> None:
    core.outgoing.pop(out.item, None)
    core.timers.cancel(("send", out.item))
    if core.store is not None:
        core.store.drop_pending(out.key)


def claim(core: Core, room: Room, item: TimelineItem, label: str = "") -> bool:
    """`item` is ours, from an echo or from history. True if it settled a message that waited."""
    live = not item.history
    if live and label:
        found = _by_label(core, label)
    elif live and core.network.features.labels:
        return False  # said on another device of ours
    else:
        found = next(
            (
                out
                for out in sorted(core.outgoing.values(), key=lambda out: out.item)
                if out.room == room.key and out.sent_ms and out.kind is item.kind
                and sanitize.said(out.text).rstrip() == item.text.rstrip()
                and (live or item.time_ms >= out.sent_ms - SKEW_MS)
            ),
            None,
        )  # fmt: skip
    if found is None or found.room != room.key:
        return False
    _done(core, found)
    core.timelines[room.key].settle(replace(item, id=found.item, send_state=SendState.SENT, own=True))
    return True


def _by_label(core: Core, label: str) -> Outgoing | None:
    return next((out for out in core.outgoing.values() if out.label == label and out.link == core.link.number), None)


def on_ack(core: Core, message: Message) -> None:
    """A labelled ACK: taken, and there will be no echo."""
    out = _by_label(core, message.tags.get("label", "")) if message.tags.get("label") else None
    item = core.timelines[out.room].get(out.item) if out is not None else None
    if out is not None and item is not None:
        _done(core, out)
        core.timelines[out.room].settle(replace(item, send_state=SendState.SENT))


def refused(core: Core, message: Message, sentence: str, target: str) -> bool:
    """An error answers a message of ours: by its label, or the oldest one on its way to `target`."""
    label = message.tags.get("label", "")
    if label:
        out = _by_label(core, label)
    else:
        room = core.room(target)
        out = next(
            (
                out
                for out in sorted(core.outgoing.values(), key=lambda out: out.item)
                if room is not None and out.room == room.key and out.link == core.link.number and not out.failed
                and not out.label
            ),
            None,
        )  # fmt: skip
    if out is None:
        return False
    _fail(core, out, sentence)
    return True


def _overdue(core: Core, out: Outgoing) -> None:
    if out.item in core.outgoing and not out.failed:
        _fail(core, out, UNCONFIRMED)


def _fail(core: Core, out: Outgoing, sentence: str) -> None:
    core.timers.cancel(("send", out.item))
    out.failed = True
    timeline = core.timelines[out.room]
    item = timeline.get(out.item)
    if item is None:
        return
    above = timeline.last_confirmed()
    time_ms = max(item.time_ms, above.time_ms if above else 0)
    _save(core, out, time_ms, sentence)
    timeline.settle(replace(item, send_state=SendState.FAILED, failure=sentence, time_ms=time_ms))


def connection_lost(core: Core) -> None:
    """What was on its way waits for the next connection, where `resume` decides."""
    for out in core.outgoing.values():
        core.timers.cancel(("send", out.item))


def retry(core: Core, room: Room, item_id: int) -> None:
    out, item = core.outgoing.get(item_id), core.timelines[room.key].get(item_id)
    if out is None or item is None or not out.failed:
        return
    out.failed, out.sent_ms, out.link = False, 0, 0
    item = replace(item, send_state=SendState.PENDING, failure="", time_ms=core.clock.server_ms())
    core.timelines[room.key].unsettle(item)
    _save(core, out, item.time_ms)
    _go(core, room, out)


def discard(core: Core, room: Room, item_id: int) -> None:
    """Delete a failed message, or a pending one: what was written already may still arrive."""
    out = core.outgoing.get(item_id)
    if out is not None and out.room == room.key:
        _done(core, out)
        core.timelines[room.key].remove(item_id)
