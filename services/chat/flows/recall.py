# SPDX-License-Identifier: GPL-3.0-or-later
"""What was said before one came, for clients that can show when it was but don't know how to ask for it.

Source: IRCv3 chathistory: a server may send history on joining to clients that have not requested the capability,
and must not to those that have. Without server-time it would look as if it were said now, so it is left out.
"""

from typing import Final

from protocol import capabilities as caps
from services.chat.context import Request
from services.chat.conversations import readable
from services.chat.flows.replay import replay
from services.chat.log.port import Position
from services.chat.state import Channel

_ASKS: Final = caps.CHATHISTORY.bit


async def recall(request: Request, channel: Channel) -> None:
    """Show the newest messages from before the person came in."""
    house, session = request.house, request.session
    wanted = house.settings.autoreplay
    if not wanted or session.classic or session.caps & _ASKS or not session.caps & caps.SERVER_TIME.bit:
        return
    member = channel.members.get(session.uid)
    room = readable(house.state, request.user, channel.name)
    if room is None or member is None:
        return
    since = member.joined_at
    page = await house.history.latest(room.places, wanted, before=Position(since, 0))
    if page:
        await replay(request, "chathistory", page, channel.name)
