# SPDX-License-Identifier: GPL-3.0-or-later
"""A disk with no space left: sends get FAIL, reading goes on, and all is well again as soon as there is space.

The disks are real ones: small file systems in memory. Where those may not be mounted, the tests are skipped.
"""

import asyncio
import contextlib
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.chat.pipeline import NOT_SAVED
from tests.faults.ledger import CAPS, ROOM, Ledger
from tests.faults.people import Person
from tests.faults.process import Process

RECOVERY = 5.0  # seconds after space returns


@contextlib.contextmanager
def small_disk(directory: Path, megabytes: int) -> Iterator[Path]:
    """A file system of this size."""
    directory.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "tmpfs", str(directory)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=10)
    except FileNotFoundError:
        pytest.skip("there is no mount command here")
    if done.returncode:
        pytest.skip(f"no file system may be mounted here: {done.stderr.strip()}")
    try:
        yield directory
    finally:
        subprocess.run(["umount", "-l", str(directory)], check=True, timeout=10)


def fill(disk: Path) -> Path:
    """Leave no byte of space. The file that takes it."""
    ballast = disk / "ballast"
    with ballast.open("ab", buffering=0) as file:
        for size in (65_536, 4096, 1):
            with contextlib.suppress(OSError):
                while True:
                    file.write(bytes(size))
    return ballast


async def came(server: Process, ledger: Ledger, *nicks: str) -> list[Person]:
    people = [Person(nick, ledger.hear) for nick in nicks]
    for person in people:
        await person.connect(server.port)
        await person.register(CAPS)
    return people


async def until_said(ledger: Ledger, person: Person) -> float:
    """Try again and again, as people do. The seconds until something is taken."""
    begun, before = time.monotonic(), len(ledger.acknowledged)
    while len(ledger.acknowledged) == before:
        ledger.say(person)
        await person.sync()
    return time.monotonic() - begun


def test_the_disk_of_the_database(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 16) as disk:
        asyncio.run(full_database(tmp_path, disk))


async def full_database(directory: Path, disk: Path) -> None:
    ledger = Ledger()
    with Process(directory, data_dir=disk) as server:
        ann, bob, reader = await came(server, ledger, "ann", "bob", "reader")
        ledger.talk([ann, bob])
        await ledger.until(200)
        ballast = fill(disk)
        while len(ledger.refused) < 16:  # the write-ahead log has room for some more
            await ledger.until(len(ledger.acknowledged) + len(ledger.refused) + 1)
        ledger.hush()
        for _ in range(10):
            ledger.say(ann)
        await ann.sync()
        assert len(ledger.refused) == 26
        assert len(await reader.history(ROOM)) == len(ledger.acknowledged)  # reading works
        late = await Person("late", ledger.hear).connect(server.port)  # so does connecting; rooms have to wait
        told = late.expect(lambda message: message.command == "FAIL")
        await late.register(CAPS)
        assert (await told).params[1:] == ["INTERNAL_ERROR", NOT_SAVED]
        ballast.unlink()
        seconds = await until_said(ledger, bob)
        late.send(f"JOIN {ROOM}")
        await late.sync()
        assert len(await late.history(ROOM)) == len(ledger.acknowledged)
        ledger.talk([ann, bob])
        await ledger.until(len(ledger.acknowledged) + len(ledger.refused) + 200)
        ledger.hush()
        await ann.sync()
        await bob.sync()
        await reader.sync()
        assert ledger.judge(await reader.history(ROOM), server.logs / "rooms") == []
        print(f"{len(ledger.refused)} refused; works again {seconds:.2f} s after space returned")
        assert seconds < RECOVERY
        code, _ = await asyncio.to_thread(server.stop)
        assert code == 0
        await asyncio.gather(*(person.close() for person in (ann, bob, reader, late)))


def test_a_start_without_space_is_one_sentence_or_works(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 8) as disk:
        fill(disk)
        server = Process(tmp_path, data_dir=disk / "data")
        with pytest.raises(RuntimeError) as caught:
            server.start()
        assert len(server.console) == 1, server.console
        assert "disk is full" in str(caught.value)


def test_the_disk_of_the_logs(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 2) as disk:
        asyncio.run(full_logs(tmp_path, disk))


async def full_logs(directory: Path, disk: Path) -> None:
    """Nobody notices, and what was to be written is written when that is possible."""
    ledger = Ledger()
    with Process(directory, log_dir=disk) as server:
        ann, bob = await came(server, ledger, "ann", "bob")
        ledger.talk([ann])
        await ledger.until(20)
        ballast = fill(disk)
        ledger.talk([bob])
        await ledger.until(600)
        (late,) = await came(server, ledger, "late")
        assert not ledger.refused
        ballast.unlink()
        await ledger.until(700)
        ledger.hush()
        for person in (ann, bob, late):
            await person.sync()
        assert ledger.judge(await late.history(ROOM), disk / "rooms") == []
        complaints = [line for line in server.console if "cannot be written" in line]
        print("\n".join(complaints))
        assert sum("transcripts cannot be written" in line for line in complaints) == 1
        assert not any("Traceback" in line for line in server.console)
        await asyncio.gather(*(person.close() for person in (ann, bob, late)))
