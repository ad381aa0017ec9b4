# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the server beside its peers and prints tables; with --write also docs/performance.md."""

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any, TypeVar

from benchmarks import report, shapes, storage
from benchmarks.crowd import idle_bytes, storm_seconds
from benchmarks.peers import PEERS, Hubbub, Peer

T = TypeVar("T")


def main() -> int:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.0, help="of each measurement (default 2)")
    parser.add_argument("--rounds", type=int, default=3, help="measurements of each, interleaved (default 3)")
    parser.add_argument("--peers", default="", help="only these: names or parts of names, comma-separated")
    parser.add_argument("--shapes", default="", help="only these, as 4x8 or 'room of 3', comma-separated; - for none")
    parser.add_argument("--crowd", type=int, default=0, metavar="N", help="also memory and joining of N connections")
    parser.add_argument("--history", default="", metavar="N,N", help="also pages and starts with so many messages")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    options = parser.parse_args()
    peers = chosen({peer.name: peer for peer in PEERS if peer.available()}, options.peers)
    print(report.machine())
    tables = {}
    for shape in chosen({shape.key: shape for shape in shapes.SHAPES}, options.shapes):
        tables[shape.name] = shapes.run(shape, peers, options.rounds, options.seconds)
        shapes.show(shape.name, tables[shape.name])
    found: dict[str, dict[str, Any]] = {"shapes": tables}
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


def chosen(things: dict[str, T], wanted: str) -> list[T]:
    """Those that are asked for by name, or by a part of it that is nobody's whole name. Case and spaces don't count."""

    def plain(name: str) -> str:
        return name.lower().replace("×", "x").replace(" ", "")

    parts = [plain(part) for part in wanted.split(",")]
    names = {plain(name) for name in things}
    return [
        thing
        for name, thing in things.items()
        if not wanted or any(part == plain(name) or (part not in names and part in plain(name)) for part in parts)
    ]


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
