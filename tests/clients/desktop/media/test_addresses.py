# SPDX-License-Identifier: GPL-3.0-or-later
"""Which addresses are contacted for a link: the public internet's, and the chat server's own."""

import pytest

from clients.desktop.media.addresses import may_contact, public


@pytest.mark.parametrize(
    "address",
    [
        *("93.184.215.14", "1.1.1.1", "2606:4700::1111", "64:ff9b::1.1.1.1", "::ffff:1.1.1.1", "100.128.0.1"),
        *(
            "172.32.0.1",
            "192.0.1.1",
            "192.88.98.255",
            "192.88.100.1",
            "198.17.255.255",
            "198.20.0.1",
            "223.255.255.255",
        ),
        *("2001:200::1", "2001:db7::1", "2001:db9::1", "2003::1", "2620:4f:8001::1", "3ffd::1"),
    ],
)
def test_the_internet(address: str) -> None:
    assert public(address)
    assert may_contact(address)


INSIDE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "192.0.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1", "2001:db8::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1", "2002:7f00:1::1",
    "2001:0:7f00:1::1", "", "localhost", "1.1.1", "0x7f000001",
    # each row of IANA's registries, at both its ends
    "0.255.255.255", "10.255.255.255", "100.127.255.255", "169.254.0.0", "172.31.255.255", "192.0.0.9", "192.0.0.10",
    "192.0.0.170", "192.0.2.255", "192.31.196.1", "192.52.193.1", "192.88.99.1", "192.88.99.2", "192.88.99.255",
    "192.168.255.255", "192.175.48.1", "198.18.0.0", "198.19.255.255", "198.51.100.1", "203.0.113.255",
    "239.255.255.255", "255.255.255.254", "::ffff:192.88.99.1", "::ffff:0:1.1.1.1", "64:ff9b::192.88.99.1",
    "64:ff9b:1::1.1.1.1", "100::1", "100:0:0:1::1", "2001::1", "2001:1::1", "2001:1::2", "2001:1::3", "2001:2::1",
    "2001:3::1", "2001:4:112::1", "2001:10::1", "2001:20::1", "2001:30::1", "2001:1ff:ffff::1",
    "2001:db8:ffff::1", "2002:101:101::1", "2002::1", "2620:4f:8000::1", "3ffe::1", "3fff::1",
    "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "4000::1", "5f00::1", "fdff::1", "febf::1", "feff::1", "ffff::1",
]  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_what_only_we_can_reach(address: str) -> None:
    assert not public(address)
    assert not may_contact(address)
    assert not may_contact(address, beside="10.9.9.9")


def test_the_chat_server_itself_but_nothing_beside_it() -> None:
    assert may_contact("10.1.2.3", beside="10.1.2.3")
    assert may_contact("::ffff:10.1.2.3", beside="10.1.2.3")
    assert may_contact("fd12::5", beside="fd12::5")
    assert not may_contact("10.1.2.4", beside="10.1.2.3")


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "169.254.169.254", "fe80::1", "0.0.0.0"])
def test_never_this_machine_though_the_chat_server_runs_on_it(address: str) -> None:
    assert not may_contact(address, beside=address)


def test_the_allowance_of_tests_is_by_address() -> None:
    assert may_contact("127.0.0.1", allowed=frozenset({"127.0.0.1"}))
    assert not may_contact("127.0.0.2", allowed=frozenset({"127.0.0.1"}))
    assert not may_contact("", allowed=frozenset({""}))
