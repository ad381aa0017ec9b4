# SPDX-License-Identifier: GPL-3.0-or-later
"""What a session tells its front end: frozen values, taken in order with Session.take_events().

Rules: the models (clients.session.model) have already changed when an event is read, possibly further than the event
says; Items* events therefore carry the items and the index that was right at their place in the sequence: applied in
order to a list that starts as RoomAdded.items, they keep it equal to Room.items. Sentences are plain text for people.
Rooms are named by key.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from clients.session.model import ConnectionState, Features, Room, TimelineItem


@dataclass(frozen=True, slots=True)
class Event:
    """The base of all events."""


# --- the connection -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ConnectRequested(Event):
    """Open a socket now (close an older one first); then call connected(), or disconnected(reason)."""

    host: str
    port: int
    tls: bool


@dataclass(frozen=True, slots=True)
class CloseRequested(Event):
    """Write what take_output() still gives, then close the socket and call disconnected()."""


@dataclass(frozen=True, slots=True)
class ConnectionStateChanged(Event):
    """Network.state changed. `reason` is a sentence when it is not ONLINE; `retry_at` is set when WAITING."""

    state: ConnectionState
    reason: str = ""
    retry_at: float = 0.0


@dataclass(frozen=True, slots=True)
class Registered(Event):
    """The server said welcome. `again`: it is a reconnection of this session."""

    nick: str
    network: str
    again: bool


class WayOn(StrEnum):
    """What a person can do about a refusal."""

    NONE = "none"
    CHOOSE_NICK = "choose-nick"  # Session.choose_nick
    CHECK_PASSWORD = "check-password"  # Session.set_password, then connect
    SERVER_PASSWORD = "server-password"  # Session.set_server_password, then connect
    ALLOW_PLAINTEXT = "allow-plaintext"  # the same, with plaintext=True; or another address
    CHECK_ADDRESS = "check-address"
    RETRY = "retry"  # Session.connect
    REGISTER = "register"  # Session.register_account, Session.login


@dataclass(frozen=True, slots=True)
class Refused(Event):
    """The server (or we) will not go on with this. `suggestion` fills the field of the way on, such as a free nick."""

    sentence: str
    way_on: WayOn = WayOn.NONE
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class NickChanged(Event):
    """Our own nickname."""

    nick: str


@dataclass(frozen=True, slots=True)
class AccountChanged(Event):
    """We are logged in to `account` ("" is logged out)."""

    account: str


@dataclass(frozen=True, slots=True)
class AccountRegistered(Event):
    """`verify`: a code was sent and Session.verify_account wants it."""

    account: str
    sentence: str
    verify: bool = False


@dataclass(frozen=True, slots=True)
class FeaturesChanged(Event):
    """The server offers more or less than before."""

    features: Features


# --- rooms and people ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RoomAdded(Event):
    """`room` is the live model, `items` what it held when it was added (from the local store, perhaps)."""

    room: Room
    items: tuple[TimelineItem, ...] = ()


@dataclass(frozen=True, slots=True)
class RoomRemoved(Event):
    """It is closed; forget its items."""

    room: str


@dataclass(frozen=True, slots=True)
class RoomRenamed(Event):
    """Everything of the room stays, under a new key."""

    old: str
    room: str


@dataclass(frozen=True, slots=True)
class RoomChanged(Event):
    """Joined or left, modes, muted, notify level, loading, at_beginning."""

    room: str


@dataclass(frozen=True, slots=True)
class FocusRequested(Event):
    """The person asked for this room (/join, /query): show it."""

    room: str


@dataclass(frozen=True, slots=True)
class TopicChanged(Event):
    """What a room is about, or who set it."""

    room: str
    topic: str


@dataclass(frozen=True, slots=True)
class MembersChanged(Event):
    """Nicks as they are spelt now. `whole`: read the list anew (a fresh NAMES, a netsplit)."""

    room: str
    joined: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class UserChanged(Event):
    """Away, account, real name, online; `profile`: User.metadata. `old` is the former nick when it was that."""

    nick: str
    old: str = ""
    profile: bool = False


@dataclass(frozen=True, slots=True)
class TypingChanged(Event):
    """All who are typing there now."""

    room: str
    nicks: tuple[str, ...]


# --- the conversation ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ItemsInserted(Event):
    """`items` stand at index and following. Appending is index == the length before. `live`: just said, not history."""

    room: str
    index: int
    items: tuple[TimelineItem, ...]
    live: bool = False


@dataclass(frozen=True, slots=True)
class ItemsRemoved(Event):
    """`count` items from `index` on are gone."""

    room: str
    index: int
    count: int


@dataclass(frozen=True, slots=True)
class ItemChanged(Event):
    """`item` stands now where the one with the same id stood."""

    room: str
    index: int
    item: TimelineItem


@dataclass(frozen=True, slots=True)
class UnreadChanged(Event):
    """Also says the read position, when it moved here or on another device."""

    room: str
    unread: int
    mentions: int
    read_ms: int


@dataclass(frozen=True, slots=True)
class Attention(Event):
    """Worth a notification by the rules of notify.py (never for the focused room)."""

    room: str
    item: TimelineItem
    mention: bool


@dataclass(frozen=True, slots=True)
class HistoryLoaded(Event):
    """A load_older, load_around or load_gap ended. `item` is the one asked for by load_around (0: not found)."""

    room: str
    count: int
    item: int = 0


@dataclass(frozen=True, slots=True)
class DraftChanged(Event):
    """Put `text` into the entry of `room` (editing, or what a refused command left)."""

    room: str
    text: str


# --- answers to what the person asked -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Notice(Event):
    """A plain sentence for the person, about `room` ("" is the network). It is also in that room's items."""

    sentence: str
    room: str = ""
    error: bool = False


@dataclass(frozen=True, slots=True)
class FoundMessage:
    """One message a search found."""

    room: str  # a key; the room may not be open
    room_name: str
    msgid: str
    time_ms: int
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class SearchResults(Event):
    """`request` is what Session.search returned; newest first."""

    request: int
    found: tuple[FoundMessage, ...]
    local: bool
    sentence: str = ""  # why there is nothing, when there is


@dataclass(frozen=True, slots=True)
class Whois:
    """What the server tells about a person; what it does not is empty."""

    nick: str
    username: str = ""
    host: str = ""
    realname: str = ""
    account: str = ""
    server: str = ""
    away: str = ""
    channels: tuple[str, ...] = ()
    idle_seconds: int = -1
    signed_on: int = 0
    operator: bool = False
    secure: bool = False
    bot: bool = False
    lines: tuple[str, ...] = ()  # what else the server said


@dataclass(frozen=True, slots=True)
class WhoisResult(Event):
    """`whois` is None when nobody has that nick."""

    nick: str
    whois: Whois | None


@dataclass(frozen=True, slots=True)
class ProfileAnswered(Event):
    """What became of a set_metadata: `sentence` says why not, "" is done."""

    key: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class ListedRoom:
    """A room of the server, ours or not."""

    name: str
    members: int
    topic: str


@dataclass(frozen=True, slots=True)
class RoomList(Event):
    """The answer to list_rooms, the largest first."""

    rooms: tuple[ListedRoom, ...]
    cut: bool  # there were more than we keep


@dataclass(frozen=True, slots=True)
class Invited(Event):
    """Somebody asks us into a channel."""

    nick: str
    channel: str


@dataclass(frozen=True, slots=True)
class KeyWanted(Event):
    """The person asked to join a channel that needs a key, or another one: Session.join with it."""

    channel: str


@dataclass(frozen=True, slots=True)
class QuitRequested(Event):
    """/quit or /exit: goodbye is in take_output(); leave when it is written."""
