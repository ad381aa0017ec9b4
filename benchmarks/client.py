# SPDX-License-Identifier: GPL-3.0-or-later
"""A client that asks one thing and waits for its answer: a blocking socket, as nothing is quicker to answer."""

import socket
import time
from typing import Self


class Client:
    """Registered once made. A context manager. Waiting too long raises TimeoutError."""

    def __init__(self, port: int, capabilities: str = "") -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._unread = b""
        asks = (f"CAP REQ :{capabilities}", "CAP END") if capabilities else ()
        self.ask("\r\n".join((*asks[:1], "NICK asker", "USER asker 0 * :asker", *asks[1:])), " 376 ", " 422 ")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def ask(self, line: str, *answers: str) -> float:
        """Send a line and wait for one with any of `answers` in it, answering PINGs meanwhile. Seconds."""
        begun = time.perf_counter()
        self._socket.sendall(f"{line}\r\n".encode())
        while True:
            found = self._line()
            if any(answer in found for answer in answers):
                return time.perf_counter() - begun
            if found.startswith("PING "):
                self._socket.sendall(f"PONG {found[5:]}\r\n".encode())
            elif found.startswith("ERROR ") or "FAIL " in found:
                raise RuntimeError(f"the server said {found}")

    def _line(self) -> str:
        while b"\n" not in self._unread:
            data = self._socket.recv(1 << 18)
            if not data:
                raise RuntimeError("the server closed the connection")
            self._unread += data
        line, _, self._unread = self._unread.partition(b"\n")
        return line.decode().rstrip("\r")
