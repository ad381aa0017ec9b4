# SPDX-License-Identifier: GPL-3.0-or-later
"""WHO. Source: Modern IRC "WHO"."""

from collections.abc import Iterator

from protocol import numerics as n
from protocol.masks import match
from services.chat.context import Request
from services.chat.state import Channel, User, prefixes


def handle(request: Request) -> None:
    """WHO [mask]"""
    mask = request.param(0)
    channel = request.house.state.channel(mask) if mask[:1] == "#" else None
    for user, where in _found(request, mask, channel):
        _row(request, user, where)
    request.reply(n.RPL_ENDOFWHO, mask or "*")


def _found(request: Request, mask: str, channel: Channel | None) -> Iterator[tuple[User, Channel | None]]:
    state, asker = request.house.state, request.user
    if mask[:1] == "#":
        if channel is not None:
            inside = asker.uid in channel.members
            if inside or "s" not in channel.modes:
                for uid in tuple(channel.members):
                    user = state.users[uid]
                    if inside or "i" not in user.modes:
                        yield user, channel
        return
    exact = state.user(mask) if mask else None
    if exact is not None:
        yield exact, None
        return
    peers = state.peers(asker)
    pattern = mask.lower() if mask not in ("", "0") else "*"
    for user in tuple(state.users.values()):
        if ("i" not in user.modes or user.uid in peers) and any(
            match(pattern, text.lower()) for text in (user.nick, user.username, user.host, user.realname)
        ):
            yield user, None


def _row(request: Request, user: User, channel: Channel | None) -> None:
    flags = "G" if user.away else "H"
    if "o" in user.modes:
        flags += "*"
    if channel is not None and (member := channel.members.get(user.uid)) is not None:
        flags += prefixes(member.statuses, every=True)
    if "B" in user.modes:
        flags += "B"
    request.reply(
        n.RPL_WHOREPLY, channel.name if channel is not None else "*", user.username, user.host,
        request.house.server, user.nick, flags, text=f"0 {user.realname}",
    )  # fmt: skip
