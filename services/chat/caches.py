# SPDX-License-Identifier: GPL-3.0-or-later
"""A cache that is bounded in bytes: what was used least recently goes first.

`functools.lru_cache` counts entries, which is a bound only where all of them are small.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class ByteCache(Generic[Value]):
    """Calls `make` once for each text that is remembered; `size` says how many bytes a value takes."""

    def __init__(self, make: Callable[[str], Value], size: Callable[[Value], int], most: int) -> None:
        self._make = make
        self._size = size
        self._most = most
        self._values: dict[str, Value] = {}
        self.bytes = 0

    def __call__(self, text: str) -> Value:
        """The value for `text`. Whatever `make` raises."""
        value = self._values.pop(text, None)
        if value is None:
            value = self._make(text)
            self.bytes += self._size(value)
        self._values[text] = value
        while self.bytes > self._most and len(self._values) > 1:
            self.bytes -= self._size(self._values.pop(next(iter(self._values))))
        return value

    def __len__(self) -> int:
        return len(self._values)
