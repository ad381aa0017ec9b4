# SPDX-License-Identifier: GPL-3.0-or-later
"""The only place that changes state: an event in, who is to see it out.

Deterministic: no clock, no randomness, no settings. The same events in the same order give the same state on
every node and after every restart. An event that can't be any more (of two that want a nickname the first in the
log wins) changes nothing and raises the refusal that its actor is answered with.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from services.chat.apply import accounts, channels, messages, metadata, operators, ownership, people
from services.chat.apply.channels import matters
from services.chat.apply.common import Audience
from services.chat.events import (
    AbsenceChanged,
    AccountChanged,
    AccountDropped,
    AccountRegistered,
    AccountSettingsChanged,
    AccountVerified,
    AwayChanged,
    ChannelDropped,
    ChannelModesChanged,
    ChannelOffered,
    ChannelOpened,
    ChannelRegistered,
    ChannelRenamed,
    ChannelRolesChanged,
    ChannelTransferred,
    Event,
    FingerprintAdded,
    FingerprintRemoved,
    HostChanged,
    Invited,
    Joined,
    Kicked,
    MessageRedacted,
    MessageSent,
    MetadataChanged,
    MetadataKept,
    MultilineSent,
    NickChanged,
    Parted,
    PasswordChanged,
    RealnameChanged,
    RoomKept,
    RoomLeft,
    ServerBanLifted,
    ServerBanSet,
    TagsSent,
    TopicChanged,
    UserConnected,
    UserKept,
    UserLet,
    UserModesChanged,
    UserQuit,
    WallopsSent,
    Withdrawn,
)
from services.chat.state import State

__all__ = ["APPLY", "Audience", "apply", "matters"]


def apply(state: State, event: Event) -> Sequence[Audience]:
    """Bring `state` to after `event`. Raises a `rules.Refusal` when it can't be, and then nothing has changed."""
    return APPLY[type(event)](state, event)


APPLY: Final[dict[type[Event], Callable[[State, Any], Sequence[Audience]]]] = {
    UserConnected: people.connected,
    NickChanged: people.nick,
    UserQuit: people.quit,
    AwayChanged: people.away,
    UserModesChanged: people.user_modes,
    ChannelOpened: channels.opened,
    Joined: channels.joined,
    Parted: channels.parted,
    Kicked: channels.kicked,
    TopicChanged: channels.topic,
    Invited: channels.invited,
    ChannelModesChanged: channels.modes,
    ChannelRenamed: ownership.renamed,
    ChannelRegistered: ownership.registered,
    ChannelDropped: ownership.dropped,
    ChannelRolesChanged: ownership.roles,
    ChannelOffered: ownership.offered,
    ChannelTransferred: ownership.transferred,
    MessageSent: messages.message,
    MultilineSent: messages.message,
    MessageRedacted: messages.redacted,
    Withdrawn: lambda state, event: (),
    TagsSent: messages.message,
    AccountRegistered: accounts.registered,
    AccountVerified: accounts.verified,
    PasswordChanged: accounts.password,
    FingerprintAdded: accounts.fingerprint_added,
    FingerprintRemoved: accounts.fingerprint_removed,
    AccountSettingsChanged: accounts.settings,
    AbsenceChanged: accounts.absence,
    AccountDropped: accounts.dropped,
    AccountChanged: accounts.changed,
    UserKept: accounts.kept,
    UserLet: accounts.let,
    RoomKept: accounts.room_kept,
    RoomLeft: accounts.room_left,
    RealnameChanged: people.realname,
    HostChanged: people.host,
    WallopsSent: operators.wallops,
    ServerBanSet: operators.banned,
    ServerBanLifted: operators.lifted,
    MetadataChanged: metadata.changed,
    MetadataKept: metadata.changed,
}
