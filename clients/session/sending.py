# SPDX-License-Identifier: GPL-3.0-or-later
"""Our own messages: pending, sent, failed; never twice, never lost.

    PENDING --echo with its label, or its text in echo or history--> SENT
    PENDING --refused, or no echo in time--> FAILED --retry--> PENDING

Rules:
- Without echo-message a PING goes behind what was written: its PONG says that the server has read that, and refused
  none of it. Nothing counts as sent because it was written.
- It goes out in order, as fast as `pacing` says; what waits has not been written.
- What was written and has no answer is not written again on the same connection: it is on its way, and the server may
  only be slow. Trying again then means waiting again.
- What was written but not confirmed when the connection broke is looked for in the history first. If it is not there
  it is sent again; on a server without history nobody can know, so it fails with a sentence and the person decides.
- Order is kept: while older messages of a room wait, newer ones wait behind them.
- Each unconfirmed message is in the store before it is written.
Sources: IRCv3 echo-message, labeled-response, draft/multiline.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import NamedTuple
from uuid import UUID

from clients.session import composing, pacing, sanitize
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
TOO_MANY = Sentence("That would be {number} messages, and no more than {most} may wait to be sent.")
RECEIPT = "sent-"  # begins the PINGs that go behind messages
UNSENDABLE = Sentence("That cannot be sent as a message.")


class Estimate(NamedTuple):
    """What a text would become: how many messages, and about how many seconds until the last of them is sent."""

    messages: int
    seconds: int


def estimate(core: Core, room: Room | None, text: str) -> Estimate:
    """What sending `text` here would mean, to be asked about before."""
    messages = len(_parts(core, room, text, ItemKind.MESSAGE)) if room is not None else 0
    return Estimate(messages, pacing.seconds_for(messages + len(core.outgoing), free="SAFERATE" in core.info.tokens))


def send(core: Core, room: Room, text: str, kind: ItemKind, reply_to: str) -> int:
    """Put a message (or the several it takes) into the room and on its way. The first item's id, 0 if refused."""
    if room.kind is RoomKind.SERVER:
        core.say(NOBODY, error=True)
        return 0
    if core.link.ready and room.kind is RoomKind.CHANNEL and not room.joined and room.key not in core.link.joining:
        core.say(NOT_IN.of(room=room.name), room.key, error=True)
        return 0
    parts = _parts(core, room, text, kind)
    if len(core.outgoing) + len(parts) > MAX_OUTGOING:
        core.say(TOO_MANY.of(number=str(len(parts)), most=str(MAX_OUTGOING)), room.key, error=True)
        return 0
    now = core.clock.server_ms()
    items = [_add(core, room, part, kind, "" if number else reply_to, now) for number, part in enumerate(parts)]
    _go_on(core)
    composing.spoke(core, room)
    return items[0] if items else 0


def _parts(core: Core, room: Room, text: str, kind: ItemKind) -> list[str]:
    """As few messages as the server takes it in, else one a line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip("\n")
    if not text.strip():
        return []
    longest = room_for_text(core, room.name, kind)
    if core.network.features.multiline and kind is ItemKind.MESSAGE and core.link.ready:
        return _multiline_parts(core, split_lines(text, longest))
    return [part for line in text.split("\n") if line.strip() for part in split_text(line, longest)]


def _multiline_parts(core: Core, lines: list[tuple[str, bool]]) -> list[str]:
    """Lines, as `split_lines` gives them, in messages within the server's limits."""
    features = core.network.features
    parts: list[str] = []
    text, count, size = "", 0, 0
    for line, joined in lines:
        more = len(line.encode()) + (0 if joined or not count else 1)
        if count and (count >= features.multiline_lines or size + more > features.multiline_bytes):
            parts.append(text)
            text, count, size = line, 1, len(line.encode())
        else:
            text += line if joined or not count else f"\n{line}"
            count, size = count + 1, size + more
    return [part for part in (*parts, text) if part.strip()]


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


def _in_order(core: Core) -> list[Outgoing]:
    return sorted(core.outgoing.values(), key=lambda out: out.item)


def _by_turns(core: Core) -> list[Outgoing]:
    """What is not written on this connection, in order in each room; one with much to send leaves others their turn."""
    link, places = core.link, Counter[str]()
    turns: list[tuple[int, int, int, Outgoing]] = []
    for out in _in_order(core):
        if not out.failed and not (out.sent_ms and out.link == link.number):
            turns.append((places[out.room], link.served.get(out.room, 0), out.item, out))
            places[out.room] += 1
    return [turn[3] for turn in sorted(turns, key=lambda turn: turn[:3])]


def _under_way(core: Core) -> list[Outgoing]:
    """What is written on this connection, without an answer; also what was given up on meanwhile."""
    link = core.link.number
    return [out for out in core.outgoing.values() if out.sent_ms and out.link == link and not out.answered]


def _go_on(core: Core) -> None:
    """Write what waits, in order, as far as it may go now."""
    held: set[str] = set()
    places = pacing.MOST_UNANSWERED - len(_under_way(core))
    waiting = False
    for out in _by_turns(core):
        room = core.network.rooms.get(out.room)
        if room is None or out.room in held or out.sent_ms or not may_go(core, room):
            held.add(out.room)
            continue
        delay = 0.0 if "SAFERATE" in core.info.tokens else core.link.pace.delay(core.clock.elapsed)
        if delay:
            core.timers.set("pace", delay, lambda: _go_on(core))
        waiting = bool(delay) or places <= 0
        if waiting:
            break
        core.link.pace.spend()
        places -= 1
        _go(core, room, out)
    _ask_receipt(core, waiting)


def _go(core: Core, room: Room, out: Outgoing) -> None:
    label = core.next_label() if core.network.features.labels else ""
    known = out.labels if out.link == core.link.number else ()
    out.labels = (*known, label) if label else known
    core.link.served[out.room] = max(core.link.served.values(), default=0) + 1
    out.sent_ms, out.link, out.answered, out.again = core.clock.server_ms(), core.link.number, False, False
    item = core.timelines[room.key].get(out.item)
    _save(core, out, item.time_ms if item else out.sent_ms)
    if _write(core, room, out, label):
        core.timers.set(("send", out.item), core.config.send_timeout, lambda: _overdue(core, out))
    else:
        out.answered = True
        _fail(core, out, UNSENDABLE)


def _ask_receipt(core: Core, waiting: bool) -> None:
    """A PING behind what was written where nothing else would answer: once for several, as it costs what they cost."""
    link = core.link
    if core.network.features.echo or link.receipt or not core.connected:
        return
    under_way = {out.item for out in _under_way(core)}
    if under_way and not (waiting and len(under_way) < pacing.MOST_UNANSWERED // 2):
        _ping(core, under_way)


def _ping(core: Core, items: set[int]) -> None:
    core.link.receipt = items
    core.link.receipts += 1
    core.link.pace.spend()
    core.send("PING", f"{RECEIPT}{core.link.receipts}")


def on_pong(core: Core, message: Message) -> None:
    """The server has read what was written before that PING."""
    if not message.params or message.params[-1] != f"{RECEIPT}{core.link.receipts}":
        return
    items, core.link.receipt = core.link.receipt, set()
    for item_id in sorted(items):
        out = core.outgoing.get(item_id)
        if out is None or out.link != core.link.number or out.answered:
            continue
        out.answered = True
        timeline = core.timelines[out.room]
        item = timeline.get(item_id)
        if item is not None and not core.network.features.echo:
            _done(core, out)
            sent = replace(item, send_state=SendState.SENT, failure="", author=core.network.nick, time_ms=out.sent_ms)
            timeline.settle(sent)
    _go_on(core)


def _write(core: Core, room: Room, out: Outgoing, label: str) -> bool:
    tags = {"label": label} if label else {}
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
    for out in _in_order(core):
        if out.room != room_key or out.failed or out.link == core.link.number != 0:
            continue
        if out.sent_ms and not out.again and not core.network.features.history:
            _fail(core, out, BROKEN)
        else:
            out.sent_ms = 0
    _go_on(core)


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
                for out in _in_order(core)
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
    _go_on(core)
    return True


def _by_label(core: Core, label: str) -> Outgoing | None:
    return next((out for out in core.outgoing.values() if label in out.labels and out.link == core.link.number), None)


def on_ack(core: Core, message: Message) -> None:
    """A labelled ACK: taken, and there will be no echo."""
    out = _by_label(core, message.tags.get("label", "")) if message.tags.get("label") else None
    item = core.timelines[out.room].get(out.item) if out is not None else None
    if out is not None and item is not None:
        _done(core, out)
        core.timelines[out.room].settle(replace(item, send_state=SendState.SENT, failure=""))
        _go_on(core)


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
                for out in _in_order(core)
                if room is not None and out.room == room.key and out.link == core.link.number and not out.answered
                and out.sent_ms and not out.labels
            ),
            None,
        )  # fmt: skip
    if out is None:
        return False
    out.answered = True
    _fail(core, out, sentence)
    _go_on(core)
    return True


def _overdue(core: Core, out: Outgoing) -> None:
    if out.item in core.outgoing and not out.failed:
        _fail(core, out, UNCONFIRMED)
        if not core.link.receipt:  # whether the server has read it all the same
            _ping(core, {other.item for other in _under_way(core)})


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
    out.failed = False
    item = replace(item, send_state=SendState.PENDING, failure="", time_ms=core.clock.server_ms())
    core.timelines[room.key].unsettle(item)
    if out.link == core.link.number != 0 and not out.answered:
        core.timers.set(("send", out.item), core.config.send_timeout, lambda: _overdue(core, out))
    elif out.answered or may_go(core, room):
        out.sent_ms = 0  # it is known not to be there, or the person has decided
    else:
        out.again = True  # what the history of the next connection does not hold
    _save(core, out, item.time_ms)
    _go_on(core)


def discard(core: Core, room: Room, item_id: int) -> None:
    """Delete a failed message, or a pending one: what was written already may still arrive."""
    out = core.outgoing.get(item_id)
    if out is not None and out.room == room.key:
        _done(core, out)
        core.timelines[room.key].remove(item_id)
        _go_on(core)
