# SPDX-License-Identifier: GPL-3.0-or-later
"""The entry: where one types, in as many lines as it takes, and what one sent before.

Rules: a paste comes in whole, whatever it holds, but for what only a terminal would obey; it is never sent by itself.
Enter sends, and so nothing else does. Keys are those of a shell: Ctrl+U and Ctrl+K delete to the ends, ↑ and ↓ at the
edge recall.
"""

import re
from typing import ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

MOST_RECALLED: Final = 200
_SEQUENCE = re.compile("\x1b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\x07\x1b]*(?:\x07|\x1b\\\\)?|[ -~]?)")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def cleaned(text: str) -> str:
    """A pasted text: lines as lines, and neither a terminal's sequences nor other control characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", _SEQUENCE.sub("", text)).strip("\n")


class Recall:
    """What was sent in a room, for ↑ and ↓. What is being typed stands below it and is not lost."""

    def __init__(self) -> None:
        self._sent: list[str] = []
        self._at = 0  # len(_sent): what is being typed
        self._typed = ""

    def add(self, text: str) -> None:
        """It was sent."""
        if self._sent[-1:] != [text]:
            self._sent.append(text)
        del self._sent[:-MOST_RECALLED]
        self._at, self._typed = len(self._sent), ""

    def step(self, by: int, current: str) -> str | None:
        """One further back (-1) or on (1); None where there is nothing more."""
        to = self._at + by
        if not 0 <= to <= len(self._sent):
            return None
        if self._at == len(self._sent):
            self._typed = current
        self._at = to
        return self._typed if to == len(self._sent) else self._sent[to]


class Entry(TextArea):
    """Messages: `Submitted`, `Arrow` (↑ or ↓ at the edge), `EndPressed` at the end of the text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+u", "delete_to_start", show=False),
        Binding("ctrl+k", "delete_to_end", show=False),
        Binding("ctrl+underscore", "undo", show=False),
    ]

    class Submitted(Message):
        """Enter was pressed."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Arrow(Message):
        """↑ (-1) above the first line, ↓ (1) below the last."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    class EndPressed(Message):
        """End, where the cursor is at the end already."""

    def __init__(self, **more: str) -> None:
        super().__init__(
            soft_wrap=True, show_line_numbers=False, compact=True, highlight_cursor_line=False,
            placeholder="Say something, or /help", **more,  # type: ignore[arg-type]
        )  # fmt: skip

    def put(self, text: str) -> None:
        """Replace all of it; the cursor goes to the end."""
        self.load_text(text)
        self.move_cursor(self.document.end)

    @property
    def cursor(self) -> int:
        """The cursor's place in the text."""
        return self.document.get_index_from_location(self.cursor_location)  # type: ignore[attr-defined, no-any-return]

    def complete(self, start: int, end: int, text: str) -> None:
        """Put `text` where start to end was."""
        place = self.document.get_location_from_index  # type: ignore[attr-defined]
        done = self.replace(text, place(start), place(end))
        self.move_cursor(done.end_location)

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Submitted(self.text))
        elif event.key in ("alt+enter", "shift+enter", "ctrl+j"):
            event.stop()
            event.prevent_default()
            self.insert("\n")

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        done = self.replace(cleaned(event.text), *self.selection)
        self.move_cursor(done.end_location)

    def action_cursor_up(self, select: bool = False) -> None:
        """Up a line; above the first, to what was sent before."""
        if not select and self._line_of_cursor() == 0:
            self.post_message(self.Arrow(-1))
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """Down a line; below the last, back to what is being typed."""
        if not select and self._line_of_cursor() >= self.wrapped_document.height - 1:
            self.post_message(self.Arrow(1))
        else:
            super().action_cursor_down(select)

    def action_cursor_line_end(self, select: bool = False) -> None:
        """To the end of the line, and of the conversation."""
        if not select and self.cursor_location == self.document.end:
            self.post_message(self.EndPressed())
        else:
            super().action_cursor_line_end(select)

    def action_delete_to_start(self) -> None:
        """All before the cursor, in every line."""
        self.delete(self.document.start, self.cursor_location)

    def action_delete_to_end(self) -> None:
        """All behind the cursor, in every line."""
        self.delete(self.cursor_location, self.document.end)

    def _line_of_cursor(self) -> int:
        return self.wrapped_document.location_to_offset(self.cursor_location).y
