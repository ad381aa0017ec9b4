# SPDX-License-Identifier: GPL-3.0-or-later
"""A server is counted with the processes that it has started."""

import os
import subprocess
import sys

from benchmarks.processes import cpu_seconds, memory_bytes, tree

CHILD = "block = b'x' * 50_000_000; sum(range(3_000_000)); print(flush=True); input()"
PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {CHILD!r}])"


def test_children_count() -> None:
    parent = [sys.executable, "-c", PARENT]
    with subprocess.Popen(parent, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()  # the child has done its work
        members = tree(process.pid)
        assert members[0] == process.pid
        assert len(members) == 2
        assert memory_bytes(process.pid) > 50_000_000 > memory_bytes(members[1]) / 2
        assert cpu_seconds(process.pid) >= cpu_seconds(members[1]) > 0
        process.communicate(b"\n")


def test_this_process_is_there() -> None:
    assert os.getpid() in tree(os.getppid())
