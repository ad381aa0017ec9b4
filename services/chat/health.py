# SPDX-License-Identifier: GPL-3.0-or-later
"""Is the server well? `python -m services.chat.health [HOST:PORT]` asks it, as a client does, and exits with 0 or 1.

A round trip through the port: an IRC client connects, asks for the capabilities, gets the answer and leaves. Nobody in
the rooms notices. Without an argument the first address of HUBBUB_LISTEN is asked, else 127.0.0.1:9090.
Standard library only, as containers run this every few seconds.
"""

from __future__ import annotations

import os
import socket
import sys
import time
from typing import Final

SECONDS: Final = 4.0
_QUESTION: Final = b"CAP LS 302\r\nQUIT\r\n"
_MOST: Final = 65_536
_EVERYWHERE: Final = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}


class Unwell(Exception):
    """The server did not answer as it should; the text says what happened."""


def check(host: str, port: int, seconds: float = SECONDS) -> None:
    """Make the round trip within `seconds`. Raises `Unwell`."""
    deadline = time.monotonic() + seconds
    received = b""
    try:
        with socket.create_connection((host, port), timeout=seconds) as connection:
            connection.sendall(_QUESTION)
            while not _answered(received):
                connection.settimeout(max(0.001, deadline - time.monotonic()))
                data = connection.recv(4096)
                if not data or len(received) > _MOST:
                    raise Unwell(f"{_first_line(received) or 'the connection was closed without an answer'}")
                received += data
    except TimeoutError:
        raise Unwell(f"no answer within {seconds:g} seconds") from None
    except OSError as error:
        raise Unwell((error.strerror or str(error)).lower()) from None


def _answered(received: bytes) -> bool:
    return any(line.split()[1:2] == [b"CAP"] for line in received.split(b"\n")[:-1])


def _first_line(received: bytes) -> str:
    return received.partition(b"\n")[0].decode("utf-8", "replace").strip()


def _place(text: str) -> tuple[str, int]:
    host, _, port = text.partition(",")[0].strip().rpartition(":")
    host = host.strip("[]")
    return _EVERYWHERE.get(host, host), int(port)


def main(arguments: list[str]) -> int:
    """The command."""
    text = arguments[0] if arguments else os.environ.get("HUBBUB_LISTEN") or "127.0.0.1:9090"
    try:
        check(*_place(text))
    except ValueError:
        print(f"{text!r} is no address with a port, such as 127.0.0.1:9090.", file=sys.stderr)
        return 2
    except Unwell as problem:
        print(f"{text} is not well: {problem}.", file=sys.stderr)
        return 1
    print(f"{text} is well.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
