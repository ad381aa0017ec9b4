# SPDX-License-Identifier: GPL-3.0-or-later
"""IRC over WebSocket: one message is one line, without its line end. The framing itself is websockets' sans-IO core.

`WebSocketStream` stands between a socket and an ordinary IRC connection, which takes it for its transport:

    socket ── bytes ──> receive ──> IRC connection's data_received        (a line end is put behind each message)
    socket <── frames ── write <── whole lines from the IRC connection    (each line is one message)

Rules:
- What was received is parsed piece by piece, at most about `MOST_FRAMES` frames in one turn of the loop, and only while
  the IRC connection wants more. What is no message (control frames, all fragments but the last) is given to it as an
  empty line, and so costs what a line does.
- text.ircv3.net sends text messages, binary.ircv3.net binary ones, without a subprotocol text; both kinds are taken
  from everyone. No compression.
- A message longer than a line can be closes the connection (1009), and so do more frames than are tolerated (1008), and
  a text message that is not UTF-8 (1007; RFC 6455, 8.1). In a binary one, IRC refuses that line (utf8-only).
Source: IRCv3 websocket; RFC 6455.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, Final, cast

from websockets.frames import CloseCode, Frame, Opcode
from websockets.protocol import SEND_EOF, Event, State
from websockets.server import ServerProtocol

from protocol.framing import MAX_BODY, MAX_CLIENT_TAGS
from services.chat.edge.arrival import Seat
from services.chat.edge.connection import EXCESS, Desk, IrcConnection
from services.chat.edge.receiver import READ_BYTES
from services.chat.session import Peer

TEXT: Final = "text.ircv3.net"
BINARY: Final = "binary.ircv3.net"
SUBPROTOCOLS: Final = (TEXT, BINARY)
# Twice what fits, so that a line that is too long gets IRC's own answer before WebSocket's.
MOST_BYTES: Final = 2 * (MAX_BODY + MAX_CLIENT_TAGS)
MOST_FRAMES: Final = 64
_PIECE: Final = 6 * MOST_FRAMES  # bytes: no client's frame is shorter than six
_CLOSE_SECONDS: Final = 2.0


class WebSocketConnection(IrcConnection):
    """The IRC connection above a `WebSocketStream`. What waits does so there, in its frames."""

    def __init__(self, desk: Desk, peer: Peer, seat: Seat) -> None:
        super().__init__(desk, peer, seat)
        self._most_waiting = 1
        self._stream: WebSocketStream

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The handshake is done."""
        self._stream = cast(WebSocketStream, transport)
        super().connection_made(transport)

    def _flow(self) -> None:
        if not len(self._backlog):
            self._stream.resume_reading()
        else:
            self._stream.pause_reading()
            if self._transport is not None:
                self._look_for_end(self._transport)

    def _end_of_input(self) -> None:
        self._start_lingering()
        self._stream.finish(super()._end_of_input)

    def _hang_up(self, transport: asyncio.Transport) -> None:
        if self._reason == EXCESS:
            self._stream.turn_away(EXCESS)
        else:
            transport.close()


class WebSocketStream(asyncio.Transport):
    """The transport of an IRC connection that speaks over WebSocket."""

    def __init__(self, below: asyncio.Transport, protocol: ServerProtocol) -> None:
        """`protocol` has accepted its handshake."""
        super().__init__()
        self._below = below
        self._protocol = protocol
        self._binary = protocol.subprotocol == BINARY
        self._message = bytearray()
        self._is_text = False
        self._received = bytearray()
        self._paused = False
        self._scheduled = False
        self._late = 0
        self._ended = False
        self._then: Callable[[], None] | None = None
        self._reader: IrcConnection

    def start(self, reader: IrcConnection) -> None:
        """Make this the transport of `reader`."""
        self._reader = reader
        reader.connection_made(self)

    def room(self) -> int:
        """How many bytes may still wait."""
        return READ_BYTES - len(self._received)

    def receive(self, data: bytes) -> None:
        """Bytes from the socket."""
        self._received += data
        if not self._scheduled:
            self._go_on()

    def _go_on(self) -> None:
        """Read frames, as far as that can be done in this turn of the loop."""
        self._scheduled = False
        received, frames, lines = self._received, 0, bytearray()
        while received and not self._paused and frames < MOST_FRAMES:
            if self._protocol.state not in (State.OPEN, State.CLOSING):
                received.clear()
                break
            self._protocol.receive_data(bytes(received[:_PIECE]))
            del received[:_PIECE]
            events = self._protocol.events_received()
            frames += len(events)
            self._take(events, lines)
        self._send()
        if lines:
            self._reader.data_received(bytes(lines))
        if self._protocol.eof_sent:  # a close frame, or no WebSocket; the socket may stay for long
            received.clear()
            if not self._ended:
                self._ended = True
                self._reader.eof_received()
        elif self._protocol.state is State.CLOSING:
            self._late += frames
            if self._late > MOST_FRAMES:  # it was said that nothing more is read
                self._below.abort()
                return
        if not received and self._then is not None:
            self._then()
        elif received and not self._paused:
            self._soon()
        self._flow()

    def _soon(self) -> None:
        if not self._scheduled:
            self._scheduled = True
            asyncio.get_running_loop().call_soon(self._go_on)

    def finish(self, then: Callable[[], None]) -> None:
        """No more will be received: call `then` when what was has been given on."""
        if self._received:
            self._then = then
        else:
            then()

    def _take(self, events: Sequence[Event], lines: bytearray) -> None:
        """What these frames are as lines."""
        for event in events:
            if isinstance(event, Frame) and event.opcode in (Opcode.TEXT, Opcode.BINARY, Opcode.CONT):
                if event.opcode is not Opcode.CONT:
                    self._is_text = event.opcode is Opcode.TEXT
                self._message += event.data
                if event.fin:
                    if self._is_text and not _is_utf_8(self._message):
                        self._protocol.fail(CloseCode.INVALID_DATA, "A text message that is not UTF-8")
                        return
                    lines += self._message
                    self._message.clear()
            lines += b"\r\n"

    def _flow(self) -> None:
        """Read from the socket while there is room."""
        below, waiting = self._below, len(self._received)
        if below.is_closing():
            return
        if waiting >= READ_BYTES and below.is_reading():
            below.pause_reading()
        elif waiting <= READ_BYTES // 2 and not below.is_reading():
            below.resume_reading()

    def _send(self) -> None:
        """Give the socket what the protocol has to say."""
        pieces = self._protocol.data_to_send()
        data = b"".join(pieces)
        if data and not self._below.is_closing():
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

    def turn_away(self, reason: str) -> None:
        """Say that it was too much, and close without waiting for an answer (RFC 6455, 7.4.1: 1008)."""
        if self._protocol.state is State.OPEN:
            self._protocol.send_close(CloseCode.POLICY_VIOLATION, reason)
            self._send()
        self._received.clear()
        self._below.close()

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
        """Give the connection no more for now."""
        self._paused = True

    def resume_reading(self) -> None:
        """Go on."""
        self._paused = False
        if self._received:
            self._soon()

    def is_reading(self) -> bool:
        """Whether the connection is given what comes."""
        return not self._paused

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """Bound the send queue."""
        self._below.set_write_buffer_limits(high, low)

    def get_write_buffer_size(self) -> int:
        """How much of the send queue is used."""
        return self._below.get_write_buffer_size()

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        """What the socket knows."""
        return self._below.get_extra_info(name, default)


def _is_utf_8(data: bytearray) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
