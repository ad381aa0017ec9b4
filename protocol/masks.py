# SPDX-License-Identifier: GPL-3.0-or-later
r"""Masks: `*` any characters, `?` one, and what bans are made of.

Rules kept here:
- A match costs time in proportion to the text, whatever the mask is: the pieces between stars are found from the
  left, each once and never again (leftmost is always safe); a piece with `?` is searched with a bit set of its
  possible beginnings, not by trying each. There is no backtracking and no regular expression.
- `\*` and `\?` are the characters themselves; any other backslash is a backslash (nicknames contain them).
- Whoever takes a mask from a person asks `problem` first: so long, and so many wildcards, and no more. `Mask.size`
  says about how many bytes a compiled one takes, for those who keep it.
- Matching is exact. Both sides are folded by the caller (`casemapping`), once, when a mask is stored.
- A ban is a mask of `nick!user@host`, or an extended ban: `a:name` the account of that name, `m:` before either makes
  it a mute (may join, may not speak). EXTBAN has no prefix character, so a `:` within the first part makes it one.

Sources: Modern IRC "Wildcard Expressions", "EXTBAN"; IRCv3 account-extban.
"""

from typing import Final, NamedTuple

ACCOUNT_EXTBAN: Final = "a"
MUTE_EXTBAN: Final = "m"
EXTBAN: Final = f",{ACCOUNT_EXTBAN}{MUTE_EXTBAN}"  # the value of that ISUPPORT token

MAX_BYTES: Final = 200
MAX_WILDCARDS: Final = 32  # neighbouring stars are one

_ANY_ONE = None
_Piece = tuple[str | None, ...]


class Mask:
    """A compiled mask."""

    __slots__ = ("_first", "_inner", "_last", "_least", "size", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        pieces = _pieces(text)
        self._least = sum(map(len, pieces))
        self._first = _Finder(pieces[0])
        self._last = _Finder(pieces[-1]) if len(pieces) > 1 else None
        self._inner = [_Finder(piece) for piece in pieces[1:-1] if piece]
        self.size = 1536 + 16 * len(text) + sum(finder.bytes for finder in self._inner)

    def __repr__(self) -> str:
        return f"Mask({self.text!r})"

    def matches(self, text: str) -> bool:
        """Whether all of `text` fits."""
        size = len(text)
        if size < self._least or not self._first.at(text, 0):
            return False
        if self._last is None:
            return size == self._least
        place = self._first.size
        end = size - self._last.size
        if not self._last.at(text, end):
            return False
        for finder in self._inner:
            place = finder.find(text, place, end)
            if place < 0:
                return False
        return True


class _Finder:
    """One piece of a mask, found at a place or from a place on."""

    __slots__ = ("_bits", "_default", "_final", "_literal", "_piece", "bytes", "size")

    def __init__(self, piece: _Piece) -> None:
        self.size = len(piece)
        self._piece = piece
        self._literal = None if _ANY_ONE in piece else "".join(char for char in piece if char is not None)
        self._final = 1 << (len(piece) - 1) if piece else 0
        self._default = sum(1 << place for place, char in enumerate(piece) if char is _ANY_ONE)
        self._bits: dict[str, int] = {}
        for place, char in enumerate(piece if self._literal is None else ()):
            if char is not None:
                self._bits[char] = self._bits.get(char, self._default) | 1 << place
        self.bytes = 400 + 12 * len(piece) + len(self._bits) * (150 + len(piece) // 7)

    def at(self, text: str, place: int) -> bool:
        if self._literal is not None:
            return text.startswith(self._literal, place)
        return all(char is _ANY_ONE or text[place + offset] == char for offset, char in enumerate(self._piece))

    def find(self, text: str, start: int, end: int) -> int:
        """The place after the leftmost occurrence between `start` and `end`; -1 if there is none."""
        if self._literal is not None:
            found = text.find(self._literal, start, end)
            return -1 if found < 0 else found + self.size
        running = 0  # bit n: the last n + 1 characters fit the first n + 1 of the piece
        for place in range(start, end):
            running = (running << 1 | 1) & self._bits.get(text[place], self._default)
            if running & self._final:
                return place + 1
        return -1


def _pieces(mask: str) -> list[_Piece]:
    """What stands between the stars."""
    pieces: list[_Piece] = []
    piece: list[str | None] = []
    place = 0
    while place < len(mask):
        char = mask[place]
        if char == "\\" and mask[place + 1 : place + 2] in ("*", "?"):
            place += 1
            piece.append(mask[place])
        elif char == "*":
            pieces.append(tuple(piece))
            piece = []
        else:
            piece.append(_ANY_ONE if char == "?" else char)
        place += 1
    return [*pieces, tuple(piece)]


def problem(mask: str) -> str:
    """Why a mask is not taken from a person, as a sentence; "" when it is."""
    if len(mask.encode()) > MAX_BYTES:
        return f"It is longer than {MAX_BYTES} bytes"
    pieces = _pieces(mask)
    stars = sum(1 for piece in pieces[1:-1] if piece) + min(len(pieces) - 1, 1)
    if stars + sum(piece.count(_ANY_ONE) for piece in pieces) > MAX_WILDCARDS:
        return f"It has more than {MAX_WILDCARDS} wildcards"
    return ""


def match(mask: str, text: str) -> bool:
    """Whether `text` fits `mask`, for a mask that is used once."""
    return Mask(mask).matches(text)


def escape(text: str) -> str:
    """A mask that fits `text` only."""
    return text.replace("*", "\\*").replace("?", "\\?")


def has_wildcards(mask: str) -> bool:
    """Whether a mask can fit more than one text."""
    pieces = _pieces(mask)
    return len(pieces) > 1 or _ANY_ONE in pieces[0]


def normalise(mask: str) -> str:
    """`nick!user@host` with `*` for what is left out: `nick` -> `nick!*@*`, `u@h` -> `*!u@h`, `n!u` -> `n!u@*`."""
    before, at, host = mask.rpartition("@")
    if not at:
        before, host = mask, ""
    nick, exclamation, user = before.partition("!")
    if at and not exclamation:
        nick, user = "", before
    full = f"{nick or '*'}!{user or '*'}@{host or '*'}"
    while "**" in full:
        full = full.replace("**", "*")
    return full


class Ban(NamedTuple):
    """A ban, a ban exception or an invite exception, taken apart."""

    mask: str  # of nick!user@host, or of an account's name
    account: bool = False
    mute: bool = False

    def render(self) -> str:
        """The ban as lists show it; `parse_ban` reads it back."""
        mute = f"{MUTE_EXTBAN}:" if self.mute else ""
        return f"{mute}{ACCOUNT_EXTBAN}:{self.mask}" if self.account else mute + self.mask


_EXTBANS = {"a": ACCOUNT_EXTBAN, "account": ACCOUNT_EXTBAN, "m": MUTE_EXTBAN, "mute": MUTE_EXTBAN}


def parse_ban(text: str) -> Ban | None:
    """The ban that a person wrote, completed; None if it is an extended ban that we do not have or that is empty."""
    mute = False
    rest = text
    while True:
        name, colon, value = rest.partition(":")
        if not colon or any(mark in name for mark in "!@*?."):
            return Ban(normalise(rest), mute=mute) if rest else None
        kind = _EXTBANS.get(name.lower())
        if kind == ACCOUNT_EXTBAN:
            return Ban(value, account=True, mute=mute) if value else None
        if kind is None or mute:
            return None
        mute = True
        rest = value
