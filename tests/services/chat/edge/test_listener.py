# SPDX-License-Identifier: GPL-3.0-or-later
"""The listener, with real sockets: its addresses, what it survives, and its end."""

from __future__ import annotations

import asyncio
import os
import resource
import socket
from pathlib import Path

import pytest

from services.chat.edge.dialects import Dialect
from services.chat.edge.gate import Gate
from services.chat.edge.listener import Listener, ListenError, Terms
from services.chat.edge.tls import build_context
from services.chat.settings.model import Limits
from services.chat.settings.values import Address
from tests.support.certificates import make_pair
from tests.support.listening import LOCAL, Mirror, commands, exchange, listening, run, until


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
