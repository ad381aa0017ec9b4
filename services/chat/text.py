# SPDX-License-Identifier: GPL-3.0-or-later
"""Shortening text without breaking it."""


def cut(text: str, longest: int) -> str:
    """At most `longest` bytes of UTF-8, ending between characters."""
    return text if len(text) * 4 <= longest else cut_bytes(text, longest)


def cut_bytes(text: str, longest: int) -> str:
    """As `cut`, for text that is probably too long."""
    data = text.encode()
    return text if len(data) <= longest else data[: max(0, longest)].decode(errors="ignore")
