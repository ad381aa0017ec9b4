# SPDX-License-Identifier: GPL-3.0-or-later
"""A terminal whose characters are not Unicode: what it cannot show becomes something of the same width that it can."""

from codecs import lookup
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

PLAIN: Final = str.maketrans({
    "│": "|", "┃": "|", "─": "-", "━": "-", "╭": "+", "╮": "+", "╰": "+", "╯": "+", "┌": "+", "┐": "+", "└": "+",
    "┘": "+", "↳": ">", "→": ">", "↓": "v", "↑": "^", "…": "~", "·": "-", "▔": "-", "▁": "_", "▊": "|", "▎": "|",
    "█": " ", "•": "*",
})  # fmt: skip


def is_unicode(encoding: str) -> bool:
    """Whether everything can be written in it."""
    try:
        return lookup(encoding or "utf-8").name.startswith("utf")
    except LookupError:
        return False


def shown(text: str, encoding: str) -> str:
    """`text` with a "?" in each cell that `encoding` has no character for."""
    if text.isascii():
        return text
    try:
        text.encode(encoding)
        return text
    except (UnicodeEncodeError, LookupError):
        return "".join(_one(character, encoding) for character in text.translate(PLAIN))


def _one(character: str, encoding: str) -> str:
    try:
        character.encode(encoding)
        return character
    except (UnicodeEncodeError, LookupError):
        return "?" * cell_len(character)


class EncodingFilter(LineFilter):
    """Applied to each line before it is written."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments in characters of the terminal."""
        return [Segment(shown(text, self._encoding), style, control) for text, style, control in segments]
