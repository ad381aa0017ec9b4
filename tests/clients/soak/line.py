# SPDX-License-Identifier: GPL-3.0-or-later
"""A line between the window and a server, and the thread that such things run in, so that the window's own does nothing
but what a window does.
"""

import asyncio
import contextlib
import threading
from collections.abc import Callable, Coroutine
from typing import Any


class Background:
    """A thread with an event loop."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, name="servers", daemon=True)
        self._thread.start()

    def run(self, what: Coroutine[Any, Any, Any]) -> Any:
        """Have it done there, and wait for it."""
        return asyncio.run_coroutine_threadsafe(what, self.loop).result(20)

    def call(self, what: Callable[..., object], *args: object) -> None:
        """Have it done there, and wait for it."""

        async def calling() -> None:
            what(*args)
            await asyncio.sleep(0.01)  # what follows from it, such as the end of a connection, has happened, too

        self.run(calling())

    def close(self) -> None:
        """End the thread."""

        async def end() -> None:
            tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

        self.run(end())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()


class Line:
    """Between a client and a server: it may be slow, or stand still."""

    def __init__(self, background: Background, port: int) -> None:
        self.background, self.to = background, port
        self.delay = 0.0  # seconds for every piece, each way
        self.rate = 0.0  # bytes a second; 0: as fast as can be
        self.port = 0
        self._writers: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server = background.run(asyncio.start_server(self._connected, "127.0.0.1", 0))
        self.port = self._server.sockets[0].getsockname()[1]

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self.to)
        except OSError:
            writer.transport.abort()
            return
        self._writers |= {writer, back}
        try:
            await asyncio.gather(self._carry(reader, back), self._carry(there, writer))
        finally:
            for end in (writer, back):
                self._writers.discard(end)
                end.transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(2048 if self.rate else 65536):
                await asyncio.sleep(self.delay + (len(data) / self.rate if self.rate else 0))
                writer.write(data)
                await writer.drain()
        writer.close()

    def drop(self) -> None:
        """Every connection breaks."""

        def abort() -> None:
            for writer in list(self._writers):
                writer.transport.abort()

        self.background.call(abort)

    def close(self) -> None:
        """No more."""
        self.background.call(self._server.close)
        self.drop()
