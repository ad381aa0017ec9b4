# SPDX-License-Identifier: GPL-3.0-or-later
"""The PROXY protocol, versions 1 and 2: what a load balancer says of the client behind it. Sans-IO.

Rules:
- Only believed from listed networks; the listener sees to that.
- `take` is shown what is in the kernel's buffer and says how much of it belongs to the header, so that not one byte
  too many is consumed: what follows may be a TLS handshake, which has to be read by TLS.
- A header that says nothing of the client (UNKNOWN, LOCAL, other address families) leaves the connection's own address.
Source: "The PROXY protocol", versions 1 & 2 (HAProxy).
"""

from __future__ import annotations

import ipaddress
import struct
from dataclasses import dataclass
from typing import Final

from services.chat.settings.values import plain_ip

MOST: Final = 16 + 4096  # bytes of the longest header that is taken
_V1: Final = b"PROXY "
_V1_LONGEST: Final = 107
_V2: Final = b"\r\n\r\n\x00\r\nQUIT\n"
_V2_FIXED: Final = 16
_TLV_SSL: Final = 0x20
_CLIENT_SSL: Final = 0x01


class ProxyError(ValueError):
    """Not a header that makes sense."""


@dataclass(frozen=True, slots=True)
class Client:
    """Who a header speaks of. `ip` is "" when it does not say; `secure` when the client's part of the way has TLS."""

    ip: str = ""
    port: int = 0
    secure: bool = False


class HeaderReader:
    """Reads one header. `client` is set when it is complete; `absent` when there is none."""

    def __init__(self) -> None:
        self._data = b""
        self.client: Client | None = None
        self.absent = False

    @property
    def begun(self) -> bool:
        """Whether a part of it has been consumed."""
        return bool(self._data)

    def take(self, ahead: bytes) -> int:
        """How many of these bytes belong to the header; they have to be consumed. Raises `ProxyError`.

        0 while it can't be told, or when there is no header.
        """
        if not self._data and not ahead.startswith((_V1, _V2)):
            self.absent = bool(ahead) and not any(sign.startswith(ahead) for sign in (_V1, _V2))
            return 0
        before = len(self._data)
        data = self._data + ahead
        size = _size_v1(data) if data.startswith(_V1) else _size_v2(data)
        self._data = data[:size]
        if len(data) >= size > 0:
            self.client = _read_v1(self._data) if data.startswith(_V1) else _read_v2(self._data)
        elif not size:
            self._data = data
        return len(self._data) - before


def _size_v1(data: bytes) -> int:
    """The header's length, or 0 while it can't be told."""
    end = data.find(b"\r\n", 0, _V1_LONGEST) + 2
    if end < 2 and len(data) >= _V1_LONGEST:
        raise ProxyError("a line that does not end")
    return end if end >= 2 else 0


def _size_v2(data: bytes) -> int:
    if len(data) < _V2_FIXED:
        return 0
    size = _V2_FIXED + int(struct.unpack_from("!H", data, 14)[0])
    if size > MOST:
        raise ProxyError("a header that is too long")
    return size


def _read_v1(data: bytes) -> Client:
    words = data[:-2].decode("ascii", "replace").split(" ")
    if words[1] == "UNKNOWN":
        return Client()
    if len(words) != 6 or words[1] not in ("TCP4", "TCP6"):
        raise ProxyError("not six words of TCP4 or TCP6")
    kind = ipaddress.IPv4Address if words[1] == "TCP4" else ipaddress.IPv6Address
    try:
        return Client(plain_ip(str(kind(words[2]))), _port(words[4]))
    except ValueError:
        raise ProxyError("not an address and a port") from None


def _port(word: str) -> int:
    if not word.isascii() or not word.isdigit() or int(word) > 65_535:
        raise ValueError(word)
    return int(word)


def _read_v2(data: bytes) -> Client:
    version, command = data[12] >> 4, data[12] & 0xF
    if version != 2 or command > 1:
        raise ProxyError("not version 2 with LOCAL or PROXY")
    if command == 0:
        return Client()
    sizes = {0x11: 4, 0x21: 16}  # TCP over IPv4 and over IPv6
    size = sizes.get(data[13])
    if size is None:
        return Client()
    start = _V2_FIXED + 2 * size + 4
    if len(data) < start:
        raise ProxyError("no room for the addresses")
    ip = ipaddress.ip_address(data[_V2_FIXED : _V2_FIXED + size])
    port = struct.unpack_from("!H", data, _V2_FIXED + 2 * size)[0]
    return Client(plain_ip(str(ip)), int(port), _has_tls(data[start:]))


def _has_tls(values: bytes) -> bool:
    """Whether the values behind the addresses say that the client came with TLS."""
    while len(values) >= 3:
        kind, length = struct.unpack_from("!BH", values)
        if kind == _TLV_SSL and length and len(values) > 3:
            return bool(values[3] & _CLIENT_SSL)
        values = values[3 + length :]
    return False
