# SPDX-License-Identifier: GPL-3.0-or-later
"""What people say."""

import json
from dataclasses import dataclass
from typing import ClassVar, Self

from services.chat.events.base import Act, Record


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
