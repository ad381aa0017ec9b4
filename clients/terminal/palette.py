# SPDX-License-Identifier: GPL-3.0-or-later
"""The colours, for a dark and a light terminal. We paint the background, so contrast is ours to keep: 4.5 to 1 for all
that is read (WCAG 2.2, 1.4.3), which a test counts. `NO_COLOR` leaves bold, reverse and underlined.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from textual.theme import Theme


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as #rrggbb. `raised` is the background of the topic and the entry."""

    name: str
    dark: bool
    background: str
    raised: str
    text: str
    quiet: str
    error: str
    accent: str
    mention: str
    code: str
    nicks: tuple[str, ...]

    def nick(self, name: str) -> str:
        """Always the same for one nickname."""
        return self.nicks[sum(name.lower().encode()) % len(self.nicks)]

    def theme(self) -> Theme:
        """The same colours for Textual's own widgets."""
        return Theme(
            name=self.name, dark=self.dark, primary=self.accent, accent=self.accent, error=self.error,
            foreground=self.text, background=self.background, surface=self.background, panel=self.raised,
        )  # fmt: skip


DARK: Final = Palette(
    "hubbub-dark", True, "#14171c", "#22272f", "#e4e6ea", "#9aa3b0", "#ff8a80", "#7cc4ff", "#ffd166", "#e6c07b",
    ("#7fd6e0", "#8fd694", "#e3a6f0", "#e6c07b", "#8ab4f8", "#ff9e80", "#b0e0a8", "#f4a6c0"),
)  # fmt: skip
LIGHT: Final = Palette(
    "hubbub-light", False, "#fcfcfd", "#e9ecf1", "#1c1f24", "#5b6470", "#b3261e", "#0b5cad", "#8a4b00", "#7a4d00",
    ("#00696f", "#1b6b2c", "#7b2d91", "#7a4d00", "#1f4fb8", "#a03a12", "#3f6212", "#a3195b"),
)  # fmt: skip
PALETTES: Final = {"dark": DARK, "light": LIGHT}


def fitting(environment: Mapping[str, str] = os.environ) -> Palette:
    """By COLORFGBG, which rxvt, Konsole, iTerm2 and others set to `foreground;background`; dark where nothing tells."""
    background = environment.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT if background in ("7", "15") else DARK
