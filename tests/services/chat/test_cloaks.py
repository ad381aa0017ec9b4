# SPDX-License-Identifier: GPL-3.0-or-later
"""Cloaks hide addresses, tell networks apart, and stay the same with the key."""

import stat
from pathlib import Path

from services.chat.cloaks import cloak, load_key

KEY = bytes(range(32))


def test_neighbours_share_the_end() -> None:
    one, two, far = cloak(KEY, "198.51.100.3"), cloak(KEY, "198.51.100.4"), cloak(KEY, "198.51.101.3")
    assert one != two
    assert one.split(".")[1:] == two.split(".")[1:]
    assert one.split(".")[1:] != far.split(".")[1:]
    assert one.split(".")[2:] == far.split(".")[2:]
    assert "198" not in one


def test_one_home_of_ipv6_is_one_cloak() -> None:
    assert cloak(KEY, "2001:db8:1:2::3") == cloak(KEY, "2001:db8:1:2:ffff::1")
    assert cloak(KEY, "2001:db8:1:2::3") != cloak(KEY, "2001:db8:1:3::3")


def test_loopback_is_not_hidden() -> None:
    assert cloak(KEY, "127.0.0.1") == "127.0.0.1"
    assert cloak(KEY, "::1") == "0::1"


def test_another_key_gives_another_cloak() -> None:
    assert cloak(KEY, "198.51.100.3") != cloak(bytes(32), "198.51.100.3")


def test_the_key_is_kept_for_the_owner_alone(tmp_path: Path) -> None:
    key = load_key(tmp_path)
    assert load_key(tmp_path) == key != load_key(_empty(tmp_path / "other"))
    assert stat.S_IMODE((tmp_path / "cloak.key").stat().st_mode) == 0o600


def _empty(directory: Path) -> Path:
    directory.mkdir()
    return directory
