# SPDX-License-Identifier: GPL-3.0-or-later
"""Read markers on disk: they stay, only move on, and are not more than so many for each account."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.chat.log import marks
from services.chat.log.marks import FILE, SqliteMarkers
from services.chat.log.port import LogError


def test_a_marker_stays_over_a_restart_and_is_its_account_s_alone(tmp_path: Path) -> None:
    markers = SqliteMarkers(tmp_path)
    assert markers.get("alice", "#room") == 0
    assert markers.move("alice", "#room", 5) == 5
    markers.close()
    markers = SqliteMarkers(tmp_path)
    assert markers.get("alice", "#room") == 5
    assert markers.get("bob", "#room") == 0
    assert markers.get("alice", "#other") == 0
    markers.close()


@given(st.lists(st.integers(0, 100), min_size=1))
def test_a_marker_only_moves_on(tmp_path_factory: pytest.TempPathFactory, times: list[int]) -> None:
    markers = SqliteMarkers(tmp_path_factory.mktemp("markers"))
    for place, time in enumerate(times):
        assert markers.move("alice", "#room", time) == max(times[: place + 1])
    markers.close()


def test_only_the_newest_of_an_account_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marks, "MOST", 3)
    markers = SqliteMarkers(tmp_path)
    markers.move("bob", "#0", 1)
    for number in range(6):
        markers.move("alice", f"#{number}", 10 + number)
    assert [markers.get("alice", f"#{number}") for number in range(6)] == [0, 0, 0, 13, 14, 15]
    assert markers.get("bob", "#0") == 1
    markers.close()


def test_a_file_that_can_not_be_used_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"this is no database, and never was one" * 100)
    with pytest.raises(LogError, match=r"The read markers in .* can't be opened"):
        SqliteMarkers(tmp_path)
