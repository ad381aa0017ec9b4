# SPDX-License-Identifier: GPL-3.0-or-later
"""The embedded log: the contract, what its queries cost, and what it says when it can't be used."""

import contextlib
import os
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from services.chat.ids import Ids
from services.chat.log import sqlite
from services.chat.log.port import HistoryStore, LogError
from services.chat.log.sqlite import (
    COLUMNS,
    FILE,
    LASTING,
    LASTING_INDEX,
    SqliteHistory,
    SqliteLog,
    newest_time,
    page_query,
    replay,
)
from tests.services.chat.log.contract import LogContract, Ticking, message


class TestSqliteLog(LogContract):
    """The contract."""

    def open(self, directory: Path) -> SqliteLog:
        return SqliteLog(directory)

    def reader(self, directory: Path) -> HistoryStore:
        return self.closing.enter_context(contextlib.closing(SqliteHistory(directory / FILE)))


def plan(directory: Path, query: str, parameters: Sequence[Any]) -> str:
    db = sqlite3.connect(directory / FILE)
    rows = db.execute(f"explain query plan {query}", parameters).fetchall()
    db.close()
    return "\n".join(row[3] for row in rows)


@pytest.mark.parametrize("newest", [True, False])
@pytest.mark.parametrize("playback", [True, False])
@pytest.mark.parametrize("places", [1, 3])
def test_a_page_is_one_range_of_the_index_for_each_place(
    tmp_path: Path, places: int, playback: bool, newest: bool
) -> None:
    """chathistory: a page costs the same at ten messages and at ten million. No scan, and nothing is sorted."""
    SqliteLog(tmp_path).close()
    scans = places * (2 if playback else 1)
    found = plan(tmp_path, page_query(places, newest, playback), ["#r", 1, 1, 2, 2] * scans + [50])
    where = plan(tmp_path, page_query(places, newest, playback, "time, seq"), ["#r", 1, 1, 2, 2] * scans + [50])
    assert where.count("USING COVERING INDEX event_by_conversation") == scans, "positions are in the index itself"
    searches = [line for line in found.splitlines() if "SEARCH" in line]
    assert len(searches) == scans
    assert all("INDEX event_by_conversation (conversation=? AND shown=? AND time>?" in line for line in searches)
    assert "SCAN" not in found
    assert "TEMP B-TREE" not in found


def test_a_msgid_is_found_by_the_time_in_it(tmp_path: Path) -> None:
    SqliteLog(tmp_path).close()
    found = plan(tmp_path, sqlite.FIND, ["#r", 1, "id"])
    assert "INDEX event_by_conversation (conversation=? AND shown=? AND time=?" in found
    assert "SCAN" not in found
    erase = plan(tmp_path, sqlite.ERASE, ["#r", 1, "id"])
    assert "INDEX event_by_conversation (conversation=? AND shown=? AND time=?" in erase


def test_a_start_reads_what_lasts_and_no_message(tmp_path: Path) -> None:
    SqliteLog(tmp_path).close()
    with contextlib.closing(sqlite3.connect(tmp_path / FILE)) as db:  # as a version with other kinds has left it
        db.execute(f"drop index {LASTING_INDEX}")
        db.execute("create index event_lasting_00000000 on event (seq) where kind in ('Old')")
    SqliteLog(tmp_path).close()
    found = plan(tmp_path, f"select {COLUMNS} from event where {LASTING} order by seq", [])
    assert found == f"SCAN event USING INDEX {LASTING_INDEX}"
    with contextlib.closing(sqlite3.connect(tmp_path / FILE)) as db:
        names = [name for (name,) in db.execute("select name from sqlite_master where name glob 'event_lasting_*'")]
    assert names == [LASTING_INDEX]


def broken(directory: Path) -> None:
    SqliteLog(directory).close()
    path = directory / FILE
    path.write_bytes(b"this is no database, and never was one" * 200)


def newer(directory: Path) -> None:
    SqliteLog(directory).close()
    db = sqlite3.connect(directory / FILE)
    db.execute("pragma user_version = 999")
    db.close()


def flipped(directory: Path) -> None:
    ids = Ids("00000a", clock=Ticking())
    log = SqliteLog(directory)
    told: list[BaseException | None] = []
    log.commit([message(ids, "x" * 300) for _ in range(200)], told.append)
    assert told == [None]
    log.close()
    path = directory / FILE
    data = bytearray(path.read_bytes())
    for place in range(4096, len(data), 4096):
        data[place] ^= 0xFF
    path.write_bytes(bytes(data))


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (broken, ["damaged", "restore it from a backup"]),
        (flipped, ["damaged", "restore it from a backup"]),
        (newer, ["newer Hubbub"]),
    ],
)
def test_a_file_that_can_not_be_used_is_one_sentence(
    tmp_path: Path, prepare: Callable[[Path], None], words: list[str]
) -> None:
    prepare(tmp_path)
    with pytest.raises(LogError) as caught:
        SqliteLog(tmp_path)
    sentence = str(caught.value)
    assert all(word in sentence for word in [str(tmp_path / FILE), *words])
    assert "\n" not in sentence
    with pytest.raises(LogError):  # and its lock was given back: the same sentence again, not another one
        SqliteLog(tmp_path)
    assert "another server" not in sentence.lower()


def test_two_servers_on_one_directory_is_one_sentence(tmp_path: Path) -> None:
    log = SqliteLog(tmp_path)
    with pytest.raises(LogError, match=r"Another server is using the data directory .*; stop it or set data_dir"):
        SqliteLog(tmp_path)
    log.close()
    SqliteLog(tmp_path).close()


@pytest.mark.parametrize("mode", ["exclusive", "normal"])  # it can't be read; it can be read but not written
def test_a_file_that_another_program_locks_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    SqliteLog(tmp_path).close()
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *args, **options: connect(*args, **{**options, "timeout": 0}))
    db = connect(tmp_path / FILE, isolation_level=None)
    db.execute(f"pragma locking_mode = {mode}")
    db.execute("begin exclusive")
    with pytest.raises(LogError, match="is locked by another program; stop it and start again"):
        SqliteLog(tmp_path)
    db.close()


def test_a_directory_that_can_not_be_written_is_one_sentence(tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.touch()
    with pytest.raises(LogError, match=r"The data directory .* can't be written: .*\. Or set data_dir to"):
        SqliteLog(place)
    if os.geteuid():
        tmp_path.chmod(0o500)
        with pytest.raises(LogError, match="can't be written"):
            SqliteLog(tmp_path / "data")


def test_a_reader_that_can_not_read_says_so(tmp_path: Path) -> None:
    SqliteLog(tmp_path).close()
    history = SqliteHistory(tmp_path / FILE)
    history.close()
    with pytest.raises(LogError, match="The history can't be read"):
        history.latest_time([])


def test_what_keeps_a_start_from_reading_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(LogError, match="can't be opened"):
        newest_time(tmp_path)
    (broken := tmp_path / FILE).write_bytes(b"not a database, but long enough to be taken for one" * 100)
    for read in (newest_time, lambda path: list(replay(path))):
        with pytest.raises(LogError, match="is damaged"):
            read(broken)
