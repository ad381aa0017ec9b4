# SPDX-License-Identifier: GPL-3.0-or-later
"""Wiring only: makes the parts, ties them together, starts and stops them in order."""

import asyncio
import logging
import secrets
from collections.abc import Sequence
from typing import Final

from services.chat import classic_text, render
from services.chat.apply import apply
from services.chat.context import House
from services.chat.dispatch import Dispatcher
from services.chat.edge.classic import ClassicConnection
from services.chat.edge.connection import IrcConnection
from services.chat.edge.listener import Dialect, Listener
from services.chat.events import ChannelOpened, Event, UserQuit
from services.chat.fanout import Fanout
from services.chat.features import Features
from services.chat.history import History
from services.chat.ids import Ids
from services.chat.log.sqlite import SqliteHistory, SqliteLog
from services.chat.names import fold
from services.chat.pipeline import Pipeline
from services.chat.session import Frame, Session
from services.chat.settings import Settings
from services.chat.state import State
from services.chat.transcripts import Transcripts

logger: Final = logging.getLogger(__name__)
DRAIN_SECONDS: Final = 8.0


class App:
    """The running server. Create it inside the event loop; `start`, then `stop`."""

    def __init__(self, settings: Settings) -> None:
        """Raises `log.port.LogError` when the data directory can't be used."""
        loop = asyncio.get_running_loop()
        self._transcripts = Transcripts(settings.log_dir / "rooms") if settings.transcripts else None
        self._log = SqliteLog(
            settings.data_dir,
            loop.call_soon_threadsafe,
            synced=settings.durability == "full",
            after_commit=self._transcribe,
        )
        state = State()
        fanout = Fanout(render.render, classic_text.render)
        self._pipeline = Pipeline(self._log, state, fanout)
        ids = Ids(secrets.token_hex(3), after=self._log.newest_time())
        self._history = History(lambda: SqliteHistory(self._log.path))
        self.house = House(
            settings.server_name, settings, state, ids, self._pipeline, fanout, self._history,
            Features.of(settings), ids.now(),
        )  # fmt: skip
        self._dispatcher = Dispatcher(self.house)
        self._pipeline.resume = self._dispatcher.resume
        self.receive = self._dispatcher.receive
        self.defer = self._pipeline.defer
        self._sessions: set[Session] = set()
        self._listener: Listener | None = None
