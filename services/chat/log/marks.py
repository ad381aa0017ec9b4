# SPDX-License-Identifier: GPL-3.0-or-later
"""Read markers, and networks that accounts have logged in from, in a SQLite file of their own, so that they never keep
the log waiting. See `port.MarkerStore`.

One row for each account and target; of an account's targets the `MOST` with the newest markers are kept. A marker
that a power cut takes back is set again with the next message that is read, so its commit is not synced.
"""

import sqlite3
from pathlib import Path
from typing import Final

from services.chat.files import database_advice
from services.chat.log import erasing
from services.chat.log.directory import MARKERS
from services.chat.log.port import LogError
from services.chat.log.sqlite import closed_on_failure

FILE: Final = MARKERS
MOST: Final = 1000
SCHEMA: Final = """
create table if not exists marker (
    account text not null, target text not null, time integer not null, primary key (account, target)
) strict, without rowid;
create table if not exists network (
    account text not null, network text not null, time integer not null, primary key (account, network)
) strict, without rowid;
"""


class SqliteMarkers:
    """Open and use it in one thread."""

    def __init__(self, directory: Path) -> None:
        """Raises LogError when the file can't be used."""
        path = directory / FILE
        try:
            with closed_on_failure(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as self._db:
                erasing.prepare(self._db)
                self._db.executescript(f"pragma journal_mode = wal; pragma synchronous = normal; {SCHEMA}")
        except sqlite3.Error as error:
            advice = database_advice(path) if isinstance(error, sqlite3.OperationalError) else "move the file away"
            raise LogError(f"The read markers in {path} can't be opened ({error}); {advice}.") from error

    def get(self, account: str, target: str) -> int:
        """See `MarkerStore.get`."""
        try:
            row = self._db.execute(
                "select time from marker where account = ? and target = ?", (account, target)
            ).fetchone()
        except sqlite3.Error as error:
            raise LogError(f"A read marker can't be read ({error}).") from error
        return int(row[0]) if row else 0

    def move(self, account: str, target: str, time: int) -> int:
        """See `MarkerStore.move`."""
        before = self.get(account, target)
        if time <= before:
            return before
        try:
            self._db.execute(
                "insert into marker values (?, ?, ?) on conflict do update set time = excluded.time",
                (account, target, time),
            )
            if not before:
                self._db.execute(
                    "delete from marker where account = ?1 and target in"
                    " (select target from marker where account = ?1 order by time desc limit -1 offset ?2)",
                    (account, MOST),
                )
        except sqlite3.Error as error:
            raise LogError(f"A read marker can't be written ({error}).") from error
        return time

    def networks(self, since: int) -> list[tuple[str, str, int]]:
        """See `MarkerStore.networks`."""
        try:
            self._db.execute("delete from network where time < ?", (since,))
            return self._db.execute("select account, network, time from network order by time").fetchall()
        except sqlite3.Error as error:
            raise LogError(f"Known networks can't be read ({error}).") from error

    def remember(self, account: str, network: str, time: int, most: int) -> None:
        """See `MarkerStore.remember`."""
        try:
            self._db.execute("insert or replace into network values (?, ?, ?)", (account, network, time))
            self._db.execute(
                "delete from network where account = ?1 and network in"
                " (select network from network where account = ?1 order by time desc limit -1 offset ?2)",
                (account, most),
            )
        except sqlite3.Error as error:
            raise LogError(f"A known network can't be written ({error}).") from error

    def forget(self, account: str, folded: str) -> None:
        """See `MarkerStore.forget`."""
        try:
            self._db.execute("delete from marker where account = ?", (account,))
            self._db.execute("delete from network where account = ?", (folded,))
            erasing.empty_wal(self._db)
        except sqlite3.Error as error:
            raise LogError(f"Read markers can't be deleted ({error}).") from error

    def close(self) -> None:
        """See `MarkerStore.close`."""
        self._db.close()
