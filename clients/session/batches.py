# SPDX-License-Identifier: GPL-3.0-or-later
"""Batches: lines that belong together wait until their batch is complete.

Rules: a batch inside another is given to the outer one when it closes, a multiline message as the one message it is.
What never closes is bounded in number and size and goes with the connection. A type we do not know is its lines, one
after the other.
Sources: IRCv3 batch, labeled-response, draft/multiline, chathistory.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from clients.session.core import Core
from clients.session.state import Batch
from protocol.message import Message

MULTILINE = "draft/multiline"
LABELED = "labeled-response"
MAX_NAME = 200


def held(core: Core, message: Message) -> bool:
    """Whether `message` belongs to an open batch, which keeps it."""
    batch = core.link.batches.get(message.tags.get("batch", ""))
    if batch is None:
        return False
    if len(batch.lines) < core.config.limits.batch_lines:
        batch.lines.append(message)
    return True


def on_batch(core: Core, message: Message, run: Callable[[Core, Batch], None], whole: Collection[str]) -> None:
    """BATCH +ref type params… | BATCH -ref. `whole`: types that mean something as a whole."""
    reference = message.params[0][:MAX_NAME] if message.params else ""
    batches = core.link.batches
    if reference[:1] == "+" and len(message.params) > 1:
        if len(batches) >= core.config.limits.batches:
            batches.pop(next(iter(batches)))
        parent = message.tags.get("batch", "")
        batches[reference[1:]] = Batch(
            message.params[1].lower(), message.params[2:20], message, parent=parent if parent in batches else ""
        )
    elif reference[:1] == "-":
        batch = batches.pop(reference[1:], None)
        if batch is None:
            return
        parent_batch = batches.get(batch.parent)
        lines = [joined] if (joined := multiline(batch)) is not None else batch.lines
        if parent_batch is None:
            run(core, batch)
        elif parent_batch.type == LABELED and batch.type in whole:
            # The outer batch is only the envelope of the answer.
            batch.opening.tags.setdefault("label", parent_batch.opening.tags.get("label", ""))
            run(core, batch)
        else:
            room = max(0, core.config.limits.batch_lines - len(parent_batch.lines))
            parent_batch.lines.extend(lines[:room])


def multiline(batch: Batch) -> Message | None:
    """The one message of a multiline batch."""
    if batch.type != MULTILINE or not batch.params:
        return None
    text = ""
    command = "PRIVMSG"
    for number, line in enumerate(line for line in batch.lines if line.command in ("PRIVMSG", "NOTICE")):
        if len(line.params) > 1:
            command = line.command
            text += ("" if "draft/multiline-concat" in line.tags or not number else "\n") + line.params[1]
    tags = {key: value for key, value in batch.opening.tags.items() if key != "batch"}
    return Message(command, [batch.params[0], text], batch.opening.source, tags)
