# SPDX-License-Identifier: GPL-3.0-or-later
"""Plain values between the server and its writer: four bytes of length, then the value as `marshal` writes it.

Both ends are one program under one interpreter, and nobody else can write to the socket between them; that is what
`marshal` asks for. It knows tuples, lists, text and numbers, and is the fastest there is.
"""

import marshal
import struct
from typing import Any, Final

_LENGTH: Final = struct.Struct("!I")


def pack(value: Any) -> bytes:
    """`value` as a frame."""
    data = marshal.dumps(value)
    return _LENGTH.pack(len(data)) + data


class Unpacker:
    """Frames out of a byte stream."""

    __slots__ = ("_pending",)

    def __init__(self) -> None:
        self._pending = b""

    def feed(self, data: bytes) -> list[Any]:
        """The values that `data` completes."""
        if self._pending:
            data = self._pending + data
        values = []
        start, size = 0, len(data)
        while size - start >= _LENGTH.size:
            begin = start + _LENGTH.size
            end = begin + _LENGTH.unpack_from(data, start)[0]
            if end > size:
                break
            values.append(marshal.loads(data[begin:end]))
            start = end
        self._pending = data[start:]
        return values
