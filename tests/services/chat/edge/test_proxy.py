# SPDX-License-Identifier: GPL-3.0-or-later
"""PROXY headers: whole, byte by byte, with more behind them, and those that make no sense."""

from __future__ import annotations

import ipaddress
import struct

import pytest

from services.chat.edge.proxy import Client, HeaderReader, ProxyError

SIGNATURE = b"\r\n\r\n\x00\r\nQUIT\n"


def v2(command: int, family: int, body: bytes) -> bytes:
    return SIGNATURE + bytes([0x20 | command, family]) + struct.pack("!H", len(body)) + body


def addresses(source: str, target: str, port: int = 56324) -> bytes:
    packed = ipaddress.ip_address(source).packed + ipaddress.ip_address(target).packed
    return packed + struct.pack("!HH", port, 9090)


TLS = b"\x20\x00\x05\x01\x00\x00\x00\x00"
HEADERS = [
    (b"PROXY TCP4 198.51.100.22 203.0.113.7 35646 9090\r\n", Client("198.51.100.22", 35646)),
    (b"PROXY TCP6 2001:db8::1 2001:db8::2 1 2\r\n", Client("2001:db8::1", 1)),
    (b"PROXY UNKNOWN\r\n", Client()),
    (b"PROXY UNKNOWN ffff::1 ffff::2 1 2\r\n", Client()),
    (v2(1, 0x11, addresses("198.51.100.22", "203.0.113.7")), Client("198.51.100.22", 56324)),
    (v2(1, 0x21, addresses("2001:db8::1", "2001:db8::2")), Client("2001:db8::1", 56324)),
    (
        v2(1, 0x11, addresses("198.51.100.22", "203.0.113.7") + b"\x04\x00\x01x" + TLS),
        Client("198.51.100.22", 56324, True),
    ),
    (v2(1, 0x11, addresses("198.51.100.22", "203.0.113.7") + b"\x04\x00\x01"), Client("198.51.100.22", 56324)),
    (v2(0, 0x00, b""), Client()),
    (v2(1, 0x31, b"x" * 216), Client()),
]


@pytest.mark.parametrize(("header", "client"), HEADERS)
@pytest.mark.parametrize("behind", [b"", b"NICK alice\r\n", b"\x16\x03\x01", b"PROXY "])
def test_whole_and_with_more_behind_it(header: bytes, client: Client, behind: bytes) -> None:
    reader = HeaderReader()
    assert reader.take(header + behind) == len(header)
    assert reader.client == client


@pytest.mark.parametrize(("header", "client"), HEADERS)
def test_in_pieces_no_byte_too_many_is_taken(header: bytes, client: Client) -> None:
    """As a socket does it: what was not consumed is seen again."""
    reader, stream, arrived = HeaderReader(), header + b"NICK", 0
    while reader.client is None:
        arrived += 1
        assert not reader.absent
        taken = reader.take(stream[:arrived])
        stream, arrived = stream[taken:], arrived - taken
    assert stream == b"NICK"
    assert reader.client == client


@pytest.mark.parametrize("first", [b"NICK a\r\n", b"PROX\r\n", b"PROXYING ", b"\r\nNICK", b"\x16\x03", b"GET / "])
def test_where_there_is_none_nothing_is_taken(first: bytes) -> None:
    reader = HeaderReader()
    assert reader.take(first) == 0
    assert reader.absent
    assert reader.client is None


@pytest.mark.parametrize("first", [b"", b"P", b"PROXY", b"\r\n", SIGNATURE[:-1]])
def test_what_may_become_one_is_left_alone_and_waited_for(first: bytes) -> None:
    reader = HeaderReader()
    assert reader.take(first) == 0
    assert not reader.absent


@pytest.mark.parametrize(
    "header",
    [
        b"PROXY TCP4 198.51.100.22 203.0.113.7 35646\r\n",
        b"PROXY TCP4 2001:db8::1 2001:db8::2 1 2\r\n",
        b"PROXY TCP4 198.51.100.22 203.0.113.7 99999 9090\r\n",
        b"PROXY TCP4 198.51.100.22 203.0.113.7 \xc2\xb9 9090\r\n",
        b"PROXY UDP4 198.51.100.22 203.0.113.7 1 2\r\n",
        b"PROXY \r\n",
        b"PROXY TCP4 " + b"x" * 107,
        v2(2, 0x11, addresses("198.51.100.22", "203.0.113.7")),
        v2(1, 0x11, b"short"),
        v2(1, 0x11, b"x" * 5000),
        SIGNATURE + b"\x11\x11\x00\x00",
    ],
)
def test_what_makes_no_sense_is_refused(header: bytes) -> None:
    with pytest.raises(ProxyError):
        HeaderReader().take(header)
