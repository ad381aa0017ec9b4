# SPDX-License-Identifier: GPL-3.0-or-later
"""Many clients in one event loop: `Person` speaks IRC, reads all the time, and tells of each message as it comes.

Unlike `tests.support.client` they do not block each other. Nothing sleeps: what is waited for is an event.
"""

import asyncio
import ssl
from collections.abc import Callable, Iterable
from typing import Self

from protocol.message import Malformed, Message, parse

PATIENCE = 40.0
WELCOMED = ("376", "422")


class Person:
    """One client. Every message goes to `hear` as it comes; `closed` is set when the server has closed."""

    def __init__(self, nick: str, hear: Callable[["Person", Message], None] | None = None) -> None:
        self.nick = nick
        self.hear = hear
        self.reader: asyncio.StreamReader
        self.writer: asyncio.StreamWriter
        self.closed = asyncio.Event()
        self.last = Message("", [])
        self._waiting: list[tuple[Callable[[Message], bool], asyncio.Future[Message]]] = []
        self._listening: asyncio.Task[None] | None = None
        self._tokens = 0

    async def connect(self, port: int, tls: ssl.SSLContext | None = None) -> Self:
        """Connect and listen from now on."""
        self.reader, self.writer = await asyncio.wait_for(
            asyncio.open_connection("127.0.0.1", port, ssl=tls, limit=1 << 20), PATIENCE
        )
        self.closed.clear()
        self._listening = asyncio.create_task(self._listen())
        return self

    async def register(self, caps: str = "", *, rooms: Iterable[str] = ()) -> Self:
        """Register, and join."""
        caps = f"CAP REQ :{caps}\r\n" if caps else ""
        welcomed = self.expect(lambda message: message.command in WELCOMED)
        self.send(f"{caps}NICK {self.nick}\r\nUSER {self.nick} 0 * :{self.nick}\r\nCAP END")
        await welcomed
        for room in rooms:
            joined = self.expect(lambda message: message.command == "366")
            self.send(f"JOIN {room}")
            await joined
        return self

    def send(self, *lines: str) -> None:
        """Lines, in one write."""
        self.writer.write("".join(f"{line}\r\n" for line in lines).encode())

    def expect(self, wanted: Callable[[Message], bool]) -> "asyncio.Future[Message]":
        """The next message that is `wanted`. Fails with EOFError when the connection ends before, or after a while."""
        future: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        if self.closed.is_set():
            future.set_exception(EOFError(self.nick))
        else:
            self._waiting.append((wanted, future))
        return asyncio.ensure_future(asyncio.wait_for(future, PATIENCE))

    async def sync(self) -> None:
        """Wait until everything sent so far is answered."""
        self._tokens += 1
        token = f"sync-{self._tokens}"
        answered = self.expect(lambda message: message.command == "PONG" and message.params[-1] == token)
        self.send(f"PING {token}")
        await answered

    async def history(self, target: str, after: str = "*", page: int = 1000) -> list[Message]:
        """Everything that was said after the message with this id, or all."""
        found: list[Message] = []
        while True:
            lines = await self.batch(f"CHATHISTORY AFTER {target} {_reference(after)} {page}")
            found += lines
            if len(lines) < page:
                return found
            after = (lines[-1].tags or {})["msgid"]

    async def batch(self, command: str) -> list[Message]:
        """Send, and gather the messages of the batch that answers."""
        lines: list[Message] = []
        inside = ""

        def wanted(message: Message) -> bool:
            nonlocal inside
            if message.command == "FAIL":
                return True
            if message.command == "BATCH" and message.params[0].startswith("+") and not inside:
                inside = message.params[0][1:]
            elif inside and (message.tags or {}).get("batch") == inside:
                lines.append(message)
            return message.command == "BATCH" and message.params[0] == f"-{inside}"

        answered = self.expect(wanted)
        self.send(command)
        last = await answered
        if last.command == "FAIL":
            raise AssertionError(last)
        return lines

    async def close(self) -> None:
        """Close without a word."""
        if self._listening is not None:
            self.writer.close()
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)

    async def _listen(self) -> None:
        try:
            while (line := await self.reader.readline()).endswith(b"\n"):  # a connection may be cut in a line
                message = parse(line.decode().rstrip("\r\n"))
                if isinstance(message, Malformed):
                    raise AssertionError(message)
                self._heard(message)
        except (ConnectionError, ssl.SSLError):
            pass
        finally:
            self.closed.set()
            self.writer.close()
            for _, future in self._waiting:
                if not future.done():
                    future.set_exception(EOFError(self.nick))
            self._waiting.clear()

    def _heard(self, message: Message) -> None:
        self.last = message
        if message.command == "PING":
            self.send(f"PONG :{message.params[-1]}")
        if self.hear is not None:
            self.hear(self, message)
        for pair in self._waiting[:]:
            wanted, future = pair
            if wanted(message):
                self._waiting.remove(pair)
                if not future.done():
                    future.set_result(message)


def _reference(msgid: str) -> str:
    return "timestamp=1970-01-01T00:00:00.000Z" if msgid == "*" else f"msgid={msgid}"
