# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person types: a message, or a /command from the table.

Rules: one row per command: names, how it is used, one line of help, the function. An unknown or incomplete command is
a plain sentence and the text goes back into the entry, so nothing typed is lost and no mistyped command is said
aloud. `//text` says "/text", and so does `/say /text`. Of several lines that begin with a command, all are its text
if it takes one (`whole`), else they go back; several lines that begin with no command are a message. The table is what
/help, completion and the palette show.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from clients.session import connection, identity, people, replies, rooms, search, sending
from clients.session.core import Core
from clients.session.events import DraftChanged, FocusRequested, QuitRequested
from clients.session.model import ItemKind, Room, RoomKind
from clients.session.sentences import Sentence

S = Sentence  # in the table, so that a row stays a line
Run = Callable[[Core, Room, str], bool]


@dataclass(frozen=True, slots=True)
class Command:
    """One row. `run` gets what follows the command's name; False means that something is missing.

    `whole`: what follows is a text, which may have several lines.
    """

    name: str
    aliases: tuple[str, ...]
    usage: str
    help: str
    run: Run
    whole: bool = False


def submit(core: Core, room: Room, text: str, reply_to: str) -> None:
    """Enter was pressed."""
    if not text.strip():
        return
    if is_command(text):
        _run(core, room, text)
    else:
        said = text[1:] if text.startswith("//") else text
        if not sending.send(core, room, said, ItemKind.MESSAGE, reply_to):
            core.emit(DraftChanged(room.key, text))


def is_command(text: str) -> bool:
    """Whether this is not said but done. A pasted listing that begins with a path is said."""
    if not text.startswith("/") or text.startswith("//"):
        return False
    return "\n" not in text.strip() or find(_split(text)[0]) is not None


def _split(text: str) -> tuple[str, str]:
    """/name, and what follows."""
    name, *rest = text[1:].strip().split(maxsplit=1)
    return name, "".join(rest)


def _run(core: Core, room: Room, text: str) -> None:
    name, rest = _split(text) if text[1:].strip() else ("", "")
    command = find(name)
    if command is None:
        said = Sentence("There is no command /{name}. /help lists them; to say it, type //{name}.", name=name)
    elif "\n" in text.strip() and not command.whole:
        said = Sentence("/{name} takes one line. To say all of this, type / before it.", name=command.name)
    elif command.run(core, room, rest):
        return
    else:
        said = Sentence("Use it like this: {usage}", usage=command.usage)
    core.say(said, room.key, error=True)
    core.emit(DraftChanged(room.key, text))


def find(name: str) -> Command | None:
    name = name.lower()
    return next((command for command in TABLE if name == command.name or name in command.aliases), None)


# --- the functions ------------------------------------------------------------------------------------------------


def _quit(core: Core, room: Room, rest: str) -> bool:
    connection.leave(core, rest)
    core.emit(QuitRequested())
    return True


def _nick(core: Core, room: Room, rest: str) -> bool:
    if not rest or " " in rest:
        return False
    identity.choose_nick(core, rest)
    return True


def _me(core: Core, room: Room, rest: str) -> bool:
    if rest and not sending.send(core, room, rest, ItemKind.ACTION, ""):
        core.emit(DraftChanged(room.key, f"/me {rest}"))
    return bool(rest)


def _say(core: Core, room: Room, rest: str) -> bool:
    return bool(rest) and (sending.send(core, room, rest, ItemKind.MESSAGE, ""), True)[1]


def _direct(core: Core, nick: str, text: str, kind: ItemKind = ItemKind.MESSAGE) -> bool:
    room = core.room(nick) if core.info.is_channel(nick) else rooms.open_direct(core, nick)
    if room is None:
        return False
    core.emit(FocusRequested(room.key))
    if text and not sending.send(core, room, text, kind, ""):
        core.emit(DraftChanged(room.key, text))
    return True


def _msg(core: Core, room: Room, rest: str) -> bool:
    nick, _, text = rest.partition(" ")
    return bool(text.strip()) and _direct(core, nick, text.strip())


def _notice(core: Core, room: Room, rest: str) -> bool:
    nick, _, text = rest.partition(" ")
    return bool(text.strip()) and _direct(core, nick, text.strip(), ItemKind.NOTICE)


def _query(core: Core, room: Room, rest: str) -> bool:
    nick, _, text = rest.partition(" ")
    return bool(nick) and _direct(core, nick, text.strip())


def _join(core: Core, room: Room, rest: str) -> bool:
    words = rest.split()
    if not words:
        return False
    for name in words[0].split(",")[:20]:
        if name:
            rooms.join(core, name, words[1] if len(words) > 1 else "")
    return True


def _named_room(core: Core, room: Room, rest: str) -> tuple[Room | None, str]:
    """A room named first, else the one we are in; and the rest."""
    name, _, after = rest.partition(" ")
    if core.info.is_channel(name):
        return core.room(name), after.strip()
    return (None if room.kind is RoomKind.SERVER else room), rest


def _part(core: Core, room: Room, rest: str) -> bool:
    target, message = _named_room(core, room, rest)
    if target is None:
        return False
    rooms.leave(core, target, message)
    return True


def _topic(core: Core, room: Room, rest: str) -> bool:
    target, topic = _named_room(core, room, rest)
    if target is None or target.kind is not RoomKind.CHANNEL:
        return False
    if topic:
        core.send("TOPIC", target.name, topic)
    elif target.topic:
        core.say(Sentence("Topic of {room}: {topic}", room=target.name, topic=target.topic), room.key)
    else:
        core.say(Sentence("{room} has no topic.", room=target.name), room.key)
    return True


def _kick(core: Core, room: Room, rest: str) -> bool:
    target, rest = _named_room(core, room, rest)
    nick, _, reason = rest.partition(" ")
    if target is None or not nick:
        return False
    return core.send("KICK", target.name, nick, *((reason.strip(),) if reason.strip() else ())) or True


def _invite(core: Core, room: Room, rest: str) -> bool:
    words = rest.split()
    if not words or (len(words) == 1 and room.kind is not RoomKind.CHANNEL):
        return False
    return core.send("INVITE", words[0], words[1] if len(words) > 1 else room.name) or True


def _away(core: Core, room: Room, rest: str) -> bool:
    people.set_away(core, rest or "Away")
    return True


def _back(core: Core, room: Room, rest: str) -> bool:
    people.set_away(core, "")
    return True


def _whois(core: Core, room: Room, rest: str) -> bool:
    nick = rest or (room.name if room.kind is RoomKind.DIRECT else "")
    if not nick or " " in nick:
        return False
    people.whois(core, nick)
    return True


def _list(core: Core, room: Room, rest: str) -> bool:
    replies.ask_list(core)
    return True


def _names(core: Core, room: Room, rest: str) -> bool:
    target, _ = _named_room(core, room, rest)
    if target is None:
        return False
    names = ", ".join(f"{member.role}{member.nick}" for member in target.members.values())
    if names:
        core.say(Sentence("In {room}: {names}", room=target.name, names=names), room.key)
    else:
        core.say(Sentence("In {room}: nobody that we know of", room=target.name), room.key)
    return True


def _mode(core: Core, room: Room, rest: str) -> bool:
    words = rest.split()
    if not words or words[0][0] in "+-":
        if room.kind is not RoomKind.CHANNEL:
            return False
        words.insert(0, room.name)
    return core.send("MODE", *words) or True


def _role(letter: str, sign: str) -> Run:
    def run(core: Core, room: Room, rest: str) -> bool:
        nicks = rest.split()[:10]
        if not nicks or room.kind is not RoomKind.CHANNEL:
            return False
        for nick in nicks:
            core.send("MODE", room.name, f"{sign}{letter}", nick)
        return True

    return run


def _ban(core: Core, room: Room, rest: str) -> bool:
    if not rest or " " in rest or room.kind is not RoomKind.CHANNEL:
        return False
    mask = rest if any(mark in rest for mark in "!@*:") else f"{rest}!*@*"
    return core.send("MODE", room.name, "+b", mask) or True


def _service(nick: str) -> Run:
    def run(core: Core, room: Room, rest: str) -> bool:
        return bool(rest) and _direct(core, nick, rest)

    return run


def _search(core: Core, room: Room, rest: str) -> bool:
    return bool(rest) and search.search(core, rest, "", "") > 0


def _raw(core: Core, room: Room, rest: str) -> bool:
    command, _, parameters = rest.partition(" ")
    if not command.isalnum():
        return False
    head, colon, trailing = f" {parameters}".partition(" :")
    return core.send(command.upper(), *head.split(), *((trailing,) if colon else ())) or True


def _setname(core: Core, room: Room, rest: str) -> bool:
    return bool(rest) and (core.send("SETNAME", rest) or True)


def _help(core: Core, room: Room, rest: str) -> bool:
    command = find(rest.lstrip("/")) if rest else None
    if rest and command is None:
        core.say(Sentence("There is no command /{name}.", name=rest.lstrip("/")), room.key, error=True)
    for row in [command] if command else TABLE:
        if not rest or row is command:
            core.add_local(room.key, ItemKind.INFO, Sentence("{usage} — {help}", usage=row.usage, help=row.help))
    return True


def _shrug(core: Core, room: Room, rest: str) -> bool:
    sending.send(core, room, f"{rest} ¯\\_(ツ)_/¯".strip(), ItemKind.MESSAGE, "")
    return True


TABLE: tuple[Command, ...] = (
    Command("away", (), S("/away [REASON]"), S("Say that you are away."), _away),
    Command("back", (), S("/back"), S("Say that you are here again."), _back),
    Command("ban", (), S("/ban NICK|MASK"), S("Keep somebody out of this room."), _ban),
    Command("cs", ("chanserv",), S("/cs TEXT"), S("Talk to ChanServ, who looks after rooms."), _service("ChanServ")),
    Command("deop", (), S("/deop NICK"), S("Take the operator role from somebody."), _role("o", "-")),
    Command("devoice", (), S("/devoice NICK"), S("Take the voice from somebody."), _role("v", "-")),
    Command("help", ("h", "commands"), S("/help [COMMAND]"), S("List the commands, or explain one."), _help),
    Command("invite", (), S("/invite NICK [#ROOM]"), S("Ask somebody into a room."), _invite),
    Command("join", ("j",), S("/join #ROOM [KEY]"), S("Go into a room."), _join),
    Command("kick", (), S("/kick [#ROOM] NICK [REASON]"), S("Remove somebody from a room."), _kick),
    Command("list", ("rooms",), S("/list"), S("List the rooms of the server."), _list),
    Command("me", (), S("/me TEXT"), S("Say what you do."), _me, True),
    Command("mode", (), S("/mode [TARGET] [MODES]"), S("Show or change modes."), _mode),
    Command("msg", ("m", "privmsg", "tell"), S("/msg NICK TEXT"), S("Write to one person."), _msg, True),
    Command("names", ("who",), S("/names [#ROOM]"), S("Say who is in a room."), _names),
    Command("nick", (), S("/nick NAME"), S("Change your nickname."), _nick),
    Command("notice", (), S("/notice NICK TEXT"), S("Write a notice."), _notice, True),
    Command("ns", ("nickserv",), S("/ns TEXT"), S("Talk to NickServ, who looks after accounts."), _service("NickServ")),
    Command("op", (), S("/op NICK"), S("Make somebody an operator of this room."), _role("o", "+")),
    Command("part", ("leave", "close", "p"), S("/part [#ROOM] [MESSAGE]"), S("Leave a room."), _part),
    Command("query", ("q", "dm"), S("/query NICK [TEXT]"), S("Open a conversation with one person."), _query, True),
    Command("quit", ("exit", "bye"), S("/quit [MESSAGE]"), S("Say goodbye and leave."), _quit),
    Command("raw", ("quote",), S("/raw COMMAND [PARAMETERS]"), S("Send a line of the protocol as it is."), _raw),
    Command("say", (), S("/say TEXT"), S("Say a text, even one that begins with /."), _say, True),
    Command("search", ("find",), S("/search [from:NICK] [in:#ROOM] WORDS"), S("Find messages."), _search),
    Command("setname", (), S("/setname NAME"), S("Change your real name."), _setname),
    Command("shrug", (), S("/shrug [TEXT]"), "¯\\_(ツ)_/¯", _shrug),
    Command("topic", ("t",), S("/topic [#ROOM] [TEXT]"), S("Show or change what a room is about."), _topic),
    Command("voice", (), S("/voice NICK"), S("Give somebody voice in this room."), _role("v", "+")),
    Command("whois", ("w",), S("/whois NICK"), S("Tell about a person."), _whois),
)
