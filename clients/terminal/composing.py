# SPDX-License-Identifier: GPL-3.0-or-later
"""From what is typed to what is sent: completion, what was sent before, a question where a text takes many messages.

Rules: a text that would flood a room is asked about before, with the number of messages it takes. The question is
about this text in this room alone; any change takes it back.
"""

import time
from dataclasses import dataclass, field
from typing import Final

from clients.session.commands import is_command
from clients.session.session import Session
from clients.terminal.entry import Recall

ASKED_FROM: Final = 5  # messages
CONNECT: Final = ("/connect", "/reconnect")


@dataclass(slots=True)
class _Cycle:
    """A completion that Tab goes on with: the texts that may stand at `start`, and which of them stands there."""

    room: str
    start: int
    inserts: tuple[str, ...]
    at: int
    text: str  # the whole entry, as it is then


@dataclass(slots=True)
class Composing:
    """What is between the entry and the session."""

    session: Session
    question: str = ""  # what is asked about the text in the entry
    _asked: tuple[str, str] = ("", "")
    _recalls: dict[str, Recall] = field(default_factory=dict)
    _cycle: _Cycle | None = None

    def may_go(self, room: str, text: str) -> bool:
        """Whether Enter sends this. Else `question` says what Enter would do the next time."""
        if room not in self.session.network.rooms or is_command(text):
            return True
        count, seconds = self.session.estimate(room, text)
        if count < ASKED_FROM or (self.question and self._asked == (room, text)):
            self.question = ""
            return True
        self._asked = (room, text)
        pace = f", sent in about {seconds} s" if seconds else ""
        lines = len(text.splitlines())
        self.question = f"{lines} lines are {count} messages here{pace}. Enter sends them, Esc does not."
        return False

    def submit(self, room: str, text: str) -> None:
        """Say it, or do it."""
        self._recalls.setdefault(room, Recall()).add(text)
        now = time.time()
        word, _, rest = text.strip().partition(" ")
        if word.lower() in CONNECT:
            self.session.connect(now)
        elif word.lower() == "/nick" and rest and not self.session.network.server:
            self.session.choose_nick(rest, now)  # before we are in: the server asked for another one
        else:
            self.session.submit(room, text, now)

    def edited(self, room: str, text: str) -> None:
        """The entry holds something else."""
        if self._asked != (room, text):
            self.question = ""
        if room and not is_command(text):
            self.session.send_typing(room, bool(text), time.time())

    def recall(self, room: str, step: int, current: str) -> str | None:
        """What was sent before or after; None where there is nothing more."""
        return self._recalls.setdefault(room, Recall()).step(step, current)

    def renamed(self, old: str, room: str) -> None:
        """A room has another key now."""
        if old in self._recalls:
            self._recalls[room] = self._recalls.pop(old)

    def complete(self, room: str, text: str, cursor: int, step: int) -> tuple[int, int, str] | None:
        """What Tab puts where: start, end, text. Tab again puts the next one there, Shift+Tab the one before."""
        cycle = self._cycle
        if cycle is not None and (cycle.room, cycle.text) == (room, text):
            end = cycle.start + len(cycle.inserts[cycle.at])
            cycle.at = (cycle.at + step) % len(cycle.inserts)
        else:
            found = self.session.complete(room, text, cursor)
            if not found.candidates:
                return None
            inserts = tuple(candidate.insert for candidate in found.candidates)
            cycle = self._cycle = _Cycle(room, found.start, inserts, 0 if step > 0 else len(inserts) - 1, "")
            end = found.end
        put = cycle.inserts[cycle.at]
        cycle.text = text[: cycle.start] + put + text[end:]
        return cycle.start, end, put
