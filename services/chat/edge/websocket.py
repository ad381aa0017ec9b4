# SPDX-License-Identifier: GPL-3.0-or-later
"""IRC over WebSocket: one message is one line, without its line end. The framing itself is websockets' sans-IO core.

`WebSocketStream` stands between a socket and an ordinary IRC connection, which takes it for its transport:

    socket ── bytes ──> receive ──> IRC connection's data_received        (a line end is put behind each message)
    socket <── frames ── write <── whole lines from the IRC connection    (each line is one message)

Rules: text.ircv3.net sends text messages, binary.ircv3.net binary ones, without a subprotocol text; both kinds are
taken from everyone. No compression. A message longer than a line can be closes the connection (1009).
Source: IRCv3 websocket; RFC 6455.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, Final

from websockets.frames import CloseCode, Frame, Opcode
from websockets.protocol import SEND_EOF, Event, State
from websockets.server import ServerProtocol

from protocol.framing import MAX_BODY, MAX_CLIENT_TAGS

TEXT: Final = "text.ircv3.net"
BINARY: Final = "binary.ircv3.net"
SUBPROTOCOLS: Final = (TEXT, BINARY)
# Twice what fits, so that a line that is too long gets IRC's own answer before WebSocket's.
MOST_BYTES: Final = 2 * (MAX_BODY + MAX_CLIENT_TAGS)
_CLOSE_SECONDS: Final = 2.0


class WebSocketStream(asyncio.Transport):
    """The transport of an IRC connection that speaks over WebSocket."""

    def __init__(self, below: asyncio.Transport, protocol: ServerProtocol) -> None:
        """`protocol` has accepted its handshake."""
        super().__init__()
        self._below = below
        self._protocol = protocol
        self._binary = protocol.subprotocol == BINARY
        self._message = bytearray()
        self._ended = False
        self._reader: asyncio.Protocol

    def start(self, reader: asyncio.Protocol) -> None:
        """Make this the transport of `reader`."""
        self._reader = reader
        reader.connection_made(self)

    def receive(self, data: bytes) -> None:
        """Bytes from the socket."""
        if self._protocol.state not in (State.OPEN, State.CLOSING):
            return
        self._protocol.receive_data(data)
        self.take(self._protocol.events_received())

    def take(self, events: Sequence[Event]) -> None:
        """Frames that the protocol has read."""
        lines = bytearray()
        for event in events:
            if isinstance(event, Frame) and event.opcode in (Opcode.TEXT, Opcode.BINARY, Opcode.CONT):
                self._message += event.data
                if event.fin:
                    lines += self._message + b"\r\n"
                    self._message.clear()
        self._send()
        if lines:
            self._reader.data_received(bytes(lines))
        if self._protocol.eof_sent and not self._ended:  # a close frame, or no WebSocket; the socket may stay for long
            self._ended = True
            self._reader.eof_received()

    def _send(self) -> None:
        """Give the socket what the protocol has to say."""
        pieces = self._protocol.data_to_send()
        data = b"".join(pieces)
        if data:
            self._below.write(data)
        if SEND_EOF in pieces:
            self._below.close()

    # What a connection asks of its transport

    def write(self, data: bytes | bytearray | memoryview[Any]) -> None:
        """Whole lines."""
        if self._protocol.state is not State.OPEN:
            return
        send = self._protocol.send_binary if self._binary else self._protocol.send_text
        for line in bytes(data).split(b"\r\n"):
            if line:
                send(line)
        self._send()

    def close(self) -> None:
        """Say goodbye as WebSocket does, and close when the client has answered, or soon after."""
        if self._protocol.state is State.OPEN:
            self._protocol.send_close(CloseCode.NORMAL_CLOSURE)
            self._send()
            asyncio.get_running_loop().call_later(_CLOSE_SECONDS, self._below.close)

    def abort(self) -> None:
        """Close at once."""
        self._below.abort()

    def is_closing(self) -> bool:
        """Whether nothing more is written."""
        return self._protocol.state is not State.OPEN or self._below.is_closing()

    def can_write_eof(self) -> bool:
        """Whether this can still be written to when the client's side has ended."""
        return self._below.can_write_eof()

    def pause_reading(self) -> None:
        """Read no more for now."""
        self._below.pause_reading()

    def resume_reading(self) -> None:
        """Read on."""
        self._below.resume_reading()

    def is_reading(self) -> bool:
        """Whether the socket is read."""
        return self._below.is_reading()

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """Bound the send queue."""
        self._below.set_write_buffer_limits(high, low)

    def get_write_buffer_size(self) -> int:
        """How much of the send queue is used."""
        return self._below.get_write_buffer_size()

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        """What the socket knows."""
        return self._below.get_extra_info(name, default)
