# SPDX-License-Identifier: GPL-3.0-or-later
"""How the screen is laid out, and its keys. docs/terminal.md lists them for people; a test compares the two."""

import sys
from typing import Final

from textual.app import App
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.filter import LineFilter, NoColor

from clients.terminal.encoding import EncodingFilter, is_unicode
from clients.terminal.palette import Palette

CSS: Final = """
Screen { background: $background; color: $foreground; }
#rooms { width: 22; border-right: solid $panel; padding: 0 1 0 0; }
#people { width: 20; border-left: solid $panel; padding: 0 0 0 1; }
#middle { width: 1fr; min-width: 16; }
#topic { height: 1; background: $panel; padding: 0 1; }
#status { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
Conversation { height: 1fr; padding: 0 1; }
AnswerPanel { border: round $accent; padding: 0 1; background: $panel; }
Entry, Entry:focus { height: auto; max-height: 6; border: none; padding: 0 1; background: $panel; }
Entry .text-area--cursor { text-style: reverse; }
.-tiny #rooms, .-tiny #people, .-narrow #people { display: none; }
.-narrow #rooms { width: 18; }
.-low Footer { display: none; }
"""

KEYS: Final[list[BindingType]] = [
    Binding("ctrl+n,alt+down", "room(1)", "Next", priority=True),
    Binding("ctrl+p,alt+up", "room(-1)", "Previous", priority=True),
    Binding("alt+a", "unread_room", "Unread", priority=True),
    *(Binding(f"alt+{n}", f"room_number({n})", show=False, priority=True) for n in range(1, 10)),
    Binding("pageup", "page(-1)", "Older", priority=True),
    Binding("pagedown", "page(1)", "Newer", priority=True),
    Binding("ctrl+end", "newest", show=False, priority=True),
    Binding("ctrl+home", "oldest", show=False, priority=True),
    Binding("tab", "complete(1)", "Complete", priority=True),
    Binding("shift+tab", "complete(-1)", show=False, priority=True),
    Binding("escape", "close", show=False),
    Binding("f5", "retry", show=False, priority=True),
    Binding("f8", "discard", show=False, priority=True),
    Binding("ctrl+z", "suspend_process", show=False, priority=True),
    Binding("ctrl+l", "repaint", show=False, priority=True),
    Binding("ctrl+q", "leave", "Exit", priority=True),
]


class LaidOut(App[None]):
    """The looks of the program: its colours, its characters, what there is room for."""

    TITLE = "Hubbub"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (96, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-high")]
    CSS = CSS

    def __init__(self, palette: Palette, encoding: str) -> None:
        """`encoding` is the terminal's."""
        super().__init__()
        self.palette = palette
        self.register_theme(palette.theme())
        self.theme = palette.name
        self._encoding = encoding

    def get_driver_class(self) -> type[Driver]:
        """Ours, where there is one."""
        base = super().get_driver_class()
        if sys.platform == "win32" or base.__module__ != "textual.drivers.linux_driver":
            return base
        from clients.terminal.driver import TerminalDriver  # noqa: PLC0415  # there is no termios elsewhere

        return TerminalDriver

    def get_line_filters(self) -> list[LineFilter]:
        """No colours where none are wanted, no characters the terminal does not have."""
        filters = list(super().get_line_filters())
        if self.no_color:
            filters.append(NoColor())
        if not is_unicode(self._encoding):
            filters.append(EncodingFilter(self._encoding))
        return filters
