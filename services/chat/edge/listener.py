# SPDX-License-Identifier: GPL-3.0-or-later
"""One port, many dialects: listens on all addresses and accepts; what becomes of a connection is in `arrival`.

Rules: a port that can't be had is one plain sentence (`ListenError`); running out of file descriptors pauses accepting
and ends nothing; the sockets of people who are here are never touched.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import socket
from collections.abc import Sequence
from typing import Final

from services.chat.edge.arrival import Arrival, Factory, Foyer, Terms
from services.chat.edge.sockets import ListenError, bind, peer_of
from services.chat.settings.values import Address

__all__ = ["Factory", "ListenError", "Listener", "Terms"]

logger: Final = logging.getLogger(__name__)

_AT_ONCE: Final = 128  # accepted before others get their turn
_PAUSE: Final = 0.25  # seconds without accepting after the system ran out of something
_COMPLAIN_EVERY: Final = 60.0
_EXHAUSTED: Final = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}


class Listener:
    """Listens on all `addresses` once `start` was called, until `close`."""

    def __init__(self, addresses: Sequence[Address], terms: Terms) -> None:
        self._addresses = addresses
        self._terms = terms
        self._loop = asyncio.get_running_loop()
        self._listening: list[socket.socket] = []
        self._foyer = Foyer()
        self._complain_at = 0.0

    async def start(self) -> list[Address]:
        """Begin to listen. The addresses with their real ports. Raises `ListenError`, and then listens on none."""
        try:
            for address in self._addresses:
                self._listening.extend(await bind(self._loop, address))
        except ListenError:
            self.close()
            raise
        for listening in self._listening:
            self._loop.add_reader(listening.fileno(), self._accept, listening)
        return [Address(*listening.getsockname()[:2]) for listening in self._listening]

    def close(self) -> None:
        """Accept no more, and close what has not found its protocol yet."""
        self._foyer.closed = True
        for listening in self._listening:
            self._loop.remove_reader(listening.fileno())
            listening.close()
        self._listening.clear()
        for somebody in tuple(self._foyer.waiting):
            somebody.drop()

    async def drain(self, seconds: float) -> None:
        """After `close`: wait until every connection is lost, and cut those that are not by then."""
        for cutting in (False, True):
            for seat in tuple(self._foyer.seats) if cutting else ():
                if seat.transport is not None:
                    seat.transport.abort()
            if self._foyer.seats:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._foyer.empty.wait(), seconds)

    def _accept(self, listening: socket.socket) -> None:
        for _ in range(_AT_ONCE):
            try:
                sock, remote = listening.accept()
            except (BlockingIOError, InterruptedError):
                return
            except OSError as error:
                if error.errno in _EXHAUSTED:
                    self._pause(listening, error)
                    return
                continue  # that one connection is gone already
            sock.setblocking(False)
            Arrival(sock, peer_of(remote), self._terms, self._foyer).begin()

    def _pause(self, listening: socket.socket, error: OSError) -> None:
        self._loop.remove_reader(listening.fileno())
        if self._loop.time() >= self._complain_at:
            self._complain_at = self._loop.time() + _COMPLAIN_EVERY
            logger.error("new connections have to wait", extra={"reason": error.strerror})

        def resume() -> None:
            if listening in self._listening:
                self._loop.add_reader(listening.fileno(), self._accept, listening)

        self._loop.call_later(_PAUSE, resume)
