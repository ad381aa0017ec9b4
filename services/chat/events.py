# SPDX-License-Identifier: GPL-3.0-or-later
"""What happened: frozen, versioned, serialisable facts.

An event carries its own time (Unix milliseconds) and id (the `msgid`), and everything needed to show it again
years later: the actor's `nick!user@host` and account as they were. Commands make events, the log orders and keeps
them, `apply` turns them into state, `render` into lines. Nothing here knows a clock, a socket or a database.

- `durable`: written to the log before anyone sees it. Others take the same road and order, but are not written.
- `lasting`: replayed at start, as it shapes what outlives a restart (a topic, a registration).
- `conversation`: the history it belongs to: a folded channel name, or `direct(a, b)`; "" when it is in none.

A new kind of event: a class here, a row in `apply.APPLY`, a row in `render.RENDER`, and a test of its round trip.
A changed one gets the next `version` and a step in `UPGRADES`.
"""

import dataclasses
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple, Self


class Record(NamedTuple):
    """An event as the log keeps it. `extra` is a JSON object of the fields that have no column of their own."""

    kind: str
    version: int
    time: int
    msgid: str
    conversation: str
    source: str
    account: str
    text: str
    extra: str


COLUMNS = frozenset(("time", "msgid", "conversation", "source", "account", "text"))


def direct(one: str, other: str) -> str:
    """The conversation of two people, whoever speaks: their identities (see `state.identity`), sorted."""
    return "\n".join(sorted((one, other)))


@dataclass(frozen=True, slots=True)
class Event:
    """`time` in Unix milliseconds; `msgid` unique for ever (IRCv3 message-ids)."""

    durable: ClassVar[bool] = False
    lasting: ClassVar[bool] = False
    is_message: ClassVar[bool] = False
    version: ClassVar[int] = 1

    time: int
    msgid: str

    def record(self) -> Record:
        """This event as a row of the log."""
        extra = {}
        columns = dict.fromkeys(COLUMNS, "")
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            if field.name in COLUMNS:
                columns[field.name] = value
            elif value != field.default:
                extra[field.name] = value
        packed = json.dumps(extra, ensure_ascii=False, separators=(",", ":")) if extra else ""
        return Record(kind=type(self).__name__, version=self.version, extra=packed, **columns)  # type: ignore[arg-type]

    @classmethod
    def restore(cls, record: Record) -> Self:
        """The event that `record` was made from. Raises TypeError or ValueError for a row that never was one."""
        values: dict[str, Any] = json.loads(record.extra) if record.extra else {}
        for field in dataclasses.fields(cls):
            if field.name in COLUMNS:
                values[field.name] = getattr(record, field.name)
            elif isinstance(values.get(field.name), list):
                values[field.name] = _tuples(values[field.name])
        return cls(**values)


def _tuples(value: Any) -> Any:
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class Act(Event):
    """Something that somebody did. `actor` is a user id; `source` is `nick!user@host`; `account` may be ""."""

    actor: str
    source: str
    account: str


@dataclass(frozen=True, slots=True)
class ChannelAct(Act):
    """Something done in a channel. `channel` is its name as shown; `conversation` its folded name."""

    durable: ClassVar[bool] = True

    conversation: str
    channel: str


# People


@dataclass(frozen=True, slots=True)
class UserConnected(Act):
    """Somebody finished registration. First in the log wins a nickname."""

    nick: str
    username: str
    host: str
    realname: str
    modes: str = ""
    secure: bool = False


@dataclass(frozen=True, slots=True)
class NickChanged(Act):
    """`source` still has the old nickname; `nick` is the new one."""

    nick: str


@dataclass(frozen=True, slots=True)
class UserQuit(Act):
    """Somebody left the server."""

    reason: str


@dataclass(frozen=True, slots=True)
class AwayChanged(Act):
    """`message` is "" when the person is back."""

    message: str


@dataclass(frozen=True, slots=True)
class UserModesChanged(Act):
    """`changes` are signed letters, as in `("+i", "-w")`."""

    changes: tuple[str, ...]


# Channels


@dataclass(frozen=True, slots=True)
class ChannelOpened(ChannelAct):
    """The server opens a room that stays when the last one leaves. `modes` are flag letters."""

    durable: ClassVar[bool] = False

    modes: str = ""


@dataclass(frozen=True, slots=True)
class Joined(ChannelAct):
    """`key` is what the person offered for a channel with a key."""

    realname: str
    away: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Parted(ChannelAct):
    """Somebody left a channel."""

    text: str


@dataclass(frozen=True, slots=True)
class Kicked(ChannelAct):
    """`target` is the user id, `nick` the nickname, of whom `actor` removed."""

    target: str
    nick: str
    text: str


@dataclass(frozen=True, slots=True)
class TopicChanged(ChannelAct):
    """`text` is the new topic, "" for none."""

    lasting: ClassVar[bool] = True

    text: str


@dataclass(frozen=True, slots=True)
class ChannelModesChanged(ChannelAct):
    """`changes` are (sign, letter, parameter); for a member mode `targets` maps the parameter to the user id."""

    lasting: ClassVar[bool] = True

    changes: tuple[tuple[str, str, str], ...]
    targets: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Invited(ChannelAct):
    """`target` is the user id, `nick` the nickname, of the invited."""

    durable: ClassVar[bool] = False

    target: str
    nick: str


# Words


@dataclass(frozen=True, slots=True)
class MessageSent(Act):
    """PRIVMSG, NOTICE, or a TAGMSG worth keeping.

    `target` is as shown to receivers (`#lobby`, `@#lobby`, a nickname); `recipient` is a user id for a direct message,
    `floor` the lowest status that receives it (STATUSMSG), and `tags` the client-only tags, rendered, without `@`.
    """

    durable: ClassVar[bool] = True
    is_message: ClassVar[bool] = True

    conversation: str
    command: str
    target: str
    text: str
    tags: str = ""
    recipient: str = ""
    floor: str = ""

    def record(self) -> Record:
        """As `Event.record`, written out, as every message passes here."""
        if self.tags or self.recipient or self.floor:
            extra = json.dumps([self.command, self.target, self.tags, self.recipient, self.floor], ensure_ascii=False)
        else:
            extra = f"{self.command} {self.target}"
        return Record(
            "MessageSent", 1, self.time, self.msgid, self.conversation, self.source, self.account, self.text, extra
        )

    @classmethod
    def restore(cls, record: Record) -> Self:
        """As `Event.restore`."""
        if record.extra.startswith("["):
            command, target, tags, recipient, floor = json.loads(record.extra)
        else:
            command, _, target = record.extra.partition(" ")
            tags = recipient = floor = ""
        return cls(
            record.time, record.msgid, "", record.source, record.account,
            record.conversation, command, target, record.text, tags, recipient, floor,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class TagsSent(MessageSent):
    """A TAGMSG that is not worth keeping, such as typing."""

    durable: ClassVar[bool] = False


KINDS: dict[str, type[Event]] = {
    kind.__name__: kind
    for kind in (
        UserConnected, NickChanged, UserQuit, AwayChanged, UserModesChanged,
        ChannelOpened, Joined, Parted, Kicked, TopicChanged, ChannelModesChanged, Invited, MessageSent,
    )
}  # fmt: skip

UPGRADES: dict[tuple[str, int], Callable[[Record], Record]] = {}


def restore(record: Record) -> Event:
    """The event of a row, brought to today's version. Raises KeyError for a kind this version does not know."""
    while (step := UPGRADES.get((record.kind, record.version))) is not None:
        record = step(record)
    return KINDS[record.kind].restore(record)
