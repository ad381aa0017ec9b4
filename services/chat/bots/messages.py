# SPDX-License-Identifier: GPL-3.0-or-later
"""PRIVMSG, NOTICE and TAGMSG to the house's own: echoed as what is said to anybody; only PRIVMSG is answered.

"Automatic replies must never be sent in response to a NOTICE message" (Modern IRC "NOTICE").
"""

from protocol import capabilities as caps
from services.chat.bots import BOTS
from services.chat.bots.base import Bot
from services.chat.context import Request
from services.chat.events import MessageSent, MultilineSent
from services.chat.flows.addressing import fit
from services.chat.names import fold
from services.chat.render import render


def bot_named(target: str) -> Bot | None:
    """Who answers to this name."""
    return BOTS.get(fold(target)) if target[:1] != "#" else None


def echo(request: Request, bot: Bot, command: str, text: str, tags: str, splits: tuple[int, ...] | None = None) -> None:
    """What was said, for its sender (IRCv3 echo-message); with `splits` it had several lines."""
    session, user = request.session, request.user
    if not session.caps & caps.ECHO_MESSAGE.bit:
        return
    what = (*request.act(), "", command, bot.nick)
    event = (
        MessageSent(*what, fit(user, command, bot.nick, text), tags, marks=user.marks)
        if splits is None
        else MultilineSent(*what, text, tags, splits=splits, marks=user.marks)
    )
    for line in render(event, session.view).split("\r\n")[:-1]:
        request.send(line)
