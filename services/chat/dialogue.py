# SPDX-License-Identifier: GPL-3.0-or-later
"""Manners that several commands share: a list of targets where each one succeeds or fails for itself."""

from collections.abc import Awaitable, Callable, Iterable

from protocol import numerics as n
from services.chat.context import Request
from services.chat.rules import Failed, Refusal, Refused


async def each(request: Request, targets: Iterable[str], action: Callable[[str], Awaitable[None]]) -> None:
    """Do it for each target that is not empty; a refusal is answered and the next one follows."""
    for target in filter(None, targets):
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
