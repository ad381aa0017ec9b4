# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody who means ill, in a process of their own: sends one kind of rubbish for a while, as fast as it is taken.

    python -m tests.faults.rubbish PORT KIND SECONDS FROM

Comes back as often as it is let in. Prints how often that was, and what the server said last.
"""

import contextlib
import socket
import ssl
import sys
import time
from typing import Final

UPGRADE: Final = (
    b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)
TEXT, BINARY, CLOSE, PING, PONG, CONTINUATION = 0x81, 0x82, 0x88, 0x89, 0x8A, 0x00
OPENED: Final = b"CAP LS 302\r\n"
HELLO: Final = bytes.fromhex("16030100c8010000c40303") + bytes(180)


def frame(opcode: int, data: bytes = b"") -> bytes:
    """One frame of a client, masked with zeros."""
    size = len(data)
    length = bytes([0x80 | size]) if size < 126 else bytes([0x80 | 126]) + size.to_bytes(2)
    return bytes([opcode]) + length + bytes(4) + data


LINES: Final = {
    "blank": b"\r\n",
    "bare LF": b"\n",
    "bare CR": b"\r",
    "NUL": b"\0",
    "spaces": b"   \r\n",
    "tags alone": b"@a=b \r\n",
    "not UTF-8": b"\xff\r\n",
    "CR inside": b"A\rB\r\n",
    "too long": b"PRIVMSG x :" + b"y" * 600 + b"\r\n",
    "tags too long": b"@" + b"a" * 8191 + b" x\r\n",
    "endless": b"x" * 512,
    "telnet": b"\xff\xf1",
    "unknown": b"FOO\r\n",
    "PING": b"PING x\r\n",
    "CAP": b"CAP LS 302\r\n",
}
FRAMES: Final = {
    "ping": frame(PING),
    "large ping": frame(PING, b"x" * 125),
    "pong": frame(PONG),
    "fragment": frame(CONTINUATION),
    "small fragment": frame(CONTINUATION, b"x"),
    "empty message": frame(TEXT),
    "blank lines": frame(TEXT, b"\n" * 8000),
    "close": frame(CLOSE),
    "not UTF-8": frame(BINARY, b"\xff"),
}
CLASSIC: Final = {
    "blank": b"\n",
    "own name": b"mallory:\n",
    "unknown": b"/x\n",
    "incomplete": b"/msg\n",
    "spaces": b"   \n",
    "telnet": b"\xff\xf1",
    "endless": b"x" * 512,
}
# What is sent first, and what then, again and again.
KINDS: Final = (
    {f"irc: {name}": (OPENED, data) for name, data in LINES.items()}
    | {f"tls: {name}": (OPENED, data) for name, data in LINES.items()}
    | {f"websocket: {name}": (UPGRADE + frame(0x01) * ("fragment" in name), data) for name, data in FRAMES.items()}
    | {f"classic: {name}": (b"mallory\n", data) for name, data in CLASSIC.items()}
    | {
        "unknown: blank": (b"", b"\r\n"),
        "unknown: tags": (b"@", b"a"),
        "handshake: records": (HELLO, b"\x16\x03\x01\x00\x01\x00"),
        "handshake: alerts": (HELLO, b"\x15\x03\x03\x00\x02\x01\x00"),
        "http: head": (b"GET / HTTP/1.1\r\n", b"X: y\r\n"),
        "http: line": (b"GET /", b"x"),
        "http: requests": (b"", b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"),
    }
)


TRUSTING: Final = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
TRUSTING.check_hostname, TRUSTING.verify_mode = False, ssl.CERT_NONE


def connect(port: int, kind: str, source: str, name: str = "mallory") -> socket.socket:
    """A connection on which the rubbish comes next."""
    connection = socket.socket()
    connection.settimeout(2)
    connection.bind((source, 0))
    connection.connect(("127.0.0.1", port))
    if kind.startswith("tls:"):
        connection = TRUSTING.wrap_socket(connection)
    first, _ = KINDS[kind]
    connection.sendall(first.replace(b"mallory", name.encode()))
    return connection


def flood(port: int, kind: str, seconds: float, source: str) -> tuple[int, bytes]:
    """Send for so long. How often it was let in, and the last that was said."""
    data = KINDS[kind][1]
    data *= 16_384 // len(data) + 1
    end, came, said = time.monotonic() + seconds, 0, b""
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            connection = connect(port, kind, source)
            came += 1
            while time.monotonic() < end:
                with contextlib.suppress(TimeoutError):
                    connection.settimeout(0.2)
                    connection.send(data)
                connection.setblocking(False)
                with contextlib.suppress(BlockingIOError, ssl.SSLWantReadError):
                    said = connection.recv(1 << 16) or said
        with contextlib.suppress(OSError):
            said = connection.recv(1 << 16) or said
        connection.close()
        if b"Excess flood from your address" in said:
            break
        time.sleep(0.05)
    return came, said


if __name__ == "__main__":
    print(*flood(int(sys.argv[1]), sys.argv[2], float(sys.argv[3]), sys.argv[4]))
