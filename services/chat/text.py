# SPDX-License-Identifier: GPL-3.0-or-later
"""Shortening text without breaking it."""

from protocol.splitting import truncate


def cut(text: str, longest: int) -> str:
    """At most `longest` bytes of UTF-8, ending between what shows as characters."""
    return text if len(text) * 4 <= longest else truncate(text, longest)
