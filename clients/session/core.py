# SPDX-License-Identifier: GPL-3.0-or-later
"""What the concerns of a session share: the models, the timers, and the two ways out (bytes and events).

Rules: no concern's logic here. `send` is the only way a line leaves; nothing is sent without a connection, and what
cannot be a line (a bug, or something a person typed) becomes a sentence, never an exception. `room` and `open_room`
are the only ways to a room, so a hostile server cannot make us hold more of them than Limits say.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from random import Random

from clients.session import sanitize
from clients.session.budget import Budget
from clients.session.clock import Clock, Timers
from clients.session.config import SessionConfig
from clients.session.events import ConnectionStateChanged, Event, Notice, RoomAdded, RoomChanged, RoomRemoved
from clients.session.model import ConnectionState, ItemKind, Network, Room, RoomKind, TimelineItem, User
from clients.session.policies import Policies
from clients.session.sentences import Sentence
from clients.session.serverinfo import ServerInfo
from clients.session.state import Catchup, Link, Outgoing
from clients.session.store import Store
from clients.session.telling import Telling
from clients.session.timeline import Timeline
from protocol.message import Message, Source, Unrenderable, parse_source

MAX_LINE = 510
TEXTS = frozenset(("PRIVMSG", "NOTICE", "TOPIC", "AWAY", "QUIT", "PART", "KICK", "SETNAME", "REDACT", "SEARCH"))
STORED_ITEMS = 200
TOO_LONG = Sentence("That cannot be sent: it is too long, or has characters the server does not take.")
TOO_MUCH = Sentence("Too much is waiting to be sent; that was left out.")
_parsed = lru_cache(maxsize=1024)(parse_source)  # the same few people say most of what is said


def _named(command: str, params: tuple[str, ...]) -> list[str]:
    """The parameters with names as the server knows them. Texts are left as they were typed."""
    last = len(params) - 1
    if command == "PASS":
        return list(params)
    return [
        param if place == last and place and command in TEXTS else sanitize.wire(param)
        for place, param in enumerate(params)
    ]


def source_of(message: Message) -> Source:
    """Who it comes from."""
    return _parsed(message.source or "")


@dataclass(slots=True)
class Core:
    """One session's insides."""

    config: SessionConfig
    clock: Clock
    timers: Timers
    network: Network
    rng: Random
    policies: Policies
    store: Store | None = None
    info: ServerInfo = field(default_factory=ServerInfo)
    link: Link = field(default_factory=Link)
    timelines: dict[str, Timeline] = field(default_factory=dict)
    budget: Budget = field(init=False)
    catchups: dict[str, Catchup] = field(default_factory=dict)
    outgoing: dict[int, Outgoing] = field(default_factory=dict)
    typing: dict[str, dict[str, str]] = field(default_factory=dict)  # room -> folded nick -> nick
    telling: Telling = field(default_factory=Telling)
    output: bytearray = field(default_factory=bytearray)
    connected: bool = False
    answering: bool = False  # what is said now, the server's own lines are the cause of
    overflowed: bool = False  # it does not read what we say
    wanted_nick: str = ""
    registered_before: bool = False
    nick_was_ours: bool = False  # on this network, the last time: if it is taken, then by our own ghost
    attempts: int = 0  # connections made since the last one that lasted
    stopped: bool = True  # the person does not want a connection
    focused: str | None = None
    at_end: bool = False  # the newest message of the focused room is in sight
    seen: bool = False  # something came that is read already, and the read position does not say so yet
    do_not_disturb: bool = False
    ids: int = 0
    links: int = 0
    requests: int = 0
    last_seen_ms: int = 0
    login_asked: tuple[str, str] | None = None  # account and password of a registration under way
    asking_nick: bool = False  # the person was asked for another nickname
    away_message: str = ""
    moved_anchors: set[str] = field(default_factory=set)
    port: int = 0  # what the present connection was made to
    upgrade_port: int = 0  # STS told us to come back with TLS
    upgrade_failed: bool = False  # nothing came of that, the last time

    def __post_init__(self) -> None:
        self.budget = Budget(self.config.limits.items_bytes)

    # --- out -------------------------------------------------------------------------------------------------------

    def emit(self, event: Event) -> None:
        self.telling.add(event)

    def send(self, command: str, *params: str, tags: dict[str, str] | None = None) -> bool:
        """Put a line into the output. False if there is no connection or it can be no line."""
        if not self.connected:
            return False
        try:
            line = Message(command, _named(command, params), None, tags or {}).render()
            bare = line.partition(" ")[2] if line.startswith("@") else line
            data = line.encode()
            if len(bare.encode()) > MAX_LINE:
                raise Unrenderable("longer than a line may be")
        except (Unrenderable, UnicodeEncodeError):
            if not self.answering:
                self.say(TOO_LONG, error=True)
            return False
        if len(self.output) + len(data) > self.config.limits.output:
            if not self.answering:
                self.say(TOO_MUCH, error=True)
            self.overflowed = True
            return False
        self.output += data + b"\r\n"
        return True

    def say(self, sentence: str, room: str = "", *, error: bool = False) -> None:
        """A sentence for the person: an event, and a line in the room."""
        if room not in self.network.rooms:
            room = ""
        self.emit(Notice(sentence, room, error))
        self.add_local(room, ItemKind.ERROR if error else ItemKind.INFO, sentence)

    def add_local(self, room: str, kind: ItemKind, text: str, author: str = "") -> None:
        """A line of our own making, in the order of the server's clock."""
        timeline = self.timelines[room]
        last = timeline.last_confirmed()
        time_ms = max(self.clock.server_ms(), last.time_ms if last else 0)
        timeline.append(TimelineItem(self.next_id(), kind, time_ms, author=author, text=text))

    def set_state(self, state: ConnectionState, reason: str = "", retry_at: float = 0.0) -> None:
        network = self.network
        network.state, network.reason, network.retry_at = state, reason, retry_at
        self.emit(ConnectionStateChanged(state, reason, retry_at))

    def next_id(self) -> int:
        self.ids += 1
        return self.ids

    def next_label(self) -> str:
        self.link.labels += 1
        return f"h{self.link.labels:x}"

    # --- names -----------------------------------------------------------------------------------------------------

    def fold(self, name: str) -> str:
        """The key of a name; names are cut to the limit wherever they are kept."""
        return self.info.fold(name[: self.config.limits.name])

    def is_me(self, nick: str) -> bool:
        return bool(nick) and self.fold(nick) == self.fold(self.network.nick)

    def has(self, capability: str) -> bool:
        return capability in self.link.enabled

    def user(self, source: str | None) -> User:
        """The person a line comes from, created if new, with what the source tells."""
        nick, username, host = _parsed(source or "")
        nick = nick[: self.config.limits.name]
        key = self.fold(nick)
        user = self.network.users.get(key)
        if user is None:
            user = User(nick)
            if len(self.network.users) < self.config.limits.users:
                self.network.users[key] = user
        if username:
            user.username = username[: self.config.limits.name]
        if host:
            user.host = host[: self.config.limits.name]
        return user

    # --- rooms -----------------------------------------------------------------------------------------------------

    def room(self, name: str) -> Room | None:
        return self.network.rooms.get(self.fold(name)) if name else None

    def open_room(self, name: str) -> Room | None:
        """The room of that channel or nick, made if there is none. None: there are too many already."""
        name = name[: self.config.limits.name]
        key = self.fold(name)
        room = self.network.rooms.get(key)
        if room is not None or not name or len(self.network.rooms) >= self.config.limits.rooms:
            return room
        kind = RoomKind.CHANNEL if self.info.is_channel(name) else RoomKind.DIRECT
        room = Room(key, name, kind, read_ms=self.clock.server_ms() - 1)
        known = self.store is not None and self.store.restore_room(self.network.key, room)
        self.add_room(room)
        self.catchups[room.key].guessed_read = not known
        self.save_room(room)
        return room

    def add_room(self, room: Room) -> None:
        shelf = self.store.shelf(self.network.key, room.key) if self.store is not None and room.key else None
        timeline = Timeline(room, self.emit, self.next_id, self.config.limits.items_per_room, shelf, self.budget)
        catchup = Catchup()
        if self.store is not None and room.key:
            catchup.anchor_ms = self.store.anchor(self.network.key, room.key)
            stored = self.store.recent(self.network.key, room.key, STORED_ITEMS)
            timeline.seed([replace(item, id=self.next_id()) for item in stored])
        self.network.rooms[room.key] = room
        self.timelines[room.key] = timeline
        self.catchups[room.key] = catchup
        self.emit(RoomAdded(room, tuple(room.items)))

    def remove_room(self, room: Room) -> None:
        if not room.key or self.network.rooms.pop(room.key, None) is None:
            return
        self.timelines.pop(room.key).close()
        del self.catchups[room.key]
        self.typing.pop(room.key, None)
        self.outgoing = {item: out for item, out in self.outgoing.items() if out.room != room.key}
        if self.store is not None:
            self.store.close_room(self.network.key, room.key)
        self.emit(RoomRemoved(room.key))

    def room_changed(self, room: Room) -> None:
        self.emit(RoomChanged(room.key))

    def save_room(self, room: Room) -> None:
        if self.store is not None and room.key:
            self.store.save_room(self.network.key, room)

    def save_anchors(self) -> None:
        """Once per call into the session, not once per message."""
        if self.store is not None:
            for key in self.moved_anchors:
                if key in self.catchups:
                    self.store.save_anchor(self.network.key, key, self.catchups[key].anchor_ms)
        self.moved_anchors.clear()
