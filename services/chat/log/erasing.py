# SPDX-License-Identifier: GPL-3.0-or-later
"""Erasing for good: what was taken back is in none of a database's files any more.

SQLite overwrites what is deleted (`pragma secure_delete`), but copies of the pages as they were stay in the write-ahead
log until it is emptied: `Remains` says when that is due, and does it. Words in a full-text index stay in its segments:
SQLite from 3.42 on takes them out at once, an older one when all segments are merged (fts5, "secure-delete").
Source: sqlite.org/pragma.html#pragma_secure_delete, /fts5.html, /wal.html ("Avoiding Excessively Large WAL Files").
"""

import sqlite3
import time
from collections.abc import Callable
from typing import Final

DELAY: Final = 0.5  # seconds after which the write-ahead log is emptied: one wait for much that is erased
PATIENCE_MS: Final = 20  # for readers, which are done sooner as a rule; else it is tried again
FTS_ERASES: Final = sqlite3.sqlite_version_info >= (3, 42)
_SECRETS: Final = (
    "update event indexed by {index} set extra = json_replace(extra, '$.password', '', '$.scram', ''{more})"
    " where {lasting} and kind in ('AccountRegistered', 'PasswordChanged') and json_extract(extra, '$.name') = ?"
)


def prepare(db: sqlite3.Connection) -> None:
    """Have deleted content overwritten from now on, by this connection."""
    db.execute("pragma secure_delete = on")


def prepare_full_text(db: sqlite3.Connection, table: str) -> None:
    """The same for the words of a new full-text index, where SQLite can."""
    if FTS_ERASES:
        db.execute(f"insert into {table} ({table}, rank) values ('secure-delete', 1)")


def purge_full_text(db: sqlite3.Connection, table: str) -> None:
    """Take the words of deleted rows out of the index. For an old SQLite that is as much work as the index is large."""
    if not FTS_ERASES:
        db.execute(f"insert into {table} ({table}) values ('optimize')")


def empty_wal(db: sqlite3.Connection) -> bool:
    """Move all that the write-ahead log has to the database, and cut it to nothing. False when a reader is in the way.

    Raises sqlite3.Error.
    """
    patience = db.execute("pragma busy_timeout").fetchone()[0]
    db.execute(f"pragma busy_timeout = {PATIENCE_MS}")
    try:
        return not db.execute("pragma main.wal_checkpoint(truncate)").fetchone()[0]
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            return False
        raise
    finally:
        db.execute(f"pragma busy_timeout = {patience}")


class Remains:
    """What was erased from a database and may still be in its write-ahead log."""

    def __init__(self, db: sqlite3.Connection, clock: Callable[[], float] = time.monotonic) -> None:
        self._db = db
        self._clock = clock
        self._due: float | None = None

    def note(self) -> None:
        """Something was erased."""
        if self._due is None:
            self._due = self._clock() + DELAY

    def wait(self) -> float | None:
        """Seconds until `clear` is due; None while there is nothing to clear."""
        return None if self._due is None else max(0.0, self._due - self._clock())

    def clear(self) -> None:
        """Empty the write-ahead log, or note that it has to be tried again."""
        self._due = None
        try:
            emptied = empty_wal(self._db)
        except sqlite3.Error:  # such as a full disk, which those who write are told of
            emptied = False
        if not emptied:
            self.note()


def secrets(index: str, lasting: str, dropped: bool) -> str:
    """The statement that takes an account's passwords out of the log, and its email address when it was `dropped`."""
    return _SECRETS.format(index=index, lasting=lasting, more=", '$.email', ''" if dropped else "")
