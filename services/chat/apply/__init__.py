# SPDX-License-Identifier: GPL-3.0-or-later
"""The only place that changes state: an event in, who is to see it out.

Deterministic: no clock, no randomness, no settings. The same events in the same order give the same state on
every node and after every restart. An event that can't be any more (of two that want a nickname the first in the
log wins) changes nothing and raises the refusal that its actor is answered with.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from services.chat.apply import channels, messages, people
from services.chat.apply.common import Audience
from services.chat.events import (
    AwayChanged,
    ChannelModesChanged,
    ChannelOpened,
    Event,
    Invited,
    Joined,
    Kicked,
    MessageSent,
    NickChanged,
    Parted,
    TagsSent,
    TopicChanged,
    UserConnected,
    UserModesChanged,
    UserQuit,
)
from services.chat.state import State

__all__ = ["APPLY", "Audience", "apply"]


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
    MessageSent: messages.message,
    TagsSent: messages.message,
}
