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
    """Memory in use by the tree; what its processes share is counted once.

    The pages of program files are left out: they are everybody's, and how many others map them says nothing here.
    """
    return sum(_proportional(pid) for pid in tree(root))


def _proportional(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith(("Pss_Anon:", "Pss_Shmem:")))


def _stats() -> Iterator[tuple[int, list[str]]]:
    """Each process with the fields of its `stat` behind the name: the first is the state, the second the parent."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                text = (entry / "stat").read_text()
            except OSError:
                continue  # it has just ended
            yield int(entry.name), text.rpartition(")")[2].split()
