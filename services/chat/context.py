# SPDX-License-Identifier: GPL-3.0-or-later
"""What a command is given: `Request`, one line from one session; and `House`, the parts of the server it may use.

`House` only names the parts, each with its own job; it has no behaviour. A command reads `house.state`, asks
`rules`, and posts or submits events. It never changes state and never writes to a socket.
"""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Protocol

from protocol.message import Message
from protocol.numerics import Numeric
from protocol.standard_replies import Code
from services.chat.events import Event
from services.chat.fanout import Fanout
from services.chat.features import Features
from services.chat.history import History
from services.chat.ids import Ids
from services.chat.render import seal
from services.chat.responses import Response
from services.chat.session import Session
from services.chat.settings import Settings
from services.chat.state import State, User


class Road(Protocol):
    """The pipeline, as commands see it."""

    def post(self, event: Event, session: Session | None = None, response: Response | None = None) -> None:
        """Take an event and go on."""

    async def submit(self, event: Event, session: Session | None = None, response: Response | None = None) -> None:
        """Take an event and wait until it is applied. Raises the `rules.Refusal` it met."""


@dataclass(slots=True)
class House:
    """The parts. `server` is the server's name, `started_at` Unix milliseconds."""

    server: str
    settings: Settings
    state: State
    ids: Ids
    road: Road
    fanout: Fanout
    history: History
    features: Features
    started_at: int


class Request:
    """One command of one session, with everything that answers it."""

    __slots__ = ("house", "message", "response", "session")

    def __init__(self, house: House, session: Session, message: Message, response: Response | None = None) -> None:
        self.house = house
        self.session = session
        self.message = message
        self.response = response

    @property
    def params(self) -> list[str]:
        """The command's parameters."""
        return self.message.params

    def param(self, index: int) -> str:
        """A parameter, or "" when it was not given."""
        params = self.message.params
        return params[index] if index < len(params) else ""

    @property
    def user(self) -> User:
        """Who asks. Only after registration, which the command table ensures."""
        return self.house.state.users[self.session.uid]

    @property
    def nick(self) -> str:
        """The client parameter of numerics: `*` before there is a nickname."""
        user = self.session.user(self.house.state)
        return user.nick if user is not None else self.session.registration.nick or "*"

    def send(self, line: str) -> None:
        """One line, without its end, to this session as part of the answer."""
        data = self.session.encode(seal(line))
        if self.response is not None:
            self.response.add(data)
        else:
            self.session.send(data)

    def reply(self, numeric: Numeric, *params: str, text: str | None = None) -> None:
        """A numeric to this session."""
        self.send(numeric.line(self.house.server, self.nick, *params, text=text))

    def fail(self, code: Code, *context: str, text: str | None = None) -> None:
        """FAIL for this command (IRCv3 standard-replies)."""
        self.send(code.fail(self.house.server, *context, text=text, command=self.message.command))

    def post(self, event: Event) -> None:
        """Submit and go on with this session's next line."""
        self.house.road.post(event, self.session, self.response)

    async def submit(self, event: Event) -> None:
        """Submit and wait for the outcome. Raises `rules.Refusal`."""
        await self.house.road.submit(event, self.session, self.response)

    def act(self) -> tuple[int, str, str, str, str]:
        """The first fields of every `events.Act` by this user: time, msgid, uid, source, account."""
        user = self.user
        return (*self.house.ids.stamp(), user.uid, user.source, user.account)


Handler = Callable[[Request], Coroutine[Any, Any, None] | None]  # a coroutine where the command awaits its event
