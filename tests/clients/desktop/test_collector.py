# SPDX-License-Identifier: GPL-3.0-or-later
"""The collector looks at what is new only, takes what nobody can reach, and leaves the program as it was."""

import gc
import weakref
from collections.abc import Iterator

import pytest
from PyQt6.QtCore import QObject

from clients.desktop.collector import NEVER, Collector


class Loop:
    """Refers to itself."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def collector(qapp: QObject) -> Iterator[Collector]:
    before = gc.get_threshold(), gc.get_freeze_count()
    owner = QObject()
    made = Collector(owner)
    yield made
    made.close()
    assert (gc.get_threshold(), gc.get_freeze_count()) == before


def grow() -> list[Loop]:
    """So much that the oldest generation has something to look at."""
    kept = [Loop() for _ in range(50_000)]
    assert gc.get_count()[2]
    return kept


def test_what_nobody_reaches_goes_and_what_lives_is_set_aside(collector: Collector) -> None:
    kept = grow()
    lost = weakref.ref(Loop())
    assert lost() is not None
    collector.collect()
    assert lost() is None
    assert gc.get_freeze_count() >= len(kept)
    assert gc.get_threshold()[2] == NEVER, "no full collection comes by itself"
    assert not [item for item in gc.get_objects() if item is kept[0]], "the next one does not look at it again"


def test_nothing_new_costs_nothing(collector: Collector) -> None:
    collector.collect()
    frozen = gc.get_freeze_count()
    collector.collect()
    assert gc.get_freeze_count() == frozen


def test_all_is_looked_at_again_while_nobody_looks(collector: Collector, monkeypatch: pytest.MonkeyPatch) -> None:
    lost = weakref.ref(grow()[0])
    kept = grow()
    collector.collect()
    assert lost() is None
    last = weakref.ref(kept.pop())
    collector.collect()
    assert last() is not None, "it was set aside while it lived"
    collector._all -= 1e6
    collector.collect()
    assert last() is None
