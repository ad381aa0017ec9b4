# SPDX-License-Identifier: GPL-3.0-or-later
"""MARKREAD. Source: IRCv3 read-marker (draft)."""

from protocol import timestamps
from protocol.standard_replies import (
    MARKREAD_INTERNAL_ERROR,
    MARKREAD_INVALID_PARAMS,
    MARKREAD_NEED_MORE_PARAMS,
)
from services.chat.context import Request
from services.chat.flows.reading import marker_line, others
from services.chat.log.port import LogError
from services.chat.names import channel_problem, fold, is_channel
from services.chat.rules import Failed, name_problem


async def handle(request: Request) -> None:
    """MARKREAD <target> [timestamp=…]"""
    if not request.param(0):
        raise Failed(MARKREAD_NEED_MORE_PARAMS)
    house, user, target = request.house, request.user, request.param(0)
    limits = house.settings.limits
    if is_channel(target):
        problem = "" if house.state.channel(target) else channel_problem(target, limits.channel_length)
    else:
        problem = name_problem(house.state, target, limits.nick_length)
    if problem:
        raise Failed(MARKREAD_INVALID_PARAMS, target)
    wanted = 0
    if len(request.params) > 1:
        kind, _, text = request.param(1).partition("=")
        moment = timestamps.read(text) if kind == "timestamp" else None
        if moment is None:
            raise Failed(MARKREAD_INVALID_PARAMS, request.param(1))
        wanted = min(max(moment, 0), house.ids.now())
    try:
        before = await house.markers.get(user, fold(target))
        time = await house.markers.move(user, fold(target), wanted) if wanted > before else before
    except LogError as error:
        raise Failed(MARKREAD_INTERNAL_ERROR, target) from error
    line = marker_line(request, target, time)
    request.send(line)
    if time > before:
        for session in others(request):
            session.send(session.encode(line))
