# SPDX-License-Identifier: GPL-3.0-or-later
"""Sending a message in several lines: BATCH opens and ends it, PRIVMSG and NOTICE bring the lines.

It becomes one event when it ends, or one FAIL as soon as it can't; then its further lines are ignored. Whichever it
is, it answers the label of the BATCH that opened it. Source: IRCv3 multiline, client-batch, labeled-response.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any

from protocol.message import Message
from protocol.standard_replies import BATCH_MULTILINE_INVALID, BATCH_TIMEOUT
from services.chat.bots import Bot, talk
from services.chat.bots.messages import bot_named, echo
from services.chat.context import Request
from services.chat.events import MultilineSent, Piece, compose
from services.chat.flows.absence import left
from services.chat.flows.addressing import address, client_tags, fit
from services.chat.flows.dialogue import answer, tell_away
from services.chat.flows.pacing import WRITTEN, Pace
from services.chat.parts.multiline import Draft
from services.chat.rules import Failed, Refusal, Refused

LINES = frozenset(("BATCH", "NOTICE", "PRIVMSG"))
TALKED = 10 * WRITTEN  # what one of the house's own answers, about
NESTED = "A batch within a batch"
LINE_TAGS = frozenset(("batch", "draft/multiline-concat"))


def begin(request: Request, reference: str, target: str) -> None:
    """BATCH +reference draft/multiline target"""
    drafts, session = request.house.multiline, request.session
    nested = _abandon(request) or "batch" in request.message.tags
    draft = Draft(reference, target, client_tags(request), request.response, failed=nested)
    drafts.keep(session, draft)
    if nested:
        raise Failed(BATCH_MULTILINE_INVALID, text=NESTED)
    if draft.response is not None:
        draft.response.expect()
    draft.timer = asyncio.get_running_loop().call_later(
        drafts.patience, _fail, request, draft, Failed(BATCH_TIMEOUT, reference)
    )


def pass_over(request: Request, reference: str) -> None:
    """BATCH +reference was refused: its lines are no news then, and neither is its end."""
    _abandon(request)
    request.house.multiline.keep(request.session, Draft(reference, "", failed=True))


def _abandon(request: Request) -> bool:
    """Whether another batch was open, which can't go on now. It answers its own label."""
    drafts, session = request.house.multiline, request.session
    before = drafts.of(session)
    if before is None:
        return False
    going_on = not before.failed
    if going_on and before.response is not None:
        _fail(request, before, Failed(BATCH_MULTILINE_INVALID, text=NESTED))
    drafts.drop(session)
    return going_on


def intrudes(request: Request) -> bool:
    """Whether this, which is neither PRIVMSG nor NOTICE nor BATCH, says it is a line of a message that is open.

    Then it is not done, and the message fails: "Multiline batches MUST only contain one or more PRIVMSG lines, or one
    or more NOTICE lines."
    """
    if request.message.command in LINES:
        return False
    draft = request.house.multiline.of(request.session, request.message.tags["batch"] or "*")
    if draft is not None and not draft.failed:
        _fail(request, draft, Failed(BATCH_MULTILINE_INVALID))
    return draft is not None


def spoil(request: Request, refusal: Refusal) -> bool:
    """Whether this, which is refused, would have been a line of a message that is open.

    Then it is the message that is refused: without this line it is not what its author wrote.
    """
    reference = request.message.tags.get("batch", "")
    draft = request.house.multiline.of(request.session, reference) if reference else None
    if draft is not None and not draft.failed:
        _fail(request, draft, refusal)
    return draft is not None


def put_aside(request: Request) -> None:
    """A line with a `batch` tag."""
    message, limits = request.message, request.house.settings.limits
    draft = request.house.multiline.of(request.session, message.tags["batch"])
    if draft is None:
        raise Failed(BATCH_MULTILINE_INVALID, text="There is no such batch")
    if draft.failed:
        return
    try:
        if not LINE_TAGS.issuperset(message.tags):
            raise Failed(BATCH_MULTILINE_INVALID, text="Tags belong on the BATCH line")
        piece = Piece(request.param(1), "draft/multiline-concat" in message.tags)
        draft.add(message.command, request.param(0), piece, limits.max_message_bytes, limits.max_message_lines)
    except Refusal as refusal:
        _fail(request, draft, refusal)


def end(request: Request, reference: str) -> Coroutine[Any, Any, None] | None:
    """BATCH -reference"""
    drafts, session = request.house.multiline, request.session
    draft = drafts.of(session, reference)
    if draft is None:
        raise Failed(BATCH_MULTILINE_INVALID, text="There is no such batch")
    drafts.drop(session)
    if draft.failed:
        return None
    try:
        draft.check()
        bot = bot_named(draft.target)
        if bot is not None:
            return _say(request, draft, bot)
        _send(request, draft)
    except Refusal as refusal:
        # "automatic replies must never be sent in response to a NOTICE message" (Modern IRC)
        quiet = draft.command == "NOTICE" and isinstance(refusal, Refused)
        _fail(request, draft, None if quiet else refusal)
        return None
    if draft.response is not None:
        session.send(draft.response.settled())
    return None


async def _say(request: Request, draft: Draft, bot: Bot) -> None:
    """Each line is something said to one of the house's own, as if it had come alone."""
    answering = _answering(request, draft)
    try:
        text, splits = compose(draft.pieces)
        echo(answering, bot, draft.command, text, draft.tags, splits)
        if draft.command == "PRIVMSG":
            pace = Pace(answering)
            for line in filter(None, text.split("\n")):
                await talk(answering, bot, line)
                if pace.spend(TALKED):
                    await pace.rest()
    finally:
        if draft.response is not None:
            request.session.send(draft.response.settled())


def _send(request: Request, draft: Draft) -> None:
    house, user = request.house, request.user
    whole = compose(draft.pieces)[0]
    # what the rules look at is each line as any receiver may get it: joined in the whole, and alone in the fallback
    lines = [piece.text for piece in draft.pieces] if any(piece.joined for piece in draft.pieces) else ()
    to = address(request, user, draft.target, "\n".join((whole, *lines)))
    pieces = [Piece(fit(user, draft.command, to.target, piece.text), piece.joined) for piece in draft.pieces]
    text, splits = compose(pieces)
    time, msgid = house.ids.stamp()
    event = MultilineSent(
        time, msgid, user.uid, user.source, user.account, to.conversation, draft.command, to.target, text,
        draft.tags, to.recipient, to.floor, splits,
    )  # fmt: skip
    house.road.post(event, request.session, draft.response)
    if draft.command == "PRIVMSG":
        request.session.spoke_at = time
        if to.person is not None:
            tell_away(_answering(request, draft), to.person)
    if to.absent is not None:
        left(_answering(request, draft), to.absent, draft.command, time)


def _answering(request: Request, draft: Draft) -> Request:
    return Request(request.house, request.session, Message("BATCH", []), draft.response)


def _fail(request: Request, draft: Draft, refusal: Refusal | None) -> None:
    draft.failed = True
    draft.pieces.clear()
    if draft.timer is not None:
        draft.timer.cancel()
    if refusal is not None:
        answer(_answering(request, draft), refusal)
    if draft.response is not None:
        request.session.send(draft.response.settled())


__all__ = ["begin", "end", "intrudes", "pass_over", "put_aside", "spoil"]
