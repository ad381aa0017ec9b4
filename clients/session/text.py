# SPDX-License-Identifier: GPL-3.0-or-later
"""Text from the network, made safe to look at: plain characters and spans that say how they look. Never markup.

    spans("\\x02hi\\x02 http://a.b `x`", "me") -> ("hi http://a.b x", [Span(TEXT, bold), Span(LINK), Span(CODE)])

Rules:
- What could deceive or hide (controls, bidirectional overrides, zero-width characters, tags) is shown by its number.
  Joiners stay: scripts and emoji need them. Left-to-right and right-to-left marks stay: they move nothing but neutral
  characters.
- Spans do not overlap and come in order; code is neither searched for links nor for names. Backticks of code are left
  out.
- Names and lines are made safe when they come (`sanitize`); what is done here to one that is safe changes nothing.
- Work is linear in the text, and what is longer than LONGEST has formatting but no links.
Sources: Modern IRC "IRC Formatting"; Unicode TR 9 and TR 36.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from clients.session.links import links
from clients.session.notify import mention_spans
from protocol import formatting
from protocol.formatting import PLAIN, Style

LONGEST = 8000
MOST_KNOWN = 4096  # characters whose form is remembered
_FENCE = re.compile(r"```(?:[A-Za-z0-9_+-]{0,20}\n)?(.+?)\n?```", re.DOTALL)
_CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_ROOM = re.compile(r"(?<![\w#&/])#[^\s,\x07:#]{1,64}")
_KEPT = frozenset("\n\t\u200c\u200d\u200e\u200f")
MODIFIERS = re.compile(
    r"(?<![\u200d\u203c-\U0003ffff0-9#*\xa9\xae])[\ufe00-\ufe0f]|[\u034f\u17b4\u17b5\u180b-\u180d\U000e0100-\U000e01ef]"
)
BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800")  # letters and a braille cell that show nothing


class Kind(StrEnum):
    """What a span is, beside its style."""

    TEXT = "text"
    LINK = "link"  # target: the URL
    MENTION = "mention"  # our nickname
    ROOM = "room"  # target: the channel
    CODE = "code"
    CODE_BLOCK = "code-block"


class Span(NamedTuple):
    """A piece of the shown text. What no span covers is plain."""

    start: int
    end: int
    kind: Kind
    style: Style = PLAIN
    target: str = ""


def plain(text: str) -> str:
    """The text without formatting, everything in it visible."""
    return reveal(formatting.strip(text))


def name(text: str) -> str:
    """A nickname, room or topic for one line of the screen."""
    return reveal(formatting.strip(text)).replace("\n", "\u240a").replace("\t", " ")


def label(text: str, longest: int) -> str:
    """A name or status that somebody chose freely, in one line of at most `longest` characters.

    As `name`, and nothing in it that shows nothing: marks of direction go, joiners and variations stay only beside
    letters or emoji that use them, and a letter carries at most two marks.
    """
    letters: list[str] = []
    marks = 0
    cleaned = MODIFIERS.sub("", " ".join(name(text).split()))
    for place, letter in enumerate(cleaned):
        if letter in "\u200e\u200f":
            continue
        if letter in "\u200c\u200d" and not joins(cleaned, place):
            continue
        marks = marks + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        if marks <= 2:
            letters.append(letter)
    return "".join(letters)[:longest].strip()


def joins(text: str, place: int) -> bool:
    """Whether the joiner at `place` stands between letters or emoji that use one."""
    beside = text[place - 1 : place] + text[place + 1 : place + 2] if place else ""
    return len(beside) == 2 and not any(ord(other) < 0x600 or other in _KEPT for other in beside)


def reveal(text: str) -> str:
    """`text` with what cannot be seen made visible."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


@cache
def _table() -> dict[str, str]:
    """Filled as characters are met, up to MOST_KNOWN of them."""
    return {}


def _shown(character: str) -> str:
    if (character.isprintable() or character in _KEPT) and character not in BLANK:
        return character
    known = _table().get(character)
    if known is None:
        code = ord(character)
        if code < 0x20:
            known = chr(0x2400 + code)
        elif code == 0x7F:
            known = "\u2421"
        elif unicodedata.category(character) == "Zs":
            known = " "
        else:
            known = f"\u2039U+{code:04X}\u203a"
        if len(_table()) < MOST_KNOWN:
            _table()[character] = known
    return known


def spans(text: str, own_nick: str = "") -> tuple[str, list[Span]]:
    """The text to show, and its spans."""
    shown, runs = _styled(text)
    cuts, entities = _code(shown)
    if len(shown) <= LONGEST:
        entities += _outside(entities, [(a, b, Kind.LINK, target) for a, b, target in links(shown)])
        if own_nick:
            entities += _outside(entities, [(a, b, Kind.MENTION, "") for a, b in mention_spans(shown, own_nick)])
        entities += _outside(entities, [(m.start(), m.end(), Kind.ROOM, m.group()) for m in _ROOM.finditer(shown)])
    return _cut(shown, cuts), _pieces(runs, sorted(entities), cuts)


_Entity = tuple[int, int, Kind, str]


def _styled(text: str) -> tuple[str, list[tuple[int, int, Style]]]:
    """Formatting out of the text; the runs that are not plain."""
    if text.isprintable():
        return reveal(text), []
    shown, length = [], 0
    runs = []
    for piece in formatting.parse(text):
        part = reveal(piece.text)
        if piece.style != PLAIN:
            runs.append((length, length + len(part), piece.style))
        shown.append(part)
        length += len(part)
    return "".join(shown), runs


def _code(shown: str) -> tuple[list[tuple[int, int]], list[_Entity]]:
    """Code, and the backticks to leave out."""
    cuts: list[tuple[int, int]] = []
    found: list[_Entity] = []
    if "`" not in shown or len(shown) > LONGEST:
        return cuts, found
    for pattern, kind in ((_FENCE, Kind.CODE_BLOCK), (_CODE, Kind.CODE)):
        for match in pattern.finditer(shown):
            if any(match.start() < end and start < match.end() for start, end, _, _ in found):
                continue
            found.append((match.start(1), match.end(1), kind, ""))
            cuts += [(match.start(), match.start(1)), (match.end(1), match.end())]
    return sorted(cuts), found


def _outside(taken: list[_Entity], found: list[_Entity]) -> list[_Entity]:
    """Those of `found` that touch nothing of `taken`."""
    if not taken or not found:
        return found
    edges = sorted((start, end) for start, end, _, _ in taken)
    starts = [start for start, _ in edges]
    free = []
    for entity in found:
        at = bisect_right(starts, entity[0])
        before_ok = at == 0 or edges[at - 1][1] <= entity[0]
        if before_ok and (at == len(edges) or edges[at][0] >= entity[1]):
            free.append(entity)
    return free


def _cut(shown: str, cuts: list[tuple[int, int]]) -> str:
    if not cuts:
        return shown
    parts, place = [], 0
    for start, end in cuts:
        parts.append(shown[place:start])
        place = end
    parts.append(shown[place:])
    return "".join(parts)


def _pieces(runs: list[tuple[int, int, Style]], entities: list[_Entity], cuts: list[tuple[int, int]]) -> list[Span]:
    """Runs and entities, split where either changes, in the coordinates of the cut text."""
    if not runs and not entities:
        return []
    ranges = [(run[0], run[1]) for run in runs] + [(entity[0], entity[1]) for entity in entities] + cuts
    places = sorted({0} | {edge for pair in ranges for edge in pair})
    out: list[Span] = []
    run = entity = cut = removed = 0
    for start, end in pairwise(places):
        while run < len(runs) and runs[run][1] <= start:
            run += 1
        while entity < len(entities) and entities[entity][1] <= start:
            entity += 1
        while cut < len(cuts) and cuts[cut][1] <= start:
            removed += cuts[cut][1] - cuts[cut][0]
            cut += 1
        if cut < len(cuts) and cuts[cut][0] <= start < cuts[cut][1]:
            continue
        style = runs[run][2] if run < len(runs) and runs[run][0] <= start else PLAIN
        inside = entity < len(entities) and entities[entity][0] <= start
        kind, target = (entities[entity][2], entities[entity][3]) if inside else (Kind.TEXT, "")
        if inside or style != PLAIN:
            out.append(Span(start - removed, end - removed, kind, style, target))
    return out
