# SPDX-License-Identifier: GPL-3.0-or-later
"""An item as a row of the store, and back."""

from __future__ import annotations

import json
from operator import attrgetter
from sys import intern

from clients.session import sanitize, sentences
from clients.session.item_keys import key_of
from clients.session.model import ItemKind, SendState, TimelineItem


def key(item: TimelineItem) -> str:
    """What makes its row the only one. Gaps are kept too: what is missing is still missing after a restart."""
    return f"\0gap\0{item.time_ms}" if item.kind is ItemKind.GAP else key_of(item)


_FLAGS = ("account", "target", "reply_to", "own", "mention", "redacted", "redaction", "edited", "bot", "nth")
_flags_of = attrgetter(*_FLAGS)
_NONE = _flags_of(TimelineItem(0, ItemKind.MESSAGE, 0))


def more(item: TimelineItem) -> str:
    """What most items have nothing of, as JSON."""
    flags = _flags_of(item)
    if flags == _NONE and not item.reactions:
        return "{}"
    values: dict[str, object] = {name: value for name, value in zip(_FLAGS, flags, strict=True) if value}
    if item.redaction:
        values["redaction"] = sentences.kept(item.redaction)
    if item.reactions:
        values["reactions"] = {emoji: list(nicks) for emoji, nicks in item.reactions.items()}
    return json.dumps(values, ensure_ascii=False)


def unpack(kind: str, time_ms: int, author: str, text: str, msgid: str, flags: str) -> TimelineItem | None:
    """A row of the columns above, with `flags` as `more` gave them. None if it is damaged."""
    try:
        values = json.loads(flags)
        reactions = {emoji: tuple(nicks) for emoji, nicks in values.pop("reactions", {}).items()}
        values = {key: value for key, value in values.items() if key in _FLAGS}
        if "redaction" in values:
            values["redaction"] = sentences.read(values["redaction"])
        ItemKind(kind)
    except (ValueError, TypeError, AttributeError):
        return None
    # Rows of earlier versions hold names and texts as they came.
    values = {key: sanitize.shown(value) if key in ("account", "target") else value for key, value in values.items()}
    reactions = {
        sanitize.shown(emoji): tuple(sanitize.shown(nick) for nick in nicks) for emoji, nicks in reactions.items()
    }
    state = SendState.SENT if values.get("own") else SendState.RECEIVED
    return TimelineItem(
        0,
        ItemKind(kind),
        time_ms,
        intern(sanitize.shown(author)),
        sanitize.said(text),
        msgid,
        reactions=reactions,
        send_state=state,
        history=True,
        **values,
    )
