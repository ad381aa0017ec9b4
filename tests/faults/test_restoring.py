# SPDX-License-Identifier: GPL-3.0-or-later
"""A backup that is copied over the files of a server that was killed is what the server has then, whatever was left of
the old files; and where nothing was restored nothing is taken for foreign.
"""

import contextlib
import itertools
import json
import os
import shutil
import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.chat.backup import back_up
from services.chat.events import MessageSent
from services.chat.ids import Ids
from services.chat.log.directory import LOG, MARKERS, SEARCH, STATE
from services.chat.log.index import Follower, SqliteIndex
from services.chat.log.marks import SqliteMarkers
from services.chat.log.port import Place, Query
from services.chat.log.sqlite import SqliteLog
from tests.faults.process import Process
from tests.support.client import Client

UNITS = (
    (f"{LOG}-wal",), (f"{LOG}-shm",), (f"{LOG}-journal",), (SEARCH, f"{SEARCH}-wal", f"{SEARCH}-shm"),
    (MARKERS,), (f"{MARKERS}-wal", f"{MARKERS}-shm"),
)  # fmt: skip
LEFT = {name for unit in UNITS for name in unit}
EVERYTHING = Query((Place("#a", 0, 1 << 62),), "", ("said",), "", 0, 1 << 62, 1000, True)


class Data:
    """A data directory in use, as the server uses it."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.ids = Ids("00000a")
        self.log = SqliteLog(directory)
        self.follower = Follower(self.log.path)
        self.markers = SqliteMarkers(directory)

    def say(self, count: int) -> None:
        for _ in range(count):
            event = MessageSent(*self.ids.stamp(), "u", "a!b@c", "", "#a", "PRIVMSG", "#a", f"said {'x' * 500}")
            self.log.commit([event], lambda problem: None)
        self.markers.move("alice", "#a", self.ids.now())
        self.follower.wake()

    def has(self) -> tuple[int, int, int]:
        """How many messages there are, how many are found, and alice's read marker."""
        with contextlib.closing(sqlite3.connect(f"file:{self.log.path}?mode=ro", uri=True)) as db:
            count, newest = db.execute("select count(*), max(seq) from event").fetchone()
        self.follower.reach(newest or 0)
        with contextlib.closing(SqliteIndex(self.log.path, self.follower)) as index:
            return count, len(index.search(EVERYTHING)), self.markers.get("alice", "#a")

    def close(self) -> None:
        self.markers.close()
        self.follower.close()
        self.log.close()


@contextlib.contextmanager
def using(directory: Path) -> Iterator[Data]:
    data = Data(directory)
    try:
        yield data
    finally:
        data.close()


def aside(directory: Path) -> set[str]:
    return {path.name for place in directory.glob("replaced-*") for path in place.iterdir()}


@pytest.fixture
def killed(tmp_path: Path) -> tuple[Path, Path, tuple[int, int, int], tuple[int, int, int]]:
    """The files of a killed server, a backup made before, what that had, and what the server had in the end."""
    crashed, backup = tmp_path / "crashed", tmp_path / "backup"
    with using(tmp_path / "data") as data:
        data.say(5)
        back_up(data.directory, backup)
        then = data.has()
        data.say(30)
        now = data.has()
        shutil.copytree(data.directory, crashed)
    (crashed / f"{LOG}-journal").write_bytes(b"what an old journal may be")
    return crashed, backup, then, now


def test_a_restored_backup_is_what_it_was_whatever_was_left_of_the_old_files(
    tmp_path: Path, killed: tuple[Path, Path, tuple[int, int, int], tuple[int, int, int]]
) -> None:
    crashed, backup, then, now = killed
    assert then != now
    for count in range(len(UNITS) + 1):
        for units in itertools.combinations(UNITS, count):
            left = [name for unit in units for name in unit]
            place = tmp_path / "restored"
            place.mkdir()
            for name in ("lock", STATE, *left):
                shutil.copy(crashed / name, place / name)
            shutil.copytree(backup, place, dirs_exist_ok=True)
            with using(place) as data:
                assert data.has() == then, left
                data.say(1)
                assert data.has()[:2] == (then[0] + 1, then[1] + 1), left
            assert aside(place) == set(left) - {MARKERS}, left  # the backup has markers of its own
            with using(place) as data:  # once more: nothing is foreign now
                assert data.has()[0] == then[0] + 1
            assert aside(place) == set(left) - {MARKERS}
            shutil.rmtree(place)


def test_markers_that_the_backup_does_not_have_do_not_stay(
    killed: tuple[Path, Path, tuple[int, int, int], tuple[int, int, int]],
) -> None:
    crashed, backup, then, _ = killed
    shutil.copy(backup / LOG, crashed / LOG)
    with using(crashed) as data:
        assert data.has() == (*then[:2], 0)
    assert aside(crashed) == LEFT


def test_restored_markers_alone_leave_the_log_alone(
    killed: tuple[Path, Path, tuple[int, int, int], tuple[int, int, int]],
) -> None:
    crashed, backup, then, now = killed
    (crashed / f"{LOG}-journal").unlink()
    shutil.copy(backup / MARKERS, crashed / MARKERS)
    with using(crashed) as data:
        assert data.has() == (*now[:2], then[2])
    assert aside(crashed) == {f"{MARKERS}-wal", f"{MARKERS}-shm"}


def test_a_killed_server_loses_nothing(killed: tuple[Path, Path, tuple[int, int, int], tuple[int, int, int]]) -> None:
    crashed, _, _, now = killed
    (crashed / f"{LOG}-journal").unlink()
    state = json.loads((crashed / STATE).read_text())
    # A crash in the middle of a start: the id that was about to be given is not there yet, or it is already.
    for ids in (state[LOG], [*state[LOG], 7], [7, *state[LOG]]):
        (crashed / STATE).write_text(json.dumps(state | {LOG: ids}))
        again = crashed.with_name("again")
        shutil.copytree(crashed, again)
        with using(again) as data:
            assert data.has() == now
        assert aside(again) == set()
        shutil.rmtree(again)


@pytest.mark.parametrize("content", [None, "", "{", "[]", '{"hubbub.db": 5}'])
def test_a_database_of_which_nothing_is_known_is_taken_as_it_is(
    killed: tuple[Path, Path, tuple[int, int, int], tuple[int, int, int]], content: str | None
) -> None:
    """As after an update from a version that knew nothing of this, or when the note of it is damaged."""
    crashed, _, _, now = killed
    (crashed / f"{LOG}-journal").unlink()
    (crashed / STATE).unlink()
    if content is not None:
        (crashed / STATE).write_text(content)
    with using(crashed) as data:
        assert data.has() == now
    assert aside(crashed) == set()


def test_a_copy_of_a_stopped_server_is_restored_over_what_a_killed_one_left(tmp_path: Path) -> None:
    """All files are copied back, also the note of what belongs together; the write-ahead log is not among them."""
    place, copy, crashed = tmp_path / "data", tmp_path / "copy", tmp_path / "crashed"
    with using(place) as data:
        data.say(5)
        then = data.has()
    shutil.copytree(place, copy)
    with using(place) as data:
        data.say(30)
        data.has()
        shutil.copytree(place, crashed)
    shutil.copytree(copy, crashed, dirs_exist_ok=True)
    with using(crashed) as data:
        assert data.has()[:2] == then[:2]
    assert f"{LOG}-wal" in aside(crashed)


def test_who_begins_anew_begins_with_nothing(
    killed: tuple[Path, Path, tuple[int, int, int], tuple[int, int, int]],
) -> None:
    crashed = killed[0]
    (crashed / LOG).unlink()
    with using(crashed) as data:
        assert data.has() == (0, 0, 0)
    assert aside(crashed) == LEFT


def test_a_backup_over_a_killed_server_is_told_on_the_console(tmp_path: Path) -> None:
    with Process(tmp_path) as server:
        alice = Client(server.port)
        alice.register("alice", "draft/chathistory batch")
        alice.send("PRIVMSG #lobby :before", "PING done")
        alice.until("PONG")
        back_up(server.data, tmp_path / "backup")
        alice.send("PRIVMSG #lobby :after", "PING done")
        alice.until("PONG")
        os.kill(server.writer, signal.SIGKILL)
        server.wait()
        alice.close()
        shutil.copytree(tmp_path / "backup", server.data, dirs_exist_ok=True)
        server.start()
        bob = Client(server.port)
        bob.register("bob", "draft/chathistory batch")
        bob.send("CHATHISTORY LATEST #lobby * 10", "PING done")
        assert [line.rpartition(":")[2] for line in bob.lines() if "PRIVMSG" in line] == ["before"]
        bob.close()
        (told,) = (line for line in server.console if "did not belong to the databases" in line)
        assert f"{LOG}-wal" in told
        assert str(next(server.data.glob("replaced-*"))) in told
