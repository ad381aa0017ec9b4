# SPDX-License-Identifier: GPL-3.0-or-later
"""What the server says of itself: the capabilities it offers and its ISUPPORT tokens. Both tell the truth.

Offering a capability: its row in `OFFERED`, with the function that gives its value, or None where it is not offered.
Source: IRCv3 capability-negotiation; Modern IRC "RPL_ISUPPORT Parameters".
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from protocol import capabilities as caps
from protocol.capabilities import Capability
from protocol.isupport import escape
from protocol.masks import EXTBAN
from protocol.modes import CHANNEL, FORWARD
from protocol.version import VERSION
from services.chat.parts.accounts import MECHANISMS, mechanisms
from services.chat.session import Peer
from services.chat.settings.model import Settings

SOFTWARE: Final = f"hubbub-{VERSION}"

Value = Callable[[Settings], str | None]


def _plain(settings: Settings) -> str | None:
    return ""


def _sts(settings: Settings) -> str | None:
    """Both keys for everyone: the specification has clients ignore the one that is not for them."""
    if not settings.sts.duration:
        return None
    return f"duration={settings.sts.duration},port={settings.sts.port}" + (",preload" if settings.sts.preload else "")


def _metadata(settings: Settings) -> str | None:
    limits = settings.limits
    return (
        f"before-connect,max-subs={limits.metadata_subs},max-keys={limits.metadata_keys},"
        f"max-key-bytes={limits.metadata_key_bytes},max-value-bytes={limits.metadata_value_bytes}"
    )


def _account_registration(settings: Settings) -> str | None:
    if not settings.accounts.registration:
        return None
    keys = {
        "before-connect": settings.accounts.before_connect and settings.password is None,
        "custom-account-name": settings.accounts.custom_names,
        "email-required": settings.accounts.email_required,
    }
    return ",".join(key for key, present in keys.items() if present)


OFFERED: Final[dict[Capability, Value]] = {
    caps.BATCH: _plain,
    caps.MESSAGE_TAGS: _plain,
    caps.SERVER_TIME: _plain,
    caps.ACCOUNT_TAG: _plain,
    caps.ACCOUNT_NOTIFY: _plain,
    caps.SASL: lambda settings: ",".join(MECHANISMS),
    caps.ACCOUNT_REGISTRATION: _account_registration,
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
    caps.EVENT_PLAYBACK: _plain,
    caps.MESSAGE_REDACTION: _plain,
    caps.MULTILINE: lambda settings: (
        f"max-bytes={settings.limits.max_message_bytes},max-lines={settings.limits.max_message_lines}"
    ),
    caps.READ_MARKER: _plain,
    caps.SEARCH: _plain,
    caps.SEARCH_DRAFT: _plain,
    caps.CHANNEL_RENAME: _plain,
    caps.CHGHOST: _plain,
    caps.SETNAME: _plain,
    caps.EXTENDED_MONITOR: _plain,
    caps.EXTENDED_ISUPPORT: _plain,
    caps.PRE_AWAY: _plain,
    caps.OPER_TAG: _plain,
    caps.METADATA: _metadata,
    caps.METADATA_3: _metadata,
    caps.STS: _sts,
}


@dataclass(slots=True)
class Features:
    """Computed once from the settings, and again when these are reloaded."""

    capabilities: dict[Capability, str] = field(default_factory=dict)
    tokens: list[str] = field(default_factory=list)
    special: Callable[[Peer], dict[Capability, str]] = lambda peer: {}

    @classmethod
    def of(cls, settings: Settings) -> "Features":
        """What a server with these settings offers."""
        offered = {row: text for row, value in OFFERED.items() if (text := value(settings)) is not None}
        return cls(offered, isupport(settings), lambda peer: {caps.SASL: ",".join(mechanisms(settings, peer))})

    def offered_to(self, peer: Peer) -> dict[Capability, str]:
        """The capabilities as this connection is offered them."""
        return {**self.capabilities, **self.special(peer)}


def isupport(settings: Settings) -> list[str]:
    """The tokens of RPL_ISUPPORT, in alphabetical order."""
    limits = settings.limits
    tokens: dict[str, str | int] = {
        "ACCOUNTEXTBAN": "a,account",
        "AWAYLEN": limits.away_length,
        "BOT": "B",
        "CASEMAPPING": "ascii",
        "CHANLIMIT": f"#:{limits.channels_per_user}",
        "CHANMODES": CHANNEL.chanmodes(),
        "CHANNELLEN": limits.channel_length,
        "CHANTYPES": "#",
        "CHATHISTORY": limits.history_page,
        "ELIST": "CMNTU",
        "EXCEPTS": "e",
        "EXTBAN": EXTBAN,
        "FORWARD": FORWARD.letter,
        "HOSTLEN": limits.host_length,
        "INVEX": "I",
        "KEYLEN": limits.key_length,
        "KICKLEN": limits.kick_length,
        "MAXLIST": ",".join(f"{letter}:{limits.list_entries}" for letter in CHANNEL.lists),
        "MODES": limits.modes,
        "MONITOR": limits.monitor,
        "MSGREFTYPES": "timestamp,msgid",
        "NAMELEN": limits.name_length,
        "NETWORK": settings.network,
        "NICKLEN": limits.nick_length,
        "PREFIX": CHANNEL.prefix(),
        "SAFELIST": "",
        "SAFERATE": "",
        "STATUSMSG": CHANNEL.symbols,
        "TARGMAX": "JOIN:,LIST:,PART:,"
        + ",".join(f"{name}:{limits.targets}" for name in ("KICK", "NAMES", "NOTICE", "PRIVMSG", "TAGMSG", "WHOIS")),
        "TOPICLEN": limits.topic_length,
        "USERLEN": limits.user_length,
        "UTF8ONLY": "",
        "WHOX": "",
    }
    return _rendered(tokens | _mapping(settings) | _icon(settings))


def _mapping(settings: Settings) -> dict[str, str]:
    """How names fold outside ASCII. CASEMAPPING has no value for it: one that clients don't know is rfc1459 to them."""
    return {"UTF8MAPPING": "rfc8265"} if settings.names == "unicode" else {}


def _icon(settings: Settings) -> dict[str, str]:
    """With its "=" as it is, like the specification's example: not every client unescapes."""
    return {"draft/ICON": escape(settings.icon).replace("\\x3D", "=")} if settings.icon else {}


def _rendered(tokens: Mapping[str, str | int]) -> list[str]:
    return [f"{name}={value}" if value != "" else name for name, value in sorted(tokens.items())]
