# SPDX-License-Identifier: GPL-3.0-or-later
"""How names look: two that a reader could take for each other have the same skeleton.

It is compared, never shown, and never written down: a newer table may see more. Names that are the same (`names.fold`)
are another matter, as are accents: `naïve` does not pass for `naive`.
Source: Unicode Technical Standard 39, "Confusable Detection"; its table comes from confusable_homoglyphs.
"""

import importlib.resources
import json
import unicodedata
from functools import lru_cache
from typing import Final

_MARK: Final = "\u200e"  # left-to-right, which the table has around what is written from right to left


def _read() -> dict[int, str]:
    """For each character that looks like another: the one, or those, that stand for all that look so.

    The table lists both ways: what has several others stands for them, and of two either may stand for both.
    """
    data = importlib.resources.files("confusable_homoglyphs").joinpath("confusables.json").read_bytes()
    table: dict[str, list[dict[str, str]]] = json.loads(data)
    found = {}
    for key, others in table.items():
        one, other = key.replace(_MARK, ""), others[0]["c"].replace(_MARK, "")
        if len(one) == 1 and len(others) == 1:
            stands = len(other) > 1 or len(table.get(others[0]["c"], ())) > 1
            found[ord(one)] = other if stands else min(one, other)
    return found


_PROTOTYPES: Final = _read()


@lru_cache(maxsize=4096)
def skeleton(name: str) -> str:
    """What `name` looks like. Two names look alike when this is the same."""
    drawn = unicodedata.normalize("NFD", name).translate(_PROTOTYPES)
    return unicodedata.normalize("NFD", drawn).lower()
