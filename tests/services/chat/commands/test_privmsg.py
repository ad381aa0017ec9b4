# SPDX-License-Identifier: GPL-3.0-or-later
"""PRIVMSG where a play can't look: what it costs."""

from itertools import pairwise
from pathlib import Path

from tests.support.server import running


def test_each_recipient_costs_what_a_message_costs(tmp_path: Path) -> None:
    limits = {"flood_burst": 100, "flood_rate": 0.1, "connect_rate": 0.0, "targets": 4}
    with running(tmp_path, autojoin=[], limits=limits, exempt_networks=[]) as server:
        client = server.client("alice")
        (session,) = server.app.house.sessions
        left = [session.tokens]
        for targets in ("alice", "alice,alice,alice,alice", "a,b,c,d,e"):
            client.send(f"PRIVMSG {targets} :x")
            client.lines()  # one PING
            left.append(session.tokens)
        spent = [round(before - after) for before, after in pairwise(left)]
        assert spent == [2, 5, 2]
