# SPDX-License-Identifier: GPL-3.0-or-later
"""One order for everything that happens: submitted, committed in batches, applied, shown.

While one batch is being committed or written to a large room the next one gathers, so load makes batches larger, not
queues longer. Nothing is applied or shown before it is durable. A batch with nothing durable in it skips the log but
keeps its place.
A batch has at most `MOST_AT_ONCE` entries, so that what it writes to one reader fits the send queue.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import Final

from protocol.standard_replies import ANY_INTERNAL_ERROR
from services.chat.apply import apply
from services.chat.events import Event, MessageSent, Withdrawn
from services.chat.fanout import SLICE, Entry, Fanout
from services.chat.log.port import EventLog
from services.chat.responses import Response
from services.chat.rules import Failed, Refusal
from services.chat.session import Session
from services.chat.state import State

logger: Final = logging.getLogger(__name__)
MOST_AT_ONCE: Final = 1024
LAST_RECEIVERS: Final = 2 * SLICE  # the next batch is committed while these are written to, which takes about as long
NOT_SAVED: Final = "It could not be saved and was not sent; try again"


def _unwired(*_: object) -> None:
    """Stands where the application puts its own."""


class _Follower(Entry):
    """An event that is saved with another one and means something only if that one came about."""

    __slots__ = ("cause",)

    def __init__(self, event: Event, cause: Entry) -> None:
        super().__init__(event)
        self.cause = cause


def _nothing(event: Event) -> Sequence[Event]:
    """As long as nobody wants more to be saved with an event."""
    return ()


class Pipeline:
    """Takes events of this node's sessions. `resume` is called with each session that need wait no longer."""

    def __init__(self, log: EventLog, state: State, fanout: Fanout) -> None:
        self._log = log
        self._state = state
        self._fanout = fanout
        self._loop = asyncio.get_running_loop()
        self._pending: list[Entry] = []
        self._committing: list[Entry] | None = None
        self._scheduled = False
        self._idle: asyncio.Future[None] | None = None
        self.unsaved: Callable[[Session, Entry, Refusal], None] = _unwired
        self.resume: Callable[[Session], None] = _unwired
        self.observers: list[Callable[[Event], None]] = []  # told what was applied, but for messages to channels
        self.counters: list[Callable[[Event], None]] = []  # told of everything
        self.followers: Callable[[Event], Sequence[Event]] = _nothing

    def post(self, event: Event, session: Session | None = None, response: Response | None = None) -> None:
        """Take `event`; its sender goes on at once. A failure to save it is told to the sender."""
        if session is not None:
            session.inflight += 1
            if response is not None:
                response.expect()
        entry = Entry(event, session, response)
        self._take(entry)
        if not event.is_message:  # nothing follows those
            self._take_followers(event, entry)

    async def submit(self, event: Event, session: Session | None = None, response: Response | None = None) -> None:
        """Take `event` and wait until it is applied and shown. Raises the `Refusal` it met."""
        outcome: asyncio.Future[None] = self._loop.create_future()
        if response is not None:
            response.expect()

        def settle(error: BaseException | None) -> None:
            if outcome.done():
                return
            if error is None:
                outcome.set_result(None)
            else:
                outcome.set_exception(error)

        entry = Entry(event, session, response, settle)
        self._take(entry)
        self._take_followers(event, entry)
        await outcome

    def defer(self, session: Session, data: bytes) -> None:
        """Lines for one session that have to stay behind its events under way."""
        session.inflight += 1
        self._take(Entry(None, session, data=data))

    def after(self, call: Callable[[], None]) -> None:
        """Call `call` when everything taken so far is committed and applied, or could not be."""
        self._take(Entry(None, outcome=lambda error: call()))

    @property
    def waiting(self) -> int:
        """How many entries wait for the batch after the one that is being committed."""
        return len(self._pending)

    async def drain(self) -> None:
        """Wait until everything taken so far is committed and shown."""
        while self._pending or self._committing is not None:
            self._idle = self._loop.create_future()
            await self._idle

    def _take(self, entry: Entry) -> None:
        self._pending.append(entry)
        if not self._scheduled and self._committing is None:
            self._schedule()

    def _schedule(self) -> None:
        self._scheduled = True
        self._loop.call_soon(self._turn)

    def _turn(self) -> None:
        self._scheduled = False
        self._go_on()

    def _go_on(self) -> None:
        """What one turn of the loop does: give the log what gathered, then write to the next receivers."""
        if self._fanout.unwritten <= LAST_RECEIVERS:
            self._commit()
        self._fanout.write_some()
        if (self._fanout.unwritten or (self._pending and self._committing is None)) and not self._scheduled:
            self._schedule()

    def _take_followers(self, event: Event, entry: Entry) -> None:
        for follower in self.followers(event):
            self._take(_Follower(follower, entry))

    def _commit(self) -> None:
        if self._committing is not None or not self._pending:
            return
        batch = self._committing = self._next()
        events = [entry.event for entry in batch if entry.event is not None and entry.event.durable]
        if events:
            self._log.commit(events, self._committed)
        else:
            self._release(self._finish(None))

    def _next(self) -> list[Entry]:
        """The next batch. What is saved with an event stays with it."""
        pending, end = self._pending, MOST_AT_ONCE
        while end < len(pending) and type(pending[end]) is _Follower:
            end += 1
        self._pending = pending[end:]
        return pending[:end]

    def _committed(self, error: BaseException | None) -> None:
        waiting = self._finish(error)
        self._go_on()
        self._release(waiting)

    def _finish(self, error: BaseException | None) -> dict[Session, None]:
        """Show the batch, or refuse it. The sessions that waited for it."""
        batch, self._committing = self._committing or [], None
        waiting: dict[Session, None] = {}
        for entry in batch:
            try:
                self._show(entry, error)
            except Exception as problem:
                logger.exception("an event could not be shown", extra={"event_kind": type(entry.event).__name__})
                if entry.outcome is not None:
                    entry.outcome(problem)
            session = entry.session
            if session is not None and entry.outcome is None:
                session.inflight -= 1
                if not session.inflight and session.waiting:
                    waiting[session] = None
        try:
            self._fanout.end_batch()
        except Exception:  # as above: a mistake of ours, which nobody else has to wait for
            logger.exception("messages could not be shown")
            self._fanout.end_batch()
        return waiting

    def _release(self, waiting: dict[Session, None]) -> None:
        for session in waiting:
            self.resume(session)
        if self._idle is not None and not self._pending:
            self._idle.set_result(None)
            self._idle = None

    def _show(self, entry: Entry, error: BaseException | None) -> None:
        event = entry.event
        if event is None:
            if entry.session is not None:
                self._fanout.add_data(entry.session, entry.data)
            elif entry.outcome is not None:
                self._fanout.end_run()
                entry.outcome(None)
            return
        if error is not None and event.durable and not event.inevitable:
            self._refuse(entry, Failed(ANY_INTERNAL_ERROR, text=NOT_SAVED))
            return
        if type(event) is MessageSent and not event.recipient and not event.floor:
            channel = self._state.channels.get(event.conversation)
            if channel is not None:
                self._fanout.add_message(entry, channel)
                if self.counters:
                    self._count(event)
                return
        self._fanout.end_run()
        if type(entry) is _Follower and entry.cause.event is None:
            return
        try:
            audiences = apply(self._state, event)
        except Refusal as refusal:
            self._refuse(entry, refusal)
            if event.durable:
                self._take(Entry(Withdrawn.of(event)))
            return
        self._fanout.add(entry, audiences)
        self._observe(event)
        if entry.outcome is not None:
            entry.outcome(None)

    def _observe(self, event: Event) -> None:
        for observer in self.observers:
            observer(event)
        self._count(event)

    def _count(self, event: Event) -> None:
        for counter in self.counters:
            counter(event)

    def _refuse(self, entry: Entry, refusal: Refusal) -> None:
        if entry.outcome is not None:
            self._fanout.settle(entry)
            entry.event = None
            entry.outcome(refusal)
        elif entry.session is not None:
            # only messages are posted, and what can go wrong with them was asked before: this is the log's failure
            self.unsaved(entry.session, entry, refusal)
            self._fanout.settle(entry)
