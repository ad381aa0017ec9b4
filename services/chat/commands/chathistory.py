# SPDX-License-Identifier: GPL-3.0-or-later
"""CHATHISTORY. Source: IRCv3 chathistory (draft).

It is answered without the capability too: negotiating that is the client's duty, and says how it wants to be greeted.

A page is cut at positions (time, sequence). A timestamp stands before or behind everything of its millisecond, so
that "excluding" holds; a msgid is exactly its message, also when that has been redacted. The time in a msgid of ours
serves where the message itself is no longer kept, so a client that comes back late does not lose its place.

A page that was asked for from a time on does not end within a millisecond, even if that makes it longer than was
asked for.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from protocol import capabilities as caps
from protocol import timestamps
from protocol.message import line
from protocol.standard_replies import (
    CHATHISTORY_INVALID_MSGREFTYPE,
    CHATHISTORY_INVALID_PARAMS,
    CHATHISTORY_INVALID_TARGET,
    CHATHISTORY_MESSAGE_ERROR,
)
from services.chat.context import Request
from services.chat.conversations import Conversation, between, of_channel, readable
from services.chat.flows.batches import Batch
from services.chat.flows.replay import replay
from services.chat.ids import time_of
from services.chat.log.port import END, START, LogError, Peer, Place, Position
from services.chat.names import fold
from services.chat.parts.history import History
from services.chat.rules import Failed

LAST: Final = 1 << 62
MOST: Final = 10_000  # events of one millisecond that a page may end with


class Point(NamedTuple):
    """A selector: what is strictly before `before` is before it, and what is strictly after `after` is after it."""

    before: Position
    after: Position


class Span(NamedTuple):
    """What lies strictly between two positions, and whether a page has the newest of it or the oldest."""

    after: Position
    before: Position
    newest: bool


async def handle(request: Request) -> None:
    """CHATHISTORY <subcommand> <target> <selector> [<selector>] <limit>, or TARGETS <timestamp> <timestamp> <limit>"""
    subcommand = request.param(0).upper()
    wanted = COUNTS.get(subcommand)
    if wanted is None:
        raise Failed(CHATHISTORY_INVALID_PARAMS, request.param(0), text="Unknown command")
    if len(request.params) != wanted:
        few = "Insufficient" if len(request.params) < wanted else "Too many"
        raise Failed(CHATHISTORY_INVALID_PARAMS, subcommand, text=f"{few} parameters")
    limit = _limit(request, subcommand, request.params[-1])
    try:
        if subcommand == "TARGETS":
            await _targets(request, limit)
            return
        conversation = await _conversation(request, subcommand)
        page = await _page(request, subcommand, conversation, limit)
        await replay(request, "chathistory", page, conversation.name)
    except LogError as error:
        raise Failed(CHATHISTORY_MESSAGE_ERROR, subcommand, request.param(1)) from error


COUNTS: Final = {"BEFORE": 4, "AFTER": 4, "LATEST": 4, "AROUND": 4, "BETWEEN": 5, "TARGETS": 4}


def _limit(request: Request, subcommand: str, text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not int(text[:9]):
        raise Failed(CHATHISTORY_INVALID_PARAMS, subcommand, text, text="Invalid limit")
    return min(int(text[:9]), request.house.settings.limits.history_page)


async def _conversation(request: Request, subcommand: str) -> Conversation:
    target = request.param(1)
    found = readable(request.house.state, request.user, target)
    if found is None:
        found = await request.house.search.remembered(request.user, target)
    if found is None:
        raise Failed(CHATHISTORY_INVALID_TARGET, subcommand, target)
    return found


async def _page(request: Request, subcommand: str, conversation: Conversation, limit: int) -> list[Position]:
    history, places = request.house.history, conversation.places
    playback = bool(request.session.caps & caps.EVENT_PLAYBACK.bit)
    if subcommand == "AROUND":
        point = await _point(request, subcommand, conversation, request.param(2))
        older = await history.latest(places, limit // 2, before=point.before, playback=playback)
        edge = Position(point.before.time, point.before.seq - 1)
        return older + await history.earliest(places, limit - len(older), after=edge, playback=playback)
    span = await _span(request, subcommand, conversation)
    side = history.latest if span.newest else history.earliest
    page = await side(places, limit, after=span.after, before=span.before, playback=playback)
    if len(page) < limit or not request.param(2).startswith("timestamp="):
        return page
    return await _whole(history, places, page, span, playback)


async def _whole(
    history: History, places: Sequence[Place], page: list[Position], span: Span, playback: bool
) -> list[Position]:
    """The page and what else has the time at which it ends: who goes on from that time would never see it."""
    edge = page[0 if span.newest else -1]
    after, before = max(span.after, Position(edge.time, 0)), min(span.before, Position(edge.time, LAST))
    if span.newest:
        return await history.earliest(places, MOST, after=after, before=edge, playback=playback) + page
    return page + await history.earliest(places, MOST, after=edge, before=before, playback=playback)


async def _span(request: Request, subcommand: str, conversation: Conversation) -> Span:
    if subcommand == "LATEST" and request.param(2) == "*":
        return Span(START, END, newest=True)
    point = await _point(request, subcommand, conversation, request.param(2))
    if subcommand == "BEFORE":
        return Span(START, point.before, newest=True)
    if subcommand in ("AFTER", "LATEST"):
        return Span(point.after, END, newest=subcommand == "LATEST")
    end = await _point(request, subcommand, conversation, request.param(3))
    if point.before <= end.before:
        return Span(point.after, end.before, newest=False)
    return Span(end.after, point.before, newest=True)


async def _point(request: Request, subcommand: str, conversation: Conversation, selector: str) -> Point:
    kind, separator, value = selector.partition("=")
    if kind == "timestamp" and separator:
        return _moment(_time(subcommand, selector))
    if kind == "msgid" and separator:
        found = await request.house.history.find(conversation.places, value)
        if found is not None:
            return Point(found.position, found.position)
        time = time_of(value)
        if time is None:
            raise Failed(
                CHATHISTORY_MESSAGE_ERROR, subcommand, conversation.name, selector, text="There is no such message"
            )
        return Point(Position(time, LAST), Position(time, 0))  # rather a neighbour twice than one not at all
    if separator:
        raise Failed(CHATHISTORY_INVALID_MSGREFTYPE, subcommand, request.param(1), selector)
    raise Failed(CHATHISTORY_INVALID_PARAMS, subcommand, selector)


def _moment(time: int) -> Point:
    return Point(Position(time, 0), Position(time, LAST))


def _time(subcommand: str, selector: str) -> int:
    kind, _, value = selector.partition("=")
    time = timestamps.read(value) if kind == "timestamp" else None
    if time is None:
        raise Failed(CHATHISTORY_INVALID_PARAMS, subcommand, selector, text="Invalid timestamp")
    return time


async def _targets(request: Request, limit: int) -> None:
    """Channels the asker is in and people they have spoken with, by the time of the newest message."""
    house, user = request.house, request.user
    first, second = (_time("TARGETS", selector) for selector in request.params[1:3])
    low, high, newest = min(first, second), max(first, second), first > second
    conversations = [of_channel(house.state, house.state.channels[key], user) for key in sorted(user.channels)]
    conversations += await _reachable(request, low, high, limit, newest)
    times = await house.history.latest_times([conversation.places for conversation in conversations])
    found = [(time, conversation.name) for time, conversation in zip(times, conversations, strict=True)]
    rows = sorted((row for row in found if row[0] and low < row[0] < high), reverse=newest)
    chosen = [row for place, row in enumerate(rows) if place < limit or row[0] == rows[limit - 1][0]]
    with Batch(request, "draft/chathistory-targets") as batch:
        for time, name in sorted(chosen):
            batch.send(line(house.server, "CHATHISTORY", "TARGETS", name, timestamps.write(time)))


async def _reachable(request: Request, low: int, high: int, limit: int, newest: bool) -> list[Conversation]:
    """With people: as many as are wanted, if there are so many whose name leads to them."""
    peers: list[Peer] = []
    while True:
        page = await request.house.search.correspondents(request.user, low, high, limit, newest=newest)
        peers += page
        found = _named(request, peers)
        if len(found) >= limit or len(page) < limit:
            return found
        low, high = (low, page[-1].time) if newest else (page[-1].time, high)


def _named(request: Request, peers: Sequence[Peer]) -> list[Conversation]:
    """Those whose name leads to them: a nickname that somebody else has now would lead astray."""
    state, user = request.house.state, request.user
    found: dict[str, Conversation] = {}
    for peer in sorted(peers, key=lambda peer: peer.time, reverse=True):
        other = state.bearer(peer.identity)
        conversation = between(user, peer.identity, other.nick if other is not None else peer.nick)
        if readable(state, user, conversation.name) in (None, conversation):
            found.setdefault(fold(conversation.name), conversation)
    return list(found.values())
