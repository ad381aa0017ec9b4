# SPDX-License-Identifier: GPL-3.0-or-later
"""How a text becomes lines that fit, whole characters and, where possible, whole words.

Rules: what others receive carries our source in front, so the room left is less than what we may write. Sources: Modern
IRC "Message Format" (512 bytes); draft/multiline "Splitting long lines".
"""

from __future__ import annotations

from clients.session.core import Core
from clients.session.model import ItemKind

SAFETY = 10
LEAST = 50


def room_for_text(core: Core, target: str, kind: ItemKind) -> int:
    """How many bytes of text one PRIVMSG to `target` holds for its receivers."""
    user = core.network.users.get(core.fold(core.network.nick))
    username = len((user.username if user else "").encode()) or 20
    host = len((user.host if user else "").encode()) or 63
    longest = core.info.number("LINELEN", 512, 8192) or 512
    taken = 1 + len(core.network.nick.encode()) + 1 + username + 1 + host
    taken += len(" PRIVMSG  :\r\n") + len(target.encode()) + SAFETY
    if kind is ItemKind.ACTION:
        taken += len("\x01ACTION \x01")
    return max(LEAST, min(longest, 512) - taken)


def split_words(text: str, longest: int) -> list[str]:
    """`text` (one line) in parts of at most `longest` bytes; a space at a cut stays at the end of its part."""
    parts = []
    data = text.encode("utf-8", "replace")
    while len(data) > longest:
        cut = longest
        while cut > 1 and data[cut] & 0xC0 == 0x80:
            cut -= 1
        space = data.rfind(b" ", longest // 2, cut)
        if space > 0:
            cut = space + 1
        parts.append(data[:cut].decode("utf-8", "replace"))
        data = data[cut:]
    parts.append(data.decode("utf-8", "replace"))
    return parts


def split_lines(text: str, longest: int) -> list[tuple[str, bool]]:
    """The lines of a multiline message: (text, whether it continues the line before)."""
    return [(part, number > 0) for line in text.split("\n") for number, part in enumerate(split_words(line, longest))]
