# SPDX-License-Identifier: GPL-3.0-or-later
"""What is kept: a page of history and a start at several sizes, and the machine's own synced append to compare with."""

import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from services.chat.events import MessageSent
from services.chat.log.port import END, START, Place
from services.chat.log.sqlite import SqliteHistory, SqliteLog, insert

ROOM = "#history"


def synced_append_ms(directory: Path, times: int = 200) -> float:
    """The median of writing 4 KiB to the end of a file and syncing it: what every durable message has to wait for."""
    found = []
    with (directory / "append").open("wb", buffering=0) as file:
        for _ in range(times):
            begun = time.perf_counter()
            file.write(b"x" * 4096)
            os.fdatasync(file.fileno())
            found.append(time.perf_counter() - begun)
    return 1000 * statistics.median(found)


def fill(directory: Path, count: int) -> Path:
    """A log of `count` messages in one room, as the server would have written it. The file."""
    log = SqliteLog(directory, lambda *_: None)
    log.close()
    db = sqlite3.connect(log.path, isolation_level=None)
    db.execute("pragma synchronous = off")
    db.execute("begin")
    for start in range(0, count, 64):
        rows = [_message(number).record() for number in range(start, min(start + 64, count))]
        db.execute(insert(len(rows)), [value for row in rows for value in row])
    db.execute("commit")
    db.close()
    return log.path


def page_ms(path: Path, count: int) -> float:
    """The median of reading 100 messages from a place in the middle."""
    history = SqliteHistory(path)
    found = []
    for number in range(200):
        begun = time.perf_counter()
        before = END._replace(time=_message(count // 2 + number).time, seq=0)
        history.page([Place(ROOM, 0, 1 << 62)], after=START, before=before, limit=100, newest=True, playback=False)
        found.append(time.perf_counter() - begun)
    history.close()
    return 1000 * statistics.median(found)


def open_ms(directory: Path) -> float:
    """Opening the log and replaying what lasts."""
    begun = time.perf_counter()
    log = SqliteLog(directory, lambda *_: None)
    for _ in log.replay():
        pass
    log.newest_time()
    took = time.perf_counter() - begun
    log.close()
    return 1000 * took


def measure(sizes: tuple[int, ...], say: Callable[[str], None]) -> dict[str, dict[str, float]]:
    """All of it, for each size."""
    found: dict[str, dict[str, float]] = {}
    for count in sizes:
        with tempfile.TemporaryDirectory(prefix="hubbub-bench-") as folder:
            path = fill(Path(folder), count)
            found[f"{count:,}"] = {"page of 100, ms": page_ms(path, count), "start, ms": open_ms(Path(folder))}
            say(f"{count:,} messages: {found[f'{count:,}']}")
    return found


def _message(number: int) -> MessageSent:
    moment = 1_700_000_000_000 + number
    text = f"message number {number} of a long conversation about nothing in particular"
    source = f"n{number % 50}!~n@127.0.0.1"
    return MessageSent(moment, f"{moment:x}00001abcdef", "u", source, "", ROOM, "PRIVMSG", ROOM, text)
