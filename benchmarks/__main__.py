# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the server beside its peers and prints tables; with --write also docs/performance.md."""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import report, storage
from benchmarks.crowd import idle_bytes, storm_seconds
from benchmarks.load import Result, Shape, measure
from benchmarks.peers import PEERS, Hubbub, Peer

SHAPES = (
    Shape("200 receivers, 4 × 8", senders=4, window=8),
    Shape("200 receivers, 8 × 64", senders=8, window=64),
    Shape("1,000 receivers, 10 × 8", members=1000, senders=10, window=8),
    Shape("200 receivers, 1 × 1"),
    Shape("room of 3, 1 × 1", members=2),
    Shape("1,000 rooms of 5, 1 × 1", rooms=1000, members=4),
    Shape("direct messages, 100 pairs, 1 × 1", rooms=100, members=1, direct=True),
    Shape("open loop, 200 receivers, 2,000 messages/s", senders=4, rate=2000),
)


def main() -> int:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.0, help="of each measurement (default 2)")
    parser.add_argument("--rounds", type=int, default=3, help="measurements of each, interleaved (default 3)")
    parser.add_argument("--peers", default="", help="only these, comma-separated parts of names")
    parser.add_argument("--shapes", default="", help="only these, comma-separated parts of names; - for none")
    parser.add_argument("--crowd", type=int, default=0, metavar="N", help="also memory and joining of N connections")
    parser.add_argument("--history", default="", metavar="N,N", help="also pages and starts with so many messages")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    options = parser.parse_args()
    peers = [p for p in PEERS if p.available() and _chosen(p.name, options.peers)]
    print(report.machine())
    shapes = {}
    for shape in SHAPES:
        if _chosen(shape.name, options.shapes):
            shapes[shape.name] = run_shape(shape, peers, options.rounds, options.seconds)
            print_table(shape.name, shapes[shape.name])
    found: dict[str, dict[str, Any]] = {"shapes": shapes}
    if options.crowd:
        found["crowd"] = crowds([p for p in peers if issubclass(p, Hubbub)], options.crowd)
    if options.history:
        found["storage"] = storage.measure(tuple(int(size) for size in options.history.split(",")), print)
    if options.write:
        for name, results in found.items():
            if results:
                report.save(name, results)
        report.write_page()
    return 0


def _chosen(name: str, wanted: str) -> bool:
    return not wanted or any(part.strip().lower() in name.lower() for part in wanted.split(","))


def run_shape(shape: Shape, peers: list[type[Peer]], rounds: int, seconds: float) -> dict[str, dict[str, float]]:
    """Each peer `rounds` times, in turn, so that what else happens on the machine hits all of them. Medians."""
    table: dict[str, list[Result]] = {peer.name: [] for peer in peers}
    for _ in range(rounds):
        for kind in peers:
            with tempfile.TemporaryDirectory(prefix="hubbub-bench-") as directory:
                try:
                    with kind(Path(directory)) as peer:
                        table[kind.name].append(measure(peer, shape, seconds))
                except RuntimeError as problem:
                    print(f"{kind.name}, {shape.name}: {problem}", file=sys.stderr)
    return {name: _medians(results) for name, results in table.items() if results}


def _medians(results: list[Result]) -> dict[str, float]:
    def middle(field: str) -> float:
        return float(statistics.median(getattr(result, field) for result in results))

    return {
        "rate": middle("delivered_per_second"), "p50": middle("p50"), "p99": middle("p99"), "p999": middle("p999"),
        "cpu": middle("cpu_per_delivery"), "busy": middle("busy"),
    }  # fmt: skip


def print_table(shape: str, rows: dict[str, dict[str, float]]) -> None:
    """One load, a line each server."""
    print(f"\n{shape}")
    for name, row in rows.items():
        print(
            f"  {name:22} {row['rate'] / 1e6:7.3f} M/s   p50 {row['p50'] / 1000:7.3f} ms   "
            f"p99 {row['p99'] / 1000:7.3f} ms   {row['cpu']:6.2f} µs of CPU a delivery   generator {row['busy']:.0%}"
        )
    sys.stdout.flush()


def crowds(peers: list[type[Peer]], count: int) -> dict[str, dict[str, float]]:
    """Memory of idle connections, and how long they take to register and join one room."""
    found: dict[str, dict[str, float]] = {}
    for kind in peers:
        row = found[f"{kind.name}, {count:,} connections"] = {}
        for column, task in (("idle, KiB each", idle_bytes), ("join one room, s", storm_seconds)):
            with tempfile.TemporaryDirectory(prefix="hubbub-bench-") as directory, kind(Path(directory)) as peer:
                row[column] = task(peer, count) / (1024 if "KiB" in column else 1)
        print(f"{kind.name}: {row}")
    return found


if __name__ == "__main__":
    sys.exit(main())
