# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line: measures, prints the tables, and writes docs/performance.md with `--write`."""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.load import Result, Shape, measure
from benchmarks.peers import PEERS, Peer

SHAPES = (
    Shape("200 receivers, 4 × 8", senders=4, window=8),
    Shape("200 receivers, 8 × 64", senders=8, window=64),
    Shape("1,000 receivers, 10 × 8", members=1000, senders=10, window=8),
    Shape("200 receivers, 1 × 1"),
    Shape("room of 3, 1 × 1", members=2),
    Shape("1,000 rooms of 5, 1 × 1", rooms=1000, members=4),
    Shape("direct messages, 100 pairs, 1 × 1", rooms=100, members=1, direct=True),
)


def main() -> int:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--seconds", type=float, default=3.0, help="of each measurement (default 3)")
    parser.add_argument("--rounds", type=int, default=3, help="measurements of each, interleaved (default 3)")
    parser.add_argument("--peers", default="", help="only these, comma-separated beginnings of names")
    parser.add_argument("--shapes", default="", help="only these, comma-separated parts of names")
    options = parser.parse_args()
    peers = [p for p in PEERS if p.available() and _chosen(p.name, options.peers)]
    shapes = [s for s in SHAPES if _chosen(s.name, options.shapes)]
    for shape in shapes:
        table = run_shape(shape, peers, options.rounds, options.seconds)
        print_table(shape, table)
    return 0


def _chosen(name: str, wanted: str) -> bool:
    return not wanted or any(part.strip().lower() in name.lower() for part in wanted.split(","))


def run_shape(shape: Shape, peers: list[type[Peer]], rounds: int, seconds: float) -> dict[str, list[Result]]:
    """Each peer `rounds` times, in turn, so that what else happens on the machine hits all of them."""
    table: dict[str, list[Result]] = {peer.name: [] for peer in peers}
    for _ in range(rounds):
        for kind in peers:
            with tempfile.TemporaryDirectory(prefix="hubbub-bench-") as directory, kind(Path(directory)) as peer:
                try:
                    table[kind.name].append(measure(peer, shape, seconds))
                except RuntimeError as problem:
                    print(f"{kind.name}, {shape.name}: {problem}", file=sys.stderr)
    return table


def print_table(shape: Shape, table: dict[str, list[Result]]) -> None:
    """Medians."""
    print(f"\n{shape.name}")
    for name, results in table.items():
        if results:
            rate = statistics.median(r.delivered_per_second for r in results)
            p50 = statistics.median(r.p50 for r in results)
            p99 = statistics.median(r.p99 for r in results)
            cpu = statistics.median(r.cpu_per_delivery for r in results)
            busy = statistics.median(r.busy for r in results)
            print(
                f"  {name:22} {rate / 1e6:7.3f} M/s   p50 {p50 / 1000:7.3f} ms   p99 {p99 / 1000:7.3f} ms"
                f"   {cpu:6.2f} µs of CPU a delivery   generator {busy:.0%}"
            )
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
