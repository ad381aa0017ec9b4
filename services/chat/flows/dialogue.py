# SPDX-License-Identifier: GPL-3.0-or-later
"""Manners that several commands share: a list of targets where each one succeeds or fails for itself."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable

from protocol import capabilities as caps
from protocol import numerics as n
from protocol.masks import match
from services.chat.context import Request
from services.chat.render import sender_tags
from services.chat.rules import Failed, Refusal, Refused
from services.chat.state import User


async def each(request: Request, targets: Iterable[str], action: Callable[[str], Awaitable[None]]) -> None:
    """Do it for each target that is not empty; a refusal is answered and the next one follows."""
    wanted = [target for target in targets if target]
    if not wanted:
        raise Refused(n.ERR_NEEDMOREPARAMS, request.message.command)
    for target in wanted:
        try:
            await action(target)
        except Refusal as refusal:
            answer(request, refusal)


def answer(request: Request, refusal: Refusal) -> None:
    """Tell the session why."""
    if isinstance(refusal, Refused):
        request.reply(refusal.numeric, *refusal.params, text=refusal.text)
    elif isinstance(refusal, Failed):
        request.fail(refusal.code, *refusal.context, text=refusal.text)


def within(targets: list[str], most: int) -> list[str]:
    """`targets`, at most as many as TARGMAX says."""
    if len(targets) > most:
        raise Refused(n.ERR_TOOMANYTARGETS, targets[most])
    return targets


def this_server(request: Request, name: str) -> None:
    """Raises unless `name` is empty, or means this server: its name, a mask of it, or somebody who is on it."""
    house = request.house
    if name and not match(name.lower(), house.server.lower()) and house.state.user(name) is None:
        raise Refused(n.ERR_NOSUCHSERVER, name)


def tell_away(request: Request, person: User) -> None:
    """RPL_AWAY, if they are; "numeric replies sent on behalf of the user" have the tag too (oper-tag)."""
    if person.away:
        line = n.RPL_AWAY.line(request.house.server, request.nick, person.nick, text=person.away)
        request.send(sender_tags(person, request.session.caps & caps.OPER_TAG.bit) + line)


async def keep_pace(request: Request) -> bool:
    """Wait until the reader of a long answer has taken most of it, so that it is not closed for being slow.

    False when there is no use in going on: the reader is gone, or its labelled answer, which goes out in one piece,
    would not fit its send queue.
    """
    session, most = request.session, request.house.settings.limits.send_queue_bytes // 2
    if request.response is not None and request.response.size > most:
        request.notice("This is too much for one labelled answer; ask without a label")
        return False
    await asyncio.sleep(0)  # what is queued is written when the loop turns, and others have their turn
    while session.unsent() > most and not session.closing:  # noqa: ASYNC110 - a transport tells nobody that it has room
        await asyncio.sleep(0.05)
    return not session.closing
