# SPDX-License-Identifier: GPL-3.0-or-later
"""Which part of the history somebody may read. Everything that shows old messages asks here, and only here.

- A channel: who is in it, all of it, also what was said before they came in: a channel's past is part of what it
  offers. What was said to those with a status (STATUSMSG) only those who have it now.
- A renamed channel has its past under its old names (`State.spans`), and whoever takes an old name does not have it.
- A channel that was private (+i, +k, +s) at any time and that everybody has left is a new one when it is made again:
  whoever comes first could be anyone (`apply.channels.joined`). What was said before its first private life began was
  everyone's, and stays so.
- Two people: these two. A person with an account is the account; without one, this visit alone (`User.identity`).
"""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from services.chat.events import ChannelAct, Event, MessageSent, direct
from services.chat.log.port import Place
from services.chat.names import is_channel
from services.chat.state import FOREVER, STATUS_PREFIXES, Channel, Span, State, User

MOST_SPANS: Final = 20  # of a channel that was renamed often, the newest ones


@dataclass(frozen=True, slots=True)
class Conversation:
    """A channel or a person as `name` is shown now, and where what was said is. `channel` is "" for a person."""

    name: str
    places: tuple[Place, ...]
    channel: str = ""


def readable(state: State, user: User, target: str) -> Conversation | None:
    """What `user` may read of `target`, a channel, somebody who is here, or an account; else None."""
    if is_channel(target):
        channel = state.channel(target)
        return of_channel(state, channel, user) if channel is not None and user.uid in channel.members else None
    other = state.user(target)
    if other is not None:
        return between(user, other.identity(), other.nick)
    account = state.account(target)
    return between(user, account.name, account.name) if account is not None else None


def of_channel(state: State, channel: Channel, user: User) -> Conversation:
    """What a member may read."""
    heard = ("", *STATUS_PREFIXES[channel.rank(user.uid) :])
    places = tuple(
        Place(prefix + span.conversation, span.since, span.until)
        for span in state.spans(channel.key)[-MOST_SPANS:]
        for prefix in heard
    )
    return Conversation(channel.name, places, channel.key)


def between(user: User, identity: str, name: str) -> Conversation:
    """What `user` and whoever has this identity said to each other."""
    return Conversation(name, (Place(direct(user.identity(), identity), 0, FOREVER),))


def of_today(state: State, user: User) -> Callable[[Event], Event]:
    """What shows an event of a renamed channel that `user` is in under the name that it has now."""
    former: dict[str, list[tuple[Span, str]]] = {}
    for key in user.channels if state.histories else ():
        for span in state.histories.get(key, ()):
            if span.conversation != key:
                former.setdefault(span.conversation, []).append((span, state.channels[key].name))

    def show(event: Event) -> Event:
        if not former or not isinstance(event, ChannelAct | MessageSent):
            return event
        key = event.conversation.lstrip(STATUS_PREFIXES)
        symbol = event.conversation[: len(event.conversation) - len(key)]
        for span, name in former.get(key, ()):
            if span.since <= event.time <= span.until:
                if isinstance(event, MessageSent):
                    return dataclasses.replace(event, target=symbol + name)
                return dataclasses.replace(event, channel=name)
        return event

    return show
