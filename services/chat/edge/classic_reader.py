# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person with a plain socket sends: chunks in, lines out, and what each line asks for. No socket, no clock.

Such clients frame nothing. So:
- what ends with a line end is a line; what has none becomes one once nothing has come for a while (`quiet`);
- they put their own name before what they send, `alice: hello`: it is taken off, and then the rest is looked at;
- control characters are left out, as a terminal sends them by accident and the next one would obey them.
A piece of `LONGEST` bytes without a line end is a line.
Source: docs/protocol.md, "Classic".
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

LONGEST: Final = 8192
_CONTROL: Final = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Say:
    """Say `text` to the room."""

    text: str


@dataclass(frozen=True, slots=True)
class Act:
    """Tell the room what one does."""

    text: str


@dataclass(frozen=True, slots=True)
class Private:
    """Say `text` to one person."""

    nick: str
    text: str


@dataclass(frozen=True, slots=True)
class ChangeNick:
    """Take another name."""

    nick: str


@dataclass(frozen=True, slots=True)
class Who:
    """Ask who is in the room."""


@dataclass(frozen=True, slots=True)
class Help:
    """Ask what can be done."""


@dataclass(frozen=True, slots=True)
class Exit:
    """Leave."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A `/word` that means nothing here."""

    word: str


@dataclass(frozen=True, slots=True)
class Incomplete:
    """A command without what it needs; `usage` shows how it is written."""

    usage: str


Action = Say | Act | Private | ChangeNick | Who | Help | Exit | Unknown | Incomplete


class ClassicReader:
    """Cuts what was received into lines. What waits is kept as it came."""

    def __init__(self) -> None:
        self._data = bytearray()

    def __len__(self) -> int:
        """How many bytes wait."""
        return len(self._data)

    @property
    def unfinished(self) -> bool:
        """Whether there is a piece that `quiet` would make a line."""
        return bool(self._data) and not self._data.endswith(b"\n")

    def feed(self, data: bytes) -> None:
        """Something was received."""
        self._data += data

    def quiet(self) -> None:
        """Nothing has come for a while: what is here is a line."""
        if self.unfinished:
            self._data += b"\n"

    def next(self) -> str | None:
        """The next line, or None while there is none."""
        data = self._data
        end = data.find(b"\n", 0, LONGEST)
        if end >= 0:
            after = end + 1
        elif len(data) >= LONGEST:
            end = after = LONGEST
        else:
            return None
        line = _text(bytes(data[:end]))
        del data[:after]
        return line

    def clear(self) -> None:
        """Forget what waits."""
        self._data.clear()


def action(line: str, own_names: Collection[str]) -> Action | None:
    """What a line asks for, from a person who goes or went by `own_names`. None for nothing at all."""
    text = _without_own_name(line, own_names)
    if not text.strip():
        return None
    if not text.startswith("/"):
        return Say(text)
    word, _, rest = text.partition(" ")
    rest = rest.strip()
    match word.lower():
        case "/exit" | "/quit":
            return Exit()
        case "/who":
            return Who()
        case "/help":
            return Help()
        case "/nick":
            return ChangeNick(rest) if rest and " " not in rest else Incomplete("/nick NAME")
        case "/me":
            return Act(rest) if rest else Incomplete("/me TEXT")
        case "/msg":
            nick, _, message = rest.partition(" ")
            message = message.strip()
            return Private(nick, message) if message else Incomplete("/msg NAME TEXT")
    return Unknown(word)


def _text(line: bytes) -> str:
    return _CONTROL.sub("", line.decode("utf-8", "replace"))


def _without_own_name(line: str, own_names: Collection[str]) -> str:
    name, colon, rest = line.partition(":")
    if colon and name.strip() in own_names:
        return rest.strip()
    return line.strip()
