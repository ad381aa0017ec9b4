# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the server beside its peers and prints tables; with --write also docs/performance.md.

Quick looks: `--peers Hubbub,InspIRCd --shapes "4x8,1x1"`, `--parts storage --history 10000`.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

from benchmarks import crowd, latency, page, results, shapes, storage
from benchmarks.peers import PEERS, ROOT, Peer

T = TypeVar("T")
FILES: Final = 65_536


def main() -> int:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(
        prog="benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--parts", default="shapes", help=f"any of {','.join(PARTS)}; default: shapes")
    parser.add_argument("--peers", default="", help="only these: names or parts of names, comma-separated")
    parser.add_argument("--shapes", default="", help="only these, as 4x8 or 'room of 3', comma-separated")
    parser.add_argument("--seconds", type=float, default=1.5, help="of each measurement (default 1.5)")
    parser.add_argument("--rounds", type=int, default=3, help="measurements of each, interleaved (default 3)")
    parser.add_argument("--crowd", type=int, default=10_000, metavar="N", help="connections (default 10000)")
    parser.add_argument("--history", default="10000,1000000,10000000", metavar="N,N", help="messages that are kept")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    options = parser.parse_args()
    _allow_files()
    options.peers = chosen({peer.name: peer for peer in PEERS if peer.available()}, options.peers)
    print(results.machine(), flush=True)
    for part in chosen(PARTS, options.parts):
        keep: Callable[[str, dict[str, Any]], None] = results.save if options.write else _forget
        part(options, keep)
    if options.write:
        page.write()
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


Keep = Callable[[str, dict[str, Any]], None]


def _forget(name: str, found: dict[str, Any]) -> None:
    """What is not written."""


def _allow_files() -> None:
    """As many open files as the crowd needs; the servers inherit it."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    for wanted in (max(most, FILES), most):
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, wanted))
            return
        except (OSError, ValueError):
            continue  # only root may raise its own limit


def _shapes(options: argparse.Namespace, keep: Keep) -> None:
    for shape in chosen({shape.key: shape for shape in shapes.SHAPES}, options.shapes):
        appends: list[float] = []
        rows = shapes.run(
            shape, options.peers, options.rounds, options.seconds,
            partial(_append, appends) if shape.key == "room of 3" else int,
        )  # fmt: skip
        shapes.show(shape.name, rows)
        keep("shapes", {shape.name: rows})
        if appends:
            appends.sort()
            row = {"p50, ms": 1000 * statistics.median(appends), "p99, ms": 1000 * appends[len(appends) * 99 // 100]}
            print(f"  4 KiB appended to a file and synced: {row}")
            keep("append", {"4 KiB appended and synced": row})


def _append(found: list[float]) -> None:
    with tempfile.TemporaryDirectory(prefix="hubbub-bench-") as directory:
        found += storage.synced_appends(Path(directory))


def _latency(options: argparse.Namespace, keep: Keep) -> None:
    peers: list[type[Peer]] = [peer for peer in options.peers if not peer.variant]
    keep("latency", latency.open_loop(peers, options.rounds, options.seconds))
    rows = {}
    for peer in peers:
        rows[peer.name] = latency.loop_lag(peer, min(2, options.rounds))
        print(f"{peer.name}, a PING at half load: {rows[peer.name]}", flush=True)
    keep("lag", rows)


def _crowd(options: argparse.Namespace, keep: Keep) -> None:
    peers = [peer for peer in options.peers if (peer.chats and not peer.variant) or peer.name == "bare uvloop"]
    for peer in peers:
        keep("crowd", crowd.measure([peer], options.crowd))


def _storage(options: argparse.Namespace, keep: Keep) -> None:
    keep("storage", storage.measure(tuple(int(size) for size in options.history.split(",")), print))


def _stages(options: argparse.Namespace, keep: Keep) -> None:
    """In a process of its own, as it stands in the way of the loop."""
    command = [sys.executable, "-m", "benchmarks.cost", "--json"]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    print(f"stages of a message: {done.stdout.strip()}")
    keep("stages", json.loads(done.stdout))


PARTS: Final[dict[str, Callable[[argparse.Namespace, Keep], None]]] = {
    "shapes": _shapes,
    "latency": _latency,
    "crowd": _crowd,
    "storage": _storage,
    "stages": _stages,
}


if __name__ == "__main__":
    sys.exit(main())
