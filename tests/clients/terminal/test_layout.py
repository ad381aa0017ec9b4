# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys and page agree; colours can be read; characters are such as the terminal has."""

import re
from pathlib import Path

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.color import Color

from clients.terminal.encoding import EncodingFilter, is_unicode, shown
from clients.terminal.entry import Entry
from clients.terminal.layout import KEYS
from clients.terminal.lines import steady
from clients.terminal.palette import DARK, LIGHT, Palette, fitting

PAGE = (Path(__file__).parents[3] / "docs" / "terminal.md").read_text("utf-8")
SPELT = {"pageup": "PageUp", "pagedown": "PageDown", "escape": "Esc", "underscore": "_", "up": "↑", "down": "↓"}


def spelt(key: str) -> str:
    return "+".join(SPELT.get(part, part.capitalize()) for part in key.split("+"))


def test_each_key_is_on_the_page() -> None:
    table = PAGE[PAGE.index("## Keys") : PAGE.index("## What is typed")]
    named = set(re.findall(r"`([^`]+)`", table))
    bindings = [binding for binding in (*KEYS, *Entry.BINDINGS) if isinstance(binding, Binding)]
    keys = {spelt(key) for binding in bindings for key in binding.key.split(",")}
    assert keys - {f"Alt+{n}" for n in range(2, 9)} <= named


def luminance(colour: str) -> float:
    """WCAG 2.2, "relative luminance"."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=lambda palette: palette.name)
def test_everything_can_be_read(palette: Palette) -> None:
    colours = (palette.text, palette.quiet, palette.error, palette.accent, palette.mention, palette.code)
    for colour in (*colours, *palette.nicks):
        assert contrast(colour, palette.background) >= 4.5, colour
    for colour in colours[:4]:
        assert contrast(colour, palette.raised) >= 4.5, colour


def test_the_terminal_tells_whether_it_is_light() -> None:
    assert fitting({"COLORFGBG": "0;15"}) is LIGHT
    assert fitting({"COLORFGBG": "15;default;0"}) is DARK
    assert fitting({}) is DARK


def test_what_a_terminal_has_no_character_for_keeps_its_width() -> None:
    assert shown("a │ ─ … 日本 é", "ascii") == "a | - ~ ???? ?"
    assert shown("é 日", "latin-1") == "é ??"
    assert shown("é 日", "utf-8") == "é 日"
    assert is_unicode("UTF8")
    assert not is_unicode("latin-1")
    styled = Segment("│", Style(bold=True))
    assert EncodingFilter("ascii").apply([styled], Color(0, 0, 0)) == [Segment("|", Style(bold=True))]


def test_an_emoji_is_as_wide_as_every_terminal_takes_it_to_be() -> None:
    assert steady("👨‍👩‍👧 👋🏽 ❤️") == "👨👩👧 👋 ❤"
    assert steady("می‌خواهم क्‍ष") == "می‌خواهم क्‍ष"  # joiners of letters stay
