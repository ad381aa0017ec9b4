# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of people and channels: what may be one, and when two are the same.

Nicknames follow PRECIS (RFC 8265 UsernameCaseMapped), and of ASCII they have RFC 2812's letters, digits and specials
alone, without the backslash: a name stands in tags, masks, lists and sources, and behind statuses, and nothing that
divides or begins those may be in one (`; = , * ? ! @ $ : ~ & % + " '`). Channels, which begin with `#` wherever they
stand, may have all but what divides lists, masks, tags and SEARCH's conditions. These are rules for names that are new:
an account that has another one keeps it (`rules.name_problem`), and so does a channel that is there.
Two names are the same when they fold to the same text: ASCII as CASEMAPPING=ascii says, the rest as UTF8MAPPING does.
Source: Modern IRC "Nicknames", "Channel Types"; RFC 2812 2.3.1; RFC 8265.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

import precis_i18n
from precis_i18n.profile import Profile

CHANNEL_TYPES: Final = "#"
NICK_BYTES: Final = (
    96  # 32 letters of three bytes, unless more characters are allowed: names have to leave room in lines
)
CHANNEL_BYTES: Final = 138
SERVICES: Final = {"chanserv": "ChanServ", "cs": "ChanServ", "nickserv": "NickServ", "ns": "NickServ"}
_NICK_ASCII: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789[]{}^_`|-")
_NICK_FORBIDDEN_FIRST: Final = frozenset("-0123456789")
_CHANNEL_FORBIDDEN: Final = frozenset(" ,;*?")
# printable as Python sees it, and yet nothing is drawn: joiners, fillers, variation selectors (PRECIS has none of them)
_UNSEEN: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U0001d159\U000e0100-\U000e01ef]"
)
_username: Final[Profile] = precis_i18n.get_profile("UsernameCaseMapped")


@lru_cache(maxsize=4096)  # a name that is asked for may have as many bytes as a line has, and four for each
def fold(name: str) -> str:
    """The form under which `name` is looked up. Two names are the same exactly when this is."""
    if name.isascii():
        return name.lower()
    if len(name) > CHANNEL_BYTES:  # nothing is called that; PRECIS would take a millisecond to say so
        return unicodedata.normalize("NFC", name.casefold())
    prefix = name[0] if name[0] in CHANNEL_TYPES else ""
    try:
        return prefix + str(_username.enforce(name[len(prefix) :]))
    except (UnicodeEncodeError, ValueError):
        return unicodedata.normalize("NFC", name.casefold())


def service_source(name: str) -> str:
    """The `nick!user@host` under which one of the house's own (`SERVICES`) speaks."""
    return f"{name}!{name}@services"


def nick_problem(nick: str, longest: int, unicode: bool = True) -> str:
    """Why `nick` can't be a nickname, as half a sentence; "" when it can. `longest` in characters."""
    if not nick:
        return "it is empty"
    if len(nick) > longest:
        return f"it is longer than {longest} characters"
    if len(nick.encode()) > max(longest, NICK_BYTES):
        return f"it is longer than {max(longest, NICK_BYTES)} bytes"
    if nick[0] in _NICK_FORBIDDEN_FIRST:
        return "it may not begin with a digit or a hyphen"
    if bad := next((c for c in nick if (c not in _NICK_ASCII if c.isascii() else not is_seen(c))), ""):
        return f"it may not contain {_shown(bad)}"
    if nick.isascii():
        return ""
    if not unicode:
        return "only ASCII letters, digits and []{}^_`|- may be used here"
    try:
        plain = str(_username.enforce(nick))
    except (UnicodeEncodeError, ValueError):
        return "it has characters that names can't have"
    # PRECIS maps widths: a fullwidth `；` is the same as `;`
    if plain[0] in _NICK_FORBIDDEN_FIRST or any(c.isascii() and c not in _NICK_ASCII for c in plain):
        return "it has characters that names can't have"
    return ""


def channel_problem(name: str, longest: int, unicode: bool = True) -> str:
    """Why `name` can't be a channel's name, as half a sentence; "" when it can."""
    if not name or name[0] not in CHANNEL_TYPES:
        return f"it has to begin with {CHANNEL_TYPES}"
    if len(name) == 1:
        return "it has no name after the #"
    if len(name) > longest:
        return f"it is longer than {longest} characters"
    if len(name.encode()) > max(longest, CHANNEL_BYTES):
        return f"it is longer than {max(longest, CHANNEL_BYTES)} bytes"
    if bad := next((c for c in name if c in _CHANNEL_FORBIDDEN or not is_seen(c)), ""):
        return f"it may not contain {_shown(bad)}"
    if not unicode and not name.isascii():
        return "only ASCII may be used here"
    return ""


def is_channel(target: str) -> bool:
    """Whether `target` looks like a channel rather than a person."""
    return target[:1] in CHANNEL_TYPES and target != ""


def is_seen(character: str) -> bool:
    """Whether something is drawn for it: it is no control, zero-width or bidirectional character."""
    return character.isprintable() and not _UNSEEN.match(character)


def _shown(character: str) -> str:
    if character == " ":
        return "a space"
    return character if is_seen(character) else f"U+{ord(character):04X}"
