# SPDX-License-Identifier: GPL-3.0-or-later
"""WHOIS. Source: Modern IRC "WHOIS"; IRCv3 bot-mode.

Where somebody is connected from, their certificate and their modes are told to themselves and to operators.
"""

from protocol import capabilities as caps
from protocol import numerics as n
from services.chat.context import Request
from services.chat.flows.dialogue import tell_away
from services.chat.flows.membership import packed
from services.chat.flows.pacing import Pace
from services.chat.rules import Refused
from services.chat.state import User, prefixes


def handle(request: Request) -> None:
    """WHOIS [server] nick{,nick}"""
    house = request.house
    if request.param(1):
        server = request.param(0)
        if server.lower() != house.server.lower() and house.state.user(server) is None:
            raise Refused(n.ERR_NOSUCHSERVER, server)
    nicks = request.param(1) or request.param(0)
    wanted = [nick for nick in dict.fromkeys(nicks.split(",")) if nick]
    if not wanted:
        raise Refused(n.ERR_NONICKNAMEGIVEN)
    Pace(request).spend(len(wanted[: house.settings.limits.targets]) - 1)
    for nick in wanted[: house.settings.limits.targets]:  # "even if some of them were dropped"
        user = house.state.user(nick)
        if user is None:
            request.reply(n.ERR_NOSUCHNICK, nick)
        else:
            _tell(request, user)
    request.reply(n.RPL_ENDOFWHOIS, nicks)


def _tell(request: Request, user: User) -> None:
    house = request.house
    request.reply(n.RPL_WHOISUSER, user.nick, user.username, user.host, "*", text=user.realname)
    if user.account and user.account.lower() == user.nick.lower():
        request.reply(n.RPL_WHOISREGNICK, user.nick)
    request.reply(n.RPL_WHOISSERVER, user.nick, house.server, text=house.settings.about)
    start = f":{house.server} 319 {request.nick} {user.nick} :"
    for text in packed(iter(_channels(request, user)), 510 - len(start.encode())):
        request.reply(n.RPL_WHOISCHANNELS, user.nick, text=text)
    tell_away(request, user)
    if "o" in user.modes:
        request.reply(n.RPL_WHOISOPERATOR, user.nick)
    if "B" in user.modes:
        request.reply(n.RPL_WHOISBOT, user.nick, text=f"is a bot on {house.settings.network}")
    peers = [session.peer for session in house.fanout.sessions_of(user.uid)]
    if peers and all(peer.secure for peer in peers):  # what reaches one client reaches them all
        request.reply(n.RPL_WHOISSECURE, user.nick)
    if user.account:
        request.reply(n.RPL_WHOISACCOUNT, user.nick, user.account)
    if user.uid == request.session.uid or "o" in request.user.modes:
        _tell_more(request, user)
    request.reply(n.RPL_WHOISIDLE, user.nick, str(house.idle(user)), str(user.connected_at // 1000))


def _tell_more(request: Request, user: User) -> None:
    request.reply(n.RPL_WHOISMODES, user.nick, text=f"is using modes +{''.join(sorted(user.modes))}")
    for peer in {session.peer: None for session in request.house.fanout.sessions_of(user.uid)}:
        request.reply(n.RPL_WHOISHOST, user.nick, text=f"is connecting from *@{peer.host} {peer.ip}")
        request.reply(n.RPL_WHOISACTUALLY, user.nick, f"{user.username}@{peer.host}", _address(peer.ip))
        if peer.fingerprint:
            request.reply(n.RPL_WHOISCERTFP, user.nick, text=f"has client certificate fingerprint {peer.fingerprint}")
        if peer.gateway:
            request.reply(n.RPL_WHOISSPECIAL, user.nick, text=f"is connected through the gateway {peer.gateway}")


def _address(ip: str) -> str:
    return f"0{ip}" if ip.startswith(":") else ip


def _channels(request: Request, user: User) -> list[str]:
    """Channels of `user` that the asker may know of, with prefixes."""
    asker, state = request.session.uid, request.house.state
    every = bool(request.session.caps & caps.MULTI_PREFIX.bit)
    shown = []
    for key in sorted(user.channels):
        channel = state.channels[key]
        secret = "s" in channel.modes or "i" in user.modes
        if not secret or asker in channel.members or asker == user.uid:
            shown.append(prefixes(channel.members[user.uid].statuses, every) + channel.name)
    return shown
