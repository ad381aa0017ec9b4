# SPDX-License-Identifier: GPL-3.0-or-later
"""What deserves a person's attention: pure rules.

Rules: our own, history, what is muted, and the room in front of the eyes never do. A direct message is for the person
as much as a mention is. Do-not-disturb silences everything; unread counts go on. A mention is the nickname as a word.
"""

from __future__ import annotations

from collections.abc import Iterator

from clients.session.model import NotifyLevel, Room, RoomKind, TimelineItem

MOST = 100
_NICK_MARKS = frozenset("_-[]{}\\`|^")


def mention_spans(text: str, nick: str) -> Iterator[tuple[int, int]]:
    """Where `nick` stands in `text` as a word, in any case."""
    # Lower case may change the length of odd letters; where it does, case counts.
    low, low_nick = text.lower(), nick.lower()
    if len(low) != len(text):
        low, low_nick = text, nick
    if not nick:
        return
    start = low.find(low_nick)
    found = 0
    while start >= 0 and found < MOST:
        end = start + len(low_nick)
        if not _continues(low[start - 1 : start]) and not _continues(low[end : end + 1]):
            found += 1
            yield start, end
        start = low.find(low_nick, end)


def mentions(text: str, nick: str) -> bool:
    return next(mention_spans(text, nick), None) is not None


def _continues(character: str) -> bool:
    return character.isalnum() or character in _NICK_MARKS


def wants_attention(
    room: Room, item: TimelineItem, *, focused: bool, do_not_disturb: bool, default: NotifyLevel
) -> bool:
    """Whether a notification is right for this live item. `default` is what holds where the room has no choice."""
    level = default if room.notify is NotifyLevel.DEFAULT else room.notify
    if focused or do_not_disturb or room.muted or item.own or item.history or item.redacted or not item.spoken:
        return False
    if level is NotifyLevel.NONE or room.kind is RoomKind.SERVER:
        return False
    return level is NotifyLevel.ALL or item.mention or room.kind is RoomKind.DIRECT
