# SPDX-License-Identifier: GPL-3.0-or-later
"""The history that is measured is one that the server reads, and a part of it can be asked for by name."""

from benchmarks.__main__ import chosen
from benchmarks.storage import measure


def test_each_size_is_measured_on_real_files() -> None:
    said: list[str] = []
    (row,) = measure((1000,), said.append).values()
    assert set(row) == {
        "page of 100, ms", "index built, s", "search, common word, ms", "search, rare word, ms", "start, ms",
        "page by a client, ms",
    }  # fmt: skip
    assert all(value > 0 for value in row.values())
    assert len(said) == 1


def test_names_are_chosen_whole_or_by_a_part_that_is_nobodys_name() -> None:
    things = {name: name for name in ("4 × 8", "1 × 1", "Hubbub", "Hubbub, not synced", "InspIRCd")}
    assert chosen(things, "4x8,1 X 1") == ["4 × 8", "1 × 1"]
    assert chosen(things, "hubbub") == ["Hubbub"]
    assert chosen(things, "not synced,insp") == ["Hubbub, not synced", "InspIRCd"]
    assert chosen(things, "") == list(things)
