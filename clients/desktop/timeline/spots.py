# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be under the pointer in the conversation."""

from dataclasses import dataclass
from enum import StrEnum


class Spot(StrEnum):
    """The kinds. All but NOTHING and TEXT do something when clicked."""

    NOTHING = "nothing"
    TEXT = "text"
    LINK = "link"
    NICK = "nick"
    QUOTE = "quote"
    REACTION = "reaction"
    RETRY = "retry"
    DISCARD = "discard"
    FOLD = "fold"
    DAY = "day"
    GAP = "gap"
    ROOM = "room"
    SHOW = "show"  # a link's picture or preview
    HIDE = "hide"
    PICTURE = "picture"  # that is shown: larger


@dataclass(frozen=True, slots=True)
class Hit:
    """What is under a point: the kind, its value (URL, nick, emoji, msgid, day), the nearest text offset."""

    spot: Spot
    value: str = ""
    offset: int = 0
