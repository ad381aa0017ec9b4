# SPDX-License-Identifier: GPL-3.0-or-later
"""What survives a crash of the client: items, unconfirmed messages, drafts, read positions, open rooms, layouts.
SQLite.

Rules: one file for all of a person's networks, opened by one process. Writes gather in a transaction that `flush`
commits; a session flushes at the end of every call into it, so what a front end was told is on disk. New items gather
outside it and go in together, before anything else is written or read. The index of words is four fifths of what an
item costs, so it follows behind: `index_words`, a piece at a time when nothing else is to be done, and all that is left
before a search. A redacted text is overwritten here too. A file that is damaged or newer than we are is a StoreError
with a sentence, never a crash; with no store at all a session works the same, it only forgets. Passwords are never
here. Update SCHEMA and _VERSION together; older files are migrated in `_migrate`.
"""

from __future__ import annotations

import contextlib
import sqlite3
import weakref
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from clients.session import packing, sanitize, sentences
from clients.session.events import FoundMessage
from clients.session.model import ItemKind, NotifyLevel, Room, RoomKind, TimelineItem
from clients.session.sentences import Sentence

NOT_KEPT = Sentence("Messages are no longer kept on this computer: {why}")
CLOSED = Sentence("Messages are no longer kept on this computer: the store is closed.")
NO_STORE = Sentence("The local message store at {path} cannot be opened: {error}.")
_VERSION = 3
SCHEMA = """
CREATE TABLE IF NOT EXISTS items (
    n INTEGER PRIMARY KEY, network TEXT NOT NULL, room TEXT NOT NULL, key TEXT NOT NULL, time_ms INTEGER NOT NULL,
    kind TEXT NOT NULL, author TEXT NOT NULL, text TEXT NOT NULL, msgid TEXT NOT NULL, more TEXT NOT NULL,
    UNIQUE (network, room, key));
CREATE INDEX IF NOT EXISTS items_by_time ON items (network, room, time_ms, n);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (text, content='items', content_rowid='n', prefix='2 3');
CREATE TABLE IF NOT EXISTS indexed (n INTEGER NOT NULL);
CREATE TRIGGER IF NOT EXISTS item_removed AFTER DELETE ON items BEGIN
    INSERT INTO words (words, rowid, text) SELECT 'delete', old.n, old.text FROM indexed WHERE old.n <= indexed.n;
    UPDATE indexed SET n = MIN(n, (SELECT IFNULL(MAX(n), 0) FROM items)); END;
CREATE TRIGGER IF NOT EXISTS item_changed AFTER UPDATE OF text ON items
WHEN old.n <= (SELECT n FROM indexed) BEGIN
    INSERT INTO words (words, rowid, text) VALUES ('delete', old.n, old.text);
    INSERT INTO words (rowid, text) VALUES (new.n, new.text); END;
CREATE TABLE IF NOT EXISTS rooms (
    network TEXT NOT NULL, room TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, open INTEGER NOT NULL,
    wanted INTEGER NOT NULL, read_ms INTEGER NOT NULL, draft TEXT NOT NULL, notify TEXT NOT NULL,
    muted INTEGER NOT NULL, anchor_ms INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (network, room));
CREATE TABLE IF NOT EXISTS pending (
    key TEXT PRIMARY KEY, network TEXT NOT NULL, room TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
    reply_to TEXT NOT NULL, time_ms INTEGER NOT NULL, sent_ms INTEGER NOT NULL, failure TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS settings (key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


ADD = (
    "INSERT INTO items (network, room, key, time_ms, kind, author, text, msgid, more)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
)
PIECE = 1000  # items
MAX_PAGES = 1 << 20  # of 4 KiB each: a server that floods for days fills no disk


class StoreError(Exception):
    """The local store cannot be used; the text is a sentence to show."""


class PendingRow(NamedTuple):
    """An unconfirmed message as it is kept."""

    key: str
    room: str
    kind: ItemKind
    text: str
    reply_to: str
    time_ms: int
    sent_ms: int
    failure: str


class Store:
    """The open file. `path` may be ":memory:"."""

    def __init__(self, path: str | Path) -> None:
        try:
            # One thread uses it; the collector, which may close it, runs in any.
            self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            weakref.finalize(self, self._db.close)  # also when opening fails below, or nobody calls close()
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.execute("PRAGMA secure_delete=ON")
            self._db.execute(f"PRAGMA max_page_count={MAX_PAGES}")
            self._migrate()
        except sqlite3.Error as error:
            raise StoreError(NO_STORE.of(path=str(path), error=str(error))) from error
        self._open = False
        self._new: list[tuple[object, ...]] = []  # items on their way
        self._unindexed = True
        self.failure = ""  # a sentence, once something could not be written

    def _migrate(self) -> None:
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if version > _VERSION:
            raise sqlite3.DatabaseError("it was written by a newer version")
        self._db.executescript(SCHEMA)
        if version == 1:  # every word was indexed at once
            for trigger in ("items_added", "items_removed", "items_changed"):
                self._db.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        known = "SELECT IFNULL(MAX(n), 0) FROM items" if version == 1 else "SELECT 0"
        self._db.execute(f"INSERT INTO indexed {known} WHERE NOT EXISTS (SELECT 1 FROM indexed)")
        if version in (1, 2):  # nobody had chosen that: it was what every room began with
            self._db.execute("UPDATE rooms SET notify = 'default' WHERE notify = 'all'")
        self._db.execute(f"PRAGMA user_version={_VERSION}")

    def _write(self, statement: str, values: Iterable[object]) -> None:
        self._pour()
        if self.failure:
            return
        try:
            self._begin()
            self._db.execute(statement, tuple(values))
        except sqlite3.Error as error:
            self._fail(error)

    def _begin(self) -> None:
        if not self._open:
            self._db.execute("BEGIN")
            self._open = True

    def _pour(self) -> None:
        """The new items, all at once: anything else that is written or read finds them there."""
        rows, self._new = self._new, []
        if not rows or self.failure:
            return
        try:
            self._begin()
            self._db.executemany(ADD, rows)
            self._unindexed = True
        except sqlite3.Error as error:
            self._fail(error)

    def _fail(self, error: sqlite3.Error) -> None:
        """The disk is full, or worse: from here on nothing is kept, and the talk goes on."""
        self.failure = NOT_KEPT.of(why=f"{error}.")
        self._open = False
        with contextlib.suppress(sqlite3.Error):
            self._db.execute("ROLLBACK")

    def _read(self, statement: str, values: Iterable[object]) -> list[tuple[Any, ...]]:
        self._pour()
        try:
            return self._db.execute(statement, tuple(values)).fetchall()
        except sqlite3.Error:
            return []

    def flush(self) -> None:
        self._pour()
        if self._open:
            self._open = False
            try:
                self._db.execute("COMMIT")
            except sqlite3.Error as error:
                self._fail(error)

    def close(self) -> None:
        """Whoever opened it closes it; a session that still holds it goes on without."""
        self.flush()
        self.failure = self.failure or CLOSED
        self._db.close()

    # --- items -----------------------------------------------------------------------------------------------------

    def shelf(self, network: str, room: str) -> RoomShelf:
        return RoomShelf(self, network, room)

    def recent(self, network: str, room: str, limit: int, before_ms: int | None = None) -> list[TimelineItem]:
        """The latest items, oldest first; ids are 0, for the caller to give. Before `before_ms` if that is given.

        Some more than `limit` where the page would end within a millisecond: the next one is asked for by time.
        """
        where = "FROM items WHERE network = ? AND room = ? AND time_ms < ?"
        end = (network, room, (1 << 62) if before_ms is None else before_ms)
        oldest = self._read(f"SELECT time_ms {where} ORDER BY time_ms DESC LIMIT 1 OFFSET ?", (*end, limit - 1))
        rows = self._read(
            f"SELECT kind, time_ms, author, text, msgid, more {where} AND time_ms >= ?"
            " ORDER BY time_ms DESC, n DESC LIMIT ?",
            (*end, oldest[0][0] if oldest else -1, limit + PIECE),
        )
        items = (packing.unpack(*row) for row in reversed(rows))
        return [item for item in items if item is not None]

    def around(self, network: str, room: str, time_ms: int, limit: int) -> list[TimelineItem]:
        """Items before and after a time, half of `limit` each, oldest first; ids are 0."""
        rows = self._read(
            "SELECT kind, time_ms, author, text, msgid, more FROM items WHERE network = ? AND room = ? AND time_ms >= ?"
            " ORDER BY time_ms, n LIMIT ?",
            (network, room, time_ms, max(1, limit // 2)),
        )
        after = (packing.unpack(*row) for row in rows)
        before = self.recent(network, room, max(1, limit // 2), time_ms)
        return before + [item for item in after if item is not None]

    def time_of(self, network: str, room: str, msgid: str) -> int:
        """When the message with this id was said; 0 if it is not here."""
        rows = self._read(
            "SELECT time_ms FROM items WHERE network = ? AND room = ? AND key = ?", (network, room, msgid)
        )
        return int(rows[0][0]) if rows else 0

    def search(self, network: str, text: str, room: str, sender: str, limit: int) -> list[FoundMessage]:
        """Messages with all the words of `text` (the last may be a beginning), newest first."""
        while self.index_words(PIECE):
            pass
        query = "SELECT i.room, r.name, i.msgid, i.time_ms, i.author, i.text FROM items i"
        query += " LEFT JOIN rooms r ON r.network = i.network AND r.room = i.room WHERE i.network = ?"
        values: list[object] = [network]
        words = ['"' + word.replace('"', '""') + '"' for word in text.split()]
        if words:
            query += " AND i.n IN (SELECT rowid FROM words WHERE words MATCH ?)"
            values.append(" ".join(words) + "*")
        if room:
            query += " AND i.room = ?"
            values.append(room)
        if sender:
            query += " AND lower(i.author) = lower(?)"
            values.append(sender)
        query += (
            " AND i.kind IN ('message', 'action', 'notice') AND i.text != '' ORDER BY i.time_ms DESC, i.n DESC LIMIT ?"
        )
        values.append(limit)
        rows = self._read(query, values)
        shown = sanitize.shown
        return [
            FoundMessage(key, shown(name or key), msgid, ms, shown(author), sanitize.said(text))
            for key, name, msgid, ms, author, text in rows
        ]

    @property
    def unindexed(self) -> bool:
        """Whether `index_words` has anything to do."""
        return (self._unindexed or bool(self._new)) and not self.failure

    def index_words(self, most: int) -> bool:
        """Put the words of at most so many items into the index. True: there are more."""
        self._pour()
        rows = self._read(
            "SELECT COUNT(*), MAX(n) FROM (SELECT n FROM items WHERE n > (SELECT n FROM indexed) ORDER BY n LIMIT ?)",
            (most,),
        )
        count, last = rows[0] if rows else (0, None)
        if count:
            self._write(
                "INSERT INTO words (rowid, text)"
                " SELECT n, text FROM items WHERE n > (SELECT n FROM indexed) AND n <= ?",
                (last,),
            )
            self._write("UPDATE indexed SET n = ?", (last,))
        self._unindexed = count == most and not self.failure
        return self._unindexed

    # --- rooms -----------------------------------------------------------------------------------------------------

    def open_rooms(self, network: str) -> list[Room]:
        rows = self._read("SELECT room, name, kind FROM rooms WHERE network = ? AND open ORDER BY rowid", (network,))
        rooms = [Room(key, sanitize.shown(name), RoomKind(kind)) for key, name, kind in rows if kind in list(RoomKind)]
        for room in rooms:
            self.restore_room(network, room)
        return rooms

    def restore_room(self, network: str, room: Room) -> bool:
        """Put into `room` what was kept about it. False: nothing was."""
        rows = self._read(
            "SELECT wanted, read_ms, draft, notify, muted FROM rooms WHERE network = ? AND room = ?",
            (network, room.key),
        )
        for row in rows:
            room.wanted, room.read_ms, room.draft = bool(row[0]), row[1], row[2]
            room.notify = NotifyLevel(row[3]) if row[3] in list(NotifyLevel) else NotifyLevel.DEFAULT
            room.muted = bool(row[4])
        return bool(rows)

    def save_room(self, network: str, room: Room) -> None:
        self._write(
            "INSERT INTO rooms (network, room, name, kind, open, wanted, read_ms, draft, notify, muted)"
            " VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?) ON CONFLICT (network, room) DO UPDATE SET name = excluded.name,"
            " open = 1, wanted = excluded.wanted, read_ms = excluded.read_ms, draft = excluded.draft,"
            " notify = excluded.notify, muted = excluded.muted",
            (
                *(network, room.key, room.name, room.kind.value, room.wanted),
                *(room.read_ms, room.draft, room.notify.value, room.muted),
            ),
        )

    def close_room(self, network: str, room: str) -> None:
        self._write("UPDATE rooms SET open = 0, wanted = 0 WHERE network = ? AND room = ?", (network, room))
        self._write("DELETE FROM pending WHERE network = ? AND room = ?", (network, room))

    def rename_room(self, network: str, old: str, new: str) -> None:
        for table in ("items", "rooms", "pending"):
            self._write(f"UPDATE OR REPLACE {table} SET room = ? WHERE network = ? AND room = ?", (new, network, old))

    def anchor(self, network: str, room: str) -> int:
        rows = self._read("SELECT anchor_ms FROM rooms WHERE network = ? AND room = ?", (network, room))
        return int(rows[0][0]) if rows else 0

    def save_anchor(self, network: str, room: str, anchor_ms: int) -> None:
        self._write("UPDATE rooms SET anchor_ms = ? WHERE network = ? AND room = ?", (anchor_ms, network, room))

    # --- unconfirmed messages --------------------------------------------------------------------------------------

    def save_pending(self, network: str, row: PendingRow) -> None:
        self._write(
            "INSERT INTO pending (key, network, room, kind, text, reply_to, time_ms, sent_ms, failure)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET time_ms = excluded.time_ms,"
            " sent_ms = excluded.sent_ms, failure = excluded.failure",  # in its place: the order is that of typing
            (
                *(row.key, network, row.room, row.kind.value, row.text),
                *(row.reply_to, row.time_ms, row.sent_ms, sentences.kept(row.failure)),
            ),
        )

    def drop_pending(self, key: str) -> None:
        self._write("DELETE FROM pending WHERE key = ?", (key,))

    def pending(self, network: str) -> list[PendingRow]:
        rows = self._read(
            "SELECT key, room, kind, text, reply_to, time_ms, sent_ms, failure FROM pending WHERE network = ?"
            " ORDER BY time_ms, rowid",
            (network,),
        )
        made = [PendingRow(row[0], row[1], ItemKind(row[2]), *row[3:]) for row in rows if row[2] in list(ItemKind)]
        return [row._replace(failure=sentences.read(row.failure)) for row in made]

    # --- everything else -------------------------------------------------------------------------------------------

    def get_setting(self, key: str, default: str = "") -> str:
        rows = self._read("SELECT value FROM settings WHERE key = ?", (key,))
        return str(rows[0][0]) if rows else default

    def set_setting(self, key: str, value: str) -> None:
        """Window layout and the like; the front end calls flush()."""
        self._write("INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)", (key, value))

    def sts(self, host: str) -> tuple[int, int] | None:
        """The STS policy of a host: (port, when it ends in Unix seconds)."""
        port, _, until = self.get_setting(f"sts/{host.lower()}").partition(" ")
        return (int(port), int(until)) if port.isdecimal() and until.isdecimal() else None

    def save_sts(self, host: str, port: int, until: int) -> None:
        """At once: nobody else may flush for whom only policies are kept."""
        self.set_setting(f"sts/{host.lower()}", f"{port} {until}")
        self.flush()

    # --- used by RoomShelf -----------------------------------------------------------------------------------------

    def add_item(self, network: str, room: str, item: TimelineItem) -> None:
        key = packing.key(item)
        if key:
            self._new.append(
                (
                    *(network, room, key, item.time_ms, item.kind.value),
                    *(item.author, item.text, item.msgid, packing.more(item)),
                )
            )

    def change_item(self, network: str, room: str, item: TimelineItem) -> None:
        key = packing.key(item)
        if key:
            self.add_item(network, room, item)
            self._write(
                "UPDATE items SET text = ?, more = ? WHERE network = ? AND room = ? AND key = ?",
                (item.text, packing.more(item), network, room, key),
            )

    def remove_item(self, network: str, room: str, item: TimelineItem) -> None:
        key = packing.key(item)
        if key:
            self._write("DELETE FROM items WHERE network = ? AND room = ? AND key = ?", (network, room, key))


class RoomShelf:
    """The items of one room, as `timeline.Shelf`."""

    __slots__ = ("_network", "_room", "_store")

    def __init__(self, store: Store, network: str, room: str) -> None:
        self._store, self._network, self._room = store, network, room

    def add(self, items: Iterable[TimelineItem]) -> None:
        for item in items:
            self._store.add_item(self._network, self._room, item)

    def change(self, item: TimelineItem) -> None:
        self._store.change_item(self._network, self._room, item)

    def remove(self, items: Iterable[TimelineItem]) -> None:
        for item in items:
            self._store.remove_item(self._network, self._room, item)
