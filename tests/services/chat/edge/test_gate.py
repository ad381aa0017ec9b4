# SPDX-License-Identifier: GPL-3.0-or-later
"""The gate: how many connections, and how fast, from one address, one /64, and in all."""

from __future__ import annotations

import ipaddress

import pytest

from services.chat.edge.gate import Gate, origin
from services.chat.settings.model import Limits


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def gate(clock: Clock | None = None, exempt: str = "", **limits: float) -> Gate:
    networks = [ipaddress.ip_network(exempt)] if exempt else []
    return Gate(Limits(**({"connect_rate": 0} | limits)), networks, clock or Clock())


def test_as_many_from_one_address_and_no_more() -> None:
    door = gate(connections_per_ip=2)
    assert [door.enter("192.0.2.1") for _ in range(3)] == ["", "", "Too many connections from your address"]
    assert door.enter("192.0.2.2") == ""
    door.leave("192.0.2.1")
    assert door.enter("192.0.2.1") == ""
    assert door.open == 3


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8:0:0:1::", "2001:db8:0:1::", False),
        ("192.0.2.1", "192.0.2.2", False),
    ],
)
def test_an_ipv6_customer_has_a_whole_64(one: str, other: str, same: bool) -> None:
    assert (origin(one) == origin(other)) is same
    door = gate(connections_per_ip=1)
    assert door.enter(one) == ""
    assert (door.enter(other) != "") is same


def test_no_more_in_all() -> None:
    door = gate(connections=2)
    answers = [door.enter(f"192.0.2.{number}") for number in range(3)]
    assert answers == ["", "", "The server is full; try again later"]
    door.leave("192.0.2.0")
    assert door.enter("192.0.2.9") == ""


def test_new_ones_come_in_a_burst_and_then_at_a_rate() -> None:
    clock = Clock()
    door = gate(clock, connect_rate=2.0, connect_burst=3, connections_per_ip=0)
    refusal = "Too many new connections from your address; try again in a moment"
    assert [door.enter("192.0.2.1") for _ in range(4)] == ["", "", "", refusal]
    clock.now += 0.5
    assert [door.enter("192.0.2.1") for _ in range(2)] == ["", refusal]
    clock.now += 60
    assert [door.enter("192.0.2.1") for _ in range(4)] == ["", "", "", refusal]


def test_leaving_at_once_does_not_refill_the_burst() -> None:
    door = gate(Clock(), connect_rate=1.0, connect_burst=2)
    for _ in range(2):
        assert door.enter("192.0.2.1") == ""
        door.leave("192.0.2.1")
    assert door.enter("192.0.2.1") != ""


def test_exempt_networks_have_no_limit_of_their_own() -> None:
    door = gate(exempt="192.0.2.0/24", connections_per_ip=1, connect_rate=1.0, connect_burst=1)
    assert [door.enter("192.0.2.1") for _ in range(5)] == [""] * 5
    assert door.enter("198.51.100.1") == ""
    assert door.enter("198.51.100.1") != ""


def test_0_means_no_limit() -> None:
    door = gate(connections_per_ip=0, connect_rate=0.0)
    assert [door.enter("192.0.2.1") for _ in range(1000)] == [""] * 1000


def test_addresses_that_are_gone_are_forgotten() -> None:
    clock = Clock()
    door = gate(clock, connect_rate=1.0, connect_burst=1)
    for number in range(20_000):
        ip = str(ipaddress.ip_address(number + (10 << 24)))
        assert door.enter(ip) == ""
        door.leave(ip)
        clock.now += 0.01
    assert len(door._origins) < 5000
    assert door.open == 0


def test_who_floods_again_and_again_has_to_stay_away() -> None:
    clock = Clock()
    door = gate(clock, exempt="198.51.100.0/24")
    refusal = "Excess flood from your address; try again in a minute"
    for _ in range(3):
        assert door.enter("192.0.2.1") == ""
        door.flooded("192.0.2.1")
        door.leave("192.0.2.1")
    assert door.enter("192.0.2.1") == refusal
    assert door.enter("192.0.2.2") == ""
    clock.now += 31
    assert door.enter("192.0.2.1") == ""
    door.flooded("192.0.2.1")
    door.leave("192.0.2.1")
    assert door.enter("192.0.2.1") == refusal
    clock.now += 100
    assert door.enter("192.0.2.1") == ""
    for _ in range(5):
        assert door.enter("198.51.100.1") == ""
        door.flooded("198.51.100.1")


def test_floods_are_forgotten_and_take_no_memory() -> None:
    clock = Clock()
    door = gate(clock)
    door.enter("192.0.2.1")
    door.flooded("192.0.2.1")
    door.leave("192.0.2.1")
    assert len(door._origins) == 1
    clock.now += 31
    door._sweep()
    assert door._origins == {}


def test_who_is_behind_a_gateway_leaves_and_enters_anew() -> None:
    door = gate(connections_per_ip=1, connections=2)
    assert door.enter("192.0.2.1") == ""
    assert door.move("192.0.2.1", "198.51.100.7") == ""
    assert door.enter("192.0.2.1") == ""  # the next one it brings, while the server is nearly full
    assert door.move("192.0.2.1", "198.51.100.7") == "Too many connections from your address"
    assert door.open == 1
    door.leave("198.51.100.7")
    assert door.open == 0
