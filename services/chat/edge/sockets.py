# SPDX-License-Identifier: GPL-3.0-or-later
"""Sockets of the port: binding them with a plain sentence for each failure, and refusing before there is a protocol."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import socket
from typing import Any, Final

from services.chat.session import Peer, irc_line
from services.chat.settings.values import Address, plain_ip

BACKLOG: Final = 4096
# What accepted sockets inherit. Classic people can't be asked with PING: so the system finds out who is gone.
_KEEPALIVE: Final = (("TCP_KEEPIDLE", 45), ("TCP_KEEPINTVL", 10), ("TCP_KEEPCNT", 4), ("TCP_USER_TIMEOUT", 85_000))
# What the system may hold of a connection that is not read, and TLS be given at once. The window of a slow, far line is
# half of it: 160 kB/s at 200 ms, more than anybody's flood allowance.
_KERNEL_BYTES: Final = 65_536
# A fatal alert, handshake_failure: what a TLS client understands when there is no TLS here.
_NO_TLS: Final = b"\x15\x03\x03\x00\x02\x02\x28"


class ListenError(Exception):
    """An address can't be listened on; the text is one sentence for the administrator."""


async def bind(loop: asyncio.AbstractEventLoop, address: Address) -> list[socket.socket]:
    """Listening sockets for all that `address` means. Raises `ListenError`, and then none is open."""
    try:
        found = await loop.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except socket.gaierror:
        raise ListenError(f"The address {address} cannot be listened on: there is no host of that name.") from None
    sockets: list[socket.socket] = []
    for family, _, _, _, where in dict.fromkeys(found):
        try:
            sock = socket.socket(family, socket.SOCK_STREAM)
            sockets.append(sock)
            _prepare(sock, family)
            sock.bind(where)
            sock.listen(BACKLOG)
        except OSError as error:
            for opened in sockets:
                opened.close()
            raise ListenError(_explain(address, error)) from None
    return sockets


def peer_of(remote: Any) -> Peer:
    """Who is at the other end, from what `accept` returns."""
    ip = plain_ip(str(remote[0]))
    return Peer(ip=ip, port=int(remote[1]), host=host_of(ip))


def host_of(ip: str) -> str:
    """An address as a host in IRC lines, where a colon in front would mean something else."""
    return f"0{ip}" if ip.startswith(":") else ip


def refuse(sock: socket.socket, sentence: str) -> None:
    """Say why, as all dialects can show it, and close."""
    with contextlib.suppress(OSError):
        sock.send(irc_line(f"ERROR :{sentence}"))
    sock.close()


def refuse_tls(sock: socket.socket) -> None:
    """Say that there is no TLS, and close."""
    with contextlib.suppress(OSError):
        sock.recv(65_536)  # closing with unread bytes would reset the connection and lose the alert
        sock.send(_NO_TLS)
    sock.close()


def _prepare(sock: socket.socket, family: int) -> None:
    sock.setblocking(False)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _KERNEL_BYTES // 2)  # the system doubles it
    for name, value in _KEEPALIVE:
        if hasattr(socket, name):
            sock.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
    if family == socket.AF_INET6:
        sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)


def _explain(address: Address, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"The address {address} is in use by another program; stop that program, or set listen to another one."
    if error.errno == errno.EACCES:
        return f"The address {address} cannot be listened on: ports below 1024 need more rights; set listen to another."
    if error.errno == errno.EADDRNOTAVAIL:
        return f"The address {address} cannot be listened on: this machine does not have it; set listen to another."
    return f"The address {address} cannot be listened on: {(error.strerror or str(error)).lower()}."
