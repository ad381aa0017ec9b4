# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person with a plain socket sends: chunks in, lines out, and what each line asks for. No socket, no clock.

Such clients frame nothing. So:
- what ends with a line end is a line; what has none becomes one once nothing has come for a while (`quiet`);
- they put their own name before what they send, `alice: hello`: it is taken off, and then the rest is looked at;
- a line ends with LF, CR LF, CR NUL (telnet) or CR (old Macs);
- a piece that ends within a character, or that is being typed letter by letter, is waited for longer (`patience`);
- telnet's commands are taken out; `reply` is what they are to be answered;
- a backspace takes back what was typed, what else a terminal sends for its keys is left out, and so are all control
  characters, as the next terminal would obey them.
A piece of `LONGEST` bytes without a line end is a line.
Source: docs/protocol.md, "Classic"; RFC 854 for line ends.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from services.chat.edge.dialects import may_open_irc
from services.chat.edge.telnet import TelnetFilter

LONGEST: Final = 8192
QUIET_SECONDS: Final = 0.05
SLOW_SECONDS: Final = 1.0  # for the rest of a line that is typed, and of the first line of an IRC client
TORN_SECONDS: Final = 3.0  # for the rest of a character: as long as TCP takes to send twice what was lost
TYPED: Final = 3  # keystrokes, each in a packet of its own: somebody types, and presses Enter at the line's end
_LONGEST_CHARACTER: Final = 4  # bytes
_KEYS: Final = re.compile("\x1b(?:\\[[0-?]*[ -/]*[@-~]|O[ -~])")  # arrows and the like
_CONTROL: Final = re.compile("[\x00-\x07\x0a-\x1f\x80-\x9f]")  # but for those that take back: see `_text`


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
        self._after_cr = False
        self._keystrokes = 0
        self._telnet = TelnetFilter()

    def __len__(self) -> int:
        """How many bytes wait."""
        return len(self._data)

    @property
    def unfinished(self) -> bool:
        """Whether there is a piece that `quiet` would make a line."""
        return bool(self._data) and not self._data.endswith(b"\n")

    def patience(self, *, first: bool) -> float:
        """After how many seconds without more the piece at the end is a line; 0 for never, or when there is none.

        `first`: it may be the first line of an IRC client.
        """
        if not self.unfinished or self._telnet.seen or self._keystrokes >= TYPED:
            return 0
        piece = bytes(self._data[self._data.rfind(b"\n") + 1 :])
        if _whole(piece) < len(piece):
            return TORN_SECONDS
        if self._keystrokes or (first and may_open_irc(piece)):
            return SLOW_SECONDS
        return QUIET_SECONDS

    @property
    def beginning(self) -> bytes:
        """What comes next, as it came but for line ends."""
        return bytes(self._data[:LONGEST])

    def take_reply(self) -> bytes:
        """What telnet's commands are to be answered."""
        return self._telnet.take_reply()

    def feed(self, data: bytes) -> None:
        """Something was received."""
        data = self._telnet.feed(data)
        if self._after_cr and data[:1] in (b"\n", b"\0"):
            data, self._after_cr = data[1:], False
        if data:
            if self._keystrokes < TYPED:
                self._keystrokes = self._keystrokes + 1 if _is_keystroke(data) else 0
            self._after_cr = data.endswith(b"\r")
            if b"\r" in data:
                data = data.replace(b"\r\n", b"\n").replace(b"\r\0", b"\n").replace(b"\r", b"\n")
            self._data += data

    def take_all(self) -> bytes:
        """Everything that waits, with LF for line ends; it no longer does."""
        data = bytes(self._data)
        self._data.clear()
        return data

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
            end = after = _whole(data[:LONGEST])
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
    text = _KEYS.sub("", line.decode("utf-8", "replace").removeprefix("\ufeff"))
    text = _CONTROL.sub("", text)
    if "\b" not in text and "\x7f" not in text:
        return text
    typed: list[str] = []
    for char in text:
        if char not in "\b\x7f":
            typed.append(char)
        elif typed:
            typed.pop()
    return "".join(typed)


def _is_keystroke(data: bytes) -> bool:
    return len(data) <= _LONGEST_CHARACTER and data[-1] not in b"\r\n" and len(data.decode("utf-8", "replace")) == 1


def _whole(data: bytes | bytearray) -> int:
    """How many of these bytes are there when what ends within a character is left out."""
    for back in range(1, min(4, len(data) + 1)):
        byte = data[-back]
        if byte >= 0xC0:  # the first byte of a character of so many bytes
            size = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4 if byte < 0xF8 else 1
            return len(data) - back if size > back else len(data)
        if byte < 0x80:
            break
    return len(data)


def _without_own_name(line: str, own_names: Collection[str]) -> str:
    name, colon, rest = line.partition(":")
    if colon and name.strip() in own_names:
        return rest.strip()
    return line.strip()
