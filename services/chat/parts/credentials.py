# SPDX-License-Identifier: GPL-3.0-or-later
"""Passwords: hashed and checked beside the event loop, by two workers at most, from a queue that has an end.

Rules:
- An account keeps an argon2id hash, for PLAIN and NickServ, and SCRAM-SHA-256 keys. Never a password.
- Both are made of the password as SASLprep has it, so every way in takes the same one.
- A name that does not exist costs as much as one that does: a dummy hash, and SCRAM keys that nobody has.
- A full queue raises `Busy`; whoever asks is to say so politely.
- A quarter of the queue is for those who come from where they have logged in before: strangers can't fill it.
- `Throttle`, which counts guesses, forgets the oldest rather than grow.
Sources: RFC 9106 (argon2), RFC 5802 and 7677 (SCRAM).
"""

import asyncio
import base64
import hmac
import os
import secrets
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from protocol import scram
from protocol.scram import Keys

WORKERS: Final = 2
WAITING: Final = 64  # password checks that may be under way or wait
ITERATIONS: Final = 65_536
LONGEST: Final = 300  # bytes of a password, so that it fits wherever it has to be said
T = TypeVar("T")


class Busy(Exception):
    """Too many passwords wait to be checked."""


class Credentials:
    """The workers. `hasher` decides what an argon2id hash costs."""

    def __init__(
        self, hasher: PasswordHasher | None = None, iterations: int = ITERATIONS, waiting: int = WAITING
    ) -> None:
        self._hasher = hasher or PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
        self._iterations = iterations
        self._most = waiting
        self._executor = ThreadPoolExecutor(WORKERS, "password")
        self._dummy = self._executor.submit(self._hasher.hash, secrets.token_hex())
        self._secret = secrets.token_bytes()
        self.waiting = 0

    async def make(self, password: str) -> tuple[str, str]:
        """What an account keeps: the argon2id hash and the packed SCRAM keys. Raises Busy."""
        prepared = scram.saslprep(password)
        salt = os.urandom(16)

        def work() -> tuple[str, str]:
            return self._hasher.hash(prepared), pack(scram.derive(prepared, salt, self._iterations))

        return await self._run(work)

    async def matches(self, stored: str, password: str, *, known: bool = False) -> bool:
        """Whether it is the password of the hash; "" stands for an account that does not exist. Raises Busy.

        `known`: from a network that has logged in to the account before.
        """
        try:
            prepared = scram.saslprep(password)
        except scram.ScramError:
            prepared, stored = "", ""  # nobody's password, at the same cost

        def work() -> bool:
            try:
                return self._hasher.verify(stored or self._dummy.result(), prepared) and bool(stored)
            except (Argon2Error, InvalidHashError):
                return False

        return await self._run(work, known)

    def strangers_keys(self, name: str) -> Keys:
        """Keys for a name that does not exist: the same salt each time, and no password fits."""
        salt = hmac.digest(self._secret, name.encode(), "sha256")[:16]
        return Keys(salt, self._iterations, secrets.token_bytes(32), secrets.token_bytes(32))

    def code(self, text: str) -> str:
        """A short code that only this run of the server gives for `text`, to be typed back."""
        return hmac.digest(self._secret, text.encode(), "sha256").hex()[:8]

    def close(self) -> None:
        """Check nothing more."""
        self._executor.shutdown(wait=True, cancel_futures=True)

    async def _run(self, work: Callable[[], T], known: bool = False) -> T:
        if self.waiting >= (self._most if known else self._most * 3 // 4):
            raise Busy
        self.waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._executor, work)
        finally:
            self.waiting -= 1


class Throttle:
    """`burst` tries at once for each key, then one every `seconds`. `clock` gives seconds that never run backwards."""

    def __init__(self, clock: Callable[[], float], burst: int, seconds: float, most: int = 10_000) -> None:
        self._clock = clock
        self._burst = burst
        self._seconds = seconds
        self._most = most
        self._spent: OrderedDict[str, tuple[float, float]] = OrderedDict()  # tries spent, as of when

    def __len__(self) -> int:
        return len(self._spent)

    def take(self, key: str) -> bool:
        """Spend a try. False when there is none left."""
        now = self._clock()
        spent = self._now_spent(key, now)
        if spent + 1 > self._burst:
            return False
        self._spent[key] = (spent + 1, now)
        self._spent.move_to_end(key)
        if len(self._spent) > self._most:
            self._spent.popitem(last=False)
        return True

    def give_back(self, key: str) -> None:
        """It was no guess."""
        now = self._clock()
        spent = self._now_spent(key, now) - 1
        if spent > 0:
            self._spent[key] = (spent, now)
        else:
            self._spent.pop(key, None)

    def _now_spent(self, key: str, now: float) -> float:
        spent, at = self._spent.get(key, (0.0, now))
        return max(0.0, spent - (now - at) / self._seconds)


def pack(keys: Keys) -> str:
    """Keys as one word."""
    parts = (base64.b64encode(part).decode() for part in (keys.salt, keys.stored_key, keys.server_key))
    return f"{keys.iterations}${'$'.join(parts)}"


def unpack(text: str) -> Keys:
    """What `pack` made."""
    iterations, *parts = text.split("$")
    salt, stored_key, server_key = (base64.b64decode(part) for part in parts)
    return Keys(salt, int(iterations), stored_key, server_key)
