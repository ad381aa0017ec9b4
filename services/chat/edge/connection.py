# SPDX-License-Identifier: GPL-3.0-or-later
"""An IRC connection: bytes to lines for the dispatcher, and the session's writes to the socket.

What was received and could not be handled waits as bytes, at most `limits.receive_queue_bytes`; then it is not read.
What a reader has not taken yet is looked after by `send_queue`: who lets too much wait is closed, later, so a broadcast
never changes what it walks over. A silent client is asked with PING and closed when it does not answer.

How a connection ends:
- Its peer ends it (EOF, close_notify, a WebSocket close frame, or the socket is lost): what was sent before that is
  done first, with QUIT behind it, however it was sent. What waits for its flood allowance has `LINGER_SECONDS`; the
  rest is dropped, so that nobody who is long gone goes on speaking.
- We end it: nothing more is taken from it. ERROR and the end of the stream follow once the departure is committed, so
  who has read them can come back under the same nickname at once. Who does not read is cut after `READING_SECONDS`.
"""

import asyncio
import contextlib
import logging
import socket
from collections.abc import Callable
from typing import Final, Protocol, cast

from protocol.framing import LineQueue
from services.chat.context import House
from services.chat.edge.arrival import Seat
from services.chat.edge.receiver import Receiver
from services.chat.edge.send_queue import Budget, SendQueue
from services.chat.session import Backlog, Peer, Session
from services.chat.settings.values import within

logger: Final = logging.getLogger(__name__)
EXCESS: Final = "Excess flood"
LINGER_SECONDS: Final = 5.0  # for what a peer sent before its end, and that waits for its flood allowance
READING_SECONDS: Final = 10.0  # for a peer to read what is queued when we close
CUT_SECONDS: Final = 0.03  # in which whoever sent too much may read why
GOODBYE_SECONDS: Final = 5.0  # until ERROR is said although the departure is not on the disk
_NO_REASON: Final = "Quit: "
_GONE: Final = (7, 8)  # TCP_CLOSE and TCP_CLOSE_WAIT, which the first byte of TCP_INFO tells


class Desk(Protocol):
    """Who sessions are announced to: the part of the application that the edge needs."""

    house: House
    budget: Budget

    def opened(self, session: Session) -> None:
        """A connection was made."""

    def receive(self, session: Session) -> None:
        """Something came into the session's backlog."""

    def closed(self, session: Session, reason: str, departed: Callable[[], None]) -> None:
        """A session has ended. `departed` is called once everything it did is committed, its departure too."""

    def defer(self, session: Session, data: bytes) -> None:
        """Queue lines behind the session's events under way."""


class Connection(Receiver):
    """What all line dialects share. A subclass decides what bytes mean: it puts them into its `backlog`."""

    def __init__(self, desk: Desk, peer: Peer, seat: Seat, backlog: Backlog) -> None:
        """`seat` gives the connection back to the gate."""
        super().__init__(seat.buffer)
        self._desk = desk
        self._peer = peer
        self._seat = seat
        self._backlog = backlog
        self._most_waiting = desk.house.settings.limits.receive_queue_bytes
        self._paused = False
        self._reason = "Connection closed"
        self._last = b""
        self._transport: asyncio.Transport | None = None
        self._loop = asyncio.get_running_loop()
        self._timer: asyncio.TimerHandle | None = None
        self._linger: asyncio.TimerHandle | None = None
        self._asked_at = 0.0
        self._probed_at = 0.0
        self._queue: SendQueue
        self.session: Session

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The transport is there, now and then not for the first time (after TLS or a header)."""
        stream = cast(asyncio.Transport, transport)  # uvloop's is none by inheritance
        self._transport = stream
        limits = self._desk.house.settings.limits
        house = self._desk.house
        self.session = Session(
            house.ids.name("s"), self._peer, stream.write, self.close, self._loop.call_soon, self._flow,
            self._desk.defer, unsent=stream.get_write_buffer_size, excess=self._excess, move=self._move,
            opened_at=house.ids.now(), backlog=self._backlog,
            tokens=float(limits.flood_burst), refilled_at=self._loop.time(), heard_at=self._loop.time(),
            exempt=within(self._peer.ip, house.settings.exempt_networks),
        )  # fmt: skip
        self._queue = SendQueue(self.session, stream, self.abort, self._desk.budget, limits.send_queue_bytes)
        self._timer = self._loop.call_later(limits.registration_timeout, self._registration_due)
        self._desk.opened(self.session)

    def _move(self, peer: Peer) -> str:
        """As `Session.move`. Limits and exemptions are those of the person's address, and not the gateway's."""
        refusal = self._seat.move(peer.ip)
        if not refusal:
            self._peer = self.session.peer = peer
            self.session.exempt = within(peer.ip, self._desk.house.settings.exempt_networks)
            self._queue.move(peer.ip)
        return refusal

    def pause_writing(self) -> None:
        """The reader falls behind."""
        self._queue.stall()

    def resume_writing(self) -> None:
        """It has caught up."""
        self._queue.relieve()

    def connection_lost(self, exc: Exception | None) -> None:
        """The socket is gone; what came before that is still done."""
        if self._timer is not None:
            self._timer.cancel()
        self._transport = None
        self._queue.relieve()
        self.session.write = discard
        if not self.session.closing:
            if isinstance(exc, TimeoutError):
                self._reason = "Connection timed out"
            elif exc is not None:
                self._reason = "Connection reset"
            self._end_of_input()
        self._seat()

    def eof_received(self) -> bool:
        """The peer will send no more, as after `printf … | nc`: do and answer what came before, then close.

        Whether the stream stays open for the answers. TLS can't be closed by halves here.
        """
        transport = self._transport  # what comes last may give it to another dialect
        self._end_of_input()
        return transport is not None and transport.can_write_eof()

    def _end_of_input(self) -> None:
        """Leave when all that was sent is done."""
        raise NotImplementedError

    def close(self, reason: str) -> None:
        """Take no more; say ERROR and close once the departure is committed and what is queued has been written."""
        session = self.session
        if session.closing:
            return
        if not session.ended or reason != _NO_REASON:
            self._reason = reason
        self._last = session.encode(f"ERROR :Closing link: {self._reason}")
        for timer in (self._timer, self._linger):
            if timer is not None:
                timer.cancel()
        self._timer = self._loop.call_later(GOODBYE_SECONDS, self._say_goodbye)
        self._end(self._say_goodbye)

    def abort(self, reason: str) -> None:
        """Close now, without writing what is queued."""
        if self._transport is not None and not self.session.closing:
            self._reason = reason
            self._end(nothing)
            self.session.write = discard
            self._transport.abort()

    def _end(self, departed: Callable[[], None]) -> None:
        self.session.closing = True
        self._queue.relieve()
        self._desk.closed(self.session, self._reason, departed)

    def _say_goodbye(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if self._transport is not None and self.session.write is not discard:
            self.session.push(self._last)
            self.session.flush()
            self.session.write = discard
            self._hang_up(self._transport)
            # TLS goes on reading until its other end closes as well: not for long from who sent too much.
            seconds = CUT_SECONDS if self._reason == EXCESS else READING_SECONDS
            self._timer = self._loop.call_later(seconds, self._transport.abort)

    def _hang_up(self, transport: asyncio.Transport) -> None:
        transport.close()

    # What comes in

    def room(self) -> int:
        """How many bytes may still wait."""
        return self._most_waiting - len(self._backlog)

    def _handle(self) -> None:
        """There is something new in the backlog."""
        self._desk.receive(self.session)
        if self._paused or len(self._backlog) >= self._most_waiting:
            self._flow()

    def _flow(self) -> None:
        """Read while there is room, with the lag that keeps this from going to and fro."""
        transport, waiting = self._transport, len(self._backlog)
        if transport is None or transport.is_closing():
            return
        if self._paused and waiting <= self._most_waiting // 2:
            self._paused = False
            transport.resume_reading()
        elif self._paused:
            self._look_for_end(transport)
        elif waiting >= self._most_waiting:
            self._paused = True
            transport.pause_reading()

    def _look_for_end(self, transport: asyncio.Transport) -> None:
        """Who is not read can't be seen leaving; but the system knows of it, or learns it when something is sent."""
        now = self._loop.time()
        if self.session.throttled and now >= self._probed_at + LINGER_SECONDS:
            self._probed_at = now
            self.ask()
        with contextlib.suppress(OSError, AttributeError):  # not every system tells
            state = transport.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0]
            if state in _GONE:
                self._start_lingering()

    def _start_lingering(self) -> None:
        """The peer has closed: what it sent before is handled, but not for long."""
        if self._linger is None and not self.session.closing:
            self._linger = self._loop.call_later(LINGER_SECONDS, self._stop_lingering)

    def _stop_lingering(self) -> None:
        if self.session.throttled or self._transport is None:
            self.close(self._reason)
        elif not self.session.closing:  # it waits for us
            self._linger = self._loop.call_later(1, self._stop_lingering)

    def _excess(self) -> None:
        """More came than is tolerated."""
        if not self.session.closing:
            self._seat.flooded()
            self.close(EXCESS)
            if self._transport is not None and not self._transport.is_closing():
                self._transport.pause_reading()

    # Time

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

    def __init__(self, desk: Desk, peer: Peer, seat: Seat) -> None:
        self._lines = LineQueue()
        super().__init__(desk, peer, seat, self._lines)

    def data_received(self, data: bytes) -> None:
        """Bytes of IRC lines."""
        if not self.session.closing:
            self._lines.feed(data)
            self._handle()

    def _end_of_input(self) -> None:
        """Leave when all that was sent is done."""
        if not self.session.ended:
            self.session.ended = True
            self._lines.end(b"QUIT\r\n")
            self._handle()
            self._start_lingering()


def discard(data: bytes) -> None:
    """What `write` becomes when there is nobody to write to."""


def nothing() -> None:
    """Nobody is left to be told."""
