# SPDX-License-Identifier: GPL-3.0-or-later
"""Coming into a channel. Source: Modern IRC "JOIN", "INVITE" and the modes +b, +e, +i, +I, +k, +l; our +R."""

from typing import Final

from protocol import numerics as n
from services.chat.rules.channels import hidden
from services.chat.rules.masks import banned, on_list
from services.chat.rules.refusals import Refused
from services.chat.state import Channel, State, User

INVITATION_MS: Final = 24 * 3600 * 1000  # how long an invitation is good for
INVITATIONS: Final = 100  # invitations a channel remembers; the oldest goes first


def invited(channel: Channel, uid: str, now: int) -> bool:
    """Whether an operator's invitation of this user is still good. `now` in Unix milliseconds."""
    invitation = channel.invited.get(uid)
    return invitation is not None and invitation.opens and now - invitation.time <= INVITATION_MS


def may_join(channel: Channel, user: User, key: str, now: int) -> None:
    """Modes +i, +k, +l, +R and bans. An operator's invitation opens all of them, and so does a role above voice."""
    if not channel.modes and not channel.lists:
        return
    if invited(channel, user.uid, now) or channel.role(user.account) not in ("", "v"):
        return
    if "i" in channel.modes and not on_list(channel, "I", user):
        raise Refused(n.ERR_INVITEONLYCHAN, channel.name)
    if "k" in channel.modes and key != channel.modes["k"]:
        raise Refused(n.ERR_BADCHANNELKEY, channel.name)
    if banned(channel, user):
        raise Refused(n.ERR_BANNEDFROMCHAN, channel.name)
    if "R" in channel.modes and not user.account and not on_list(channel, "I", user):
        raise Refused(n.ERR_NEEDREGGEDNICK, channel.name)
    if "l" in channel.modes and len(channel.members) >= int(channel.modes["l"]):
        raise Refused(n.ERR_CHANNELISFULL, channel.name)


def led_to(state: State, name: str, user: User, key: str, now: int) -> Channel | None:
    """The channel to which an old name leads (IRCv3 channel-rename); not to a secret one that would not let them in."""
    moved = state.moved(name)
    if moved is not None and hidden(moved, user.uid):
        try:
            may_join(moved, user, key, now)
        except Refused:
            return None
    return moved
