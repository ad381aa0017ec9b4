# SPDX-License-Identifier: GPL-3.0-or-later
"""What people say, and taking it back."""

import json
from collections.abc import Iterable
from typing import ClassVar, Final, NamedTuple, Self

from services.chat.events.base import EVERYONE, PLAYBACK, Act, Record
from services.chat.events.fact import fact

ABSENT: Final = "="  # no user id begins with it


@fact(frozen=True, slots=True)
class MessageSent(Act):
    """PRIVMSG, NOTICE, or a TAGMSG worth keeping.

    `target` is as shown to receivers (`#lobby`, `@#lobby`, a nickname); `recipient` is a user id for a direct message,
    or ABSENT and the account of somebody who is not here; `floor` the lowest status that receives it (STATUSMSG), and
    `tags` the client-only tags, rendered, without `@`.
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
        # without an account the user id is all that tells later whose it was
        actor = "" if self.account else self.actor
        if self.tags or self.recipient or self.floor or self.marks:
            extra = json.dumps(
                [self.command, self.target, actor, self.tags, self.recipient, self.floor, self.marks],
                ensure_ascii=False,
            )
        else:
            extra = f"{self.command} {self.target} {actor}"
        return Record(
            "MessageSent", 1, self.time, self.msgid, self.conversation, self.source, self.account, self.text, extra,
            PLAYBACK if self.command == "TAGMSG" else EVERYONE,
        )  # fmt: skip

    @classmethod
    def restore(cls, record: Record) -> Self:
        """As `Event.restore`."""
        tags = recipient = floor = marks = ""
        if record.extra.startswith("["):
            command, target, actor, tags, recipient, floor, *marked = json.loads(record.extra)
            marks = marked[0] if marked else ""
        else:
            command, target, actor = record.extra.split(" ")
        return cls(
            record.time, record.msgid, actor, record.source, record.account,
            record.conversation, command, target, record.text, tags, recipient, floor, marks=marks,
        )  # fmt: skip


@fact(frozen=True, slots=True)
class TagsSent(MessageSent):
    """A TAGMSG that is not worth keeping, such as typing."""

    durable: ClassVar[bool] = False


class Piece(NamedTuple):
    """One line of a message in several lines; `joined` when it goes on where the line before it ended."""

    text: str
    joined: bool = False


def compose(pieces: Iterable[Piece]) -> tuple[str, tuple[int, ...]]:
    """`MultilineSent.text` and `splits` of these lines."""
    text = ""
    splits = []
    for place, piece in enumerate(pieces):
        if piece.joined:
            splits.append(len(text))
        elif place:
            text += "\n"
        text += piece.text
    return text, tuple(splits)


@fact(frozen=True, slots=True)
class MultilineSent(MessageSent):
    """A message in several lines (IRCv3 multiline), one event: `text` is the whole, with line feeds.

    `splits` are the places in it where its sender began a line that only goes on, so that all see the same lines.
    """

    splits: tuple[int, ...] = ()

    def pieces(self) -> list[Piece]:
        """The lines as they were sent."""
        found = []
        start, joined = 0, False
        places = sorted([*self.splits, *(i for i, c in enumerate(self.text) if c == "\n")])
        for place in places:
            found.append(Piece(self.text[start:place], joined))
            joined = place in self.splits
            start = place if joined else place + 1
        found.append(Piece(self.text[start:], joined))
        return found

    def record(self) -> Record:
        """As `Event.record`."""
        actor = "" if self.account else self.actor
        extra = [self.command, self.target, actor, self.tags, self.recipient, self.floor, self.splits, self.marks]
        return Record(
            "MultilineSent", 1, self.time, self.msgid, self.conversation, self.source, self.account, self.text,
            json.dumps(extra, ensure_ascii=False), EVERYONE,
        )  # fmt: skip

    @classmethod
    def restore(cls, record: Record) -> Self:
        """As `Event.restore`."""
        command, target, actor, tags, recipient, floor, splits, *marked = json.loads(record.extra)
        return cls(
            record.time, record.msgid, actor, record.source, record.account,
            record.conversation, command, target, record.text, tags, recipient, floor, tuple(splits),
            marks=marked[0] if marked else "",
        )  # fmt: skip


@fact(frozen=True, slots=True)
class MessageRedacted(Act):
    """A message was taken back (IRCv3 message-redaction): `erased` is its msgid, `sent` its time, `text` the reason.

    Committing this event erases the message from the log, in the same transaction.
    """

    durable: ClassVar[bool] = True
    is_message: ClassVar[bool] = True
    erases: ClassVar[bool] = True

    conversation: str
    target: str
    erased: str
    sent: int
    text: str = ""
    recipient: str = ""
    floor: str = ""
