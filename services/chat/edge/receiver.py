# SPDX-License-Identifier: GPL-3.0-or-later
"""How bytes come from a socket: at most `READ_BYTES` at once, in every dialect and inside TLS.

Without this, uvloop reads up to 256 KiB at once, and what one connection sends in one go makes all others wait.
"""

from __future__ import annotations

import asyncio
from typing import Final

READ_BYTES: Final = 16_384


def read_buffer() -> memoryview:
    """What one loop reads into. One is enough: what was read is copied before anything else is read."""
    return memoryview(bytearray(READ_BYTES))


class Receiver(asyncio.BufferedProtocol):
    """A protocol whose `data_received` is given no more than `room` bytes at a time."""

    def __init__(self, buffer: memoryview) -> None:
        self._buffer = buffer

    def room(self) -> int:
        """How many bytes may come now, at least 1. While there is no room, reading has to be paused."""
        return READ_BYTES

    def get_buffer(self, sizehint: int) -> memoryview:
        """Where to read to."""
        room = self.room()
        return self._buffer if room >= READ_BYTES else self._buffer[: max(room, 1)]

    def buffer_updated(self, nbytes: int) -> None:
        """So much was read."""
        self.data_received(bytes(self._buffer[:nbytes]))

    def data_received(self, data: bytes) -> None:
        """Bytes from the socket."""
        raise NotImplementedError
