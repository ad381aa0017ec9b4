# SPDX-License-Identifier: GPL-3.0-or-later
"""The classic dialect: a socket and a nickname, for `nc` and for the oldest chat programs.

A classic person becomes an ordinary member of the default room. What they do is handed to the dispatcher as the IRC
line it means; what the room does reaches them as text (`classic_text`); what answers them comes through `_encode`.

The way in:
1. The four bytes `NICK`, alone in their segment, as such clients compare what they receive with exactly that. Then
   `limits.classic_timeout`, as many of them connect first and ask the person for a name afterwards; but once the first
   byte of a name has come the rest has to be here within `limits.registration_timeout`, as for everyone.
2. The name is tried with NICK and USER, and a PING behind them, whose answer says that all answers have come.
3. A taken name gets `_` behind it; one that can't be used is asked for again, `ATTEMPTS` times in all.
4. Once in: what was said before, then the person's own arrival, then `Connected to the server`, without a line end,
   which follows with the next line. What the room says meanwhile is held back, so that everything comes in order.

Source: docs/protocol.md, "Classic".
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Final

from protocol import ctcp
from protocol.splitting import room, split_text
from services.chat import classic_text
from services.chat.conversations import readable
from services.chat.edge.arrival import Factory, Seat
from services.chat.edge.classic_backlog import ClassicBacklog
from services.chat.edge.classic_reader import (
    Act,
    Action,
    ChangeNick,
    ClassicReader,
    Exit,
    Help,
    Incomplete,
    Private,
    Say,
    Unknown,
    Who,
    action,
)
from services.chat.edge.connection import Connection, Desk, discard, nothing
from services.chat.edge.dialects import Dialect, late_dialect, without_mark
from services.chat.log.port import Position
from services.chat.names import nick_problem
from services.chat.session import CLASSIC, Peer
from services.chat.settings.model import Limits

logger: Final = logging.getLogger(__name__)

PROMPT: Final = b"NICK"
PROMPT_AGAIN_SECONDS: Final = 0.2  # so that it does not arrive together with the sentence before it
ATTEMPTS: Final = 3
SHOWN_BEFORE: Final = 20
_READY: Final = "ready"
_LEFT: Final = "ERROR :Closing link: Quit: "  # who leaves reads of it what everyone else does
_MOST_UNDERSCORES: Final = 9


class ClassicConnection(Connection):
    """One person with a plain socket."""

    def __init__(self, desk: Desk, peer: Peer, seat: Seat, others: Callable[[Dialect], Factory]) -> None:
        """`others` make the connection of who turns out to speak another dialect."""
        self._reader = ClassicReader()
        waiting = ClassicBacklog(self._reader, self._translate)
        super().__init__(desk, peer, seat, waiting)
        self._meant = waiting.lines
        self._reason = "Quit: "  # closing is how such people leave
        self._quiet: asyncio.TimerHandle | None = None
        self._wanted = ""
        self._tried = ""
        self._taken = 0
        self._attempts = 0
        self._others = others
        self._first = True  # nothing has been taken of what was sent
        self._deaf = False  # until it is asked again
        self._asked = False
        self._trying = False
        self._here = False
        self._leaving = False
        self._refusal = ""
        self._held: list[bytes] = []
        self._arriving: asyncio.Task[None] | None = None

    # The socket

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for a name."""
        super().connection_made(transport)
        self.session.view = CLASSIC
        self.session.encode = self._encode
        self._prompt()

    def data_received(self, data: bytes) -> None:
        """Whole lines at once; the rest when it has been quiet."""
        if self.session.closing:
            return
        if self._asked:
            self._asked = False
            self._allow(self._limits.registration_timeout)
        self._reader.feed(data)
        self._write(self._reader.take_reply())
        if self._quiet is not None:
            self._quiet.cancel()
            self._quiet = None
        patience = self._reader.patience(first=self._first)
        if patience:
            self._quiet = self._loop.call_later(patience, self._it_is_quiet)
        self._handle()

    def _end_of_input(self) -> None:
        """Nothing more will come: do what was asked, then leave."""
        if self._quiet is not None:
            self._quiet.cancel()
        self.session.ended = True
        self._it_is_quiet()
        self._start_lingering()

    def close(self, reason: str) -> None:
        """As for everyone; what was held back goes out first."""
        if self._trying and not self.session.closing:
            self._trying = False
            self._write(b"".join(self._held))
            self._open_up()
        super().close(reason)

    def ask(self) -> None:
        """There is no question in this dialect: the system finds out who is gone (see `listener`)."""

    def _ping_due(self) -> None:
        """Nobody has to answer."""

    def _it_is_quiet(self) -> None:
        self._quiet = None
        self._reader.quiet()
        self._handle()

    def _tell(self, text: str) -> None:
        """In its place among the answers to what was asked before."""
        self.session.send(text.encode())

    # What was sent

    def _translate(self) -> bool:
        """Take the next line that waits, if that can be done now. What is none costs as much as one (`_nothing`)."""
        if self._trying or self.session.closing:
            return False
        if self._first and self._speaks_another():
            return False
        line = self._reader.next()
        if line is None:
            leaving = self.session.ended and not self._leaving
            if leaving:
                self._leaving = True
                self._do(Exit())
            return leaving
        if not self._here:
            if self._deaf:
                self._nothing("")
            else:
                self._name(line.strip())
            return True
        asked = action(line, (self._wanted, self._nick()))
        if asked is None:
            self._nothing("")
        else:
            self._do(asked)
        return True

    def _do(self, asked: Action) -> None:
        match asked:
            case Say(text):
                self._say(text)
            case Act(text):
                self._say(text, act=True)
            case Private(nick, text):
                if self._problem(nick):
                    self._nothing(f"There is nobody called {nick} here.\n")
                else:
                    self._say(text, nick)
            case ChangeNick(nick):
                problem = self._problem(nick)
                if problem:
                    self._nothing(f"That name can't be used: {problem}.\n")
                else:
                    self._hand_in(f"NICK {nick}")
            case Who():
                self._hand_in(f"NAMES {self._room}")
            case Help():
                self._nothing(classic_text.HELP)
            case Exit():
                self._hand_in("QUIT")
            case Unknown(word):
                self._nothing(f"There is no {word} here; /help tells what there is.\n")
            case Incomplete(usage):
                self._nothing(f"It is written like this: {usage}\n")

    def _nothing(self, answer: str) -> None:
        """What is no line of IRC."""
        if answer:
            self._tell(answer)
        self._meant.append("")

    def _say(self, text: str, target: str = "", *, act: bool = False) -> None:
        """Tell the room, or one person: in as many messages as it takes."""
        user, target = self.session.user(self._desk.house.state), target or self._room
        source = user.source if user is not None else ""
        size = room(source, "PRIVMSG", target, spare=len(ctcp.action("")) if act else 0)
        for piece in split_text(text, size):
            self._hand_in(f"PRIVMSG {target} :{ctcp.action(piece) if act else piece}")

    def _hand_in(self, *lines: str) -> None:
        self._meant.extend(lines)

    # Who is none of them

    def _speaks_another(self) -> bool:
        """Whether the first line shows another dialect, which came too late to be known; then it is spoken from now on.

        An IRC client has received the four bytes of the prompt: with a line end behind them they are one odd line.
        """
        first = self._reader.beginning
        self._first = b"\n" not in first
        dialect = None if self._first else late_dialect(first)
        if dialect is not None:
            self._become(dialect, b"\r\n" if dialect is Dialect.IRC else b"")
        return dialect is not None

    def _become(self, dialect: Dialect, before: bytes = b"") -> None:
        """Another protocol has the connection, and all that was received, from now on."""
        for timer in (self._timer, self._quiet, self._linger):
            if timer is not None:
                timer.cancel()
        received = self._reader.take_all()
        transport, self._transport = self._transport, None
        self._end(nothing)
        self.session.write = discard
        if transport is None:
            return
        transport.write(before)
        self._seat.hand_over()
        successor = self._others(dialect)(self._peer, self._seat)
        transport.set_protocol(successor)
        successor.connection_made(transport)
        successor.data_received(without_mark(received))
        if self.session.ended:
            successor.eof_received()

    # The name

    def _prompt(self) -> None:
        if not (self._trying or self._here or self.session.closing or self.session.ended):
            if self._deaf:
                self._reader.clear()  # what came before the question is no answer to it
            self._deaf = False
            self.session.write(PROMPT)
            self._asked = True
            self._allow(self._limits.classic_timeout)

    def _allow(self, seconds: float) -> None:
        """That long for what is still to come of the name."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_later(seconds, self._registration_due)

    def _name(self, nick: str) -> None:
        """The next thing received is the name."""
        problem = self._problem(nick)
        if problem:
            self._ask_again(problem)
        else:
            self._wanted, self._taken = nick, 0
            self._try(nick)

    def _try(self, nick: str) -> None:
        self._tried, self._refusal, self._trying = nick, "", True
        self.session.write = self._held.append
        self._hand_in(f"NICK {nick}", f"USER classic 0 * :{self._wanted}", f"PING {_READY}")

    def _tried_it(self) -> None:
        """All answers to the name have come."""
        if self.session.closing:
            return
        if self.session.uid:
            self._arriving = self._loop.create_task(self._arrive())
        elif self._refusal == "433" and self._taken < _MOST_UNDERSCORES:
            self._taken += 1
            longest = self._limits.nick_length
            self._try(self._wanted[: longest - self._taken] + "_" * self._taken)
            self._handle()
        else:
            self._open_up()
            self._ask_again("it is taken" if self._refusal == "433" else "it is not allowed here")
            self._handle()

    def _ask_again(self, problem: str) -> None:
        self._tell(f"That name can't be used: {problem}.\n")
        self._attempts += 1
        if self._attempts == ATTEMPTS:
            self.close("No usable name")
        else:
            self._deaf = True
            self._loop.call_later(PROMPT_AGAIN_SECONDS, self._prompt)

    def _problem(self, nick: str) -> str:
        settings = self._desk.house.settings
        return nick_problem(nick, settings.limits.nick_length, settings.names == "unicode")

    # The way in

    async def _arrive(self) -> None:
        """Show what was said before, then what was held back, then go on."""
        before = ""
        try:
            before = await self._said_before()
        except Exception:
            logger.exception("what was said before could not be read")
        if self.session.closing:
            return
        held = b"".join(self._held)
        self._open_up()
        if not self._member_since():
            self.close(f"You can't come into {self._room} now")
            return
        renamed = f"The name {self._wanted} is taken, so you are {self._nick()} here.\n" if self._taken else ""
        self.session.write((renamed + before).encode() + held + b"Connected to the server")
        self.session.write = self._write_on
        self._here = True
        self._handle()

    async def _said_before(self) -> str:
        house, since = self._desk.house, self._member_since()
        user = self.session.user(house.state)
        room = readable(house.state, user, self._room) if user is not None else None
        if room is None:
            return ""
        shown, page = "", await house.history.latest(room.places, SHOWN_BEFORE, before=Position(since, 0))
        while page:
            stored, page = await house.history.read(page)
            shown += "".join(classic_text.render(event) for _, event in stored)
        return shown

    def _open_up(self) -> None:
        """What is written goes out again."""
        self._trying = False
        self._held.clear()
        self.session.write = self._write

    def _write_on(self, data: bytes) -> None:
        """The first thing after `Connected to the server`, on a line of its own."""
        self.session.write = self._write if data else self._write_on
        self._write(b"\n" + data if data else b"")

    def _write(self, data: bytes) -> None:
        """To whoever is still there."""
        if self._transport is not None:
            self._transport.write(data)

    def _encode(self, line: str) -> bytes:
        """What answers this person, as text. The answers to the name are kept to ourselves."""
        if self._here and line == _LEFT:
            return f"{classic_text.left(self._nick())}\n".encode()
        if not self._trying:
            return classic_text.answer(line).encode()
        command, _, rest = line.split(" ", 1)[1].partition(" ") if line.startswith(":") else line.partition(" ")
        if command == "PONG" and rest.endswith(f":{_READY}"):
            self._loop.call_soon(self._tried_it)
        elif command in ("432", "433", "437"):
            self._refusal = command
        elif command in ("332", "464", "ERROR"):
            return classic_text.answer(line).encode()
        return b""

    # The person

    @property
    def _room(self) -> str:
        return self._desk.house.settings.classic_room

    @property
    def _limits(self) -> Limits:
        return self._desk.house.settings.limits

    def _nick(self) -> str:
        user = self.session.user(self._desk.house.state)
        return user.nick if user is not None else self._tried

    def _member_since(self) -> int:
        """When the person came into the room, in Unix milliseconds; 0 if they are not in it."""
        channel = self._desk.house.state.channel(self._room)
        member = channel.members.get(self.session.uid) if channel is not None else None
        return member.joined_at if member is not None else 0
