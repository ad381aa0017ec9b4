# SPDX-License-Identifier: GPL-3.0-or-later
"""A clock that jumps, while the server runs and across restarts: times never run backwards, ids are unique."""

import time
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest

from protocol.message import Message
from services.chat import ids
from tests.support.client import Client
from tests.support.server import Server

HOUR = 3600
JUMPS = (-HOUR, HOUR, 0, 10 * 365 * 24 * HOUR, -HOUR, -40 * 365 * 24 * HOUR, 0)
CAPS = "message-tags server-time echo-message batch draft/chathistory draft/event-playback"


def test_a_clock_that_jumps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, offset = time.time_ns(), 0
    monkeypatch.setattr(ids, "time", SimpleNamespace(time_ns=lambda: time.time_ns() + offset * 1_000_000_000))
    seen: list[Message] = []
    with Server(tmp_path) as server:
        alice = server.client("alice", CAPS)
        for restart in (False, True):
            for jump in JUMPS:
                offset = jump
                if restart:
                    server.restart()
                    alice = server.client("alice", CAPS)
                for number in range(3):
                    alice.send(f"PRIVMSG #lobby :{jump} {number}")
                    seen.append(alice.until("PRIVMSG"))
        history = read(server.client("bob", CAPS))
    said = [message for message in history if message.command == "PRIVMSG"]
    assert [said_of(message) for message in said] == [said_of(message) for message in seen]
    times = [message.tags["time"] for message in history if message.tags]
    assert all(one <= two for one, two in pairwise(times))
    assert times[-1] > time.strftime("%Y", time.gmtime(begun / 1e9 + JUMPS[3] - HOUR))
    msgids = [message.tags["msgid"] for message in history if message.tags and "msgid" in message.tags]
    assert len(set(msgids)) == len(msgids)


def said_of(message: Message) -> tuple[str, str, str]:
    """What tells one message from another."""
    tags = message.tags or {}
    return tags["msgid"], tags["time"], message.params[1]


def read(client: Client) -> list[Message]:
    """All there is, from the first message on."""
    client.send("CHATHISTORY AFTER #lobby timestamp=1970-01-01T00:00:00.000Z 1000")
    client.until("BATCH")
    found = []
    while (message := client.message()).command != "BATCH":
        found.append(message)
    return found
