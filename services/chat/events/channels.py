# SPDX-License-Identifier: GPL-3.0-or-later
"""Events of channels: membership, topic, modes."""

from dataclasses import dataclass
from typing import ClassVar

from services.chat.events.base import ChannelAct


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
