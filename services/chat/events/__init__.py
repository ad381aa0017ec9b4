# SPDX-License-Identifier: GPL-3.0-or-later
"""What happened: frozen, versioned, serialisable facts.

An event carries its own time (Unix milliseconds) and id (the `msgid`), and everything needed to show it again
years later: the actor's `nick!user@host` and account as they were. Commands make events, the log orders and keeps
them, `apply` turns them into state, `render` into lines. Nothing here knows a clock, a socket or a database.

- `durable`: written to the log before anyone sees it. Others take the same road and order, but are not written.
- `lasting`: replayed at start, as it shapes what outlives a restart (a topic, a registration).
- `inevitable`: it happens even when it can't be written.
- `erases`: committing it erases another event from the log, or hides it.
- `conversation`: the history it belongs to: a folded channel name, or `direct(a, b)`; "" when it is in none.

A new kind of event: a class in the file of its subject, a name in `KINDS`,
a row in `apply.APPLY`, a row in `render.RENDER`, and a test of its round trip.
A changed one gets the next `version` and a step in `UPGRADES`.
"""

from collections.abc import Callable

from services.chat.events.accounts import (
    AbsenceChanged,
    AccountAct,
    AccountChanged,
    AccountDropped,
    AccountRegistered,
    AccountSettingsChanged,
    AccountVerified,
    FingerprintAdded,
    FingerprintRemoved,
    PasswordChanged,
    RoomKept,
    RoomLeft,
    UserKept,
    UserLet,
)
from services.chat.events.base import EVERYONE, NOBODY, PLAYBACK, Act, ChannelAct, Event, Record, Withdrawn, direct
from services.chat.events.channels import (
    ChannelDropped,
    ChannelModesChanged,
    ChannelOffered,
    ChannelOpened,
    ChannelRegistered,
    ChannelRenamed,
    ChannelRolesChanged,
    ChannelTransferred,
    Invited,
    Joined,
    Kicked,
    Parted,
    TopicChanged,
)
from services.chat.events.messages import ABSENT, MessageRedacted, MessageSent, MultilineSent, Piece, TagsSent, compose
from services.chat.events.metadata import MetadataChanged, MetadataKept
from services.chat.events.operators import ServerBanLifted, ServerBanSet, WallopsSent
from services.chat.events.people import (
    AwayChanged,
    HostChanged,
    NickChanged,
    RealnameChanged,
    UserConnected,
    UserModesChanged,
    UserQuit,
)

__all__ = [
    "ABSENT",
    "EVERYONE",
    "KINDS",
    "NOBODY",
    "PLAYBACK",
    "UPGRADES",
    "AbsenceChanged",
    "AccountAct",
    "AccountChanged",
    "AccountDropped",
    "AccountRegistered",
    "AccountSettingsChanged",
    "AccountVerified",
    "Act",
    "AwayChanged",
    "ChannelAct",
    "ChannelDropped",
    "ChannelModesChanged",
    "ChannelOffered",
    "ChannelOpened",
    "ChannelRegistered",
    "ChannelRenamed",
    "ChannelRolesChanged",
    "ChannelTransferred",
    "Event",
    "FingerprintAdded",
    "FingerprintRemoved",
    "HostChanged",
    "Invited",
    "Joined",
    "Kicked",
    "MessageRedacted",
    "MessageSent",
    "MetadataChanged",
    "MetadataKept",
    "MultilineSent",
    "NickChanged",
    "Parted",
    "PasswordChanged",
    "Piece",
    "RealnameChanged",
    "Record",
    "RoomKept",
    "RoomLeft",
    "ServerBanLifted",
    "ServerBanSet",
    "TagsSent",
    "TopicChanged",
    "Unreadable",
    "UserConnected",
    "UserKept",
    "UserLet",
    "UserModesChanged",
    "UserQuit",
    "WallopsSent",
    "Withdrawn",
    "compose",
    "direct",
    "restore",
]

KINDS: dict[str, type[Event]] = {
    kind.__name__: kind
    for kind in (
        UserConnected, NickChanged, UserQuit, AwayChanged, UserModesChanged,
        ChannelOpened, Joined, Parted, Kicked, TopicChanged, ChannelModesChanged, Invited, MessageSent,
        ChannelRenamed, ChannelRegistered, ChannelDropped, ChannelRolesChanged, ChannelOffered, ChannelTransferred,
        MultilineSent, MessageRedacted,
        AccountRegistered, AccountVerified, PasswordChanged, FingerprintAdded, FingerprintRemoved,
        AccountSettingsChanged, AbsenceChanged, AccountDropped, AccountChanged, UserKept, UserLet, RoomKept, RoomLeft,
        RealnameChanged, HostChanged, WallopsSent, ServerBanSet, ServerBanLifted, MetadataChanged, MetadataKept,
    )
}  # fmt: skip

UPGRADES: dict[tuple[str, int], Callable[[Record], Record]] = {}


class Unreadable(ValueError):
    """A row is no event: the disk has damaged it, or a newer version wrote it."""


def restore(record: Record) -> Event:
    """The event of a row, brought to today's version. Raises Unreadable."""
    try:
        while (step := UPGRADES.get((record.kind, record.version))) is not None:
            record = step(record)
        return KINDS[record.kind].restore(record)
    except (LookupError, ValueError, TypeError, AttributeError) as error:
        raise Unreadable(f"the {record.kind!r} of {record.time} can't be read: {error!r}") from error
