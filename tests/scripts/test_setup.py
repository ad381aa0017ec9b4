# SPDX-License-Identifier: GPL-3.0-or-later
"""`make setup` leaves the commands of an installed Hubbub in .venv, and they work from any directory."""

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

import pytest

from protocol.version import VERSION

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(Path(sys.prefix) != ROOT / ".venv", reason="setup is about .venv; this runs elsewhere")


def commands() -> dict[str, str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    entries: dict[str, str] = project["scripts"] | project["gui-scripts"]
    return {name: entry.removesuffix(".__main__:main") for name, entry in entries.items()}


def test_each_command_of_the_project_is_there() -> None:
    subprocess.run(["scripts/setup.sh"], cwd=ROOT, check=True)
    for name, module in commands().items():
        assert f"-m {module} " in (ROOT / ".venv/bin" / name).read_text("utf-8"), name


def test_the_server_s_command_works_from_anywhere(tmp_path: Path) -> None:
    (tmp_path / "protocol").mkdir()  # what is in the current directory does not matter
    (tmp_path / "services").mkdir()
    command = [ROOT / ".venv/bin/hubbub-server", "--version"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == f"Hubbub {VERSION}\n"


def test_a_checkout_that_cannot_be_written_to_is_one_sentence() -> None:
    nobody = 65534 if os.geteuid() == 0 else None  # to root, every folder can be written to
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "scripts", folder / "scripts")
        folder.chmod(0o555)
        done = subprocess.run([folder / "scripts/run.sh"], user=nobody, capture_output=True, text=True, check=False)
        folder.chmod(0o755)
    assert done.returncode == 1
    assert done.stderr.startswith(f"The folder {folder} cannot be written to by ")
    assert done.stderr.count("\n") == 1
