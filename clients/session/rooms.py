# SPDX-License-Identifier: GPL-3.0-or-later
"""Channels and who is in them: JOIN PART KICK QUIT NICK TOPIC MODE NAMES INVITE RENAME, and joining and leaving
ourselves.

Rules: state follows the server's word only; what we ask changes nothing until it answers. A line about a room or a
person we do not know is ignored, never an error. A person who left us goes from memory when no room of ours shows
them.
Sources: Modern IRC "Channel operations"; IRCv3 extended-join, multi-prefix, userhost-in-names, invite-notify,
channel-rename.
"""

from __future__ import annotations

from clients.session import composing, connection, history, identity, items, people, sanitize
from clients.session.core import Core, source_of
from clients.session.events import FocusRequested, Invited, MembersChanged, RoomRenamed, UserChanged
from clients.session.model import ItemKind, Member, Room, RoomKind, TimelineItem
from clients.session.sentences import Sentence
from protocol.message import Message

MAX_REFOLDS = 8

# --- ourselves ----------------------------------------------------------------------------------------------------


def channel_name(core: Core, name: str) -> str:
    name = sanitize.shown(name)
    return name if core.info.is_channel(name) else f"#{name}"


def want(core: Core, name: str) -> Room | None:
    """Keep a room of this name and be in it whenever connected."""
    room = core.open_room(channel_name(core, name))
    if room is not None and room.kind is RoomKind.CHANNEL:
        room.wanted = True
        core.save_room(room)
    return room


def join(core: Core, name: str, key: str) -> None:
    name = channel_name(core, name)
    room = core.room(name)
    if room is not None and room.joined:
        core.emit(FocusRequested(room.key))
    elif core.link.ready:
        core.link.asked_to_join.add(core.fold(name))
        core.send("JOIN", name, *((key,) if key else ()))
    else:
        room = want(core, name)
        if room is not None:
            if key:
                room.modes["k"] = key
            core.emit(FocusRequested(room.key))


def rejoin(core: Core) -> None:
    """All rooms we want and are not in, in lines that fit; those with a key on their own."""
    names: list[str] = []
    for room in core.network.rooms.values():
        if room.kind is not RoomKind.CHANNEL or not room.wanted or room.joined:
            continue
        core.link.joining.add(room.key)
        if room.modes.get("k"):
            core.send("JOIN", room.name, room.modes["k"])
        else:
            names.append(room.name)
    line: list[str] = []
    for name in names:
        if line and sum(len(other.encode()) + 1 for other in line) + len(name.encode()) > 400:
            core.send("JOIN", ",".join(line))
            line = []
        line.append(name)
    if line:
        core.send("JOIN", ",".join(line))


def leave(core: Core, room: Room, message: str) -> None:
    if room.joined and core.link.ready:
        core.send("PART", room.name, *((message,) if message else ()))
    core.remove_room(room)


def open_direct(core: Core, nick: str) -> Room | None:
    nick = sanitize.shown(nick)
    if not nick or core.info.is_channel(nick) or " " in nick:
        return None
    known = core.room(nick)
    room = known or core.open_room(nick)
    if room is not None and known is None:
        direct_opened(core, room)
    return room


def direct_opened(core: Core, room: Room) -> None:
    """A conversation is new: what was said before, whether they are there."""
    if core.link.ready:
        history.entered(core, room)
        people.monitor(core, [room.name])


def all_left(core: Core) -> None:
    """The connection is gone, and all we knew of others with it."""
    for room in core.network.rooms.values():
        if room.joined or room.members or room.loading:
            room.joined = room.loading = room.members_known = False
            room.members.clear()
            core.room_changed(room)
            core.emit(MembersChanged(room.key, whole=True))
        core.catchups[room.key].done = False
    core.network.users.clear()


# --- members ------------------------------------------------------------------------------------------------------


def add_line(core: Core, room: Room, message: Message) -> None:
    item = items.build(core, message)
    if item is not None:
        added = core.timelines[room.key].append(item)
        if added is not None:
            history.advance(core, room, added)


def add_member(core: Core, room: Room, source: str, prefixes: str) -> Member | None:
    user = core.user(source)
    key = core.fold(user.nick)
    member = room.members.get(key)
    if member is not None:
        member.prefixes = prefixes
        return member
    if not user.nick or len(room.members) >= core.config.limits.members_per_room or _crowded(core, room):
        return None
    member = room.members[key] = Member(user, prefixes)
    return member


def _crowded(core: Core, room: Room) -> bool:
    """Whether all rooms together hold as many as they may; looked at now and then, as it takes a walk."""
    if len(room.members) % 64:
        return False
    return sum(len(other.members) for other in core.network.rooms.values()) >= core.config.limits.members


def _forget_user(core: Core, key: str) -> None:
    if key not in core.network.rooms and not any(key in room.members for room in core.network.rooms.values()):
        core.network.users.pop(key, None)


def _remove_member(core: Core, room: Room, nick: str) -> bool:
    key = core.fold(nick)
    member = room.members.pop(key, None)
    if member is None:
        return False
    composing.stop(core, room, nick)
    core.emit(MembersChanged(room.key, left=(member.nick,)))
    return True


def on_join(core: Core, message: Message) -> None:
    """:nick!user@host JOIN <channel> [<account> :<realname>]"""
    if not message.params or not message.source:
        return
    nick = source_of(message).nick
    mine = core.is_me(nick)
    room = core.open_room(message.params[0]) if mine else core.room(message.params[0])
    if room is None or room.kind is not RoomKind.CHANNEL:
        return
    entering = mine and not room.joined
    if entering:
        _joined(core, room)
    member = add_member(core, room, message.source, "")
    if member is not None and len(message.params) > 2:
        member.user.account = "" if message.params[1] == "*" else message.params[1][: core.config.limits.name]
        member.user.realname = message.params[2][: core.config.limits.detail]
    add_line(core, room, message)
    if member is not None:
        core.emit(MembersChanged(room.key, joined=(member.nick,)))
    if entering:
        history.entered(core, room)
        core.link.quiet.add(f"mode {room.key}")
        core.send("MODE", room.name)
        if room.key in core.link.asked_to_join:
            core.link.asked_to_join.discard(room.key)
            core.emit(FocusRequested(room.key))


def _joined(core: Core, room: Room) -> None:
    core.link.joining.discard(room.key)
    room.joined = room.wanted = True
    room.members.clear()
    room.members_known = False
    core.save_room(room)
    core.room_changed(room)


def _left(core: Core, room: Room) -> None:
    """We are out of it, by whose will ever: it stays on the screen, and we do not come back by ourselves."""
    room.joined = room.wanted = room.members_known = False
    room.members.clear()
    core.catchups[room.key].done = False
    composing_nicks = list(room.typing)
    for nick in composing_nicks:
        composing.stop(core, room, nick)
    core.save_room(room)
    core.emit(MembersChanged(room.key, whole=True))
    core.room_changed(room)


def on_part(core: Core, message: Message) -> None:
    room = core.room(message.params[0]) if message.params else None
    if room is not None and message.source:
        _gone(core, room, source_of(message).nick, message)


def on_kick(core: Core, message: Message) -> None:
    room = core.room(message.params[0]) if len(message.params) > 1 else None
    if room is not None:
        _gone(core, room, message.params[1], message)


def _gone(core: Core, room: Room, nick: str, message: Message) -> None:
    if core.is_me(nick):
        if room.joined:
            add_line(core, room, message)
            _left(core, room)
    elif _remove_member(core, room, nick):
        add_line(core, room, message)
        _forget_user(core, core.fold(nick))


def on_quit(core: Core, message: Message) -> None:
    nick = source_of(message).nick
    key = core.fold(nick)
    for room in core.network.rooms.values():
        if _remove_member(core, room, nick) or room.key == key:
            add_line(core, room, message)
    user = core.network.users.get(key)
    if user is not None:
        user.online = False
        core.emit(UserChanged(user.nick))
        _forget_user(core, key)


def on_nick(core: Core, message: Message) -> None:
    if not message.params or not message.source or not message.params[0]:
        return
    old = source_of(message).nick
    new = message.params[0][: core.config.limits.name]
    old_key, new_key = core.fold(old), core.fold(new)
    mine = core.is_me(old)
    user = core.user(message.source)
    core.network.users.pop(old_key, None)
    user.nick = new
    if len(core.network.users) < core.config.limits.users:
        core.network.users[new_key] = user
    for room in list(core.network.rooms.values()):
        member = room.members.pop(old_key, None)
        if member is not None:
            room.members[new_key] = member
            composing.stop(core, room, old)
            core.emit(MembersChanged(room.key, changed=(new,)))
        if member is not None or room.key == old_key:
            add_line(core, room, message)
        if room.key == old_key and room.kind is RoomKind.DIRECT:
            rename(core, room, new)
    core.emit(UserChanged(new, old))
    if mine:
        identity.renamed(core, new)


def on_invite(core: Core, message: Message) -> None:
    """:nick INVITE <invited> <channel>"""
    if len(message.params) < 2:
        return
    nick = source_of(message).nick[: core.config.limits.name]
    invited, channel = message.params[0], message.params[1][: core.config.limits.name]
    room = core.room(channel)
    if core.is_me(invited):
        said = Sentence("{nick} invites you to {room}. To go there: /join {room}", nick=nick, room=channel)
        core.say(said, core.focused or "")
        core.emit(Invited(nick, channel))
    elif room is not None:
        add_line(core, room, message)


def on_rename(core: Core, message: Message) -> None:
    """RENAME <old> <new> [:reason]"""
    room = core.room(message.params[0]) if len(message.params) > 1 else None
    if room is not None and message.params[1]:
        old = room.name
        rename(core, room, message.params[1][: core.config.limits.name])
        core.add_local(room.key, ItemKind.INFO, Sentence("{old} is called {new} now.", old=old, new=room.name))


def rename(core: Core, room: Room, name: str) -> None:
    """Everything of a room under another name, if no other room has it."""
    key = core.fold(name)
    old = room.key
    if key != old and key in core.network.rooms:
        return
    room.name = name
    if key != old:
        _rekey(core, room, key)
    core.save_room(room)
    core.emit(RoomRenamed(old, key))


def _rekey(core: Core, room: Room, key: str) -> None:
    old, room.key = room.key, key
    core.network.rooms = {other.key: other for other in core.network.rooms.values()}
    core.timelines[key] = core.timelines.pop(old)
    core.catchups[key] = core.catchups.pop(old)
    if old in core.typing:
        core.typing[key] = core.typing.pop(old)
    for out in core.outgoing.values():
        out.room = key if out.room == old else out.room
    for request in (*core.link.history, *core.link.catchup_queue):
        request.room = key if request.room == old else request.room
    if core.focused == old:
        core.focused = key
    if core.store is not None:
        core.store.rename_room(core.network.key, old, key)
        core.timelines[key].use_shelf(core.store.shelf(core.network.key, key))


def refold(core: Core) -> None:
    """The server's casemapping is not what we assumed: all keys anew. A server that goes to and fro is left."""
    core.link.refolds += 1
    if core.link.refolds > MAX_REFOLDS:
        connection.drop(
            core, Sentence("The server keeps changing how it compares names, so the connection was closed.")
        )
        return
    core.network.users = {core.fold(user.nick): user for user in core.network.users.values()}
    for room in list(core.network.rooms.values()):
        room.members = {core.fold(member.nick): member for member in room.members.values()}
        key = core.fold(room.name)
        if room.key and key != room.key and key not in core.network.rooms:
            old = room.key
            _rekey(core, room, key)
            core.emit(RoomRenamed(old, key))


def spoke(core: Core, room: Room, item: TimelineItem) -> None:
    """For completion: who spoke last."""
    member = room.members.get(core.fold(item.author))
    if member is not None:
        member.spoke_ms = max(member.spoke_ms, item.time_ms)
