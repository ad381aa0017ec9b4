# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may do what. A rule reads the state and returns, or raises a refusal that carries its reply.

Commands ask as a courtesy, so that what can't succeed is not written; `apply` asks again, and that is the law.

Refusal
├── Refused(numeric, *params)     answered with that numeric
└── Failed(code, *context)        answered with a standard reply, FAIL <command> <code> <context…> :<text>
"""

from protocol import numerics as n
from protocol.masks import match
from protocol.numerics import Numeric
from protocol.standard_replies import Code
from services.chat.names import fold
from services.chat.state import Channel, Member, State, User, at_least


class Refusal(Exception):
    """The actor may not, or can't. Nothing was changed."""


class Refused(Refusal):
    """Answered with a numeric. `text` replaces the numeric's own text."""

    def __init__(self, numeric: Numeric, *params: str, text: str | None = None) -> None:
        super().__init__(numeric.name, *params)
        self.numeric = numeric
        self.params = params
        self.text = text


class Failed(Refusal):
    """Answered with a standard reply (IRCv3 standard-replies)."""

    def __init__(self, code: Code, *context: str, text: str | None = None) -> None:
        super().__init__(code.code, *context)
        self.code = code
        self.context = context
        self.text = text


def user_named(state: State, nick: str) -> User:
    """The person with this nickname."""
    user = state.user(nick)
    if user is None:
        raise Refused(n.ERR_NOSUCHNICK, nick)
    return user


def channel_named(state: State, name: str, asker: str = "") -> Channel:
    """The channel with this name; a secret one does not exist for who is not in it."""
    channel = state.channel(name)
    if channel is None or (asker and "s" in channel.modes and asker not in channel.members):
        raise Refused(n.ERR_NOSUCHCHANNEL, name)
    return channel


def member_of(channel: Channel, uid: str) -> Member:
    """The membership of `uid` in `channel`."""
    member = channel.members.get(uid)
    if member is None:
        raise Refused(n.ERR_NOTONCHANNEL, channel.name)
    return member


def needs_status(channel: Channel, uid: str, status: str = "o") -> None:
    """Raises unless the member has this status or a higher one."""
    member_of(channel, uid)
    if not at_least(channel, uid, status):
        raise Refused(n.ERR_CHANOPRIVSNEEDED, channel.name)


def on_list(channel: Channel, letter: str, user: User) -> bool:
    """Whether `user` is on a list of masks of the channel (`b`, `e` or `I`)."""
    entries = channel.lists.get(letter)
    if not entries:
        return False
    source = fold_source(user.source)
    return any(match(fold_source(mask), source) for mask in entries)


def fold_source(source: str) -> str:
    """`nick!user@host`, or a mask of it, as it is compared."""
    return source.lower() if source.isascii() else source.casefold()


def banned(channel: Channel, user: User) -> bool:
    """On the ban list, and not excepted."""
    return on_list(channel, "b", user) and not on_list(channel, "e", user)


def may_join(channel: Channel, user: User, key: str) -> None:
    """Modes +i, +k, +l and bans; an invitation opens all of them."""
    if user.uid in channel.invited:
        return
    if "i" in channel.modes and not on_list(channel, "I", user):
        raise Refused(n.ERR_INVITEONLYCHAN, channel.name)
    if "k" in channel.modes and key != channel.modes["k"]:
        raise Refused(n.ERR_BADCHANNELKEY, channel.name)
    if banned(channel, user):
        raise Refused(n.ERR_BANNEDFROMCHAN, channel.name)
    if "l" in channel.modes and len(channel.members) >= int(channel.modes["l"]):
        raise Refused(n.ERR_CHANNELISFULL, channel.name)


def may_speak(channel: Channel, user: User) -> None:
    """Modes +n, +m and bans."""
    if not channel.modes and not channel.lists and user.uid in channel.members:
        return
    if user.uid in channel.members:
        if at_least(channel, user.uid, "v"):
            return
    elif "n" in channel.modes:
        raise Refused(n.ERR_CANNOTSENDTOCHAN, channel.name)
    if "m" in channel.modes or banned(channel, user):
        raise Refused(n.ERR_CANNOTSENDTOCHAN, channel.name)


def may_change_topic(channel: Channel, user: User) -> None:
    """Membership, and operator status with +t."""
    member_of(channel, user.uid)
    if "t" in channel.modes and not at_least(channel, user.uid, "h"):
        raise Refused(n.ERR_CHANOPRIVSNEEDED, channel.name)


def may_set_mode(channel: Channel, user: User, letter: str) -> None:
    """Operators; half-operators may give voice; statuses above operator are given by who holds them."""
    member_of(channel, user.uid)
    needed = {"v": "h", "a": "q", "q": "q"}.get(letter, "o")
    if not at_least(channel, user.uid, needed):
        raise Refused(n.ERR_CHANOPRIVSNEEDED, channel.name)


def may_kick(channel: Channel, user: User, target: User) -> None:
    """Half-operators and up, but nobody removes who stands above them."""
    needs_status(channel, user.uid, "h")
    if target.uid not in channel.members:
        raise Refused(n.ERR_USERNOTINCHANNEL, target.nick, channel.name)
    if channel.rank(target.uid) < channel.rank(user.uid):
        raise Refused(n.ERR_CHANOPRIVSNEEDED, channel.name)


def may_invite(channel: Channel, user: User, target: User) -> None:
    """Any member; operators only with +i."""
    member_of(channel, user.uid)
    if "i" in channel.modes and not at_least(channel, user.uid, "o"):
        raise Refused(n.ERR_CHANOPRIVSNEEDED, channel.name)
    if target.uid in channel.members:
        raise Refused(n.ERR_USERONCHANNEL, target.nick, channel.name)


def may_take_nick(state: State, nick: str, uid: str) -> None:
    """Nobody else bears it."""
    if state.nicks.get(fold(nick), uid) != uid:
        raise Refused(n.ERR_NICKNAMEINUSE, nick)
