# SPDX-License-Identifier: GPL-3.0-or-later
"""Many connections: what an idle one costs in memory, and how long a crowd needs to register and join one room."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from benchmarks.load import Shape, arguments
from benchmarks.peers import Peer


@contextmanager
def crowd(peer: Peer, shape: Shape) -> Iterator[dict[str, Any]]:
    """Connections that are there, and quiet, inside the `with`. Gives what the generator said of their setting up."""
    process = subprocess.Popen(
        arguments(peer, shape, 0), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdin is not None
    assert process.stderr is not None
    try:
        line = process.stdout.readline()
        if not line:
            raise RuntimeError(process.stderr.read().strip())
        yield json.loads(line)
    finally:
        process.stdin.close()
        process.wait(30)
        process.stdout.close()
        process.stderr.close()


def idle_bytes(peer: Peer, count: int) -> float:
    """Resident memory for one idle, registered connection that is in no room."""
    before = peer.memory_bytes()
    with crowd(peer, Shape("idle", "idle", rooms=0, members=count, senders=0)):
        return (peer.memory_bytes() - before) / count


def storm_seconds(peer: Peer, count: int) -> float:
    """Until `count` connections are registered and in one room, each having seen all who came after it."""
    with crowd(peer, Shape("storm", "storm", members=count, senders=0)) as setup:
        return float(setup["setup"])
