# SPDX-License-Identifier: GPL-3.0-or-later
"""WHOIS. Source: Modern IRC "WHOIS"."""

from protocol import numerics as n
from services.chat.context import Request
from services.chat.membership import packed
from services.chat.rules import Refused
from services.chat.state import User, prefixes


def handle(request: Request) -> None:
    """WHOIS [server] nick"""
    nick = request.param(1) or request.param(0)
    if not nick:
        raise Refused(n.ERR_NONICKNAMEGIVEN)
    nick = nick.split(",")[0]
    user = request.house.state.user(nick)
    if user is None:
        request.reply(n.ERR_NOSUCHNICK, nick)
    else:
        _tell(request, user)
    request.reply(n.RPL_ENDOFWHOIS, user.nick if user is not None else nick)


def _tell(request: Request, user: User) -> None:
    house = request.house
    request.reply(n.RPL_WHOISUSER, user.nick, user.username, user.host, "*", text=user.realname)
    request.reply(n.RPL_WHOISSERVER, user.nick, house.server, text=house.settings.network)
    start = f":{house.server} 319 {request.nick} {user.nick} :"
    for text in packed(iter(_channels(request, user)), 510 - len(start.encode())):
        request.reply(n.RPL_WHOISCHANNELS, user.nick, text=text)
    if user.away:
        request.reply(n.RPL_AWAY, user.nick, text=user.away)
    if "o" in user.modes:
        request.reply(n.RPL_WHOISOPERATOR, user.nick)
    if "B" in user.modes:
        request.reply(n.RPL_WHOISBOT, user.nick, text=f"is a bot on {house.settings.network}")
    if user.secure:
        request.reply(n.RPL_WHOISSECURE, user.nick)
    if user.account:
        request.reply(n.RPL_WHOISACCOUNT, user.nick, user.account)
    spoke = max((session.spoke_at for session in house.fanout.sessions_of(user.uid)), default=0)
    idle = max(0, house.ids.now() - max(spoke, user.connected_at)) // 1000
    request.reply(n.RPL_WHOISIDLE, user.nick, str(idle), str(user.connected_at // 1000))


def _channels(request: Request, user: User) -> list[str]:
    """Channels of `user` that the asker may know of, with prefixes."""
    asker, state = request.session.uid, request.house.state
    shown = []
    for key in sorted(user.channels):
        channel = state.channels[key]
        secret = "s" in channel.modes or "i" in user.modes
        if not secret or asker in channel.members or asker == user.uid:
            shown.append(prefixes(channel.members[user.uid].statuses, every=True) + channel.name)
    return shown
