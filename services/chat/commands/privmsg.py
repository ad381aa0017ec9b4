# SPDX-License-Identifier: GPL-3.0-or-later
"""PRIVMSG, NOTICE and TAGMSG: one way, as they differ in their errors only.

A line with a `batch` tag belongs to a message in several lines and is put aside for it (`multiline`).
Source: Modern IRC "PRIVMSG", "NOTICE"; IRCv3 message-tags (TAGMSG), echo-message, react, reply.
"""

from collections.abc import Coroutine
from typing import Any, Final

from protocol import capabilities as caps
from protocol import numerics as n
from services.chat.bots import BOTS, Bot, talk
from services.chat.bots.messages import echo
from services.chat.context import Request
from services.chat.events import MessageSent, TagsSent
from services.chat.flows.absence import left
from services.chat.flows.addressing import address, client_tags, fit
from services.chat.flows.dialogue import answer, tell_away
from services.chat.flows.drafting import put_aside
from services.chat.names import fold
from services.chat.rules import Refusal, Refused
from services.chat.state import User

KEPT_TAGS: Final = ("+draft/react", "+draft/unreact", "+react", "+reply", "+draft/reply")


def privmsg(request: Request) -> Coroutine[Any, Any, None] | None:
    """PRIVMSG target{,target} :text"""
    params = request.message.params
    if request.message.tags and "batch" in request.message.tags:
        put_aside(request)
        return None
    if not params or not params[0]:
        raise Refused(n.ERR_NORECIPIENT, text="No recipient given (PRIVMSG)")
    if len(params) < 2 or not params[1]:
        raise Refused(n.ERR_NOTEXTTOSEND)
    bots = _send(request, "PRIVMSG", params[1], quiet=False)
    return _talk(request, bots, params[1]) if bots else None


def notice(request: Request) -> None:
    """NOTICE target{,target} :text. It is never answered with an error."""
    params = request.message.params
    if request.message.tags and "batch" in request.message.tags:
        put_aside(request)
        return
    if len(params) > 1 and params[0] and params[1]:
        _send(request, "NOTICE", params[1], quiet=True)


def tagmsg(request: Request) -> None:
    """TAGMSG target{,target}"""
    if not request.session.caps & caps.MESSAGE_TAGS.bit:
        raise Refused(n.ERR_UNKNOWNCOMMAND, "TAGMSG")
    _send(request, "TAGMSG", "", quiet=False)


async def _talk(request: Request, bots: list[Bot], text: str) -> None:
    for bot in bots:
        await talk(request, bot, text)


def _send(request: Request, command: str, text: str, *, quiet: bool) -> list[Bot]:
    """Send to each target; a refusal is answered and the next one follows. Those of the house's own among them."""
    user = request.user
    tags = client_tags(request) if request.message.tags else ""
    targets = request.message.params[0].split(",")
    if "" in targets:
        targets = [target for target in targets if target]
    if not targets and not quiet:
        raise Refused(n.ERR_NORECIPIENT, text=f"No recipient given ({command})")
    if len(targets) > request.house.settings.limits.targets:
        if quiet:
            return []
        raise Refused(n.ERR_TOOMANYTARGETS, targets[-1])
    if len(targets) > 1:
        request.session.tokens -= len(targets) - 1  # each recipient costs what a message costs
    if tags:
        request.session.tokens -= len(tags) * len(targets) / 1024
    bots = []
    for target in targets:
        if target[0] != "#" and (bot := BOTS.get(fold(target))) is not None:
            echo(request, bot, command, text, tags)
            bots.append(bot)
            continue
        try:
            _send_to(request, user, command, target, text, tags)
        except Refusal as refusal:
            if not quiet:
                answer(request, refusal)
    return bots


def _send_to(request: Request, user: User, command: str, target: str, text: str, tags: str) -> None:
    time, msgid = request.house.ids.stamp()
    kind = TagsSent if command == "TAGMSG" and not _worth_keeping(request) else MessageSent
    shown, conversation, recipient, floor, person, account = address(request, user, target, text)
    text = fit(user, command, shown, text)
    request.post(
        kind(
            time, msgid, user.uid, user.source, user.account, conversation, command, shown, text, tags, recipient, floor
        )
    )
    if command == "PRIVMSG":
        request.session.spoke_at = time
        if person is not None:
            tell_away(request, person)
    if account is not None:
        left(request, account, command, time)


def _worth_keeping(request: Request) -> bool:
    tags = request.message.tags
    return "+typing" not in tags and any(tag in tags for tag in KEPT_TAGS)
