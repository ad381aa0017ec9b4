# SPDX-License-Identifier: GPL-3.0-or-later
"""What a server sends, made safe to draw before anything else of the session sees it. `dispatch.line` calls `message`.

So the models and events hold nothing that a screen would obey or hide, whoever draws it: no control characters, no
bidirectional overrides, no invisible letters. Three kinds of text:

- a name (nick, user, host, account, channel, reaction, mode parameter …): each odd character is its number, `‹U+202E›`.
  Nothing is left out, so two names never look the same; `wire` gives the name back as the server knows it.
- a line (topic, reason, real name, what a numeric says): without formatting, what is odd made visible, one line.
- what people say (PRIVMSG, NOTICE, an edit): formatting codes, tabs and line ends stay, for `text.spans` reads them.

Rules: `shown` may be applied again and changes nothing; `name` may not. Tags that nobody here reads are dropped, so a
line of thousands of them costs what one without costs. Opaque tags (msgid, label, batch …) stay as they are: they are
compared and sent back, never drawn.
Sources: Unicode TR 9 and TR 36; IRCv3 message-tags; Modern IRC "IRC Formatting".
"""

from __future__ import annotations

import re
import unicodedata

from clients.session import text as texts
from protocol.message import Message

LONGEST_SENTENCE = 500  # characters of what a server says in a refusal
LONGEST_SOURCE = 800
MOST_MARKS = 2  # combining marks on one letter of a name
_OPENING = "\u2039U+"
_NUMBER = re.compile("\u2039U\\+([0-9A-F]{4,6})\u203a")
_FORMATTING = frozenset("\x01\x02\x03\x04\x0f\x11\x16\x1d\x1e\x1f\t\n")
_OPAQUE = frozenset(
    (*("msgid", "time", "batch", "label", "bot", "draft/bot", "draft/multiline-concat", "draft/target-msgid"),
     *("+typing", "+reply", "+draft/reply", "+draft/channel-context", "+channel-context"))
)  # fmt: skip
_NAMED = frozenset(("account", "+draft/react", "+draft/unreact", "+react", "+unreact"))
_SAID = frozenset(("PRIVMSG", "NOTICE"))
_SAID_TAG = "draft/edit-text"
# Where the text of a command stands; every other parameter is a name. Of a numeric it is the last one.
_TEXT_AT = {
    "QUIT": 0, "AWAY": 0, "ERROR": 0, "SETNAME": 0, "WALLOPS": 0, "PART": 1, "TOPIC": 1, "KICK": 2, "RENAME": 2,
    "REDACT": 2, "JOIN": 2, "METADATA": 3, "REGISTER": 2, "VERIFY": 2, "FAIL": 2, "WARN": 2, "NOTE": 2,
}  # fmt: skip
_NAMES_LAST = frozenset(("005", "221", "319", "324", "353", "354", "730", "731"))
_REFUSALS = frozenset(("FAIL", "WARN", "NOTE", "ERROR", "REGISTER", "VERIFY"))


def message(found: Message, raw: str) -> None:
    """Make `found`, which is the line `raw`, safe to draw, in place."""
    if raw[:1] == "@":
        found.tags = _tags(found.tags)
        raw = raw.partition(" ")[2]
    if found.params and (found.command in _REFUSALS or found.command[0] in "45"):
        found.params[-1] = sentence(found.params[-1])
    if raw.isascii() and raw.isprintable():
        return
    if found.source is not None:
        found.source = name(found.source[:LONGEST_SOURCE])
    last = len(found.params) - 1
    at = _text_at(found.command, last)
    for place, param in enumerate(found.params):
        if place != at:
            found.params[place] = name(param)
        else:
            found.params[place] = said(param) if found.command in _SAID else line(param)


def _text_at(command: str, last: int) -> int:
    """Which parameter is a text; -1: none."""
    if command in _SAID:
        return last if last else -1
    if command.isdigit():
        return last if last and command not in _NAMES_LAST else -1
    at = _TEXT_AT.get(command, -1)
    return last if 0 <= at <= last else -1


def _tags(tags: dict[str, str]) -> dict[str, str]:
    kept = {}
    for key, value in tags.items():
        if key in _OPAQUE:
            kept[key] = value
        elif key in _NAMED:
            kept[key] = name(value)
        elif key == _SAID_TAG:
            kept[key] = said(value)
    return kept


def name(text: str) -> str:
    """A name as it can be shown, told apart from every other name. `wire` is the way back."""
    if text.isascii() and text.isprintable():
        return text
    return shown(text.replace(_OPENING, "\u2039U+2039\u203aU+"))


def shown(text: str) -> str:
    """A name that a person typed or the store kept, as `name` shows it."""
    if text.isascii() and text.isprintable():
        return text
    odd = {match.start() for match in texts.MODIFIERS.finditer(text)}
    letters: list[str] = []
    marks = 0
    for place, letter in enumerate(text):
        marks = marks + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        if letter in "\u200c\u200d":
            plain = texts.joins(text, place)
        else:
            plain = letter.isprintable() and letter not in texts.BLANK and place not in odd and marks <= MOST_MARKS
        letters.append(letter if plain else f"\u2039U+{ord(letter):04X}\u203a")
    return "".join(letters)


def wire(shown_name: str) -> str:
    """The name as the server knows it. What cannot be sent (CR, LF, NUL) the serialiser refuses."""
    if _OPENING not in shown_name:
        return shown_name
    return _NUMBER.sub(lambda match: chr(int(match[1], 16)) if int(match[1], 16) < 0x110000 else match[0], shown_name)


def line(text: str) -> str:
    """A text for one line."""
    return text if text.isascii() and text.isprintable() else texts.name(text)


def said(text: str) -> str:
    """What somebody says: `text.spans` still reads its formatting."""
    if text.isprintable() and texts.reveal(text) == text:
        return text
    return "".join(letter if letter in _FORMATTING else texts.reveal(letter) for letter in text)


def sentence(text: str) -> str:
    """What a server says, not longer than a person reads."""
    return text if len(text) <= LONGEST_SENTENCE else text[: LONGEST_SENTENCE - 1] + "\u2026"
