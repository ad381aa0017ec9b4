# SPDX-License-Identifier: GPL-3.0-or-later
"""Passwords: what is kept, what matches, that the workers and their queue are bounded, and that guesses are counted."""

import asyncio
import threading

import argon2
import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from protocol import scram
from services.chat.parts.credentials import WORKERS, Busy, Credentials, Throttle, pack, unpack

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def cheap(**options: int) -> Credentials:
    return Credentials(CHEAP, iterations=scram.MIN_ITERATIONS, **options)


def test_what_is_kept_is_argon2id_and_scram_keys_and_fits_the_password_alone() -> None:
    async def run() -> None:
        credentials = cheap()
        hashed, keys = await credentials.make("sesame")
        assert argon2.extract_parameters(hashed).type is argon2.Type.ID
        assert "sesame" not in hashed + keys
        assert unpack(keys) == scram.derive("sesame", unpack(keys).salt, unpack(keys).iterations)
        assert await credentials.matches(hashed, "sesame")
        assert not await credentials.matches(hashed, "Sesame")
        assert not await credentials.matches("", "sesame")  # nobody's
        assert not await credentials.matches("no hash", "sesame")
        assert not await credentials.matches(hashed, "\x07")  # what SASLprep prohibits
        other, _ = await credentials.make("sesame")
        assert other != hashed
        credentials.close()

    asyncio.run(run())


def test_every_way_of_writing_a_password_is_the_same_one() -> None:
    async def run() -> None:
        credentials = cheap()
        hashed, _ = await credentials.make("caf\u00e9\u00a0")
        assert await credentials.matches(hashed, "cafe\u0301 ")
        credentials.close()

    asyncio.run(run())


def test_a_name_that_does_not_exist_has_keys_that_stay_and_that_nobody_has() -> None:
    async def run() -> None:
        credentials = cheap()
        one, again = credentials.strangers_keys("nobody"), credentials.strangers_keys("nobody")
        assert (one.salt, one.iterations) == (again.salt, again.iterations)
        assert one.stored_key != again.stored_key
        assert one.salt != credentials.strangers_keys("somebody").salt
        credentials.close()

    asyncio.run(run())


def test_a_thousand_logins_take_two_workers_and_the_rest_are_refused() -> None:
    async def run() -> None:
        release, gauge = threading.Event(), Gauge()
        credentials = cheap(waiting=50)
        hashed, _ = await credentials.make("sesame")
        gauge.watch(credentials, release)
        logins = [asyncio.create_task(credentials.matches(hashed, "sesame")) for _ in range(900)]
        await asyncio.sleep(0)  # all have asked
        assert credentials.waiting == 37  # the rest is for those who are known
        logins += [asyncio.create_task(credentials.matches(hashed, "sesame", known=True)) for _ in range(100)]
        await asyncio.sleep(0)
        assert credentials.waiting == 50
        release.set()
        results = await asyncio.gather(*logins, return_exceptions=True)
        assert sum(result is True for result in results) == 50
        assert sum(isinstance(result, Busy) for result in results) == 950
        assert gauge.most <= WORKERS
        assert credentials.waiting == 0
        assert await credentials.matches(hashed, "sesame")  # and it goes on
        credentials.close()

    asyncio.run(run())


class Gauge:
    """Counts how many checks are inside the hasher at once; they wait there until they are released."""

    def __init__(self) -> None:
        self.most = 0
        self._inside = 0
        self._lock = threading.Lock()

    def watch(self, credentials: Credentials, release: threading.Event) -> None:
        gauge = self

        class Watched(PasswordHasher):
            def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]
                with gauge._lock:
                    gauge._inside += 1
                    gauge.most = max(gauge.most, gauge._inside)
                release.wait()
                try:
                    return CHEAP.verify(hash, password)
                finally:
                    with gauge._lock:
                        gauge._inside -= 1

        credentials._hasher = Watched()


@given(st.binary(min_size=1, max_size=40), st.integers(4096, 1_000_000), st.binary(min_size=32, max_size=32))
def test_keys_packed_are_the_same_keys(salt: bytes, iterations: int, key: bytes) -> None:
    keys = scram.Keys(salt, iterations, key, key[::-1])
    assert unpack(pack(keys)) == keys
    assert " " not in pack(keys)


class Clock:
    """A clock that the test turns."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_throttle_gives_a_burst_and_then_one_try_at_a_time() -> None:
    clock = Clock()
    throttle = Throttle(clock, burst=3, seconds=10)
    assert [throttle.take("a") for _ in range(5)] == [True, True, True, False, False]
    assert throttle.take("b")
    clock.now = 10.0
    assert [throttle.take("a") for _ in range(2)] == [True, False]
    throttle.give_back("a")
    assert throttle.take("a")
    clock.now = 1000.0
    assert [throttle.take("a") for _ in range(4)] == [True, True, True, False]


@given(st.lists(st.tuples(st.integers(0, 50), st.floats(0, 5))))
def test_a_throttle_forgets_rather_than_grow_and_never_gives_more_than_its_burst(
    tries: list[tuple[int, float]],
) -> None:
    clock = Clock()
    throttle = Throttle(clock, burst=2, seconds=1000, most=10)
    given_now: dict[int, int] = {}
    for key, wait in tries:
        before = set(throttle._spent)
        if throttle.take(str(key)):
            given_now[key] = given_now.get(key, 0) + 1 if str(key) in before else 1
            assert given_now[key] <= 2
        clock.now += wait / 1000
    assert len(throttle) <= 10


def test_giving_back_leaves_no_trace() -> None:
    throttle = Throttle(Clock(), burst=2, seconds=1)
    throttle.take("a")
    throttle.give_back("a")
    throttle.give_back("never")
    assert len(throttle) == 0


@pytest.mark.parametrize("secret", ["sesame", "x" * 300])
def test_a_code_is_short_and_says_nothing(secret: str) -> None:
    async def run() -> None:
        credentials = cheap()
        assert credentials.code(secret) == credentials.code(secret) != cheap().code(secret)
        assert len(credentials.code(secret)) == 8
        credentials.close()

    asyncio.run(run())
