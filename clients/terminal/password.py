# SPDX-License-Identifier: GPL-3.0-or-later
"""The password of a server: asked for without echo, or read from a file or the environment. Never from the command
line, which others on the machine can read.
"""

import os
from pathlib import Path
from typing import Final

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

VARIABLE: Final = "HUBBUB_SERVER_PASSWORD"


def given(file: Path | None) -> str:
    """The first line of the file, else what the environment has, which then has it no more.

    Raises OSError, and ValueError for what is no text.
    """
    from_environment = os.environ.pop(VARIABLE, "")
    if file is None:
        return from_environment
    return file.read_text("utf-8").partition("\n")[0].removesuffix("\r")


class PasswordScreen(ModalScreen[str]):
    """Asks for a password; the result is "" if the person would rather not."""

    BINDINGS = [("escape", "dismiss('')", "Cancel")]
    CSS = """
    PasswordScreen { align: center middle; }
    PasswordScreen > Vertical { width: 64; max-width: 100%; height: auto; border: round $accent; padding: 0 1; }
    PasswordScreen Static { height: auto; }
    PasswordScreen Input { border: none; height: 1; padding: 0; margin: 1 0 0 0; }
    """

    def __init__(self, sentence: str, warning: str) -> None:
        super().__init__()
        self._sentence, self._warning = sentence, warning

    def compose(self) -> ComposeResult:
        """A sentence and a field."""
        with Vertical():
            yield Static(self._sentence, markup=False)
            if self._warning:
                yield Static(self._warning, markup=False)
            yield Input(password=True, placeholder="Password of the server")
            yield Static("Enter: go in · Esc: not now", markup=False)

    def on_input_submitted(self, submitted: Input.Submitted) -> None:
        """Enter."""
        submitted.stop()
        self.dismiss(submitted.value)
