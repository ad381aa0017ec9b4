# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom a server ban fits, and until when."""

import pytest

from services.chat.rules import active_bans, address_ban, server_ban
from services.chat.state import ServerBan, State

NOW = 1_000_000


def state(*bans: tuple[str, str, int]) -> State:
    found = State()
    for kind, mask, until in bans:
        found.bans[(kind, mask)] = ServerBan(kind, mask, "op!o@h", 1, until, "why")
    return found


@pytest.mark.parametrize(
    ("kind", "mask", "banned"),
    [
        ("K", "~bob@*.example", True),
        ("K", "*@203.0.113.7", True),
        ("K", "*@203.0.113.8", False),
        ("K", "~bob@cloak.ip", True),
        ("K", "a:robert", True),
        ("K", "a:bob", False),
        ("D", "203.0.113.0/24", True),
        ("D", "203.0.114.0/24", False),
        ("D", "2001:db8::/32", False),
    ],
)
def test_whom_it_fits(kind: str, mask: str, banned: bool) -> None:
    hosts = {"cloak.ip", "home.example", "203.0.113.7"}
    found = server_ban(state((kind, mask, 0)), "~Bob", hosts, "203.0.113.7", "Robert", NOW)
    assert (found is not None) is banned


def test_a_ban_runs_out() -> None:
    bans = state(("D", "203.0.113.0/24", NOW))
    assert address_ban(bans, "203.0.113.7", NOW - 1) is not None
    assert address_ban(bans, "203.0.113.7", NOW) is None
    assert active_bans(bans, "D", NOW) == []


def test_a_guest_is_on_no_account_ban() -> None:
    assert server_ban(state(("K", "a:", 0)), "u", {"h"}, "203.0.113.7", "", NOW) is None
