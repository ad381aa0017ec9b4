# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages change nothing but have an audience. See the package for the rules."""

from collections.abc import Sequence

from services.chat.apply.common import Audience, channel_of
from services.chat.events import (
    MessageSent,
)
from services.chat.state import State, at_least


def message(state: State, event: MessageSent) -> Sequence[Audience]:
    if event.recipient:
        return (Audience(event, users={event.recipient, event.actor}),)
    channel = channel_of(state, event.conversation, event.target)
    if not event.floor:
        return (Audience(event, channel),)
    users = {uid for uid in channel.members if at_least(channel, uid, event.floor)}
    return (Audience(event, users=users | {event.actor}),)
