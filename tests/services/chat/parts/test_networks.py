# SPDX-License-Identifier: GPL-3.0-or-later
"""Which networks an account is known at: how many, for how long, and what is kept of it."""

from pathlib import Path

from services.chat.events import AccountDropped
from services.chat.log.marks import SqliteMarkers
from services.chat.parts.markers import Markers
from services.chat.parts.networks import DAY, DAYS, MOST, KnownNetworks


def dropped(name: str) -> AccountDropped:
    return AccountDropped(1, "m1", "u1", "a!b@c", name, name)


def test_it_knows_the_newest_networks_of_each_account_for_a_time() -> None:
    now = [1_000 * DAY]
    known = KnownNetworks(lambda: now[0])
    known.add("Alice", "192.0.2.1")
    assert known.knows("ALICE", "192.0.2.1")
    assert not known.knows("alice", "192.0.2.2")
    assert not known.knows("bob", "192.0.2.1")
    now[0] += DAYS * DAY
    assert not known.knows("alice", "192.0.2.1")
    for number in range(MOST + 1):
        known.add("alice", f"10.0.0.{number}")
    assert [number for number in range(MOST + 1) if known.knows("alice", f"10.0.0.{number}")] == [*range(1, MOST + 1)]
    known.observe(dropped("alice"))
    assert not known.knows("alice", f"10.0.0.{MOST}")


def test_it_is_kept_over_restarts_and_written_once_a_day(tmp_path: Path) -> None:
    now, saved = [1_000 * DAY], list[tuple[str, str, int]]()
    markers = Markers(lambda: SqliteMarkers(tmp_path))

    def save(account: str, network: str, time: int) -> None:
        saved.append((account, network, time))
        markers.remember(account, network, time)

    known = KnownNetworks(lambda: now[0], save)
    for network in ("192.0.2.1", "192.0.2.1", *(f"10.0.0.{number}" for number in range(MOST))):
        known.add("Alice", network)
        now[0] += 1
    known.add("bob", "192.0.2.1")
    now[0] += 2 * DAY
    known.add("bob", "192.0.2.1")
    assert len(saved) == MOST + 3
    markers.close()
    markers = Markers(lambda: SqliteMarkers(tmp_path))
    again = KnownNetworks(lambda: now[0], found=markers.networks(0))
    assert not again.knows("alice", "192.0.2.1")
    assert all(again.knows("alice", f"10.0.0.{number}") for number in range(MOST))
    markers.observe(dropped("Alice"))
    assert [row[0] for row in markers.networks(0)] == ["bob"]
    assert markers.networks(now[0] + 1) == markers.networks(0) == []  # what is too old is erased
    markers.close()
