# SPDX-License-Identifier: GPL-3.0-or-later
"""One connection as the rest of the server sees it: what it can be sent, and what it waits for.

A session has no socket: the edge gives it `write`, `close`, `encode`, which makes bytes of an answer's line, `unsent`,
which counts the bytes that wait for a slow reader, and `backlog`, what was received and has not been handled. `drained`
is called when something of that was handled later than it came; `excess` when there was more than is tolerated.
While many bytes wait for a reader it is `stalled`: the edge looks at it after each write, and long answers wait
(`writable`).
It belongs to a user (`uid`) once registration is done; several sessions may belong to one. `view` is the part of its
capabilities that changes how an event looks, so that sessions with one view share their bytes.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Protocol

from protocol import capabilities as caps
from protocol.framing import LineQueue
from protocol.message import Malformed, seal
from protocol.splitting import MAX_LINE, fit_line
from services.chat.state import State, User

Frame = str | Malformed
SHORT: Final = MAX_LINE // 4  # so many characters fit whatever they are
CLASSIC: Final = 1 << 62  # a view bit: plain text, no IRC
VIEWS: Final = CLASSIC | sum(
    row.bit
    for row in (
        caps.MESSAGE_TAGS, caps.SERVER_TIME, caps.ACCOUNT_TAG, caps.EXTENDED_JOIN, caps.AWAY_NOTIFY,
        caps.INVITE_NOTIFY, caps.BATCH, caps.CHGHOST, caps.SETNAME, caps.ACCOUNT_NOTIFY, caps.MULTI_PREFIX,
        caps.MULTILINE, caps.OPER_TAG,
    )
)  # fmt: skip


class Backlog(Protocol):
    """What was received and has not been handled. It is kept as it came, and made into lines when they are wanted."""

    def __len__(self) -> int:
        """How many bytes wait."""

    def take(self, most: int) -> list[Frame]:
        """The next lines, at most `most`; none when no line is complete. "" stands for what is no line, but costs."""

    def put_back(self, handled: int) -> None:
        """Of the lines that were given last, only the first `handled` could be handled: the others come again."""

    def clear(self) -> None:
        """Forget what waits."""


def _nothing() -> None:
    """What a session without an edge does."""


def irc_line(line: str) -> bytes:
    """A line as IRC clients get it: of at most 512 bytes, as with every line of an event (`render`).

    Raises Unrenderable for what is more than one.
    """
    return f"{seal(line if len(line) <= SHORT else fit_line(line))}\r\n".encode()


@dataclass(frozen=True, slots=True)
class Peer:
    """Where a connection comes from. `fingerprint` is the SHA-256 of a TLS client certificate, in hexadecimal.

    `gateway` is the one that said all this for them (IRCv3 webirc).
    """

    ip: str
    port: int
    host: str
    secure: bool = False
    fingerprint: str = ""
    gateway: str = ""


@dataclass(slots=True)
class Registration:
    """What has been said before registration is complete (Modern IRC, "Connection Registration")."""

    nick: str = ""
    username: str = ""
    realname: str = ""
    password: str = ""
    account: str = ""
    away: str = ""
    negotiating: bool = False
    submitted: bool = False


def _stay(peer: Peer) -> str:
    """Nobody counts this session."""
    return ""


@dataclass(slots=True, eq=False)
class Session:
    """`inflight` counts this session's events that are not yet committed; `busy` is set while a command awaits one.

    `ended`: its peer sends no more, and it leaves when all that came is done. `closing`: nothing more of it is done.
    `waiting`: there is a line in `backlog` that could not be handled at once, and whoever is to go on with it knows.
    `move`: a gateway says who is really there; returns the sentence that refuses them, or "".
    `throttled`: a timer will go on with it. `rubbish` counts what was no line in this turn of the loop.
    """

    sid: str
    peer: Peer
    write: Callable[[bytes], None]
    close: Callable[[str], None]
    call_soon: Callable[[Callable[[], None]], object]
    drained: Callable[[], None]
    defer: Callable[["Session", bytes], None]
    encode: Callable[[str], bytes] = irc_line
    unsent: Callable[[], int] = int
    excess: Callable[[], None] = _nothing
    move: Callable[[Peer], str] = _stay
    opened_at: int = 0
    uid: str = ""
    caps: int = 0
    view: int = 0
    cap_version: int = 301
    registration: Registration = field(default_factory=Registration)
    outbox: list[bytes] = field(default_factory=list)
    backlog: Backlog = field(default_factory=LineQueue)
    inflight: int = 0
    busy: bool = False
    closing: bool = False
    ended: bool = False
    waiting: bool = False
    throttled: bool = False
    rubbish: int = 0
    exempt: bool = False
    tokens: float = 0.0
    refilled_at: float = 0.0
    heard_at: float = 0.0
    spoke_at: int = 0
    batches: int = 0
    stalled: Callable[[int], None] | None = None
    relief: asyncio.Future[None] | None = None

    @property
    def classic(self) -> bool:
        """A person with a plain socket: gets text, not IRC."""
        return bool(self.view & CLASSIC)

    def is_open(self) -> bool:
        """Whether more of it is done. Whoever awaits asks again: what is given to an ended session stays for ever."""
        return not self.closing

    def user(self, state: State) -> User | None:
        """The person, once registered."""
        return state.users.get(self.uid) if self.uid else None

    def set_caps(self, bits: int) -> None:
        """Take on these capabilities. The caller tells the fan-out (`Fanout.forget`)."""
        self.caps = bits
        self.view = (self.view & CLASSIC) | (bits & VIEWS & ~CLASSIC)

    def send(self, data: bytes) -> None:
        """Queue whole lines, behind everything of this session that is still being committed."""
        if self.inflight:
            self.defer(self, data)
        else:
            self.push(data)

    def push(self, data: bytes) -> None:
        """Queue whole lines now; they are written before the loop turns."""
        if not self.outbox:
            self.call_soon(self.flush)
        self.outbox.append(data)

    def next_batch(self) -> int:
        """A number no earlier batch of this session had (IRCv3 batch)."""
        self.batches += 1
        return self.batches

    def flush(self) -> None:
        """One write for all that is queued."""
        outbox = self.outbox
        if outbox:
            data = outbox[0] if len(outbox) == 1 else b"".join(outbox)
            self.write(data)
            outbox.clear()
            if self.stalled is not None:
                self.stalled(len(data))

    async def writable(self) -> None:
        """Wait until the reader has taken most of what was written, or is gone."""
        while self.stalled is not None and not self.closing:
            if self.relief is None:
                self.relief = asyncio.get_running_loop().create_future()
            await asyncio.wait((self.relief,))  # others may wait for the same, so it is not cancelled with one of them

    def relieve(self) -> None:
        """The reader has taken most of it, or is gone."""
        self.stalled = None
        if self.relief is not None:
            self.relief.set_result(None)
            self.relief = None
