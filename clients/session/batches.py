# SPDX-License-Identifier: GPL-3.0-or-later
"""Batches: lines that mean something together wait until their batch is complete; all others are handled as they come.

Rules: a batch inside one that waits is given to it when it closes, a multiline message as the one message it is. What
never closes is bounded in number and lines, and in bytes over all open ones: beyond that the connection is closed, for
half of a history would look like all of it. A type we do not know, or one that only says which command the lines
answer, is its lines, one after the other: it is of any length, and nobody waits for its end. A playback nobody asked
for is taken in pieces.
Sources: IRCv3 batch, labeled-response, netsplit and netjoin, draft/multiline, chathistory.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from sys import getsizeof

from clients.session import connection
from clients.session.core import Core
from clients.session.sentences import Sentence
from clients.session.state import Batch
from protocol.message import Message

MULTILINE = "draft/multiline"
PLAYBACK = "znc.in/playback"
PIECE = 500  # lines
MAX_NAME = 200
LONGEST = 1 << 16  # characters of a message in several lines
LINE = 600  # bytes that a message takes beside its texts
TOO_MUCH = Sentence("The server sent more at once than this program keeps, so the connection was closed.")
CUT = Sentence("The server sent more at once than this program keeps; some of it is left out.")

Run = Callable[[Core, Batch], None]


def held(core: Core, message: Message, run: Run) -> bool:
    """Whether `message` belongs to an open batch that waits for its end, which keeps it."""
    batch = core.link.batches.get(message.tags.get("batch", ""))
    if batch is None:
        return False
    if batch.flows:
        if label := batch.opening.tags.get("label", ""):
            message.tags.setdefault("label", label)
        return False
    batch.size += size_of(message)
    if sum(other.size for other in core.link.batches.values()) > core.config.limits.batch_bytes:
        connection.drop(core, TOO_MUCH)
        return True
    if len(batch.lines) < core.config.limits.batch_lines:
        batch.lines.append(message)
    elif not core.link.batch_cut:
        core.link.batch_cut = True
        core.say(CUT, error=True)
    if batch.type == PLAYBACK and not batch.parent and len(batch.lines) >= PIECE:
        run(core, batch)
        batch.lines, batch.size = [], 0
    return True


def size_of(message: Message) -> int:
    """About how many bytes of memory `message` takes; a line of three letters takes half a KiB."""
    return LINE + sum(map(getsizeof, message.params)) + sum(map(getsizeof, message.tags.values()))


def on_batch(core: Core, message: Message, run: Run, whole: Collection[str]) -> None:
    """BATCH +ref type params… | BATCH -ref. `whole`: types that mean something as a whole."""
    reference = message.params[0][:MAX_NAME] if message.params else ""
    batches = core.link.batches
    if reference[:1] == "+" and len(message.params) > 1:
        if len(batches) >= core.config.limits.batches:
            batches.pop(next(iter(batches)))
        kind = message.params[1].lower()
        batch = Batch(kind, message.params[2:20], message, size=size_of(message))
        outer = batches.get(message.tags.get("batch", ""))
        if outer is not None and outer.flows:  # only the envelope of the answer
            message.tags.setdefault("label", outer.opening.tags.get("label", ""))
        elif outer is not None:
            batch.parent = message.tags["batch"]
        batch.flows = not batch.parent and kind not in whole and kind != MULTILINE
        batches[reference[1:]] = batch
    elif reference[:1] == "-":
        closed = batches.pop(reference[1:], None)
        if closed is None or closed.flows:
            return
        waiting = batches.get(closed.parent)
        if waiting is not None:
            lines = [joined] if (joined := multiline(closed)) is not None else closed.lines
            waiting.lines.extend(lines[: max(0, core.config.limits.batch_lines - len(waiting.lines))])
            waiting.size += closed.size
        else:
            run(core, closed)


def multiline(batch: Batch) -> Message | None:
    """The one message of a multiline batch."""
    if batch.type != MULTILINE or not batch.params:
        return None
    parts: list[str] = []
    length = 0
    command = "PRIVMSG"
    for number, line in enumerate(line for line in batch.lines if line.command in ("PRIVMSG", "NOTICE")):
        if len(line.params) > 1 and length < LONGEST:
            command = line.command
            parts += ["" if "draft/multiline-concat" in line.tags or not number else "\n", line.params[1]]
            length += len(line.params[1]) + 1
    tags = {key: value for key, value in batch.opening.tags.items() if key != "batch"}
    return Message(command, [batch.params[0], "".join(parts)[:LONGEST]], batch.opening.source, tags)
