# SPDX-License-Identifier: GPL-3.0-or-later
"""Running a channel: who may change its topic and modes, remove, invite, rename and register.

Statuses, highest first: founder `q`, protected `a`, operator `o`, half-operator `h`, voice `v`. Each includes the
ones below it. Nobody acts on who stands above them; protected people stand above each other.
Source: Modern IRC "KICK", "INVITE", "TOPIC", "MODE", "Channel Membership Prefixes"; IRCv3 channel-rename, forward-mode.
"""

from typing import Final

from protocol import numerics as n
from protocol.standard_replies import RENAME_CANNOT_RENAME, RENAME_CHANNEL_NAME_IN_USE
from services.chat.names import fold
from services.chat.rules.refusals import Failed, Refused
from services.chat.rules.speech import may_be_heard
from services.chat.state import STATUSES, Channel, Member, State, User, at_least

# Which status it takes to set and unset a mode; `o` for what is not here.
SETTERS: Final = {"q": "q", "a": "q", "v": "h", "b": "h", "e": "h"}
RENAME_PAUSE_MS: Final = 60_000
RENAMES: Final = 32  # names a channel may have had
RENAME_MEMBERS: Final = 1000  # people without channel-rename have to come in anew, each with a list of all others


def hidden(channel: Channel, uid: str) -> bool:
    """Whether the channel does not exist for who is not in it: it is secret."""
    return "s" in channel.modes and uid not in channel.members


def channel_named(state: State, name: str, asker: str) -> Channel:
    """The channel with this name, if it exists for `asker`, a user id."""
    channel = state.channel(name)
    if channel is None or hidden(channel, asker):
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


def may_change_topic(channel: Channel, user: User) -> None:
    """Membership, and half-operator status with +t; without it, that one may speak there."""
    member_of(channel, user.uid)
    if not may_be_heard(channel, user):
        raise Refused(n.ERR_CHANOPRIVSNEEDED, channel.name, text="You may not speak here")
    if "t" in channel.modes and not at_least(channel, user.uid, "h"):
        raise Refused(n.ERR_CHANOPRIVSNEEDED, channel.name)


def may_set_mode(channel: Channel, user: User, letter: str, *, add: bool = True, target: str = "") -> None:
    """What `SETTERS` says; `target` is the user id of whose status changes. One's own status one may always give up."""
    member = channel.members.get(user.uid)
    if member is None:
        raise Refused(n.ERR_CHANOPRIVSNEEDED, channel.name, text="You're not on that channel")
    if letter in STATUSES and not add and target == user.uid and letter in member.statuses:
        return
    if not at_least(channel, user.uid, SETTERS.get(letter, "o")):
        raise Refused(n.ERR_CHANOPRIVSNEEDED, channel.name)
    if letter in STATUSES and not add and target != user.uid and _above(channel, target, user.uid):
        raise Refused(n.ERR_CHANOPRIVSNEEDED, channel.name, text="They stand above you here")


def may_kick(channel: Channel, user: User, target: User) -> None:
    """Half-operators and up, but nobody removes who stands above them."""
    needs_status(channel, user.uid, "h")
    if target.uid not in channel.members:
        raise Refused(n.ERR_USERNOTINCHANNEL, target.nick, channel.name)
    if target.uid != user.uid and _above(channel, target.uid, user.uid):
        raise Refused(n.ERR_CHANOPRIVSNEEDED, channel.name, text="They stand above you here")


def _above(channel: Channel, one: str, other: str) -> bool:
    rank, limit = channel.rank(one), channel.rank(other)
    return rank < limit or rank == limit == STATUSES.index("a")


def may_invite(channel: Channel, user: User, target: User) -> None:
    """Any member; operators only with +i."""
    member_of(channel, user.uid)
    if "i" in channel.modes and not at_least(channel, user.uid, "o"):
        raise Refused(n.ERR_CHANOPRIVSNEEDED, channel.name)
    if target.uid in channel.members:
        raise Refused(n.ERR_USERONCHANNEL, target.nick, channel.name)


def may_forward_to(state: State, channel: Channel, user: User, name: str) -> Channel:
    """Where +f may send people: to another channel that there is, by who is an operator there, too."""
    other = state.channel(name)
    if other is None or other is channel or hidden(other, user.uid):
        raise Refused(n.ERR_INVALIDMODEPARAM, channel.name, "f", name, text="It has to be another channel that exists")
    if not at_least(other, user.uid, "o"):
        raise Refused(n.ERR_CHANOPRIVSNEEDED, other.name)
    return other


def may_rename(state: State, channel: Channel, user: User, new: str, now: int) -> None:
    """The founder of a registered channel, an operator of any other; to a name that nobody has. `now` as in events."""
    needs_status(channel, user.uid, "q" if channel.registration is not None else "o")
    key = fold(new)
    if key == channel.key:
        return
    if key in state.channels or state.moved(new) not in (None, channel):
        raise Failed(RENAME_CHANNEL_NAME_IN_USE, channel.name, new)
    why = ""
    if channel.permanent:
        why = "This channel belongs to the server"
    elif now - channel.renamed_at < RENAME_PAUSE_MS:
        why = "This channel has been renamed recently"
    elif len(state.spans(channel.key)) >= RENAMES:
        why = "This channel has had too many names"
    elif len(channel.members) > RENAME_MEMBERS:
        why = "Too many people are here"
    if why:
        raise Failed(RENAME_CANNOT_RENAME, channel.name, new, text=why)


def power_since(channel: Channel) -> int:
    """Since when what was said in a channel is its operators' to take back or to carry off (Unix milliseconds).

    Whoever comes first into a channel that everybody has left is its operator, and may be anyone: theirs is what was
    said since then, in its present life. Registering makes that life last, and gives nobody more of what was before;
    only the server's own rooms, which nobody can come first into, are all their operators'.
    """
    return 0 if channel.permanent else channel.created_at


def may_take_back(channel: Channel, user: User, sent: int) -> bool:
    """Whether `user` may redact what somebody else said in the channel at `sent` (Unix milliseconds)."""
    return "o" in user.modes or (at_least(channel, user.uid, "o") and sent >= power_since(channel))


def may_register(channel: Channel, user: User) -> None:
    """Its operators; the server's own rooms take a server operator."""
    member_of(channel, user.uid)
    if channel.permanent and "o" not in user.modes:
        raise Refused(n.ERR_CHANOPRIVSNEEDED, channel.name, text="This channel belongs to the server")
    if not channel.permanent:
        needs_status(channel, user.uid, "o")
