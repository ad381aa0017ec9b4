# SPDX-License-Identifier: GPL-3.0-or-later
"""To whom a message goes, and whether it may: what PRIVMSG, NOTICE, TAGMSG and multiline batches share.

Source: Modern IRC "PRIVMSG"; ISUPPORT STATUSMSG; IRCv3 message-tags (client-only tags).
"""

from typing import NamedTuple

from protocol import capabilities as caps
from protocol import numerics as n
from protocol.message import escape_tag
from protocol.splitting import MAX_LINE, truncate
from services.chat.context import Request
from services.chat.events import ABSENT, direct
from services.chat.flows.absence import absent
from services.chat.rules import Refused, hidden, may_write_to, speaks_to
from services.chat.state import STATUS_PREFIXES, STATUSES, Account, Channel, User


class Address(NamedTuple):
    """`target` as receivers see it; `recipient` and `floor` as in `events.MessageSent`; `person` for a direct one, or
    `absent` for one to somebody who is not here."""

    target: str
    conversation: str
    recipient: str = ""
    floor: str = ""
    person: User | None = None
    absent: Account | None = None


def address(request: Request, user: User, target: str, text: str) -> Address:
    """Raises `rules.Refusal` when `user` may not say `text` there, or there is no such target."""
    house = request.house
    if target[0] == "#":
        channel, lowest = _room(request, user, target, text)
        if not lowest:
            return Address(channel.name, channel.key)
    prefixes = target[: len(target) - len(target.lstrip(STATUS_PREFIXES))]
    name = target[len(prefixes) :]
    if name[:1] == "#":
        channel, lowest = _room(request, user, name, text)
        if prefixes:
            floor = STATUSES[max(STATUS_PREFIXES.index(prefix) for prefix in prefixes)]
            if not lowest or STATUSES.index(floor) < STATUSES.index(lowest):
                lowest = floor
        if not lowest:
            return Address(channel.name, channel.key)
        symbol = STATUS_PREFIXES[STATUSES.index(lowest)]
        return Address(symbol + channel.name, symbol + channel.key, floor=lowest)
    other = house.state.user(target)
    if other is None:
        account = absent(request, user, target, text)
        between = direct(user.identity(), account.name)
        return Address(account.name, between, recipient=ABSENT + account.name, absent=account)
    if other.modes:
        may_write_to(user, other)
    return Address(other.nick, direct(user.identity(), other.identity()), recipient=other.uid, person=other)


def _room(request: Request, user: User, name: str, text: str) -> tuple[Channel, str]:
    """The channel, and the lowest status there that hears `text`. A secret one that does not hear it does not exist."""
    channel = request.house.state.channel(name)
    if channel is None:
        raise Refused(n.ERR_NOSUCHCHANNEL, name)
    try:
        return channel, speaks_to(channel, user, text)
    except Refused:
        if hidden(channel, user.uid):
            raise Refused(n.ERR_NOSUCHCHANNEL, name) from None
        raise


def fit(user: User, command: str, target: str, text: str) -> str:
    """`text`, cut where the receivers' 512 bytes end."""
    room = MAX_LINE - len(user.source) - len(command) - len(target) - 5
    if len(text) * 4 <= room and user.source.isascii():
        return text
    return truncate(text, MAX_LINE - len(f":{user.source} {command} {target} :".encode()))


def client_tags(request: Request) -> str:
    """The client-only tags, as they go on (IRCv3 message-tags: unchanged, and only these)."""
    if not request.session.caps & caps.MESSAGE_TAGS.bit:
        return ""
    return ";".join(
        f"{name}={escape_tag(value)}" if value else name
        for name, value in request.message.tags.items()
        if name[0] == "+"
    )
