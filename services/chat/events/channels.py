# SPDX-License-Identifier: GPL-3.0-or-later
"""Events of channels: membership, topic, modes."""

from dataclasses import replace
from typing import ClassVar

from services.chat.events.base import NOBODY, ChannelAct, Record
from services.chat.events.fact import fact


@fact(frozen=True, slots=True)
class ChannelOpened(ChannelAct):
    """The server opens a room that stays when the last one leaves. `modes` are flag letters."""

    durable: ClassVar[bool] = False

    modes: str = ""


@fact(frozen=True, slots=True)
class Joined(ChannelAct):
    """`key` is what the person offered for a channel with a key: it is judged by `apply`, and not kept."""

    realname: str
    away: str = ""
    key: str = ""

    def record(self) -> Record:
        """As `Event.record`, without the secret."""
        return ChannelAct.record(replace(self, key=""))


@fact(frozen=True, slots=True)
class Parted(ChannelAct):
    """Somebody left a channel."""

    text: str


@fact(frozen=True, slots=True)
class Kicked(ChannelAct):
    """`target` is the user id, `nick` the nickname, of whom `actor` removed."""

    target: str
    nick: str
    text: str


@fact(frozen=True, slots=True)
class TopicChanged(ChannelAct):
    """`text` is the new topic, "" for none."""

    lasting: ClassVar[bool] = True

    text: str


@fact(frozen=True, slots=True)
class ChannelModesChanged(ChannelAct):
    """`changes` are (sign, letter, parameter); for a member mode `targets` maps the parameter to the user id.

    `since` is when the channel's present life began, if it is no longer open to everyone with this: what was said
    before it stays for those who make the channel again.
    """

    lasting: ClassVar[bool] = True

    changes: tuple[tuple[str, str, str], ...]
    targets: tuple[tuple[str, str], ...] = ()
    since: int = 0


@fact(frozen=True, slots=True)
class Invited(ChannelAct):
    """`target` is the user id, `nick` the nickname, of the invited."""

    durable: ClassVar[bool] = False

    target: str
    nick: str


@fact(frozen=True, slots=True)
class ChannelDeed(ChannelAct):
    """About the channel itself, and replayed at start; it is no part of the channel's history."""

    lasting: ClassVar[bool] = True

    def record(self) -> Record:
        """As `Event.record`."""
        return ChannelAct.record(self)._replace(shown=NOBODY)


@fact(frozen=True, slots=True)
class ChannelRenamed(ChannelDeed):
    """`conversation` and `channel` are the old name, `new` the new one; `text` is the reason.

    What was said since `since` goes with the channel; what is older stays under the old name.
    """

    new: str
    text: str = ""
    since: int = 0


@fact(frozen=True, slots=True)
class ChannelRegistered(ChannelDeed):
    """The channel belongs to an account from now on, and outlives its members and the server.

    It carries what the channel is at that moment, as the events before it are not replayed for channels that no
    longer exist: `topic` and `topic_setter` at `topic_time`, `modes` as (letter, parameter), `lists` as
    (letter, mask, setter, time), `metadata` as (key, value), `history` as (conversation, since, until): where what was
    said in it is, and may be read.
    """

    founder: str
    created_at: int
    topic: str = ""
    topic_setter: str = ""
    topic_time: int = 0
    modes: tuple[tuple[str, str], ...] = ()
    lists: tuple[tuple[str, str, str, int], ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    history: tuple[tuple[str, int, int], ...] = ()


@fact(frozen=True, slots=True)
class ChannelDropped(ChannelDeed):
    """The channel belongs to nobody any more, and goes when the last one leaves."""


@fact(frozen=True, slots=True)
class ChannelRolesChanged(ChannelDeed):
    """`changes` are (account, status): what the account is given from now on, "" for nothing."""

    changes: tuple[tuple[str, str], ...]


@fact(frozen=True, slots=True)
class ChannelOffered(ChannelAct):
    """The founder offers the channel to another account; "" takes the offer back."""

    durable: ClassVar[bool] = False

    heir: str


@fact(frozen=True, slots=True)
class ChannelTransferred(ChannelDeed):
    """The channel has a new founder."""

    founder: str
