# SPDX-License-Identifier: GPL-3.0-or-later
"""Events of people: coming, changing, going."""

import dataclasses
from typing import ClassVar

from services.chat.events.base import Act, Record
from services.chat.events.fact import fact


@fact(frozen=True, slots=True)
class PersonAct(Act):
    """What happens to a person everywhere at once. It belongs into the history of `conversations`, the rooms' keys."""

    durable: ClassVar[bool] = True

    conversations: tuple[str, ...] = dataclasses.field(default=(), kw_only=True)

    def records(self) -> tuple[Record, ...]:
        """A row for each room; none when the person was in none."""
        record = dataclasses.replace(self, conversations=()).record()
        return tuple(record._replace(conversation=key) for key in self.conversations)


@fact(frozen=True, slots=True)
class UserConnected(Act):
    """Somebody finished registration. First in the log wins a nickname."""

    nick: str
    username: str
    host: str
    realname: str
    modes: str = ""
    secure: bool = False


@fact(frozen=True, slots=True)
class NickChanged(PersonAct):
    """`source` still has the old nickname; `nick` is the new one."""

    nick: str


@fact(frozen=True, slots=True)
class UserQuit(PersonAct):
    """Somebody left the server, and has, whether that can be saved or not."""

    inevitable: ClassVar[bool] = True

    reason: str


@fact(frozen=True, slots=True)
class AwayChanged(Act):
    """`message` is "" when the person is back. `automatic`: it is about having a client, not what somebody typed."""

    message: str
    automatic: bool = False


@fact(frozen=True, slots=True)
class UserModesChanged(Act):
    """`changes` are signed letters, as in `("+i", "-w")`."""

    changes: tuple[str, ...]


@fact(frozen=True, slots=True)
class RealnameChanged(Act):
    """Somebody calls themselves otherwise (IRCv3 setname)."""

    realname: str


@fact(frozen=True, slots=True)
class HostChanged(Act):
    """Somebody's host is shown as `host` now (IRCv3 chghost). `server` speaks where clients do not know of it."""

    host: str
    server: str
