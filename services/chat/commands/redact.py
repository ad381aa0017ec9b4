# SPDX-License-Identifier: GPL-3.0-or-later
"""REDACT. Source: IRCv3 message-redaction (draft).

One's own messages within `limits.redact_window`; an operator of the channel, all that was said in its present life, at
any time (`rules.power_since`); a server operator, all of a channel that they are in. Who sent a message is told by the
account, or by the visit of who had none: never by the nickname. History leaves it out then.
"""

from protocol import capabilities as caps
from protocol import numerics as n
from protocol.splitting import MAX_LINE, truncate
from protocol.standard_replies import (
    ANY_INTERNAL_ERROR,
    REDACT_INVALID_TARGET,
    REDACT_REDACT_FORBIDDEN,
    REDACT_REDACT_WINDOW_EXPIRED,
    REDACT_UNKNOWN_MSGID,
)
from services.chat.context import Request
from services.chat.conversations import Conversation, readable
from services.chat.events import MessageRedacted, MessageSent
from services.chat.log.port import LogError
from services.chat.rules import Failed, Refused, at_least, may_be_heard, may_take_back
from services.chat.state import STATUS_PREFIXES, Channel, User


async def handle(request: Request) -> None:
    """REDACT <target> <msgid> [:reason]"""
    if not request.session.caps & caps.MESSAGE_REDACTION.bit:
        raise Refused(n.ERR_UNKNOWNCOMMAND, "REDACT")
    house, user = request.house, request.user
    target, msgid, reason = request.param(0), request.param(1), request.param(2)
    try:
        conversation = readable(house.state, user, target) or await house.search.remembered(user, target)
        if conversation is None:
            raise Failed(REDACT_INVALID_TARGET, target, text=f"You cannot delete messages from {target}")
        found = await house.history.find(conversation.places, msgid)
    except LogError as error:
        raise Failed(ANY_INTERNAL_ERROR, target, msgid) from error
    if found is None or not isinstance(found.event, MessageSent):
        raise Failed(REDACT_UNKNOWN_MSGID, target, msgid)
    message = found.event
    channel = house.state.channels.get(conversation.channel)
    _may(request, user, conversation, channel, message)
    prefix = message.target[: len(message.target) - len(message.target.lstrip(STATUS_PREFIXES))]
    shown = prefix + conversation.name
    if channel is not None and not may_be_heard(channel, user):
        reason = ""
    reason = truncate(reason, MAX_LINE - len(f":{user.source} REDACT {shown} {msgid} :".encode()))
    recipient = "" if conversation.channel else _recipient(request, conversation)
    await request.submit(
        MessageRedacted(
            *request.act(), message.conversation, shown, msgid, message.time, reason, recipient, message.floor
        )
    )


def _may(
    request: Request, user: User, conversation: Conversation, channel: Channel | None, message: MessageSent
) -> None:
    window = request.house.settings.limits.redact_window
    if channel is not None and may_take_back(channel, user, message.time):
        return
    own = message.account == user.account if message.account else message.actor == user.uid
    if not own:
        older = channel is not None and at_least(channel, user.uid, "o")
        text = f"This was said before {conversation.name} was yours: ask a server operator" if older else None
        raise Failed(REDACT_REDACT_FORBIDDEN, request.param(0), message.msgid, text=text)
    if window and request.house.ids.now() - message.time > window * 1000:
        raise Failed(REDACT_REDACT_WINDOW_EXPIRED, request.param(0), message.msgid, str(window))


def _recipient(request: Request, conversation: Conversation) -> str:
    """The user id of the other one; of the asker when the other one is not here."""
    one, _, other = conversation.places[0].conversation.partition("\n")
    found = request.house.state.bearer(other if one == request.user.identity() else one)
    return found.uid if found is not None else request.user.uid
