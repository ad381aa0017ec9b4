# SPDX-License-Identifier: GPL-3.0-or-later
"""The embedded log: one SQLite file in WAL mode, one writer.

A batch is one transaction; with `synchronous=FULL` its commit is synced before it returns. That takes a while, so the
server has it done by a process of its own (`log.process`). Readers have connections of their own. The directory is
locked for the one who writes, as two servers on one log would break its order (`log.directory`).
"""

import contextlib
import logging
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from services.chat.events import (
    EVERYONE,
    KINDS,
    NOBODY,
    PLAYBACK,
    AccountDropped,
    Event,
    MessageRedacted,
    PasswordChanged,
    Record,
    Unreadable,
    Withdrawn,
    restore,
)
from services.chat.files import database_advice
from services.chat.ids import time_of
from services.chat.log import erasing
from services.chat.log.directory import LOG, DataDirectory
from services.chat.log.port import END, START, Done, Found, LogError, Place, Position, Stored, Wanted, every

logger: Final = logging.getLogger(__name__)
FILE: Final = LOG
SCHEMA_VERSION: Final = 1
SCHEMA: Final = """
create table event (
    seq integer primary key, -- the newest is never deleted, so no number is given out twice
    kind text not null, version integer not null, time integer not null, msgid text not null,
    conversation text not null, source text not null, account text not null, text text not null, extra text not null,
    shown integer not null
) strict;
create index event_by_conversation on event (conversation, shown, time, seq) where conversation != '';
"""
_LASTING: Final = ", ".join(f"'{name}'" for name, kind in KINDS.items() if kind.lasting)
LASTING: Final = f"kind in ({_LASTING})"  # a condition
# The index of what a start reads. Its name tells for which kinds it was made.
LASTING_INDEX: Final = f"event_lasting_{zlib.crc32(LASTING.encode()):08x}"
COLUMNS: Final = ", ".join(Record._fields)
WIDTH: Final = len(Record._fields)
CACHE_KIB: Final = 16 << 10  # messages to many conversations change a page of the index each
AT_ONCE: Final = 64  # rows of the largest statement; the others have a quarter of that, and so on
# SQLite takes the index for what it knows to be in it only: hence the second condition
PLACE: Final = "conversation = ? and conversation != ''"
WHICH: Final = f"{PLACE} and shown in ({EVERYONE}, {PLAYBACK}) and time = ? and msgid = ?"
ERASE: Final = f"update event set text = '', extra = '', shown = {NOBODY} where {WHICH}"
HIDE: Final = f"update event set shown = {NOBODY} where {WHICH}"  # what lasts is replayed, and refused, once more


class Rows(NamedTuple):
    """A batch as it is written: the rows' values one after the other, then what they erase or hide.

    Each of `erased` is the statement's parameters (conversation, time, msgid) behind whether the text goes, too.
    Each of `accounts` is one whose password of before goes, behind whether its email address does, too.
    """

    values: list[str | int]
    erased: list[tuple[bool, str, int, str]]
    accounts: list[tuple[bool, str]]


def rows_of(events: Sequence[Event]) -> Rows:
    """What these events leave in the log."""
    rows = Rows([], [], [])
    values = rows.values
    for event in events:
        for record in event.records():
            values += record
        if event.erases:
            rows.erased.extend(_erased(event))
            rows.accounts.extend(_accounts(event))
    return rows


def _erased(event: Event) -> Iterator[tuple[bool, str, int, str]]:
    if isinstance(event, MessageRedacted):
        yield True, event.conversation, event.sent, event.erased
    elif isinstance(event, Withdrawn):
        for conversation in event.conversations:
            yield False, conversation, event.sent, event.withdrawn


def _accounts(event: Event) -> Iterator[tuple[bool, str]]:
    if isinstance(event, AccountDropped | PasswordChanged):
        yield isinstance(event, AccountDropped), event.name


class SqliteLog:
    """See `log.port.EventLog`. It has committed, or failed to, when `commit` returns."""

    def __init__(self, directory: Path, *, synced: bool = True) -> None:
        """Raises LogError when the directory can't be used."""
        self._directory = DataDirectory(directory)
        self.path = directory / FILE
        try:
            self._db = _open(self.path, synced)
        except LogError:
            self._directory.unlock()
            raise
        self._directory.stamp(self._db)
        self.remains = erasing.Remains(self._db)

    def commit(self, events: Sequence[Event], done: Done) -> None:
        """See `EventLog.commit`."""
        try:
            self.append(rows_of(events))
        except (sqlite3.Error, ValueError) as problem:
            done(problem)
        else:
            done(None)

    def append(self, rows: Rows) -> None:
        """One transaction. Raises sqlite3.Error, or ValueError for text that is none (lone surrogates)."""
        values, erased, accounts = rows
        if len(values) == WIDTH and not erased and not accounts:
            self._db.execute(insert(1), values)  # a statement of its own is a transaction of its own
            return
        with self._transaction() as db:
            for dropped, name in accounts:
                db.execute(erasing.secrets(LASTING_INDEX, LASTING, dropped), (name,))
            _insert(db, values)
            for whole, *place in erased:
                db.execute(ERASE if whole else HIDE, place)
        if accounts or any(whole for whole, *_ in erased):
            self.remains.note()

    def forget(self, seqs: Sequence[int]) -> None:
        """Delete these events. Raises LogError."""
        try:
            with self._transaction() as db:
                db.executemany("delete from event where seq = ?", [(seq,) for seq in seqs])
            self.remains.note()
        except sqlite3.Error as problem:
            raise LogError(f"Old messages can't be deleted ({problem}).") from problem

    def replay(self, wanted: Wanted = every) -> Iterator[Event]:
        """See `EventLog.replay`."""
        return replay(self.path, wanted)

    def newest_time(self) -> int:
        """See `EventLog.newest_time`."""
        return newest_time(self.path)

    def close(self) -> None:
        """See `EventLog.close`."""
        self._directory.close(self._db)

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        db = self._db
        db.execute("begin immediate")
        try:
            yield db
            db.execute("commit")
        except BaseException:
            if db.in_transaction:
                db.execute("rollback")
            raise


def replay(path: Path, wanted: Wanted = every) -> Iterator[Event]:
    """The lasting events, oldest first, with a connection of its own. Raises LogError for one that can't be read."""
    with _explained(path), contextlib.closing(sqlite3.connect(path)) as db:
        rows = db.execute(f"select {COLUMNS} from event where {LASTING} order by seq")
        for row in rows:
            record = Record._make(row)
            if not wanted(record):
                continue
            try:
                yield restore(record)
            except Unreadable as error:
                raise _damaged(path, str(error)) from error


def newest_time(path: Path) -> int:
    """Unix milliseconds of the newest event, 0 when there is none. Raises LogError."""
    with _explained(path), contextlib.closing(sqlite3.connect(path)) as db:
        row = db.execute("select time from event order by seq desc limit 1").fetchone()
        return int(row[0]) if row else 0


@lru_cache(maxsize=8)
def insert(rows: int) -> str:
    """The statement that adds so many rows."""
    row = f"({', '.join('?' * WIDTH)})"
    return f"insert into event ({COLUMNS}) values {', '.join([row] * rows)}"


def _insert(db: sqlite3.Connection, values: Sequence[str | int]) -> None:
    """Many rows with few statements."""
    start, most = 0, AT_ONCE
    while start < len(values):
        while most * WIDTH > len(values) - start:
            most //= 4
        end = start + most * WIDTH
        db.execute(insert(most), values[start:end])
        start = end


@lru_cache(maxsize=16)  # that of a channel which was renamed often has 30 KB
def page_query(places: int, newest: bool, playback: bool, columns: str = f"time, seq, {COLUMNS}") -> str:
    """For each place one scan of the index, or two, which are in order and only have to be merged."""
    order = "desc" if newest else "asc"
    scans = " union all ".join(
        f"select {columns} from event where {PLACE} and shown = {shown}"
        " and (time, seq) > (?, ?) and (time, seq) < (?, ?)"
        for _ in range(places)
        for shown in ((EVERYONE, PLAYBACK) if playback else (EVERYONE,))
    )
    return f"{scans} order by time {order}, seq {order} limit ?"


def _bounds(places: Sequence[Place], after: Position, before: Position, playback: bool) -> list[int | str]:
    """The parameters of a `page_query`, but for its limit."""
    bounds: list[int | str] = []
    for conversation, since, until in places:
        low, high = max(after, Position(since, -1)), min(before, Position(until + 1, -1))
        bounds += (conversation, *low, *high) * (2 if playback else 1)
    return bounds


READ: Final = f"select {COLUMNS} from event where seq = ?"
FIND: Final = (
    f"select time, seq, {COLUMNS} from event"
    f" where {PLACE} and shown in ({EVERYONE}, {PLAYBACK}, {NOBODY}) and time = ? and msgid = ?"
)


def first_seq(db: sqlite3.Connection, moment: int, table: str = "event") -> int:
    """The first sequence number that is not before this time: times grow with them. A binary search."""
    low, high = 0, int(db.execute(f"select coalesce(max(seq), 0) + 1 from {table}").fetchone()[0])
    while low < high:
        middle = (low + high) // 2
        row = db.execute(f"select seq, time from {table} where seq >= ? order by seq limit 1", (middle,)).fetchone()
        if row is None or row[1] >= moment:
            high = middle
        else:
            low = int(row[0]) + 1
    return low


@contextlib.contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise LogError(f"The history can't be read ({error}).") from error


def readable(record: Record) -> Event | None:
    """Its event; None, and a line in the server log, if it is damaged: the others can still be read."""
    try:
        return restore(record)
    except Unreadable as error:
        logger.error("a damaged event was left out", extra={"reason": str(error)})
        return None


class SqliteHistory:
    """See `log.port.HistoryStore`. A connection that only reads; open and use it in one thread."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False, cached_statements=16
        )
        self._db.execute("pragma query_only = on")

    def page(
        self, places: Sequence[Place], *, after: Position, before: Position, limit: int, newest: bool, playback: bool
    ) -> list[Stored]:
        """See `HistoryStore.page`."""
        rows = self._rows(page_query(len(places), newest, playback), _bounds(places, after, before, playback), limit)
        found = ((Position(row[0], row[1]), readable(Record._make(row[2:]))) for row in rows)
        page = [Stored(position, event) for position, event in found if event is not None]
        return page[::-1] if newest else page

    def positions(
        self, places: Sequence[Place], *, after: Position, before: Position, limit: int, newest: bool, playback: bool
    ) -> list[Position]:
        """See `HistoryStore.positions`."""
        query = page_query(len(places), newest, playback, "time, seq")
        found = [Position(*row) for row in self._rows(query, _bounds(places, after, before, playback), limit)]
        return found[::-1] if newest else found

    def read(self, positions: Sequence[Position], most: int) -> list[Stored | None]:
        """See `HistoryStore.read`."""
        found: list[Stored | None] = []
        for position in positions:
            record = next(map(Record._make, self._rows(READ, (), position.seq)), None)
            event = readable(record) if record is not None and record.shown != NOBODY else None
            found.append(Stored(position, event) if event is not None else None)
            most -= len(record.text) if record is not None else 0
            if most <= 0:
                break
        return found

    def _rows(self, query: str, bounds: Sequence[int | str], last: int) -> list[tuple[Any, ...]]:
        with _reading():
            return self._db.execute(query, (*bounds, last)).fetchall()

    def find(self, places: Sequence[Place], msgid: str) -> Found | None:
        """See `HistoryStore.find`."""
        sent = time_of(msgid)
        for conversation, since, until in places if sent is not None else ():
            with _reading():
                row = self._db.execute(FIND, (conversation, sent, msgid)).fetchone()
            if row and since <= row[0] <= until:
                position, record = Position(row[0], row[1]), Record._make(row[2:])
                return Found(position, None if record.shown == NOBODY else readable(record))
        return None

    def latest_time(self, places: Sequence[Place]) -> int:
        """See `HistoryStore.latest_time`."""
        page = self.page(places, after=START, before=END, limit=1, newest=True, playback=False)
        return page[0].position.time if page else 0

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


@contextlib.contextmanager
def closed_on_failure(db: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """A connection that is being prepared: it does not stay open when that fails."""
    try:
        yield db
    except BaseException:
        db.close()
        raise


def _open(path: Path, synced: bool) -> sqlite3.Connection:
    with _explained(path), closed_on_failure(sqlite3.connect(path, isolation_level=None, timeout=5)) as db:
        _prepare(db, path, synced)
        return db


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    """What SQLite says at a start, as a LogError."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if "locked" in str(error):
            raise LogError(f"The database {path} is locked by another program; stop it and start again.") from error
        if isinstance(error, sqlite3.OperationalError):
            raise LogError(f"The database {path} can't be opened ({error}); {database_advice(path)}.") from error
        raise _damaged(path, str(error)) from error


def _prepare(db: sqlite3.Connection, path: Path, synced: bool) -> None:
    db.execute("pragma journal_mode = wal")
    erasing.prepare(db)
    db.execute(f"pragma synchronous = {'full' if synced else 'normal'}")
    db.execute(f"pragma cache_size = {-CACHE_KIB}")
    version = int(db.execute("pragma user_version").fetchone()[0])
    if version == 0:
        db.executescript(f"begin; {SCHEMA} pragma user_version = {SCHEMA_VERSION}; commit;")
    elif version > SCHEMA_VERSION:
        raise LogError(
            f"The database {path} was written by a newer Hubbub; start that one, or set data_dir to another place."
        )
    elif (found := db.execute("pragma quick_check(1)").fetchone()[0]) != "ok":
        raise _damaged(path, str(found))
    _index_lasting(db)


def _index_lasting(db: sqlite3.Connection) -> None:
    """So that a start takes as long with ten million messages as with ten. Also shows that the file can be written."""
    db.execute("begin immediate")
    names = [row[0] for row in db.execute("select name from sqlite_master where name glob 'event_lasting_*'")]
    for name in names:
        if name != LASTING_INDEX:
            db.execute(f"drop index {name}")
    if LASTING_INDEX not in names:
        db.execute(f"create index {LASTING_INDEX} on event (seq) where {LASTING}")
    db.execute("commit")


def _damaged(path: Path, what: str) -> LogError:
    return LogError(
        f"The database {path} is damaged ({what.splitlines()[0]}); "
        "restore it from a backup, or move it away to begin anew."
    )
