# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages change nothing but have an audience. See the package for the rules."""

from collections.abc import Sequence

from protocol import capabilities as caps
from services.chat.apply.common import Audience, channel_of
from services.chat.events import (
    ABSENT,
    MessageRedacted,
    MessageSent,
)
from services.chat.names import fold
from services.chat.state import STATUS_PREFIXES, State, at_least


def message(state: State, event: MessageSent) -> Sequence[Audience]:
    if event.recipient:
        if event.recipient[0] == ABSENT:  # unless they have come since
            return (Audience(event, users={event.actor, *state.logged_in.get(event.recipient[1:], ())}),)
        return (Audience(event, users={event.recipient, event.actor}),)
    channel = channel_of(state, event.conversation.lstrip(STATUS_PREFIXES), event.target)
    if not event.floor:
        return (Audience(event, channel),)
    users = {uid for uid in channel.members if at_least(channel, uid, event.floor)}
    return (Audience(event, users=users | {event.actor}),)


def redacted(state: State, event: MessageRedacted) -> Sequence[Audience]:
    """The log has erased the message already; who is here now and knows REDACT is told."""
    requires = caps.MESSAGE_REDACTION.bit
    if event.recipient:
        return (Audience(event, users={event.recipient, event.actor}, requires=requires),)
    channel = channel_of(state, fold(event.target.lstrip(STATUS_PREFIXES)), event.target)
    if not event.floor:
        return (Audience(event, channel, requires=requires),)
    users = {uid for uid in channel.members if at_least(channel, uid, event.floor)}
    return (Audience(event, users=users | {event.actor}, requires=requires),)
