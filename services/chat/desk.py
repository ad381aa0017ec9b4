# SPDX-License-Identifier: GPL-3.0-or-later
"""The front desk: every session that is open, from its first byte to its last.

The edge announces sessions and hands in their lines; the desk turns a lost connection into the person's leaving.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Final

from protocol.message import Message
from services.chat.context import House, Request
from services.chat.dispatch import Dispatcher
from services.chat.edge.send_queue import Budget
from services.chat.events import MessageSent
from services.chat.fanout import Entry
from services.chat.flows.dialogue import answer
from services.chat.flows.stays import parting
from services.chat.pipeline import Pipeline
from services.chat.rules import Refusal
from services.chat.session import Session

logger: Final = logging.getLogger(__name__)
LAST_WORDS: Final = 0.2  # seconds in which lines that were on their way are answered with FAIL


class Desk:
    """What `edge.connection.Desk` asks for."""

    def __init__(self, house: House, dispatcher: Dispatcher, pipeline: Pipeline) -> None:
        self.house = house
        self.sessions = house.sessions
        self._dispatcher = dispatcher
        self._pipeline = pipeline
        self._leaving = False
        self.budget = Budget()
        self.receive = dispatcher.receive
        self.defer = pipeline.defer
        pipeline.resume = dispatcher.resume
        pipeline.unsaved = self._unsaved

    def opened(self, session: Session) -> None:
        """A connection was made."""
        self.sessions.add(session)
        self.house.bans.admit(session)
        logger.debug("connection opened", extra={"ip": session.peer.ip, "session": session.sid})

    def closed(self, session: Session, reason: str, departed: Callable[[], None]) -> None:
        """A session has ended; with a person's last one, the person leaves, or is away if they stay."""
        self._leave(session, reason)
        if session.uid or session.registration.submitted or session.inflight:
            self._pipeline.after(departed)
        else:
            departed()

    def _leave(self, session: Session, reason: str) -> None:
        self.sessions.discard(session)
        session.backlog.clear()
        self.house.multiline.drop(session)
        self.house.accounts.closed(session)
        self.house.monitors.forget(session)
        self.house.subscriptions.forget(session)
        house, user = self.house, session.user(self.house.state)
        if user is None:
            return
        last = house.fanout.detach(user.uid, session)
        house.fanout.forget(user.channels)
        logger.info("disconnected", extra={"nick": user.nick, "ip": session.peer.ip, "reason": reason})
        if last:
            event = parting(house, user, reason)
            if event is not None:
                house.road.post(event)

    async def goodbye(self, reason: str) -> None:
        """Finish what was taken from everyone, then close every session, and wait until all of it is done."""
        await self._dispatcher.close()
        await self._pipeline.drain()
        await asyncio.sleep(LAST_WORDS)
        for session in tuple(self.sessions):
            session.close(reason)
        await self._pipeline.drain()
        await asyncio.sleep(0)  # transports write what is queued when the loop turns

    def _unsaved(self, session: Session, entry: Entry, refusal: Refusal) -> None:
        command = entry.event.command if isinstance(entry.event, MessageSent) else "PRIVMSG"
        answer(Request(self.house, session, Message(command, []), entry.response), refusal)
