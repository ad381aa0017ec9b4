# SPDX-License-Identifier: GPL-3.0-or-later
"""One accepted connection, from its socket to the protocol of its dialect.

1. From a listed network: a PROXY header, if there is one, which says who is really there. Nothing is sent before it;
   it has `header_patience` seconds ("at least 3 seconds to cover a TCP retransmit", PROXY protocol, section 2).
2. The gate. Whoever it let in is given back to it when the connection is lost: for that a factory is given the `Seat`,
   which its protocol calls in `connection_lost`.
3. TLS shows in the first byte, which stays in the kernel's buffer (MSG_PEEK), as TLS has to read it itself.
4. A `Doorkeeper` collects the first bytes of the plain or decrypted stream, asks the `Classifier`, and hands the
   transport over to the dialect's protocol with those bytes. Who shows nothing within `silence` seconds is classic.
"""

from __future__ import annotations

import asyncio
import dataclasses
import ipaddress
import logging
import socket
import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol, cast

from services.chat.edge.dialects import TLS_HANDSHAKE, Classifier, Dialect, without_mark
from services.chat.edge.gate import Gate
from services.chat.edge.proxy import MOST, HeaderReader, ProxyError
from services.chat.edge.receiver import READ_BYTES, Receiver, read_buffer
from services.chat.edge.sockets import host_of, refuse, refuse_tls
from services.chat.edge.tls import fingerprint
from services.chat.session import Peer
from services.chat.settings.values import Network

logger: Final = logging.getLogger(__name__)

Speaker = asyncio.Protocol | Receiver
Factory = Callable[[Peer, "Seat"], Speaker]

_SHUTDOWN: Final = 3.0  # seconds in which a TLS client has to answer the end
_AGAIN: Final = 0.02  # seconds until half a header's beginning is looked at again
_GRACE: Final = 0.02  # seconds in which the loop, which may have been busy, reads what has come in time


@dataclass(slots=True)
class Terms:
    """What all arrivals share."""

    factories: Mapping[Dialect, Factory]
    classify: Classifier
    gate: Gate
    tls: Callable[[], ssl.SSLContext | None] = lambda: None
    proxy_networks: Sequence[Network] = ()
    silence: float = 1.0
    header_patience: float = 4.0
    handshake_timeout: float = 10.0


class Waiting(Protocol):
    """Somebody who has not found their protocol yet."""

    def drop(self) -> None:
        """Close the connection."""


@dataclass(slots=True)
class Foyer:
    """Who came in through one listener: those without a protocol, and all of them. Nobody comes in once `closed`.

    `buffer` is what all of them are read into.
    """

    waiting: set[Waiting] = field(default_factory=set)
    seats: set[Seat] = field(default_factory=set)
    empty: asyncio.Event = field(default_factory=asyncio.Event)
    closed: bool = False
    buffer: memoryview = field(default_factory=read_buffer)


class Seat:
    """Somebody whom the gate let in, until the connection is lost: then it is called, however often."""

    __slots__ = ("_foyer", "_gate", "_ip", "_then", "buffer", "transport")

    def __init__(self, gate: Gate, ip: str, foyer: Foyer) -> None:
        self._gate = gate
        self._ip = ip
        self._foyer = foyer
        self._then: list[Callable[[], None]] = []
        self.buffer = foyer.buffer
        self.transport: asyncio.Transport | None = None
        foyer.seats.add(self)
        foyer.empty.clear()

    def __call__(self) -> None:
        seats = self._foyer.seats
        if self in seats:
            seats.remove(self)
            if self._ip:
                self._gate.leave(self._ip)
            for action in self._then:
                action()
            if not seats:
                self._foyer.empty.set()

    def then(self, action: Callable[[], None]) -> None:
        """Do this as well when the connection is lost, or another dialect takes it over."""
        self._then.append(action)

    def hand_over(self) -> None:
        """Another dialect takes the connection over."""
        then, self._then = self._then, []
        for action in then:
            action()

    def move(self, ip: str) -> str:
        """A gateway says that the connection is somebody's at `ip`. "", or the sentence that refuses it."""
        if self not in self._foyer.seats or not self._ip:
            return ""
        refusal = self._gate.move(self._ip, ip)
        self._ip = "" if refusal else ip
        return refusal

    def flooded(self) -> None:
        """The connection sent more than is tolerated, and is going to be closed for it."""
        if self in self._foyer.seats and self._ip:
            self._gate.flooded(self._ip)


class Arrival:
    """A socket that has not become a transport yet."""

    def __init__(self, sock: socket.socket, peer: Peer, terms: Terms, foyer: Foyer) -> None:
        self._sock = sock
        self._peer = peer
        self._terms = terms
        self._foyer = foyer
        self._loop = asyncio.get_running_loop()
        self._seat: Seat | None = None
        self._header = HeaderReader() if _listed(peer.ip, terms.proxy_networks) else None
        self._timer: asyncio.TimerHandle | None = None
        self._deadline = self._loop.time() + (terms.silence if self._header is None else terms.header_patience)
        self._handshake: asyncio.Task[None] | None = None
        self._opening = False

    def begin(self) -> None:
        """Find out who and what it is."""
        if self._header is None and not self._enter():
            return
        self._foyer.waiting.add(self)
        self._timer = self._loop.call_at(self._deadline, self._time_is_up)
        self._loop.add_reader(self._sock.fileno(), self._look)

    def drop(self) -> None:
        """Close it."""
        if not self._opening:
            self._stop_looking()
            self._end()
        elif self._handshake is not None:
            self._handshake.cancel()

    def _enter(self) -> bool:
        """Ask the gate."""
        refusal = self._terms.gate.enter(self._peer.ip)
        if refusal:
            self._stop_looking()
            refuse(self._sock, refusal)
            return False
        self._seat = Seat(self._terms.gate, self._peer.ip, self._foyer)
        return True

    def _look(self) -> None:
        try:
            if self._header is not None:
                self._look_for_header(self._header)
                return
            first = self._sock.recv(1, socket.MSG_PEEK)
        except (BlockingIOError, InterruptedError):
            return
        except (OSError, ProxyError) as error:
            logger.debug("a connection was dropped", extra={"ip": self._peer.ip, "reason": str(error)})
            first = b""
        if first:
            self._hand_over(first)
        else:
            self.drop()

    def _look_for_header(self, header: HeaderReader) -> None:
        ahead = self._sock.recv(MOST, socket.MSG_PEEK)
        if not ahead:
            self.drop()
            return
        taken = header.take(ahead)
        if taken:
            self._sock.recv(taken)
        if header.client is not None or header.absent:
            self._header = None
            client = header.client
            if client is not None:
                self._peer = dataclasses.replace(self._peer, secure=client.secure)
                if client.ip:
                    self._peer = dataclasses.replace(
                        self._peer, ip=client.ip, port=client.port, host=host_of(client.ip)
                    )
            self._after_header()
        elif not taken:  # the beginning of a header, perhaps; it would show as readable all the time
            fd = self._sock.fileno()
            self._loop.remove_reader(fd)
            self._loop.call_later(_AGAIN, self._look_again)

    def _after_header(self) -> None:
        """Who is there is known: from now on it is as for everyone."""
        if self._timer is not None:
            self._timer.cancel()
        if self._enter():
            self._deadline = self._loop.time() + self._terms.silence
            self._timer = self._loop.call_at(self._deadline, self._time_is_up)

    def _look_again(self) -> None:
        if self in self._foyer.waiting and not self._opening:
            self._loop.add_reader(self._sock.fileno(), self._look)

    def _time_is_up(self) -> None:
        timer = self._timer
        for _ in range(2):  # what came while the loop was busy: a header, and what is behind it
            self._look()
            if self._opening or self not in self._foyer.waiting:
                return
        if self._timer is not timer:  # the header has just come, and there is time again
            return
        if self._header is not None and self._header.begun:
            self.drop()
        elif self._header is None or self._enter():
            self._hand_over(b"")

    def _hand_over(self, first: bytes) -> None:
        """It shows `first`, or nothing within the time for it: make it a transport."""
        self._stop_looking()
        context = None
        if first == TLS_HANDSHAKE:
            context = self._terms.tls()
            if context is None:
                refuse_tls(self._sock)
                self._end()
                return
        self._opening = True
        self._foyer.waiting.add(self)
        task = self._loop.create_task(self._open(context))
        task.add_done_callback(self._done)
        # What has no handshake is open when the loop has turned; that is not to be cut in two.
        self._handshake = task if context is not None else None

    async def _open(self, context: ssl.SSLContext | None) -> None:
        assert self._seat is not None
        peer, deadline = self._peer, self._deadline
        if context is not None:
            peer, deadline = dataclasses.replace(peer, secure=True), 0.0
        keeper = Doorkeeper(self._terms, self._foyer, peer, self._seat, deadline)
        timeouts: dict[str, float] = {}
        if context is not None:
            timeouts = {"ssl_handshake_timeout": self._terms.handshake_timeout, "ssl_shutdown_timeout": _SHUTDOWN}
        await self._loop.connect_accepted_socket(lambda: keeper, self._sock, ssl=context, **timeouts)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._foyer.waiting.discard(self)
        if task.cancelled():
            self._end()
        elif error := task.exception():
            logger.debug("a connection was not opened", extra={"ip": self._peer.ip, "reason": str(error)})
            self._end()

    def _stop_looking(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._loop.remove_reader(self._sock.fileno())
        self._foyer.waiting.discard(self)

    def _end(self) -> None:
        self._sock.close()
        if self._seat is not None:
            self._seat()


class Doorkeeper(Receiver):
    """Finds out what a connection speaks, then makes way for the protocol that can."""

    def __init__(self, terms: Terms, foyer: Foyer, peer: Peer, seat: Seat, deadline: float) -> None:
        """`deadline` is on the loop's clock; 0 for `silence` seconds from when the connection is made."""
        super().__init__(seat.buffer)
        self._terms = terms
        self._foyer = foyer
        self._peer = peer
        self._seat = seat
        self._deadline = deadline
        self._first = b""
        self._timer: asyncio.TimerHandle | None = None
        self._transport: asyncio.Transport
        self._successor: Speaker | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Wait for the first bytes, for as long as is left."""
        self._transport = self._seat.transport = cast(asyncio.Transport, transport)
        if self._foyer.closed:
            self._transport.abort()
            return
        self._foyer.waiting.add(self)
        if transport.get_extra_info("ssl_object") is not None:
            # What is still encrypted waits as well when reading is paused.
            cast(Any, transport).set_read_buffer_limits(high=READ_BYTES)
            self._peer = dataclasses.replace(self._peer, fingerprint=fingerprint(transport))
        loop = asyncio.get_running_loop()
        deadline = self._deadline or loop.time() + self._terms.silence
        self._timer = loop.call_at(max(deadline, loop.time()), self._time_is_nearly_up)

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
        self._stop()
        self._seat()

    def drop(self) -> None:
        """Close the connection."""
        self._stop()
        self._transport.abort()

    def _stop(self) -> None:
        self._foyer.waiting.discard(self)
        if self._timer is not None:
            self._timer.cancel()

    def _time_is_nearly_up(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(_GRACE, self._time_is_up)

    def _time_is_up(self) -> None:
        self._decide(final=True)

    def _decide(self, final: bool) -> None:
        if self._transport.is_closing():
            return
        dialect = self._terms.classify(self._first, final=final)
        if dialect is None:
            return
        self._stop()
        factory = self._terms.factories.get(dialect)
        if factory is None:  # TLS within TLS
            self._transport.abort()
            return
        successor = self._successor = factory(self._peer, self._seat)
        self._transport.set_protocol(successor)
        successor.connection_made(self._transport)
        if first := without_mark(self._first):
            successor.data_received(first)


def _listed(ip: str, networks: Sequence[Network]) -> bool:
    return bool(networks) and any(ipaddress.ip_address(ip) in network for network in networks)
