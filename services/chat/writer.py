# SPDX-License-Identifier: GPL-3.0-or-later
"""The writer, a process of its own: makes batches durable, and writes the transcripts of what it has committed.

Started by `log.process.ProcessLog`, which says what the two tell each other; standard input is the socket between
them. It ends when that ends, so it outlives a server that was killed by no more than what it has been given.
Transcripts have no hurry: a thread of their own gathers for a moment, so that many messages to a file are one write.
Only when `MOST_UNTOLD` batches wait, as on a disk that hangs, does a batch wait for it.
"""

import argparse
import logging
import queue
import select
import socket
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from services.chat.events import Event, Record
from services.chat.events.people import PersonAct
from services.chat.files import keep_private
from services.chat.log.frames import Unpacker, pack
from services.chat.log.port import LogError
from services.chat.log.sqlite import WIDTH, Rows, SqliteLog, readable
from services.chat.transcripts import Transcripts

MOST_UNTOLD: Final = 4096
GATHER_SECONDS: Final = 0.05
READ_BYTES: Final = 1 << 18
_STANDARD: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}

logger: Final = logging.getLogger(__name__)


def command(
    directory: Path, *, synced: bool = True, transcripts: Path | None = None, days: int = 0, for_group: bool = False
) -> list[str]:
    """The command line that writes the log of `directory`; `days` and `for_group` as for `Transcripts`."""
    line = [sys.executable, "-P", "-m", __name__, str(directory)]  # -P: no modules from where the server was started
    if not synced:
        line.append("--not-synced")
    if transcripts is not None:
        line += ["--transcripts", str(transcripts), "--days", str(days), *(["--for-group"] if for_group else [])]
    return line


class Stream:
    """The socket to the server, for several threads."""

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection
        self._lock = threading.Lock()

    def quiet(self, seconds: float | None) -> bool:
        """Whether nothing comes in that time; None is for ever."""
        return not select.select([self._socket], [], [], seconds)[0]

    def receive(self) -> bytes:
        """What came; nothing at the end."""
        return self._socket.recv(READ_BYTES)

    def send(self, *values: Any) -> None:
        """One frame."""
        with self._lock:
            self._socket.sendall(pack(values))


class Scribe:
    """Writes transcripts in a thread of its own."""

    def __init__(self, directory: Path, days: int, for_group: bool = False) -> None:
        self.days = days
        self._transcripts = Transcripts(directory, lambda: self.days, for_group=for_group)
        self._untold: queue.Queue[Sequence[str | int] | None] = queue.Queue(MOST_UNTOLD)
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="transcripts")
        self._thread.start()

    def tell(self, values: Sequence[str | int]) -> None:
        """These rows were committed."""
        self._untold.put(values)

    def close(self) -> None:
        """Finish."""
        self._ending.set()
        self._untold.put(None)
        self._thread.join()
        self._transcripts.close()

    def _follow(self) -> None:
        gathered: list[Sequence[str | int] | None] = []
        while None not in gathered:
            gathered = [self._untold.get()]
            self._ending.wait(GATHER_SECONDS)
            while not self._untold.empty():
                gathered.append(self._untold.get())
            try:
                self._transcripts.write([event for values in gathered if values for event in _events(values)])
            except Exception:  # a mistake here must not stop the log
                logger.exception("a transcript could not be written")


class Writer:
    """One log, one server at the other end of `stream`."""

    def __init__(self, stream: Stream, log: SqliteLog, scribe: Scribe | None) -> None:
        self._stream = stream
        self._log = log
        self._scribe = scribe

    def serve(self) -> None:
        """Do what is asked until the stream ends."""
        unpacker = Unpacker()
        remains = self._log.remains
        try:
            while True:
                if self._stream.quiet(remains.wait()):
                    remains.clear()
                    continue
                data = self._stream.receive()
                if not data:
                    break
                for request in unpacker.feed(data):
                    self._answer(*request)
        except ConnectionError:
            pass  # the server was killed in the middle of an answer

    def _answer(self, kind: str, *rest: Any) -> None:
        if kind == "commit":
            rows = Rows(*rest)
            problem = self._commit(rows)
            try:
                self._stream.send("committed", problem)
            finally:  # also when the server was killed meanwhile
                if not problem and self._scribe is not None:
                    self._scribe.tell(rows.values)
        elif kind == "forget":
            self._stream.send("forgotten", self._forget(*rest))
        elif kind == "keep" and self._scribe is not None:
            (self._scribe.days,) = rest

    def _commit(self, rows: Rows) -> str:
        try:
            self._log.append(rows)
        except Exception as problem:  # whatever it is: the next batch can be saved, perhaps
            return str(problem) or repr(problem)
        return ""

    def _forget(self, seqs: Sequence[int]) -> str:
        try:
            self._log.forget(seqs)
        except LogError as problem:
            return str(problem)
        return ""


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

    def __init__(self, stream: Stream) -> None:
        super().__init__()
        self._stream = stream

    def emit(self, record: logging.LogRecord) -> None:
        """Send it; to a server that is gone there is nothing to say."""
        extra = {name: str(value) for name, value in vars(record).items() if name not in _STANDARD}
        if record.exc_info:
            extra["exception"] = logging.Formatter().formatException(record.exc_info)
        try:
            self._stream.send("logged", record.name, record.levelno, record.getMessage(), extra)
        except OSError:
            self.handleError(record)


def main() -> int:
    """Serve the server at standard input."""
    parser = argparse.ArgumentParser(prog="services.chat.writer", description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--not-synced", action="store_true")
    parser.add_argument("--transcripts", type=Path)
    parser.add_argument("--days", type=int, default=0)
    parser.add_argument("--for-group", action="store_true")
    options = parser.parse_args()
    keep_private()
    stream = Stream(socket.socket(fileno=sys.stdin.fileno()))
    logging.getLogger().addHandler(_ToServer(stream))
    logging.getLogger().setLevel(logging.INFO)
    try:
        log = SqliteLog(options.directory, synced=not options.not_synced)
    except LogError as error:
        stream.send("ready", str(error))
        return 1
    sys.setswitchinterval(0.0005)  # a batch waits this long at most for the thread of the transcripts
    scribe = Scribe(options.transcripts, options.days, options.for_group) if options.transcripts is not None else None
    try:
        stream.send("ready", "")
        Writer(stream, log, scribe).serve()
    finally:  # also after a mistake of ours: while a thread goes on, the server would wait for an answer
        if scribe is not None:
            scribe.close()
        log.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
