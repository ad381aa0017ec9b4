# SPDX-License-Identifier: GPL-3.0-or-later
"""Speaking in a channel. Source: Modern IRC "PRIVMSG" and the modes +b, +m, +n; our +C, +M, +U.

The first test of `speaks_to` is what most messages pay; everything behind it is for channels that set something.
"""

from typing import Final

from protocol import numerics as n
from services.chat.rules.masks import muted, would_escape
from services.chat.rules.refusals import Refused
from services.chat.state import Channel, State, User, at_least

UNHEARD: Final = frozenset("fiklnRst")  # modes that take nothing from what a member says


def may_speak(channel: Channel, user: User, text: str = "") -> None:
    """Modes +C, +n, +m, +M, bans and mutes. Those with voice or more are bound by +C only."""
    if not channel.modes and not channel.lists and user.uid in channel.members:
        return
    if "C" in channel.modes and is_ctcp(text):
        raise Refused(n.ERR_CANNOTSENDTOCHAN, channel.name, text="Cannot send CTCP to channel (+C)")
    if "n" in channel.modes and user.uid not in channel.members:
        raise Refused(n.ERR_CANNOTSENDTOCHAN, channel.name, text="Cannot send to channel (+n)")
    reason = _silenced(channel, user)
    if reason:
        raise Refused(n.ERR_CANNOTSENDTOCHAN, channel.name, text=f"Cannot send to channel ({reason})")


def speaks_to(channel: Channel, user: User, text: str = "") -> str:
    """The lowest status that hears it: "" for everyone, `o` for what +U keeps for operators. Raises as `may_speak`.

    What has no text (TAGMSG) is not kept for anybody.
    """
    inside = user.uid in channel.members
    if inside and channel.modes.keys() <= UNHEARD and not channel.lists:
        return ""
    if "U" in channel.modes and text and (inside or "n" not in channel.modes) and _silenced(channel, user):
        if "C" in channel.modes and is_ctcp(text):
            raise Refused(n.ERR_CANNOTSENDTOCHAN, channel.name, text="Cannot send CTCP to channel (+C)")
        return "o"
    may_speak(channel, user, text)
    return ""


def may_be_heard(channel: Channel, user: User) -> bool:
    """Whether the words that go with other deeds (a reason, a topic) are shown: they would be a way round the modes."""
    return not _silenced(channel, user)


def kept_by(state: State, user: User, nick: str, account: str) -> Channel | None:
    """A channel that `user` is in, with no status, where a ban or a mute would be left behind by becoming `nick`,
    logged in to `account`; if there is one."""
    source = f"{nick}!{user.username}@{user.host}"
    for key in sorted(user.channels):
        channel = state.channels[key]
        if would_escape(channel, user, source, account) and not at_least(channel, user.uid, "v"):
            return channel
    return None


def muted_somewhere(state: State, user: User) -> bool:
    """Whether there is a channel that they are in, with no status, banned or muted."""
    channels = (state.channels[key] for key in user.channels)
    return any(muted(channel, user) and not at_least(channel, user.uid, "v") for channel in channels)


def is_ctcp(text: str) -> bool:
    """Whether a line of it is a CTCP request or answer; ACTION is none, as it is how people speak of themselves."""
    return "\x01" in text and any(
        line.startswith("\x01") and line[1:8].rstrip("\x01").rstrip(" ").upper() != "ACTION"
        for line in text.split("\n")
    )


def _silenced(channel: Channel, user: User) -> str:
    """Which mode keeps this person from being heard by everyone; "" for none."""
    if user.uid in channel.members and at_least(channel, user.uid, "v"):
        return ""
    if "m" in channel.modes:
        return "+m"
    if "M" in channel.modes and not user.account:
        return "+M: you have to log in"
    return "+b" if muted(channel, user) else ""
