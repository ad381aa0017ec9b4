# SPDX-License-Identifier: GPL-3.0-or-later
"""What the operating system says of a server: a process with all its children, as a server may be several (proc(5))."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

TICKS: Final = os.sysconf("SC_CLK_TCK")


def tree(root: int) -> list[int]:
    """The process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for pid, fields in _stats():
        children.setdefault(int(fields[1]), []).append(pid)
    found, waiting = [], [root]
    while waiting:
        found.append(waiting.pop())
        waiting += children.get(found[-1], [])
    return found


def cpu_seconds(root: int) -> float:
    """Processor time so far, user and system, of the tree and of those in it that have ended; to a hundredth."""
    members = set(tree(root))
    return sum(sum(map(int, fields[11:15])) for pid, fields in _stats() if pid in members) / TICKS


def memory_bytes(root: int) -> int:
    """Memory in use: proportional set size, so what processes of the tree share is not counted twice."""
    return sum(_proportional(pid) for pid in tree(root))


def _proportional(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _stats() -> Iterator[tuple[int, list[str]]]:
    """Each process with the fields of its `stat` behind the name: the first is the state, the second the parent."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                text = (entry / "stat").read_text()
            except OSError:
                continue  # it has just ended
            yield int(entry.name), text.rpartition(")")[2].split()
