# SPDX-License-Identifier: GPL-3.0-or-later
"""The load generator against real servers: it counts what arrives, and says what went wrong."""

from pathlib import Path

import pytest

from benchmarks.building import compiler
from benchmarks.client import Client
from benchmarks.crowd import IDLE, STORM, idle, storm
from benchmarks.load import Shape, measure
from benchmarks.peers import Bare, Floor, Hubbub, Peer

pytestmark = [
    pytest.mark.skipif(compiler() is None, reason="the generator is in C, and there is no compiler"),
    pytest.mark.slow,
]
SHAPES = (
    Shape("room", "room", members=3, senders=2, window=2),
    Shape("rooms", "rooms", rooms=3, members=2),
    Shape("direct", "direct", rooms=2, members=1, direct=True),
    Shape("open", "open", members=3, senders=2, rate=200),
)


@pytest.mark.parametrize("kind", [Hubbub, Bare, Floor])
def test_all_that_is_sent_arrives(kind: type[Peer], tmp_path: Path) -> None:
    for shape in SHAPES:
        with kind(tmp_path / shape.key) as peer:
            result = measure(peer, shape, 0.3)
            receivers = 1 if shape.direct else shape.members + shape.senders - 1
            assert result.sent_per_second > 0
            assert result.delivered_per_second / result.sent_per_second == pytest.approx(receivers, rel=0.3)
            assert 0 < result.p50 <= result.p99 <= result.p999


def test_a_crowd_comes_and_is_measured(tmp_path: Path) -> None:
    for name, task, figure in (("idle", idle, IDLE), ("storm", storm, STORM)):
        with Hubbub(tmp_path / name) as server:
            assert task(server, 300)[figure] > 0
            with Client(server.port) as client:
                assert client.ask("PING still-there", " PONG ") > 0


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    with Floor(tmp_path) as peer:
        peer.port = 1
        with pytest.raises(RuntimeError, match="refused"):
            measure(peer, SHAPES[0], 0.1)
