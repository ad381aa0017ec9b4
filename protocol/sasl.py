# SPDX-License-Identifier: GPL-3.0-or-later
"""SASL on IRC: how AUTHENTICATE carries bytes, and PLAIN's and EXTERNAL's. SCRAM is in `scram`.

Rules kept here:
- Data is base64 in pieces of 400 characters; a shorter piece ends it, `+` is an empty one. So data whose base64 is a
  multiple of 400 long ends with `+`, and empty data is `+` alone. `*` aborts and is the caller's to see first.
- A `Payload` holds at most `limit` characters of base64. A piece longer than 400 is ERR_SASLTOOLONG's case.
- PLAIN: an authorization identity is empty or equal to the authentication identity; that check is `Plain.acts_as_self`.

Sources: IRCv3 sasl-3.1, sasl-3.2; RFC 4616 (PLAIN), RFC 4422 appendix A (EXTERNAL).
"""

import base64
import binascii
from typing import NamedTuple

PIECE = 400
ABORT = "*"


class TooLong(ValueError):
    """A piece or the whole is longer than allowed (ERR_SASLTOOLONG)."""


class BadPayload(ValueError):
    """What came is not what the mechanism says (ERR_SASLFAIL)."""


def pieces(data: bytes) -> list[str]:
    """The parameters of the AUTHENTICATE commands that carry `data`."""
    text = base64.b64encode(data).decode("ascii")
    out = [text[place : place + PIECE] for place in range(0, len(text), PIECE)]
    if not out or len(out[-1]) == PIECE:
        out.append("+")
    return out


class Payload:
    """The other side's pieces, put together."""

    __slots__ = ("_limit", "_text")

    def __init__(self, limit: int = 8 * PIECE) -> None:
        self._limit = limit
        self._text = ""

    def feed(self, piece: str) -> bytes | None:
        """The data, once `piece` is its last; None until then. Raises TooLong, BadPayload; the next piece then begins
        new data."""
        if len(piece) > PIECE or len(self._text) + len(piece) > self._limit:
            self._text = ""
            raise TooLong
        if piece != "+":
            self._text += piece
        if len(piece) == PIECE:
            return None
        text, self._text = self._text, ""
        try:
            return base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError):
            raise BadPayload("not base64") from None


class Plain(NamedTuple):
    """PLAIN's one message."""

    authorization: str
    authentication: str
    password: str

    def render(self) -> bytes:
        """The bytes to send."""
        if "\0" in self.authorization + self.authentication + self.password:
            raise ValueError("NUL in a name or password")
        return f"{self.authorization}\0{self.authentication}\0{self.password}".encode()

    @property
    def acts_as_self(self) -> bool:
        """Whether it asks to act as the account that it proves to be."""
        return self.authorization in ("", self.authentication)


def parse_plain(data: bytes) -> Plain:
    """PLAIN's message. Raises BadPayload."""
    try:
        parts = data.decode().split("\0")
    except UnicodeDecodeError:
        raise BadPayload("not UTF-8") from None
    if len(parts) != 3 or not parts[1] or not parts[2]:
        raise BadPayload("not the three parts of PLAIN")
    return Plain(*parts)


def parse_external(data: bytes) -> str:
    """EXTERNAL's message: the authorization identity, empty for the certificate's own. Raises BadPayload."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise BadPayload("not UTF-8") from None
