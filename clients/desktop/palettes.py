# SPDX-License-Identifier: GPL-3.0-or-later
"""The colours: two palettes, the nick colours, and the arithmetic of contrast.

Every text colour has a contrast of at least 4.5:1 on every ground it is written on; `PAIRS` names the pairs, the test
computes them, and docs/design.md shows them. A changed colour changes that page's table (the test says so).
Source: WCAG 2.2, 1.4.3 and "relative luminance".
"""

import zlib
from collections.abc import Iterator
from colorsys import hls_to_rgb
from dataclasses import dataclass, fields
from functools import cache

MINIMUM = 4.5
HUES = 24


@dataclass(frozen=True, slots=True)
class Palette:
    """One theme's colours by what they are for, as #rrggbb."""

    name: str
    dark: bool
    canvas: str  # behind the conversation
    panel: str  # behind the room list and the people
    raised: str  # menus, pop-ups, the entry
    hover: str
    selected: str  # the room one is in, the chosen row
    border: str
    text: str
    muted: str  # times, topics, hints
    accent: str  # links, focus, the main button
    on_accent: str
    accent_soft: str  # ground of a mention, of one's own reaction
    danger: str
    danger_soft: str
    warning: str
    warning_soft: str
    success: str
    badge: str
    on_badge: str
    code: str  # ground of code
    selection: str
    scroll: str
    offline: str

    def tokens(self) -> dict[str, str]:
        """Every colour by name, for the stylesheet."""
        return {field.name: str(getattr(self, field.name)) for field in fields(self)}


LIGHT = Palette(
    name="light",
    dark=False,
    canvas="#ffffff",
    panel="#f3f5f5",
    raised="#ffffff",
    hover="#e9edec",
    selected="#d7ebe7",
    border="#dde2e1",
    text="#18201f",
    muted="#55615f",
    accent="#0a6a60",
    on_accent="#ffffff",
    accent_soft="#ddf0ec",
    danger="#b3261e",
    danger_soft="#fdeceb",
    warning="#7a4d00",
    warning_soft="#fff3d9",
    success="#1c6b3a",
    badge="#c4314b",
    on_badge="#ffffff",
    code="#f1f4f3",
    selection="#b9dff5",
    scroll="#c3cbc9",
    offline="#8b9694",
)

DARK = Palette(
    name="dark",
    dark=True,
    canvas="#181c1e",
    panel="#121517",
    raised="#212729",
    hover="#23292b",
    selected="#1d3d3a",
    border="#2a3134",
    text="#e3e8e7",
    muted="#9ba8a5",
    accent="#5ccabb",
    on_accent="#04231f",
    accent_soft="#1c3532",
    danger="#ff9488",
    danger_soft="#3a2122",
    warning="#f2c46b",
    warning_soft="#352b17",
    success="#7fd69b",
    badge="#f0647c",
    on_badge="#22060c",
    code="#21272a",
    selection="#244b63",
    scroll="#465054",
    offline="#6f7b79",
)

PALETTES = {palette.name: palette for palette in (LIGHT, DARK)}

# What is written on what. The grounds of nick colours are `NICK_GROUNDS`.
PAIRS: tuple[tuple[str, str], ...] = (
    ("text", "canvas"),
    ("text", "panel"),
    ("text", "raised"),
    ("text", "hover"),
    ("text", "selected"),
    ("text", "code"),
    ("text", "accent_soft"),
    ("text", "selection"),
    ("muted", "canvas"),
    ("muted", "panel"),
    ("muted", "raised"),
    ("muted", "hover"),
    ("muted", "selected"),
    ("accent", "canvas"),
    ("accent", "panel"),
    ("accent", "raised"),
    ("accent", "hover"),
    ("accent", "selected"),
    ("accent", "accent_soft"),
    ("on_accent", "accent"),
    ("danger", "canvas"),
    ("danger", "panel"),
    ("danger", "raised"),
    ("danger", "hover"),
    ("danger", "danger_soft"),
    ("warning", "warning_soft"),
    ("success", "canvas"),
    ("on_badge", "badge"),
)
NICK_GROUNDS = ("canvas", "panel", "hover", "selected", "accent_soft")


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, 0 to 1."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def pairs(palette: Palette) -> Iterator[tuple[str, str, float]]:
    """Each text colour, its ground, and their contrast."""
    for text, ground in PAIRS:
        yield text, ground, contrast(getattr(palette, text), getattr(palette, ground))


@cache
def nick_colours(palette: Palette) -> tuple[str, ...]:
    """The colours nicks are given: evenly spaced hues, each as vivid as the contrast on every ground allows."""
    grounds = [getattr(palette, ground) for ground in NICK_GROUNDS]
    colours = []
    for step in range(HUES):
        lightness = 0.64 if palette.dark else 0.44
        while True:
            rgb = hls_to_rgb(step / HUES, lightness, 0.48 if palette.dark else 0.62)
            colour = "#" + "".join(f"{round(channel * 255):02x}" for channel in rgb)
            if all(contrast(colour, ground) >= MINIMUM for ground in grounds):
                break
            lightness += 0.01 if palette.dark else -0.01
        colours.append(colour)
    return tuple(colours)


def nick_colour(folded: str, palette: Palette) -> str:
    """A nick's colour: the same hue everywhere and always (CRC-32 of the folded name)."""
    return nick_colours(palette)[zlib.crc32(folded.encode("utf-8", "replace")) % HUES]


# The 16 colours of mIRC formatting that people use, moved until they can be read on the canvas.
MIRC = (
    "#ffffff", "#000000", "#00007f", "#009300", "#ff0000", "#7f0000", "#9c009c", "#fc7f00",
    "#ffff00", "#00fc00", "#009393", "#00ffff", "#0000fc", "#ff00ff", "#7f7f7f", "#d2d2d2",
)  # fmt: skip


def readable(colour: str, ground: str) -> str:
    """`colour`, moved towards black or white until it can be read on `ground`."""
    target = 255 if luminance(ground) < 0.18 else 0
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    for _ in range(40):
        shown = "#" + "".join(f"{round(part):02x}" for part in parts)
        if contrast(shown, ground) >= MINIMUM:
            return shown
        parts = [part + (target - part) * 0.1 for part in parts]  # type: ignore[misc]
    return "#ffffff" if target else "#000000"
