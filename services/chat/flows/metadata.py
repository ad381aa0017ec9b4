# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys and values of people and channels: whose they are, who hears of a change, and bringing a client up to date.

There are two drafts. In the third (`draft/metadata-3`) values always come as RPL_KEYVALUE and RPL_KEYNOTSET, in the
second (`draft/metadata-2`) what was not asked for comes as METADATA messages. Nobody may have both.
Source: IRCv3 metadata.
"""

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence

from protocol import capabilities as caps
from protocol import numerics as n
from protocol.message import Message, line
from services.chat.context import House, Request
from services.chat.events import MetadataChanged, MetadataKept
from services.chat.flows.batches import Batch
from services.chat.flows.pacing import LOOKED_AT, WRITTEN, Pace
from services.chat.session import Session
from services.chat.state import Channel, State, User

EITHER = caps.METADATA.bit | caps.METADATA_3.bit
AT_ONCE = 500  # values that somebody is sent unasked; for more they are told to ask
AT_MOST = 4000  # values in one answer
RETRY_SECONDS = "1"
Value = tuple[str, str, str]  # target, key, value


def aware(session: Session) -> bool:
    """Whether the client takes part: one of the drafts, and batch."""
    return bool(session.caps & EITHER and session.caps & caps.BATCH.bit)


def newest(session: Session) -> bool:
    """Whether the client is spoken to in the third draft."""
    return bool(session.caps & caps.METADATA_3.bit) or not session.caps & caps.METADATA.bit


def values_of(state: State, user: User) -> dict[str, str]:
    """A person's: the account's, if they are logged in."""
    account = state.account(user.account)
    return account.metadata if account is not None else user.metadata


def change(house: House, user: User, subject: User | Channel, changes: Mapping[str, str]) -> MetadataChanged:
    """The event with which `user` changes keys of `subject`."""
    stamp, pairs = house.ids.stamp(), tuple(changes.items())
    act = (*stamp, user.uid, user.source, user.account)
    if isinstance(subject, Channel):
        kind = MetadataKept if subject.registration is not None else MetadataChanged
        return kind(*act, subject.name, pairs, channel=subject.key)
    kind = MetadataKept if house.state.account(subject.account) is not None else MetadataChanged
    return kind(*act, subject.nick, pairs, user=subject.uid, owner=subject.account)


async def settle(request: Request) -> None:
    """Registration is complete: what was set before it holds now."""
    drafts = request.house.subscriptions.drafts.pop(request.session, None)
    if drafts:
        await submit(request, change(request.house, request.user, request.user, drafts))


async def submit(request: Request, event: MetadataChanged) -> None:
    """Let it happen, and tell of it; whoever asks for it is not told, as they get an answer."""
    await request.submit(event)
    await _tell(request, event)


async def greet(request: Request) -> None:
    """Part of the registration burst: everything that is known of oneself."""
    if aware(request.session):
        user = request.user
        values = values_of(request.house.state, user)
        await send(request, user.nick, tuple((user.nick, key, value) for key, value in values.items()))


async def joined(request: Request, channel: Channel) -> None:
    """Somebody came into a channel."""
    if aware(request.session):
        found = [value async for value in in_channel(request, channel, most=AT_ONCE + 1)]
        if len(found) > AT_ONCE:
            request.reply(n.ERR_METADATASYNCLATER, channel.name, RETRY_SECONDS)
        else:
            await send(request, channel.name, found)


def seen(request: Request, user: User) -> None:
    """Somebody who monitors was told that `user` is here."""
    if aware(request.session):
        found = tuple(subscribed(request, user.nick, values_of(request.house.state, user)))
        with Batch(request, "metadata", user.nick) as batch:
            for value in found[:AT_ONCE]:
                _write(request, batch, value)


def appeared(house: House, session: Session, user: User) -> None:
    """As `seen`, when nobody asked."""
    seen(Request(house, session, Message("METADATA", [])), user)


def subscribed(
    request: Request, target: str, values: Mapping[str, str], keys: Iterable[str] | None = None
) -> Iterator[Value]:
    """What the session has subscribed to of a target; `keys` narrows it."""
    for key in request.house.subscriptions.of(request.session) if keys is None else keys:
        if key in values:
            yield target, key, values[key]


async def in_channel(
    request: Request, channel: Channel, keys: Iterable[str] | None = None, most: int = AT_MOST
) -> AsyncIterator[Value]:
    """What the session has subscribed to of a channel and of everyone in it, `most` values of it."""
    state, pace, found = request.house.state, Pace(request), 0
    wanted = list(request.house.subscriptions.of(request.session) if keys is None else keys)
    if not wanted:
        return
    for value in subscribed(request, channel.name, channel.metadata, wanted):
        found += 1
        yield value
    for uid in tuple(channel.members):
        if pace.spend(LOOKED_AT * (1 + len(wanted) / 10)):
            await pace.rest()
        if found >= most:
            return
        member = state.users.get(uid)
        if member is None:
            continue
        for value in subscribed(request, member.nick, values_of(state, member), wanted):
            found += 1
            yield value


async def everywhere(request: Request, keys: Iterable[str] | None = None) -> list[Value]:
    """What the session has subscribed to of everybody and every channel that it hears of, each once."""
    house, pace, found = request.house, Pace(request), dict[tuple[str, str], str]()
    for key in sorted(request.user.channels):
        channel = house.state.channels.get(key)
        if channel is None or len(found) >= AT_MOST:
            continue
        async for target, name, value in in_channel(request, channel, keys):
            found[(target, name)] = value
    for nick in tuple(house.monitors.of(request.session).values()):
        if pace.spend(LOOKED_AT):
            await pace.rest()
        user = house.state.user(nick)
        if user is not None:
            for target, name, value in subscribed(request, user.nick, values_of(house.state, user), keys):
                found[(target, name)] = value
    return [(target, name, value) for (target, name), value in found.items()]


async def send(request: Request, about: str, values: Sequence[Value]) -> None:
    """A batch that brings a client up to date."""
    pace = Pace(request)
    with Batch(request, "metadata", about) as batch:
        for value in values[:AT_MOST]:
            _write(request, batch, value)
            if pace.spend(WRITTEN):
                await pace.rest()


def _write(request: Request, batch: Batch, value: Value) -> None:
    target, key, text = value
    if newest(request.session):
        batch.reply(n.RPL_KEYVALUE, target, key, "*", text=text)
    else:
        batch.send(line(request.house.server, "METADATA", target, key, "*", text=text))


async def _tell(request: Request, event: MetadataChanged) -> None:
    """Tell everyone who wants to hear of it, in slices, also when the author leaves meanwhile.

    They are told what holds when their turn comes: of two changes at once the later one is not undone.
    """
    house, keys, pace = request.house, [key for key, _ in event.changes], Pace(request)
    for session in _listeners(house, event, keys):
        if session is request.session or not aware(session) or not session.is_open():
            continue
        if pace.spend(WRITTEN):
            await pace.turn()
            if house.scheduler.closed:
                return
        _notify(house, session, event, keys)


def _listeners(house: House, event: MetadataChanged, keys: Sequence[str]) -> Iterator[Session]:
    """Who has subscribed, and is in the channel, or shares one with the person, or monitors them."""
    state = house.state
    channel, subject = state.channels.get(event.channel), state.users.get(event.user)
    people = tuple(channel.members) if channel is not None else state.peers(subject) if subject is not None else ()
    watching = tuple(house.monitors.watchers(subject.nick)) if subject is not None else ()
    told = set[Session]()
    for group in (*map(house.fanout.sessions_of, people), watching):
        for session in tuple(group):
            if session not in told and not house.subscriptions.of(session).keys().isdisjoint(keys):
                told.add(session)
                yield session


def _notify(house: House, session: Session, event: MetadataChanged, keys: Sequence[str]) -> None:
    channel, subject = house.state.channels.get(event.channel), house.state.users.get(event.user)
    user = session.user(house.state)
    if channel is not None and user is not None and user.uid in channel.members:
        target, values = channel.name, channel.metadata
    elif subject is not None and not event.channel:
        target, values = subject.nick, values_of(house.state, subject)
    else:
        return  # it is gone, or they have left it
    request = Request(house, session, Message("METADATA", []))
    wanted = house.subscriptions.of(session)
    for key in keys:
        if key not in wanted:
            continue
        value = values.get(key, "")
        if not newest(session):
            request.send(line(event.source, "METADATA", target, key, "*", text=value or None))
        elif value:
            request.reply(n.RPL_KEYVALUE, target, key, "*", text=value)
        else:
            request.reply(n.RPL_KEYNOTSET, target, key)
