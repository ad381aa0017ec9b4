# SPDX-License-Identifier: GPL-3.0-or-later
"""How Textual reads and writes the terminal, but for this: a sequence within a paste is no key, bytes that are no text
are shown as such, and a terminal that is gone ends the program.

Without the first, what one pastes could press keys, Enter and Ctrl+Q among them, before one has seen it. Without the
last, its thread that writes dies of the first error, and the end of the program waits for it for ever. SIGCONT comes
with each hang-up, too: only who was stopped starts anew.
"""

import contextlib
import os
import selectors
import signal
from codecs import getincrementaldecoder
from typing import Any, TextIO

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

BEGIN, END = "\x1b[200~", "\x1b[201~"
WAIT = 0.1  # seconds


class PasteGuard:
    """Text from the terminal, without the ESC of what was pasted. Pieces may be cut anywhere."""

    def __init__(self) -> None:
        self._inside = False
        self._seen = ""  # outside: the last that was passed on, as a mark may be cut
        self._held = ""  # inside: what may be the beginning of the mark at the end

    def feed(self, text: str) -> str:
        """What the parser may see of it."""
        out = []
        while text:
            taken, text = self._pasted(text) if self._inside else self._typed(text)
            out.append(taken)
        return "".join(out)

    def _typed(self, text: str) -> tuple[str, str]:
        """What is outside of a paste, up to and with the mark of one; and the rest."""
        seen = self._seen + text
        at = seen.find(BEGIN)
        if at < 0:
            self._seen = seen[1 - len(BEGIN) :]
            return text, ""
        end = at + len(BEGIN) - len(self._seen)
        self._inside, self._seen = True, ""
        return text[:end], text[end:]

    def _pasted(self, text: str) -> tuple[str, str]:
        """What is within a paste, without any ESC but that of the mark at its end; and the rest."""
        before, found, text = (self._held + text).partition(END)
        self._held = ""
        if not found:
            size = next((size for size in range(len(END) - 1, 0, -1) if before.endswith(END[:size])), 0)
            before, self._held = before[: len(before) - size], before[len(before) - size :]
        self._inside = not found
        return before.replace("\x1b", "") + found, text


class _Output:
    """Where the screen is written; what a terminal that is gone does not take is dropped."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> None:
        with contextlib.suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        with contextlib.suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        return self._file.fileno()


class TerminalDriver(LinuxDriver):
    """Reads the terminal in a thread of its own, as its base does."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        if self._file is not None:
            self._file = _Output(self._file)  # type: ignore[assignment]

    def _sigcont_application(self, *_: object) -> None:
        if self._must_signal_resume:
            super()._sigcont_application()

    def run_input_thread(self) -> None:
        """Wait for input and pass it on."""
        parser, guard = XTermParser(self._debug), PasteGuard()
        decode = getincrementaldecoder("utf-8")(errors="replace").decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                for _ in selector.select(WAIT):
                    try:
                        data = os.read(self.fileno, 1 << 16)
                    except OSError:
                        data = b""  # it is gone
                    if not data:
                        os.kill(os.getpid(), signal.SIGHUP)
                        return
                    if text := guard.feed(decode(data)):  # an empty one would be the end
                        for event in parser.feed(text):
                            self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)
        try:
            for _ in parser.feed(""):
                pass
        except (EOFError, ParseError):
            pass
