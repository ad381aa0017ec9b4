# SPDX-License-Identifier: GPL-3.0-or-later
"""What all commands share: the command's row, registration, parameters, cost, labels, refusals, and taking turns.

A session's lines are handled in order. A plain handler runs at once. A coroutine handler changes state: the
session's next line waits until it is done. A row that is not `pipelined` also waits until the session's events
under way are committed, so an answer never overtakes what was sent before the question. Nor may a session have more
than `MOST_INFLIGHT` of them, or more than `MOST_LINES` and `MOST_ANSWERS` in one turn of the loop: who sends faster
than that is read more slowly, and nobody else has to wait.

What is no message costs what a line does, but does not wait: it is taken on credit, as much as the allowance holds.
Who goes on is closed (`Session.excess`). Those to whom the flood limits do not apply are slowed down instead.
"""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, Final

from protocol import capabilities as caps
from protocol import numerics as n
from protocol.message import Malformed, Message, Reason, escape_tag, parse, salvage
from protocol.standard_replies import ANY_INTERNAL_ERROR
from services.chat.commands import TABLE, Command, When
from services.chat.context import House, Request
from services.chat.flows.dialogue import answer
from services.chat.flows.drafting import intrudes
from services.chat.flows.malformed import refuse
from services.chat.responses import Response
from services.chat.rules import Failed, Refusal, Refused
from services.chat.session import Frame, Session
from services.chat.settings.model import Limits

logger: Final = logging.getLogger(__name__)
MOST_INFLIGHT: Final = 1024
MOST_LINES: Final = 64
MOST_ANSWERS: Final = 256
MOST_RUBBISH: Final = 16  # of those without a flood limit, in one turn; then they wait for `RUBBISH_SECONDS`
RUBBISH_SECONDS: Final = 0.003
CLOSING: Final = "The server is shutting down; this was not done"


class Dispatcher:
    """Runs commands for sessions."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._loop = asyncio.get_running_loop()
        self._tasks: set[asyncio.Task[None]] = set()
        self._closing = False

    def receive(self, session: Session) -> None:
        """Something has arrived in the session's backlog."""
        session.heard_at = self._loop.time()
        if not session.waiting:
            self._go_on(session)

    def resume(self, session: Session) -> None:
        """The session may go on with what is waiting."""
        if session.waiting:
            session.waiting = False
            session.heard_at = self._loop.time()  # that it was not read meanwhile is our doing
            self._go_on(session)
            session.drained()

    def _go_on(self, session: Session) -> None:
        """Handle what is there, as far as that can be done in this turn of the loop."""
        backlog, left = session.backlog, MOST_LINES
        session.rubbish = 0
        while lines := backlog.take(left):
            for place, line in enumerate(lines):
                if len(session.outbox) > MOST_ANSWERS or not self._turn(session, line):
                    backlog.put_back(place)
                    session.waiting = True
                    if len(session.outbox) > MOST_ANSWERS:
                        self._wake(session, 0)
                    return
            left -= len(lines)
            if not left:
                session.waiting = True
                self._wake(session, 0)
                return

    def _wake(self, session: Session, seconds: float) -> None:
        """Go on after a while, or, with 0, when others had their turn."""
        if not session.throttled:
            session.throttled = True
            self._loop.call_later(seconds, self._unthrottle, session)

    async def close(self) -> None:
        """Take nothing more: every line gets FAIL from now on. Wait for the commands under way."""
        self._closing = self._house.scheduler.closed = True
        for session in tuple(self._house.sessions):
            session.relieve()  # nobody waits for a slow reader any more
            if session.throttled:
                self.resume(session)
        if self._tasks:
            await asyncio.wait(self._tasks)

    def _turn(self, session: Session, line: Frame) -> bool:
        """Handle one line; False when it has to wait."""
        if session.busy:
            return False
        if session.closing:
            return True
        message = parse(line) if isinstance(line, str) else line
        if isinstance(message, Malformed):
            if (session.inflight and message.reason is not Reason.EMPTY) or not self._take(session):
                return False
            if not session.closing:
                self._malformed(session, message)
            return True
        command = TABLE.get(message.command)
        if session.inflight and not (command is not None and command.pipelined and session.inflight < MOST_INFLIGHT):
            return False
        if not (session.exempt or self._closing or self._afford(session, command)):
            return False
        self._run(session, message, command)
        return True

    def _run(self, session: Session, message: Message, command: Command | None) -> None:
        response = self._response(session, message)
        request = Request(self._house, session, message, response)
        try:
            if self._closing:
                raise Failed(ANY_INTERNAL_ERROR, text=CLOSING)
            _check(request, command)
            assert command is not None
            intruding = message.tags and "batch" in message.tags and intrudes(request)
            outcome = None if intruding else command.handler(request)
        except Refusal as refusal:
            answer(request, refusal)
        except Exception:
            self._broken(request)
        else:
            if outcome is not None:
                self._start(request, outcome)
                return
        if response is not None:
            session.send(response.end())

    def _start(self, request: Request, work: Coroutine[Any, Any, None]) -> None:
        request.session.busy = True
        task = self._loop.create_task(self._finish(request, work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _finish(self, request: Request, work: Coroutine[Any, Any, None]) -> None:
        session = request.session
        try:
            await work
        except Refusal as refusal:
            answer(request, refusal)
        except Exception:
            self._broken(request)
        finally:
            session.busy = False
        if request.response is not None:
            session.send(request.response.end())
        self.resume(session)

    def _broken(self, request: Request) -> None:
        """A mistake of ours must not end the session, nor the server."""
        logger.exception("a command failed", extra={"command": request.message.command})
        request.reply(n.ERR_UNKNOWNERROR, request.message.command, text="Something went wrong here; it was logged")

    def _malformed(self, session: Session, problem: Malformed) -> None:
        message = salvage(problem)
        response = self._response(session, message)
        refuse(Request(self._house, session, message, response), problem.reason)
        if response is not None:
            session.send(response.end())

    def _response(self, session: Session, message: Message) -> Response | None:
        """Where what answers a labelled line gathers."""
        label = message.tags.get("label") if message.tags and session.caps & caps.LABELED_RESPONSE.bit else None
        return Response(session, escape_tag(label), self._house.server) if label else None

    def _afford(self, session: Session, command: Command | None) -> bool:
        """Whether the session's flood allowance covers the command; if not, it goes on when it does."""
        limits = self._house.settings.limits
        if not limits.flood_burst:
            return True
        self._refill(session, limits)
        cost = command.cost if command is not None else 1
        if session.tokens < cost:
            self._wake(session, (cost - session.tokens) / limits.flood_rate + 0.001)
            return False
        session.tokens -= cost
        return True

    def _take(self, session: Session) -> bool:
        """Let the session pay for what is no message. False when it has to wait."""
        limits = self._house.settings.limits
        if self._closing:
            return True
        if session.exempt or not limits.flood_burst:
            session.rubbish += 1
            if session.rubbish > MOST_RUBBISH:
                self._wake(session, RUBBISH_SECONDS)
            return session.rubbish <= MOST_RUBBISH
        self._refill(session, limits)
        session.tokens -= 1
        if session.tokens < -limits.flood_burst:
            session.excess()
        return True

    def _refill(self, session: Session, limits: Limits) -> None:
        now = self._loop.time()
        gained = (now - session.refilled_at) * limits.flood_rate
        session.tokens = min(float(limits.flood_burst), session.tokens + gained)
        session.refilled_at = now

    def _unthrottle(self, session: Session) -> None:
        session.throttled = False
        self.resume(session)


def _check(request: Request, command: Command | None) -> None:
    """Raises unless the command may run now: registration, and enough parameters."""
    message, session = request.message, request.session
    if command is None:
        if not session.uid:
            raise Refused(n.ERR_NOTREGISTERED)
        raise Refused(n.ERR_UNKNOWNCOMMAND, message.command)
    if not session.uid:
        if command.when is When.REGISTERED:
            raise Refused(n.ERR_NOTREGISTERED)
    elif command.when is When.UNREGISTERED:
        raise Refused(n.ERR_ALREADYREGISTERED)
    if len(message.params) < command.min_params:
        raise Refused(n.ERR_NEEDMOREPARAMS, message.command)
