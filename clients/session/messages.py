# SPDX-License-Identifier: GPL-3.0-or-later
"""What people say, live: PRIVMSG, NOTICE, TAGMSG, REDACT, EDIT. History takes the same rows by `history`.

Rules: a message of ours is first of all a receipt (`sending.claim`); only what settled nothing is new. A direct
message opens its conversation; a notice does not, unless one is open: it goes to the server's room. CTCP other than
ACTION is ignored.
Sources: Modern IRC "Sending Messages"; IRCv3 message-tags, echo-message, draft/message-redaction, react, typing.
"""

from __future__ import annotations

from clients.session import composing, history, items, people, reading, rooms, sending
from clients.session.core import Core, source_of
from clients.session.model import ItemKind, Room
from clients.session.sentences import Sentence
from protocol.message import Message


def _room_for(core: Core, message: Message, name: str) -> Room | None:
    room = core.room(name) if name else core.network.rooms[""]
    if room is not None:
        return room
    if core.info.is_channel(name):
        return None  # a channel we are not in
    if message.command == "NOTICE":
        return core.network.rooms[""]
    room = core.open_room(name)
    if room is not None:
        rooms.direct_opened(core, room)
        reading.ask(core, room)
    return room


def on_spoken(core: Core, message: Message) -> None:
    """PRIVMSG and NOTICE"""
    name = items.conversation(core, message)
    item = items.build(core, message, direct=items.is_direct(core, name))
    if item is None:
        return
    room = _room_for(core, message, name)
    if room is None:
        return
    timeline = core.timelines[room.key]
    _learn(core, message)
    if item.own and sending.claim(core, room, item, message.tags.get("label", "")):
        history.advance(core, room, item)
        return
    composing.stop(core, room, item.author)
    added = timeline.append(item)
    if added is not None:
        history.advance(core, room, added)
        rooms.spoke(core, room, added)
        reading.arrived(core, room, added)
    history.react(core, timeline, message)


def _learn(core: Core, message: Message) -> None:
    """What the tags tell of the author."""
    source = source_of(message)
    user = core.network.users.get(core.fold(source.nick))
    if user is None:
        return
    people.seen(core, source.nick)
    longest = core.config.limits.name
    user.username, user.host = source.user[:longest] or user.username, source.host[:longest] or user.host
    if core.has("account-tag"):
        user.account = message.tags.get("account", "")[: core.config.limits.name]
    user.bot = user.bot or "bot" in message.tags


def on_tagmsg(core: Core, message: Message) -> None:
    name = items.conversation(core, message)
    room = core.room(name) if name else None
    if room is None:
        return
    nick = source_of(message).nick[: core.config.limits.name]
    typing = message.tags.get("+typing", "")
    if typing and nick and not core.is_me(nick):
        composing.heard(core, room, nick, typing)
    history.react(core, core.timelines[room.key], message)


def on_redact(core: Core, message: Message) -> None:
    room = core.room(items.conversation(core, message))
    if room is not None:
        history.redact(core, core.timelines[room.key], message)
        reading.recount(core, room)


def on_edit(core: Core, message: Message) -> None:
    room = core.room(items.conversation(core, message))
    if room is not None:
        history.edit(core.timelines[room.key], message)


# --- ours ---------------------------------------------------------------------------------------------------------


def react(core: Core, room: Room, msgid: str, emoji: str) -> None:
    """Put our reaction on, or take it off if it is on."""
    item = core.timelines[room.key].find(msgid)
    if not core.network.features.reactions or item is None or not emoji or len(emoji) > 64:
        core.say(Sentence("Reactions are not possible here."), room.key, error=True)
        return
    on = core.network.nick not in item.reactions.get(emoji, ())
    tags = {"+reply": msgid, "+draft/reply": msgid, "+draft/react" if on else "+draft/unreact": emoji}
    if core.send("TAGMSG", room.name, tags=tags) and not core.network.features.echo:
        core.timelines[room.key].react(msgid, emoji, core.network.nick, core.clock.server_ms(), on)


def redact(core: Core, room: Room, msgid: str, reason: str) -> None:
    if core.network.features.redact:
        core.send("REDACT", room.name, msgid, *((reason,) if reason else ()))
    else:
        core.say(Sentence("This server cannot delete messages."), room.key, error=True)


def last_own_item(core: Core, room: Room) -> int:
    """The id of our last message that the server has, 0 if none is loaded."""
    kinds = (ItemKind.MESSAGE, ItemKind.ACTION)
    return next(
        (
            item.id
            for item in reversed(room.items)
            if item.own and item.kind in kinds and item.msgid and not item.redacted
        ),
        0,
    )


def edit_last(core: Core, room: Room, text: str) -> bool:
    item = core.timelines[room.key].get(last_own_item(core, room))
    if item is None or not core.network.features.edit or not text.strip():
        return False
    return core.send("EDIT", room.name, tags={"draft/target-msgid": item.msgid, "draft/edit-text": text})
