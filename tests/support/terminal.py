# SPDX-License-Identifier: GPL-3.0-or-later
"""A terminal program driven as a person would: tmux runs it, types, and reads the screen; or it has a bare terminal."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
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


class Pty:
    """A program on a terminal of its own, without tmux: what it writes is read as bytes, what it leaves behind is seen.

    A context manager; leaving kills the program.
    """

    def __init__(
        self, *command: str, size: tuple[int, int] = (100, 30), environment: dict[str, str] | None = None
    ) -> None:
        self.written = b""
        self.master, slave = pty.openpty()
        self.resize(*size)
        self.before = termios.tcgetattr(slave)
        self._slave = slave
        environment = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", **(environment or {})}
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        self.hang_up()

    def hang_up(self) -> None:
        """The terminal is gone."""
        for number in (self._slave, self.master):
            if number >= 0:
                os.close(number)
        self._slave = self.master = -1

    def resize(self, wide: int, high: int) -> None:
        """Another size; the program is told by its signal."""
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", high, wide, 0, 0))

    def press(self, keys: bytes) -> None:
        """Bytes as a keyboard sends them."""
        os.write(self.master, keys)

    def read(self, wait: float = 0.05) -> None:
        """Take what was written meanwhile."""
        while select.select([self.master], [], [], wait)[0]:
            self.written += os.read(self.master, 65536)

    def until(self, *parts: bytes) -> None:
        """Wait until these have all been written since `clear`."""
        end = time.monotonic() + PATIENCE
        while not all(part in self.written for part in parts):
            assert time.monotonic() < end, f"{parts!r} is not in {self.written[-2000:]!r}"
            self.read()

    def clear(self) -> None:
        """Forget what was written so far."""
        self.read()
        self.written = b""

    def stopped(self) -> bool:
        """Wait until the program has stopped, as on Ctrl+Z."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            done, status = os.waitpid(self.process.pid, os.WUNTRACED | os.WNOHANG)
            if done:
                return os.WIFSTOPPED(status)
            self.read()
        return False

    def ended(self) -> int:
        """Wait for the end; the exit code."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < end, "it does not end"
            if self.master >= 0:
                self.read()
        if self.master >= 0:
            self.read()
        return self.process.returncode

    def sane(self) -> bool:
        """Whether the terminal is as it was: its modes, its screen, its cursor, its mouse."""
        off = [(b"\x1b[?1049h", b"\x1b[?1049l"), (b"\x1b[?25l", b"\x1b[?25h"), (b"\x1b[?2004h", b"\x1b[?2004l")]
        off += [(b"\x1b[?%dh" % mode, b"\x1b[?%dl" % mode) for mode in (1000, 1003, 1004, 1006, 1015)]
        over = all(self.written.rfind(end) > self.written.rfind(begin) for begin, end in off if begin in self.written)
        return over and termios.tcgetattr(self._slave) == self.before
