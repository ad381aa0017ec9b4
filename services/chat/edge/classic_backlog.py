# SPDX-License-Identifier: GPL-3.0-or-later
"""What a classic person sent, as the dispatcher takes it: IRC lines, made one classic line at a time when wanted."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from services.chat.edge.classic_reader import ClassicReader
from services.chat.session import Frame


class ClassicBacklog:
    """What waits is in `reader`, and in `lines` what the line means that was taken from it last.

    `translate` takes the next one, if there is one and it may be taken now, and puts what it means into `lines`.
    """

    def __init__(self, reader: ClassicReader, translate: Callable[[], bool]) -> None:
        self.lines: deque[Frame] = deque()
        self._reader = reader
        self._translate = translate
        self._given: list[Frame] = []

    def __len__(self) -> int:
        """How many bytes wait."""
        return len(self._reader)

    def take(self, most: int) -> list[Frame]:
        """The next lines, at most `most`; none when there is nothing that can be done now."""
        lines = self.lines
        while not lines and self._translate():
            pass
        self._given = [lines.popleft() for _ in range(min(most, len(lines)))]
        return self._given

    def put_back(self, handled: int) -> None:
        """Of the lines that were given last, only the first `handled` could be handled."""
        self.lines.extendleft(reversed(self._given[handled:]))
        self._given = []

    def clear(self) -> None:
        """Forget what waits."""
        self.lines.clear()
        self._reader.clear()
