# SPDX-License-Identifier: GPL-3.0-or-later
"""Compiles the C programs beside this file, once in a run."""

import atexit
import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import mkdtemp


def compiler() -> str | None:
    """The C compiler of this machine."""
    return shutil.which("cc") or shutil.which("gcc")


@cache
def program(source: Path) -> Path:
    """The compiled program. Raises RuntimeError, with the way out, where there is no C compiler."""
    cc = compiler()
    if cc is None:
        raise RuntimeError("The benchmarks need a C compiler: apt-get install gcc libc6-dev")
    folder = mkdtemp(prefix="hubbub-build-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    target = Path(folder) / source.stem
    done = subprocess.run(
        [cc, "-O3", "-march=native", "-Wall", "-o", target, source], check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"{source.name} can't be compiled: {done.stderr}")
    return target
