# SPDX-License-Identifier: GPL-3.0-or-later
"""Every play in this folder and below (`*.play`) is a test; tests/support/play.py says how to write one."""

from pathlib import Path

import pytest

from tests.support.play import perform

HERE = Path(__file__).parent
PLAYS = sorted(HERE.rglob("*.play"))


@pytest.mark.parametrize("play", PLAYS, ids=lambda play: str(play.relative_to(HERE)))
def test_play(play: Path, tmp_path: Path) -> None:
    perform(play, tmp_path)
