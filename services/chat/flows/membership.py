# SPDX-License-Identifier: GPL-3.0-or-later
"""Joining a channel and what one is told on the way in: the topic, and who is there.

JOIN and registration (autojoin) both come here. Source: Modern IRC "JOIN", "NAMES", "TOPIC".
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from protocol import capabilities as caps
from protocol import numerics as n
from protocol.standard_replies import JOIN_CHANNEL_RENAMED
from services.chat.context import Request
from services.chat.events import Joined
from services.chat.flows import metadata
from services.chat.flows.pacing import LOOKED_AT, WRITTEN, Pace
from services.chat.flows.reading import announce
from services.chat.flows.recall import recall
from services.chat.names import channel_problem, fold
from services.chat.rules import Failed, Refused, hidden, led_to, may_join
from services.chat.state import Channel, Listing, State, User, prefixes

FORWARDS: Final = 5  # how many channels one JOIN may be sent on to
AT_ONCE: Final = 400  # names that are packed in one slice
LISTINGS: Final = 8  # ways in which a channel's names are kept packed
NICKS: Final = 16  # bytes: askers' nicknames are taken to be multiples of it long, so that many share what is packed


async def join(request: Request, name: str, key: str = "") -> None:
    """Bring the user into one channel, or into the one that it forwards to (+f, or a new name). Raises a `Refusal`."""
    tried: list[Channel] = []
    while True:
        name = _renamed(request, name, key)
        try:
            await _enter(request, name, key)
        except Refused as refusal:
            channel = request.house.state.channel(name)
            onward = _onward(request, channel, refusal)
            if channel is None or onward is None:
                raise
            tried.append(channel)
            if onward in tried or len(tried) > FORWARDS:
                request.notice(f"{channel.name} forwards to {onward.name}, and so on without an end; it ends here")
                raise
            why = refusal.text or refusal.numeric.text
            request.reply(n.ERR_LINKCHANNEL, channel.name, onward.name, text=f"{why}; forwarding you there")
            name, key = onward.name, ""
        else:
            return


def _renamed(request: Request, name: str, key: str) -> str:
    """The name that the channel has now (IRCv3 channel-rename, "Channel redirection")."""
    state, now = request.house.state, request.house.ids.now()
    moved = led_to(state, name, request.user, key, now) if state.channel(name) is None else None
    if moved is None:
        return name
    if request.session.caps & caps.CHANNEL_RENAME.bit:
        raise Failed(JOIN_CHANNEL_RENAMED, name, moved.name)
    request.reply(n.ERR_LINKCHANNEL, name, moved.name, text="The channel has been renamed")
    return moved.name


def _onward(request: Request, channel: Channel | None, refusal: Refused) -> Channel | None:
    """Where a channel sends those whom it does not let in, if that is a channel still, and exists for them."""
    if channel is None or "f" not in channel.modes or refusal.numeric is n.ERR_TOOMANYCHANNELS:
        return None
    onward = request.house.state.channel(channel.modes["f"])
    if onward is not None and hidden(onward, request.user.uid):
        try:
            may_join(onward, request.user, "", request.house.ids.now())
        except Refused:
            return None
    return onward


async def _enter(request: Request, name: str, key: str) -> None:
    house, user = request.house, request.user
    limits = house.settings.limits
    channel = house.state.channel(name)
    if channel is None:
        if channel_problem(name, limits.channel_length, house.settings.names == "unicode"):
            raise Refused(n.ERR_BADCHANMASK if name[:1] == "#" else n.ERR_NOSUCHCHANNEL, name)
    elif user.uid in channel.members:
        return
    else:
        may_join(channel, user, key, house.ids.now())
    if len(user.channels) >= limits.channels_per_user:
        raise Refused(n.ERR_TOOMANYCHANNELS, name)
    shown = channel.name if channel is not None else name
    await request.submit(Joined(*request.act(), fold(name), shown, user.realname, user.away, key))
    channel = house.state.channel(name)
    if channel is None or user.uid not in channel.members:
        return
    await greet(request, channel)
    await recall(request, channel)
    for session in tuple(house.fanout.sessions_of(user.uid)):
        if session is not request.session and session.is_open():
            await greet(request.to(session), channel)


async def greet(request: Request, channel: Channel) -> None:
    """What one is told on the way in, if one is still there."""
    await announce(request, channel)
    if not request.session.is_open() or request.session.uid not in channel.members:
        return
    if channel.topic is not None:
        topic(request, channel)
    if not request.session.caps & caps.NO_IMPLICIT_NAMES.bit:
        await names(request, channel)
    await metadata.joined(request, channel)


def topic(request: Request, channel: Channel) -> None:
    """The topic, who set it and when; or that there is none."""
    if channel.topic is None:
        request.reply(n.RPL_NOTOPIC, channel.name)
        return
    request.reply(n.RPL_TOPIC, channel.name, text=channel.topic.text)
    request.reply(n.RPL_TOPICWHOTIME, channel.name, channel.topic.setter, str(channel.topic.time // 1000))


async def names(request: Request, channel: Channel) -> None:
    """Who is in the channel, as the asker may see it. Whoever leaves meanwhile is not named after that."""
    session, state, pace = request.session, request.house.state, Pace(request)
    every = bool(session.caps & caps.MULTI_PREFIX.bit)
    full = bool(session.caps & caps.USERHOST_IN_NAMES.bit)
    symbol = "@" if "s" in channel.modes else "="
    start = f":{request.house.server} 353  {symbol} {channel.name} :".encode()
    nick = -(-len(request.nick.encode()) // NICKS) * NICKS
    form = (every, full, 510 - len(start) - nick)
    inside = session.uid in channel.members
    uids = tuple(channel.members)
    place = 0
    if inside and len(uids) - _listed_so_far(channel, form) <= AT_ONCE:
        known = listing(state, channel, *form)
        number = 0
        while place < len(uids) and channel.listings.get(form) is known and number < len(known.texts):
            text = known.texts[number]
            request.reply(n.RPL_NAMREPLY, symbol, channel.name, text=text)
            place, number = place + text.count(" ") + 1, number + 1
            if pace.spend(WRITTEN):
                await pace.rest()
    while place < len(uids):
        part = [state.users[uid] for uid in uids[place : place + AT_ONCE] if uid in channel.members]
        words = (_listed(channel, user, every, full) for user in part if inside or "i" not in user.modes)
        for text in packed(words, form[2]):
            request.reply(n.RPL_NAMREPLY, symbol, channel.name, text=text)
        place += AT_ONCE
        if pace.spend(len(part) * LOOKED_AT):
            await pace.rest()
    request.reply(n.RPL_ENDOFNAMES, channel.name)


def _listed(channel: Channel, user: User, every: bool, full: bool) -> str:
    return prefixes(channel.members[user.uid].statuses, every) + (user.source if full else user.nick)


def _listed_so_far(channel: Channel, form: tuple[bool, bool, int]) -> int:
    known = channel.listings.get(form)
    return known.count if known is not None else 0


def listing(state: State, channel: Channel, every: bool, full: bool, room: int) -> Listing:
    """All names, as members see them, in texts of at most `room` bytes: packed once, then whoever came since."""
    members, form = channel.members, (every, full, room)
    if form not in channel.listings and len(channel.listings) >= LISTINGS:
        channel.listings.clear()
    known = channel.listings.setdefault(form, Listing())
    if known.count < len(members):
        since = list(islice(reversed(members), len(members) - known.count))
        words = [_listed(channel, state.users[uid], every, full) for uid in reversed(since)]
        if known.texts:
            words.insert(0, known.texts.pop())
        known.texts += packed(iter(words), room)
        known.count = len(members)
    return known


def packed(words: Iterable[str], room: int, separator: str = " ") -> Iterator[str]:
    """`words`, with a `separator` of one byte between them, in texts of at most `room` bytes."""
    line: list[str] = []
    used = 0
    for word in words:
        size = len(word.encode()) + 1
        if line and used + size > room + 1:
            yield separator.join(line)
            line, used = [], 0
        line.append(word)
        used += size
    if line:
        yield separator.join(line)
