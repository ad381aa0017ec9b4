# SPDX-License-Identifier: GPL-3.0-or-later
"""The socket of a session, on asyncio: what `clients.session` leaves to its front end.

`Wire` owns the connection and the timer, and pumps: bytes in, bytes out, events to `handle`, deadlines back in.
"""

import asyncio
import contextlib
import os
import ssl
import time
from collections.abc import Callable
from socket import gaierror

from clients.session.events import CloseRequested, ConnectRequested, Event
from clients.session.session import Session


class Wire(asyncio.Protocol):
    """Connects when the session asks. `handle` is called with every event, in order."""

    def __init__(self, session: Session, handle: Callable[[Event], None]) -> None:
        self.session = session
        self._handle = handle
        self._transport: asyncio.Transport | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._connecting: asyncio.Task[None] | None = None
        self._lost = asyncio.Event()
        self._full = False  # the transport holds as much as it should

    def pump(self) -> None:
        """Do what the session wants done. Call it after every call into the session."""
        # What a server does not read stays in the session, which leaves a server that never does.
        if self._transport is not None and not self._full and (data := self.session.take_output()):
            self._transport.write(data)
        for event in self.session.take_events():
            if isinstance(event, ConnectRequested):
                self._connecting = asyncio.ensure_future(self._connect(event))
            elif isinstance(event, CloseRequested):
                self._close()
            self._handle(event)
        self._set_timer()

    def data_received(self, data: bytes) -> None:
        """Bytes from the server."""
        self.session.feed(data, time.time())
        self.pump()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The socket is open."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._lost.clear()
        self.session.connected(time.time(), secure=transport.get_extra_info("ssl_object") is not None)
        self.pump()

    def pause_writing(self) -> None:
        """The server does not read as fast as we write."""
        self._full = True

    def resume_writing(self) -> None:
        """It has read."""
        self._full = False
        self.pump()

    def connection_lost(self, exc: Exception | None) -> None:
        """The socket is gone, whoever closed it."""
        if self._transport is not None:
            self._transport, self._full = None, False
            self._lost.set()
            self.session.disconnected(str(exc) if exc is not None else "", time.time())
            self.pump()

    async def close(self) -> None:
        """Let what was written leave, then let go."""
        if self._timer is not None:
            self._timer.cancel()
        if self._connecting is not None:
            self._connecting.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._connecting
        if self._transport is not None:
            self._transport.close()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._lost.wait(), 2)

    async def _connect(self, event: ConnectRequested) -> None:
        context = ssl.create_default_context() if event.tls else None
        try:
            async with asyncio.timeout(20):
                await asyncio.get_running_loop().create_connection(lambda: self, event.host, event.port, ssl=context)
        except ssl.SSLError as error:
            self._failed(f"The server's certificate could not be checked ({error.reason or error}).")
        except TimeoutError:
            self._failed(f"{event.host} port {event.port} does not answer.")
        except OSError as error:
            self._failed(f"No connection to {event.host} port {event.port}: {_reason(error)}.")

    def _failed(self, sentence: str) -> None:
        self.session.disconnected(sentence, time.time())
        self.pump()

    def _close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def _set_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        deadline = self.session.next_deadline()
        if deadline is not None:
            wait = max(0.0, deadline - time.time())
            self._timer = asyncio.get_running_loop().call_later(wait, self._tick)

    def _tick(self) -> None:
        self.session.tick(time.time())
        self.pump()


def _reason(error: OSError) -> str:
    """What the system calls it; asyncio's own words for it name the address again."""
    if isinstance(error, gaierror) or not error.errno:
        return error.strerror or str(error)
    return os.strerror(error.errno)
