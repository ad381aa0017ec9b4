# SPDX-License-Identifier: GPL-3.0-or-later
"""The view models a front end reads: Network, Room, User, Member, TimelineItem.

Rules: only clients.session changes them; a front end reads, and learns of changes by events. A TimelineItem is
frozen: a change makes a new item with the same `id`, announced by ItemChanged, so that a view may keep its own list
of items in step. Every collection is bounded by config.Limits. A room's key is its case-folded name; the server's own
room has the key "".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

NO_REACTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType({})
SERVER_ROOM = ""


class ConnectionState(StrEnum):
    """Where the connection stands."""

    OFFLINE = "offline"  # not asked to connect, or closed by the person
    CONNECTING = "connecting"  # the front end is opening the socket
    REGISTERING = "registering"  # the socket is open, the server has not said welcome
    ONLINE = "online"
    WAITING = "waiting"  # the connection was lost; the next attempt is at Network.retry_at


class RoomKind(StrEnum):
    """What a room is."""

    SERVER = "server"
    CHANNEL = "channel"
    DIRECT = "direct"


class ItemKind(StrEnum):
    """What a row of a timeline tells."""

    MESSAGE = "message"
    ACTION = "action"
    NOTICE = "notice"
    JOIN = "join"
    PART = "part"
    QUIT = "quit"
    NICK = "nick"  # author became target
    TOPIC = "topic"
    MODE = "mode"
    KICK = "kick"  # author removed target
    INVITE = "invite"
    INFO = "info"  # a line from the server or from a command the person gave
    ERROR = "error"  # the same, when something was refused
    GAP = "gap"  # messages are missing here: Session.load_gap(room, item.id) fetches them


SPOKEN = frozenset({ItemKind.MESSAGE, ItemKind.ACTION, ItemKind.NOTICE})
COMINGS = frozenset({ItemKind.JOIN, ItemKind.PART, ItemKind.QUIT, ItemKind.NICK})


class SendState(StrEnum):
    """What became of a message of ours."""

    RECEIVED = "received"  # somebody else's
    PENDING = "pending"  # ours, not confirmed
    SENT = "sent"
    FAILED = "failed"  # Session.retry or Session.discard


class NotifyLevel(StrEnum):
    """What notifies in a room."""

    DEFAULT = "default"  # as in all rooms where nothing else was chosen: Network.notify
    ALL = "all"
    MENTIONS = "mentions"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One row of a conversation. `id` is unique in the session and never changes; `msgid` is the server's, or ""."""

    id: int
    kind: ItemKind
    time_ms: int  # Unix milliseconds, the server's clock where it tells
    author: str = ""
    text: str = ""
    msgid: str = ""
    account: str = ""
    target: str = ""  # new nick, kicked nick, invited nick; for STATUSMSG the prefix, such as "@"
    reply_to: str = ""  # msgid of the message this answers
    reactions: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: NO_REACTIONS
    )  # emoji -> nicks, in the order they came
    send_state: SendState = SendState.RECEIVED
    failure: str = ""  # a sentence, when send_state is FAILED
    own: bool = False
    mention: bool = False
    redacted: bool = False  # text is then "", and redaction says who and why
    redaction: str = ""
    edited: bool = False
    bot: bool = False
    nth: int = 0  # without a msgid: how many equal ones of the same millisecond come before it
    history: bool = False  # came from the server's history or the local store, not live

    @property
    def spoken(self) -> bool:
        return self.kind in SPOKEN


@dataclass(slots=True)
class User:
    """A person as this network shows them, shared by all rooms they are in."""

    nick: str
    username: str = ""
    host: str = ""
    account: str = ""
    realname: str = ""
    away: bool = False
    away_message: str = ""
    online: bool = True
    bot: bool = False
    metadata: dict[str, str] = field(default_factory=dict)  # the keys of `profiles`, safe to show

    @property
    def display_name(self) -> str:
        """What they want to be called. Others may say the same: show the nick beside it."""
        return self.metadata.get("display-name", "") or self.nick

    @property
    def avatar(self) -> str:
        """The http(s) address the person published; `{size}` in it stands for pixels. Nothing is fetched unasked."""
        return self.metadata.get("avatar", "")


@dataclass(slots=True)
class Member:
    """A user in a room. `prefixes` holds all their role marks, highest first ("@+"); `role` is the highest."""

    user: User
    prefixes: str = ""
    spoke_ms: int = 0  # the last time they spoke here, for completion by recency

    @property
    def nick(self) -> str:
        return self.user.nick

    @property
    def role(self) -> str:
        return self.prefixes[:1]


@dataclass(slots=True)
class Room:
    """A channel, a direct conversation, or the server's own lines (key "")."""

    key: str
    name: str
    kind: RoomKind
    joined: bool = False
    wanted: bool = False  # join it again after a reconnect
    topic: str = ""
    topic_by: str = ""
    topic_ms: int = 0
    modes: dict[str, str] = field(default_factory=dict)  # flag -> parameter or ""
    members: dict[str, Member] = field(default_factory=dict)  # folded nick -> Member
    members_known: bool = False  # the list of names is complete
    items: list[TimelineItem] = field(default_factory=list)  # in order of time; pending ones last
    at_beginning: bool = False  # nothing older exists, or nothing can be fetched
    loading: bool = False  # a history request is on its way
    unread: int = 0
    mentions: int = 0
    read_ms: int = 0  # read up to here, this device or another
    typing: tuple[str, ...] = ()
    draft: str = ""
    notify: NotifyLevel = NotifyLevel.DEFAULT
    muted: bool = False

    def first_unread(self) -> TimelineItem | None:
        """The message the unread line goes above: the first of somebody else's after the read position."""
        found = None
        for item in reversed(self.items):
            if item.time_ms <= self.read_ms:
                break
            if item.spoken and not item.own:
                found = item
        return found


@dataclass(frozen=True, slots=True)
class Features:
    """What this server can do for the person now. A front end hides what is False (or does it locally)."""

    echo: bool = False
    labels: bool = False
    server_time: bool = False
    history: bool = False
    replies: bool = False
    reactions: bool = False
    typing: bool = False
    redact: bool = False
    edit: bool = False
    multiline: bool = False
    multiline_lines: int = 0
    multiline_bytes: int = 0
    search: bool = False  # on the server; local search always works
    read_marker: bool = False
    metadata: bool = False
    monitor: bool = False
    register: bool = False
    login: bool = False
    setname: bool = False


@dataclass(slots=True)
class Network:
    """A session's own view of its server."""

    key: str
    name: str = ""  # what the server calls its network
    server: str = ""
    state: ConnectionState = ConnectionState.OFFLINE
    reason: str = ""  # why it is not online, a sentence
    retry_at: float = 0.0  # when WAITING: the time of the next attempt
    nick: str = ""
    account: str = ""
    away: bool = False
    away_message: str = ""  # what we said then, "" if that was elsewhere
    notify: NotifyLevel = NotifyLevel.MENTIONS  # what notifies in rooms that have no choice of their own
    secure: bool = False
    features: Features = Features()
    rooms: dict[str, Room] = field(default_factory=dict)  # room key -> Room, the server's first
    users: dict[str, User] = field(default_factory=dict)  # folded nick -> User
    lag_ms: int = 0
    max_nick: int = 0  # 0: the server did not say
    max_topic: int = 0

    def partner(self, room: Room) -> User | None:
        """Who a direct conversation is with; None while the server told nothing of them, or it is another room."""
        return self.users.get(room.key) if room.kind is RoomKind.DIRECT else None
