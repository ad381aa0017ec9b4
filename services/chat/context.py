# SPDX-License-Identifier: GPL-3.0-or-later
"""What a command is given: `Request`, one line from one session; and `House`, the parts of the server it may use.

`House` only names the parts, each with its own job; it has no behaviour. A command reads `house.state`, asks
`rules`, and posts or submits events. It never changes state and never writes to a socket.
"""

import dataclasses
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from protocol.message import Message, line, seal
from protocol.numerics import Numeric
from protocol.standard_replies import Code
from services.chat.cloaks import cloak
from services.chat.events import Act, Event
from services.chat.fanout import Fanout
from services.chat.ids import Ids
from services.chat.parts.accounts import Accounts
from services.chat.parts.bans import Bans
from services.chat.parts.departures import Departures
from services.chat.parts.features import Features
from services.chat.parts.history import History
from services.chat.parts.markers import Markers
from services.chat.parts.monitors import Monitors
from services.chat.parts.multiline import Drafts
from services.chat.parts.scheduler import Scheduler
from services.chat.parts.search import Search
from services.chat.parts.subscriptions import Subscriptions
from services.chat.responses import Response
from services.chat.rules import Refusal
from services.chat.session import Peer, Session
from services.chat.settings.model import Settings
from services.chat.state import State, User


class Road(Protocol):
    """The pipeline, as commands see it."""

    def post(self, event: Event, session: Session | None = None, response: Response | None = None) -> None:
        """Take an event and go on."""

    async def submit(self, event: Event, session: Session | None = None, response: Response | None = None) -> None:
        """Take an event and wait until it is applied. Raises the `rules.Refusal` it met."""

    def after(self, call: Callable[[], None]) -> None:
        """Call when everything taken so far is applied."""


class Reloading(Protocol):
    """Settings and certificates, read again while people are here."""

    source: str  # what is read, by name

    async def reload(self) -> str:
        """A sentence about what is wrong, and then nothing has changed; or ""."""


@dataclass(slots=True)
class House:
    """The parts. `server` is the server's name, `started_at` Unix milliseconds.

    `sessions` are all that are open, `usage` what HELP tells of each command.
    """

    server: str
    settings: Settings
    state: State
    ids: Ids
    road: Road
    fanout: Fanout
    history: History
    search: Search
    markers: Markers
    multiline: Drafts
    features: Features
    accounts: Accounts
    monitors: Monitors
    subscriptions: Subscriptions
    bans: Bans
    departures: Departures
    sessions: set[Session]
    usage: Mapping[str, str]
    reloading: Reloading
    started_at: int
    scheduler: Scheduler
    cloak_key: bytes = field(default=b"", repr=False)

    def host(self, peer: Peer) -> str:
        """How the place where somebody comes from is shown."""
        return cloak(self.cloak_key, peer.ip) if self.settings.cloak else peer.host

    def idle(self, user: User) -> int:
        """Seconds since somebody last said something."""
        spoke = max((session.spoke_at for session in self.fanout.sessions_of(user.uid)), default=0)
        return max(0, self.ids.now() - max(spoke, user.connected_at)) // 1000


class Request:
    """One command of one session, with everything that answers it. `unasked`: the session did not send it."""

    __slots__ = ("house", "message", "response", "session", "unasked")

    def __init__(self, house: House, session: Session, message: Message, response: Response | None = None) -> None:
        self.house = house
        self.session = session
        self.message = message
        self.response = response
        self.unasked = False

    def to(self, session: Session) -> "Request":
        """The same for another session, which did not ask and is told as well."""
        other = Request(self.house, session, self.message)
        other.unasked = True
        return other

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
        """Who asks. Only after registration, as the command table ensures. Raises a `Refusal` once they have left."""
        try:
            return self.house.state.users[self.session.uid]
        except KeyError:
            raise Refusal("the one who asked has left") from None

    @property
    def nick(self) -> str:
        """The client parameter of numerics: `*` before there is a nickname."""
        user = self.session.user(self.house.state)
        return user.nick if user is not None else self.session.registration.nick or "*"

    def send(self, text: str) -> None:
        """One line, without its end, to this session as part of the answer."""
        data = self.session.encode(seal(text))
        if self.response is not None:
            self.response.add(data)
            if early := self.response.ready():
                self.session.send(early)
        else:
            self.session.send(data)

    def reply(self, numeric: Numeric, *params: str, text: str | None = None) -> None:
        """A numeric to this session."""
        self.send(numeric.line(self.house.server, self.nick, *params, text=text))

    def notice(self, text: str, source: str = "") -> None:
        """A NOTICE to this session, from the server unless `source` says from whom."""
        self.send(line(source or self.house.server, "NOTICE", self.nick, text=text))

    def fail(self, code: Code, *context: str, text: str | None = None) -> None:
        """FAIL for the command that the code belongs to, else for this one (IRCv3 standard-replies)."""
        command = self.message.command if code.command == "*" else code.command
        self.send(code.fail(self.house.server, *context, text=text, command=command))

    def post(self, event: Event) -> None:
        """Submit and go on with this session's next line."""
        if marks := self.house.state.users[self.session.uid].marks:
            event = dataclasses.replace(event, marks=marks)  # type: ignore[call-arg]
        self.house.road.post(event, self.session, self.response)

    async def submit(self, event: Event) -> None:
        """Submit and wait for the outcome. Raises `rules.Refusal`."""
        user = self.session.user(self.house.state)
        if user is not None and user.marks and isinstance(event, Act):
            event = dataclasses.replace(event, marks=user.marks)
        await self.house.road.submit(event, self.session, self.response)

    def act(self) -> tuple[int, str, str, str, str]:
        """The first fields of every `events.Act` by this user: time, msgid, uid, source, account."""
        user = self.user
        return (*self.house.ids.stamp(), user.uid, user.source, user.account)


Handler = Callable[[Request], Coroutine[Any, Any, None] | None]  # a coroutine where the command awaits its event
