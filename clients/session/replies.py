# SPDX-License-Identifier: GPL-3.0-or-later
"""The server's answers and refusals as sentences: numerics without a state of their own, LIST, FAIL WARN NOTE.

Rules: whatever the number, a line is shown or known to be noise, with any of its parameters missing. A refusal first
looks for the message of ours it is about; only then it is a sentence in its room. Known refusals have our words,
others the server's.
Sources: Modern IRC "Numerics"; IRCv3 standard-replies.
"""

from __future__ import annotations

from clients.session import history, people, profiles, sanitize, search, sending
from clients.session.core import Core
from clients.session.events import KeyWanted, ListedRoom, Refused, RoomList, WayOn
from clients.session.model import ItemKind
from clients.session.sentences import Sentence
from protocol.message import Message

SENTENCES = {
    "401": Sentence("Nobody here is called {what}."),
    "402": Sentence("There is no server called {what}."),
    "403": Sentence("There is no room called {what}."),
    "404": Sentence("You cannot talk in {what}: {text}"),
    "405": Sentence("You are in too many rooms to join {what}."),
    "406": Sentence("Nobody here was called {what}."),
    "421": Sentence("The server does not know the command {what}."),
    "441": Sentence("{what} is not in {where}."),
    "442": Sentence("You are not in {what}."),
    "443": Sentence("{what} is in {where} already."),
    "461": Sentence("The command {what} needs more than that."),
    "467": Sentence("{what} has a key already."),
    "471": Sentence("{what} is full."),
    "472": Sentence("The server does not know the mode {what}."),
    "473": Sentence("{what} is by invitation only."),
    "474": Sentence("You are banned from {what}."),
    "475": Sentence("{what} needs a key: /join {what} KEY"),
    "476": Sentence("{what} is not a name a room can have."),
    "477": Sentence("{what} is for registered accounts only. Register or log in first."),
    "481": Sentence("Only the server's operators can do that."),
    "482": Sentence("Only operators of {what} can do that."),
    "489": Sentence("{what} is for encrypted connections only."),
}
GREETING = frozenset(("001", "002", "003", "251", "255", "265", "266", "372", "375", "376", "422"))
MAX_REDIRECTS = 20  # rooms that were renamed, on one connection
MAX_NAMED = 200  # characters of a name within a sentence
JOIN_REFUSED = frozenset({"403", "405", "437", "471", "473", "474", "475", "476", "477", "489"})


def text_of(message: Message) -> str:
    """All that is said, without our own name."""
    return sanitize.sentence(" ".join(message.params[1:] if len(message.params) > 1 else message.params))


def on_text(core: Core, message: Message) -> None:
    """A line to read: welcome, MOTD, LUSERS, anything unknown."""
    params = message.params[1:] if message.command.isdigit() else message.params
    text = " ".join(params)
    if message.command in GREETING:
        text = message.params[-1] if message.params else ""
    if text:
        core.add_local("", ItemKind.INFO, text)


def ignore(core: Core, message: Message) -> None:
    """Noise, or said by other means already."""


def on_refusal(core: Core, message: Message) -> None:
    """4xx and 5xx"""
    params = message.params
    target = params[1] if len(params) > 2 else ""
    sentence = sentence_of(message)
    if message.command in ("401", "402", "406") and people.on_no_such_nick(core, target):
        return
    room = core.room(target)
    if room is not None and message.command in JOIN_REFUSED and not room.joined:
        core.link.joining.discard(room.key)
        room.wanted = False
        core.save_room(room)
    if message.command in JOIN_REFUSED and core.fold(target) in core.link.asked_to_join:
        core.link.asked_to_join.discard(core.fold(target))
        if message.command == "475":
            core.emit(KeyWanted(target))
    if sending.refused(core, message, sentence, target):
        return
    if message.command == "421" and target.upper() in ("CAP", "MONITOR", "CHATHISTORY", "MARKREAD", "METADATA", "WHO"):
        return  # what we tried on our own
    if message.command == "482" and room is not None and f"mode {room.key}" in core.link.quiet:
        return
    core.say(sentence, room.key if room is not None else core.focused or "", error=True)


def sentence_of(message: Message) -> str:
    known, params = SENTENCES.get(message.command), message.params
    needed = 3 if known is not None and "{where}" in known else 2
    if known is None or len(params) < needed:
        return text_of(message) or Sentence("The server refused that ({code}).", code=message.command)
    what, where = params[1][:MAX_NAMED], params[2][:MAX_NAMED] if needed == 3 else ""
    return known.of(what=what, where=where, text=params[-1])


def on_standard(core: Core, message: Message) -> None:
    """FAIL|WARN|NOTE <command> <code> [<context>…] <description>"""
    if len(message.params) < 2:
        return
    command, code = message.params[0].upper(), message.params[1].upper()
    sentence = message.params[-1]
    context = message.params[2:-1]
    if message.command != "FAIL":
        core.say(sentence)
        return
    if command == "CHATHISTORY":
        history.on_fail(core, message)
        return
    if command == "SEARCH":
        search.on_fail(core, message)
        return
    if command == "METADATA" and profiles.on_fail(core, message):
        return
    if sending.refused(core, message, sentence, context[0] if context else ""):
        return
    if command in ("MARKREAD", "METADATA", "MONITOR"):
        core.add_local("", ItemKind.ERROR, sentence)
    elif command in ("REGISTER", "VERIFY"):
        core.login_asked = None
        core.emit(Refused(sentence, WayOn.REGISTER))
    else:
        room = next((found for name in context if (found := core.room(name)) is not None), None)
        core.say(sentence, room.key if room is not None else core.focused or "", error=True)
        if command == "JOIN" and code == "CHANNEL_RENAMED" and len(context) > 1:
            core.link.redirects += 1
            if core.link.redirects <= MAX_REDIRECTS:
                core.send("JOIN", context[1])


def ask_list(core: Core) -> None:
    if core.link.ready:
        core.link.list_rows, core.link.list_cut = [], False
        core.send("LIST")
    else:
        core.say(Sentence("You are not connected."), error=True)


def on_list(core: Core, message: Message) -> None:
    """322 <client> <channel> <count> :<topic>"""
    rows = core.link.list_rows
    if rows is None or len(message.params) < 3:
        return
    if len(rows) >= core.config.limits.list_rows:
        core.link.list_cut = True
        return
    limits = core.config.limits
    count = message.params[2]
    members = int(count) if count.isascii() and count.isdigit() and len(count) < 10 else 0
    topic = message.params[3][: limits.detail] if len(message.params) > 3 else ""
    rows.append(ListedRoom(message.params[1][: limits.name], members, topic))


def on_list_end(core: Core, message: Message) -> None:
    rows = core.link.list_rows
    if rows is not None:
        core.link.list_rows = None
        core.emit(RoomList(tuple(sorted(rows, key=lambda row: (-row.members, row.name))), core.link.list_cut))
