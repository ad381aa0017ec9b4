# SPDX-License-Identifier: GPL-3.0-or-later
"""What all commands share: the command's row, registration, parameters, cost, labels, refusals, and taking turns.

A session's lines are handled in order. A plain handler runs at once. A coroutine handler changes state: the
session's next line waits until it is done. A row that is not `pipelined` also waits until the session's events
under way are committed, so an answer never overtakes what was sent before the question. Nor may a session have more
than `MOST_INFLIGHT` of them, or more than `MOST_ANSWERS` in one turn of the loop: who sends faster than that is read
more slowly, and nobody else has to wait.
"""

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from typing import Any, Final

from protocol import capabilities as caps
from protocol import numerics as n
from protocol.message import Malformed, Message, escape_tag, parse, salvage
from protocol.standard_replies import ANY_INTERNAL_ERROR
from services.chat.commands import TABLE, Command, When
from services.chat.context import House, Request
from services.chat.flows.dialogue import answer
from services.chat.flows.drafting import intrudes
from services.chat.flows.malformed import refuse
from services.chat.responses import Response
from services.chat.rules import Failed, Refusal, Refused
from services.chat.session import Frame, Session

logger: Final = logging.getLogger(__name__)
BACKLOG: Final = 512  # lines a session may have waiting before it is no longer read
MOST_INFLIGHT: Final = 1024
MOST_ANSWERS: Final = 256
CLOSING: Final = "The server is shutting down; this was not done"


class Dispatcher:
    """Runs commands for sessions. `pause` and `resume_reading` of a session's edge are called through it."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._loop = asyncio.get_running_loop()
        self._tasks: set[asyncio.Task[None]] = set()
        self._closing = False

    def receive(self, session: Session, lines: Sequence[Frame]) -> None:
        """Lines have arrived."""
        session.heard_at = self._loop.time()
        if session.backlog or session.busy:
            session.backlog.extend(lines)
            if len(session.backlog) > BACKLOG:
                session.pause(True)
            return
        for place, line in enumerate(lines):
            if len(session.outbox) > MOST_ANSWERS or not self._turn(session, line):
                session.backlog.extend(lines[place:])
                if len(session.outbox) > MOST_ANSWERS:
                    self._breathe(session)
                elif len(session.backlog) > BACKLOG:
                    session.pause(True)
                return

    def resume(self, session: Session) -> None:
        """The session may go on with what is waiting."""
        backlog = session.backlog
        while backlog and not session.busy:
            if len(session.outbox) > MOST_ANSWERS:
                self._breathe(session)
                return
            if not self._turn(session, backlog[0]):
                return
            if backlog:  # the line may have closed the session, which empties it
                backlog.popleft()
        if len(backlog) <= BACKLOG // 2:
            session.pause(False)

    def _breathe(self, session: Session) -> None:
        """Go on when the answers so far are written and others had their turn."""
        session.pause(True)
        self._loop.call_soon(self.resume, session)

    async def close(self) -> None:
        """Take nothing more: every line gets FAIL from now on. Wait for the commands under way."""
        self._closing = True
        for session in tuple(self._house.sessions):
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
            if session.inflight:
                return False
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
        burst = self._house.settings.limits.flood_burst
        if not burst:
            return True
        now = self._loop.time()
        rate = self._house.settings.limits.flood_rate
        tokens = min(float(burst), session.tokens + (now - session.refilled_at) * rate)
        session.refilled_at = now
        cost = command.cost if command is not None else 1
        if tokens < cost:
            session.tokens = tokens
            if not session.throttled:
                session.throttled = True
                self._loop.call_later((cost - tokens) / rate + 0.001, self._unthrottle, session)
            return False
        session.tokens = tokens - cost
        return True

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
