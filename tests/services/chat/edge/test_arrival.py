# SPDX-License-Identifier: GPL-3.0-or-later
"""Arrivals, with real sockets: who gets which protocol, TLS, the gate, and who is behind a proxy."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import time
from pathlib import Path

import pytest

from services.chat.edge.gate import Gate
from services.chat.edge.tls import build_context
from services.chat.settings.model import Limits
from tests.support.certificates import client_context, make_pair
from tests.support.listening import exchange, listening, opening, run, until


@pytest.mark.parametrize(
    ("first", "dialect"),
    [(b"NICK a\r\n", "irc"), (b"GET / HTTP/1.1\r\n", "http"), (b"hello\n", "classic"), (b"NIC", "classic")],
)
def test_everyone_gets_their_protocol_and_it_gets_all_bytes(first: bytes, dialect: str) -> None:
    async def test() -> None:
        async with listening() as (addresses, _):
            assert await exchange(addresses[0].port, first) == f"<{dialect}>".encode() + first
            pieces = [bytes([byte]) for byte in first]
            assert await exchange(addresses[0].port, *pieces) == f"<{dialect}>".encode() + first

    run(test)


@pytest.mark.parametrize("first", [b"", b"NI"])
def test_who_says_nothing_or_not_enough_is_classic(first: bytes) -> None:
    async def test() -> None:
        async with listening(silence=0.05) as (addresses, _):
            assert await opening(addresses[0].port, first) == b"<classic>" + first

    run(test)


@pytest.mark.parametrize("before", [b"", b"NI"])
def test_what_came_while_the_loop_was_busy_came_in_time(before: bytes) -> None:
    """A server under load must not take those for classic whom it has not heard."""

    async def test() -> None:
        async with listening(silence=0.05) as (addresses, _):
            with socket.create_connection(("127.0.0.1", addresses[0].port)) as client:
                client.sendall(before)
                await asyncio.sleep(0.02)
                client.sendall(b"NICK a\n".removeprefix(before))
                time.sleep(0.1)  # noqa: ASYNC251 - the loop does something else
                client.setblocking(False)
                found = await asyncio.get_running_loop().sock_recv(client, 100)
                assert found.startswith(b"<irc>")

    run(test)


@pytest.mark.parametrize(("first", "dialect"), [(b"NICK a\r\n", "irc"), (b"GET / ", "http"), (b"", "classic")])
def test_tls_and_then_the_same_question_again(tmp_path: Path, first: bytes, dialect: str) -> None:
    pair, own = make_pair(tmp_path), make_pair(tmp_path, "own")
    context = build_context(pair.certificate, pair.key)

    async def test() -> None:
        async with listening(tls=lambda: context, silence=0.2) as (addresses, _):
            port = addresses[0].port
            assert await opening(port, first, ssl=client_context()) == f"<{dialect} secure>".encode() + first
            known = f"<{dialect} secure {own.fingerprint}>".encode()
            assert await opening(port, first, ssl=client_context(own)) == known + first
            assert await opening(port, b"QUIT\n") == b"<irc>QUIT\n"

    run(test)


def test_tls_where_there_is_none_gets_an_alert_and_no_text() -> None:
    async def test() -> None:
        async with listening() as (addresses, gate):
            assert await exchange(addresses[0].port, b"\x16\x03\x01\x00\x05hello", end=False) == (
                b"\x15\x03\x03\x00\x02\x02\x28"
            )
            assert gate.open == 0

    run(test)


def test_tls_that_is_none_and_tls_in_tls_are_closed(tmp_path: Path) -> None:
    pair = make_pair(tmp_path)
    context = build_context(pair.certificate, pair.key)

    async def test() -> None:
        async with listening(tls=lambda: context) as (addresses, _):
            assert not (await exchange(addresses[0].port, b"\x16 nonsense" * 100)).startswith(b"<")
            secure = {"ssl": client_context(), "end": False}
            assert await exchange(addresses[0].port, b"\x16\x03\x01", **secure) == b""
            assert await exchange(addresses[0].port, b"NICK a\n") == b"<irc>NICK a\n"

    run(test)


def test_a_handshake_that_does_not_go_on_is_closed(tmp_path: Path) -> None:
    pair = make_pair(tmp_path)
    context = build_context(pair.certificate, pair.key)

    async def test() -> None:
        async with listening(tls=lambda: context, handshake_timeout=0.05) as (addresses, gate):
            await exchange(addresses[0].port, b"\x16\x03\x01", end=False)
            await until(lambda: not gate.open)

    run(test)


def test_who_may_not_come_in_is_told_why() -> None:
    async def test() -> None:
        gate = Gate(Limits(connections_per_ip=1, connect_rate=0), (), asyncio.get_running_loop().time)
        async with listening(gate=gate) as (addresses, _):
            port = addresses[0].port
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"NICK a\n")
            assert await reader.readuntil(b">") == b"<irc>"
            assert await exchange(port, end=False) == b"ERROR :Too many connections from your address\r\n"
            writer.write_eof()
            await reader.read()
            writer.close()
            assert await exchange(port, b"QUIT\n") == b"<irc>QUIT\n"

    run(test)


@pytest.mark.parametrize("first", [b"", b"NI", b"NICK a\n", b"hello\n"])
def test_who_leaves_at_any_time_is_given_back_to_the_gate(first: bytes) -> None:
    async def test() -> None:
        async with listening() as (addresses, gate):
            for reset in (False, True):
                client = socket.create_connection(("127.0.0.1", addresses[0].port))
                client.sendall(first)
                if reset:
                    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                client.close()
            assert await exchange(addresses[0].port, b"QUIT\n")  # accepted after them
            await until(lambda: not gate.open)

    run(test)


PROXIES = (ipaddress.ip_network("127.0.0.0/8"),)
HEADER = b"PROXY TCP6 ::2 2001:db8::2 7 9090\r\n"


@pytest.mark.parametrize("pieces", [[HEADER + b"QUIT\n"], [HEADER, b"QUIT\n"], [b"PRO", b"XY ", HEADER[6:], b"QUIT\n"]])
def test_a_proxy_says_who_is_behind_it(pieces: list[bytes]) -> None:
    async def test() -> None:
        async with listening(proxy_networks=PROXIES, silence=5) as (addresses, _):
            assert await exchange(addresses[0].port, *pieces) == b"<irc>[0::2]:7QUIT\n"
            assert await exchange(addresses[0].port, b"QUIT\n") == b"<irc>QUIT\n"

    run(test)


def test_nobody_else_can_say_so() -> None:
    async def test() -> None:
        async with listening(proxy_networks=(ipaddress.ip_network("192.0.2.0/24"),)) as (addresses, _):
            assert await exchange(addresses[0].port, HEADER + b"QUIT\n") == b"<classic>" + HEADER + b"QUIT\n"


def test_a_byte_order_mark_is_passed_over() -> None:
    """.NET's StreamWriter begins with one."""

    async def test() -> None:
        async with listening() as (addresses, _):
            for pieces in ((b"\xef\xbb\xbfNICK a\n",), (b"\xef", b"\xbb\xbfNICK a\n"), (b"\xef\xbb\xbf", b"NICK a\n")):
                assert await exchange(addresses[0].port, *pieces) == b"<irc>NICK a\n"
            assert await exchange(addresses[0].port, b"\xef\xbb\xbfhello\n") == b"<classic>hello\n"

    run(test)


def test_the_gate_looks_at_who_is_behind_the_proxy() -> None:
    async def test() -> None:
        gate = Gate(Limits(connections_per_ip=1, connect_rate=0), (), asyncio.get_running_loop().time)
        async with listening(gate=gate, proxy_networks=PROXIES) as (addresses, _):
            port = addresses[0].port
            first, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(HEADER + b"QUIT\n")
            await first.readuntil(b"QUIT")
            refused = b"ERROR :Too many connections from your address\r\n"
            assert await exchange(port, HEADER, end=False) == refused
            assert await exchange(port, HEADER.replace(b"::2", b"1:2:3:4::1", 1) + b"QUIT\n") == (
                b"<irc>[1:2:3:4::1]:7QUIT\n"
            )
            writer.close()

    run(test)


def test_tls_behind_a_proxy(tmp_path: Path) -> None:
    pair = make_pair(tmp_path)
    context = build_context(pair.certificate, pair.key)

    async def test() -> None:
        async with listening(proxy_networks=PROXIES, tls=lambda: context) as (addresses, _):
            loop = asyncio.get_running_loop()
            client = socket.socket()
            client.setblocking(False)
            await loop.sock_connect(client, ("127.0.0.1", addresses[0].port))
            await loop.sock_sendall(client, HEADER)
            reader, writer = await asyncio.open_connection(sock=client, ssl=client_context(), server_hostname="x")
            writer.write(b"QUIT\n")
            assert await reader.readuntil(b"QUIT\n") == b"<irc secure>[0::2]:7QUIT\n"
            writer.close()

    run(test)


def test_a_header_may_be_late_and_nothing_is_said_before_it() -> None:
    """PROXY protocol, section 2: "at least 3 seconds to cover a TCP retransmit"; then the dialect has its own time."""

    async def test() -> None:
        async with listening(proxy_networks=PROXIES, silence=0.3) as (addresses, _):
            for pieces in ((HEADER,), (HEADER[:9], HEADER[9:])):
                reader, writer = await asyncio.open_connection("127.0.0.1", addresses[0].port)
                for piece in pieces:
                    await asyncio.sleep(0.5)
                    writer.write(piece)
                await asyncio.sleep(0.1)
                writer.write(b"QUIT\n")
                assert await reader.readuntil(b"QUIT\n") == b"<irc>[0::2]:7QUIT\n"
                writer.close()

    run(test)


def test_who_says_nothing_behind_a_header_is_classic() -> None:
    async def test() -> None:
        async with listening(proxy_networks=PROXIES, silence=0.05) as (addresses, _):
            assert await opening(addresses[0].port, HEADER, echo=False) == b"<classic>"

    run(test)


@pytest.mark.parametrize("first", [b"PROXY nonsense\r\n", b"PRO", b"PROXY TCP4 1.2"])
def test_half_a_header_and_none_that_makes_sense(first: bytes) -> None:
    async def test() -> None:
        async with listening(proxy_networks=PROXIES, silence=0.05, header_patience=0.05) as (addresses, gate):
            received = await exchange(addresses[0].port, first)
            assert received == (b"<classic>PRO" if first == b"PRO" else b"")
            await until(lambda: not gate.open)

    run(test)
