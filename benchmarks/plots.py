# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of results as SVG, readable in light and in dark: panels of bars, and panels of ranges."""

import math
from html import escape
from typing import Final

COLUMN: Final = 350  # px a panel is wide
LINE: Final = 21  # px a row is high
HEAD: Final = 40  # px above the first row
LABEL: Final = 128  # px for the names
BAR: Final = 140  # px of the longest bar
RANGE: Final = 500  # px of the axis of ranges
OURS: Final = ("Hubbub", "Hubbub, not synced")
STYLE: Final = """<style>
text { font: 12px sans-serif; fill: #1f2937 } .title { font-weight: bold } .small { fill: #6b7280 }
.ours { fill: #0f766e } .ours-too { fill: #5eaaa2 } .theirs { fill: #94a3b8 } .line { stroke: #cbd5e1 }
.paper { fill: #ffffff }
@media (prefers-color-scheme: dark) {
text { fill: #e5e7eb } .small { fill: #9ca3af } .ours { fill: #2dd4bf } .ours-too { fill: #1f8a80 }
.theirs { fill: #64748b } .line { stroke: #475569 } .paper { fill: #0d1117 } }
</style>"""


def bars(panels: dict[str, dict[str, float]], unit: str, columns: int = 2) -> str:
    """For each panel, by its title, a bar for each value, by its name, written with its unit."""
    drawn, tops = [], [0] * columns
    for title, values in panels.items():
        column = tops.index(min(tops))
        drawn.append(_panel(title, values, unit, column * COLUMN, tops[column]))
        tops[column] += HEAD + LINE * len(values)
    return _picture(columns * COLUMN, max(tops) + 10, drawn)


def ranges(panels: dict[str, dict[str, tuple[float, ...]]]) -> str:
    """For each panel a line for each name, with a mark at each of its values, milliseconds on a logarithmic axis."""
    values = [value for rows in panels.values() for row in rows.values() for value in row]
    low, high = math.floor(math.log10(max(min(values), 1e-3))), math.ceil(math.log10(max(values)))

    def at(value: float) -> float:
        return LABEL + 10 + RANGE * (math.log10(max(value, 10.0**low)) - low) / max(1, high - low)

    drawn, top = [], 0
    for title, rows in panels.items():
        foot = top + HEAD + LINE * len(rows)
        drawn.append(f'<text class="title" x="8" y="{top + 24}">{escape(title)}</text>')
        for power in range(low, high + 1):
            x = at(10.0**power)
            drawn.append(f'<line class="line" x1="{x:.0f}" x2="{x:.0f}" y1="{top + 32}" y2="{foot}"/>')
            drawn.append(f'<text class="small" x="{x + 3:.0f}" y="{top + 24}">{10.0**power:g} ms</text>')
        for place, (name, row) in enumerate(rows.items()):
            y, colour = top + HEAD + LINE * place + 8, _colour(name)
            drawn.append(f'<text x="8" y="{y + 4}">{escape(name)}</text>')
            width = max(1, at(max(row)) - at(min(row)))
            drawn.append(f'<rect class="{colour}" x="{at(min(row)):.0f}" y="{y - 1}" width="{width:.0f}" height="2"/>')
            drawn += [f'<circle class="{colour}" cx="{at(value):.0f}" cy="{y}" r="5"/>' for value in row]
        top = foot + 6
    return _picture(LABEL + RANGE + 70, top + 6, drawn)


def figure(value: float) -> str:
    """As a person reads it: three digits, or all of a large whole number."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _panel(title: str, values: dict[str, float], unit: str, left: int, top: int) -> str:
    most = max(values.values(), default=0) or 1
    drawn = [f'<text class="title" x="{left + 8}" y="{top + 26}">{escape(title)}</text>']
    for place, (name, value) in enumerate(values.items()):
        y, width = top + HEAD + LINE * place, BAR * value / most
        x = left + LABEL + 8
        drawn.append(f'<text x="{left + 8}" y="{y + 12}">{escape(name)}</text>')
        drawn.append(f'<rect class="{_colour(name)}" x="{x}" y="{y}" width="{width:.1f}" height="15" rx="2"/>')
        drawn.append(f'<text class="small" x="{x + width + 5:.1f}" y="{y + 12}">{figure(value)} {unit}</text>')
    return "".join(drawn)


def _colour(name: str) -> str:
    return "ours" if name == OURS[0] else "ours-too" if name in OURS else "theirs"


def _picture(width: int, height: int, drawn: list[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'{STYLE}<rect class="paper" width="{width}" height="{height}" rx="6"/>{"".join(drawn)}</svg>\n'
    )
