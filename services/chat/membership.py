# SPDX-License-Identifier: GPL-3.0-or-later
"""Joining a channel and what one is told on the way in: the topic, and who is there.

JOIN and registration (autojoin) both come here. Source: Modern IRC "JOIN", "NAMES", "TOPIC".
"""

from collections.abc import Iterator

from protocol import capabilities as caps
from protocol import numerics as n
from services.chat.context import Request
from services.chat.events import Joined
from services.chat.names import channel_problem, fold
from services.chat.rules import Refused, may_join
from services.chat.state import Channel, User, prefixes


async def join(request: Request, name: str, key: str = "") -> None:
    """Bring the user into one channel. Raises `Refused`."""
    house, user = request.house, request.user
    limits = house.settings.limits
    channel = house.state.channel(name)
    if channel is None:
        if channel_problem(name, limits.channel_length, house.settings.names == "unicode"):
            raise Refused(n.ERR_BADCHANMASK if name[:1] == "#" else n.ERR_NOSUCHCHANNEL, name)
    elif user.uid in channel.members:
        return
    else:
        may_join(channel, user, key)
    if len(user.channels) >= limits.channels_per_user:
        raise Refused(n.ERR_TOOMANYCHANNELS, name)
    shown = channel.name if channel is not None else name
    event = Joined(*request.act(), fold(name), shown, user.realname, user.away, key)
    await request.submit(event)
    channel = house.state.channel(name)
    if channel is None or user.uid not in channel.members:
        return
    if channel.topic is not None:
        topic(request, channel)
    if not request.session.caps & caps.NO_IMPLICIT_NAMES.bit:
        names(request, channel)


def topic(request: Request, channel: Channel) -> None:
    """The topic, who set it and when; or that there is none."""
    if channel.topic is None:
        request.reply(n.RPL_NOTOPIC, channel.name)
        return
    request.reply(n.RPL_TOPIC, channel.name, text=channel.topic.text)
    request.reply(n.RPL_TOPICWHOTIME, channel.name, channel.topic.setter, str(channel.topic.time // 1000))


def names(request: Request, channel: Channel) -> None:
    """Who is in the channel, as the asker may see it."""
    session = request.session
    every = bool(session.caps & caps.MULTI_PREFIX.bit)
    full = bool(session.caps & caps.USERHOST_IN_NAMES.bit)
    symbol = "@" if "s" in channel.modes else "="
    room = 510 - len(f":{request.house.server} 353 {request.nick} {symbol} {channel.name} :".encode())
    shown = (
        prefixes(channel.members[member.uid].statuses, every) + (member.source if full else member.nick)
        for member in visible_members(request, channel)
    )
    for text in packed(shown, room):
        request.reply(n.RPL_NAMREPLY, symbol, channel.name, text=text)
    request.reply(n.RPL_ENDOFNAMES, channel.name)


def visible_members(request: Request, channel: Channel) -> Iterator[User]:
    """Members whom the asker may see: all for a member, else those without user mode +i."""
    users = request.house.state.users
    inside = request.session.uid in channel.members
    for uid in tuple(channel.members):
        user = users[uid]
        if inside or "i" not in user.modes:
            yield user


def packed(words: Iterator[str], room: int) -> Iterator[str]:
    """`words`, space-separated, in texts of at most `room` bytes."""
    line: list[str] = []
    used = 0
    for word in words:
        size = len(word.encode()) + 1
        if line and used + size > room + 1:
            yield " ".join(line)
            line, used = [], 0
        line.append(word)
        used += size
    if line:
        yield " ".join(line)
