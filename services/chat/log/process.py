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
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from services.chat.events import Event
from services.chat.log.frames import Unpacker, pack
from services.chat.log.port import Done, LogError, Wanted, every
from services.chat.log.sqlite import FILE, newest_time, replay, rows_of

logger: Final = logging.getLogger(__name__)
ROOT: Final = Path(__file__).parents[3]
READ_BYTES: Final = 1 << 16
CLOSE_SECONDS: Final = 8.0  # with what else a stop may take, less than the container's grace period
SEND_BUFFER: Final = 1 << 20  # bytes: a batch goes out with one call
# What a terminal or a service manager sends to all of a group. It is the server that ends, then tells the writer.
FOR_THE_SERVER: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
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
        try:
            request = pack(("commit", *rows_of(events)))
        except Exception as problem:  # whatever it is, the next batch must not wait for this one
            done(problem)
            return
        self._done = done
        self._send(request)

    def forget(self, seqs: Sequence[int]) -> None:
        """Delete these events between two batches, and wait for it. Off the loop only. Raises LogError."""
        self._loop.call_soon_threadsafe(self._send, pack(("forget", list(seqs))))
        if problem := self._forgotten.get():
            raise LogError(problem)

    def keep(self, days: int) -> None:
        """How long transcripts are kept from now on; 0 is for ever."""
        self._send(pack(("keep", days)))

    @property
    def pid(self) -> int:
        """The writer's process."""
        return self._process.pid

    def replay(self, wanted: Wanted = every) -> Iterator[Event]:
        """See `EventLog.replay`."""
        return replay(self.path, wanted)

    def newest_time(self) -> int:
        """See `EventLog.newest_time`."""
        return newest_time(self.path)

    def close(self) -> None:
        """See `EventLog.close`. Waits for the writer, which has nothing but transcripts to finish by then.

        Not for ever: on a disk that hangs it is left to finish by itself, as when the server is killed.
        """
        self._loop.remove_reader(self._socket.fileno())
        self._loop.remove_writer(self._socket.fileno())
        self._socket.settimeout(CLOSE_SECONDS)
        end = time.monotonic() + CLOSE_SECONDS
        with contextlib.suppress(OSError):
            self._socket.sendall(self._unsent)
            self._socket.shutdown(socket.SHUT_WR)
            while data := self._socket.recv(READ_BYTES):
                self._take(data)
        try:
            self._end(max(0.1, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            logger.error("the writer has not finished yet", extra={"pid": self.pid})

    def _end(self, patience: float | None = None) -> None:
        self._socket.close()
        self._process.wait(patience)

    def _await_ready(self) -> None:
        while data := self._socket.recv(READ_BYTES):
            for kind, *rest in self._unpacker.feed(data):
                if kind == "ready":
                    if rest[0]:
                        raise LogError(rest[0])
                    return
                self._answered(kind, rest)
        raise LogError(LOST)

    def _send(self, request: bytes) -> None:
        blocked = bool(self._unsent)
        self._unsent += request
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
        # nothing of the settings: it is told what it needs, and there may be secrets in them
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("HUBBUB_")}
        environment = inherited | {"PYTHONPATH": path}
        before = signal.pthread_sigmask(signal.SIG_BLOCK, FOR_THE_SERVER)  # which it inherits, from its first moment on
        try:
            process = subprocess.Popen(command, stdin=theirs.fileno(), stdout=subprocess.DEVNULL, env=environment)
        except BaseException:
            ours.close()
            raise
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return process, ours
