# SPDX-License-Identifier: GPL-3.0-or-later
"""What the server says of itself: the capabilities it offers and its ISUPPORT tokens. Both tell the truth.

Offering a capability: its row in `OFFERED`, with the function that gives its value, or None where it is not offered.
Source: IRCv3 capability-negotiation; Modern IRC "RPL_ISUPPORT Parameters".
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from protocol import capabilities as caps
from protocol.capabilities import Capability
from protocol.modes import CHANNEL
from protocol.version import VERSION
from services.chat.settings import Settings

SOFTWARE: Final = f"hubbub-{VERSION}"

Value = Callable[[Settings], str | None]


def _plain(settings: Settings) -> str | None:
    return ""


OFFERED: Final[dict[Capability, Value]] = {
    caps.BATCH: _plain,
    caps.MESSAGE_TAGS: _plain,
    caps.SERVER_TIME: _plain,
    caps.ACCOUNT_TAG: _plain,
    caps.ECHO_MESSAGE: _plain,
    caps.LABELED_RESPONSE: _plain,
    caps.CAP_NOTIFY: _plain,
    caps.STANDARD_REPLIES: _plain,
    caps.MULTI_PREFIX: _plain,
    caps.USERHOST_IN_NAMES: _plain,
    caps.NO_IMPLICIT_NAMES: _plain,
    caps.AWAY_NOTIFY: _plain,
    caps.EXTENDED_JOIN: _plain,
    caps.INVITE_NOTIFY: _plain,
    caps.CHATHISTORY: _plain,
}


@dataclass(slots=True)
class Features:
    """Computed once from the settings, and again when these are reloaded."""

    capabilities: dict[Capability, str] = field(default_factory=dict)
    tokens: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, settings: Settings) -> "Features":
        """What a server with these settings offers."""
        offered = {row: text for row, value in OFFERED.items() if (text := value(settings)) is not None}
        return cls(offered, isupport(settings))


def isupport(settings: Settings) -> list[str]:
    """The tokens of RPL_ISUPPORT, in alphabetical order."""
    limits = settings.limits
    tokens = {
        "AWAYLEN": limits.away_length,
        "BOT": "B",
        "CASEMAPPING": "ascii",
        "CHANLIMIT": f"#:{limits.channels_per_user}",
        "CHANMODES": CHANNEL.chanmodes(),
        "CHANNELLEN": limits.channel_length,
        "CHANTYPES": "#",
        "CHATHISTORY": limits.history_page,
        "ELIST": "MNTU",
        "EXCEPTS": "e",
        "HOSTLEN": limits.host_length,
        "INVEX": "I",
        "KEYLEN": limits.key_length,
        "KICKLEN": limits.kick_length,
        "MAXLIST": f"{CHANNEL.lists}:{limits.list_entries}",
        "MODES": limits.modes,
        "MSGREFTYPES": "timestamp,msgid",
        "NAMELEN": limits.name_length,
        "NETWORK": settings.network,
        "NICKLEN": limits.nick_length,
        "PREFIX": CHANNEL.prefix(),
        "SAFELIST": "",
        "SAFERATE": "",
        "STATUSMSG": CHANNEL.symbols,
        "TARGMAX": f"JOIN:,KICK:{limits.targets},NAMES:1,NOTICE:{limits.targets},PART:,PRIVMSG:{limits.targets},"
        f"TAGMSG:{limits.targets},WHOIS:1",
        "TOPICLEN": limits.topic_length,
        "USERLEN": limits.user_length,
        "UTF8ONLY": "",
    }
    return [f"{name}={value}" if value != "" else name for name, value in sorted(tokens.items())]
