# SPDX-License-Identifier: GPL-3.0-or-later
"""The data directory: locked for one server, readable by its user only, and of files that belong together.

SQLite believes a write-ahead log that lies beside a database. When a backup is copied over the database of a server
that was killed, the log of the old one would undo the restore, or spoil it. So each start gives each database an id of
its own (`pragma application_id`, bytes 68 to 71 of the file: sqlite.org/fileformat.html, 1.3), `databases.json` says
which ones were in use, and a backup has another one. A database with an id that was not in use has been put there
since; so has one that was closed with an empty write-ahead log and has a full one now. What belonged to the database
before is moved into a directory `replaced-…`, before anything is opened.
"""

import contextlib
import fcntl
import json
import logging
import os
import secrets
import sqlite3
import time
from pathlib import Path
from typing import Any, Final

from services.chat.files import tighten, why
from services.chat.log import erasing
from services.chat.log.port import LogError

logger: Final = logging.getLogger(__name__)
LOG: Final = "hubbub.db"
MARKERS: Final = "markers.db"
SEARCH: Final = "search.db"  # has no id: it is built anew when it does not fit the log
STATE: Final = "databases.json"
BESIDE: Final = ("-wal", "-shm", "-journal")
LOCK_SECONDS: Final = 1.0  # for the writer of a server that was killed, which finishes what it has
_ID: Final = slice(68, 72)


class DataDirectory:
    """The directory, for the one who writes. `close` it last."""

    def __init__(self, path: Path) -> None:
        """Raises LogError when it can't be used, or another server uses it."""
        self._path = path
        self._lock = _lock(path)
        tighten(path, ("*.db", "*.db-*", "*.key", "*.json", "lock"))
        found = _read(path / STATE)
        self._closed = found.get("closed") is True
        self._ids = {name: ids for name in (LOG, MARKERS) if isinstance(ids := found.get(name), list)}
        try:
            self._set_aside(self._foreign())
        except OSError as error:
            os.close(self._lock)
            raise LogError(
                f"What was left of another database in {path} can't be moved: {why(error, path)}."
            ) from error

    def stamp(self, log: sqlite3.Connection) -> None:
        """Give the databases new ids: the log, which is open and sound, and the markers, which are not open yet.

        A disk that refuses is none of this function's business: then the ids of before stay good.
        """
        with contextlib.suppress(OSError, sqlite3.Error):
            self._stamp(LOG, log)
        with (
            contextlib.suppress(OSError, sqlite3.Error),
            contextlib.closing(sqlite3.connect(self._path / MARKERS, isolation_level=None)) as markers,
        ):
            markers.execute("pragma journal_mode = wal")
            self._stamp(MARKERS, markers)

    def close(self, log: sqlite3.Connection) -> None:
        """Close the log and unlock the directory."""
        emptied = False
        with contextlib.suppress(sqlite3.Error):
            emptied = erasing.empty_wal(log)
        log.close()
        if emptied:
            with contextlib.suppress(OSError):
                self._save(closed=True)
        self.unlock()

    def unlock(self) -> None:
        """Let another server have it."""
        os.close(self._lock)

    def _stamp(self, name: str, db: sqlite3.Connection) -> None:
        before, new = _id_of(self._path / name), secrets.randbits(31)
        self._ids[name] = [before, new]  # whichever of them a crash leaves
        self._save()
        db.execute(f"pragma application_id = {new}")
        erasing.empty_wal(db)
        if _id_of(self._path / name) == new:
            self._ids[name] = [new]
            self._save()

    def _save(self, closed: bool = False) -> None:
        partial = self._path / f"{STATE}.new"
        with open(partial, "w", encoding="utf-8") as file:
            json.dump(self._ids | {"closed": closed}, file)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(self._path / STATE)

    def _foreign(self) -> list[str]:
        """The files that belonged to a database which is no longer there."""
        replaced = [
            name for name in (LOG, MARKERS) if name in self._ids and _id_of(self._path / name) not in self._ids[name]
        ]
        left = [f"{name}{suffix}" for name in replaced for suffix in BESIDE]
        if LOG in replaced:
            left += [f"{name}{suffix}" for name in (SEARCH, MARKERS) for suffix in ("", *BESIDE)]
            if MARKERS in replaced:
                left.remove(MARKERS)
        elif self._closed and _size(self._path / f"{LOG}-wal"):
            left += [f"{LOG}{suffix}" for suffix in BESIDE]
        return [name for name in dict.fromkeys(left) if (self._path / name).exists()]

    def _set_aside(self, names: list[str]) -> None:
        if not names:
            return
        aside = self._path / f"replaced-{time.strftime('%Y%m%d-%H%M%S')}-{secrets.token_hex(2)}"
        aside.mkdir(mode=0o700)
        for name in names:
            (self._path / name).rename(aside / name)
        logger.warning("files of another database were set aside", extra={"files": ", ".join(names), "to": str(aside)})


def new_id(db: sqlite3.Connection) -> None:
    """Make it another database, such as a copy of one."""
    db.execute(f"pragma application_id = {secrets.randbits(31)}")


def _id_of(path: Path) -> int | None:
    """The id of a database; None when there is none."""
    try:
        with open(path, "rb") as file:
            return int.from_bytes(file.read(100)[_ID], "big")
    except OSError:
        return None


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _read(path: Path) -> dict[str, Any]:
    """What is known of the databases: their ids, for each name. Nothing before the first start, or if it is damaged."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _lock(directory: Path) -> int:
    try:
        directory.mkdir(parents=True, exist_ok=True)
        handle = os.open(directory / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise LogError(
            f"The data directory {directory} can't be written: {why(error, directory)}. Or set data_dir to another one."
        ) from error
    end = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return handle
        except OSError as error:
            if time.monotonic() > end:
                os.close(handle)
                raise LogError(
                    f"Another server is using the data directory {directory}; stop it or set data_dir to another one."
                ) from error
            time.sleep(0.02)
