# SPDX-License-Identifier: GPL-3.0-or-later
"""Many connections: what an idle one costs in memory, and how long a crowd needs to register and join one room."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from benchmarks.load import Shape, arguments
from benchmarks.peers import Peer

SETTLE: Final = 1.0  # seconds that a server gets before its memory is looked at
IDLE: Final = "idle, KiB each"
STORM: Final = "register and join one room, s"


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


def idle(peer: Peer, count: int) -> dict[str, float]:
    """Memory for one idle, registered connection that is in no room, and how long they took to register."""
    time.sleep(SETTLE)
    before = peer.memory_bytes()
    with crowd(peer, Shape("idle", "idle", rooms=0, members=count, senders=0)) as setup:
        time.sleep(SETTLE)
        return {IDLE: (peer.memory_bytes() - before) / count / 1024, "register, s": float(setup["setup"])}


def storm(peer: Peer, count: int) -> dict[str, float]:
    """Until all are registered and in one room, each having seen all who came after it."""
    with crowd(peer, Shape("storm", "storm", members=count, senders=0)) as setup:
        return {STORM: float(setup["setup"]), "in it, MiB": peer.memory_bytes() / (1 << 20)}


def measure(peers: list[type[Peer]], count: int) -> dict[str, dict[str, float]]:
    """Both, for each server that is one; a server that can't is missing a figure, and why is told on stderr."""
    found: dict[str, dict[str, float]] = {}
    tasks: tuple[Callable[[Peer, int], dict[str, float]], ...] = (idle, storm)
    for kind in peers:
        for task in tasks if kind.chats else tasks[:1]:
            with tempfile.TemporaryDirectory(prefix="hubbub-bench-") as directory:
                try:
                    with kind(Path(directory)) as peer:
                        found.setdefault(kind.name, {"connections": count}).update(task(peer, count))
                except RuntimeError as problem:
                    print(f"{kind.name}, {task.__name__}, {count:,} connections: {problem}", file=sys.stderr)
        print(f"{kind.name}: {found.get(kind.name)}", flush=True)
    return found
