# SPDX-License-Identifier: GPL-3.0-or-later
"""Finding messages: SEARCH where the server offers it, the local store elsewhere or when the server does not answer.

Rules: `from:nick` and `in:#room` in the text are selectors. One SearchResults per request, always.
Sources: soju.im/search (`SEARCH key=value;…`, escaped like tags; a batch of messages).
"""

from __future__ import annotations

from clients.session import items
from clients.session.core import Core
from clients.session.events import FoundMessage, SearchResults
from clients.session.model import RoomKind
from clients.session.sentences import Sentence
from clients.session.state import Batch, SearchRequest
from protocol.message import Message, escape_tag

LIMIT = 100
PATIENCE = 15.0
EMPTY = Sentence("Nothing was found.")
NO_WORDS = Sentence("Type a word to look for, or from:nick.")


def parse(text: str) -> tuple[str, str, str]:
    """What was typed -> (words, in, from)."""
    words, room, sender = [], "", ""
    for word in text.split():
        name, colon, value = word.partition(":")
        if colon and value and name.lower() == "in":
            room = value
        elif colon and value and name.lower() == "from":
            sender = value
        else:
            words.append(word)
    return " ".join(words), room, sender


def search(core: Core, text: str, room: str, sender: str) -> int:
    text, typed_room, typed_sender = parse(text)
    name = core.network.rooms[room].name if room and room in core.network.rooms else room
    if typed_room and not core.info.is_channel(typed_room) and core.room(f"#{typed_room}") is not None:
        typed_room = f"#{typed_room}"  # in:garden, where nobody is called garden
    name, sender = typed_room or name, typed_sender or sender
    core.requests += 1
    request = SearchRequest(core.requests, text, name, sender)
    if not (text or sender):
        core.emit(SearchResults(request.id, (), True, NO_WORDS))
    elif core.network.features.search and core.link.ready:
        _ask_server(core, request)
    else:
        _local(core, request)
    return request.id


def _ask_server(core: Core, request: SearchRequest) -> None:
    request.label = core.next_label() if core.network.features.labels else ""
    attributes = {"text": request.text, "in": request.room, "from": request.sender, "limit": str(LIMIT)}
    selector = ";".join(f"{key}={escape_tag(value)}" for key, value in attributes.items() if value)
    core.link.searches.append(request)
    core.timers.set(("search", request.id), PATIENCE, lambda: _give_up(core, request))
    if not core.send("SEARCH", selector, tags={"label": request.label} if request.label else None):
        _give_up(core, request)


def _give_up(core: Core, request: SearchRequest) -> None:
    if request in core.link.searches:
        core.link.searches.remove(request)
        core.timers.cancel(("search", request.id))
        _local(core, request)


def _local(core: Core, request: SearchRequest) -> None:
    found = []
    if core.store is not None:
        room = core.fold(request.room) if request.room else ""
        found = core.store.search(core.network.key, request.text, room, request.sender, LIMIT)
    found = found or _loaded(core, request)  # a store need not keep what was said
    core.emit(SearchResults(request.id, tuple(found), True, "" if found else EMPTY))


def _loaded(core: Core, request: SearchRequest) -> list[FoundMessage]:
    """What is in memory."""
    words = request.text.casefold().split()
    found = [
        FoundMessage(room.key, room.name, item.msgid, item.time_ms, item.author, item.text)
        for room in core.network.rooms.values()
        if not request.room or room.key == core.fold(request.room)
        for item in room.items
        if item.spoken
        and (not request.sender or core.fold(item.author) == core.fold(request.sender))
        and all(word in item.text.casefold() for word in words)
    ]
    found.sort(key=lambda message: -message.time_ms)
    return found[:LIMIT]


def on_batch(core: Core, batch: Batch) -> None:
    request = _request(core, batch.opening.tags.get("label", ""))
    if request is None:
        return
    found = []
    for line in batch.lines[:1000]:
        item = items.build(core, line, history=True)
        name = items.conversation(core, line) if line.params else ""
        if item is not None and item.spoken and name:
            known = core.room(name)
            shown = known.name if known is not None and known.kind is not RoomKind.SERVER else name
            key = core.fold(name)
            found.append(FoundMessage(key, shown, item.msgid, item.time_ms, item.author, item.text))
    found.sort(key=lambda message: message.time_ms)
    found.reverse()  # of one millisecond, too, the newest is first
    core.emit(SearchResults(request.id, tuple(found), False, "" if found else EMPTY))


def on_fail(core: Core, message: Message) -> None:
    request = _request(core, message.tags.get("label", ""))
    if request is not None:
        core.emit(SearchResults(request.id, (), False, message.params[-1]))


def _request(core: Core, label: str) -> SearchRequest | None:
    requests = core.link.searches
    request = next((request for request in requests if not label or request.label == label), None)
    if request is not None:
        requests.remove(request)
        core.timers.cancel(("search", request.id))
    return request


def forget(core: Core) -> None:
    """The connection is gone: answer from here."""
    for request in list(core.link.searches):
        _give_up(core, request)
