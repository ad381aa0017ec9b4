# SPDX-License-Identifier: GPL-3.0-or-later
"""Wiring only: makes the parts, ties them together, starts and stops them in order."""

import asyncio
import contextlib
import logging
import secrets
import socket
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from services.chat import classic_text, render, writer
from services.chat.apply import apply, matters
from services.chat.cloaks import FILE, load_key
from services.chat.commands import TABLE, USAGE
from services.chat.context import House
from services.chat.desk import Desk
from services.chat.dispatch import Dispatcher
from services.chat.edge.classic import ClassicConnection
from services.chat.edge.connection import IrcConnection
from services.chat.edge.dialects import Classifier, Dialect
from services.chat.edge.gate import Gate
from services.chat.edge.hosts import WebHosts
from services.chat.edge.http import HttpConnection, WebTerms
from services.chat.edge.listener import Factory, Listener, Terms
from services.chat.edge.tls import Certificates
from services.chat.edge.turned_away import ForeignConnection
from services.chat.edge.websocket import WebSocketConnection
from services.chat.events import ChannelOpened
from services.chat.fanout import Fanout
from services.chat.files import why
from services.chat.flows import metadata
from services.chat.flows.stays import Followers
from services.chat.ids import AHEAD, NODE_DIGITS, Ids
from services.chat.log.index import Follower, SqliteIndex
from services.chat.log.marks import SqliteMarkers
from services.chat.log.port import LogError
from services.chat.log.process import ProcessLog
from services.chat.log.retention import Retention
from services.chat.log.sqlite import SqliteHistory
from services.chat.metrics import Metrics
from services.chat.names import fold
from services.chat.parts.accounts import Accounts
from services.chat.parts.bans import Bans
from services.chat.parts.credentials import Credentials
from services.chat.parts.departures import Departures
from services.chat.parts.features import Features
from services.chat.parts.history import History
from services.chat.parts.markers import Markers
from services.chat.parts.monitors import Monitors
from services.chat.parts.multiline import Drafts
from services.chat.parts.networks import DAY, DAYS, KnownNetworks
from services.chat.parts.scheduler import Scheduler
from services.chat.parts.search import Search
from services.chat.parts.subscriptions import Subscriptions
from services.chat.pipeline import Pipeline
from services.chat.reloading import Reloader
from services.chat.rules import Refusal
from services.chat.session import Session
from services.chat.settings.model import Settings
from services.chat.settings.values import Address
from services.chat.state import State

logger: Final = logging.getLogger(__name__)
DRAIN_SECONDS: Final = 7.0
CLOSE_SECONDS: Final = 1.0  # for what is still to be written, and for the end of TLS


class App:
    """The running server. Make it inside the event loop; then `start`, and at the end `stop`."""

    def __init__(
        self,
        settings: Settings,
        load: Callable[[], Settings] | None = None,
        source: str = "settings",
        lost: Callable[[], None] = lambda: None,
    ) -> None:
        """`load` reads the settings again (REHASH), `source` is what it reads them from.

        `lost` is called when nothing can be saved any more and the server has to end.
        Raises `log.port.LogError` or `edge.tls.TlsError` with one sentence for the operator.
        """
        loop = asyncio.get_running_loop()
        self._certificates = _certificates(settings)
        self._log = ProcessLog(settings.data_dir, _writer(settings), loop, after_commit=self._committed, lost=lost)
        with contextlib.ExitStack() as opened:  # what is closed again if the rest can't be made
            opened.callback(self._log.close)
            self._furnish(settings, load, source, opened)
            opened.pop_all()

    def _furnish(
        self, settings: Settings, load: Callable[[], Settings] | None, source: str, opened: contextlib.ExitStack
    ) -> None:
        loop, state = asyncio.get_running_loop(), State()
        fanout = Fanout(render.render, classic_text.render)
        self.metrics_address: Address | None = None
        self._metrics = Metrics() if settings.metrics_listen is not None else None
        log = self._log if self._metrics is None else self._metrics.measured(self._log)
        self._pipeline = Pipeline(log, state, fanout)
        self._open_views(opened)
        markers = Markers(lambda: SqliteMarkers(settings.data_dir))
        opened.callback(markers.close)
        credentials = Credentials()
        opened.callback(credentials.close)
        ids = Ids(secrets.token_hex(NODE_DIGITS // 2), after=self._log.newest_time(), ahead=AHEAD)
        networks = KnownNetworks(ids.now, markers.remember, markers.networks(ids.now() - DAYS * DAY))
        gate = Gate(settings.limits, settings.exempt_networks, loop.time)
        monitors = Monitors(settings.server_name, state)
        sessions: set[Session] = set()
        scheduler = Scheduler()
        bans = Bans(settings.server_name, state, sessions, fanout.sessions_of, ids.now, scheduler)
        self.reloader = Reloader(
            source,
            load or (lambda: settings),
            (lambda new: gate.configure(new.limits, new.exempt_networks), self._renew),
        )
        self.house = House(
            settings.server_name, settings, state, ids, self._pipeline, fanout, self._history,
            self._search, markers, Drafts(),
            Features.of(settings), Accounts(lambda: self.house.settings, loop.time, credentials, networks),
            monitors, Subscriptions(), bans, Departures(), sessions, USAGE, self.reloader, ids.now(), scheduler,
            _cloak_key(settings.data_dir),
        )  # fmt: skip
        self._tie()
        self.desk = Desk(self.house, Dispatcher(self.house), self._pipeline)
        self._listener = self._door(settings, gate)

    def _open_views(self, opened: contextlib.ExitStack) -> None:
        """What reads the log beside the loop."""
        self._history = History(lambda: SqliteHistory(self._log.path))
        opened.callback(self._history.close)
        self._follower = Follower(self._log.path)
        opened.callback(self._follower.close)
        self._retention = Retention(
            self._log.path,
            lambda: (self.house.settings.retention.days, self.house.settings.retention.messages),
            self._follower.forget,
            self._log.forget,
        )
        self._search = Search(lambda: SqliteIndex(self._log.path, self._follower))
        opened.callback(self._search.close)

    def _tie(self) -> None:
        """The parts of the house that have to know of each other, or of what happens."""
        house = self.house
        self.reloader.house = house
        house.monitors.online = partial(metadata.appeared, house)
        self._pipeline.observers += (
            house.markers.observe,
            house.accounts.networks.observe,
            house.monitors.observe,
            house.bans.observe,
            house.departures.observe,
        )
        self._pipeline.followers = Followers(house.state, house.ids)

    def _committed(self) -> None:
        self._follower.wake()

    async def start(self) -> list[Address]:
        """Bring the state back and listen. The addresses with their real ports. Raises `ListenError`, stopped again."""
        try:
            return await self._start()
        except BaseException:
            await self.stop()
            raise

    async def _start(self) -> list[Address]:
        self._restore()
        self._retention.start()
        addresses = await self._listener.start()
        if self._metrics is not None and self.house.settings.metrics_listen is not None:
            self.metrics_address = self._metrics.serve(self.house.settings.metrics_listen)
            self._metrics.watch_loop(asyncio.get_running_loop())
            self._metrics.watch_writer(self._log.pid)
        if self._certificates is not None:
            self._certificates.watch(asyncio.get_running_loop())
        return addresses

    async def stop(self) -> None:
        """Take nothing new, finish what was taken, say goodbye, close the log."""
        self._listener.close()
        if self._metrics is not None:
            self._metrics.close()
        if self._certificates is not None:
            self._certificates.close()
        try:
            await asyncio.wait_for(self.desk.goodbye("Server is shutting down"), DRAIN_SECONDS)
        except TimeoutError:
            logger.warning("some connections did not close in time")
        await self._listener.drain(CLOSE_SECONDS)
        self.house.accounts.credentials.close()
        self._history.close()
        self._search.close()
        self.house.markers.close()
        self._follower.close()
        await asyncio.to_thread(self._retention.close)  # which may be waiting for the log
        self._log.close()

    def _door(self, settings: Settings, gate: Gate) -> Listener:
        """The port, with what each dialect becomes."""
        web = WebTerms(
            lambda peer, seat: WebSocketConnection(self.desk, peer, seat),
            settings.network,
            WebHosts((settings.server_name, *_own_names(), *settings.web_hosts), origins=settings.websocket_origins),
            settings.websocket_origins,
            settings.proxy_networks,
            settings.limits.registration_timeout,
        )

        def factory_of(dialect: Dialect) -> Factory:
            return factories[dialect]

        factories: dict[Dialect, Factory] = {
            Dialect.IRC: lambda peer, seat: IrcConnection(self.desk, peer, seat),
            Dialect.HTTP: lambda peer, seat: HttpConnection(web, peer, seat),
            Dialect.FOREIGN: ForeignConnection,
            Dialect.CLASSIC: lambda peer, seat: ClassicConnection(self.desk, peer, seat, others=factory_of),
        }
        if self._metrics is not None:
            self._metrics.watch_state(self.house.state, lambda: self._pipeline.waiting)
            self._pipeline.counters.append(self._metrics.observe)
            factories = {dialect: self._metrics.counted(dialect, make) for dialect, make in factories.items()}
        return Listener(
            settings.listen,
            Terms(
                factories,
                Classifier(TABLE),
                gate,
                tls=lambda: self._certificates.context if self._certificates is not None else None,
                proxy_networks=settings.proxy_networks,
            ),
        )

    def _renew(self, settings: Settings) -> None:
        self._log.keep(settings.retention.days)
        if self._certificates is not None:
            self._certificates.reload()

    def _restore(self) -> None:
        """The rooms that are always there, then everything lasting that ever happened."""
        state, ids = self.house.state, self.house.ids
        for name in self.house.settings.autojoin:
            apply(state, ChannelOpened(*ids.stamp(), "", self.house.server, "", fold(name), name, "nt"))
        for event in self._log.replay(partial(matters, state)):
            try:
                apply(state, event)
            except Refusal:
                continue  # it was refused then, too


def _writer(settings: Settings) -> list[str]:
    return writer.command(
        settings.data_dir,
        synced=settings.durability == "full",
        transcripts=settings.log_dir / "rooms" if settings.transcripts else None,
        days=settings.retention.days,
        for_group=settings.transcripts_for_group,
    )


def _own_names() -> tuple[str, str]:
    """How the machine calls itself, also in the local network (RFC 6762)."""
    name = socket.gethostname()
    return name, f"{name.partition('.')[0]}.local"


def _certificates(settings: Settings) -> Certificates | None:
    if settings.tls_certificate is None or settings.tls_key is None:
        return None
    return Certificates(settings.tls_certificate, settings.tls_key)


def _cloak_key(directory: Path) -> bytes:
    try:
        return load_key(directory)
    except OSError as error:
        reason = why(error, directory / FILE)
        raise LogError(f"The file {FILE} in {str(directory)!r} cannot be kept: {reason}.") from None
