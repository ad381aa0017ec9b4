# SPDX-License-Identifier: GPL-3.0-or-later
"""Sentences people read. Each is a `str` in English that remembers its pattern and its values.

So everybody here, the store and the terminal treat it as the text it is, and a front end that speaks other languages
translates `english` and puts `values` into it. What a server says is a plain `str` and shown as it is.

Rules: the pattern is a literal within `Sentence(...)`, for `scripts/strings.py` finds the strings to translate there;
values go in by name. No string operation on a finished sentence: that would make plain English of it.
"""

from __future__ import annotations

import json

_MARK = "\0sentence\0"


class Sentence(str):
    """`Sentence("There is no room called {name}.", name=name)`. Without values it may be a pattern for `of`."""

    __slots__ = ("english", "values")

    english: str
    values: dict[str, str]

    def __new__(cls, english: str, /, **values: str) -> Sentence:
        made = super().__new__(cls, english.format_map(values) if values else english)
        made.english, made.values = english, values
        return made

    def of(self, **values: str) -> Sentence:
        """The same pattern with these values."""
        return Sentence(self.english, **values)


def kept(text: str) -> str:
    """A text as the store keeps it: a sentence can be said in another language after a restart, too."""
    return _MARK + json.dumps([text.english, text.values]) if isinstance(text, Sentence) else text


def read(stored: str) -> str:
    """What `kept` gave, as it was; a damaged one stays the text it is."""
    if not stored.startswith(_MARK):
        return stored
    try:
        english, values = json.loads(stored.removeprefix(_MARK))
        return Sentence(str(english), **{str(name): str(value) for name, value in values.items()})
    except (ValueError, TypeError, AttributeError, KeyError, IndexError):
        return stored.removeprefix(_MARK)


# Said from more than one place.
BAD_ADDRESS = Sentence(
    "That is not an address of a chat server. Examples: chat.example.org, ircs://chat.example.org:6697/#room"
)
