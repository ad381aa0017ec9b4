# SPDX-License-Identifier: GPL-3.0-or-later
"""What is taken back is in no database any more: the bytes of the files are searched for it, while the server runs and
when it has stopped. Transcripts and backups keep it, as docs/trust.md says.
"""

import contextlib
import json
import sqlite3
import time
from pathlib import Path

import pytest

from services.chat.events import MessageSent
from services.chat.ids import Ids
from services.chat.log import erasing
from services.chat.log.index import Follower
from services.chat.log.retention import DAY, Retention
from services.chat.log.sqlite import SqliteLog
from tests.faults.process import Process
from tests.support.client import Client

CAPS = (
    "draft/message-redaction draft/chathistory draft/read-marker draft/multiline batch message-tags echo-message "
    "soju.im/search"
)
PATIENCE = 20.0


def found(directory: Path, *words: bytes) -> list[str]:
    """The files that hold one of these, whatever the case of their letters."""
    return sorted(
        path.name
        for path in directory.iterdir()
        if path.is_file() and any(word.lower() in path.read_bytes().lower() for word in words)
    )


def gone(directory: Path, *words: bytes) -> list[str]:
    """As `found`, once it is nothing any more, or what is left when patience is at its end."""
    end = time.monotonic() + PATIENCE
    while (left := found(directory, *words)) and time.monotonic() < end:
        time.sleep(0.1)
    return left


def said(client: Client, text: str) -> str:
    """The msgid of a message to #room that was acknowledged."""
    client.send(f"PRIVMSG #room :{text}")
    msgid = client.until("PRIVMSG").tags["msgid"]
    assert msgid
    return msgid


@pytest.mark.parametrize("filler", [0, 300])
def test_redacted_words_are_in_no_database(tmp_path: Path, filler: int) -> None:
    """A short one, a long one that takes pages of its own, and several lines; among few messages, and among many."""
    with Process(tmp_path) as server:
        alice = Client(server.port)
        alice.register("alice", CAPS)
        alice.send("JOIN #room", "PING joined")
        alice.until("PONG")
        for number in range(filler):
            said(alice, f"filler {number} {'x' * 300}")
        ids = [said(alice, "my password is swordfishxyz oops")]
        alice.send("BATCH +1 draft/multiline #room")
        for number in range(30):
            alice.send(f"@batch=1 PRIVMSG #room :swordfishxyz {number} {'y' * 380}")
        alice.send("BATCH -1")
        ids.append(alice.until("BATCH").tags["msgid"] or "")
        alice.send("PING said")
        alice.until("PONG")
        for number in range(filler):
            said(alice, f"filler {number} {'x' * 300}")
        alice.send("SEARCH in=#room;text=swordfishxyz", "PING searched")
        alice.until("PONG")
        assert {"search.db-wal"} <= set(found(server.data, b"swordfishxyz"))
        for msgid in ids:
            alice.send(f"REDACT #room {msgid} :sorry")
            alice.until("REDACT")
        assert gone(server.data, b"swordfish", b"fishxyz") == []
        alice.close()
        assert server.stop()[0] == 0
        assert found(server.data, b"swordfish", b"fishxyz") == []
        assert server.mistakes() == []


def test_passwords_of_before_and_accounts_given_up_are_in_no_database(tmp_path: Path) -> None:
    with Process(tmp_path, accounts__multiclient="true") as server:
        alice = Client(server.port)
        alice.register("alice", CAPS)
        alice.send("REGISTER * alice@wonderland.example the-first-password", "PING done")
        alice.until("PONG")
        secrets = [row.encode() for row in hashes(server.data)]
        assert len(secrets) == 2
        alice.send("NS PASSWD the-first-password the-second-password", "PING done")
        alice.until("PONG")
        assert gone(server.data, *secrets) == []
        secrets = [row.encode() for row in hashes(server.data)]
        assert len(secrets) == 2
        alice.send("MARKREAD alicesfriend timestamp=2025-01-01T00:00:00.000Z", "PING marked")
        alice.until("PONG")
        assert found(server.data, b"alicesfriend") != []
        alice.send("NS UNREGISTER alice")
        code = alice.until("NOTICE").params[1].split()[-1]
        alice.send(f"NS UNREGISTER alice {code}", "PING done")
        alice.until("PONG")
        assert gone(server.data, *secrets, b"wonderland.example", b"alicesfriend") == []
        alice.close()
        assert server.stop()[0] == 0
        server.start()  # what is left can still be read: the name stays given up
        bob = Client(server.port)
        bob.register("alice", CAPS)
        bob.send("REGISTER * * another-password")
        assert bob.until("FAIL").params[1] == "BAD_ACCOUNT_NAME"
        bob.close()
        assert server.mistakes() == []


def hashes(data: Path) -> list[str]:
    """The argon2 hash and the SCRAM keys that the log has now."""
    with contextlib.closing(sqlite3.connect(f"file:{data / 'hubbub.db'}?mode=ro", uri=True)) as db:
        rows = [json.loads(row[0]) for row in db.execute("select extra from event where extra like '%password%'")]
    return [row[name] for row in rows for name in ("password", "scram") if row.get(name)]


def test_what_retention_takes_is_in_no_database(tmp_path: Path) -> None:
    now = [1_000 * DAY]
    ids, log = Ids("00000a", clock=lambda: now[0]), SqliteLog(tmp_path)
    follower = Follower(log.path)
    try:
        for text in ("swordfishxyz", f"old swordfishxyz {'x' * 9000}", "new"):
            log.commit([MessageSent(*ids.stamp(), "u", "a!b@c", "", "#a", "PRIVMSG", "#a", text)], lambda problem: None)
            now[0] += DAY
        follower.reach(3)
        assert found(tmp_path, b"swordfishxyz") == ["hubbub.db-wal", "search.db-wal"]
        assert Retention(log.path, lambda: (1, 0), follower.forget, log.forget).once(now[0]) == 2
        log.remains.clear()
        assert gone(tmp_path, b"swordfish", b"fishxyz") == []
    finally:
        follower.close()
        log.close()
    assert found(tmp_path, b"swordfish", b"fishxyz") == []


def test_a_reader_in_the_way_is_waited_for(tmp_path: Path) -> None:
    now = [0.0]
    path = tmp_path / "some.db"
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("pragma journal_mode = wal")
    erasing.prepare(db)
    db.execute("create table t (x)")
    db.execute("insert into t values ('swordfishxyz')")
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("begin")
    reader.execute("select * from t").fetchall()
    db.execute("delete from t")
    remains = erasing.Remains(db, lambda: now[0])
    assert remains.wait() is None
    remains.note()
    now[0] += erasing.DELAY / 2
    assert remains.wait() == erasing.DELAY / 2
    remains.clear()
    assert remains.wait() == erasing.DELAY  # it is tried again
    reader.execute("commit")
    remains.clear()
    assert remains.wait() is None
    assert found(tmp_path, b"swordfishxyz") == []
    reader.close()
    db.close()
