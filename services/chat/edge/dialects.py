# SPDX-License-Identifier: GPL-3.0-or-later
"""Which dialect a connection speaks, told from the first bytes it sent. Pure: bytes in, an answer out.

| first bytes                                                        | dialect |
|--------------------------------------------------------------------|---------|
| `0x16` (a TLS handshake record)                                    | TLS     |
| what `foreign` knows: HTTP/2, Redis, SSH, SMTP, binary …           | FOREIGN |
| an HTTP method and a space, or a line that ends with `HTTP/1.1`    | HTTP    |
| a known IRC command, after tags and a source if there are any      | IRC     |
| silence, or a first line that is anything else                     | CLASSIC |

A byte order mark of UTF-8, which some Windows programs write first, is passed over (`without_mark`).

HTTP methods other than GET are not spoken here, but a browser can be made to send them to any port: they have to end
at the HTTP answer and never be taken for what somebody says (`POST` with IRC lines in its body).
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable
from typing import Final

from protocol.message import Malformed, Message, parse
from services.chat.edge import foreign

ENOUGH: Final = 512  # bytes: by then the first line of any IRC client has shown what it is
TLS_HANDSHAKE: Final = b"\x16"
_HTTP: Final = tuple(
    b"%s " % method
    for method in (b"GET", b"HEAD", b"POST", b"PUT", b"DELETE", b"OPTIONS", b"PATCH", b"TRACE", b"CONNECT")
)
_HTTP_LINE: Final = re.compile(rb"[A-Z][A-Z_-]{2,19} \S+ HTTP/1\.[0-9]\r?\n")
_SHARED: Final = b"OPTIONS "  # which RTSP and SIP have, too: the line's end tells
_WORD: Final = re.compile(rb"[A-Za-z]*")
_MARK: Final = b"\xef\xbb\xbf"
# What IRC clients say first, with the fewest parameters that show it is one: see `opens_irc`.
_OPENINGS: Final = {"CAP": 1, "NICK": 1, "PASS": 1, "USER": 4, "WEBIRC": 4, "AUTHENTICATE": 1, "PING": 1, "QUIT": 1}
_CAP_SUBCOMMANDS: Final = frozenset(("LS", "LIST", "REQ", "END"))


class Dialect(enum.Enum):
    """What a connection speaks."""

    TLS = "tls"
    HTTP = "http"
    IRC = "irc"
    FOREIGN = "foreign"
    CLASSIC = "classic"


class Classifier:
    """Tells dialects apart. `commands` are the names of all commands that IRC clients may begin with."""

    def __init__(self, commands: Iterable[str]) -> None:
        self._commands = frozenset(name.upper().encode() for name in commands)

    def __call__(self, first: bytes, *, final: bool = False) -> Dialect | None:
        """The dialect of a connection whose first bytes these are, or None while more bytes could change the answer.

        `final`: no more bytes will come, or no more time is left.
        """
        if first.startswith(TLS_HANDSHAKE):
            return Dialect.TLS
        first = without_mark(first)
        final = final or len(first) >= ENOUGH
        if is_http(first):
            if first.startswith(_SHARED) and not final and b"\n" not in first:
                return None
            return Dialect.FOREIGN if foreign.requested(first) else Dialect.HTTP
        if foreign.answer(first) is not None:
            return Dialect.FOREIGN
        dialect = self._irc_or_classic(first, final)
        if dialect is Dialect.CLASSIC and not final and (foreign.begun(first) or _MARK.startswith(first)):
            return None
        return dialect

    def _irc_or_classic(self, first: bytes, final: bool) -> Dialect | None:
        rest = first.lstrip(b"\r\n")
        for mark in (b"@", b":"):
            if rest.startswith(mark):
                head, space, rest = rest.partition(b" ")
                if b"\n" in head:
                    return Dialect.CLASSIC  # ":)" and a line end
                if not space:
                    return self._unfinished(mark, len(first), final)
                rest = rest.lstrip(b" ")
        word = _WORD.match(rest)
        name = word.group().upper() if word else b""
        after = rest[len(name) : len(name) + 1]
        if after:
            return Dialect.IRC if name in self._commands and after in b" \r\n" else Dialect.CLASSIC
        if final:
            return Dialect.IRC if name in self._commands else Dialect.CLASSIC
        return None if any(command.startswith(name) for command in self._commands) else Dialect.CLASSIC

    @staticmethod
    def _unfinished(mark: bytes, length: int, final: bool) -> Dialect | None:
        """Tags or a source whose end has not come. Only tags may be as long as this."""
        if not final:
            return None
        return Dialect.IRC if mark == b"@" and length >= ENOUGH else Dialect.CLASSIC


def without_mark(first: bytes) -> bytes:
    """The first bytes of a connection without a byte order mark of UTF-8."""
    return first.removeprefix(_MARK)


def is_http(first: bytes) -> bool:
    """Whether it is the beginning of an HTTP request."""
    return first.startswith(_HTTP) or _HTTP_LINE.match(first) is not None


def late_dialect(first: bytes) -> Dialect | None:
    """What the first line after the prompt for a nickname shows; None when it is a nickname, or nothing known."""
    first = without_mark(first)
    line, _, following = first.partition(b"\n")
    texts = [each.decode("utf-8", "replace").rstrip("\r") for each in (line, following.partition(b"\n")[0])]
    if opens_irc(*texts):
        return Dialect.IRC
    return Dialect.FOREIGN if foreign.answer(first) is not None or is_http(first) else None


def opens_irc(line: str, following: str = "") -> bool:
    """Whether the first line after the prompt for a nickname comes from an IRC client whose line is slow.

    A person may have chosen "Nick", or write "Nick Smith", "pass me the salt" or "user error": so the command has to
    have its parameters, and stand in capitals, as IRC clients send it, unless what it says leaves no doubt: CAP with a
    subcommand, USER with a number or an asterisk in its place, or a second such command right behind.
    """
    message = _opening(line)
    if message is None:
        return False
    return (
        message.command in line.split(" ")
        or message.command in ("CAP", "WEBIRC")
        or (message.command == "USER" and (message.params[1].isdecimal() or message.params[2] == "*"))
        or _opening(following) is not None
    )


def _opening(line: str) -> Message | None:
    """The message, if it can be the first of an IRC client, written in capitals or not."""
    message = parse(line)
    if isinstance(message, Malformed) or len(message.params) < _OPENINGS.get(message.command, len(line)):
        return None
    if message.command == "CAP" and message.params[0].upper() not in _CAP_SUBCOMMANDS:
        return None
    return None if message.command == "NICK" and len(message.params) > 1 else message


def may_open_irc(piece: bytes) -> bool:
    """Whether a line that begins so could be the first of an IRC client: its command is one, as far as it has come."""
    word, space, _ = without_mark(piece).upper().partition(b" ")
    return any(name == word if space else name.startswith(word) for name in map(str.encode, _OPENINGS))
