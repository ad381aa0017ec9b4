# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds and runs the load generator (load.c): one call is one measurement of one server."""

import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.building import program
from benchmarks.peers import Peer

SOURCE: Final = Path(__file__).parent / "load.c"


@dataclass(frozen=True, slots=True)
class Shape:
    """How a load looks. `members` only receive; each of `senders` keeps `window` messages in flight."""

    key: str
    name: str
    rooms: int = 1
    members: int = 200
    senders: int = 1
    window: int = 1
    rate: float = 0.0  # messages a second in all, on a schedule, instead of the windows
    direct: bool = False
    variants: bool = False  # whether servers are also measured with other settings


@dataclass(frozen=True, slots=True)
class Result:
    """Times in microseconds; `busy` is the share of one core that the generator used, `cores` what the server used."""

    delivered_per_second: float
    sent_per_second: float
    p50: float
    p99: float
    p999: float
    busy: float
    cpu_per_delivery: float
    cores: float
    setup_seconds: float


def arguments(peer: Peer, shape: Shape, seconds: float) -> list[str]:
    """The generator's command line."""
    capabilities = peer.capabilities.replace(",", " ")
    return [
        str(program(SOURCE)), str(peer.port), str(shape.rooms), str(shape.members), str(shape.senders),
        str(shape.window), str(seconds), str(shape.rate), "60", "1" if shape.direct else "0",
        str(peer.at_once), capabilities,
    ]  # fmt: skip


def measure(peer: Peer, shape: Shape, seconds: float, begun: Callable[[], object] = int) -> Result:
    """Put `shape` on a running peer; `begun` is called when what counts begins. Raises RuntimeError saying why."""
    with subprocess.Popen(
        arguments(peer, shape, seconds), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        if run.stdout.readline().strip() != "begin":
            raise RuntimeError(run.stderr.read().strip())
        before = peer.cpu_seconds()
        begun()
        last = run.stdout.readline()
        cpu = peer.cpu_seconds() - before
        if not last:
            raise RuntimeError(run.stderr.read().strip())
    found = json.loads(last)
    return Result(
        found["delivered"] / found["seconds"], found["sent"] / found["seconds"], found["p50"], found["p99"],
        found["p999"], found["busy"], 1e6 * cpu / max(1, found["delivered"]), cpu / found["seconds"], found["setup"],
    )  # fmt: skip
