# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast does one room go? One sender, many receivers, the real server in a process of its own, synced to disk.

The sender keeps a number of messages in flight: it sends the next when an echo comes back, so nothing is counted that
is not on disk. One row per number: messages and deliveries a second, and the wait from sending to the echo. The
receivers share this process with the sender, which on two cores is often what limits; compare rows of one machine only.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import uvloop

ROOT = Path(__file__).parents[1]
UNLIMITED = {
    "HUBBUB_LIMITS__FLOOD_BURST": "0",
    "HUBBUB_LIMITS__CONNECTIONS_PER_IP": "0",
    "HUBBUB_LIMITS__CONNECT_RATE": "0",
}
PAYLOAD = "x" * 80


@contextmanager
def running_server() -> Iterator[int]:
    """The server on a free port of the loopback, on a directory of its own that goes away with it."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as place:
        settings = {
            "HUBBUB_LISTEN": f"127.0.0.1:{port}",
            "HUBBUB_DATA_DIR": f"{place}/data",
            "HUBBUB_LOG_DIR": f"{place}/logs",
        }
        server = subprocess.Popen(
            [sys.executable, "-m", "services.chat"],
            cwd=ROOT,
            env=os.environ | UNLIMITED | settings,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            while server.poll() is None:
                try:
                    socket.create_connection(("127.0.0.1", port)).close()
                    break
                except OSError:
                    time.sleep(0.05)
            else:
                sys.exit("The server did not start; `python -m services.chat` says why.")
            yield port
        finally:
            server.terminate()
            server.wait(30)


class Receiver(asyncio.Protocol):
    """A member of the room who counts what arrives."""

    def __init__(self, nick: str) -> None:
        self.nick = nick
        self.heard = 0
        self._rest = b""
        self.joined: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)  # uvloop's are not its subclasses
        self.say("CAP LS 302", "CAP REQ echo-message", "CAP END", f"NICK {self.nick}", f"USER {self.nick} 0 * :x")
        self.say("JOIN #bench")

    def say(self, *lines: str) -> None:
        self.transport.write("".join(f"{line}\r\n" for line in lines).encode())

    def data_received(self, data: bytes) -> None:
        if not self.joined.done() and b" 366 " in data and b"#bench" in data:
            self.joined.set_result(None)
        whole, _, self._rest = (self._rest + data).rpartition(b"\n")
        if (heard := whole.count(b" PRIVMSG #bench ")) > 0:
            self.heard += heard
            self.on_heard(heard)

    def connection_lost(self, error: Exception | None) -> None:
        if not self.joined.done():
            self.joined.set_exception(ConnectionError(f"{self.nick} could not join"))

    def on_heard(self, count: int) -> None:
        """For the sender, whose own messages come back."""


class Sender(Receiver):
    """The one who talks, with a bounded number of messages in flight."""

    def __init__(self, nick: str) -> None:
        super().__init__(nick)
        self.talking = False
        self.sent_at: deque[float] = deque()
        self.waits: list[float] = []

    def talk(self, in_flight: int) -> None:
        self.talking = True
        self._send(in_flight)

    def on_heard(self, count: int) -> None:
        now = time.perf_counter()
        self.waits.extend(now - self.sent_at.popleft() for _ in range(count))
        if self.talking:
            self._send(count)

    def _send(self, count: int) -> None:
        now = time.perf_counter()
        self.sent_at.extend(now for _ in range(count))
        self.transport.write(f"PRIVMSG #bench :{PAYLOAD}\r\n".encode() * count)


async def measure(port: int, receivers: int, in_flight: int, seconds: float) -> str:
    loop = asyncio.get_running_loop()
    people = [Receiver(f"r{number}") for number in range(receivers)]
    sender = Sender("sender")
    for person in (*people, sender):
        await loop.create_connection(lambda person=person: person, "127.0.0.1", port)  # type: ignore[misc]
        await person.joined
    started = time.perf_counter()
    sender.talk(in_flight)
    await asyncio.sleep(seconds)
    sender.talking = False
    took = time.perf_counter() - started
    messages = sender.heard
    deliveries = messages + sum(person.heard for person in people)
    waits = sorted(sender.waits)
    for person in (*people, sender):
        person.transport.abort()
    p50, p99 = (waits[min(len(waits) - 1, int(len(waits) * share))] * 1000 for share in (0.5, 0.99))
    return f"{in_flight:>9} {messages / took:>12,.0f} {deliveries / took:>14,.0f} {p50:>9.1f} {p99:>9.1f}"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fanout", description="How fast does one room go?")
    parser.add_argument("--receivers", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=5.0, help="for each row")
    parser.add_argument("--in-flight", type=int, nargs="+", default=[1, 32, 512])
    options = parser.parse_args(arguments)
    print(f"{options.receivers} receivers, {len(PAYLOAD)} bytes a message, Python {sys.version.split()[0]}")
    print("in flight   messages/s   deliveries/s  p50 (ms)  p99 (ms)")
    for in_flight in options.in_flight:
        with running_server() as port:
            print(uvloop.run(measure(port, options.receivers, in_flight, options.seconds)), flush=True)


if __name__ == "__main__":
    main()
