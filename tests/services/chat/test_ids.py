# SPDX-License-Identifier: GPL-3.0-or-later
"""Times never run backwards and ids are unique, whatever the clock does."""

from hypothesis import given
from hypothesis import strategies as st

from services.chat.ids import Ids, time_of


@given(st.lists(st.integers(0, 10**13), min_size=1, max_size=60))
def test_a_jumping_clock_changes_neither_order_nor_uniqueness(readings: list[int]) -> None:
    clock = iter(readings)
    ids = Ids("abc123", clock=lambda: next(clock))
    stamps = [ids.stamp() for _ in readings]
    assert [time for time, _ in stamps] == sorted(time for time, _ in stamps)
    assert len({msgid for _, msgid in stamps}) == len(stamps)


def test_time_goes_on_after_the_newest_event_of_the_log() -> None:
    assert Ids("abc123", after=5000, clock=lambda: 3000).now() > 5000


def test_a_full_counter_moves_on_to_the_next_millisecond() -> None:
    ids = Ids("0", clock=lambda: 7)
    seen = {ids.stamp()[1] for _ in range((1 << 20) + 10)}
    assert len(seen) == (1 << 20) + 10


@given(st.integers(1, 10**13))
def test_a_msgid_tells_its_time(now: int) -> None:
    _, msgid = Ids("abc123", clock=lambda: now).stamp()
    assert time_of(msgid, 6) == now


def test_what_is_no_msgid_of_ours_has_no_time() -> None:
    assert time_of("hello-world-xyz", 6) is None
    assert time_of("", 6) is None


def test_what_comes_at_once_has_times_of_its_own() -> None:
    ids = Ids("abc123", clock=lambda: 1000, ahead=100)
    assert [ids.stamp()[0] for _ in range(102)] == [*range(1000, 1101), 1100]
    assert ids.now() == 1100


def test_a_clock_that_was_set_back_is_not_left_further_behind() -> None:
    ids = Ids("abc123", after=5000, clock=lambda: 1000, ahead=100)
    assert {ids.stamp()[0] for _ in range(10)} == {5001}
