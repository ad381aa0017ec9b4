# SPDX-License-Identifier: GPL-3.0-or-later
"""Completion in the entry: nicks, rooms, /commands, :emoji:. Pure: the text, the cursor and the models in,
candidates out.

Rules: nicks come by who spoke last, then by name, ourselves never; rooms with unread ones first; commands and emoji
by name. At the start of the text a nick gets ": ", elsewhere " ". Asking again for the same place gives the same
order. A word may begin behind what opens or parts words, such as a bracket or a comma; where that may also be part of
a name, the longer word is tried first.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from clients.session.commands import TABLE
from clients.session.model import Network, Room

MOST = 50
MOST_STARTS = 8
OPENING = frozenset("([{<\"'`*_~|,;/«»„“”‚‘’¿¡（「『、，")


class Candidate(NamedTuple):
    """`insert` replaces text[start:end] of the Completion; `label` and `detail` are for a list."""

    insert: str
    label: str
    detail: str = ""


class Completion(NamedTuple):
    """What could stand in place of text[start:end]."""

    start: int
    end: int
    candidates: tuple[Candidate, ...]


def complete(network: Network, room: Room | None, text: str, cursor: int, channel_types: str = "#&") -> Completion:
    """What could stand where the word before the cursor stands."""
    cursor = max(0, min(cursor, len(text)))
    found = Completion(cursor, cursor, ())
    for start in word_starts(text, cursor):
        found = _complete_word(network, room, text, start, cursor, channel_types)
        if found.candidates:
            break
    return found


def word_starts(text: str, cursor: int) -> list[int]:
    """Where the word before the cursor may begin: behind the last space, and behind what opens or parts words."""
    start = max(text.rfind(" ", 0, cursor), text.rfind("\n", 0, cursor)) + 1
    if start == 0 and text.startswith("/"):
        return [0]
    opened = [at + 1 for at, character in enumerate(text[start:cursor], start) if character in OPENING]
    return [start, *opened[:MOST_STARTS]]


def _complete_word(
    network: Network, room: Room | None, text: str, start: int, cursor: int, channel_types: str
) -> Completion:
    word = text[start:cursor]
    candidates: Iterable[Candidate]
    if start == 0 and word.startswith("/"):
        candidates = _commands(word[1:])
    elif word[:1] and word[0] in channel_types:
        candidates = _rooms(network, word)
    elif word.startswith(":") and len(word) > 1:
        candidates = _emoji(word[1:])
    else:
        candidates = _nicks(network, room, word.removeprefix("@"), start == 0) if word else ()
    return Completion(start, cursor, tuple(candidates)[:MOST])


def _commands(prefix: str) -> list[Candidate]:
    prefix = prefix.lower()
    names = [
        (name, command) for command in TABLE for name in (command.name, *command.aliases) if name.startswith(prefix)
    ]
    names.sort(key=lambda entry: (entry[0] != entry[1].name, entry[0]))
    return [Candidate(f"/{name} ", command.usage, command.help) for name, command in names]


def _rooms(network: Network, prefix: str) -> list[Candidate]:
    prefix = prefix.casefold()
    rooms = [room for room in network.rooms.values() if room.key and room.name.casefold().startswith(prefix)]
    rooms.sort(key=lambda room: (not room.mentions, not room.unread, room.name.casefold()))
    return [Candidate(f"{room.name} ", room.name, room.topic) for room in rooms]


def _nicks(network: Network, room: Room | None, prefix: str, first: bool) -> list[Candidate]:
    prefix = prefix.casefold()
    after = ": " if first else " "
    people: dict[str, tuple[int, str]] = {}
    if room is not None:
        for member in room.members.values():
            people[member.nick] = (-member.spoke_ms, member.user.display_name)
        if not room.members and room.name:
            people[room.name] = (0, room.name)
    matching = [
        (spoke, nick, name)
        for nick, (spoke, name) in people.items()
        if (nick.casefold().startswith(prefix) or name.casefold().startswith(prefix))
        and nick.casefold() != network.nick.casefold()
    ]
    matching.sort(key=lambda entry: (entry[0], entry[1].casefold()))
    return [Candidate(nick + after, nick, name if name != nick else "") for _, nick, name in matching]


@cache
def _emoji_table() -> tuple[tuple[str, str], ...]:
    """(name, emoji), by name; made once, when somebody types a colon. The library takes 8 MB, so not before either."""
    import emoji as emoji_names  # noqa: PLC0415

    named = {
        data["en"].strip(":").lower(): text for text, data in emoji_names.EMOJI_DATA.items() if data["status"] == 2
    }
    return tuple(sorted(named.items()))


def _emoji(prefix: str) -> list[Candidate]:
    prefix = prefix.rstrip(":").lower()
    table = _emoji_table()
    starting = [entry for entry in table if entry[0].startswith(prefix)]
    inside = [entry for entry in table if prefix in entry[0] and not entry[0].startswith(prefix)]
    return [Candidate(f"{text} ", f"{text} :{name}:") for name, text in (starting + inside)[:MOST]]
