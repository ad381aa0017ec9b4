# SPDX-License-Identifier: GPL-3.0-or-later
"""A short day with the real window: each step of the long one once, with few people, in a process of its own.

Its order is always the same; `python -m tests.clients.soak --short` tries others.
"""

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("PyQt6.QtWidgets")

ROOT = Path(__file__).parents[3]


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_a_short_day() -> None:
    command = [sys.executable, "-m", "tests.clients.soak", "--short", "--seed", "7"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=220)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-3000:]
    assert done.stderr == ""
