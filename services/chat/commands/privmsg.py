# SPDX-License-Identifier: GPL-3.0-or-later
"""PRIVMSG, NOTICE and TAGMSG: one way, as they differ in their errors only.

Source: Modern IRC "PRIVMSG", "NOTICE"; IRCv3 message-tags (TAGMSG), echo-message.
"""

from typing import Final

from protocol import capabilities as caps
from protocol import numerics as n
from protocol.message import escape_tag
from services.chat.context import Request
from services.chat.events import Event, MessageSent, TagsSent, direct
from services.chat.rules import Refusal, Refused, channel_named, may_speak, user_named
from services.chat.state import STATUS_PREFIXES, STATUSES, User
from services.chat.text import cut_bytes

LINE: Final = 510
KEPT_TAGS: Final = ("+draft/react", "+draft/unreact", "+react", "+reply", "+draft/reply")


def privmsg(request: Request) -> None:
    """PRIVMSG target{,target} :text"""
    params = request.message.params
    if not params or not params[0]:
        raise Refused(n.ERR_NORECIPIENT, text="No recipient given (PRIVMSG)")
    if len(params) < 2 or not params[1]:
        raise Refused(n.ERR_NOTEXTTOSEND)
    _send(request, "PRIVMSG", params[1], quiet=False)


def notice(request: Request) -> None:
    """NOTICE target{,target} :text. It is never answered with an error."""
    params = request.message.params
    if len(params) > 1 and params[0] and params[1]:
        _send(request, "NOTICE", params[1], quiet=True)


def tagmsg(request: Request) -> None:
    """TAGMSG target{,target}"""
    if not request.session.caps & caps.MESSAGE_TAGS.bit:
        raise Refused(n.ERR_UNKNOWNCOMMAND, "TAGMSG")
    _send(request, "TAGMSG", "", quiet=False)


def _send(request: Request, command: str, text: str, *, quiet: bool) -> None:
    user = request.user
    tags = client_tags(request) if request.message.tags else ""
    if command == "TAGMSG" and not tags:
        return
    targets = request.message.params[0].split(",")
    if len(targets) > request.house.settings.limits.targets:
        raise Refused(n.ERR_TOOMANYTARGETS, targets[-1])
    for target in targets:
        try:
            _send_to(request, user, command, target, text, tags)
        except Refusal as refusal:
            if quiet:
                continue
            if len(targets) == 1 or not isinstance(refusal, Refused):
                raise
            request.reply(refusal.numeric, *refusal.params, text=refusal.text)


def _send_to(request: Request, user: User, command: str, target: str, text: str, tags: str) -> None:
    house = request.house
    time, msgid = house.ids.stamp()
    kind = TagsSent if command == "TAGMSG" and not _worth_keeping(request) else MessageSent
    floor, name = _split_status(target)
    event: Event
    if name[:1] == "#":
        channel = channel_named(house.state, name, user.uid)
        may_speak(channel, user)
        shown = target[: len(target) - len(name)] + channel.name
        text = _fit(user, command, shown, text)
        event = kind(
            time, msgid, user.uid, user.source, user.account, channel.key, command, shown, text, tags, "", floor
        )
    else:
        other = user_named(house.state, target)
        text = _fit(user, command, other.nick, text)
        conversation = direct(user.identity(), other.identity())
        event = kind(
            time, msgid, user.uid, user.source, user.account, conversation, command, other.nick, text, tags, other.uid
        )
    request.post(event)
    if command == "PRIVMSG":
        request.session.spoke_at = time
        if name[:1] != "#" and other.away:
            request.reply(n.RPL_AWAY, other.nick, text=other.away)


def _split_status(target: str) -> tuple[str, str]:
    """`@#room` as the status letter and the channel's name (STATUSMSG)."""
    bare = target.lstrip(STATUS_PREFIXES)
    if bare[:1] != "#" or len(bare) == len(target):
        return "", target
    lowest = max(STATUS_PREFIXES.index(prefix) for prefix in target[: len(target) - len(bare)])
    return STATUSES[lowest], bare


def _fit(user: User, command: str, target: str, text: str) -> str:
    """`text`, cut where the receivers' 512 bytes end."""
    room = LINE - len(user.source) - len(command) - len(target) - 5
    if len(text) * 4 <= room and user.source.isascii():
        return text
    return cut_bytes(text, LINE - len(f":{user.source} {command} {target} :".encode()))


def _worth_keeping(request: Request) -> bool:
    return any(tag in request.message.tags for tag in KEPT_TAGS)


def client_tags(request: Request) -> str:
    """The client-only tags, as they go on (IRCv3 message-tags: unchanged, and only these)."""
    if not request.session.caps & caps.MESSAGE_TAGS.bit:
        return ""
    return ";".join(
        f"{name}={escape_tag(value)}" if value else name
        for name, value in request.message.tags.items()
        if name[0] == "+"
    )
