# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text can be read on its ground, in both themes; docs/design.md tells the same numbers."""

from pathlib import Path

import pytest

from clients.desktop.palettes import (
    MINIMUM,
    MIRC,
    NICK_GROUNDS,
    PALETTES,
    contrast,
    nick_colour,
    nick_colours,
    pairs,
    readable,
)

DESIGN = Path(__file__).resolve().parents[3] / "docs" / "design.md"


@pytest.mark.parametrize("name", PALETTES)
def test_every_text_has_enough_contrast(name: str) -> None:
    weak = [(text, ground, ratio) for text, ground, ratio in pairs(PALETTES[name]) if ratio < MINIMUM]
    assert weak == []


@pytest.mark.parametrize("name", PALETTES)
def test_every_nick_colour_has_enough_contrast_everywhere(name: str) -> None:
    palette = PALETTES[name]
    for colour in nick_colours(palette):
        assert min(contrast(colour, getattr(palette, ground)) for ground in NICK_GROUNDS) >= MINIMUM


@pytest.mark.parametrize("name", PALETTES)
def test_colours_from_the_network_are_made_readable(name: str) -> None:
    for colour in MIRC:
        assert contrast(readable(colour, PALETTES[name].canvas), PALETTES[name].canvas) >= MINIMUM


def test_a_nick_keeps_its_colour() -> None:
    assert nick_colour("alice", PALETTES["light"]) == nick_colours(PALETTES["light"])[23]


def test_the_design_page_has_the_same_table() -> None:
    page = DESIGN.read_text("utf-8")
    for (text, ground, light), (_, _, dark) in zip(*(list(pairs(p)) for p in PALETTES.values()), strict=True):
        assert f"| {text} | {ground} | {light:.1f} | {dark:.1f} |" in page
    for palette in PALETTES.values():
        for token, colour in palette.tokens().items():
            if colour.startswith("#"):
                assert f"`{colour}`" in page, token
