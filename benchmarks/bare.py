# SPDX-License-Identifier: GPL-3.0-or-later
"""The obvious loop: a bare uvloop protocol that writes each line to each receiver as it comes, and stores nothing.

`python -m benchmarks.bare PORT`. It speaks just enough IRC for load.c, and shows what our batches are worth, and what
a connection costs in memory when there is nothing but the connection.
"""

import asyncio
import sys
from typing import cast

import uvloop

ROOMS: dict[bytes, "list[Client]"] = {}
NICKS: dict[bytes, "Client"] = {}


class Client(asyncio.Protocol):
    """One connection."""

    __slots__ = ("nick", "tail", "transport")

    def __init__(self) -> None:
        self.nick = b"*"
        self.tail = b""
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """It is there."""
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Each whole line is handled."""
        *lines, self.tail = (self.tail + data).split(b"\n")
        for line in lines:
            self.handle(line.rstrip(b"\r"))

    def handle(self, line: bytes) -> None:
        """One line."""
        command, _, rest = line.partition(b" ")
        first = rest.partition(b" ")[0]
        if command == b"PRIVMSG":
            line = b":%b!~n@127.0.0.1 %b\r\n" % (self.nick, line)
            for member in ROOMS[first] if first.startswith(b"#") else [NICKS[first]]:
                if member is not self:
                    member.transport.write(line)
        elif command == b"NICK":
            self.nick = rest
            NICKS[rest] = self
        elif command == b"USER":
            self.transport.write(b":bare 376 %b :end\r\n" % self.nick)
        elif command == b"JOIN":
            ROOMS.setdefault(rest, []).append(self)
            self.transport.write(b":bare 366 %b #r :end\r\n" % self.nick)
        elif command == b"PING":
            self.transport.write(b":bare PONG bare :%b\r\n" % rest)


async def serve(port: int) -> None:
    """For ever."""
    server = await asyncio.get_running_loop().create_server(Client, "127.0.0.1", port, backlog=4096)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1])))
