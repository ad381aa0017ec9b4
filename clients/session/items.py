# SPDX-License-Identifier: GPL-3.0-or-later
"""From a message on the wire to a row of the timeline: the same for live lines and for history.

Rules: nothing here changes a state. Names and texts are cut to the limits; a missing parameter makes a missing
detail, or no row (None). Names and texts are safe to draw (`sanitize`); what is said still has its formatting, which
`text` reads when it is shown.
"""

from __future__ import annotations

from sys import intern

from clients.session import notify
from clients.session.core import Core, source_of
from clients.session.model import ItemKind, RoomKind, SendState, TimelineItem
from protocol import timestamps
from protocol.message import Message

MAX_TEXT = 1 << 16
_KINDS = {
    "PRIVMSG": ItemKind.MESSAGE,
    "NOTICE": ItemKind.NOTICE,
    "JOIN": ItemKind.JOIN,
    "PART": ItemKind.PART,
    "QUIT": ItemKind.QUIT,
    "NICK": ItemKind.NICK,
    "TOPIC": ItemKind.TOPIC,
    "MODE": ItemKind.MODE,
    "KICK": ItemKind.KICK,
    "INVITE": ItemKind.INVITE,
}


def time_of(core: Core, message: Message) -> int:
    time_ms = timestamps.read(message.tags.get("time", ""))
    return core.clock.server_ms() if time_ms is None else time_ms


def reply_of(message: Message) -> str:
    return message.tags.get("+reply") or message.tags.get("+draft/reply", "")


def build(core: Core, message: Message, *, direct: bool = False, history: bool = False) -> TimelineItem | None:
    """The row of this message, or None if it has none. `direct`: in a direct conversation."""
    kind = _KINDS.get(message.command)
    if kind is None:
        return None
    limits = core.config.limits
    nick = source_of(message).nick[: limits.name]
    details = _details(core, kind, message.params)
    if details is None:
        return None
    kind, text, target = details
    # After a reconnection we may be alice_ for a moment; what alice said is ours all the same.
    own = core.is_me(nick) or (history and core.fold(nick) == core.fold(core.wanted_nick))
    spoken = kind in (ItemKind.MESSAGE, ItemKind.ACTION, ItemKind.NOTICE)
    return TimelineItem(
        id=core.next_id(),
        kind=kind,
        time_ms=time_of(core, message),
        author=nick,
        text=text[:MAX_TEXT],
        msgid=message.tags.get("msgid", "")[: limits.name],
        account=intern(message.tags.get("account", "")[: limits.name]),
        target=target[: limits.name],
        reply_to=reply_of(message)[: limits.name] if spoken else "",
        send_state=SendState.SENT if own else SendState.RECEIVED,
        own=own,
        mention=spoken and not own and not direct and notify.mentions(text, core.network.nick),
        bot="bot" in message.tags or "draft/bot" in message.tags,
        history=history,
    )


def _details(core: Core, kind: ItemKind, params: list[str]) -> tuple[ItemKind, str, str] | None:
    """The kind, the text and the target; None if it makes no row."""
    text = params[-1] if len(params) > 1 else ""
    first = params[0] if params else ""
    match kind:
        case ItemKind.MESSAGE | ItemKind.NOTICE:
            if len(params) < 2:
                return None
            if text.startswith("\x01"):
                if kind is ItemKind.NOTICE or not text.startswith("\x01ACTION"):
                    return None
                kind, text = ItemKind.ACTION, text[7:].strip("\x01").lstrip(" ")
            return kind, text, core.info.split_target(first)[0]
        case ItemKind.QUIT:
            return kind, first, ""
        case ItemKind.NICK | ItemKind.INVITE:
            return kind, "", first
        case ItemKind.MODE:
            return kind, " ".join(params[1:]), ""
        case ItemKind.KICK:
            return (kind, params[2] if len(params) > 2 else "", params[1]) if len(params) > 1 else None
        case ItemKind.JOIN:
            return kind, "", ""
    return kind, text, ""


def conversation(core: Core, message: Message) -> str:
    """The name of the room a PRIVMSG, NOTICE or TAGMSG belongs to; "" is the server's."""
    if not message.params:
        return ""
    source = source_of(message)
    target = core.info.split_target(message.params[0])[1]
    if core.info.is_channel(target):
        return target
    if core.is_me(source.nick):
        return target
    if not source.user and not source.host and (not source.nick or "." in source.nick):
        return ""  # a server
    return source.nick if core.is_me(target) else ""


def is_direct(core: Core, name: str) -> bool:
    room = core.room(name)
    return not core.info.is_channel(name) if room is None else room.kind is RoomKind.DIRECT
