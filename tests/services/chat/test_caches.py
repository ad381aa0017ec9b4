# SPDX-License-Identifier: GPL-3.0-or-later
"""A cache of bytes, and the caches of the server."""

import gc
from functools import _lru_cache_wrapper

from services.chat import app
from services.chat.caches import ByteCache
from services.chat.rules.masks import COMPILED_BYTES, compiled


def test_what_was_used_last_stays_within_the_bytes() -> None:
    made: list[str] = []
    cache = ByteCache(lambda text: (made.append(text), text)[1], len, 10)
    for text in ("aaaa", "bbbb", "aaaa", "cccc", "aaaa", "bbbb"):
        assert cache(text) == text
    assert made == ["aaaa", "bbbb", "cccc", "bbbb"], "b was used least recently when c came"
    assert cache.bytes <= 10
    assert len(cache) == 2
    assert cache("x" * 50) == "x" * 50, "what is too large alone is the only one"
    assert len(cache) == 1


def test_compiled_masks_are_bounded_in_bytes() -> None:
    """The worst that people may set: 200 bytes of characters that all differ, and wildcards among them."""
    letters = "".join(chr(0x21 + i) for i in range(64) if chr(0x21 + i) not in "*?\\!@:")
    for number in range(5_000):
        compiled(f"*!*@*?{letters}?{letters.lower()}{number}?*")
    assert compiled.bytes <= COMPILED_BYTES
    assert len(compiled) < 5_000


def test_no_cache_has_no_bound() -> None:
    """What a cached function may hold: at most 4096 entries, as an argument may be as large as a line."""
    assert app
    ours = [
        cache
        for cache in gc.get_objects()
        if isinstance(cache, _lru_cache_wrapper) and (cache.__module__ or "").startswith(("services", "protocol"))
    ]
    assert ours
    for cache in ours:
        most = cache.cache_parameters()["maxsize"]
        assert most is not None, cache
        assert most <= 8192, cache
