# SPDX-License-Identifier: GPL-3.0-or-later
"""The real server for tests: in a thread of its own, on real sockets, with real files.

`Server(directory, **settings)` is a context manager; settings are those of docs/settings.md, as Python values.
"""

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import uvloop

from services.chat.app import App
from services.chat.settings.model import Settings
from tests.support.client import Client


class Server:
    """A running server. `restart` stops it and starts it again on the same data."""

    def __init__(self, directory: Path, **settings: Any) -> None:
        self.directory = directory
        self.settings: dict[str, Any] = {
            "listen": ["127.0.0.1:0"],
            "data_dir": directory / "data",
            "log_dir": directory / "logs",
            "server_name": "test.server",
            "limits": {"flood_burst": 0, "connect_rate": 0.0},
            **settings,
        }
        self.port = 0
        self.app: App
        self._loop: asyncio.AbstractEventLoop
        self._thread: threading.Thread
        self._stopping: asyncio.Event
        self._failure: BaseException | None = None
        self._clients: list[Client] = []

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start; returns once it listens. Raises what the start raised."""
        ready = threading.Event()
        self._failure = None

        async def serve() -> None:
            self._loop = asyncio.get_running_loop()
            self._stopping = asyncio.Event()
            try:
                self.app = App(Settings.model_validate(self.settings))
                addresses = await self.app.start()
                self.port = addresses[0].port
            except BaseException as failure:
                self._failure = failure
                raise
            finally:
                ready.set()
            await self._stopping.wait()
            await self.app.stop()

        def run() -> None:
            with contextlib.suppress(Exception):
                uvloop.run(serve())

        self._thread = threading.Thread(target=run, name="server")
        self._thread.start()
        ready.wait()
        if self._failure is not None:
            self._thread.join()
            raise self._failure

    def stop(self) -> None:
        """Stop as on SIGTERM, and close the clients made by `client`."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join()
        for client in self._clients:
            client.close()
        self._clients.clear()

    def restart(self) -> None:
        """Stop, and start on the same data; the port changes."""
        self.stop()
        self.start()

    def client(self, nick: str = "", caps: str = "", **options: Any) -> Client:
        """A connection; registered, and out of the autojoin rooms' greeting, if a nickname is given."""
        client = Client(self.port, **options)
        self._clients.append(client)
        if nick:
            client.register(nick, caps)
        return client


@contextlib.contextmanager
def running(directory: Path, **settings: Any) -> Iterator[Server]:
    """`with running(tmp_path, autojoin=[]) as server: …`"""
    with Server(directory, **settings) as server:
        yield server
