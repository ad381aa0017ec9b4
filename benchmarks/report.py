# SPDX-License-Identifier: GPL-3.0-or-later
"""Results as docs/performance.md: the part between its two marks is written here, the rest by hand.

Everything is a median, and a ratio to a peer measured in the same run. The bars are SVG files beside the pictures.
"""

import json
import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parent.parent
PAGE: Final = ROOT / "docs" / "performance.md"
RESULTS: Final = Path(__file__).parent / "results"
BEGIN: Final = "<!-- measured: written by `make bench` -->"
END: Final = "<!-- end of what is measured -->"
BAR: Final = 26  # px a bar
COLOURS: Final = {"Hubbub": "#0f766e", "Hubbub, not synced": "#5eaaa2"}


def machine() -> str:
    """Processor, cores, memory, system, Python: what a figure has to be read with."""
    info = Path("/proc/cpuinfo").read_text()
    model = next((line.partition(":")[2].strip() for line in info.splitlines() if "model name" in line), "unknown")
    cores = info.count("processor\t")
    memory = int(Path("/proc/meminfo").read_text().split()[1]) / (1 << 20)
    release = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    return f"{model}, {cores} cores, {memory:.0f} GiB, {release}, Python {platform.python_version()}"


def save(name: str, found: dict[str, Any]) -> None:
    """Keep one kind of results."""
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.json").write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")


def write_page() -> None:
    """The measured part of the page, from all that is kept."""
    parts = [f"Machine: {machine()}. Date: {datetime.now(UTC):%Y-%m-%d}."]
    shapes = _read("shapes")
    if shapes:
        parts.append(_shapes_table(shapes))
        for place, (shape, rows) in enumerate(shapes.items()):
            file = f"performance-{place + 1}.svg"
            (ROOT / "docs" / "images" / file).write_text(bars(shape, {k: v["rate"] for k, v in rows.items()}))
            parts.append(f"![{shape}: deliveries a second](images/{file})")
    for name, heading in (("crowd", "Crowds"), ("storage", "History and start"), ("desktop", "Desktop client")):
        if found := _read(name):
            parts.append(f"### {heading}\n\n{_plain_table(found)}")
    before, _, rest = PAGE.read_text().partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n\n" + "\n\n".join(parts) + f"\n\n{END}{after}")


def _read(name: str) -> dict[str, Any]:
    path = RESULTS / f"{name}.json"
    found: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
    return found


def _shapes_table(shapes: dict[str, Any]) -> str:
    lines = [
        "| load | server | M deliveries/s | Hubbub : it | p50 ms | p99 ms | CPU µs a delivery | generator busy |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for shape, rows in shapes.items():
        ours = rows.get("Hubbub", {}).get("rate", 0)
        for name, row in rows.items():
            lines.append(
                f"| {shape} | {name} | {row['rate'] / 1e6:.3f} | {ours / row['rate']:.2f} | {row['p50'] / 1000:.3f} "
                f"| {row['p99'] / 1000:.3f} | {row['cpu']:.2f} | {row['busy']:.0%} |"
            )
    return "\n".join(lines)


def _plain_table(found: dict[str, dict[str, float]]) -> str:
    columns = list(dict.fromkeys(column for row in found.values() for column in row))
    lines = ["| | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    for name, row in found.items():
        lines.append(f"| {name} | " + " | ".join(f"{row[c]:.3g}" if c in row else "" for c in columns) + " |")
    return "\n".join(lines)


def bars(title: str, values: dict[str, float]) -> str:
    """A bar for each value, as an SVG picture of its own."""
    most = max(values.values(), default=1) or 1
    height = 40 + BAR * len(values)
    rows = "".join(
        f'<text x="8" y="{46 + BAR * place}">{name}</text>'
        f'<rect x="170" y="{32 + BAR * place}" width="{400 * value / most:.0f}" height="18" rx="3"'
        f' fill="{COLOURS.get(name, "#8a8f98")}"/>'
        f'<text x="{178 + 400 * value / most:.0f}" y="{46 + BAR * place}">{value / 1e6:.2f} M/s</text>'
        for place, (name, value) in enumerate(values.items())
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 {height}" font-family="sans-serif" font-size="13">'
        f'<rect width="680" height="{height}" fill="#ffffff"/><text x="8" y="20" font-weight="bold">{title}</text>'
        f"{rows}</svg>\n"
    )
