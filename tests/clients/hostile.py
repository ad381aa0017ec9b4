# SPDX-License-Identifier: GPL-3.0-or-later
"""A hostile value for every field that a server can fill, and what must not be seen of it on any screen."""

import unicodedata
from collections.abc import Iterator

from protocol.message import escape_tag

# The clipboard of a terminal (OSC 52), clearing it (CSI), bells, C1's own CSI, line ends of all kinds, overrides and
# isolates of direction, what shows nothing, markup of Rich and of Qt, mnemonics.
EVIL = (
    "x\x1b]52;c;cm0=\x1b\\\x1b[2J\x07\x08\x7f\x9b31m\x85\u2028\u2029\u202e\u202dgpj\u2066\u2067\u2069\u061c\u200b\u2060"
    "\ufeff\u00ad\u115f\u3164\U000e0041[red][/][@click=app.quit]<img src=file:///etc/passwd><b>&amp;&Q"
).replace(" ", "\u00a0")
NAME = EVIL.replace("@", "\x0e").replace("!", "\x0e").replace(",", "\x0e")
TEXT = f"a {EVIL} b"
KEPT = frozenset("\n\t\u200c\u200d\u200e\u200f")  # what a text may hold: line ends, joiners that scripts need, marks
CODES = frozenset("\x01\x02\x03\x04\x0f\x11\x16\x1d\x1e\x1f")  # formatting of what is said


def hidden(text: str, kept: frozenset[str] = KEPT) -> str:
    """The characters in `text` that a screen would obey, or hide."""
    odd = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
    return "".join(c for c in text if (unicodedata.category(c) in odd and c not in kept) or c in "\u115f\u3164")


def capabilities() -> str:
    return "message-tags batch server-time echo-message standard-replies draft/message-redaction draft/metadata-2"


def greeting(nick: str) -> list[str]:
    """Registering, with every field hostile that may be."""
    return [
        f":{NAME} 001 {nick} :{TEXT}",
        *(f":{NAME} {code} {nick} {NAME} :{TEXT}" for code in ("002", "003", "004", "251", "265", "020", "396")),
        f":{NAME} 005 {nick} NETWORK={NAME} CHANTYPES=# PREFIX=(ov)@+ BOT=B {NAME}={NAME} :{TEXT}",
        *(f":{NAME} {code} {nick} :{TEXT}" for code in ("375", "372", "376")),
    ]


def lines(nick: str) -> Iterator[str]:
    """What a server can say to `nick`, who is in #room with `friend`."""
    who = f"{NAME}!{NAME}@{NAME}"
    yield f":{nick}!u@h JOIN #room"
    yield f":srv 353 {nick} = #room :{nick} friend +{NAME} @p2{NAME}"
    yield f":srv 366 {nick} #room :{TEXT}"
    yield f":{who} JOIN #room {NAME} :{TEXT}"
    yield f":srv 332 {nick} #room :{TEXT}"
    yield f":srv 333 {nick} #room {who} 1700000000"
    yield f":srv 352 {nick} #room {NAME} {NAME} {NAME} {NAME} G :0 {TEXT}"
    yield f":srv 354 {nick} 152 #room {NAME} H {NAME}"
    yield f":{who} MODE #room +kb {NAME} {NAME}"
    yield f":srv 324 {nick} #room +k {NAME}"
    yield f":srv 367 {nick} #room {NAME} {NAME} {NAME}"
    yield f":{who} TOPIC #room :{TEXT}"
    yield f":{who} AWAY :{TEXT}"
    yield f":srv 301 {nick} {NAME} :{TEXT}"
    yield f":{who} ACCOUNT {NAME}"
    yield f":{who} CHGHOST {NAME} {NAME}"
    yield f":{who} SETNAME :{TEXT}"
    for key in ("display-name", "pronouns", "status", "avatar", "homepage", "bot"):
        yield f":srv METADATA {NAME} {key} * :{TEXT}"
        yield f":srv 761 {nick} {nick} {key} * :{TEXT}"
        yield f":srv 761 {nick} friend {key} * :{TEXT}"
    yield from _said(nick)
    yield from _done(nick)


def _said(nick: str) -> Iterator[str]:
    who, tag = f"{NAME}!{NAME}@{NAME}", escape_tag(EVIL + "\r\n")
    yield f"@msgid=m1;account={tag};{tag}={tag} :{who} PRIVMSG #room :{TEXT}"
    yield f"@msgid=m2 :{who} PRIVMSG #room :\x01ACTION {TEXT}\x01"
    yield f"@msgid=m3;+draft/reply=m1 :friend!f@h PRIVMSG #room :\x02\x0304{TEXT} https://example.org/{EVIL} {nick}"
    yield f":{who} NOTICE #room :{TEXT}"
    yield f":{who} PRIVMSG {nick} :{TEXT}"
    yield f":{who} PRIVMSG {nick} :\x01{TEXT}\x01"
    yield f":{NAME}.example NOTICE {nick} :{TEXT}"
    yield f"@+typing=active :{who} TAGMSG #room"
    yield f"@+draft/reply=m1;+draft/react={escape_tag(NAME[:14])} :{who} TAGMSG #room"
    yield f"@+draft/reply=m1;+draft/react={escape_tag(NAME[50:70])} :friend!f@h TAGMSG #room"
    yield f":{who} REDACT #room m2 :{TEXT}"
    yield f"@draft/target-msgid=m1;draft/edit-text={tag} :{who} EDIT #room"


def _done(nick: str) -> Iterator[str]:
    who = f"{NAME}!{NAME}@{NAME}"
    yield f":{who} INVITE {nick} #{NAME}"
    yield f":{who} INVITE friend #room"
    yield ":srv BATCH +q chathistory #room"
    yield f"@batch=q;msgid=old1;time=2020-01-01T00:00:00.000Z :p3{NAME}!u@h PRIVMSG #room :{TEXT}"
    yield f"@batch=q;time=2020-01-01T00:00:01.000Z :p3{NAME}!u@h PART #room :{TEXT}"
    yield ":srv BATCH -q"
    yield f":{nick}!u@h JOIN #{NAME}"
    yield f":srv 332 {nick} #{NAME} :{TEXT}"
    yield f":{who} RENAME #{NAME} #z{NAME} :{TEXT}"
    yield f":{who} KICK #room p2{NAME} :{TEXT}"
    yield f":p3{NAME}!u@h JOIN #room"
    yield f":p3{NAME}!u@h PART #room :{TEXT}"
    yield f":p4{NAME}!u@h JOIN #room"
    yield f":p4{NAME}!u@h NICK p5{NAME}"
    yield f":p5{NAME}!u@h QUIT :{TEXT}"
    for verb in ("FAIL", "WARN", "NOTE"):
        yield f":srv {verb} {NAME} {NAME} {NAME} :{TEXT}"
        yield f":srv {verb} JOIN X #room :{TEXT}"
    for code in range(400, 600):
        if code not in (464, 465):
            yield f":srv {code} {nick} {NAME} {NAME} :{TEXT}"
            yield f":srv {code} {nick} #room :{TEXT}"
    yield f":srv 900 {nick} {who} {NAME} :{TEXT}"
    yield f":srv 730 {nick} :{who}"
    yield f":srv NICK {NAME}9"


def whois(nick: str) -> list[str]:
    """The answer to a WHOIS of the hostile person."""
    return [
        f":srv 311 {nick} {NAME} {NAME} {NAME} * :{TEXT}",
        f":srv 312 {nick} {NAME} {NAME} :{TEXT}",
        f":srv 319 {nick} {NAME} :@#{NAME} #{NAME}y",
        f":srv 330 {nick} {NAME} {NAME} :{TEXT}",
        f":srv 320 {nick} {NAME} :{TEXT}",
        f":srv 301 {nick} {NAME} :{TEXT}",
        f":srv 318 {nick} {NAME} :{TEXT}",
    ]


def rooms(nick: str) -> list[str]:
    """The answer to a LIST."""
    return [f":srv 321 {nick} {NAME} :{TEXT}", f":srv 322 {nick} #{NAME} 7 :{TEXT}", f":srv 323 {nick} :{TEXT}"]
