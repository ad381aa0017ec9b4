# SPDX-License-Identifier: GPL-3.0-or-later
"""MODE, of channels and of users. Source: Modern IRC "MODE"."""

from typing import Final

from protocol import modes
from protocol import numerics as n
from protocol.masks import normalise
from protocol.modes import Change, Kind
from services.chat.context import Request
from services.chat.events import ChannelModesChanged, UserModesChanged
from services.chat.rules import Refused, channel_named, may_set_mode, member_of, user_named
from services.chat.state import STATUSES, Channel

LISTS: Final = {
    "b": (n.RPL_BANLIST, n.RPL_ENDOFBANLIST),
    "e": (n.RPL_EXCEPTLIST, n.RPL_ENDOFEXCEPTLIST),
    "I": (n.RPL_INVEXLIST, n.RPL_ENDOFINVEXLIST),
}
SELF_SET: Final = "iwB"  # what people set on themselves


async def handle(request: Request) -> None:
    """MODE channel [modes [parameters…]] | MODE nick [modes]"""
    if request.param(0)[:1] == "#":
        await _channel(request)
    else:
        await _user(request)


async def _channel(request: Request) -> None:
    channel = channel_named(request.house.state, request.param(0), request.session.uid)
    if not request.param(1):
        _show(request, channel)
        return
    asked = modes.parse(modes.CHANNEL, request.params[1:], request.house.settings.limits.modes)
    for letter in asked.unknown:
        request.reply(n.ERR_UNKNOWNMODE, letter)
    for change in asked.missing:
        request.reply(n.ERR_INVALIDMODEPARAM, channel.name, change.letter, "*", text="You must give a parameter")
    for letter in asked.queries:
        _show_list(request, channel, letter)
    if not asked.changes:
        return
    for change in asked.changes:
        may_set_mode(channel, request.user, change.letter)
    changes: list[tuple[str, str, str]] = []
    targets: dict[str, str] = {}
    for change in asked.changes:
        try:
            changes.append(_checked(request, channel, change, targets))
        except Refused as refusal:
            request.reply(refusal.numeric, *refusal.params, text=refusal.text)
    if changes:
        await request.submit(
            ChannelModesChanged(*request.act(), channel.key, channel.name, tuple(changes), tuple(targets.items()))
        )


def _checked(request: Request, channel: Channel, change: Change, targets: dict[str, str]) -> tuple[str, str, str]:
    """The change with its parameter made good. Raises `Refused`."""
    sign, letter, parameter = "+" if change.add else "-", change.letter, change.param or ""
    limits = request.house.settings.limits
    if letter in STATUSES:
        target = user_named(request.house.state, parameter)
        if target.uid not in channel.members:
            raise Refused(n.ERR_USERNOTINCHANNEL, target.nick, channel.name)
        targets[target.nick] = target.uid
        return sign, letter, target.nick
    if modes.CHANNEL.kind(letter) is Kind.LIST:
        if change.add and len(channel.lists.get(letter, ())) >= limits.list_entries:
            raise Refused(n.ERR_BANLISTFULL, channel.name, letter)
        return sign, letter, normalise(parameter)
    if letter == "k" and change.add and (len(parameter) > limits.key_length or "," in parameter):
        raise Refused(n.ERR_INVALIDKEY, channel.name)
    if letter == "l" and change.add:
        if not parameter.isascii() or not parameter.isdigit() or not int(parameter[:9]):
            raise Refused(n.ERR_INVALIDMODEPARAM, channel.name, "l", parameter, text="It has to be a number above 0")
        parameter = str(int(parameter[:9]))
    return sign, letter, parameter


def _show(request: Request, channel: Channel) -> None:
    inside = request.session.uid in channel.members
    letters = sorted(channel.modes, key=lambda letter: (bool(channel.modes[letter]), letter))
    values = [
        "*" if letter == "k" and not inside else channel.modes[letter] for letter in letters if channel.modes[letter]
    ]
    request.reply(n.RPL_CHANNELMODEIS, channel.name, "+" + "".join(letters), *values)
    request.reply(n.RPL_CREATIONTIME, channel.name, str(channel.created_at // 1000))


def _show_list(request: Request, channel: Channel, letter: str) -> None:
    if letter != "b":
        member_of(channel, request.session.uid)
        may_set_mode(channel, request.user, letter)
    row, end = LISTS[letter]
    for entry in list(channel.lists.get(letter, {}).values()):
        request.reply(row, channel.name, entry.mask, entry.setter, str(entry.time // 1000))
    request.reply(end, channel.name)


async def _user(request: Request) -> None:
    user = user_named(request.house.state, request.param(0))
    if user.uid != request.session.uid:
        raise Refused(n.ERR_USERSDONTMATCH)
    if not request.param(1):
        request.reply(n.RPL_UMODEIS, "+" + "".join(sorted(user.modes)))
        return
    asked = modes.parse(modes.USER, request.params[1:])
    allowed = [c for c in asked.changes if c.letter in SELF_SET or (c.letter == "o" and not c.add)]
    if asked.unknown:
        request.reply(n.ERR_UMODEUNKNOWNFLAG)
    changes = tuple(("+" if change.add else "-") + change.letter for change in allowed)
    if changes:
        await request.submit(UserModesChanged(*request.act(), changes))
