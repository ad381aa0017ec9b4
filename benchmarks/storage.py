# SPDX-License-Identifier: GPL-3.0-or-later
"""What is kept: a page of history, a search and a start at several sizes, asked both of the store and by a client.

The log is made by the server itself; what fills it is one statement, as rows that the server would have written. Also
the machine's own synced append, which every durable message has to wait for.
"""

import contextlib
import os
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from benchmarks.client import Client
from benchmarks.peers import Hubbub
from services.chat.events import EVERYONE
from services.chat.log.index import Follower, SqliteIndex
from services.chat.log.port import END, START, Place, Query, Stored
from services.chat.log.sqlite import COLUMNS, FILE, SqliteHistory

ROOM: Final = "#history"
FOREVER: Final = 1 << 62
FIRST: Final = 1_700_000_000_000  # Unix milliseconds of the first message; the others follow, one each
BYTES_EACH: Final = 1000  # of disk, generously
COMMON: Final = "lunch"  # in every tenth message
RARE: Final = "zebra"  # in ten of them
# Two words of a skewed vocabulary of 20,000 stand in each message, and some that stand in all.
FILL: Final = f"""
with recursive number(n) as (select 0 union all select n + 1 from number where n + 1 < :count)
insert into event ({COLUMNS})
select 'MessageSent', 1, {FIRST} + n, printf('%x00001abcdef', {FIRST} + n), '{ROOM}',
    printf('n%d!~n@127.0.0.1', n % 50), '',
    printf('well w%d said w%d about the long conversation we had', n * 7919 % 20000, n * n % 997)
        || case when n % 10 = 0 then ' at {COMMON}' else '' end
        || case when n % (:count / 10) = 5 then ' of the {RARE}' else '' end,
    'PRIVMSG {ROOM} u', {EVERYONE}
from number
"""


def synced_appends(directory: Path, times: int = 200) -> list[float]:
    """Seconds that writing 4 KiB to the end of a file and syncing it takes, so many times."""
    found = []
    with (directory / "append").open("wb", buffering=0) as file:
        for _ in range(times):
            begun = time.perf_counter()
            file.write(b"x" * 4096)
            os.fdatasync(file.fileno())
            found.append(time.perf_counter() - begun)
    return found


def fill(directory: Path, count: int) -> Path:
    """Let the server make its files, then put `count` messages into one room. The log's file."""
    with Hubbub(directory) as server, Client(server.port):
        pass
    path = directory / "data" / FILE
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        for pragma in ("locking_mode = exclusive", "journal_mode = off", "synchronous = off", "cache_size = -200000"):
            db.execute(f"pragma {pragma}").fetchall()
        db.execute(FILL, {"count": count})
        db.execute("pragma journal_mode = wal").fetchall()
    return path


def measure(sizes: tuple[int, ...], say: Callable[[str], None]) -> dict[str, dict[str, float]]:
    """All of it, for each size there is disk for."""
    found: dict[str, dict[str, float]] = {}
    for count in sizes:
        with tempfile.TemporaryDirectory(prefix="hubbub-bench-") as folder:
            if shutil.disk_usage(folder).free < count * BYTES_EACH + (1 << 30):
                say(f"{count:,} messages: left out, as there is not enough room in {folder}")
                continue
            begun = time.perf_counter()
            path = fill(Path(folder), count)
            took = time.perf_counter() - begun
            row = found[f"{count:,}"] = {"page of 100, ms": page_ms(path, count)}
            row |= searches(path, count)
            row |= asked(Path(folder), count)
            say(f"{count:,} messages (made in {took:.0f} s): {row}")
    return found


def page_ms(path: Path, count: int) -> float:
    """The store's median for 100 messages before a place around the middle."""
    history = SqliteHistory(path)

    def page(number: int) -> list[Stored]:
        before = END._replace(time=FIRST + count // 2 + 37 * number, seq=0)
        return history.page(
            [Place(ROOM, 0, FOREVER)], after=START, before=before, limit=100, newest=True, playback=False
        )

    assert len(page(0)) == 100
    took = _median(page, 200)
    history.close()
    return took


def searches(path: Path, count: int) -> dict[str, float]:
    """Time to build the index from nothing, and the medians for the newest 50 with a common and with a rare word."""
    begun = time.perf_counter()
    follower = Follower(path)
    follower.reach(count, patience=1200)
    row = {"index built, s": time.perf_counter() - begun}
    index = SqliteIndex(path, follower)
    for name, word in (("common", COMMON), ("rare", RARE)):
        query = Query((Place(ROOM, 0, FOREVER),), "", (word,), "", 0, FOREVER, 50, True)
        assert len(index.search(query)) == (50 if word == COMMON else 10)
        row[f"search, {name} word, ms"] = _median(lambda _, query=query: index.search(query), 20)  # type: ignore[misc]
    index.close()
    follower.close()
    return row


def asked(directory: Path, count: int) -> dict[str, float]:
    """The server itself on these files: until it has registered somebody, and what it takes to ask it for a page."""
    begun = time.perf_counter()
    with Hubbub(directory) as server, Client(server.port, "batch server-time draft/chathistory") as client:
        row = {"start, ms": 1000 * (time.perf_counter() - begun)}
        client.ask(f"JOIN {ROOM}", " 366 ")

        def page(number: int) -> object:
            moment = (FIRST + count // 2 + 37 * number) / 1000
            text = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(moment))
            return client.ask(f"CHATHISTORY BEFORE {ROOM} timestamp={text}.000Z 100", "BATCH -")

        row["page by a client, ms"] = _median(page, 50)
    return row


def _median(do: Callable[[int], object], times: int) -> float:
    """Milliseconds."""
    found = []
    for number in range(times):
        begun = time.perf_counter()
        do(number)
        found.append(time.perf_counter() - begun)
    return 1000 * statistics.median(found)
