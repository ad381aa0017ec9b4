# SPDX-License-Identifier: GPL-3.0-or-later
"""Telling a person's clients how far they have read. Source: IRCv3 read-marker (draft).

On joining (`announce`), after the JOIN and before the end of NAMES; and to all clients of the person when it changes.
"""

import logging
from collections.abc import Iterator
from typing import Final

from protocol import capabilities as caps
from protocol import timestamps
from protocol.message import line
from services.chat.context import Request
from services.chat.log.port import LogError
from services.chat.session import Session
from services.chat.state import Channel

logger: Final = logging.getLogger(__name__)


async def announce(request: Request, channel: Channel) -> None:
    """The marker of a channel that this session has just been told to be in, if it wants to know."""
    user = request.session.user(request.house.state)
    if user is None or not request.session.caps & caps.READ_MARKER.bit:
        return
    try:
        names = [span.conversation for span in request.house.state.spans(channel.key)]
        time = max([await request.house.markers.get(user, name) for name in names])
    except LogError:
        logger.exception("a read marker could not be read")
        time = 0
    request.send(marker_line(request, channel.name, time))


def marker_line(request: Request, target: str, time: int) -> str:
    """MARKREAD, as the server sends it."""
    stamp = f"timestamp={timestamps.write(time)}" if time else "*"
    return line(request.house.server, "MARKREAD", target, stamp)


def others(request: Request) -> Iterator[Session]:
    """The other clients of this person that want to know: of this visit, and of others to the same account."""
    house, user = request.house, request.user
    people = [user]
    if user.account:
        people += [one for one in house.state.of_account(user.account) if one is not user]
    for person in people:
        for session in tuple(house.fanout.sessions_of(person.uid)):
            if session is not request.session and session.caps & caps.READ_MARKER.bit:
                yield session
