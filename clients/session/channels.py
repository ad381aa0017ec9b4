# SPDX-License-Identifier: GPL-3.0-or-later
"""A channel's own state: topic, modes, the list of names.

Rules: those of `rooms`, who comes and goes there. A NAMES is the whole truth once it has ended, not before.
Sources: Modern IRC "Channel operations"; IRCv3 multi-prefix, userhost-in-names.
"""

from __future__ import annotations

from clients.session import items
from clients.session.core import Core, source_of
from clients.session.events import MembersChanged, TopicChanged
from clients.session.model import Room, RoomKind
from clients.session.rooms import add_line, add_member
from clients.session.sentences import Sentence
from protocol.message import Message, parse_source

MAX_WHO = 1000
WHO_TOKEN = "152"


def on_topic(core: Core, message: Message) -> None:
    room = core.room(message.params[0]) if message.params else None
    if room is not None:
        room.topic_by = source_of(message).nick[: core.config.limits.name]
        room.topic_ms = items.time_of(core, message)
        _set_topic(core, room, message.params[1] if len(message.params) > 1 else "")
        add_line(core, room, message)


def on_topic_reply(core: Core, message: Message) -> None:
    """332 <client> <channel> :<topic>, 331 <client> <channel> :No topic is set"""
    room = core.room(message.params[1]) if len(message.params) > 2 else None
    if room is not None:
        _set_topic(core, room, message.params[2] if message.command == "332" else "")


def on_topic_who(core: Core, message: Message) -> None:
    """333 <client> <channel> <nick> <setat>"""
    room = core.room(message.params[1]) if len(message.params) > 3 else None
    if room is not None:
        room.topic_by = parse_source(message.params[2]).nick[: core.config.limits.name]
        seconds = message.params[3]
        room.topic_ms = int(seconds) * 1000 if seconds.isascii() and seconds.isdigit() and len(seconds) < 12 else 0
        core.emit(TopicChanged(room.key, room.topic))


def _set_topic(core: Core, room: Room, topic: str) -> None:
    topic = topic[: core.config.limits.topic]
    if topic != room.topic:
        room.topic = topic
        core.emit(TopicChanged(room.key, topic))


def on_mode(core: Core, message: Message) -> None:
    room = core.room(message.params[0]) if message.params else None
    if room is None or room.kind is not RoomKind.CHANNEL:
        return
    _change_modes(core, room, message.params[1:])
    add_line(core, room, message)


def on_mode_reply(core: Core, message: Message) -> None:
    """324 <client> <channel> <modes> [<arguments>…]"""
    room = core.room(message.params[1]) if len(message.params) > 2 else None
    if room is None:
        return
    room.modes.clear()
    _change_modes(core, room, message.params[2:])
    quiet = f"mode {room.key}"
    if quiet in core.link.quiet:
        core.link.quiet.discard(quiet)
    else:
        core.say(Sentence("Modes of {room}: {modes}", room=room.name, modes=" ".join(message.params[2:])), room.key)


def _change_modes(core: Core, room: Room, params: list[str]) -> None:
    changed = []
    for change in core.info.mode_changes(params):
        if change.prefix:
            member = room.members.get(core.fold(change.argument))
            if member is not None:
                marks = member.prefixes.replace(change.prefix, "") + (change.prefix if change.add else "")
                member.prefixes = core.info.order(marks)
                changed.append(member.nick)
        elif change.letter in core.info.list_modes:
            continue
        elif change.add and (change.letter in room.modes or len(room.modes) < 100):
            room.modes[change.letter] = change.argument[: core.config.limits.name]
        elif not change.add:
            room.modes.pop(change.letter, None)
    if changed:
        core.emit(MembersChanged(room.key, changed=tuple(dict.fromkeys(changed))))
    core.room_changed(room)


def on_names(core: Core, message: Message) -> None:
    """353 <client> <symbol> <channel> :[prefix]<nick> …"""
    room = core.room(message.params[2]) if len(message.params) > 3 else None
    if room is None:
        return
    seen = core.link.names.setdefault(room.key, set())
    for name in message.params[3].split(" "):
        prefixes, source = core.info.split_prefixes(name)
        if source and len(seen) < core.config.limits.members_per_room:
            member = add_member(core, room, source, prefixes)
            if member is not None:
                seen.add(core.fold(member.nick))


def on_end_of_names(core: Core, message: Message) -> None:
    room = core.room(message.params[1]) if len(message.params) > 1 else None
    if room is None or room.key not in core.link.names:
        return
    seen = core.link.names.pop(room.key)
    room.members = {key: member for key, member in room.members.items() if key in seen}
    first = not room.members_known
    room.members_known = True
    core.emit(MembersChanged(room.key, whole=True))
    if first and room.joined and len(room.members) <= MAX_WHO:
        core.send("WHO", room.name, *((f"%tcnfa,{WHO_TOKEN}",) if "WHOX" in core.info.tokens else ()))
