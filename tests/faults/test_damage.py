# SPDX-License-Identifier: GPL-3.0-or-later
"""A damaged database is found at the start, said plainly, and left as it is; a backup brings everything back."""

import asyncio
import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from services.chat.backup import main as back_up
from services.chat.log.port import LogError
from tests.faults.conftest import FULL
from tests.faults.ledger import CAPS, ROOM, Ledger, entries
from tests.faults.people import Person
from tests.faults.process import Process
from tests.support.server import Server

PASSWORD = "correct-horse"


def lived_in(directory: Path) -> Path:
    """The database of a server that was used: an account, a registered room, and a few hundred messages."""
    with Server(directory, accounts={"plaintext_passwords": True}) as server:
        alice = server.client("alice", "draft/account-registration")
        alice.send(f"REGISTER * * :{PASSWORD}")
        alice.until("REGISTER")
        alice.send(
            "JOIN #house", "PRIVMSG ChanServ :REGISTER #house", "TOPIC #house :Our house", "MODE #house +b *!*@bad"
        )
        for number in range(400):
            alice.send(f"PRIVMSG #house :message {number} {'and so on ' * (number % 30)}")
        alice.lines()
    database = directory / "data" / "hubbub.db"
    for suffix in ("-wal", "-shm"):
        assert not Path(f"{database}{suffix}").exists()  # all is in the one file
    return database


def contents(database: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(database) as db:
        found = db.execute("select * from event order by seq").fetchall()
    db.close()
    return found


def test_flipped_bytes_are_said_plainly_or_harm_nobody(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Never a traceback: one sentence and an untouched file, or a server that works.

    What SQLite can't see is a changed letter within a text; everything that holds the file together it can.
    """
    original = lived_in(tmp_path / "one").read_bytes()
    chance = random.Random(5)
    refusals: list[str] = []
    untouched: list[bool] = []
    for number in range(300 if FULL else 40):
        place = tmp_path / f"flip{number}"
        (place / "data").mkdir(parents=True)
        damaged = bytearray(original)
        for _ in range(chance.choice((1, 1, 8, 64))):
            damaged[chance.randrange(100 if chance.random() < 0.2 else len(damaged))] ^= 1 << chance.randrange(8)
        database = place / "data" / "hubbub.db"
        database.write_bytes(damaged)
        server = Server(place)
        try:
            server.start()
        except LogError as sentence:
            refusals.append(str(sentence).replace(str(database), "FILE"))
            untouched.append(database.read_bytes() == damaged)
        else:
            read(server)
            server.stop()
        shutil.rmtree(place)
    print(f"{len(refusals)} of {number + 1} damaged files were refused")
    assert refusals
    assert [text for text in refusals if "FILE" not in text or "\n" in text] == []
    assert all(untouched)
    assert [record for record in caplog.records if record.exc_info] == []


def read(server: Server) -> None:
    reader = server.client("reader", "draft/chathistory batch draft/event-playback")
    reader.send(
        "JOIN #house", "CHATHISTORY LATEST #house * 500", "SEARCH in=#house;text=message", "LIST", "WHOIS alice"
    )
    reader.lines()
    reader.send("PRIVMSG #lobby :still here")
    reader.lines()


def test_a_process_that_finds_damage_says_one_sentence(tmp_path: Path) -> None:
    database = lived_in(tmp_path)
    damaged = bytearray(database.read_bytes())
    damaged[4096:8192] = bytes(4096)
    database.write_bytes(damaged)
    server = Process(tmp_path)
    with pytest.raises(RuntimeError) as caught:
        server.start()
    (sentence,) = server.console
    assert sentence == str(caught.value)
    assert "is damaged" in sentence
    assert "restore it from a backup" in sentence
    assert database.read_bytes() == damaged


def test_what_was_backed_up_is_what_is_restored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    database = lived_in(tmp_path)
    monkeypatch.setenv("HUBBUB_DATA_DIR", str(database.parent))
    before, copy = contents(database), tmp_path / "copy"
    assert back_up([str(copy)]) == 0
    assert capsys.readouterr().out == f"The backup is in {copy}.\n"
    assert back_up([str(copy)]) == 1
    assert capsys.readouterr().err == f"The directory {copy} is there already; name a new one.\n"
    shutil.rmtree(database.parent)
    copy.rename(database.parent)
    assert contents(database) == before
    with Server(tmp_path, accounts={"plaintext_passwords": True}) as server:
        alice = server.client()
        alice.send("NICK other", "USER o 0 * :o", f"NS IDENTIFY alice {PASSWORD}", "JOIN #house")
        assert alice.until("900").params[2] == "alice"
        assert alice.until("332").params == ["other", "#house", "Our house"]
        alice.send("MODE #house b")
        assert alice.until("367").params[2] == "*!*@bad"


def test_a_damaged_database_makes_no_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    database = lived_in(tmp_path)
    damaged = bytearray(database.read_bytes())
    damaged[4096:8192] = bytes(4096)
    database.write_bytes(damaged)
    monkeypatch.setenv("HUBBUB_DATA_DIR", str(database.parent))
    copy = tmp_path / "copy"
    assert back_up([str(copy)]) == 1
    assert f"No backup was made in {copy}" in capsys.readouterr().err
    assert not copy.exists()


def test_a_backup_under_load_has_all_that_was_acknowledged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asyncio.run(backed_up_under_load(tmp_path, monkeypatch))


async def backed_up_under_load(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger, copy = Ledger(), directory / "copy"
    with Process(directory) as server:
        people = [await Person(f"p{i}", ledger.hear).connect(server.port) for i in range(4)]
        for person in people:
            await person.register(CAPS)
        ledger.talk(people)
        await ledger.until(500)
        before = dict(ledger.acknowledged)
        monkeypatch.setenv("HUBBUB_DATA_DIR", str(server.data))
        assert await asyncio.to_thread(back_up, [str(copy)]) == 0
        await ledger.until(len(ledger.acknowledged) + 200)
        ledger.hush()
        for person in people:
            await person.sync()
        history = entries(await people[0].history(ROOM))
        assert ledger.judge(await people[0].history(ROOM), server.logs / "rooms") == []
        await asyncio.gather(*(person.close() for person in people))
    kept = [row for row in contents(copy / "hubbub.db") if "MessageSent" in row]
    texts = [text for _, _, text in history]
    saved = [next(cell for cell in row if cell in ledger.sent) for row in kept]
    assert saved == texts[: len(saved)]
    assert before.keys() <= set(saved)
