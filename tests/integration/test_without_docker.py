# SPDX-License-Identifier: GPL-3.0-or-later
"""What somebody without a Docker engine is told: one sentence."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_one_sentence_says_that_there_is_no_engine(tmp_path: Path) -> None:
    environment = os.environ | {"DOCKER_HOST": f"unix://{tmp_path}/none.sock"}
    for script in ("integration-test.sh", "up.sh", "base-image.sh", "fresh.sh"):
        done = subprocess.run([ROOT / "scripts" / script], env=environment, capture_output=True, text=True, check=False)
        assert done.returncode != 0
        assert done.stdout == ""
        assert done.stderr.count("\n") == 1
        assert "Docker" in done.stderr
