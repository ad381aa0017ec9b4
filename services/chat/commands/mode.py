# SPDX-License-Identifier: GPL-3.0-or-later
"""MODE, of channels and of users. Source: Modern IRC "MODE", "Channel Modes"; IRCv3 account-extban, forward-mode."""

from typing import Final

from protocol import masks, modes
from protocol import numerics as n
from protocol.modes import Change, Kind
from protocol.splitting import MAX_LINE
from services.chat.context import Request
from services.chat.events import ChannelModesChanged, UserModesChanged
from services.chat.flows.pacing import WRITTEN, Pace
from services.chat.rules import (
    Refused,
    channel_named,
    fold_source,
    may_forward_to,
    may_set_mode,
    power_since,
    user_named,
)
from services.chat.state import PRIVATE, STATUSES, Channel

LISTS: Final = {
    "b": (n.RPL_BANLIST, n.RPL_ENDOFBANLIST),
    "e": (n.RPL_EXCEPTLIST, n.RPL_ENDOFEXCEPTLIST),
    "I": (n.RPL_INVEXLIST, n.RPL_ENDOFINVEXLIST),
}
SELF_SET: Final = "iwBR"  # what people set on themselves


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
    limit = request.house.settings.limits.modes
    asked = modes.parse(modes.CHANNEL, request.params[1:], limit)
    for letter in asked.unknown:
        request.reply(n.ERR_UNKNOWNMODE, letter)
    for letter in asked.queries:
        await _show_list(request, channel, letter)
    targets = {
        change.param: user.uid
        for change in asked.changes
        if change.letter in STATUSES and change.param and (user := request.house.state.user(change.param)) is not None
    }
    for change in (*asked.changes, *asked.missing, *asked.over_limit):
        may_set_mode(channel, request.user, change.letter, add=change.add, target=targets.get(change.param or "", ""))
    for change in asked.missing:
        request.reply(n.ERR_INVALIDMODEPARAM, channel.name, change.letter, "*", text="You must give a parameter")
    for change in asked.over_limit:
        text = f"One command may have {limit} changes with a parameter"
        request.reply(n.ERR_INVALIDMODEPARAM, channel.name, change.letter, change.param or "*", text=text)
    await _change(request, channel, asked.changes)


async def _change(request: Request, channel: Channel, asked: list[Change]) -> None:
    changes: list[tuple[str, str, str]] = []
    Pace(request).spend(max(len(asked) - 1, 0))
    targets: dict[str, str] = {}
    listed = {letter: set(channel.lists.get(letter, ())) for letter in LISTS}
    for change in asked:
        try:
            checked = _checked(request, channel, change, targets)
            _fits(request, channel, checked)
            if change.letter in listed:
                _listed(request, channel, checked, listed[change.letter])
            changes.append(checked)
        except Refused as refusal:
            request.reply(refusal.numeric, *refusal.params, text=refusal.text)
    if changes:
        closing = any(sign == "+" and letter in PRIVATE for sign, letter, _ in changes)
        since = power_since(channel) if closing else 0
        await request.submit(
            ChannelModesChanged(
                *request.act(), channel.key, channel.name, tuple(changes), tuple(targets.items()), since
            )
        )


def _fits(request: Request, channel: Channel, change: tuple[str, str, str]) -> None:
    """Raises `Refused` for a parameter that the line which tells of it could not hold."""
    sign, letter, parameter = change
    if len(f":{request.user.source} MODE {channel.name} {sign}{letter} {parameter}".encode()) > MAX_LINE:
        text = "It is too long for a line"
        raise Refused(n.ERR_INVALIDMODEPARAM, channel.name, letter, parameter, text=text)


def _listed(request: Request, channel: Channel, change: tuple[str, str, str], masks: set[str]) -> None:
    """Keep account of a list as it will be. Raises `Refused` when there is no room for what it does not have yet."""
    sign, letter, mask = change
    if sign == "-":
        masks.discard(fold_source(mask))
        return
    if fold_source(mask) not in masks and len(masks) >= request.house.settings.limits.list_entries:
        raise Refused(n.ERR_BANLISTFULL, channel.name, letter)
    masks.add(fold_source(mask))


def _checked(request: Request, channel: Channel, change: Change, targets: dict[str, str]) -> tuple[str, str, str]:
    """The change with its parameter made good. Raises `Refused`."""
    sign, letter, parameter = "+" if change.add else "-", change.letter, change.param or ""
    if letter in STATUSES:
        target = user_named(request.house.state, parameter)
        if target.uid not in channel.members:
            raise Refused(n.ERR_USERNOTINCHANNEL, target.nick, channel.name)
        targets[target.nick] = target.uid
        return sign, letter, target.nick
    if modes.CHANNEL.kind(letter) is Kind.LIST:
        return sign, letter, _mask(channel, letter, parameter)
    if not change.add:
        return sign, letter, "*" if letter == "k" else ""  # the key that is taken away is nobody's business
    if letter == "k" and not _good_key(parameter, request.house.settings.limits.key_length):
        text = f"It has to have 1 to {request.house.settings.limits.key_length} bytes, and no space, comma or colon"
        raise Refused(n.ERR_INVALIDMODEPARAM, channel.name, "k", parameter, text=text)
    if letter == "l":
        if not parameter.isascii() or not parameter.isdigit() or not int(parameter[:9]):
            raise Refused(n.ERR_INVALIDMODEPARAM, channel.name, "l", parameter, text="It has to be a number above 0")
        parameter = str(int(parameter[:9]))
    if letter == "f":
        parameter = may_forward_to(request.house.state, channel, request.user, parameter).name
    return sign, letter, parameter


def _good_key(key: str, longest: int) -> bool:
    return len(key.encode()) <= longest and key.isprintable() and not set(key) & set(" ,:")


def _mask(channel: Channel, letter: str, text: str) -> str:
    """An entry of a list as it is kept; the one that is there already, if it only differs in case."""
    ban = masks.parse_ban(text)
    why = masks.problem(text)
    if ban is None or not text.isprintable() or " " in text or text[0] == ":":
        why = "It has to be nick!user@host, a:account, or m: and one of these"
    elif ban.mute and letter == "I":
        why = "A mute is about speaking, not about joining"
    if ban is None or why:
        raise Refused(n.ERR_INVALIDMODEPARAM, channel.name, letter, text, text=why)
    mask = ban.render()
    there = channel.lists.get(letter, {}).get(fold_source(mask))
    return there.mask if there is not None else mask


def _show(request: Request, channel: Channel) -> None:
    inside = request.session.uid in channel.members
    letters = sorted(channel.modes, key=lambda letter: (bool(channel.modes[letter]), letter))
    values = [
        "*" if letter == "k" and not inside else channel.modes[letter] for letter in letters if channel.modes[letter]
    ]
    request.reply(n.RPL_CHANNELMODEIS, channel.name, "+" + "".join(letters), *values)
    request.reply(n.RPL_CREATIONTIME, channel.name, str(channel.created_at // 1000))


async def _show_list(request: Request, channel: Channel, letter: str) -> None:
    """Bans are for everyone to see; the exceptions for who may change them."""
    if letter != "b":
        may_set_mode(channel, request.user, letter)
    row, end = LISTS[letter]
    pace = Pace(request)
    for entry in tuple(channel.lists.get(letter, {}).values()):
        request.reply(row, channel.name, entry.mask, entry.setter, str(entry.time // 1000))
        if pace.spend(WRITTEN):
            await pace.rest()
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
    changes = tuple(("+" if change.add else "-") + change.letter for change in allowed)
    if changes:
        await request.submit(UserModesChanged(*request.act(), changes))
    if asked.unknown:
        request.reply(n.ERR_UMODEUNKNOWNFLAG)
