# SPDX-License-Identifier: GPL-3.0-or-later
"""Modes: the table of ours, a MODE command's parameters as typed changes, changes as lines.

The four classes of channel modes, and a fifth:
    A  list      adds to or removes from a list; without a parameter it asks for the list
    B  setting   always has a parameter
    C  setting   has a parameter when set only
    D  flag      never has one
    prefix       a member's status; always has a parameter, the member

Rules kept here:
- "If the mode requires a parameter and none is given, the server MUST ignore that mode": it is in `missing`, so that
  the server can say so. One exception for people's habits: a B mode is unset without its value too (`-k`), and then
  carries `*`, for B always has one on the wire.
- A mode string without a sign in front adds. Parameters left over are ignored. Nothing raises.
- Lines hold at most `limit` modes with a parameter (MODES) and fit 512 bytes.

A new mode: one row. Sources: Modern IRC "MODE message", "Modes"; IRCv3 bot-mode, forward-mode.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from protocol.message import join


class Kind(StrEnum):
    """A mode's class, which says when it has a parameter."""

    LIST = "A"
    ALWAYS = "B"
    WHEN_SET = "C"
    FLAG = "D"
    PREFIX = "prefix"


class Mode(NamedTuple):
    """One mode of ours."""

    letter: str
    name: str
    kind: Kind
    symbol: str = ""  # what a prefix mode shows before a nickname


# Highest first: the order is the rank.
PREFIX_MODES = (
    FOUNDER := Mode("q", "founder", Kind.PREFIX, "~"),
    PROTECTED := Mode("a", "protected", Kind.PREFIX, "&"),
    OPERATOR := Mode("o", "operator", Kind.PREFIX, "@"),
    HALFOP := Mode("h", "halfop", Kind.PREFIX, "%"),
    VOICE := Mode("v", "voice", Kind.PREFIX, "+"),
)
CHANNEL_MODES = (
    BAN := Mode("b", "ban", Kind.LIST),
    EXCEPTION := Mode("e", "ban exception", Kind.LIST),
    INVITE_EXCEPTION := Mode("I", "invite exception", Kind.LIST),
    KEY := Mode("k", "key", Kind.ALWAYS),
    FORWARD := Mode("f", "forward", Kind.WHEN_SET),
    LIMIT := Mode("l", "client limit", Kind.WHEN_SET),
    NO_CTCP := Mode("C", "no CTCP", Kind.FLAG),
    REGISTERED_ONLY_SPEAK := Mode("M", "registered only to speak", Kind.FLAG),
    REGISTERED_ONLY_JOIN := Mode("R", "registered only to join", Kind.FLAG),
    OP_MODERATED := Mode("U", "op-moderated", Kind.FLAG),
    INVITE_ONLY := Mode("i", "invite-only", Kind.FLAG),
    MODERATED := Mode("m", "moderated", Kind.FLAG),
    NO_EXTERNAL := Mode("n", "no external messages", Kind.FLAG),
    SECRET := Mode("s", "secret", Kind.FLAG),
    PROTECTED_TOPIC := Mode("t", "protected topic", Kind.FLAG),
)
USER_MODES = (
    BOT := Mode("B", "bot", Kind.FLAG),
    REGISTERED_ONLY_MESSAGES := Mode("R", "messages from registered only", Kind.FLAG),
    INVISIBLE := Mode("i", "invisible", Kind.FLAG),
    OPER := Mode("o", "operator", Kind.FLAG),
    WALLOPS := Mode("w", "wallops", Kind.FLAG),
)


@dataclass(frozen=True, slots=True)
class ModeClasses:
    """The letters of each class, as CHANMODES and PREFIX announce them."""

    lists: str = ""
    always: str = ""
    when_set: str = ""
    flags: str = ""
    prefixes: str = ""
    symbols: str = ""

    def kind(self, letter: str) -> Kind | None:
        """A letter's class, None if the server has no such mode."""
        for letters, kind in (
            (self.prefixes, Kind.PREFIX),
            (self.flags, Kind.FLAG),
            (self.lists, Kind.LIST),
            (self.always, Kind.ALWAYS),
            (self.when_set, Kind.WHEN_SET),
        ):
            if letter in letters:
                return kind
        return None

    def symbol(self, letters: Iterable[str]) -> str:
        """The symbols of a member's prefix modes, highest first (`multi-prefix`); take `[:1]` for the highest."""
        held = set(letters)
        return "".join(symbol for letter, symbol in zip(self.prefixes, self.symbols, strict=True) if letter in held)

    def split_symbols(self, name: str) -> tuple[str, str]:
        """`@+alice` as its mode letters and its name: `("ov", "alice")`."""
        rest = name.lstrip(self.symbols) if self.symbols else name
        shown = name[: len(name) - len(rest)]
        return "".join(self.prefixes[self.symbols.index(symbol)] for symbol in shown), rest

    def chanmodes(self) -> str:
        """CHANMODES' value."""
        return f"{self.lists},{self.always},{self.when_set},{self.flags}"

    def prefix(self) -> str:
        """PREFIX' value."""
        return f"({self.prefixes}){self.symbols}" if self.prefixes else ""


def _letters(modes: Sequence[Mode], kind: Kind) -> str:
    return "".join(mode.letter for mode in modes if mode.kind is kind)


CHANNEL = ModeClasses(
    _letters(CHANNEL_MODES, Kind.LIST),
    _letters(CHANNEL_MODES, Kind.ALWAYS),
    _letters(CHANNEL_MODES, Kind.WHEN_SET),
    _letters(CHANNEL_MODES, Kind.FLAG),
    _letters(PREFIX_MODES, Kind.PREFIX),
    "".join(mode.symbol for mode in PREFIX_MODES),
)
USER = ModeClasses(flags=_letters(USER_MODES, Kind.FLAG))


class Change(NamedTuple):
    """One mode set or unset."""

    add: bool
    letter: str
    param: str | None = None


@dataclass(slots=True)
class Parsed:
    """What a MODE command asks for, in its order."""

    changes: list[Change] = field(default_factory=list)
    queries: list[str] = field(default_factory=list)  # letters of lists to show
    missing: list[Change] = field(default_factory=list)  # changes that lack their parameter
    unknown: list[str] = field(default_factory=list)  # letters that are no mode
    over_limit: list[Change] = field(default_factory=list)  # more changes with a parameter than MODES allows


def parse(classes: ModeClasses, params: Sequence[str], limit: int | None = None) -> Parsed:
    """The changes in a MODE command's parameters after its target: the mode string and its arguments."""
    parsed = Parsed()
    arguments = iter(params[1:])
    with_param = 0
    add = True
    for letter in params[0] if params else "":
        if letter in "+-":
            add = letter == "+"
            continue
        kind = classes.kind(letter)
        if kind is None:
            if letter not in parsed.unknown:
                parsed.unknown.append(letter)
            continue
        if kind is Kind.FLAG or (kind is Kind.WHEN_SET and not add):
            parsed.changes.append(Change(add, letter))
            continue
        param = next(arguments, "")
        if not param and kind is Kind.LIST:
            if letter not in parsed.queries:
                parsed.queries.append(letter)
            continue
        if not param and kind is Kind.ALWAYS and not add:
            param = "*"
        if not param:
            parsed.missing.append(Change(add, letter))
            continue
        with_param += 1
        over = limit is not None and with_param > limit
        (parsed.over_limit if over else parsed.changes).append(Change(add, letter, param))
    return parsed


def render(changes: Iterable[Change]) -> list[str]:
    """The mode string and its arguments: a MODE command's parameters after its target. Empty for no changes."""
    text = ""
    arguments = []
    sign = ""
    for change in changes:
        wanted = "+" if change.add else "-"
        if wanted != sign:
            text += wanted
            sign = wanted
        text += change.letter
        if change.param is not None:
            arguments.append(change.param)
    return [text, *arguments] if text else []


def lines(head: str, changes: Iterable[Change], limit: int = 20, max_bytes: int = 510) -> list[str]:
    """MODE lines, `head` (`:nick!user@host MODE #channel`) and as many changes as fit, without line ends."""
    out: list[str] = []
    chunk: list[Change] = []
    with_param = 0
    for change in changes:
        counts = change.param is not None
        full = with_param + counts > limit
        if chunk and (full or len(join(head, render([*chunk, change])).encode()) > max_bytes):
            out.append(join(head, render(chunk)))
            chunk, with_param = [], 0
        chunk.append(change)
        with_param += counts
    if chunk:
        out.append(join(head, render(chunk)))
    return out
