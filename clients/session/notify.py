# SPDX-License-Identifier: GPL-3.0-or-later
"""What deserves a person's attention: pure rules.

Rules: our own, history, what is muted, and the room in front of the eyes never do. A direct message is for the person as much as a mention is.
Do-not-disturb silences everything; unread counts go on. A mention is the nickname as a word of its own.
"""

from __future__ import annotations

from clients.session.model import NotifyLevel, Room, RoomKind, TimelineItem


def mentions(text: str, nick: str) -> bool:
    """Whether `nick` stands in `text` as a word, in any case."""
    if not nick:
        return False
    text, nick = text.casefold(), nick.casefold()
    start = text.find(nick)
    while start >= 0:
        end = start + len(nick)
        if not _continues(text[start - 1 : start]) and not _continues(text[end : end + 1]):
            return True
        start = text.find(nick, start + 1)
    return False


def _continues(character: str) -> bool:
    return (
        character.isalnum() or character in ("_", "-", "[", "]", "{", "}", "\\", "`", "|", "^") if character else False
    )


def wants_attention(room: Room, item: TimelineItem, *, focused: bool, do_not_disturb: bool) -> bool:
    if focused or do_not_disturb or room.muted or item.own or item.history or item.redacted or not item.spoken:
        return False
    if room.notify is NotifyLevel.NONE or room.kind is RoomKind.SERVER:
        return False
    return room.notify is NotifyLevel.ALL or item.mention or room.kind is RoomKind.DIRECT
