# SPDX-License-Identifier: GPL-3.0-or-later
"""Connections that speak what is not spoken here (`foreign`): answered once, and closed."""

from __future__ import annotations

import asyncio
from typing import Final, cast

from services.chat.edge import foreign
from services.chat.edge.arrival import Seat
from services.chat.edge.dialects import is_http
from services.chat.edge.receiver import Receiver
from services.chat.session import Peer

# For an HTTP request that came so late that the connection was taken for a person's (RFC 9110 15.5.9).
_TIMEOUT: Final = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
_CLOSE_SECONDS: Final = 1.0  # for the peer to read the answer: closing with unread bytes would reset the connection


class ForeignConnection(Receiver):
    """One that is answered as `foreign.answer` says, and in plain words where that says nothing."""

    def __init__(self, peer: Peer, seat: Seat) -> None:
        super().__init__(seat.buffer)
        self._seat = seat
        self._answered = False
        self._timer: asyncio.TimerHandle | None = None
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """What it said comes next."""
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Answer what comes first; what comes after that is nobody's."""
        if self._answered:
            return
        self._answered = True
        late = _TIMEOUT if is_http(data) else foreign.SENTENCE
        self._transport.write(foreign.answer(data) or late)
        if self._transport.can_write_eof():
            self._transport.write_eof()
            self._timer = asyncio.get_running_loop().call_later(_CLOSE_SECONDS, self._transport.abort)
        else:
            self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Gone."""
        if self._timer is not None:
            self._timer.cancel()
        self._seat()
