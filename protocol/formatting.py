# SPDX-License-Identifier: GPL-3.0-or-later
"""Formatting codes in text: into spans of one style each, or out of the text.

Rules kept here:
- Bold, italics, underline, strikethrough, monospace and reverse toggle; reset ends all.
- A colour takes one or two digits, and a second colour after a comma if a digit follows it; else the comma is text.
  Without digits it resets both. If only the foreground is given the background stays. 99 is the default colour.
- Hexadecimal colours are six digits, the same way.
- Other control characters are left where they are: who shows text decides how to make them visible.

Source: Modern IRC "IRC Formatting"; strikethrough, monospace and hexadecimal colours as clients agree on them.
"""

import re
from typing import NamedTuple

BOLD = "\x02"
COLOUR = "\x03"
HEX_COLOUR = "\x04"
RESET = "\x0f"
MONOSPACE = "\x11"
REVERSE = "\x16"
ITALIC = "\x1d"
STRIKETHROUGH = "\x1e"
UNDERLINE = "\x1f"

DEFAULT_COLOUR = 99

_CODE = re.compile(
    "(?P<code>[\x02\x0f\x11\x16\x1d\x1e\x1f])"
    "|\x03(?:(?P<fg>[0-9]{1,2})(?:,(?P<bg>[0-9]{1,2}))?)?"
    "|\x04(?:(?P<hex_fg>[0-9A-Fa-f]{6})(?:,(?P<hex_bg>[0-9A-Fa-f]{6}))?)?"
)
_TOGGLES = {
    BOLD: "bold",
    ITALIC: "italic",
    UNDERLINE: "underline",
    STRIKETHROUGH: "strikethrough",
    MONOSPACE: "monospace",
    REVERSE: "reverse",
}


class Style(NamedTuple):
    """How a span looks. A colour is a code from 0 to 98, `#rrggbb`, or None for the reader's own."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    strikethrough: bool = False
    monospace: bool = False
    reverse: bool = False
    foreground: int | str | None = None
    background: int | str | None = None


class Span(NamedTuple):
    """A piece of text in one style."""

    text: str
    style: Style


PLAIN = Style()


def parse(text: str) -> list[Span]:
    """The spans of `text`, none of them empty."""
    spans: list[Span] = []
    style = PLAIN
    place = 0
    for code in _CODE.finditer(text):
        if code.start() > place:
            spans.append(Span(text[place : code.start()], style))
        place = code.end()
        style = _next(style, code)
    if place < len(text):
        spans.append(Span(text[place:], style))
    return spans


def _next(style: Style, code: re.Match[str]) -> Style:
    mark = code["code"]
    if mark == RESET:
        return PLAIN
    if mark:
        name = _TOGGLES[mark]
        return style._replace(**{name: not getattr(style, name)})
    foreground = code["fg"] or code["hex_fg"]
    if foreground is None:
        return style._replace(foreground=None, background=None)
    style = style._replace(foreground=_colour(foreground))
    background = code["bg"] or code["hex_bg"]
    return style if background is None else style._replace(background=_colour(background))


def _colour(digits: str) -> int | str | None:
    if len(digits) == 6:
        return f"#{digits.lower()}"
    number = int(digits)
    return None if number == DEFAULT_COLOUR else number


def strip(text: str) -> str:
    """`text` without its formatting codes."""
    return _CODE.sub("", text)
