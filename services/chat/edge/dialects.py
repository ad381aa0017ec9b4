# SPDX-License-Identifier: GPL-3.0-or-later
"""Which dialect a connection speaks, told from the first bytes it sent. Pure: bytes in, an answer out.

| first bytes                                                        | dialect |
|--------------------------------------------------------------------|---------|
| `0x16` (a TLS handshake record)                                    | TLS     |
| an HTTP method and a space                                         | HTTP    |
| a known IRC command, after tags and a source if there are any      | IRC     |
| silence, or a first line that is anything else                     | CLASSIC |

HTTP methods other than GET are not spoken here, but a browser can be made to send them to any port: they have to end
at the HTTP answer and never be taken for what somebody says (`POST` with IRC lines in its body).
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable
from typing import Final

ENOUGH: Final = 512  # bytes: by then the first line of any IRC client has shown what it is
TLS_HANDSHAKE: Final = b"\x16"
_HTTP: Final = tuple(
    b"%s " % method
    for method in (b"GET", b"HEAD", b"POST", b"PUT", b"DELETE", b"OPTIONS", b"PATCH", b"TRACE", b"CONNECT")
)
_WORD: Final = re.compile(rb"[A-Za-z]*")


class Dialect(enum.Enum):
    """What a connection speaks."""

    TLS = "tls"
    HTTP = "http"
    IRC = "irc"
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
        if first.startswith(_HTTP):
            return Dialect.HTTP
        if not final and any(method.startswith(first) for method in _HTTP):
            return None
        return self._irc_or_classic(first, final or len(first) >= ENOUGH)

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
