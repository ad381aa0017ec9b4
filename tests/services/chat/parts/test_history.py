# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading what was said when things go wrong, over restarts, and in long pages. The rest is in tests/plays/history."""

import re
from pathlib import Path

from tests.support.client import Client
from tests.support.server import running

CAPS = "batch message-tags echo-message labeled-response draft/chathistory draft/message-redaction soju.im/search"


def ids(lines: list[str]) -> list[str]:
    return [found[1] for line in lines if (found := re.search(r"msgid=(\w+)", line))]


def joined(client: Client, room: str = "#room") -> Client:
    client.send(f"JOIN {room}")
    client.lines()
    return client


def test_a_history_that_can_not_be_read_is_answered_with_the_specified_codes(tmp_path: Path) -> None:
    with running(tmp_path, autojoin=[]) as server:
        alice = joined(server.client("alice", CAPS))
        house = server.app.house
        house.history._store.close()  # type: ignore[attr-defined]
        house.search._store.close()
        house.markers._store.close()
        alice.send("CHATHISTORY LATEST #room * 5", "SEARCH text=x", "REDACT #room 1000000000100000a")
        assert alice.line().startswith(":test.server FAIL CHATHISTORY MESSAGE_ERROR LATEST #room :")
        assert alice.line().startswith(":test.server FAIL SEARCH INTERNAL_ERROR :")
        assert alice.line().startswith(":test.server FAIL REDACT INTERNAL_ERROR #room 1000000000100000a :")
        alice.send("PRIVMSG #room :still here")
        assert alice.line().endswith(" PRIVMSG #room :still here")


def test_a_msgid_is_a_place_also_after_a_restart_and_when_its_message_is_gone(tmp_path: Path) -> None:
    with running(tmp_path, autojoin=[]) as server:
        alice = joined(server.client("alice", CAPS))
        alice.send(*(f"PRIVMSG #room :{number}" for number in range(6)))
        before = ids(alice.lines())
        server.restart()
        alice = joined(server.client("alice", CAPS))
        alice.send(*(f"PRIVMSG #room :{number}" for number in range(3)))
        after = ids(alice.lines())
        assert before[0][-6:] != after[0][-6:]  # another start has another suffix
        alice.send(f"CHATHISTORY BETWEEN #room msgid={before[2]} msgid={after[1]} 50")
        assert ids(alice.lines()) == [*before[3:], after[0]]
        server.app._log.forget([1, 2, 3, 4])  # as retention does: a JOIN, and three messages
        alice.send(f"CHATHISTORY AFTER #room msgid={before[1]} 3")
        found = ids(alice.lines())
        assert set(found) <= {*before, *after}
        assert before[5] in found


def test_pages_back_by_msgid_give_everything_once(tmp_path: Path) -> None:
    """chathistory, "Client pseudocode": LATEST, then BEFORE the earliest, until nothing comes."""
    with running(tmp_path, autojoin=[]) as server:
        alice = joined(server.client("alice", CAPS))
        alice.send(*(f"PRIVMSG #room :{number}" for number in range(137)))
        said = ids(alice.lines())
        assert len(said) == 137
        found: list[str] = []
        alice.send("CHATHISTORY LATEST #room * 25")
        while page := ids(alice.lines()):
            found = [*page, *found]
            alice.send(f"CHATHISTORY BEFORE #room msgid={page[0]} 25")
        assert found == said


def test_a_long_page_is_one_batch_and_one_answer(tmp_path: Path) -> None:
    with running(tmp_path, autojoin=[]) as server:
        alice = joined(server.client("alice", CAPS))
        alice.send(*(f"PRIVMSG #room :{number}" for number in range(450)))
        alice.lines()
        alice.send("@label=l CHATHISTORY LATEST #room * 400", "PRIVMSG #room :behind it")
        lines = alice.lines()
        assert lines[0].startswith("@label=l :test.server BATCH +")
        assert len(lines) == 403
        assert lines[401].startswith(":test.server BATCH -")
        assert lines[402].endswith(" PRIVMSG #room :behind it")
