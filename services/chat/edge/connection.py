# SPDX-License-Identifier: GPL-3.0-or-later
"""An IRC connection: bytes to lines for the dispatcher, and the session's writes to the socket.

The send queue is bounded by the transport's high-water mark: a receiver that lets it fill is closed, later, so a
broadcast never changes what it walks over. A silent client is asked with PING and closed when it does not answer.

How a connection ends:
- Its peer ends it (EOF, close_notify, a WebSocket close frame, or the socket is lost): what was sent before that is
  done first, with QUIT behind it, however it was sent. Where nothing can be written any more, for `LINGER_SECONDS`.
- We end it: nothing more is taken from it. ERROR and the end of the stream follow once the departure is committed, so
  who has read them can come back under the same nickname at once.
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
LINGER_SECONDS: Final = 10.0  # for what a peer sent before its socket was lost
GOODBYE_SECONDS: Final = 5.0  # until ERROR is said although the departure is not on the disk
_NO_REASON: Final = "Quit: "


class Desk(Protocol):
    """Who sessions are announced to: the part of the application that the edge needs."""

    house: House

    def opened(self, session: Session) -> None:
        """A connection was made."""

    def receive(self, session: Session, lines: list[Frame]) -> None:
        """Lines came in."""

    def closed(self, session: Session, reason: str, departed: Callable[[], None]) -> None:
        """A session has ended. `departed` is called once everything it did is committed, its departure too."""

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
        self._last = b""
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
        """The socket is gone; what came before that is still done."""
        if self._timer is not None:
            self._timer.cancel()
        self._transport = None
        self.session.write = _discard
        if not self.session.closing:
            if isinstance(exc, TimeoutError):
                self._reason = "Connection timed out"
            elif exc is not None:
                self._reason = "Connection reset"
            self._timer = self._loop.call_later(LINGER_SECONDS, self.close, self._reason)
            self._end_of_input()
        self._left()

    def eof_received(self) -> bool:
        """The peer will send no more, as after `printf … | nc`: do and answer what came before, then close.

        Whether the stream stays open for the answers. TLS can't be closed by halves here.
        """
        self._end_of_input()
        return self._transport is not None and self._transport.can_write_eof()

    def _end_of_input(self) -> None:
        """Leave when all that was sent is done."""
        if not self.session.ended:
            self.session.ended = True
            self._desk.receive(self.session, ["QUIT"])

    def close(self, reason: str) -> None:
        """Take no more; say ERROR and close once the departure is committed and what is queued has been written."""
        session = self.session
        if session.closing:
            return
        if not session.ended or reason != _NO_REASON:
            self._reason = reason
        self._last = session.encode(f"ERROR :Closing link: {self._reason}")
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_later(GOODBYE_SECONDS, self._say_goodbye)
        self._end(self._say_goodbye)

    def abort(self, reason: str) -> None:
        """Close now, without writing what is queued."""
        if self._transport is not None and not self.session.closing:
            self._reason = reason
            self._end(_nothing)
            self.session.write = _discard
            self._transport.abort()

    def _end(self, departed: Callable[[], None]) -> None:
        self.session.closing = True
        self._desk.closed(self.session, self._reason, departed)

    def _say_goodbye(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if self._transport is not None and self.session.write is not _discard:
            self.session.push(self._last)
            self.session.flush()
            self.session.write = _discard
            self._transport.close()

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
        if self.session.closing:
            return
        lines = self._framer.feed(data)
        if lines:
            self._desk.receive(self.session, lines)


def _discard(data: bytes) -> None:
    """What `write` becomes when there is nobody to write to."""


def _nothing() -> None:
    """Nobody is left to be told."""
