# SPDX-License-Identifier: GPL-3.0-or-later
"""LIST. Source: Modern IRC "LIST"; ISUPPORT ELIST (C, M, N, T, U) and SAFELIST."""

from collections.abc import Callable

from protocol import numerics as n
from protocol.masks import Mask, problem
from services.chat.context import Request
from services.chat.flows.pacing import LOOKED_AT, WRITTEN, Pace
from services.chat.names import fold
from services.chat.rules import Refused, fold_source
from services.chat.state import Channel

Test = Callable[[Channel], bool]


async def handle(request: Request) -> None:
    """LIST [channel{,channel}] [condition{,condition}]. Names and masks say which ones; conditions hold for all."""
    house = request.house
    names: dict[str, None] = {}
    masks: list[Mask] = []
    tests: list[Test] = []
    for word in filter(None, ",".join(request.params[:2]).split(",")):
        test = _condition(word, house.ids.now())
        if test is not None:
            tests.append(test)
        elif "*" in word or "?" in word:
            masks.append(Mask(fold_source(word)))
        else:
            names[fold(word)] = None
    if masks:
        tests.append(lambda channel: channel.key in names or any(mask.matches(channel.key) for mask in masks))
    channels = house.state.channels
    request.reply(n.RPL_LISTSTART, "Channel")
    pace = Pace(request)
    for key in tuple(names) if names and not masks else tuple(channels):
        if pace.spend(LOOKED_AT * (1 + len(tests) + len(masks))):
            await pace.rest()
        channel = channels.get(key)
        if channel is None or ("s" in channel.modes and request.session.uid not in channel.members):
            continue
        if all(test(channel) for test in tests):
            topic = channel.topic.text if channel.topic is not None else ""
            request.reply(n.RPL_LIST, channel.name, str(len(channel.members)), text=topic)
            pace.spend(WRITTEN)
    request.reply(n.RPL_LISTEND)


def _condition(word: str, now: int) -> Test | None:
    """A condition of ELIST; None for what has to be a name or a mask.

    `>n` `<n` users, `C>n` `C<n` created more or less than n minutes ago, `T>n` `T<n` the same of the topic, and a mask
    after `!` for what must not fit. Raises `Refused` for a mask that is too much.
    """
    if ("*" in word or "?" in word or word[0] == "!") and problem(word):
        raise Refused(n.ERR_BADMASK, word)
    if word.startswith("!"):
        unwanted = Mask(fold_source(word[1:]))
        return lambda channel: not unwanted.matches(channel.key)
    kind = word[0].upper() if word[0] in "CTct" else ""
    rest = word[len(kind) :]
    if rest[:1] in ("<", ">") and rest[1:].isascii() and rest[1:].isdigit():
        return _measured(kind, int(rest[1:10]), rest[0] == ">", now)
    return None


def _measured(kind: str, number: int, more: bool, now: int) -> Test:
    def measure(channel: Channel) -> float | None:
        if not kind:
            return len(channel.members)
        since = channel.created_at if kind == "C" else channel.topic.time if channel.topic is not None else None
        return None if since is None else (now - since) / 60_000

    def test(channel: Channel) -> bool:
        value = measure(channel)
        return value is not None and (value > number if more else value < number)

    return test
