# SPDX-License-Identifier: GPL-3.0-or-later
"""Prometheus metrics, on a port of their own that only this machine reaches. Off unless `metrics_listen` is set.

Nothing else in the server knows that it is measured: what is measured is wrapped (`measured`, `counted`), asked
(`watch_state`) or observed (`observe`), and all of it is tied together in `app`. Names are `hubbub_…` with the base
units that Prometheus recommends. A new metric: a line in `__init__`, and its row in docs/metrics.md.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, cast
from urllib.parse import urlsplit

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    start_http_server,
)

from services.chat.edge.arrival import Seat, Speaker
from services.chat.edge.dialects import Dialect
from services.chat.edge.listener import Factory, ListenError
from services.chat.events import Event
from services.chat.log.port import Done, EventLog, Wanted, every
from services.chat.session import Peer
from services.chat.settings.values import Address, loopback
from services.chat.state import State

LAG_SECONDS: Final = 0.5  # how often the loop's lag is measured
_COMMIT_BUCKETS: Final = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5)
_LAG_BUCKETS: Final = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5)
_BATCH_BUCKETS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


class Metrics:
    """All metrics of one server, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=registry)
        self._connections = Gauge("hubbub_connections", "Open connections", ["dialect"], registry=registry)
        self._accepted = Counter("hubbub_connections_accepted", "Connections so far", ["dialect"], registry=registry)
        self._users = Gauge("hubbub_users", "People who are here", registry=registry)
        self._channels = Gauge("hubbub_channels", "Channels that exist", registry=registry)
        self._queue = Gauge("hubbub_queue_events", "Events that wait for the log", registry=registry)
        self._events = Counter("hubbub_events", "What happened so far", ["kind"], registry=registry)
        self._commit = Histogram(
            "hubbub_commit_seconds", "Time to make a batch durable", buckets=_COMMIT_BUCKETS, registry=registry
        )
        self._batch = Histogram("hubbub_batch_events", "Events in a batch", buckets=_BATCH_BUCKETS, registry=registry)
        self._failed = Counter("hubbub_batches_failed", "Batches that could not be saved", registry=registry)
        self._lag = Histogram(
            "hubbub_loop_lag_seconds", "How late the event loop is", buckets=_LAG_BUCKETS, registry=registry
        )
        self._timer: asyncio.TimerHandle | None = None
        self._stop: Callable[[], None] = lambda: None

    def serve(self, address: Address) -> Address:
        """Answer Prometheus at `address`, from a thread. The address with its real port. Raises `ListenError`."""
        try:
            server, thread = start_http_server(address.port, address.host, self.registry)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise ListenError(f"The metrics can't be served on {address}: {reason}; set metrics_listen.") from None

        server.set_app(_under_own_name(server.get_app()))

        def stop() -> None:
            server.shutdown()
            server.server_close()
            thread.join()

        self._stop = stop
        return Address(address.host, server.server_port)

    def close(self) -> None:
        """Answer no more."""
        if self._timer is not None:
            self._timer.cancel()
        self._stop()

    def watch_state(self, state: State, waiting: Callable[[], int]) -> None:
        """Tell how many people and channels there are, and how many events wait."""
        self._users.set_function(lambda: len(state.users))
        self._channels.set_function(lambda: len(state.channels))
        self._queue.set_function(waiting)

    def watch_writer(self, pid: int) -> None:
        """Tell of the writer's process what `process_…` tells of the server's."""
        ProcessCollector("hubbub_writer", lambda: pid, registry=self.registry)

    def watch_loop(self, loop: asyncio.AbstractEventLoop) -> None:
        """Measure from now on how late the loop is."""
        due = loop.time() + LAG_SECONDS

        def look() -> None:
            self._lag.observe(max(0.0, loop.time() - due))
            self.watch_loop(loop)

        self._timer = loop.call_at(due, look)

    def observe(self, event: Event) -> None:
        """Something happened; for the pipeline's observers."""
        self._events.labels(type(event).__name__).inc()

    def counted(self, dialect: Dialect, factory: Factory) -> Factory:
        """`factory`, whose connections are counted."""
        here, accepted = self._connections.labels(dialect.value), self._accepted.labels(dialect.value)

        def make(peer: Peer, seat: Seat) -> Speaker:
            here.inc()
            accepted.inc()
            seat.then(here.dec)
            return factory(peer, seat)

        return make

    def measured(self, log: EventLog) -> EventLog:
        """`log`, whose commits are timed."""
        return _MeasuredLog(log, self._commit, self._batch, self._failed)


def _under_own_name(app: Any) -> Any:
    """`app`, which answers under this machine's own names alone: a web page could have pointed another one here."""

    def answer(environ: dict[str, str], start_response: Callable[..., Any]) -> Iterable[bytes]:
        host = urlsplit(f"//{environ.get('HTTP_HOST', '')}").hostname or ""
        if loopback(host):
            return cast(Iterable[bytes], app(environ, start_response))
        start_response("421 Misdirected Request", [("Content-Type", "text/plain")])
        return [b"Metrics are answered under an address of this machine, or as localhost.\n"]

    return answer


class _MeasuredLog:
    """An `EventLog` around another."""

    def __init__(self, log: EventLog, seconds: Histogram, sizes: Histogram, failed: Counter) -> None:
        self._log = log
        self._seconds = seconds
        self._sizes = sizes
        self._failed = failed

    def commit(self, events: Sequence[Event], done: Done) -> None:
        """See `EventLog.commit`."""
        began = time.perf_counter()

        def measured(error: BaseException | None) -> None:
            self._seconds.observe(time.perf_counter() - began)
            self._sizes.observe(len(events))
            if error is not None:
                self._failed.inc()
            done(error)

        self._log.commit(events, measured)

    def replay(self, wanted: Wanted = every) -> Iterator[Event]:
        """See `EventLog.replay`."""
        return self._log.replay(wanted)

    def newest_time(self) -> int:
        """See `EventLog.newest_time`."""
        return self._log.newest_time()

    def close(self) -> None:
        """See `EventLog.close`."""
        self._log.close()
