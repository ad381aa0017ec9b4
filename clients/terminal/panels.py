# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists beside the conversation: rooms and people, and the answers to what was asked (`answers`).

Rules: only what is in sight is drawn. None takes the keys: one goes on typing. A list of 50,000 people costs what a
screen of them costs.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.text import Text
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from clients.terminal.palette import DARK, Palette

MOST_ROWS = 12  # of an answer, in sight at once


class Panel(Widget):
    """Rows of text, one of which may be marked. Message: `Clicked`."""

    ALLOW_SELECT = False

    class Clicked(Message):
        """The mouse chose a row."""

        def __init__(self, panel: "Panel", row: int) -> None:
            super().__init__()
            self.panel, self.row = panel, row

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._count = 0
        self._row: Callable[[int], Text] = lambda _: Text()
        self._first = 0
        self.marked = -1

    def show(self, count: int, row: Callable[[int], Text], marked: int = -1) -> None:
        """`row(n)` gives the text of one; the marked one is kept in sight."""
        self._count, self._row, self.marked = count, row, marked
        self._first = max(0, min(self._first, count - self._space))
        if marked >= 0:
            self._first = max(min(self._first, marked), marked - self._space + 1, 0)
        self.refresh()

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._count

    def text(self) -> str:
        """All rows, as text."""
        return "\n".join(self._row(row).plain for row in range(self._count))

    @property
    def _space(self) -> int:
        return max(1, self.size.height)

    def scroll_rows(self, rows: int) -> None:
        """Look further down or up."""
        self._first = max(0, min(self._first + rows, self._count - self._space))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width = self.size.width
        row = self._first + y
        if row >= self._count:
            return Strip.blank(width, self.rich_style)
        text = self._row(row).copy()
        text.truncate(width, overflow="ellipsis")
        if row == self.marked:
            text = Text.assemble((text.plain + " " * max(0, width - text.cell_len), "reverse"))
        return Strip(text.render(self.app.console)).adjust_cell_length(width).apply_style(self.rich_style)

    def on_resize(self) -> None:
        """What is marked stays in sight."""
        self.show(self._count, self._row, self.marked)

    def on_click(self, event: events.Click) -> None:
        """Choose the row under the mouse."""
        row = self._first + event.y
        if row < self._count:
            self.post_message(self.Clicked(self, row))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel."""
        self.scroll_rows(-3)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel."""
        self.scroll_rows(3)


class Answer(NamedTuple):
    """One row of an answer, and what choosing it does."""

    text: Text
    choose: Callable[[], None] | None = None


class AnswerPanel(Panel):
    """What the server answered, above the entry. ↑ ↓ and Enter work in it while nothing is typed, Esc closes it."""

    def __init__(self, palette: Palette = DARK, *, id: str) -> None:
        super().__init__(id=id)
        self._palette = palette
        self._answers: Sequence[Answer] = ()
        self.display = False

    @property
    def is_open(self) -> bool:
        """Whether it is on the screen."""
        return bool(self.display)

    def answer(self, title: str, answers: Sequence[Answer]) -> None:
        """Show these rows."""
        self._answers = answers
        can = any(answer.choose is not None for answer in answers)
        self.border_title = Text(title)
        self.border_subtitle = "↑ ↓ Enter: go there · Esc: close" if can else "Esc: close"
        self.styles.height = min(len(answers), MOST_ROWS) + 2
        self.display = True
        self._first = 0
        self.show(len(answers), lambda row: self._answers[row].text, 0 if can else -1)

    def close(self) -> None:
        """Away with it."""
        self.display = False
        self._answers = ()
        self.show(0, lambda _: Text())

    def step(self, by: int) -> None:
        """Mark another row, or look further where none can be chosen."""
        if self.marked < 0:
            self.scroll_rows(by)
        else:
            self.show(self.count, self._row, max(0, min(self.marked + by, self.count - 1)))

    def choose(self, row: int = -1) -> None:
        """Do what the marked row, or another, is for."""
        row = self.marked if row < 0 else row
        if 0 <= row < len(self._answers) and (chosen := self._answers[row].choose) is not None:
            self.close()
            chosen()
