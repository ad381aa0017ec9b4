# SPDX-License-Identifier: GPL-3.0-or-later
"""The log whose writer is a process of its own: the contract, and what becomes of one when the other is gone."""

import asyncio
import contextlib
import dataclasses
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.chat.events import NickChanged
from services.chat.ids import Ids
from services.chat.log.frames import Unpacker, pack
from services.chat.log.port import Done, HistoryStore, LogError
from services.chat.log.process import LOST, ProcessLog
from services.chat.log.sqlite import FILE, SqliteHistory, SqliteLog
from services.chat.writer import command
from tests.services.chat.log.contract import ROOM, LogContract, Ticking, message


class TestProcessLog(LogContract):
    """The contract."""

    def open(self, directory: Path) -> ProcessLog:
        return ProcessLog(directory, command(directory), asyncio.get_running_loop())

    def reader(self, directory: Path) -> HistoryStore:
        return self.closing.enter_context(contextlib.closing(SqliteHistory(directory / FILE)))


def outcome() -> tuple["asyncio.Future[BaseException | None]", Done]:
    future: asyncio.Future[BaseException | None] = asyncio.get_running_loop().create_future()
    return future, future.set_result


def writers() -> list[int]:
    """The writers this process has started and not seen the end of."""
    children = Path(f"/proc/self/task/{threading.get_native_id()}/children").read_text().split()
    return [int(pid) for pid in children if b"services.chat.writer" in Path(f"/proc/{pid}/cmdline").read_bytes()]


@pytest.mark.parametrize("size", [1, 7, 1 << 20])
def test_frames_are_whole_however_they_are_cut(size: int) -> None:
    values = [("commit", ["a", 1, "ü" * 300], []), ("forget", []), ("", "\ud800")]
    stream = b"".join(map(pack, values))
    unpacker = Unpacker()
    found = [value for start in range(0, len(stream), size) for value in unpacker.feed(stream[start : start + size])]
    assert found == values


def test_a_batch_larger_than_the_socket_takes_at_once(tmp_path: Path) -> None:
    ids = Ids("00000a", clock=Ticking())

    async def run() -> None:
        log = ProcessLog(tmp_path, command(tmp_path), asyncio.get_running_loop())
        first, told = outcome()
        log.commit([message(ids, "x" * 8000) for _ in range(1000)], told)
        log.keep(3)  # what is said meanwhile waits behind it
        assert await first is None
        log.close()

    asyncio.run(run())
    with contextlib.closing(SqliteHistory(tmp_path / FILE)) as history:
        assert history.latest_time(ROOM) == ids.now() - 1


def test_transcripts_are_written_and_what_is_wrong_with_them_is_logged_here(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ids = Ids("00000a", clock=Ticking())
    (tmp_path / "rooms").mkdir()
    (tmp_path / "rooms" / "#broken").touch()  # where a directory would have to be
    renamed = NickChanged(*ids.stamp(), "u1", "a!b@c", "", "z", conversations=("#one", "#two"))

    async def run() -> None:
        log = ProcessLog(
            tmp_path / "data", command(tmp_path / "data", transcripts=tmp_path / "rooms"), asyncio.get_running_loop()
        )
        for batch in ([message(ids, "hello"), renamed], [message(ids, "x", "#broken")]):
            done, told = outcome()
            log.commit(batch, told)
            assert await done is None
        log.close()

    asyncio.run(run())
    assert {
        path.parent.name: [line[11:] for line in path.read_text().splitlines()]
        for path in (tmp_path / "rooms").glob("*/*.log")
    } == {"#room": ["<a> hello"], "#one": ["*** a is now called z"], "#two": ["*** a is now called z"]}
    assert [record.getMessage() for record in caplog.records] == ["transcripts cannot be written"]
    assert caplog.records[0].name == "services.chat.transcripts"


def test_how_long_transcripts_are_kept_can_change(tmp_path: Path) -> None:
    day = 86_400_000
    ids = Ids("00000a", clock=Ticking())

    async def run(days: int, *numbers: int) -> None:
        log = ProcessLog(tmp_path, command(tmp_path, transcripts=tmp_path / "rooms"), asyncio.get_running_loop())
        log.keep(days)
        for number in numbers:
            done, told = outcome()
            log.commit([dataclasses.replace(message(ids, "hello"), time=number * day)], told)
            assert await done is None
        log.close()

    asyncio.run(run(0, 10, 29))
    asyncio.run(run(2, 30, 31))
    kept = sorted(path.stem for path in (tmp_path / "rooms" / "#room").iterdir())
    assert kept == [time.strftime("%Y-%m-%d", time.localtime(number * 86_400)) for number in (29, 30, 31)]


def test_a_writer_that_ends_is_noticed_and_answers_nothing_more(tmp_path: Path) -> None:
    ids = Ids("00000a", clock=Ticking())
    kept = message(ids, "kept")

    async def run() -> None:
        lost = asyncio.Event()
        log = ProcessLog(tmp_path, command(tmp_path), asyncio.get_running_loop(), lost=lost.set)
        done, told = outcome()
        log.commit([kept], told)
        assert await done is None
        (pid,) = writers()
        os.kill(pid, signal.SIGKILL)
        await asyncio.wait_for(lost.wait(), 10)
        after, told = outcome()
        log.commit([message(ids, "not kept")], told)
        with pytest.raises(LogError, match=LOST):
            await asyncio.to_thread(log.forget, [1])
        assert not after.done()
        log.close()

    asyncio.run(run())
    with contextlib.closing(SqliteHistory(tmp_path / FILE)) as history:
        assert history.latest_time(ROOM) == kept.time


class Odd(str):
    """Text that is no plain text, as only a mistake of ours could bring it into an event."""


def test_what_can_not_be_written_is_told_and_the_next_batch_is(tmp_path: Path) -> None:
    ids = Ids("00000a", clock=Ticking())
    log = TestProcessLog()
    with contextlib.ExitStack() as log.closing:
        batches = [
            [message(ids, Odd("of another type"))],
            [dataclasses.replace(message(ids, "a time that SQLite has no room for"), time=1 << 70)],
            [kept := message(ids, "kept")],
        ]
        first, second, third = log.commit(tmp_path, *batches)
        assert isinstance(first, ValueError)
        assert isinstance(second, LogError)
        assert third is None
        assert [stored.event for stored in log.all(tmp_path)] == [kept]


def test_a_writer_that_meets_a_mistake_of_ours_ends_wholly(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    async def run() -> None:
        lost = asyncio.Event()
        place = tmp_path / "data"
        log = ProcessLog(place, command(place, transcripts=tmp_path), asyncio.get_running_loop(), lost=lost.set)
        with pytest.raises(LogError, match=LOST):
            await asyncio.wait_for(asyncio.to_thread(log.forget, [1 << 70]), 20)
        await asyncio.wait_for(lost.wait(), 20)
        log.close()

    asyncio.run(run())
    assert "OverflowError" in capfd.readouterr().err
    assert writers() == []


HELD_UP = """
import asyncio, os, pathlib, signal, sys
from services.chat.ids import Ids
from services.chat.log import process
from services.chat.writer import command
from tests.services.chat.log.contract import message
process.CLOSE_SECONDS = 0.1
place = pathlib.Path(sys.argv[1])
async def run():
    log = process.ProcessLog(place, command(place), asyncio.get_running_loop())
    os.kill(log.pid, signal.SIGSTOP)
    log.commit([message(Ids("00000a"), "taken, and not acknowledged")], print)
    log.close()
    print(log.pid)
asyncio.run(run())
"""


def test_a_writer_that_stands_still_is_not_waited_for_when_all_ends(tmp_path: Path) -> None:
    with (tmp_path / "console").open("w") as console:
        pid = subprocess.check_output(
            [sys.executable, "-c", HELD_UP, str(tmp_path)], stderr=console, text=True, timeout=30
        )
    assert (tmp_path / "console").read_text() == "the writer has not finished yet\n"
    os.kill(int(pid), signal.SIGCONT)
    SqliteLog(tmp_path).close()  # it finishes what it was given, and lets go
    with contextlib.closing(SqliteHistory(tmp_path / FILE)) as history:
        assert history.latest_time(ROOM) > 0


TELL = """
import os, signal, socket
from services.chat.log.frames import pack
blocked = sorted(signal.Signals(number).name for number in signal.pthread_sigmask(signal.SIG_BLOCK, []))
settings = [name for name in os.environ if name.startswith("HUBBUB_")]
files = [name for name in os.listdir("/proc/self/fd") if name not in ("0", "1", "2")]
socket.socket(fileno=0).sendall(pack(("ready", f"{blocked} {settings} {len(files)}")))
"""


def test_it_starts_without_our_signals_settings_and_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So Ctrl+C, which a terminal sends to both, is the server's, also while the writer is still being started."""
    monkeypatch.setenv("HUBBUB_OPERATORS", "secret")

    async def run() -> None:
        with pytest.raises(LogError) as told:
            ProcessLog(tmp_path, [sys.executable, "-c", TELL], asyncio.get_running_loop())
        # one file more is the directory that is being listed
        assert str(told.value) == "['SIGHUP', 'SIGINT', 'SIGTERM'] [] 1"
        assert not {signal.SIGHUP, signal.SIGINT, signal.SIGTERM} & signal.pthread_sigmask(signal.SIG_BLOCK, [])

    with socket.create_server(("127.0.0.1", 0)):
        asyncio.run(run())


def test_it_runs_no_code_from_where_the_server_was_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sqlite3.py").write_text("raise SystemExit('not ours')")
    monkeypatch.chdir(tmp_path)

    async def run() -> None:
        ProcessLog(tmp_path / "data", command(tmp_path / "data"), asyncio.get_running_loop()).close()

    asyncio.run(run())


SERVER = """
import asyncio, os, pathlib, signal, sys
from services.chat.ids import Ids
from services.chat.log.process import ProcessLog
from services.chat.writer import command
from tests.services.chat.log.contract import message
place = pathlib.Path(sys.argv[1])
async def run():
    log = ProcessLog(place, command(place, transcripts=place / "rooms"), asyncio.get_running_loop())
    log.commit([message(Ids("00000a"), str(number)) for number in range(1000)], print)
    os.kill(os.getpid(), signal.SIGKILL)
asyncio.run(run())
"""


def test_a_writer_whose_server_is_killed_finishes_and_the_next_one_waits_for_it(tmp_path: Path) -> None:
    died = subprocess.run([sys.executable, "-c", SERVER, str(tmp_path)], check=False, capture_output=True, text=True)
    assert died.returncode == -signal.SIGKILL, died.stderr
    SqliteLog(tmp_path).close()  # which has the lock only once the writer of the dead has let go
    with contextlib.closing(SqliteHistory(tmp_path / FILE)) as history:
        assert history.latest_time(ROOM) > 0
    (transcript,) = (tmp_path / "rooms" / "#room").iterdir()
    assert len(transcript.read_text().splitlines()) == 1000


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Path]:
    log = SqliteLog(tmp_path)
    yield tmp_path
    log.close()


def test_what_keeps_the_writer_from_starting_is_one_sentence(held: Path) -> None:
    async def run() -> None:
        loop = asyncio.get_running_loop()
        with pytest.raises(LogError, match="Another server is using the data directory"):
            ProcessLog(held, command(held), loop)
        with pytest.raises(LogError, match=LOST):
            ProcessLog(held, [sys.executable, "-c", ""], loop)

    asyncio.run(run())
    assert writers() == []
