# SPDX-License-Identifier: GPL-3.0-or-later
"""Registered channels: whose they are, the roles they keep, their names. See the package for the rules.

What lasts has to have the same effect when it is replayed, with nobody here. So a channel becomes what the snapshot in
its `ChannelRegistered` says, in both cases; if something else was changed while that was under way it is undone, and
shown as undone. One thing a replay can't know: whether a rename was refused because an unregistered channel had just
taken the name. Then the history is found under the new name after a restart.
"""

from collections.abc import Iterable, Sequence

from protocol import capabilities as caps
from protocol.modes import CHANNEL
from protocol.standard_replies import RENAME_CHANNEL_NAME_IN_USE
from services.chat import rules
from services.chat.apply.common import Audience, before, channel_of, close_if_empty, replayed
from services.chat.events import (
    Act,
    ChannelAct,
    ChannelDropped,
    ChannelModesChanged,
    ChannelOffered,
    ChannelRegistered,
    ChannelRenamed,
    ChannelRolesChanged,
    ChannelTransferred,
    Joined,
    Parted,
    TopicChanged,
)
from services.chat.names import fold, service_source
from services.chat.state import (
    FOREVER,
    STATUSES,
    Channel,
    ListEntry,
    Ownership,
    Role,
    Span,
    State,
    Topic,
    User,
)

REDIRECTS = 1000  # old names that are remembered; the oldest goes first


def registered(state: State, event: ChannelRegistered) -> Sequence[Audience]:
    channel = state.channels.setdefault(event.conversation, Channel(event.channel, event.conversation, event.time))
    if channel.registration is not None:
        raise rules.Refusal("it is registered")
    undone = _undo(channel, event)
    channel.created_at, channel.metadata = event.created_at, dict(event.metadata)
    channel.registration = Ownership(event.founder, event.time)
    if event.history:
        state.histories[channel.key] = tuple(Span(*span) for span in event.history)
    state.renamed.pop(channel.key, None)
    return (*undone, *_granted(state, channel, event, event.founder))


def snapshot(
    channel: Channel,
) -> tuple[str, str, int, tuple[tuple[str, str], ...], tuple[tuple[str, str, str, int], ...]]:
    """What a `ChannelRegistered` carries: topic, who set it and when, modes, lists."""
    topic = channel.topic or Topic("", "", 0)
    lists = ((letter, *entry) for letter, entries in channel.lists.items() for entry in _rows(entries.values()))
    return topic.text, topic.setter, topic.time, tuple(sorted(channel.modes.items())), tuple(sorted(lists))


def _rows(entries: Iterable[ListEntry]) -> Iterable[tuple[str, str, int]]:
    return ((entry.mask, entry.setter, entry.time) for entry in entries)


def _undo(channel: Channel, event: ChannelRegistered) -> Sequence[Audience]:
    """Make the channel what the snapshot says."""
    before, after = snapshot(channel), (event.topic, event.topic_setter, event.topic_time, event.modes, event.lists)
    if before == after:
        return ()
    channel.topic = Topic(event.topic, event.topic_setter, event.topic_time) if event.topic else None
    channel.modes = dict(event.modes)
    channel.lists.clear()
    channel.verdicts.clear()
    for letter, mask, setter, time in event.lists:
        channel.lists.setdefault(letter, {})[rules.fold_source(mask)] = ListEntry(mask, setter, time)
    old = {*before[3], *((letter, mask) for letter, mask, _, _ in before[4])}
    new = {*after[3], *((letter, mask) for letter, mask, _, _ in after[4])}
    gone = {"k": "*"}  # what else has a parameter when it goes
    changes = [
        ("-", letter, parameter if letter in CHANNEL.lists else gone.get(letter, ""))
        for letter, parameter in sorted(old - new)
    ]
    changes += [("+", letter, parameter) for letter, parameter in sorted(new - old)]
    found = [_shown(channel, event, "u", changes)] if changes else []
    if before[:3] != after[:3]:
        shown = TopicChanged(
            event.time, f"{event.msgid}o", "", event.topic_setter or service_source("ChanServ"), "",
            channel.key, channel.name, event.topic,
        )  # fmt: skip
        found.append(Audience(shown, channel))
    return found


def owned(state: State, event: ChannelAct) -> tuple[Channel, Ownership]:
    channel = channel_of(state, event.conversation, event.channel)
    if channel.registration is None:
        raise rules.Refusal("it is not registered")
    return channel, channel.registration


def dropped(state: State, event: ChannelDropped) -> Sequence[Audience]:
    channel, _ = owned(state, event)
    channel.registration = None
    close_if_empty(state, channel)
    return ()


def roles(state: State, event: ChannelRolesChanged) -> Sequence[Audience]:
    channel, ownership = owned(state, event)
    found: list[Audience] = []
    for account, status in event.changes:
        before = ownership.roles.pop(fold(account), None)
        if status:
            ownership.roles[fold(account)] = Role(account, status)
        if before is not None and before.status != status:
            found += _granted(state, channel, event, account, taken=before.status)
        else:
            found += _granted(state, channel, event, account)
    return found


def offered(state: State, event: ChannelOffered) -> Sequence[Audience]:
    _, ownership = owned(state, event)
    ownership.heir = event.heir
    return ()


def transferred(state: State, event: ChannelTransferred) -> Sequence[Audience]:
    """The founder that was keeps operator status."""
    channel, ownership = owned(state, event)
    before = ownership.founder
    ownership.founder, ownership.heir = event.founder, ""
    ownership.roles.pop(fold(event.founder), None)
    ownership.roles[fold(before)] = Role(before, "o")
    return (
        *_granted(state, channel, event, before, taken="q"),
        *_granted(state, channel, event, event.founder),
    )


def _granted(state: State, channel: Channel, event: ChannelAct, account: str, *, taken: str = "") -> Sequence[Audience]:
    """Whoever is logged in to `account` and here is given its role, and loses `taken`."""
    key = fold(account)
    people = [user for uid in channel.members if (user := state.users[uid]).account and fold(user.account) == key]
    status = channel.role(account)
    return (
        *grant(channel, event, [(user, taken) for user in people], "-"),
        *grant(channel, event, [(user, status) for user in people]),
    )


def welcomed(state: State, user: User, event: Act) -> Sequence[Audience]:
    """Somebody has just logged in: where they are they are given the roles of their account."""
    found: list[Audience] = []
    for place, key in enumerate(sorted(user.channels)):
        channel = state.channels[key]
        found += grant(channel, event, [(user, channel.role(user.account))], kind=f"g{place}.")
    return found


def grant(
    channel: Channel, event: Act, statuses: Iterable[tuple[User, str]], sign: str = "+", kind: str = "g"
) -> Sequence[Audience]:
    """Give (or take) statuses, and let the channel see it as a MODE of ChanServ's. It follows from `event`."""
    changes = []
    for user, status in statuses:
        member = channel.members[user.uid]
        if status and (sign == "+") != (status in member.statuses):
            member.statuses = "".join(sorted(set(member.statuses) ^ {status}, key=STATUSES.index))
            changes.append((sign, status, user.nick))
    if not changes:
        return ()
    channel.listings.clear()
    return (_shown(channel, event, kind if sign == "+" else "t", changes),)


def _shown(channel: Channel, event: Act, kind: str, changes: Sequence[tuple[str, str, str]]) -> Audience:
    """A MODE of ChanServ's that follows from `event`, with an id made from the event's and `kind`."""
    shown = ChannelModesChanged(
        event.time, event.msgid + kind, "", service_source("ChanServ"), "", channel.key, channel.name, tuple(changes)
    )
    return Audience(shown, channel)


def renamed(state: State, event: ChannelRenamed) -> Sequence[Audience]:
    """Also when the channel is not there: a replay brings back where its history is, not who was in it."""
    old, new = event.conversation, fold(event.new)
    channel = state.channels.get(old)
    if not replayed(state, event.actor):
        channel_of(state, old, event.channel)
    if new != old and new in state.channels:
        raise rules.Failed(RENAME_CHANNEL_NAME_IN_USE, event.channel, event.new)
    if new != old:
        _move_history(state, old, new, event)
    if channel is None:
        return ()
    channel.name = event.new
    if new == old:
        return (Audience(event, channel, requires=caps.CHANNEL_RENAME.bit),)
    del state.channels[old]
    state.channels[new] = channel
    channel.key, channel.renamed_at = new, event.time
    found = [Audience(event, channel, requires=caps.CHANNEL_RENAME.bit)]
    for uid in channel.members:
        user = state.users[uid]
        user.channels.discard(old)
        user.channels.add(new)
        found += _comes_anew(event, new, user)
    return found


def _move_history(state: State, old: str, new: str, event: ChannelRenamed) -> None:
    """What was said since `event.since` goes along; what is older than that stays, as does what the new name had."""
    past, time = state.spans(old), event.time
    taken = tuple(
        span._replace(since=max(span.since, event.since), until=min(span.until, time))
        for span in past
        if span.until >= event.since
    )
    if old in state.private:
        state.private[new] = min(state.private[old], state.private.get(new, FOREVER))
    there = before(state.histories.get(new, ())[:-1], state.private.get(new, FOREVER))
    state.histories[new] = (*there, *taken, Span(new, time, FOREVER))
    state.histories[old] = (*before(past, event.since), Span(old, time + 1, FOREVER))
    state.renamed.pop(new, None)
    for key, target in state.renamed.items():
        if target == old:
            state.renamed[key] = new
    state.renamed[old] = new
    while len(state.renamed) > REDIRECTS:
        del state.renamed[next(iter(state.renamed))]


def _comes_anew(event: ChannelRenamed, new: str, user: User) -> Sequence[Audience]:
    """What sessions without channel-rename see: that they leave one channel and enter another."""
    out = Parted(
        event.time, f"{event.msgid}p{user.uid}", user.uid, user.source, user.account,
        event.conversation, event.channel, event.text,
    )  # fmt: skip
    back = Joined(
        event.time, f"{event.msgid}j{user.uid}", user.uid, user.source, user.account,
        new, event.new, user.realname,
    )  # fmt: skip
    lacks = caps.CHANNEL_RENAME.bit
    return Audience(out, users=(user.uid,), lacks=lacks), Audience(back, users=(user.uid,), lacks=lacks)
