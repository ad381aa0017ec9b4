# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom a server ban fits, and until when."""

import pytest

from services.chat.apply import apply
from services.chat.events import ServerBanLifted, ServerBanSet
from services.chat.rules import active_bans, address_ban, fits, server_ban
from services.chat.state import State

NOW = 1_000_000


def state(*bans: tuple[str, str, int]) -> State:
    found = State()
    for kind, mask, until in bans:
        apply(found, ServerBanSet(1, "m", "", "op!o@h", "", kind, mask, until, "why"))
    return found


@pytest.mark.parametrize("others", [0, 200])
@pytest.mark.parametrize(
    ("kind", "mask", "banned"),
    [
        ("K", "~bob@*.example", True),
        ("K", "*@203.0.113.7", True),
        ("K", "~bob@203.0.113.7", True),
        ("K", "~b?b@203.0.113.7", True),
        ("K", "~alice@203.0.113.7", False),
        ("K", "*@203.0.113.?", True),
        ("K", "*@*.example", True),
        ("K", "*@*.example.net", False),
        ("D", "203.0.113.7/32", True),
        ("D", "203.0.0.0/9", True),
        ("D", "128.0.0.0/1", True),
        ("K", "*@203.0.113.8", False),
        ("K", "~bob@cloak.ip", True),
        ("K", "a:robert", True),
        ("K", "a:bob", False),
        ("D", "203.0.113.0/24", True),
        ("D", "203.0.114.0/24", False),
        ("D", "2001:db8::/32", False),
    ],
)
def test_whom_it_fits(kind: str, mask: str, banned: bool, others: int) -> None:
    """Whether there are few bans, or so many that they are looked up and not walked."""
    hosts = {"cloak.ip", "home.example", "203.0.113.7"}
    many = [("D", f"10.0.{number}.0/24", 0) for number in range(others)]
    bans = state(*many, (kind, mask, 0))
    found = server_ban(bans, "~Bob", hosts, "203.0.113.7", "Robert", NOW)
    walked = any(fits(ban, "~Bob", hosts) for ban in bans.wild_bans.values())
    assert (found is not None or walked) is banned


def test_a_ban_runs_out() -> None:
    bans = state(("D", "203.0.113.0/24", NOW))
    assert address_ban(bans, "203.0.113.7", NOW - 1) is not None
    assert address_ban(bans, "203.0.113.7", NOW) is None
    assert active_bans(bans, "D", NOW) == []


def test_a_guest_is_on_no_account_ban() -> None:
    assert server_ban(state(("K", "a:", 0)), "u", {"h"}, "203.0.113.7", "", NOW) is None


@pytest.mark.parametrize(
    ("mask", "wild"),
    [
        ("*@host", False),
        ("bob@host", False),
        ("a:bob", False),
        ("*@*.example", True),
        ("b*@host", True),
        ("?@h", True),
        ("*@h\\*", True),
    ],
)
def test_what_can_be_looked_up_is_not_walked(mask: str, wild: bool) -> None:
    found = state(("K", mask, 0))
    assert list(found.wild_bans) == ([mask] if wild else [])
    apply(found, ServerBanLifted(1, "m", "", "op!o@h", "", "K", mask))
    assert found.wild_bans == {}


def test_the_network_of_an_ipv6_address_is_found_among_many() -> None:
    many = [("D", f"10.{number}.0.0/16", 0) for number in range(250)]
    assert address_ban(state(*many, ("D", "2001:db8::/32", 0)), "2001:db8:1::5", NOW) is not None
    assert address_ban(state(*many, ("D", "2001:db9::/32", 0)), "2001:db8:1::5", NOW) is None
