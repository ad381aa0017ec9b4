# SPDX-License-Identifier: GPL-3.0-or-later
"""What all events share: time and id, who did it, and how they are kept."""

import dataclasses
import json
from functools import lru_cache
from typing import Any, ClassVar, Final, NamedTuple, Self

from services.chat.events.fact import fact

# Which readers of a conversation's history are shown a record
EVERYONE: Final = 0  # what people said
PLAYBACK: Final = 1  # what happened around it: those who asked for it (IRCv3 event-playback)
NOBODY: Final = 2  # what was erased, which keeps its place


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
    shown: int = PLAYBACK


COLUMNS = frozenset(("time", "msgid", "conversation", "source", "account", "text"))


def direct(one: str, other: str) -> str:
    """The conversation of two people, whoever speaks: their identities (see `state.identity`), sorted."""
    return "\n".join(sorted((one, other)))


@fact(frozen=True, slots=True)
class Event:
    """`time` in Unix milliseconds; `msgid` unique for ever (IRCv3 message-ids)."""

    durable: ClassVar[bool] = False
    lasting: ClassVar[bool] = False
    is_message: ClassVar[bool] = False
    erases: ClassVar[bool] = False
    inevitable: ClassVar[bool] = False
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

    def records(self) -> tuple[Record, ...]:
        """The rows that the log keeps: one, but for what happened in several conversations at once."""
        return (self.record(),)

    @classmethod
    def restore(cls, record: Record) -> Self:
        """The event that `record` was made from. Raises TypeError or ValueError for a row that never was one."""
        values: dict[str, Any] = json.loads(record.extra) if record.extra else {}
        for name, value in values.items():
            if isinstance(value, list):
                values[name] = _tuples(value)
        for name, place in _columns(cls):  # type: ignore[arg-type]
            values[name] = record[place]
        return cls(**values)


@lru_cache(256)  # one for each class of event
def _columns(kind: type[Event]) -> tuple[tuple[str, int], ...]:
    """The fields of an event that have a column of their own, and where that is in a record."""
    names = (field.name for field in dataclasses.fields(kind))
    return tuple((name, Record._fields.index(name)) for name in names if name in COLUMNS)


def _tuples(value: Any) -> Any:
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value


@fact(frozen=True, slots=True)
class Act(Event):
    """Something that somebody did. `actor` is a user id; `source` is `nick!user@host`; `account` may be "".

    `marks` are those of the actor's user modes that are shown beside what they do (see `state.MARKS`).
    """

    actor: str
    source: str
    account: str
    marks: str = dataclasses.field(default="", kw_only=True)


@fact(frozen=True, slots=True)
class ChannelAct(Act):
    """Something done in a channel. `channel` is its name as shown; `conversation` its folded name."""

    durable: ClassVar[bool] = True

    conversation: str
    channel: str


@fact(frozen=True, slots=True)
class Withdrawn(Event):
    """An event that was committed could not be when its turn came, so it did not happen: history hides it.

    It leaves no row of its own. `withdrawn` is the other's msgid, `sent` its time.
    """

    durable: ClassVar[bool] = True
    erases: ClassVar[bool] = True

    withdrawn: str
    sent: int
    conversations: tuple[str, ...]

    @classmethod
    def of(cls, event: Event) -> Self:
        """For this event."""
        conversations = {record.conversation for record in event.records()}
        return cls(event.time, f"{event.msgid}w", event.msgid, event.time, tuple(sorted(conversations)))

    def records(self) -> tuple[Record, ...]:
        """None."""
        return ()
