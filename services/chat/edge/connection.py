# SPDX-License-Identifier: GPL-3.0-or-later
"""An IRC connection: bytes to lines for the dispatcher, and the session's writes to the socket.

The send queue is bounded by the transport's high-water mark: a receiver that lets it fill is closed, later, so a
broadcast never changes what it walks over. A silent client is asked with PING and closed when it does not answer.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Final, Protocol, cast

from protocol.framing import MAX_CLIENT_TAGS, LineFramer
from services.chat.context import House
from services.chat.session import Frame, Peer, Session
from services.chat.settings.values import within

logger: Final = logging.getLogger(__name__)


class Desk(Protocol):
    """Who sessions are announced to: the part of the application that the edge needs."""

    house: House

    def opened(self, session: Session) -> None:
        """A connection was made."""

    def receive(self, session: Session, lines: list[Frame]) -> None:
        """Lines came in."""

    def closed(self, session: Session, reason: str) -> None:
        """A connection is gone."""

    def defer(self, session: Session, data: bytes) -> None:
        """Queue lines behind the session's events under way."""


class Connection(asyncio.Protocol):
    """What all line dialects share. A subclass decides what bytes mean, in `data_received`."""

    def __init__(self, desk: Desk, peer: Peer, left: Callable[[], None]) -> None:
        """`left` gives the connection back to the gate."""
        self._desk = desk
        self._peer = peer
        self._left = left
        self._reason = "Connection closed"
        self._transport: asyncio.Transport | None = None
        self._loop = asyncio.get_running_loop()
        self._timer: asyncio.TimerHandle | None = None
        self._asked_at = 0.0
        self.session: Session

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The transport is there, now and then not for the first time (after TLS or a header)."""
        stream = cast(asyncio.Transport, transport)  # uvloop's is none by inheritance
        self._transport = stream
        limits = self._desk.house.settings.limits
        stream.set_write_buffer_limits(high=limits.send_queue_bytes)
        house = self._desk.house
        self.session = Session(
            house.ids.name("s"), self._peer, stream.write, self.close, self._loop.call_soon, self._pause,
            self._desk.defer, unsent=stream.get_write_buffer_size, opened_at=house.ids.now(),
            tokens=float(limits.flood_burst), refilled_at=self._loop.time(), heard_at=self._loop.time(),
            exempt=within(self._peer.ip, house.settings.exempt_networks),
        )  # fmt: skip
        self._timer = self._loop.call_later(limits.registration_timeout, self._registration_due)
        self._desk.opened(self.session)

    def pause_writing(self) -> None:
        """The send queue is full."""
        self._loop.call_soon(self.abort, "SendQ exceeded")

    def connection_lost(self, exc: Exception | None) -> None:
        """The socket is gone."""
        if self._timer is not None:
            self._timer.cancel()
        if isinstance(exc, TimeoutError):
            self._reason = "Connection timed out"
        elif exc is not None and not self.session.closing:
            self._reason = "Connection reset"
        self._end()
        self._left()
        self._transport = None

    def eof_received(self) -> bool:
        """The peer will send no more."""
        return False

    def close(self, reason: str) -> None:
        """Say ERROR and close, once what is queued has been written."""
        if self.session.closing:
            return
        self._reason = reason
        self.session.send(self.session.encode(f"ERROR :Closing link: {reason}"))
        self.session.flush()
        self._end()
        if self._transport is not None:
            self._transport.close()

    def abort(self, reason: str) -> None:
        """Close now, without writing what is queued."""
        if self._transport is not None and not self.session.closing:
            self._reason = reason
            self._end()
            self._transport.abort()

    def _end(self) -> None:
        session = self.session
        if not session.closing:
            session.closing = True
            self._desk.closed(session, self._reason)
        session.write = _discard

    def _pause(self, paused: bool) -> None:
        if self._transport is not None and not self._transport.is_closing():
            if paused:
                self._transport.pause_reading()
            elif not self._transport.is_reading():
                self._transport.resume_reading()

    def _registration_due(self) -> None:
        if not self.session.uid:
            self.close("Registration timed out")
            return
        self._ping_due()

    def _ping_due(self) -> None:
        """Runs now and then: asks a silent client, closes one that stayed silent after being asked."""
        limits = self._desk.house.settings.limits
        heard, now = self.session.heard_at, self._loop.time()
        if self._asked_at > heard:
            if now >= self._asked_at + limits.ping_timeout:
                self.close(f"Ping timeout: {now - heard:.0f} seconds")
                return
            wait = self._asked_at + limits.ping_timeout - now
        elif now >= heard + limits.ping_interval:
            self._asked_at = now
            self.ask()
            wait = limits.ping_timeout
        else:
            wait = heard + limits.ping_interval - now
        self._timer = self._loop.call_later(wait, self._ping_due)

    def ask(self) -> None:
        """Make a silent peer show that it is there."""
        self.session.send(self.session.encode(f"PING :{self._desk.house.server}"))


class IrcConnection(Connection):
    """The IRC dialect."""

    def __init__(self, desk: Desk, peer: Peer, left: Callable[[], None]) -> None:
        super().__init__(desk, peer, left)
        self._framer = LineFramer(max_tags=MAX_CLIENT_TAGS)

    def data_received(self, data: bytes) -> None:
        """Bytes of IRC lines."""
        lines = self._framer.feed(data)
        if lines:
            self._desk.receive(self.session, lines)

    def eof_received(self) -> bool:
        """The peer will send no more, as after `printf … | nc`: do and answer what came before, then close."""
        if self._peer.secure:
            return False  # TLS has no half-closed connection
        self._desk.receive(self.session, ["QUIT"])
        return True


def _discard(data: bytes) -> None:
    """What `write` becomes when there is nobody to write to."""
