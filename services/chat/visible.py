# SPDX-License-Identifier: GPL-3.0-or-later
"""Text from the network, made safe for a terminal and for a line of a log.

Rules: one line in gives one line out; control characters become visible (`\\x1b`), and so do the marks that reorder
text (`\\u202e`), which can make a line read as something else. Everything else stays, emoji and their joiners too.
A backslash stays as it is: this is for people to read, not to be read back.
"""

from __future__ import annotations

import re
from typing import Final

from protocol.formatting import strip

_UNSAFE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def visible(text: str) -> str:
    """`text` as one harmless line."""
    return text if text.isascii() and text.isprintable() else _UNSAFE.sub(_escaped, text)


def plain(text: str) -> str:
    """`text` without IRC's formatting codes, as one harmless line."""
    return text if text.isascii() and text.isprintable() else visible(strip(text))


def _escaped(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
