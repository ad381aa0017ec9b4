# SPDX-License-Identifier: GPL-3.0-or-later
"""Results as docs/performance.md: what stands between two marks is written here, the rest by hand.

A new section: a function that makes its text, its row in `SECTIONS`, and its two marks in the page.
"""

from collections.abc import Callable
from typing import Any, Final

from benchmarks import plots
from benchmarks.goals import OURS, judged
from benchmarks.peers import ROOT
from benchmarks.results import Row, measured, rows

PAGE: Final = ROOT / "docs" / "performance.md"
IMAGES: Final = ROOT / "docs" / "images"
BUSY: Final = 0.8  # share of a core from which on the generator may be what holds a server up
IDLING: Final = 0.9  # share of a core below which a server was not busy itself


def write() -> None:
    """All sections that there are marks for."""
    text = PAGE.read_text()
    for name, (part, section) in SECTIONS.items():
        begin, end = f"<!-- {name}: written by `make bench` -->", f"<!-- end of {name} -->"
        before, _, rest = text.partition(begin)
        after = rest.partition(end)[2]
        text = f"{before}{begin}\n\n{section() if rows(part) else 'Not measured yet.'}\n\n{end}{after}"
    PAGE.write_text(text)


def _machine() -> str:
    where = measured("shapes", "latency", "lag", "crowd", "storage", "append", "stages")
    return "\n".join(f"- {each}" for each in where)


def _loads() -> str:
    shapes = rows("shapes")
    peers = list(dict.fromkeys(name for row in shapes.values() for name in row if name != OURS))
    lines = [["load", "Hubbub, M deliveries/s", *(f": {name}" for name in peers)]]
    for shape, row in shapes.items():
        ours = row[OURS]["rate"] if OURS in row else 0
        lines.append([shape, f"**{ours / 1e6:.3g}**", *(_ratio(ours, row.get(name)) for name in peers)])
    rates = {shape: {name: each["rate"] / 1e6 for name, each in row.items()} for shape, row in shapes.items()}
    picture = _picture("rates", "Million deliveries a second, for each load and server", plots.bars(rates, "M/s"))
    return f"{_table(lines)}\n\n{picture}\n\n{_details(shapes)}"


def _ratio(ours: float, theirs: Row | None) -> str:
    return f"{ours / theirs['rate']:.2f}" if theirs else ""


def _details(shapes: dict[str, Row]) -> str:
    head = "load|server|M deliveries/s|least to most|p50 ms|p99 ms|CPU µs a delivery|cores|generator"
    lines = [head.split("|")]
    for shape, row in shapes.items():
        for name, each in row.items():
            held_up = each["busy"] > BUSY and each["cores"] < IDLING
            lines.append([
                shape, name, f"{'≥ ' if held_up else ''}{each['rate'] / 1e6:.3f}",
                f"{each['low'] / 1e6:.3f} to {each['high'] / 1e6:.3f}",
                f"{each['p50'] / 1000:.3f}", f"{each['p99'] / 1000:.3f}", f"{each['cpu']:.2f}",
                f"{each['cores']:.2f}", f"{each['busy']:.0%}",
            ])  # fmt: skip
    return f"<details><summary>All figures of these loads</summary>\n\n{_table(lines)}\n\n</details>"


def _latency() -> str:
    found = rows("latency")
    lines = ["messages a second|server|delivered|p50 ms|p99 ms|p99.9 ms|cores".split("|")]
    panels: dict[str, dict[str, tuple[float, ...]]] = {}
    for rate, row in found.items():
        for name, each in row.items():
            times = tuple(each[field] / 1000 for field in ("p50", "p99", "p999"))
            panels.setdefault(rate, {})[name] = times
            share = each["rate"] / each["sent"] / 203 if each["sent"] else 0
            lines.append([rate, name, f"{share:.0%}", *(f"{ms:.3f}" for ms in times), f"{each['cores']:.2f}"])
    picture = _picture("latency", "p50, p99 and p99.9 at each rate, for each server", plots.ranges(panels))
    return f"{picture}\n\n{_table(lines)}\n\n{_plain(rows('lag'), 'at half load')}"


def _crowd() -> str:
    found = rows("crowd")
    columns = {
        "Memory of an idle client": "idle, KiB each",
        "Register and join one room": "register and join one room, s",
    }
    panels = {
        title: {name: row[column] for name, row in found.items() if column in row} for title, column in columns.items()
    }
    units = ("KiB", "s")
    pictures = [
        _picture(f"crowd-{number}", title, plots.bars({title: panels[title]}, unit, 1))
        for number, (title, unit) in enumerate(zip(panels, units, strict=True), 1)
    ]
    return f"{_plain(found, 'server')}\n\n{' '.join(pictures)}"


def _storage() -> str:
    found = rows("storage")
    columns = [c for c in dict.fromkeys(c for row in found.values() for c in row) if c.endswith(", ms")]
    panels = {
        column.removesuffix(", ms"): {f"{size} messages": row[column] for size, row in found.items() if column in row}
        for column in columns
    }
    picture = _picture("history", "Milliseconds at each size of the history", plots.bars(panels, "ms"))
    return f"{_plain(found, 'messages')}\n\n{picture}"


def _desktop() -> str:
    lines = [["", "figure", "measured"]]
    for part, figures in rows("desktop").items():
        lines += [[part, name, _figure(value)] for name, value in figures.items()]
    return _table(lines)


def _goals() -> str:
    words = {True: "reached", False: "**not reached**", None: "not measured"}
    lines = [["goal", "target", "measured", ""]]
    lines += [[goal.text, goal.target, goal.found, words[goal.reached]] for goal in judged()]
    return _table(lines)


# the name of the marks, the part of the results without which there is nothing to say, and who says it
SECTIONS: Final[dict[str, tuple[str, Callable[[], str]]]] = {
    "machine": ("shapes", _machine),
    "loads": ("shapes", _loads),
    "append": ("append", lambda: _plain(rows("append"), "")),
    "latency": ("latency", _latency),
    "crowd": ("crowd", _crowd),
    "storage": ("storage", _storage),
    "desktop": ("desktop", _desktop),
    "goals": ("shapes", _goals),
    "stages": ("stages", lambda: _plain(rows("stages"), "stage")),
}


def _picture(name: str, alternative: str, svg: str) -> str:
    file = f"performance-{name}.svg"
    (IMAGES / file).write_text(svg)
    return f"![{alternative}](images/{file})"


def _plain(found: dict[str, dict[str, Any]], corner: str) -> str:
    columns = list(dict.fromkeys(column for row in found.values() for column in row))
    lines = [[corner, *columns]]
    lines += [[name, *(_figure(row.get(column)) for column in columns)] for name, row in found.items()]
    return _table(lines)


def _figure(value: float | None) -> str:
    return "" if value is None else plots.figure(value)


def _table(lines: list[list[str]]) -> str:
    head, *body = (f"| {' | '.join(cells)} |" for cells in lines)
    return "\n".join((head, "|---" * len(lines[0]) + "|", *body))
