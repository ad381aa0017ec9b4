# SPDX-License-Identifier: GPL-3.0-or-later
"""A client that sends everything and closes its side, as `printf … | nc` does, still has it all done and answered."""

import socket
from pathlib import Path

from tests.support.server import running


def test_what_came_before_the_end_is_done_and_answered(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        other = server.client("bob")
        client = server.client()
        said = [f"PRIVMSG #lobby :line {number}" for number in range(20)]
        client.send("CAP REQ echo-message", "NICK alice", "USER alice 0 * :alice", "CAP END", *said)
        client.socket.shutdown(socket.SHUT_WR)
        received = []
        while "QUIT" not in (line := other.line()):
            received.append(line.rpartition(":")[2])
        assert [line for line in received if line.startswith("line")] == [f"line {number}" for number in range(20)]
        echoes = []
        while not (line := client.line()).startswith("ERROR"):
            echoes.append(line.rpartition(":")[2])
        assert [line for line in echoes if line.startswith("line")] == [f"line {number}" for number in range(20)]
        assert client.ended()
