# SPDX-License-Identifier: GPL-3.0-or-later
"""What was measured, kept as JSON in results/: a file for each part, with the machine and the day of each row.

A row that is measured anew replaces the one there, so that one load can be looked at again without all the others.
"""

import json
import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent / "results"
Row = dict[str, Any]


def machine() -> str:
    """Processor, cores, memory, system, Python: what a figure has to be read with."""
    info = Path("/proc/cpuinfo").read_text()
    model = next((line.partition(":")[2].strip() for line in info.splitlines() if "model name" in line), "unknown")
    cores = info.count("processor\t")
    memory = int(Path("/proc/meminfo").read_text().split()[1]) / (1 << 20)
    release = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    return (
        f"{model}, {cores} cores, {memory:.0f} GiB, {release}, Linux {platform.release().partition('-')[0]}, "
        f"Python {platform.python_version()}"
    )


def save(name: str, found: dict[str, Any]) -> None:
    """Keep these rows of one part."""
    FOLDER.mkdir(exist_ok=True)
    kept = _read(name)
    where = f"{machine()}; {datetime.now(UTC):%Y-%m-%d}"
    for key, row in found.items():
        kept["rows"][key] = row
        kept["measured"][key] = where
    (FOLDER / f"{name}.json").write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n")


def rows(name: str) -> dict[str, Row]:
    """What is kept of one part; empty if it was never measured."""
    found: dict[str, Row] = _read(name)["rows"]
    return found


def measured(*names: str) -> list[str]:
    """Each machine and day that these parts are from."""
    return list(dict.fromkeys(where for name in names for where in _read(name)["measured"].values()))


def _read(name: str) -> dict[str, Any]:
    path = FOLDER / f"{name}.json"
    found: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {"measured": {}, "rows": {}}
    return found
