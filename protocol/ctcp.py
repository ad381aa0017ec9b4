# SPDX-License-Identifier: GPL-3.0-or-later
"""CTCP: a message whose whole text is a command between clients.

    \\x01COMMAND parameters\\x01

Rules kept here:
- The closing delimiter is always written and need not be there when read ("parsers SHOULD accept incoming messages
  which lack it").
- The whole text is CTCP or none of it; there is no quoting. A text with a delimiter within is not wrapped: it raises.

Source: Modern IRC "Client-to-Client Protocol".
"""

from typing import NamedTuple

from protocol.message import Unrenderable

DELIMITER = "\x01"


class Ctcp(NamedTuple):
    """A CTCP message: a query in a PRIVMSG, a reply in a NOTICE."""

    command: str
    params: str = ""

    def render(self) -> str:
        """The text to send."""
        if not self.command or " " in self.command or DELIMITER in self.command + self.params:
            raise Unrenderable(f"not a CTCP message: {self!r}")
        return f"{DELIMITER}{self.command}{' ' if self.params else ''}{self.params}{DELIMITER}"


def parse(text: str) -> Ctcp | None:
    """The CTCP message that `text` is, its command upper-cased; None for plain text."""
    if text[:1] != DELIMITER:
        return None
    body = text[1:].removesuffix(DELIMITER)
    command, _, params = body.partition(" ")
    return Ctcp(command.upper(), params) if command and DELIMITER not in body else None


def action(text: str) -> str:
    """`/me text` as it is sent."""
    return Ctcp("ACTION", text).render()


def is_ctcp(text: str) -> bool:
    """Whether a channel without CTCP (+C) refuses `text`: it begins as CTCP does and is no ACTION."""
    if text[:1] != DELIMITER:
        return False
    ctcp = parse(text)
    return ctcp is None or ctcp.command != "ACTION"
