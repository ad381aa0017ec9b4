# SPDX-License-Identifier: GPL-3.0-or-later
"""A plain-socket IRC client for tests: sends lines, expects lines. It waits, and never sleeps."""

import socket
import ssl
from typing import Final

from protocol.message import Malformed, Message, parse

PATIENCE: Final = 10.0  # seconds until a line that does not come fails the test


class Client:
    """One connection. Lines are text without their end."""

    def __init__(self, port: int, tls: ssl.SSLContext | None = None, source: str = "") -> None:
        """`source` is the address to connect from, such as 127.0.0.2."""
        origin = (source, 0) if source else None
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE, source_address=origin)
        if tls is not None:
            self.socket = tls.wrap_socket(self.socket, server_hostname="localhost")
        self._pending = b""
        self._syncs = 0
        self.nick = ""

    def send(self, *lines: str) -> None:
        """Send lines, in one packet."""
        self.socket.sendall("".join(f"{line}\r\n" for line in lines).encode())

    def send_bytes(self, data: bytes) -> None:
        """Send exactly these bytes."""
        self.socket.sendall(data)

    def line(self) -> str:
        """The next line. Raises EOFError when the server has closed, TimeoutError when none comes."""
        while b"\n" not in self._pending:
            data = self.socket.recv(65536)
            if not data:
                raise EOFError(f"closed; unfinished: {self._pending!r}")
            self._pending += data
        line, _, self._pending = self._pending.partition(b"\n")
        return line.rstrip(b"\r").decode()

    def message(self) -> Message:
        """The next line, parsed."""
        message = parse(self.line())
        assert not isinstance(message, Malformed)
        return message

    def until(self, command: str) -> Message:
        """The next message with this command or numeric; what comes before it is dropped."""
        while True:
            message = self.message()
            if message.command == command:
                return message

    def lines(self) -> list[str]:
        """All lines that come before the answer to a PING sent now: everything that was due."""
        self._syncs += 1
        token = f"sync-{self._syncs}"
        self.send(f"PING {token}")
        found = []
        while True:
            line = self.line()
            if " PONG " in line and line.endswith(token):
                return found
            found.append(line)

    def register(self, nick: str, caps: str = "") -> None:
        """Register, request `caps` (space-separated), and drop the greeting."""
        self.nick = nick
        if caps:
            self.send("CAP LS 302", f"CAP REQ :{caps}")
        self.send(f"NICK {nick}", f"USER {nick} 0 * :{nick}")
        if caps:
            self.send("CAP END")
        while self.message().command not in ("376", "422"):
            pass
        self.lines()

    def ended(self) -> bool:
        """Whether the server closes, after whatever it still sends."""
        try:
            while True:
                self.line()
        except (EOFError, ConnectionError):
            return True

    def close(self) -> None:
        """Close without a word."""
        self.socket.close()
