# SPDX-License-Identifier: GPL-3.0-or-later
"""A terminal program driven as a person would: tmux runs it, types, and reads the screen."""

import os
import re
import subprocess
import time
from typing import Final, Self

PATIENCE: Final = 20.0  # seconds until what does not show up fails the test


class Screen:
    """A program in a terminal of 160 × 50 characters. A context manager; leaving ends the program."""

    def __init__(self, name: str, *command: str) -> None:
        self._socket = f"hubbub-{os.getpid()}-{name}"
        self._tmux("-f", "/dev/null", "new-session", "-d", "-x", "160", "-y", "50", *command)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        subprocess.run(["tmux", "-L", self._socket, "kill-server"], check=False, capture_output=True)

    def type(self, text: str) -> None:
        """Type a line and press Enter."""
        self._tmux("send-keys", "-l", text)
        self._tmux("send-keys", "Enter")

    def text(self) -> str:
        """What the screen and its scrollback show."""
        return self._tmux("capture-pane", "-p", "-J", "-S", "-500")

    def shows(self, pattern: str) -> None:
        """Wait until the screen has text that fits the regular expression."""
        end = time.monotonic() + PATIENCE
        while not re.search(pattern, text := self.text()):
            assert time.monotonic() < end, f"{pattern!r} is not on the screen:\n{text}"
            time.sleep(0.05)

    def _tmux(self, *arguments: str) -> str:
        environment = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        done = subprocess.run(
            ["tmux", "-L", self._socket, *arguments], check=True, capture_output=True, text=True, env=environment
        )
        return done.stdout
