# SPDX-License-Identifier: GPL-3.0-or-later
"""RENAME. Source: IRCv3 channel-rename.

Those without the capability leave and come in anew; apply shows them PART and JOIN, and here they are told the rest.
What was said before the channel's present life stays under the old name (`rules.power_since`), and no channel is put in
the place of another one's past.
"""

from protocol import capabilities as caps
from protocol.splitting import MAX_LINE
from protocol.standard_replies import ANY_INTERNAL_ERROR, RENAME_CANNOT_RENAME
from services.chat.context import Request
from services.chat.events import ChannelRenamed
from services.chat.flows.membership import greet
from services.chat.flows.pacing import LOOKED_AT, Pace
from services.chat.log.port import LogError, Place
from services.chat.names import channel_problem, fold
from services.chat.rules import Failed, channel_named, may_rename, power_since
from services.chat.state import STATUS_PREFIXES, Channel
from services.chat.text import cut


async def handle(request: Request) -> None:
    """RENAME channel name [:reason]"""
    house = request.house
    limits = house.settings.limits
    channel, new = channel_named(house.state, request.param(0), request.session.uid), request.param(1)
    may_rename(house.state, channel, request.user, new, house.ids.now())
    if await _has_a_past(request, channel, new):
        raise Failed(RENAME_CANNOT_RENAME, channel.name, new, text="Something was said under that name before")
    may_rename(house.state, channel, request.user, new, house.ids.now())  # that took a moment
    problem = channel_problem(new, limits.channel_length, house.settings.names == "unicode")
    if problem:
        raise Failed(RENAME_CANNOT_RENAME, channel.name, new, text=f"The channel cannot be renamed: {problem}")
    if len(f":{request.user.source} RENAME {channel.name} {new} :".encode()) > MAX_LINE:
        raise Failed(RENAME_CANNOT_RENAME, channel.name, new, text="The names are too long for a line")
    moves = fold(new) != channel.key
    reason = cut(request.param(2), limits.kick_length)
    since = power_since(channel)
    await request.submit(ChannelRenamed(*request.act(), channel.key, channel.name, new, reason, since))
    if not moves:
        return
    pace = Pace(request)
    for uid in tuple(channel.members):
        if pace.spend(LOOKED_AT):
            await pace.rest()
        for session in tuple(house.fanout.sessions_of(uid)):
            if not session.is_open() or uid not in channel.members:  # while the others were told
                continue
            other = request if session is request.session else request.to(session)
            if not session.caps & caps.CHANNEL_RENAME.bit and not session.classic:
                await greet(other, channel)


async def _has_a_past(request: Request, channel: Channel, name: str) -> bool:
    """Whether something was said under this name, but for what the channel itself left there when it was renamed."""
    house = request.house
    if fold(name) == channel.key:
        return False
    spans = house.state.spans(fold(name))
    if house.state.moved(name) is channel:
        spans = spans[-1:]
    places = [
        Place(prefix + span.conversation, span.since, span.until) for span in spans for prefix in ("", *STATUS_PREFIXES)
    ]
    try:
        return bool(await house.history.latest(places, 1))
    except LogError as error:
        raise Failed(ANY_INTERNAL_ERROR, channel.name, name) from error
