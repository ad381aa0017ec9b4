# SPDX-License-Identifier: GPL-3.0-or-later
"""The listener, with real sockets: who gets which protocol, who is refused, and what it survives."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import os
import resource
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any, cast

import pytest
import uvloop

from services.chat.edge.dialects import Classifier, Dialect
from services.chat.edge.gate import Gate
from services.chat.edge.listener import Listener, ListenError, Terms
from services.chat.edge.tls import build_context
from services.chat.session import Peer
from services.chat.settings import Limits
from services.chat.settings_values import Address
from tests.support.certificates import client_context, make_pair

commands = Classifier(["NICK", "CAP", "QUIT"])
LOCAL = Address("127.0.0.1", 0)


class Mirror(asyncio.Protocol):
    """Says which dialect it is for, who it talks to, and then everything that it receives."""

    def __init__(self, dialect: Dialect, peer: Peer, left: Callable[[], None]) -> None:
        self._hello = f"<{dialect.value}{' secure' * peer.secure}{peer.fingerprint and ' '}{peer.fingerprint}>"
        if peer.ip != "127.0.0.1":
            self._hello += f"[{peer.host}]:{peer.port}"
        self._left = left

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._transport.write(self._hello.encode())

    def data_received(self, data: bytes) -> None:
        self._transport.write(data)

    def connection_lost(self, exc: Exception | None) -> None:
        self._left()


def run(test: Callable[[], Awaitable[None]]) -> None:
    uvloop.run(cast(Any, test()))


@contextlib.asynccontextmanager
async def listening(
    addresses: tuple[Address, ...] = (LOCAL,), **options: Any
) -> AsyncIterator[tuple[list[Address], Gate]]:
    gate = options.pop("gate", None) or Gate(Limits(connect_rate=0), (), asyncio.get_running_loop().time)

    def factory(dialect: Dialect) -> Callable[[Peer, Callable[[], None]], asyncio.Protocol]:
        return lambda peer, left: Mirror(dialect, peer, left)

    factories = {dialect: factory(dialect) for dialect in (Dialect.IRC, Dialect.HTTP, Dialect.CLASSIC)}
    listener = Listener(addresses, Terms(factories, commands, gate, **options))
    try:
        yield await listener.start(), gate
    finally:
        listener.close()


async def until(condition: Callable[[], bool]) -> None:
    while not condition():  # noqa: ASYNC110 (nothing of the product is changed to tell its tests)
        await asyncio.sleep(0.001)


async def exchange(port: int, *chunks: bytes, end: bool = True, host: str = "127.0.0.1", **options: Any) -> bytes:
    """Send chunks, end the sending side, and return everything received."""
    reader, writer = await asyncio.open_connection(host, port, **options)
    for chunk in chunks:
        writer.write(chunk)
        await asyncio.sleep(0)
    if end:
        writer.write_eof()
    try:
        return await reader.read()
    except ConnectionResetError:
        return b""
    finally:
        writer.close()


async def opening(port: int, first: bytes = b"", **options: Any) -> bytes:
    """Send `first`, keep the connection open, and return the mirror's hello and echo."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, **options)
    writer.write(first)
    received = await reader.readuntil(b">") + (await reader.readexactly(len(first)) if first else b"")
    writer.close()
    return received


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


def has_ipv6() -> bool:
    """Many containers have no IPv6 loopback."""
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            return True
    except OSError:
        return False


@pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6 loopback address")
def test_several_addresses() -> None:
    async def test() -> None:
        async with listening((LOCAL, LOCAL, Address("::1", 0))) as (addresses, _):
            assert len(addresses) == 3
            for address in addresses:
                assert (await exchange(address.port, b"QUIT\n", host=address.host)).startswith(b"<irc>")

    run(test)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        (
            Address("192.0.2.1", 9090),
            "The address 192.0.2.1:9090 cannot be listened on: this machine does not have it; set listen to another.",
        ),
        (
            Address("no.such.host.invalid", 9090),
            "The address no.such.host.invalid:9090 cannot be listened on: there is no host of that name.",
        ),
    ],
)
def test_an_address_that_cannot_be_had_is_one_sentence(address: Address, sentence: str) -> None:
    async def test() -> None:
        with pytest.raises(ListenError) as caught:
            async with listening((LOCAL, address)):
                pass
        assert str(caught.value) == sentence

    run(test)


def test_a_port_in_use_is_one_sentence() -> None:
    async def test() -> None:
        async with listening() as (addresses, _):
            with pytest.raises(ListenError) as caught:
                async with listening((addresses[0],)):
                    pass
            assert str(caught.value) == (
                f"The address {addresses[0]} is in use by another program; stop that program, "
                "or set listen to another one."
            )

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


def test_without_file_descriptors_it_waits_and_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    async def test() -> None:
        async with listening() as (addresses, _):
            clients = [socket.socket() for _ in range(3)]
            fillers = [os.open(os.devnull, os.O_RDONLY)]
            while fillers[-1] < max(client.fileno() for client in clients):
                fillers.append(os.open(os.devnull, os.O_RDONLY))
            limits = resource.getrlimit(resource.RLIMIT_NOFILE)
            loop = asyncio.get_running_loop()
            resource.setrlimit(resource.RLIMIT_NOFILE, (fillers[-1] + 1, limits[1]))
            try:
                for client in clients:
                    client.connect(("127.0.0.1", addresses[0].port))  # the backlog takes it at once
                    client.sendall(b"QUIT\n")
                    client.setblocking(False)
                await until(lambda: bool(caplog.records))
            finally:
                resource.setrlimit(resource.RLIMIT_NOFILE, limits)
                for filler in fillers:
                    os.close(filler)
            for client in clients:
                assert await loop.sock_recv(client, 5) == b"<irc>"
                client.close()
        assert [record.message for record in caplog.records] == ["new connections have to wait"]

    run(test)


def test_a_closed_listener_closes_what_has_not_spoken_yet_and_leaves_the_others() -> None:
    async def test() -> None:
        async with listening() as (addresses, gate):
            port = addresses[0].port
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"QUIT\n")
            await reader.readuntil(b"QUIT\n")
            silent, its_writer = await asyncio.open_connection("127.0.0.1", port)
            await until(lambda: gate.open == 2)
        assert await silent.read() == b""
        assert gate.open == 1
        writer.write(b"still here\n")
        assert await reader.readline() == b"still here\n"
        writer.close()
        its_writer.close()

    run(test)


def test_in_the_end_whoever_does_not_go_is_cut_off(tmp_path: Path) -> None:
    pair = make_pair(tmp_path)
    context = build_context(pair.certificate, pair.key)

    async def test() -> None:
        loop = asyncio.get_running_loop()
        gate = Gate(Limits(connect_rate=0), (), loop.time)
        terms = Terms(
            {Dialect.IRC: lambda peer, left: Mirror(Dialect.IRC, peer, left)}, commands, gate, lambda: context
        )
        listener = Listener((LOCAL,), terms)
        (address,) = await listener.start()
        reader, writer = await asyncio.open_connection("127.0.0.1", address.port)
        writer.write(b"QUIT\n")
        await reader.readuntil(b"QUIT\n")
        others = [await asyncio.open_connection("127.0.0.1", address.port) for _ in range(3)]
        others[0][1].write(b"\x16\x03\x01")  # half a handshake
        others[1][1].write(b"NI")  # half a word
        await until(lambda: gate.open == 4)
        listener.close()
        await listener.drain(0.05)
        assert gate.open == 0
        assert await reader.read() == b""
        for _, each in [(reader, writer), *others]:
            each.close()

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


@pytest.mark.parametrize("first", [b"PROXY nonsense\r\n", b"PRO", b"PROXY TCP4 1.2"])
def test_half_a_header_and_none_that_makes_sense(first: bytes) -> None:
    async def test() -> None:
        async with listening(proxy_networks=PROXIES, silence=0.05) as (addresses, gate):
            received = await exchange(addresses[0].port, first)
            assert received == (b"<classic>PRO" if first == b"PRO" else b"")
            await until(lambda: not gate.open)

    run(test)
