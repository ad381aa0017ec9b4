# SPDX-License-Identifier: GPL-3.0-or-later
"""The embedded log, written by a process of its own: syncing, SQL and transcripts take no time of the server's.

`ProcessLog` starts the writer (`services.chat.writer`) and talks with it over a socket in frames (`log.frames`):

    ("commit", values, erased)      answered by ("committed", "" or what went wrong)
    ("forget", seqs)                answered by ("forgotten", "" or what went wrong)
    ("keep", days)                  how long transcripts are kept; no answer

At its start the writer says ("ready", "" or the sentence that keeps it from starting), and at any time
("logged", logger, level, message, extra), which belongs into the server's log. The end of the stream tells it to
finish. So when the server is killed, what was committed is whole, and when the writer is, `lost` is called: whether
the batch under way was committed is not known then, so the server has to end, too, and start again from the log.
"""

import asyncio
import contextlib
import logging
import os
import queue
import socket
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from services.chat.events import Event
from services.chat.log.frames import Unpacker, pack
from services.chat.log.port import Done, LogError
from services.chat.log.sqlite import FILE, newest_time, replay, rows_of

ROOT: Final = Path(__file__).parents[3]
READ_BYTES: Final = 1 << 16
SEND_BUFFER: Final = 1 << 20  # bytes: a batch goes out with one call
LOST: Final = "The process that writes the database has ended; see above why, and start again."


class ProcessLog:
    """See `log.port.EventLog`. To be made, used and closed in the loop's thread; `forget` is for any other."""

    def __init__(
        self,
        directory: Path,
        command: Sequence[str],
        loop: asyncio.AbstractEventLoop,
        *,
        after_commit: Callable[[], None] = lambda: None,
        lost: Callable[[], None] = lambda: None,
    ) -> None:
        """`command` starts the writer for `directory`. Raises LogError with what keeps it from starting."""
        self.path = directory / FILE
        self._loop = loop
        self._after_commit = after_commit
        self._lost = lost
        self._done: Done | None = None
        self._forgotten: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._unsent = b""
        self._unpacker = Unpacker()
        self._process, self._socket = _start(command)
        try:
            self._await_ready()
        except BaseException:
            self._end()
            raise
        self._socket.setblocking(False)
        loop.add_reader(self._socket.fileno(), self._readable)

    def commit(self, events: Sequence[Event], done: Done) -> None:
        """See `EventLog.commit`."""
        self._done = done
        self._send(("commit", *rows_of(events)))

    def forget(self, seqs: Sequence[int]) -> None:
        """Delete these events between two batches, and wait for it. Off the loop only. Raises LogError."""
        self._loop.call_soon_threadsafe(self._send, ("forget", list(seqs)))
        if problem := self._forgotten.get():
            raise LogError(problem)

    def keep(self, days: int) -> None:
        """How long transcripts are kept from now on; 0 is for ever."""
        self._send(("keep", days))

    def replay(self) -> Iterator[Event]:
        """See `EventLog.replay`."""
        return replay(self.path)

    def newest_time(self) -> int:
        """See `EventLog.newest_time`."""
        return newest_time(self.path)

    def close(self) -> None:
        """See `EventLog.close`. Waits for the writer, which has nothing but transcripts to finish by then."""
        self._loop.remove_reader(self._socket.fileno())
        self._loop.remove_writer(self._socket.fileno())
        self._socket.setblocking(True)
        with contextlib.suppress(OSError):
            self._socket.sendall(self._unsent)
            self._socket.shutdown(socket.SHUT_WR)
            while data := self._socket.recv(READ_BYTES):
                self._take(data)
        self._end()

    def _end(self) -> None:
        self._socket.close()
        self._process.wait()

    def _await_ready(self) -> None:
        while data := self._socket.recv(READ_BYTES):
            for kind, *rest in self._unpacker.feed(data):
                if kind == "ready":
                    if rest[0]:
                        raise LogError(rest[0])
                    return
                self._answered(kind, rest)
        raise LogError(LOST)

    def _send(self, request: tuple[Any, ...]) -> None:
        blocked = bool(self._unsent)
        self._unsent += pack(request)
        if not blocked:
            self._flush()

    def _flush(self) -> None:
        try:
            self._unsent = self._unsent[self._socket.send(self._unsent) :]
        except BlockingIOError:
            pass
        except OSError:  # it has ended, which the reader learns, too
            self._unsent = b""
        if self._unsent:
            self._loop.add_writer(self._socket.fileno(), self._unblocked)

    def _unblocked(self) -> None:
        self._loop.remove_writer(self._socket.fileno())
        self._flush()

    def _readable(self) -> None:
        try:
            data = self._socket.recv(READ_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            self._take(data)
            return
        self._loop.remove_reader(self._socket.fileno())
        self._forgotten.put(LOST)
        self._lost()

    def _take(self, data: bytes) -> None:
        for kind, *rest in self._unpacker.feed(data):
            self._answered(kind, rest)

    def _answered(self, kind: str, rest: list[Any]) -> None:
        if kind == "committed":
            done, self._done = self._done, None
            self._after_commit()
            if done is not None:
                done(LogError(rest[0]) if rest[0] else None)
        elif kind == "forgotten":
            self._forgotten.put(rest[0])
        elif kind == "logged":
            name, level, message, extra = rest
            logging.getLogger(name).log(level, message, extra=extra)


def _start(command: Sequence[str]) -> tuple[subprocess.Popen[bytes], socket.socket]:
    ours, theirs = socket.socketpair()
    with theirs:
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
        environment = os.environ | {"PYTHONPATH": path}
        process = subprocess.Popen(command, stdin=theirs.fileno(), stdout=subprocess.DEVNULL, env=environment)
    return process, ours
