# SPDX-License-Identifier: GPL-3.0-or-later
"""From results to the page: goals are computed, pictures are whole, and every section has its place."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks import page, plots, results
from benchmarks.goals import judged


@pytest.fixture(autouse=True)
def _kept_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "FOLDER", tmp_path)
    monkeypatch.setattr(page, "PAGE", tmp_path / "performance.md")
    monkeypatch.setattr(page, "IMAGES", tmp_path)


def row(rate: float) -> dict[str, float]:
    figures = ("sent", "p50", "p99", "p999", "cpu", "cores", "busy", "low", "high")
    return {"rate": rate, **dict.fromkeys(figures, 1.0)}


def verdicts(about: str) -> list[bool | None]:
    return [goal.reached for goal in judged() if about in goal.text]


def test_what_was_not_measured_is_not_judged() -> None:
    assert {goal.reached for goal in judged()} == {None}


def test_a_goal_is_judged_by_the_figures() -> None:
    shape = "200 receivers, 4 × 8"
    results.save("shapes", {shape: {"Hubbub": row(2e6), "InspIRCd": row(2.1e6), "ngIRCd": row(1e6)}})
    assert verdicts(f"{shape}: deliveries, of those of InspIRCd") == [False, None]
    assert verdicts("of those of ngIRCd") == [True]


def test_the_room_of_three_is_judged_by_the_machine() -> None:
    results.save("append", {"4 KiB appended and synced": {"p50, ms": 0.3}})
    results.save("shapes", {"room of 3, 1 × 1": {"Hubbub": row(1) | {"p50": 501}, "Hubbub, not synced": row(1)}})
    assert verdicts("room of 3") == [False, True]


def test_a_load_measured_anew_leaves_the_others() -> None:
    results.save("storage", {"10": {"page of 100, ms": 2.0}, "20": {"page of 100, ms": 0.2}})
    results.save("storage", {"10": {"page of 100, ms": 0.1}})
    assert verdicts("a page of history") == [True, True]


def test_the_page_has_a_place_for_each_section() -> None:
    kept = Path(page.__file__).parents[1] / "docs" / "performance.md"
    text = kept.read_text("utf-8")
    for name in page.SECTIONS:
        assert text.count(f"<!-- {name}: written by `make bench` -->") == 1
        assert text.count(f"<!-- end of {name} -->") == 1
    results.save("shapes", {"a load": {"Hubbub": row(2e6), "other": row(1e6)}})
    page.PAGE.write_text(text, "utf-8")
    page.write()
    page.write()
    written = page.PAGE.read_text("utf-8")
    assert "| a load | **2** | 2.00 |" in written
    assert written.count("<!-- end of loads -->") == 1
    assert (page.IMAGES / "performance-rates.svg").exists()


@pytest.mark.parametrize(
    "picture",
    [
        plots.bars({"one & two": {"Hubbub": 1.0, "other": 0.0}, "three": {"<a>": 2.0}}, "M/s"),
        plots.ranges({"1/s": {"Hubbub": (0.1, 2.0, 30.0)}, "2/s": {"other": (0.0, 0.0, 0.0)}}),
    ],
)
def test_a_picture_is_whole_and_fits(picture: str) -> None:
    root = ElementTree.fromstring(picture)
    width = float(root.get("width", 0))
    for element in root.iter():
        left = float(element.get("x") or element.get("cx") or 0)
        assert 0 <= left <= left + float(element.get("width", 0) if element is not root else 0) <= width
