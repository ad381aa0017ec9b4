# SPDX-License-Identifier: GPL-3.0-or-later
"""One port, many dialects: accepts connections, finds out what each speaks and gives it the right protocol.

How: a TLS handshake shows in the first byte, which is looked at while it stays in the kernel's buffer (MSG_PEEK), as
TLS has to read it itself. Everything else is seen by a `Doorkeeper`, which collects the first bytes of the plain or
decrypted stream, asks the `Classifier`, and hands the transport over to the dialect's protocol with those bytes.

Rules:
- A connection that has shown nothing within `silence` seconds is classic.
- The gate is asked before anything is read; whoever it let in is given back to it when the connection is lost. For
  that a factory is given `left`, which its protocol calls in `connection_lost`.
- Running out of file descriptors pauses accepting and ends nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import errno
import ipaddress
import logging
import socket
import ssl
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, cast

from services.chat.edge.dialects import TLS_HANDSHAKE, Classifier, Dialect
from services.chat.edge.gate import Gate
from services.chat.edge.tls import fingerprint
from services.chat.session import Peer
from services.chat.settings_values import Address

logger: Final = logging.getLogger(__name__)

Factory = Callable[[Peer, Callable[[], None]], asyncio.Protocol]

_AT_ONCE: Final = 128  # accepted before others get their turn
_BACKLOG: Final = 4096
_PAUSE: Final = 0.25  # seconds without accepting after the system ran out of something
_EXHAUSTED: Final = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}
# A fatal alert, handshake_failure: what a TLS client understands when there is no TLS here.
_NO_TLS: Final = b"\x15\x03\x03\x00\x02\x02\x28"


class ListenError(Exception):
    """An address can't be listened on; the text is one sentence for the administrator."""


class Listener:
    """Listens on all `addresses` once `start` was called, until `close`."""

    def __init__(
        self,
        addresses: Sequence[Address],
        factories: Mapping[Dialect, Factory],
        *,
        classify: Classifier,
        gate: Gate,
        tls: Callable[[], ssl.SSLContext | None] = lambda: None,
        silence: float = 1.0,
        handshake_timeout: float = 10.0,
    ) -> None:
        self.factories = factories
        self.classify = classify
        self.silence = silence
        self._addresses = addresses
        self._gate = gate
        self._tls = tls
        self._handshake_timeout = handshake_timeout
        self._loop = asyncio.get_running_loop()
        self._listening: list[socket.socket] = []
        self._silent: dict[socket.socket, tuple[Peer, asyncio.TimerHandle]] = {}
        self._opening: set[asyncio.Task[None]] = set()
        self._complained = 0

    async def start(self) -> list[Address]:
        """Begin to listen. The addresses with their real ports. Raises `ListenError`, and then listens on none."""
        try:
            for address in self._addresses:
                self._listening.extend(await self._bind(address))
        except ListenError:
            self.close()
            raise
        for listening in self._listening:
            self._loop.add_reader(listening.fileno(), self._accept, listening)
        return [Address(*listening.getsockname()[:2]) for listening in self._listening]

    def close(self) -> None:
        """Accept no more, and close what has not found its protocol yet. The others are not touched."""
        for listening in self._listening:
            self._loop.remove_reader(listening.fileno())
            listening.close()
        self._listening.clear()
        for sock in list(self._silent):
            self._gate.leave(self._forget(sock).ip)
            sock.close()
        for task in self._opening:
            task.cancel()

    async def _bind(self, address: Address) -> list[socket.socket]:
        try:
            found = await self._loop.getaddrinfo(
                address.host, address.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
            )
        except socket.gaierror:
            raise ListenError(f"The address {address} cannot be listened on: there is no host of that name.") from None
        sockets: list[socket.socket] = []
        for family, _, _, _, where in dict.fromkeys(found):
            sock = None
            try:
                sock = socket.socket(family, socket.SOCK_STREAM)
                sockets.append(sock)
                _prepare(sock, family)
                sock.bind(where)
                sock.listen(_BACKLOG)
            except OSError as error:
                for opened in sockets:
                    opened.close()
                raise ListenError(_explain(address, error)) from None
        return sockets

    def _accept(self, listening: socket.socket) -> None:
        for _ in range(_AT_ONCE):
            try:
                sock, remote = listening.accept()
            except (BlockingIOError, InterruptedError):
                return
            except OSError as error:
                if error.errno in _EXHAUSTED:
                    self._pause(listening, error)
                    return
                continue  # that one connection is gone already
            sock.setblocking(False)
            peer = _peer(remote)
            if refusal := self._gate.enter(peer.ip):
                _refuse(sock, refusal)
                continue
            timer = self._loop.call_later(self.silence, self._hand_over, sock, b"")
            self._silent[sock] = (peer, timer)
            self._loop.add_reader(sock.fileno(), self._look, sock)

    def _pause(self, listening: socket.socket, error: OSError) -> None:
        self._loop.remove_reader(listening.fileno())
        now = self._loop.time()
        if now - self._complained > 60 or not self._complained:
            self._complained = int(now) or 1
            logger.error("new connections have to wait", extra={"reason": error.strerror})

        def resume() -> None:
            if listening in self._listening:
                self._loop.add_reader(listening.fileno(), self._accept, listening)

        self._loop.call_later(_PAUSE, resume)

    def _look(self, sock: socket.socket) -> None:
        try:
            first = sock.recv(1, socket.MSG_PEEK)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            first = b""
        if not first:
            peer = self._forget(sock)
            sock.close()
            self._gate.leave(peer.ip)
        else:
            self._hand_over(sock, first)

    def _hand_over(self, sock: socket.socket, first: bytes) -> None:
        """The connection shows `first`, or nothing within the time for it: make it a transport."""
        deadline = self._silent[sock][1].when()
        peer = self._forget(sock)
        context = None
        if first == TLS_HANDSHAKE:
            context = self._tls()
            if context is None:
                _refuse_tls(sock)
                self._gate.leave(peer.ip)
                return
        task = self._loop.create_task(self._open(sock, peer, context, deadline))
        self._opening.add(task)
        task.add_done_callback(self._opening.discard)

    async def _open(
        self, sock: socket.socket, peer: Peer, context: ssl.SSLContext | None, deadline: float | None
    ) -> None:
        left = _Once(self._gate, peer.ip)
        if context is not None:
            peer, deadline = dataclasses.replace(peer, secure=True), None
        try:
            await self._loop.connect_accepted_socket(
                lambda: Doorkeeper(self, peer, left, deadline),
                sock,
                ssl=context,
                ssl_handshake_timeout=self._handshake_timeout if context is not None else None,
            )
        except (OSError, asyncio.CancelledError) as error:  # a handshake that failed is an OSError, too
            logger.debug("a connection was not opened", extra={"ip": peer.ip, "reason": str(error)})
            sock.close()
            left()

    def _forget(self, sock: socket.socket) -> Peer:
        peer, timer = self._silent.pop(sock)
        timer.cancel()
        self._loop.remove_reader(sock.fileno())
        return peer


class Doorkeeper(asyncio.Protocol):
    """Finds out what a connection speaks, then makes way for the protocol that can."""

    def __init__(self, listener: Listener, peer: Peer, left: Callable[[], None], deadline: float | None) -> None:
        self._listener = listener
        self._peer = peer
        self._left = left
        self._deadline = deadline
        self._first = b""
        self._timer: asyncio.TimerHandle | None = None
        self._transport: asyncio.Transport
        self._successor: asyncio.Protocol | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Wait for the first bytes, for as long as is left."""
        self._transport = cast(asyncio.Transport, transport)
        if self._peer.secure:
            self._peer = dataclasses.replace(self._peer, fingerprint=fingerprint(transport))
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._listener.silence if self._deadline is None else self._deadline
        if deadline <= loop.time():
            self._decide(final=True)
        else:
            self._timer = loop.call_at(deadline, self._time_is_up)

    def data_received(self, data: bytes) -> None:
        """Look again."""
        self._first += data
        self._decide(final=False)

    def eof_received(self) -> bool | None:
        """Nothing more will come: what is here has to do."""
        if self._first:
            self._decide(final=True)
        return self._successor.eof_received() if self._successor is not None else None

    def connection_lost(self, exc: Exception | None) -> None:
        """Gone before its dialect was known."""
        if self._timer is not None:
            self._timer.cancel()
        self._left()

    def _time_is_up(self) -> None:
        self._decide(final=True)

    def _decide(self, final: bool) -> None:
        if self._transport.is_closing():
            return
        dialect = self._listener.classify(self._first, final=final)
        if dialect is None:
            return
        if self._timer is not None:
            self._timer.cancel()
        factory = self._listener.factories.get(dialect)
        if factory is None:  # TLS within TLS
            self._transport.abort()
            return
        successor = self._successor = factory(self._peer, self._left)
        self._transport.set_protocol(successor)
        successor.connection_made(self._transport)
        if self._first:
            successor.data_received(self._first)


class _Once:
    """Gives a connection back to the gate, however often it is called."""

    __slots__ = ("_gate", "_ip")

    def __init__(self, gate: Gate, ip: str) -> None:
        self._gate: Gate | None = gate
        self._ip = ip

    def __call__(self) -> None:
        gate, self._gate = self._gate, None
        if gate is not None:
            gate.leave(self._ip)


def _prepare(sock: socket.socket, family: int) -> None:
    """What accepted sockets inherit is set here, once."""
    sock.setblocking(False)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    # Classic people can't be asked with PING; the system finds out within 90 seconds that one of them is gone.
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (
        ("TCP_KEEPIDLE", 45), ("TCP_KEEPINTVL", 10), ("TCP_KEEPCNT", 4), ("TCP_USER_TIMEOUT", 85_000),
    ):  # fmt: skip
        if hasattr(socket, name):
            sock.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
    if family == socket.AF_INET6:
        sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)


def _peer(remote: Any) -> Peer:
    ip, port = str(remote[0]).partition("%")[0], int(remote[1])
    mapped = getattr(ipaddress.ip_address(ip), "ipv4_mapped", None)
    if mapped is not None:
        ip = str(mapped)
    # A host is a parameter of IRC lines, where a colon in front would mean something else.
    return Peer(ip=ip, port=port, host=f"0{ip}" if ip.startswith(":") else ip)


def _refuse(sock: socket.socket, sentence: str) -> None:
    """Say why, as all dialects can show it, and close."""
    with contextlib.suppress(OSError):
        sock.send(f"ERROR :{sentence}\r\n".encode())
    sock.close()


def _refuse_tls(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):
        sock.recv(65_536)  # closing with unread bytes would reset the connection and lose the alert
        sock.send(_NO_TLS)
    sock.close()


def _explain(address: Address, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"The address {address} is in use by another program; stop that program, or set listen to another one."
    if error.errno == errno.EACCES:
        return f"The address {address} cannot be listened on: ports below 1024 need more rights; set listen to another."
    if error.errno == errno.EADDRNOTAVAIL:
        return f"The address {address} cannot be listened on: this machine does not have it; set listen to another."
    return f"The address {address} cannot be listened on: {(error.strerror or str(error)).lower()}."
