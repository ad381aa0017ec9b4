# SPDX-License-Identifier: GPL-3.0-or-later
"""Forgetting what is too old, or too much, as the settings `retention.days` and `retention.messages` say.

A thread of its own looks for what has to go and has it deleted in small steps: first from the index, then from the log
by the log's own writer, between two batches. A crash in between leaves the log as it was, and the next pass finds the
same again. What shapes the state (lasting events) is never deleted, nor is the newest event, whose number would be
given out a second time.
"""

import contextlib
import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from services.chat.events import EVERYONE, NOBODY, PLAYBACK
from services.chat.log.port import LogError
from services.chat.log.sqlite import LASTING, PLACE, first_seq

logger: Final = logging.getLogger(__name__)
STEP: Final = 200  # events in one transaction
PAUSE: Final = 0.05  # seconds between two steps
INTERVAL: Final = 600.0  # seconds between two passes
DAY: Final = 86_400_000
_MORTAL: Final = f"not ({LASTING}) and seq < (select max(seq) from event)"

Forget = Callable[[Sequence[int]], None]


class Retention:
    """`terms` gives days and messages, 0 for no limit. Each of `forget` is called in turn, with sequence numbers."""

    def __init__(self, log: Path, terms: Callable[[], tuple[int, int]], *forget: Forget) -> None:
        self._log = log
        self._terms = terms
        self._forget = forget
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run, name="retention", daemon=True)

    def start(self) -> None:
        """Begin; the first pass comes after the first interval."""
        self._thread.start()

    def close(self) -> None:
        """Stop after the step under way. The log has to be open still."""
        self._closed.set()
        if self._thread.is_alive():
            self._thread.join()

    def once(self, now: int) -> int:
        """One pass, as of `now` in Unix milliseconds. How many events it deleted."""
        days, messages = self._terms()
        count = 0
        with contextlib.closing(sqlite3.connect(f"{self._log.absolute().as_uri()}?mode=ro", uri=True)) as db:
            if days:
                count += self._delete(_old(db, now - days * DAY))
            if messages:
                for conversation in _conversations(db):
                    count += self._delete(_surplus(db, conversation, messages))
        return count

    def _delete(self, steps: Iterator[list[int]]) -> int:
        count = 0
        for seqs in steps:
            for forget in self._forget:
                forget(seqs)
            count += len(seqs)
            if self._closed.wait(PAUSE):
                break
        return count

    def _run(self) -> None:
        while not self._closed.wait(INTERVAL):
            try:
                count = self.once(time.time_ns() // 1_000_000)
            except (sqlite3.Error, LogError) as error:
                logger.warning("old messages could not be deleted", extra={"reason": str(error)})
            else:
                if count:
                    logger.info("old messages were deleted", extra={"events": count})


def _old(db: sqlite3.Connection, cutoff: int) -> Iterator[list[int]]:
    end, last = first_seq(db, cutoff), 0
    while True:
        seqs = [
            row[0]
            for row in db.execute(
                f"select seq from event where seq > ? and seq < ? and {_MORTAL} order by seq limit ?",
                (last, end, STEP),
            )
        ]
        if not seqs:
            return
        last = seqs[-1]
        yield seqs


def _conversations(db: sqlite3.Connection) -> Iterator[str]:
    conversation = ""
    while True:
        row = db.execute(
            "select conversation from event where conversation > ? and conversation != ''"
            " order by conversation limit 1",
            (conversation,),
        ).fetchone()
        if row is None:
            return
        conversation = row[0]
        yield conversation


def _surplus(db: sqlite3.Connection, conversation: str, messages: int) -> Iterator[list[int]]:
    newest = db.execute(
        f"select time, seq from event where {PLACE} and shown = {EVERYONE}"
        " order by time desc, seq desc limit 1 offset ?",
        (conversation, messages),
    ).fetchone()
    while newest is not None:
        seqs = [
            row[0]
            for shown in (EVERYONE, PLAYBACK, NOBODY)
            for row in db.execute(
                f"select seq from event where {PLACE} and shown = {shown} and (time, seq) <= (?, ?) and {_MORTAL}"
                " order by time, seq limit ?", (conversation, *newest, STEP),
            )
        ]  # fmt: skip
        if not seqs:
            return
        yield seqs
