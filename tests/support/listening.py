# SPDX-License-Identifier: GPL-3.0-or-later
"""A listener by itself for tests, whose protocols say which dialect they are for; and clients for it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, cast

import uvloop

from services.chat.edge.dialects import Classifier, Dialect
from services.chat.edge.gate import Gate
from services.chat.edge.listener import Listener, Terms
from services.chat.session import Peer
from services.chat.settings.model import Limits
from services.chat.settings.values import Address

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


MOST_SECONDS = 120  # a test that waits for longer waits for ever


def run(test: Callable[[], Awaitable[None]]) -> None:
    uvloop.run(asyncio.wait_for(cast(Any, test()), MOST_SECONDS))


@contextlib.asynccontextmanager
async def listening(
    addresses: tuple[Address, ...] = (LOCAL,), **options: Any
) -> AsyncIterator[tuple[list[Address], Gate]]:
    gate = options.pop("gate", None) or Gate(Limits(connect_rate=0), (), asyncio.get_running_loop().time)

    def factory(dialect: Dialect) -> Callable[[Peer, Callable[[], None]], asyncio.Protocol]:
        return lambda peer, left: Mirror(dialect, peer, left)

    factories = {dialect: factory(dialect) for dialect in Dialect if dialect is not Dialect.TLS}
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


async def opening(port: int, first: bytes = b"", *, echo: bool = True, **options: Any) -> bytes:
    """Send `first`, keep the connection open, and return the mirror's hello and, unless it is none, its echo."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, **options)
    writer.write(first)
    received = await reader.readuntil(b">") + (await reader.readexactly(len(first)) if first and echo else b"")
    writer.close()
    return received
