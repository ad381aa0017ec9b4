# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds and runs the load generator (load.c): one call is one measurement of one server."""

import json
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

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


@cache
def binary() -> Path:
    """The compiled generator. Raises RuntimeError, with the way out, where there is no C compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        raise RuntimeError("The load generator needs a C compiler: apt-get install gcc libc6-dev")
    target = Path(mkdtemp(prefix="hubbub-load-")) / "load"
    subprocess.run([compiler, "-O2", "-o", target, SOURCE], check=True, capture_output=True)
    return target


def arguments(peer: Peer, shape: Shape, seconds: float) -> list[str]:
    """The generator's command line."""
    capabilities = peer.capabilities.replace(",", " ")
    return [
        str(binary()), str(peer.port), str(shape.rooms), str(shape.members), str(shape.senders), str(shape.window),
        str(seconds), str(shape.rate), "60", "1" if shape.direct else "0", capabilities,
    ]  # fmt: skip


def measure(peer: Peer, shape: Shape, seconds: float) -> Result:
    """Put `shape` on a running peer. Raises RuntimeError with what the generator said."""
    with subprocess.Popen(
        arguments(peer, shape, seconds), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        if run.stdout.readline().strip() != "begin":
            raise RuntimeError(run.stderr.read().strip())
        before = peer.cpu_seconds()
        last = run.stdout.readline()
        cpu = peer.cpu_seconds() - before
        if not last:
            raise RuntimeError(run.stderr.read().strip())
    found = json.loads(last)
    return Result(
        found["delivered"] / found["seconds"], found["sent"] / found["seconds"], found["p50"], found["p99"],
        found["p999"], found["busy"], 1e6 * cpu / max(1, found["delivered"]), cpu / found["seconds"], found["setup"],
    )  # fmt: skip
