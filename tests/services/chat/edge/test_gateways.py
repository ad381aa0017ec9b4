# SPDX-License-Identifier: GPL-3.0-or-later
"""People behind gateways count for themselves: limits, exemptions, bans and throttles see where they are."""

from __future__ import annotations

import contextlib
import socket
import struct
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest

from tests.support.server import Server

GATEWAY = "127.0.0.2"
SETTINGS: dict[str, Any] = {
    "exempt_networks": [],
    "proxy_networks": [GATEWAY],
    "webirc": {"web": {"password": "gate-word", "networks": [GATEWAY]}},
    "cloak": False,
}


def register(nick: str) -> bytes:
    return f"NICK {nick}\r\nUSER u 0 * :r\r\n".encode()


def webirc(ip: str, nick: str) -> bytes:
    said = f"0{ip}" if ip.startswith(":") else ip  # as no parameter but the last begins with a colon
    return f"WEBIRC gate-word web {said} {said}\r\n".encode() + register(nick)


def proxy(ip: str, nick: str) -> bytes:
    family, here = ("TCP6", "::1") if ":" in ip else ("TCP4", "127.0.0.1")
    return f"PROXY {family} {ip} {here} 1 2\r\n".encode() + register(nick)


def proxy_2(ip: str, nick: str) -> bytes:
    packed = ip_address(ip).packed
    body = packed + packed + struct.pack("!HH", 1, 2)
    kind = 0x11 if len(packed) == 4 else 0x21
    return b"\r\n\r\n\0\r\nQUIT\n" + struct.pack("!BBH", 0x21, kind, len(body)) + body + register(nick)


def forwarded(ip: str, nick: str) -> bytes:
    head = (
        f"GET / HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 192.0.2.200, {ip}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
    )
    lines = register(nick).split(b"\r\n")[:2]
    return head.encode() + b"".join(b"\x81" + bytes([0x80 | len(line)]) + bytes(4) + line for line in lines)


KINDS = [webirc, proxy, proxy_2, forwarded]
Kind = Callable[[str, str], bytes]


@pytest.fixture
def door() -> Iterator[Callable[..., bytes]]:
    """Come in through the gateway, and stay; what was received until it was clear how it went."""
    with contextlib.ExitStack() as stack:

        def come(server: Server, kind: Kind, ip: str, nick: str) -> bytes:
            client = stack.enter_context(socket.create_connection(("127.0.0.1", server.port), 10, (GATEWAY, 0)))
            client.sendall(kind(ip, nick))
            received = b""
            with contextlib.suppress(ConnectionResetError):
                while b" 001 " not in received and (data := client.recv(4096)):
                    received += data
            return received

        yield come


@pytest.mark.parametrize("kind", KINDS)
def test_limits_are_those_of_the_person(tmp_path: Path, kind: Kind, door: Any) -> None:
    limits = {"connections_per_ip": 1, "flood_burst": 0, "connect_rate": 0.0}
    with Server(tmp_path, **SETTINGS | {"limits": limits}) as server:
        for number in range(4):
            assert b" 001 " in door(server, kind, f"203.0.113.{number}", f"nick{number}")
        refused = door(server, kind, "203.0.113.2", "again")
        assert b"Too many connections from your address" in refused
        assert b" 001 " not in refused
        assert b"429" in refused or kind is not forwarded
        server.client("direct")  # the gateway's own network is not used up
        assert server.app.house.state.user("nick3") is not None


@pytest.mark.parametrize("kind", KINDS)
def test_the_gateway_may_bring_many_at_once_and_each_address_as_many_as_any(
    tmp_path: Path, kind: Kind, door: Any
) -> None:
    limits = {"connect_rate": 0.001, "connect_burst": 2, "flood_burst": 0}
    with Server(tmp_path, **SETTINGS | {"limits": limits}) as server:
        for number in range(6):
            assert b" 001 " in door(server, kind, f"203.0.113.{number}", f"nick{number}")
        assert b" 001 " in door(server, kind, "203.0.113.1", "second")
        assert b"Too many new connections from your address" in door(server, kind, "203.0.113.1", "third")


@pytest.mark.parametrize("kind", KINDS)
def test_they_are_not_exempt_as_the_gateway_is(tmp_path: Path, kind: Kind, door: Any) -> None:
    with Server(tmp_path, **SETTINGS | {"exempt_networks": [GATEWAY, "198.51.100.0/24"]}) as server:
        door(server, kind, "203.0.113.7", "web")
        door(server, kind, "198.51.100.7", "friend")
        house = server.app.house
        exempt = {session.user(house.state).nick: session.exempt for session in house.sessions}  # type: ignore[union-attr]
        assert exempt == {"web": False, "friend": True}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ip", ["203.0.113.7", "::ffff:203.0.113.7"])
def test_a_ban_of_the_address_meets_the_person_and_not_the_gateway(
    tmp_path: Path, kind: Kind, ip: str, door: Any
) -> None:
    if kind is proxy_2 and ":" in ip:
        ip = "::ffff:cb00:7107"
    with Server(tmp_path, **SETTINGS) as server:
        oscar = server.client("oscar")
        server.app.house.state.user("oscar").modes.add("o")  # type: ignore[union-attr]
        oscar.send("DLINE 203.0.113.7 :no")
        oscar.lines()
        refused = door(server, kind, ip, "banned")
        assert b" 465 " in refused
        assert b" 001 " in door(server, kind, "203.0.113.8", "other")


@pytest.mark.parametrize(
    ("said", "ip"),
    [
        ("203.0.113.7:4711", "203.0.113.7"),
        ("[2001:db8::7]:4711", "2001:db8::7"),
        ("2001:db8::7", "2001:db8::7"),
        ("unknown", GATEWAY),
        ("", GATEWAY),
    ],
)
def test_how_proxies_write_addresses(tmp_path: Path, said: str, ip: str, door: Any) -> None:
    with Server(tmp_path, **SETTINGS) as server:
        door(server, forwarded, said, "web")
        assert [session.peer.ip for session in server.app.house.sessions] == [ip]


def test_who_has_left_is_counted_no_more(tmp_path: Path) -> None:
    limits = {"connections_per_ip": 1, "flood_burst": 0, "connect_rate": 0.0}
    with Server(tmp_path, **SETTINGS | {"limits": limits}) as server:
        for _ in range(3):
            with socket.create_connection(("127.0.0.1", server.port), 10, (GATEWAY, 0)) as client:
                client.sendall(webirc("203.0.113.7", "web") + b"QUIT\r\n")
                received = b""
                while data := client.recv(4096):
                    received += data
                assert b" 001 " in received
