# SPDX-License-Identifier: GPL-3.0-or-later
"""The writer, a process of its own: makes batches durable, and writes the transcripts of what it has committed.

Started by `log.process.ProcessLog`, which says what the two tell each other; standard input is the socket between
them. It ends when that ends, so it outlives a server that was killed by no more than what it has been given.
Transcripts have no hurry: they are written when no batch waits, or when `MOST_UNTOLD` values do.
"""

import argparse
import logging
import select
import signal
import socket
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from services.chat.events import Event, Record
from services.chat.events.people import PersonAct
from services.chat.log.frames import Unpacker, pack
from services.chat.log.port import LogError
from services.chat.log.sqlite import WIDTH, Rows, SqliteLog, readable
from services.chat.transcripts import Transcripts

MOST_UNTOLD: Final = 10_000 * WIDTH
READ_BYTES: Final = 1 << 18
_STANDARD: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}

logger: Final = logging.getLogger(__name__)


def command(directory: Path, *, synced: bool = True, transcripts: Path | None = None, days: int = 0) -> list[str]:
    """The command line that writes the log of `directory`; `days` says how long transcripts are kept."""
    line = [sys.executable, "-m", __name__, str(directory)]
    if not synced:
        line.append("--not-synced")
    if transcripts is not None:
        line += ["--transcripts", str(transcripts), "--days", str(days)]
    return line


class Writer:
    """One log, one server at the other end of `stream`."""

    def __init__(self, stream: socket.socket, log: SqliteLog, transcripts: Path | None, days: int) -> None:
        self._stream = stream
        self._log = log
        self._days = days
        self._transcripts = Transcripts(transcripts, lambda: self._days) if transcripts is not None else None
        self._untold: list[str | int] = []

    def serve(self) -> None:
        """Do what is asked until the stream ends, and finish it."""
        unpacker = Unpacker()
        waiting = select.poll()
        waiting.register(self._stream, select.POLLIN)
        try:
            while True:
                if self._untold and (len(self._untold) > MOST_UNTOLD or not waiting.poll(0)):
                    self._tell()
                data = self._stream.recv(READ_BYTES)
                if not data:
                    break
                for request in unpacker.feed(data):
                    self._answer(*request)
        except ConnectionError:
            pass  # the server was killed in the middle of an answer
        self._tell()
        if self._transcripts is not None:
            self._transcripts.close()

    def _answer(self, kind: str, *rest: Any) -> None:
        if kind == "commit":
            self._stream.sendall(pack(("committed", self._commit(Rows(*rest)))))
        elif kind == "forget":
            self._stream.sendall(pack(("forgotten", self._forget(*rest))))
        elif kind == "keep":
            (self._days,) = rest

    def _commit(self, rows: Rows) -> str:
        try:
            self._log.append(rows)
        except (sqlite3.Error, ValueError) as problem:
            return str(problem) or repr(problem)
        if self._transcripts is not None:
            self._untold += rows.values
        return ""

    def _forget(self, seqs: Sequence[int]) -> str:
        try:
            self._log.forget(seqs)
        except LogError as problem:
            return str(problem)
        return ""

    def _tell(self) -> None:
        values, self._untold = self._untold, []
        if self._transcripts is None or not values:
            return
        try:
            self._transcripts.write(list(_events(values)))
        except Exception:  # a mistake here must not stop the log
            logger.exception("a transcript could not be written")


def _events(values: Sequence[Any]) -> Iterator[Event]:
    """What the rows were made from, each in its one room."""
    for start in range(0, len(values), WIDTH):
        record = Record._make(values[start : start + WIDTH])
        event = readable(record)
        if isinstance(event, PersonAct):
            event = replace(event, conversations=(record.conversation,))
        if event is not None:
            yield event


class _ToServer(logging.Handler):
    """What is logged here is in the server's log."""

    def __init__(self, stream: socket.socket) -> None:
        super().__init__()
        self._stream = stream

    def emit(self, record: logging.LogRecord) -> None:
        """Send it; to a server that is gone there is nothing to say."""
        extra = {name: str(value) for name, value in vars(record).items() if name not in _STANDARD}
        if record.exc_info:
            extra["exception"] = logging.Formatter().formatException(record.exc_info)
        try:
            self._stream.sendall(pack(("logged", record.name, record.levelno, record.getMessage(), extra)))
        except OSError:
            self.handleError(record)


def main() -> int:
    """Serve the server at standard input."""
    for number in (signal.SIGINT, signal.SIGTERM):  # the server is told, too, and says when it is over
        signal.signal(number, signal.SIG_IGN)
    parser = argparse.ArgumentParser(prog="services.chat.writer", description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--not-synced", action="store_true")
    parser.add_argument("--transcripts", type=Path)
    parser.add_argument("--days", type=int, default=0)
    options = parser.parse_args()
    stream = socket.socket(fileno=sys.stdin.fileno())
    logging.getLogger().addHandler(_ToServer(stream))
    logging.getLogger().setLevel(logging.INFO)
    try:
        log = SqliteLog(options.directory, synced=not options.not_synced)
    except LogError as error:
        stream.sendall(pack(("ready", str(error))))
        return 1
    stream.sendall(pack(("ready", "")))
    try:
        Writer(stream, log, options.transcripts, options.days).serve()
    finally:
        log.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
