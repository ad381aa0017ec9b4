# SPDX-License-Identifier: GPL-3.0-or-later
"""What people say of themselves (METADATA): display name, pronouns, status, picture, page; and saying it of ourselves.

Rules: only the keys of LONGEST are asked for and kept, each no longer than that and made safe to show when it comes:
names and sentences are one line in which everything can be seen, addresses are http(s) or dropped. A picture's address
is no more than a text here; nobody fetches it unasked. What we set is ours when the server says so: each set_metadata
is answered by one ProfileAnswered.
Source: IRCv3 metadata (draft/metadata-2).
"""

from __future__ import annotations

import re

from clients.session import text
from clients.session.core import Core
from clients.session.events import ProfileAnswered, UserChanged
from clients.session.sentences import Sentence
from protocol.message import Message

LONGEST = {"display-name": 64, "pronouns": 40, "status": 200, "avatar": 500, "homepage": 300, "bot": 100}
ADDRESSES = frozenset({"avatar", "homepage"})
MAX_ASKED = 50
MAX_LATER = 100  # rooms whose values the server will send when asked again
LATEST = 300  # seconds; nobody is made to wait longer, or to hold a timer for longer
TRIES = 5
_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\^|]+", re.IGNORECASE)


def greet(core: Core) -> None:
    """After registration: what we want to hear about."""
    if core.network.features.metadata:
        core.send("METADATA", "*", "SUB", *LONGEST)


def clean(key: str, value: str) -> str:
    """A value as it may be kept and shown; "" if it is nothing."""
    longest = LONGEST[key]
    if key in ADDRESSES:
        fits = len(value) <= longest and _ADDRESS.fullmatch(value) and value.isprintable()
        return value if fits else ""
    return text.label(value[: 4 * longest], longest)


def on_metadata(core: Core, message: Message) -> None:
    """METADATA <target> <key> <visibility> <value>, 761 <client> <target> <key> <visibility> :<value>, 766 … not set"""
    params = message.params if message.command == "METADATA" else message.params[1:]
    if len(params) < 2:
        return
    target, key = params[0], params[1].lower()
    mine = target == "*" or core.is_me(target)
    if key not in LONGEST:
        return
    user = core.network.users.get(core.fold(core.network.nick if mine else target))
    if user is None and mine:
        user = core.user(core.network.nick)
    if user is not None:
        value = clean(key, params[-1]) if len(params) > 3 and message.command != "766" else ""
        if value != user.metadata.get(key, ""):
            if value:
                user.metadata[key] = value
            else:
                user.metadata.pop(key, None)
            core.emit(UserChanged(user.nick, profile=True))
    if mine and message.command != "METADATA":
        _answered(core, key)


def on_later(core: Core, message: Message) -> None:
    """774 <client> <target> <retry_after>: too much to send at once; ask again"""
    room = core.room(message.params[1]) if len(message.params) > 1 else None
    tries = core.link.syncs
    if room is None or not room.joined or (room.key not in tries and len(tries) >= MAX_LATER):
        return
    tries[room.key] = tries.get(room.key, 0) + 1
    if tries[room.key] > TRIES:
        return
    said = message.params[2] if len(message.params) > 2 else ""
    seconds = int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 1
    key, link = room.key, core.link.number
    core.timers.set(("sync", key), min(LATEST, max(1, seconds)), lambda: _sync(core, key, link))


def _sync(core: Core, key: str, link: int) -> None:
    room = core.network.rooms.get(key)
    if room is not None and room.joined and core.link.number == link and core.link.ready:
        core.send("METADATA", room.name, "SYNC")


# --- ourselves ----------------------------------------------------------------------------------------------------


def set_metadata(core: Core, key: str, value: str) -> None:
    """Say something of ourselves; "" takes it back."""
    sentence: Sentence | None = None
    if not core.link.ready:
        sentence = Sentence("You are not connected.")
    elif not core.network.features.metadata:
        sentence = Sentence("This server keeps no profile.")
    elif len(core.link.profile_asked) >= MAX_ASKED:
        sentence = Sentence("The server has not answered the last changes yet.")
    elif not core.send("METADATA", "*", "SET", key, *((value,) if value else ())):
        sentence = Sentence("That is too long for the server.")
    if sentence is not None:
        core.emit(ProfileAnswered(key, sentence))
    else:
        core.link.profile_asked.append(key)


def _answered(core: Core, key: str, sentence: str = "") -> None:
    if key in core.link.profile_asked:
        core.link.profile_asked.remove(key)
        core.emit(ProfileAnswered(key, sentence))


def on_fail(core: Core, message: Message) -> bool:
    """FAIL METADATA <code> [<context>…] <description>: False if it is about nothing that the person asked for"""
    code, context, said = message.params[1].upper(), message.params[2:-1], text.plain(message.params[-1])[:300]
    asked = core.link.profile_asked
    if not asked or code in ("TOO_MANY_SUBS", "SUBCOMMAND_INVALID"):
        return False
    key = next((key for key in asked if key in context), asked[0])
    if code == "KEY_NOT_SET":  # it was to be taken back, and is not there
        said = ""
    elif code in ("LIMIT_REACHED", "TOO_MANY_KEYS"):
        said = Sentence("The server keeps no more entries of you.")
    elif code == "RATE_LIMITED":
        said = Sentence("Those were many changes at once. Wait a little and try again.")
    _answered(core, key, said)
    return True
