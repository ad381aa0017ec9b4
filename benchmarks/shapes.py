# SPDX-License-Identifier: GPL-3.0-or-later
"""The loads that are put on every server, and how: several rounds, the servers in turn, medians."""

import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from benchmarks.load import Result, Shape, measure
from benchmarks.peers import Peer

SHAPES: Final = (
    Shape("4 × 8", "200 receivers, 4 × 8", senders=4, window=8, variants=True),
    Shape("8 × 64", "200 receivers, 8 × 64", senders=8, window=64, variants=True),
    Shape("10 × 8", "1,000 receivers, 10 × 8", members=1000, senders=10, window=8, variants=True),
    Shape("1 × 1", "200 receivers, 1 × 1", variants=True),
    Shape("room of 3", "room of 3, 1 × 1", members=2, variants=True),
    Shape("rooms of 5", "1,000 rooms of 5, 1 × 1", rooms=1000, members=4),
    Shape("direct", "direct messages, 100 pairs, 1 × 1", rooms=100, members=1, direct=True),
)
FIELDS: Final = {
    "rate": "delivered_per_second", "sent": "sent_per_second", "p50": "p50", "p99": "p99", "p999": "p999",
    "cpu": "cpu_per_delivery", "cores": "cores", "busy": "busy",
}  # fmt: skip
Rows = dict[str, dict[str, float]]


def run(
    shape: Shape, peers: list[type[Peer]], rounds: int, seconds: float, between: Callable[[], object] = int
) -> Rows:
    """Each server `rounds` times, in turn, so that what else happens on the machine hits all of them. Medians.

    `between` is called in each round.
    """
    peers = [peer for peer in peers if shape.variants or not peer.variant]
    table: dict[str, list[Result]] = {peer.name: [] for peer in peers}
    for _ in range(rounds):
        between()
        for kind in peers:
            with tempfile.TemporaryDirectory(prefix="hubbub-bench-") as directory:
                try:
                    with kind(Path(directory)) as peer:
                        table[kind.name].append(measure(peer, shape, seconds))
                except RuntimeError as problem:
                    print(f"{kind.name}, {shape.name}: {problem}", file=sys.stderr)
    return {name: medians(results) for name, results in table.items() if results}


def medians(results: list[Result]) -> dict[str, float]:
    """Of each figure; and the least and the greatest rate, as the spread."""
    rates = [result.delivered_per_second for result in results]
    row = {name: statistics.median(getattr(result, field) for result in results) for name, field in FIELDS.items()}
    return row | {"low": min(rates), "high": max(rates)}


def show(title: str, rows: Rows) -> None:
    """Print one load, a line each server."""
    print(f"\n{title}")
    for name, row in rows.items():
        print(
            f"  {name:20} {row['rate'] / 1e6:7.3f} M/s ({row['low'] / 1e6:.3f} to {row['high'] / 1e6:.3f})   "
            f"p50 {row['p50'] / 1000:7.3f}, p99 {row['p99'] / 1000:7.3f}, p99.9 {row['p999'] / 1000:7.3f} ms   "
            f"CPU {row['cpu']:7.2f} µs a delivery, {row['cores']:4.0%} of a core   generator {row['busy']:.0%}"
        )
    sys.stdout.flush()
