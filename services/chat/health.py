# SPDX-License-Identifier: GPL-3.0-or-later
"""Is the server well? `python -m services.chat.health [--config FILE] [HOST:PORT]` asks it, as a client does, and exits
with 0 or 1.

A round trip through the port: an IRC client connects, asks for the capabilities, gets the answer and leaves. Nobody in
the rooms notices. A server that says why it takes nobody in just now, as it is full, is well.
Without an address the first one of the setting `listen` is asked, found as the server finds it: in HUBBUB_LISTEN, else
in the settings file, else it is the default. Standard library only, as containers run this every few seconds.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import socket
import sys
import time
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

SECONDS: Final = 4.0
DEFAULT: Final = "127.0.0.1:9090"  # as in `settings.model`
_VARIABLE: Final = "HUBBUB_LISTEN"
_QUESTION: Final = b"CAP LS 302\r\nQUIT\r\n"
_MOST: Final = 65_536
_EVERYWHERE: Final = {"0.0.0.0": "127.0.0.1", "::": "::1"}


class Unwell(Exception):
    """The server did not answer as it should; the text says what happened."""


def check(host: str, port: int, seconds: float = SECONDS) -> None:
    """Make the round trip within `seconds`. Raises `Unwell`."""
    deadline = time.monotonic() + seconds
    received = b""
    try:
        with socket.create_connection((host, port), timeout=seconds) as connection:
            with contextlib.suppress(ConnectionError):  # it may have refused already, and said why
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


def listens_at(config: Path | None, environment: Mapping[str, str]) -> str:
    """The address to ask. Raises `OSError` or `ValueError` for a settings file that can't be read."""
    variables = {name.upper(): value for name, value in environment.items()}
    listen: object = variables.get(_VARIABLE)
    if listen is None and config is not None:
        listen = tomllib.loads(config.read_text("utf-8")).get("listen")
    several = listen.split(",") if isinstance(listen, str) else listen
    return str(several[0]).strip() or DEFAULT if isinstance(several, list) and several else DEFAULT


def _answered(received: bytes) -> bool:
    lines = received.split(b"\n")[:-1]
    return any(line.startswith(b"ERROR :") or line.split()[1:2] == [b"CAP"] for line in lines)


def _first_line(received: bytes) -> str:
    return received.partition(b"\n")[0].decode("utf-8", "replace").strip()


def _place(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    host = host.strip("[]")
    if not host:
        raise ValueError(text)
    return _EVERYWHERE.get(host, host), int(port)


def main(arguments: list[str]) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m services.chat.health", description="Ask if the server is well.")
    parser.add_argument("--config", type=Path, metavar="FILE", help="read the address from this TOML file")
    parser.add_argument("address", nargs="?", metavar="HOST:PORT", help="ask this one")
    options = parser.parse_args(arguments)
    try:
        text = options.address or listens_at(options.config, os.environ)
    except (OSError, ValueError) as error:
        print(f"The settings file {str(options.config)!r} cannot be read: {error}.", file=sys.stderr)
        return 2
    try:
        check(*_place(text))
    except ValueError:
        print(f"{text!r} is no address with a port, such as {DEFAULT}.", file=sys.stderr)
        return 2
    except Unwell as problem:
        print(f"{text} is not well: {problem}.", file=sys.stderr)
        return 1
    print(f"{text} is well.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
