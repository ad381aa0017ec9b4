# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages that are being sent in several lines: what each session has put aside until its batch ends.

One draft for each session, within the limits that the capability's value announces, and dropped when it is left open
for too long or the session ends. Source: IRCv3 multiline, client-batch.
"""

import asyncio
from dataclasses import dataclass, field
from typing import Final

from protocol.standard_replies import (
    BATCH_MULTILINE_INVALID,
    BATCH_MULTILINE_INVALID_TARGET,
    BATCH_MULTILINE_MAX_BYTES,
    BATCH_MULTILINE_MAX_LINES,
)
from services.chat.events import Piece
from services.chat.names import fold
from services.chat.responses import Response
from services.chat.rules import Failed
from services.chat.session import Session

PATIENCE: Final = 120.0  # seconds; a hundred lines take their time under flood control


@dataclass(slots=True)
class Draft:
    """A batch that is open. `response` is the labelled answer that waits for it; a `failed` one takes no more lines."""

    reference: str
    target: str
    tags: str = ""
    response: Response | None = None
    command: str = ""
    pieces: list[Piece] = field(default_factory=list)
    size: int = 0
    failed: bool = False
    timer: asyncio.TimerHandle | None = None

    def add(self, command: str, target: str, piece: Piece, most_bytes: int, most_lines: int) -> None:
        """Take a line. Raises `Failed` for one that can't belong to this message."""
        if fold(target) != fold(self.target):
            raise Failed(BATCH_MULTILINE_INVALID_TARGET, self.target, target)
        if self.pieces and command != self.command:
            raise Failed(BATCH_MULTILINE_INVALID)
        if piece.joined and not piece.text:
            raise Failed(BATCH_MULTILINE_INVALID, text="Invalid multiline batch with concatenated blank line")
        size = self.size + len(piece.text.encode()) + bool(self.pieces and not piece.joined)
        if size > most_bytes:
            raise Failed(BATCH_MULTILINE_MAX_BYTES, str(most_bytes))
        if len(self.pieces) == most_lines:
            raise Failed(BATCH_MULTILINE_MAX_LINES, str(most_lines))
        self.command, self.size = command, size
        self.pieces.append(piece if self.pieces else piece._replace(joined=False))

    def check(self) -> None:
        """Raises `Failed` unless this can be the end of it."""
        if not self.pieces:
            raise Failed(BATCH_MULTILINE_INVALID)
        if not any(piece.text for piece in self.pieces):
            raise Failed(BATCH_MULTILINE_INVALID, text="Invalid multiline batch with blank lines only")


class Drafts:
    """The open batches of all sessions."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self.patience = patience
        self._drafts: dict[Session, Draft] = {}

    def of(self, session: Session, reference: str = "") -> Draft | None:
        """The session's open draft, if it is the one of this reference."""
        draft = self._drafts.get(session)
        return draft if draft is not None and reference in ("", draft.reference) else None

    def keep(self, session: Session, draft: Draft) -> None:
        """It is open now."""
        self._drafts[session] = draft

    def drop(self, session: Session) -> None:
        """It is done, or the session is gone."""
        draft = self._drafts.pop(session, None)
        if draft is not None and draft.timer is not None:
            draft.timer.cancel()
