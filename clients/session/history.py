# SPDX-License-Identifier: GPL-3.0-or-later
"""Getting what was said while we were not there, or before: CHATHISTORY, or the local store.

    joined -> LATEST since the anchor -> (does not reach it?) BEFORE, a page at a time -> complete

Rules:
- A room's anchor is the time up to which nothing is missing. It moves with live messages only while the room is
  complete on this connection, so a connection that breaks in the middle of filling a gap starts from the same place
  again.
- The bound is asked a little earlier than the anchor (clocks of several servers differ); what comes twice is dropped
  by msgid.
- After MAX_PAGES the rest of a gap is left as a GAP row for the person to scroll into.
- References are msgids; a server that does not know one is asked again by time.
- Few requests at once; each has a deadline, and a failed one never holds messages back.
Sources: draft/chathistory.
"""

from __future__ import annotations

from dataclasses import replace

from clients.session import items, reading, sending, stored
from clients.session.core import Core
from clients.session.events import HistoryLoaded
from clients.session.item_keys import key_of, numbered
from clients.session.model import ItemKind, Room, RoomKind, TimelineItem
from clients.session.sentences import Sentence
from clients.session.state import Batch, HistoryRequest, Seek
from clients.session.timeline import Timeline
from protocol import timestamps
from protocol.message import Message

AT_ONCE = 4
CATCH_UP = 400  # what was missed comes in few pages, none of which keeps a window waiting
PATIENCE = 10.0
MAX_PAGES = 25
FUZZ_MS = 5000
RECENT_MS = 7 * 86400 * 1000
NOT_FOUND = Sentence("That message can't be found any more.")
NO_HISTORY = Sentence("You were away. This server keeps no history, so messages may be missing here.")


# --- coming in ----------------------------------------------------------------------------------------------------


def entered(core: Core, room: Room) -> None:
    """We are in the room (again): fetch what is missing, then let our waiting messages go."""
    catchup = core.catchups[room.key]
    catchup.done, catchup.pages = False, 0
    if core.network.features.history:
        room.at_beginning = False
        bounded = catchup.anchor_ms > 0
        limit = _page(core, CATCH_UP) if bounded else _page(core)
        _ask(core, HistoryRequest(room.key, Seek.LATEST, limit, bounded=bounded))
        return
    if catchup.anchor_ms and any(item.spoken for item in room.items[-20:]):
        core.add_local(room.key, ItemKind.INFO, NO_HISTORY)
    _complete(core, room)


def catch_up_directs(core: Core, again: bool) -> None:
    """After registration: the open conversations, and those in which somebody wrote meanwhile."""
    for room in list(core.network.rooms.values()):
        if room.kind is RoomKind.DIRECT:
            entered(core, room)
            reading.ask(core, room)
    ask_targets(core, core.last_seen_ms - FUZZ_MS if core.last_seen_ms else core.clock.server_ms() - RECENT_MS)


def ask_targets(core: Core, since: int) -> None:
    """In which conversations somebody wrote since then. What they wrote is unread, unless the server knows better."""
    if core.network.features.history:
        core.link.targets_since = since
        times = (f"timestamp={timestamps.write(ms)}" for ms in (since, core.clock.server_ms() + FUZZ_MS))
        core.send("CHATHISTORY", "TARGETS", *times, "50")


def on_targets(core: Core, batch: Batch) -> None:
    for line in batch.lines[:200]:
        if line.command != "CHATHISTORY" or len(line.params) < 3 or line.params[0].upper() != "TARGETS":
            continue
        name = line.params[1]
        if core.info.is_channel(name) or core.room(name) is not None or core.is_me(name):
            continue
        room = core.open_room(name)
        if room is not None:
            if core.last_seen_ms and core.catchups[room.key].guessed_read:
                room.read_ms = min(core.last_seen_ms, core.link.targets_since + FUZZ_MS)
            entered(core, room)
            reading.ask(core, room)


def advance(core: Core, room: Room, item: TimelineItem) -> None:
    """A live item is in: complete up to there, if we were complete."""
    catchup = core.catchups[room.key]
    if catchup.done and item.time_ms > catchup.anchor_ms:
        catchup.anchor_ms = item.time_ms
        core.moved_anchors.add(room.key)


def _complete(core: Core, room: Room) -> None:
    catchup = core.catchups[room.key]
    catchup.done = True
    last = next((item for item in reversed(room.items[: core.timelines[room.key].confirmed()]) if key_of(item)), None)
    if last is not None:
        advance(core, room, last)
    sending.resume(core, room.key)


# --- asking -------------------------------------------------------------------------------------------------------


def _page(core: Core, size: int = 0) -> int:
    most = core.info.number("CHATHISTORY")
    size = size or core.config.history_page
    return min(size, most) if most else size


def _ask(core: Core, request: HistoryRequest) -> None:
    queue = core.link.catchup_queue
    if request.seek is Seek.LATEST and any(other.room == request.room and other.seek is Seek.LATEST for other in queue):
        return
    core.requests += 1
    request.number = core.requests
    core.link.catchup_queue.append(request)
    _set_loading(core, request.room)
    _pump(core)


def _pump(core: Core) -> None:
    link = core.link
    while link.catchup_queue and len(link.history) < AT_ONCE:
        request = link.catchup_queue.pop(0)
        room = core.network.rooms.get(request.room)
        if room is None:
            continue
        request.label = core.next_label() if core.network.features.labels else ""
        link.history.append(request)
        tags = {"label": request.label} if request.label else None
        core.timers.set(("history", request.number), PATIENCE, lambda request=request: _failed(core, request))  # type: ignore[misc]
        core.send("CHATHISTORY", *_selectors(core, room, request), str(request.limit), tags=tags)


def _selectors(core: Core, room: Room, request: HistoryRequest) -> tuple[str, str, str]:
    if request.seek is Seek.LATEST:
        since = core.catchups[room.key].anchor_ms - FUZZ_MS
        return "LATEST", room.name, f"timestamp={timestamps.write(since)}" if request.bounded else "*"
    if request.seek is Seek.AROUND:
        msgid = "" if request.by_time else request.wanted_msgid
        return "AROUND", room.name, f"msgid={msgid}" if msgid else f"timestamp={timestamps.write(request.wanted_ms)}"
    item = request.reference
    if item is not None and item.msgid and not request.by_time:
        return "BEFORE", room.name, f"msgid={item.msgid}"
    # A millisecond later, so that others of the same millisecond are not left out.
    return "BEFORE", room.name, f"timestamp={timestamps.write((item.time_ms if item else core.clock.server_ms()) + 1)}"


def _msgids(core: Core) -> bool:
    types = core.info.tokens.get("MSGREFTYPES", "msgid")
    return "msgid" in types.split(",")


def _online(core: Core, room: Room) -> bool:
    return core.link.ready and core.network.features.history and (room.joined or room.kind is RoomKind.DIRECT)


def _reference(items: list[TimelineItem]) -> TimelineItem | None:
    """The first the server can find again: by msgid if any has one."""
    named = next((item for item in items if item.msgid), None)
    return named or next((item for item in items if key_of(item)), None)


def load_older(core: Core, room: Room) -> bool:
    if room.loading or room.at_beginning or room.kind is RoomKind.SERVER:
        return False
    if core.timelines[room.key].full:
        return False
    if not _online(core, room):
        return stored.load_older(core, room)
    first = _reference(room.items)
    request = HistoryRequest(room.key, Seek.OLDER, _page(core), reference=first, by_time=not _msgids(core), asked=True)
    _ask(core, request)
    return True


def load_gap(core: Core, room: Room, gap_id: int) -> bool:
    gap = core.timelines[room.key].get(gap_id)
    if gap is None or gap.kind is not ItemKind.GAP or room.loading:
        return False
    if not _online(core, room):
        return not core.network.features.history and stored.fill(core, room, gap)
    _ask_gap(core, room, gap, asked=True)
    return True


def _ask_gap(core: Core, room: Room, gap: TimelineItem, *, asked: bool) -> None:
    at = core.timelines[room.key].index(gap)
    after = _reference(room.items[at + 1 :])
    request = HistoryRequest(room.key, Seek.GAP, _page(core), gap=gap.id, reference=after, asked=asked)
    request.by_time = not _msgids(core)
    _ask(core, request)


def load_around(core: Core, room: Room, msgid: str, time_ms: int) -> bool:
    found = core.timelines[room.key].find(msgid)
    if found is not None:
        core.emit(HistoryLoaded(room.key, 0, found.id))
        return True
    if not (msgid or time_ms):
        return False
    if not _online(core, room):
        found_here = stored.around(core, room, msgid, time_ms)
        if not found_here:
            core.say(NOT_FOUND, room.key)
        return found_here
    by_time = bool(time_ms) and (not msgid or not _msgids(core))
    request = HistoryRequest(
        room.key, Seek.AROUND, _page(core), wanted_msgid=msgid, wanted_ms=time_ms, by_time=by_time, asked=True
    )
    _ask(core, request)
    return True


# --- the answers --------------------------------------------------------------------------------------------------


def on_batch(core: Core, batch: Batch) -> None:
    """A chathistory batch: the answer to a request of ours, or playback nobody asked for."""
    target = batch.params[0] if batch.params else ""
    request = _request_for(core, batch.opening.tags.get("label", ""), target)
    room = core.network.rooms.get(request.room) if request is not None else core.room(target)
    if request is not None:
        core.link.history.remove(request)
        core.timers.cancel(("history", request.number))
    if room is not None:
        timeline = core.timelines[room.key]
        page = _page_items(core, room, timeline, batch)
        if request is None:
            timeline.merge(page, left_joined=not core.network.features.history, right_joined=True)
            timeline.trim()
        else:
            _take(core, room, timeline, request, page, len(batch.lines))
        _extras(core, room, timeline, batch)
        reading.recount(core, room)
        _set_loading(core, room.key)
    _pump(core)


def _request_for(core: Core, label: str, target: str) -> HistoryRequest | None:
    if label:
        return next((request for request in core.link.history if request.label == label), None)
    key = core.fold(target)
    return next((request for request in core.link.history if request.room == key), None)


def _page_items(core: Core, room: Room, timeline: Timeline, batch: Batch) -> list[TimelineItem]:
    page = []
    for line in batch.lines:
        item = items.build(core, line, direct=room.kind is RoomKind.DIRECT, history=True)
        if item is not None and item.kind is not ItemKind.INVITE:
            page.append(item)
    page = numbered(page)
    for item in page:
        if item.own and item.spoken and not timeline.knows(item):
            sending.claim(core, room, item)
    return page


def _extras(core: Core, room: Room, timeline: Timeline, batch: Batch) -> None:
    """Reactions, redactions and edits, after the messages they are about."""
    for line in batch.lines:
        if line.command in ("TAGMSG", "PRIVMSG"):
            react(core, timeline, line)
        elif line.command == "REDACT":
            redact(core, timeline, line)
        elif line.command == "EDIT":
            edit(timeline, line)


def _take(
    core: Core, room: Room, timeline: Timeline, request: HistoryRequest, page: list[TimelineItem], count: int
) -> None:
    found = 0
    new = 0
    if request.seek is Seek.LATEST:
        new = timeline.merge(page, left_joined=request.bounded and count < request.limit, right_joined=True)
        _continue(core, room)
    elif request.seek is Seek.OLDER:
        new = timeline.merge(page, left_joined=True, right_joined=True, before=request.reference)
        room.at_beginning = new == 0
        core.room_changed(room)
    elif request.seek is Seek.GAP:
        timeline.remove(request.gap)
        new = timeline.merge(page, left_joined=count == 0, right_joined=True, before=request.reference)
        if not core.catchups[room.key].done:
            _continue(core, room)
    else:
        new = timeline.merge(page, left_joined=False, right_joined=False)
        found = _find(timeline, page, request)
        if not found:
            core.say(NOT_FOUND, room.key)
    if request.asked:
        core.emit(HistoryLoaded(room.key, new, found))


def _continue(core: Core, room: Room) -> None:
    """Is the gap since the anchor closed? Else the next page, within reason."""
    catchup = core.catchups[room.key]
    gap = next((item for item in reversed(room.items) if item.kind is ItemKind.GAP), None)
    if gap is None or gap.time_ms <= catchup.anchor_ms or not catchup.anchor_ms or catchup.pages >= MAX_PAGES:
        _complete(core, room)
    else:
        catchup.pages += 1
        _ask_gap(core, room, gap, asked=False)


def _find(timeline: Timeline, page: list[TimelineItem], request: HistoryRequest) -> int:
    item = timeline.find(request.wanted_msgid)
    if item is None and request.wanted_ms:
        later = (item.msgid for item in page if item.time_ms >= request.wanted_ms and item.msgid)
        item = timeline.find(next(later, page[-1].msgid if page else ""))
    return item.id if item is not None else 0


def on_fail(core: Core, message: Message) -> None:
    """FAIL CHATHISTORY <code> <subcommand> <target> … :…"""
    label = message.tags.get("label", "")
    if core.network.features.labels and not label:
        return  # about TARGETS, which has none
    request = _request_for(core, label, message.params[3] if len(message.params) > 3 else "")
    if request is not None:
        _failed(core, request, refused=True)


def _failed(core: Core, request: HistoryRequest, *, refused: bool = False) -> None:
    if request not in core.link.history:
        return
    core.link.history.remove(request)
    core.timers.cancel(("history", request.number))
    room = core.network.rooms.get(request.room)
    if room is not None:
        has_time = request.reference is not None or request.wanted_ms
        if request.seek is not Seek.LATEST and not request.by_time and has_time:
            request.by_time = True
            core.link.catchup_queue.append(request)
        elif request.seek is Seek.LATEST or not core.catchups[room.key].done:
            _complete(core, room)
        elif request.seek is Seek.OLDER and refused:
            room.at_beginning = True  # there is no way further back here
            core.room_changed(room)
        if request.asked and request not in core.link.catchup_queue:
            core.emit(HistoryLoaded(room.key, 0))
        _set_loading(core, room.key)
    _pump(core)


def _set_loading(core: Core, key: str) -> None:
    room = core.network.rooms.get(key)
    loading = any(request.room == key for request in (*core.link.history, *core.link.catchup_queue))
    if room is not None and room.loading != loading:
        room.loading = loading
        core.room_changed(room)


# --- what changes a message that stands already, live or from history ---------------------------------------------


def react(core: Core, timeline: Timeline, message: Message) -> None:
    msgid = items.reply_of(message)[: core.config.limits.name]
    if not msgid:
        return
    nick = (message.source or "").partition("!")[0][: core.config.limits.name]
    for tag, on in (("+draft/react", True), ("+draft/unreact", False), ("+react", True), ("+unreact", False)):
        emoji = message.tags.get(tag, "")
        if emoji and nick and len(emoji) <= 64:
            timeline.react(msgid, emoji, nick, items.time_of(core, message), on)


def redact(core: Core, timeline: Timeline, message: Message) -> None:
    """REDACT <target> <msgid> [:reason]"""
    if len(message.params) < 2:
        return
    nick = (message.source or "").partition("!")[0][: core.config.limits.name]
    longest = core.config.limits.detail
    reason = message.params[2][:longest] if len(message.params) > 2 else ""
    if reason:
        said = Sentence("Deleted by {nick}: {reason}", nick=nick, reason=reason)
    else:
        said = Sentence("Deleted by {nick}", nick=nick)
    timeline.redact(message.params[1][: core.config.limits.name], said)


def edit(timeline: Timeline, message: Message) -> None:
    """@draft/target-msgid=…;draft/edit-text=… EDIT <target>; only its author's word counts."""
    item = timeline.find(message.tags.get("draft/target-msgid", ""))
    text = message.tags.get("draft/edit-text", "")
    nick = (message.source or "").partition("!")[0]
    if item is not None and text and not item.redacted and item.author == nick:
        timeline.change(replace(item, text=text[: items.MAX_TEXT], edited=True))
