# SPDX-License-Identifier: GPL-3.0-or-later
"""How much of a text fits a line, once others receive it with our source in front. Cutting it is protocol.splitting's.

Source: Modern IRC "Message Format"; draft/multiline "Splitting long lines" (what to assume of a source we do not
know).
"""

from __future__ import annotations

from clients.session.core import Core
from clients.session.model import ItemKind
from protocol import splitting

UNKNOWN_USER = "u" * 20
UNKNOWN_HOST = "h" * 63
LEAST = 50


def room_for_text(core: Core, target: str, kind: ItemKind) -> int:
    """How many bytes of text one message to `target` holds for its receivers."""
    nick = core.network.nick
    user = core.network.users.get(core.fold(nick))
    username, host = (user.username, user.host) if user is not None else ("", "")
    source = f"{nick}!{username or UNKNOWN_USER}@{host or UNKNOWN_HOST}"
    wrapping = len("\x01ACTION \x01") if kind is ItemKind.ACTION else 0
    return max(LEAST, splitting.room(source, "PRIVMSG", target, splitting.SAFETY + wrapping))
