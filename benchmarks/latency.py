# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a message takes at fixed rates, the same for every server, and how long a loaded server lets others wait.

The schedule goes on whatever the server does, and each message is timed from when it was due, so a server that stalls
is charged for all that should have come meanwhile.
"""

import statistics
import tempfile
import threading
import time
from pathlib import Path
from typing import Final

from benchmarks import shapes
from benchmarks.client import Client
from benchmarks.load import Shape, measure
from benchmarks.peers import Peer

RATES: Final = (500, 2000, 8000)
RECEIVERS: Final = 200
PAUSE: Final = 0.003  # seconds between two questions
SECONDS: Final = 4.0


def at_rate(rate: float) -> Shape:
    """So many messages a second in all, from four senders, to all receivers."""
    return Shape(f"{rate:g}/s", f"{rate:,.0f} messages/s", members=RECEIVERS, senders=4, rate=rate)


def open_loop(peers: list[type[Peer]], rounds: int, seconds: float) -> dict[str, shapes.Rows]:
    """Each rate, each server."""
    found = {}
    for rate in RATES:
        shape = at_rate(rate)
        found[shape.name] = shapes.run(shape, peers, rounds, seconds)
        shapes.show(f"200 receivers, on a schedule: {shape.name}", found[shape.name])
    return found


def loop_lag(kind: type[Peer], rounds: int, greatest: float | None = None) -> dict[str, float]:
    """At half of the greatest rate of messages that this server reaches: milliseconds that a PING waits for its PONG.

    It is asked on a connection of its own, which has nothing else to do: what it waits for is the server's loop, and
    its own turn on the machine, so the loop's lag is at most this. `greatest` is measured here unless it is known.
    """
    if greatest is None:
        probing = [shape for shape in shapes.SHAPES if shape.key == "8 × 64"]
        greatest = shapes.run(probing[0], [kind], 1, 1.0)[kind.name]["sent"]
    waits: list[float] = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory(prefix="hubbub-bench-") as directory, kind(Path(directory)) as peer:
            waits += _asked_meanwhile(peer, greatest / 2)
    waits.sort()
    return {
        "load, messages/s": greatest / 2, "p50, ms": 1000 * statistics.median(waits),
        "p99, ms": 1000 * waits[len(waits) * 99 // 100], "greatest, ms": 1000 * waits[-1], "questions": len(waits),
    }  # fmt: skip


def _asked_meanwhile(peer: Peer, rate: float) -> list[float]:
    """What PINGs waited, in seconds, during the load."""
    waits: list[float] = []
    begun, over = threading.Event(), threading.Event()

    def ask() -> None:
        with Client(peer.port) as client:
            begun.wait()
            while not over.is_set():
                waits.append(client.ask("PING asked", " PONG "))
                time.sleep(PAUSE)

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        measure(peer, at_rate(rate), SECONDS, begun.set)
    finally:
        begun.set()
        over.set()
        asking.join()
    return waits
