# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys and values of people and channels. Who is told depends on subscriptions, see `services.chat.flows.metadata`."""

from collections.abc import Sequence

from services.chat.apply.common import Audience
from services.chat.events import MetadataChanged
from services.chat.rules import Refusal
from services.chat.state import State


def changed(state: State, event: MetadataChanged) -> Sequence[Audience]:
    values = _values(state, event)
    for key, value in event.changes:
        if value:
            values[key] = value
        else:
            values.pop(key, None)
    return ()


def _values(state: State, event: MetadataChanged) -> dict[str, str]:
    if event.channel:
        channel = state.channels.get(event.channel)
        if channel is not None:
            return channel.metadata
    elif event.owner:
        account = state.account(event.owner)
        if account is not None:
            return account.metadata
    elif event.user in state.users:
        return state.users[event.user].metadata
    raise Refusal("whom it is about is gone")
