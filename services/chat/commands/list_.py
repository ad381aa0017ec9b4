# SPDX-License-Identifier: GPL-3.0-or-later
"""LIST. Source: Modern IRC "LIST"; ISUPPORT ELIST (M, N, T, U) and SAFELIST."""

from collections.abc import Callable
from functools import partial

from protocol import numerics as n
from protocol.masks import match
from services.chat.context import Request
from services.chat.state import Channel

Test = Callable[[Channel], bool]


def handle(request: Request) -> None:
    """LIST [channel{,channel} | condition{,condition}]"""
    house = request.house
    names: set[str] = set()
    tests: list[Test] = []
    for word in filter(None, request.param(0).split(",")):
        test = _condition(word, house.ids.now())
        if test is not None:
            tests.append(test)
        elif "*" in word or "?" in word:
            tests.append(partial(_named, word.lower()))
        else:
            names.add(word)
    chosen = {channel.key: channel for name in names if (channel := house.state.channel(name)) is not None}
    request.reply(n.RPL_LISTSTART)
    for channel in list(chosen.values() if names else house.state.channels.values()):
        hidden = "s" in channel.modes and request.session.uid not in channel.members
        if not hidden and all(test(channel) for test in tests):
            topic = channel.topic.text if channel.topic is not None else ""
            request.reply(n.RPL_LIST, channel.name, str(len(channel.members)), text=topic)
    request.reply(n.RPL_LISTEND)


def _named(mask: str, channel: Channel) -> bool:
    return match(mask, channel.key)


def _condition(word: str, now: int) -> Test | None:
    """A condition of ELIST: >n <n (users), C>n C<n (minutes since creation), T>n T<n (since the topic), !mask."""
    if word.startswith("!"):
        return lambda channel: not match(word[1:].lower(), channel.key)
    kind = word[0].upper() if word[0] in "CTct" else ""
    rest = word[len(kind) :]
    if rest[:1] not in ("<", ">") or not rest[1:].isdigit():
        return None
    number, more = int(rest[1:10]), rest[0] == ">"

    def measure(channel: Channel) -> float | None:
        if not kind:
            return len(channel.members)
        since = channel.created_at if kind == "C" else channel.topic.time if channel.topic is not None else None
        return None if since is None else (now - since) / 60_000

    def test(channel: Channel) -> bool:
        value = measure(channel)
        return value is not None and (value > number if more else value < number)

    return test
