# SPDX-License-Identifier: GPL-3.0-or-later
"""Time from outside, and the timers on it."""

import math

from hypothesis import given
from hypothesis import strategies as st

from clients.session.clock import Clock, Timers


@given(st.lists(st.floats(), max_size=30))
def test_time_that_passed_never_runs_back(times: list[float]) -> None:
    clock = Clock(1e9)
    before = 0.0
    for time in times:
        clock.advance(time)
        assert clock.elapsed >= before
        assert math.isfinite(clock.now)
        before = clock.elapsed


@given(st.floats(0, 4e9), st.lists(st.floats(0, 1000), min_size=1, max_size=20))
def test_a_front_end_that_ticks_when_told_never_spins(start: float, delays: list[float]) -> None:
    clock = Clock(start)
    timers = Timers(clock)
    fired: list[int] = []
    for number, delay in enumerate(delays):
        timers.set(number, delay, lambda number=number: fired.append(number))  # type: ignore[misc]
    ticks = 0
    while (due := timers.next_wall()) is not None:
        clock.advance(max(due, clock.now))
        timers.run_due()
        ticks += 1
        assert ticks <= len(delays), "each tick fires at least one"
    assert sorted(fired) == list(range(len(delays)))


def test_a_timer_that_sets_itself_again_waits_for_the_next_tick() -> None:
    clock = Clock(0.0)
    timers = Timers(clock)
    fired: list[float] = []

    def again() -> None:
        fired.append(clock.now)
        timers.set("x", 0.0, again)

    timers.set("x", 1.0, again)
    clock.advance(1.0)
    timers.run_due()
    assert fired == [1.0]


def test_a_timer_cancelled_by_another_does_not_fire() -> None:
    clock = Clock(0.0)
    timers = Timers(clock)
    fired: list[str] = []
    timers.set("first", 1.0, lambda: timers.cancel("second"))
    timers.set("second", 1.0, lambda: fired.append("second"))
    clock.advance(2.0)
    timers.run_due()
    assert fired == []


def test_the_servers_clock() -> None:
    clock = Clock(100.0)
    clock.learn(160_000)
    clock.advance(101.0)
    assert clock.server_ms() == 161_000
