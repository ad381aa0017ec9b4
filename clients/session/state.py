# SPDX-License-Identifier: GPL-3.0-or-later
"""What each concern remembers, as plain data without behaviour. What a front end sees is in `model`, not here.

Rules: everything that belongs to one connection is in `Link`, which a reconnection throws away whole. What
outlives a connection (unconfirmed messages, how far a room is complete) is beside it. Every collection is bounded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from clients.session.events import ListedRoom, Whois
from clients.session.model import ItemKind, TimelineItem
from clients.session.pacing import Pace
from clients.session.sasl import Mechanism
from protocol.message import Message
from protocol.sasl import Payload


@dataclass(slots=True)
class Outgoing:
    """A message of ours that is not confirmed. `sent_ms` 0: not written yet; `link`: on which connection.

    `labels`: all it was written with there, as an echo may come late. `answered`: the server has read it, whatever it
    did with it. `again`: the person wants it sent though it may have arrived.
    """

    item: int
    room: str
    text: str
    kind: ItemKind
    reply_to: str = ""
    labels: tuple[str, ...] = ()
    sent_ms: int = 0
    link: int = 0
    answered: bool = False
    again: bool = False
    key: str = ""  # its key in the store
    failed: bool = False


class Seek(StrEnum):
    """Why history was asked for."""

    LATEST = "latest"  # on joining, and after a reconnection from where we were
    OLDER = "older"
    GAP = "gap"
    AROUND = "around"


@dataclass(slots=True)
class HistoryRequest:
    """A CHATHISTORY on its way."""

    room: str
    seek: Seek
    limit: int
    gap: int = 0  # the GAP item, for Seek.GAP
    wanted_msgid: str = ""
    wanted_ms: int = 0
    bounded: bool = False  # LATEST was asked with a lower bound
    label: str = ""
    asked: bool = False  # by the person, who waits for HistoryLoaded
    by_time: bool = False  # msgids are not known there: refer by time
    reference: TimelineItem | None = None
    number: int = 0


@dataclass(slots=True)
class Catchup:
    """How far a room is complete. `anchor` moves only while nothing is missing below it."""

    anchor_ms: int = 0
    done: bool = False  # on this connection: everything since the anchor is here
    pages: int = 0  # fetched automatically on this connection
    guessed_read: bool = True  # the read position is only "when we came"; the server's word counts more


@dataclass(slots=True)
class Batch:
    """A batch that is open, or just closed."""

    type: str
    params: list[str]
    opening: Message
    lines: list[Message] = field(default_factory=list)
    parent: str = ""  # the batch that waits for it, if it is inside one
    flows: bool = False  # its lines are handled as they come
    size: int = 0  # bytes of memory its lines take


@dataclass(slots=True)
class SearchRequest:
    """A search nobody has answered yet."""

    id: int
    text: str
    room: str
    sender: str
    label: str = ""


@dataclass(slots=True)
class Login:
    """A SASL exchange under way."""

    mechanism: Mechanism
    account: str
    password: str = field(repr=False)
    payload: Payload = field(default_factory=Payload)
    tried: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Link:
    """One connection, from connected() to disconnected()."""

    number: int = 0
    offered: dict[str, str] = field(default_factory=dict)  # capability -> value
    enabled: set[str] = field(default_factory=set)
    asked: list[list[str]] = field(default_factory=list)  # CAP REQ lines without an answer
    heard: bool = False  # the server has said something
    introduced: bool = False  # PASS, NICK and USER were said
    upgrading: bool = False  # left for the encrypted port
    sts_seconds: int = 0  # how long the server's policy is to last after the connection
    listed: bool = False  # CAP LS is complete
    ended: bool = False  # CAP END was sent, or there is nothing to negotiate
    welcomed: bool = False
    ready: bool = False  # ISUPPORT is complete and rooms are joined
    login: Login | None = None
    batches: dict[str, Batch] = field(default_factory=dict)
    batch_cut: bool = False  # that lines were left out was said
    refolds: int = 0  # how often the casemapping changed
    redirects: int = 0  # rooms we followed to another name
    history: list[HistoryRequest] = field(default_factory=list)
    catchup_queue: list[HistoryRequest] = field(default_factory=list)
    targets_since: int = 0  # from when on CHATHISTORY TARGETS was asked for (Unix milliseconds)
    searches: list[SearchRequest] = field(default_factory=list)
    whois: dict[str, Whois] = field(default_factory=dict)
    whois_asked: set[str] = field(default_factory=set)
    list_rows: list[ListedRoom] | None = None
    list_cut: bool = False
    names: dict[str, set[str]] = field(default_factory=dict)  # room -> folded nicks of a NAMES under way
    typing_sent: dict[str, tuple[float, str]] = field(default_factory=dict)  # room -> when, which
    markread_sent: dict[str, int] = field(default_factory=dict)
    labels: int = 0
    pace: Pace = field(default_factory=Pace)
    receipt: set[int] = field(default_factory=set)  # items that the PONG we wait for is the answer to
    receipts: int = 0
    served: dict[str, int] = field(default_factory=dict)  # room -> the turn at which a message of it was written last
    nick_tries: int = 0
    error: str = ""  # the server's ERROR
    monitored: set[str] = field(default_factory=set)
    looked_up: set[str] = field(default_factory=set)  # direct conversations whose partner's presence was asked for
    quiet: set[str] = field(default_factory=set)  # replies to what we asked on our own: not shown
    joining: set[str] = field(default_factory=set)
    asked_to_join: set[str] = field(default_factory=set)
    profile_asked: list[str] = field(default_factory=list)  # keys of METADATA SETs without an answer
    syncs: dict[str, int] = field(default_factory=dict)  # room -> how often its metadata was put off
