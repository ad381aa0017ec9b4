# SPDX-License-Identifier: GPL-3.0-or-later
r"""RPL_ISUPPORT: what a server announces, token by token, and what a client makes of it.

Rules kept here:
- A token is NAME, NAME=value or -NAME. In values `\x20`, `\x5C` and `\x3D` stand for space, backslash and `=`.
- At most 13 tokens in one 005, and the line fits 512 bytes; a line has one token at least, however long it is.
- `Features` is a client's view: it believes what parses, ignores what does not, and falls back to the defaults
  that Modern IRC gives for what is not announced. It is built from a hostile server's words, so nothing raises.

A new token: one row in TOKENS, and an accessor in `Features` if clients act on it.
Sources: Modern IRC "RPL_ISUPPORT", "RPL_ISUPPORT Parameters"; the IRCv3 documents that the rows name.
"""

from collections.abc import Callable, Iterable, Mapping

from protocol import casemapping
from protocol.modes import ModeClasses
from protocol.numerics import RPL_ISUPPORT

MAX_TOKENS = 13
_MODERN = "modern"

TOKENS: Mapping[str, str] = {
    "ACCOUNTEXTBAN": "account-extban",
    "AWAYLEN": _MODERN,
    "BOT": "bot-mode",
    "CASEMAPPING": _MODERN,
    "CHANLIMIT": _MODERN,
    "CHANMODES": _MODERN,
    "CHANNELLEN": _MODERN,
    "CHANTYPES": _MODERN,
    "CHATHISTORY": "chathistory",
    "CLIENTTAGDENY": "message-tags",
    "ELIST": _MODERN,
    "EXCEPTS": _MODERN,
    "EXTBAN": _MODERN,
    "FORWARD": "forward-mode",
    "HOSTLEN": _MODERN,
    "INVEX": _MODERN,
    "KEYLEN": _MODERN,
    "KICKLEN": _MODERN,
    "MAXLIST": _MODERN,
    "MODES": _MODERN,
    "MONITOR": "monitor",
    "MSGREFTYPES": "chathistory",
    "NAMELEN": _MODERN,
    "NETWORK": _MODERN,
    "NICKLEN": _MODERN,
    "PREFIX": _MODERN,
    "SAFELIST": _MODERN,
    "SAFERATE": "saferate",
    "STATUSMSG": _MODERN,
    "TARGMAX": _MODERN,
    "TOPICLEN": _MODERN,
    "USERLEN": _MODERN,
    "UTF8MAPPING": "ergo",  # no specification: what Ergo says of names outside ASCII, beside CASEMAPPING=ascii
    "UTF8ONLY": "utf8-only",
    "WHOX": "whox",
    "draft/ICON": "network-icon",
}


def escape(value: str) -> str:
    """`value` as it stands in a token."""
    return value.replace("\\", "\\x5C").replace(" ", "\\x20").replace("=", "\\x3D")


def unescape(value: str) -> str:
    """What a token's value says; a backslash that begins no escape is itself."""
    first, *parts = value.split("\\x")
    out = [first]
    for part in parts:
        known = {"20": " ", "5C": "\\", "3D": "="}.get(part[:2].upper())
        out.append(known + part[2:] if known else "\\x" + part)
    return "".join(out)


def token(name: str, value: str | int | None = None) -> str:
    """NAME or NAME=value."""
    return name if value is None else f"{name}={escape(str(value))}"


def lines(server: str, client: str, tokens: Iterable[str], max_bytes: int = 510) -> list[str]:
    """The 005 lines that carry `tokens`, without line ends."""
    room = max_bytes - len(RPL_ISUPPORT.line(server, client, "").encode()) + 1  # "*" stands for the one token given
    out: list[str] = []
    chunk: list[str] = []
    used = 0
    for item in tokens:
        size = len(item.encode()) + bool(chunk)
        if chunk and (len(chunk) == MAX_TOKENS or used + size > room):
            out.append(RPL_ISUPPORT.line(server, client, *chunk))
            chunk, used, size = [], 0, len(item.encode())
        chunk.append(item)
        used += size
    if chunk:
        out.append(RPL_ISUPPORT.line(server, client, *chunk))
    return out


class Features:
    """What a server said it supports."""

    __slots__ = ("tokens",)

    def __init__(self) -> None:
        self.tokens: dict[str, str] = {}

    def update(self, tokens: Iterable[str]) -> None:
        """Take in the tokens of one 005: its parameters without the first (our name) and the last (the text)."""
        for item in tokens:
            name, _, value = item.partition("=")
            if name.startswith("-"):
                self.tokens.pop(name[1:], None)
            elif name:
                self.tokens[name] = unescape(value)

    def number(self, name: str, default: int | None = None) -> int | None:
        """A token's value as a number; `default` if it is absent, empty or none."""
        value = self.tokens.get(name, "")
        return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else default

    def table(self, name: str) -> dict[str, int | None]:
        """A value of the form `KEY:number,KEY:` (TARGMAX, CHANLIMIT, MAXLIST); None where the number is left out."""
        out: dict[str, int | None] = {}
        for item in self.tokens.get(name, "").split(","):
            key, colon, number = item.partition(":")
            if key and colon:
                out[key.upper() if name == "TARGMAX" else key] = (
                    int(number) if number.isascii() and number.isdigit() and len(number) < 10 else None
                )
        return out

    @property
    def casemapping(self) -> Callable[[str], str]:
        """How the server compares names; rfc1459 if it does not say, as servers that old do."""
        return casemapping.folder(self.tokens.get("CASEMAPPING") or casemapping.RFC1459)

    @property
    def chantypes(self) -> str:
        """The first characters of channel names."""
        return self.tokens.get("CHANTYPES", "#&")

    @property
    def mode_classes(self) -> ModeClasses:
        """Which modes take a parameter when."""
        prefix = self.tokens.get("PREFIX", "(ov)@+")
        letters, closing, symbols = prefix.removeprefix("(").partition(")")
        if not closing or len(letters) != len(symbols):
            letters, symbols = "", ""
        kinds = [*self.tokens.get("CHANMODES", "b,k,l,imnpst").split(","), "", "", "", ""]
        return ModeClasses(kinds[0], kinds[1], kinds[2], kinds[3], letters, symbols)

    @property
    def statusmsg(self) -> str:
        """The prefixes that may stand before a channel as a target."""
        return self.tokens.get("STATUSMSG", "")

    @property
    def network(self) -> str:
        """The network's name, empty if not given."""
        return self.tokens.get("NETWORK", "")

    def is_channel(self, target: str) -> bool:
        """Whether `target` is a channel's name."""
        return target[:1] in self.chantypes if target else False

    def denies_tag(self, tag: str) -> bool:
        """Whether the server drops this client-only tag (CLIENTTAGDENY)."""
        name = tag.removeprefix("+")
        items = self.tokens.get("CLIENTTAGDENY", "").split(",")
        if items[0] == "*":
            return f"-{name}" not in items
        return name in items
