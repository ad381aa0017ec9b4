# SPDX-License-Identifier: GPL-3.0-or-later
"""Manners that several commands share: a list of targets where each one succeeds or fails for itself."""

from collections.abc import Awaitable, Callable, Iterable

from protocol import capabilities as caps
from protocol import numerics as n
from protocol.masks import match
from services.chat.context import Request
from services.chat.flows.pacing import Pace
from services.chat.render import sender_tags
from services.chat.rules import Failed, Refusal, Refused
from services.chat.state import User


async def each(request: Request, targets: Iterable[str], action: Callable[[str], Awaitable[None]]) -> None:
    """Do it for each target that is not empty; a refusal is answered and the next one follows.

    Each one after the first, which the command's own cost is for, costs what a line does.
    """
    wanted = [target for target in targets if target]
    if not wanted:
        raise Refused(n.ERR_NEEDMOREPARAMS, request.message.command)
    pace = Pace(request)
    for place, target in enumerate(wanted):
        if place and pace.spend(1):
            await pace.rest()
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
