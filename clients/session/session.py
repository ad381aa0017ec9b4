# SPDX-License-Identifier: GPL-3.0-or-later
"""The façade: one network's session, as front ends use it. README.md beside this file is its manual.

Rules: every call takes the time, does its work through a concern's function and ends with `_settle`, which writes the
store. Nothing is decided here. A call with a room that is not there does nothing. No call raises for what a server
sent or a person typed.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

from clients.session import (
    commands,
    composing,
    connection,
    dispatch,
    history,
    identity,
    login,
    messages,
    people,
    profiles,
    reading,
    registration,
    replies,
    rooms,
    sanitize,
    search,
    sending,
)  # fmt: skip
from clients.session.clock import SLEPT, Clock, Timers
from clients.session.completion import Completion, complete
from clients.session.config import SessionConfig
from clients.session.core import Core
from clients.session.events import Event
from clients.session.model import (
    SERVER_ROOM,
    ConnectionState,
    ItemKind,
    Network,
    NotifyLevel,
    Room,
    RoomKind,
    TimelineItem,
    User,
)  # fmt: skip
from clients.session.policies import Policies, Remembered
from clients.session.sentences import Sentence
from clients.session.store import PIECE, Store
from protocol.framing import LineFramer

SEEN_PACE_MS = 10_000  # how often "we were here" is written
WORDS_PACE = 1.0  # seconds between two pieces of the index of words
MAX_BODY = 8192  # servers with LINELEN or without manners


class Session:
    """One person on one network. See README.md."""

    def __init__(
        self,
        config: SessionConfig,
        now: float,
        *,
        store: Store | None = None,
        policies: Policies | None = None,
        rng: Random | None = None,
    ) -> None:
        """`policies` is for who keeps no messages: where the hosts are remembered that want TLS. Else it is `store`."""
        nick = sanitize.shown(config.nick)
        clock, network = Clock(now), Network(config.key, nick=nick)
        kept = policies or store or Remembered()
        self._core = Core(config, clock, Timers(clock), network, rng or Random(), kept, store, wanted_nick=nick)
        self._framer = LineFramer(MAX_BODY)
        self._saved_seen_ms = 0
        self._core.add_room(Room(SERVER_ROOM, config.host, RoomKind.SERVER, joined=True))
        if store is not None:
            self._core.last_seen_ms = int(store.get_setting(f"last-seen/{config.key}", "0"))
            self._core.nick_was_ours = store.get_setting(f"nick/{config.key}") == config.nick
            for room in store.open_rooms(config.key):
                self._core.add_room(room)
                self._core.catchups[room.key].guessed_read = False
                reading.recount(self._core, room)
            for row in store.pending(config.key):
                sending.restore(self._core, row)
        self._settle()

    @property
    def network(self) -> Network:
        return self._core.network

    @property
    def config(self) -> SessionConfig:
        return self._core.config

    # --- the socket ------------------------------------------------------------------------------------------------

    def connect(self, now: float) -> None:
        self._begin(now)
        self._core.attempts = 0
        connection.connect(self._core)
        self._settle()

    def connected(self, now: float, *, secure: bool = False) -> None:
        self._begin(now)
        if self.network.state is ConnectionState.CONNECTING:
            self._framer = LineFramer(MAX_BODY)
            self._core.connected = True
            self.network.secure = secure
            registration.begin(self._core)
            connection.heard(self._core)
        self._settle()

    def feed(self, data: bytes, now: float) -> None:
        self._begin(now)
        if self._core.connected and data and (self._core.link.heard or connection.first_bytes(self._core, data)):
            connection.heard(self._core)
            self._core.answering = True
            dispatch.lines(self._core, self._framer.feed(data))
            self._core.answering = False
        self._settle()

    def disconnected(self, reason: str, now: float) -> None:
        self._begin(now)
        if self.network.state in (ConnectionState.CONNECTING, ConnectionState.REGISTERING, ConnectionState.ONLINE):
            known = isinstance(reason, Sentence)  # else a certificate's words may be in it
            connection.lost(self._core, reason if known else sanitize.sentence(sanitize.line(reason)))
        self._settle()

    def tick(self, now: float) -> None:
        self._begin(now)
        if self._core.timers.overdue() > SLEPT:
            connection.woke(self._core)
        self._core.timers.run_due()
        self._settle()

    def next_deadline(self) -> float | None:
        return self._core.timers.next_wall()

    def take_output(self) -> bytes:
        out = bytes(self._core.output)
        self._core.output.clear()
        return out

    def take_events(self) -> list[Event]:
        return self._core.telling.take()

    def quit(self, now: float, message: str = "") -> None:
        self._begin(now)
        connection.leave(self._core, message)
        self._settle()

    def close_store(self) -> None:
        """Everything is written; this session uses the store no more. Closing it is its opener's."""
        self._settle()
        self._core.store = None

    def _begin(self, now: float) -> None:
        self._core.clock.advance(now)

    def _settle(self) -> None:
        core = self._core
        if core.store is not None:
            if core.link.ready and core.clock.server_ms() - core.last_seen_ms > SEEN_PACE_MS:
                core.last_seen_ms = core.clock.server_ms()
            if core.last_seen_ms != self._saved_seen_ms:
                self._saved_seen_ms = core.last_seen_ms
                core.store.set_setting(f"last-seen/{core.network.key}", str(core.last_seen_ms))
            core.save_anchors()
            core.store.flush()
            if core.connected and core.store.unindexed and "words" not in core.timers:
                core.timers.set("words", WORDS_PACE, self._index_words)
            if core.store.failure:
                sentence, core.store = core.store.failure, None
                core.say(sentence, error=True)

    def _settled(self, result: bool) -> bool:
        self._settle()
        return result

    def _index_words(self) -> None:
        if self._core.store is not None:
            self._core.store.index_words(PIECE)

    # --- identity --------------------------------------------------------------------------------------------------

    def choose_nick(self, nick: str, now: float) -> None:
        self._begin(now)
        asked = self._core.asking_nick
        self._core.nick_was_ours = self._core.asking_nick = False
        identity.choose_nick(self._core, nick.strip())
        if asked and not self._core.connected:
            connection.connect(self._core)
        self._settle()

    def set_password(self, account: str, password: str) -> None:
        self._core.config = replace(self._core.config, account=account, password=password)

    def set_server_password(self, password: str, *, plaintext: bool = False) -> None:
        self._core.config = self._core.config.with_server_password(password, plaintext)

    def login(self, account: str, password: str, now: float) -> None:
        self._begin(now)
        if self._core.link.ready:
            login.begin(self._core, account, password)
        else:
            self.set_password(account, password)
        self._settle()

    def register_account(self, account: str, password: str, email: str, now: float) -> None:
        self._begin(now)
        login.register(self._core, account, password, email)
        self._settle()

    def verify_account(self, account: str, code: str, now: float) -> None:
        self._begin(now)
        login.verify(self._core, account, code)
        self._settle()

    def set_away(self, message: str, now: float) -> None:
        self._begin(now)
        people.set_away(self._core, message)
        self._settle()

    def user(self, nick: str) -> User | None:
        return self.network.users.get(self._core.fold(nick))

    def set_metadata(self, key: str, value: str, now: float) -> None:
        self._begin(now)
        profiles.set_metadata(self._core, key, value)
        self._settle()

    # --- rooms -----------------------------------------------------------------------------------------------------

    def submit(self, room: str, text: str, now: float, *, reply_to: str = "") -> None:
        found = self._room(room, now)
        if found is not None:
            commands.submit(self._core, found, text, reply_to)
        self._settle()

    def open_direct(self, nick: str, now: float) -> str:
        self._begin(now)
        room = rooms.open_direct(self._core, nick)
        self._settle()
        return room.key if room is not None else SERVER_ROOM

    def join(self, channel: str, now: float, key: str = "") -> None:
        self._begin(now)
        if channel:
            rooms.join(self._core, channel, key)
        self._settle()

    def leave(self, room: str, now: float, message: str = "") -> None:
        found = self._room(room, now)
        if found is not None and found.kind is not RoomKind.SERVER:
            rooms.leave(self._core, found, message)
        self._settle()

    def set_topic(self, room: str, topic: str, now: float) -> None:
        found = self._room(room, now)
        if found is not None and found.kind is RoomKind.CHANNEL:
            self._core.send("TOPIC", found.name, topic)
        self._settle()

    def focus(self, room: str | None, now: float, *, at_end: bool = True) -> None:
        self._begin(now)
        reading.look(self._core, room, at_end=at_end)
        self._settle()

    def set_draft(self, room: str, text: str, now: float) -> None:
        found = self._room(room, now)
        if found is not None and found.draft != text:
            found.draft = text
            self._core.save_room(found)
        self._settle()

    def set_notify(self, room: str | None, level: NotifyLevel, muted: bool, now: float) -> None:
        self._begin(now)
        reading.set_notify(self._core, room, level, muted=muted)
        self._settle()

    def set_do_not_disturb(self, on: bool, now: float) -> None:
        self._core.do_not_disturb = on

    def set_send_typing(self, on: bool, now: float) -> None:
        self._begin(now)
        self._core.config = replace(self._core.config, send_typing=on)

    # --- messages --------------------------------------------------------------------------------------------------

    def send_message(self, room: str, text: str, now: float, *, reply_to: str = "") -> int:
        return self._send(room, text, now, ItemKind.MESSAGE, reply_to)

    def send_action(self, room: str, text: str, now: float) -> int:
        return self._send(room, text, now, ItemKind.ACTION, "")

    def _send(self, room: str, text: str, now: float, kind: ItemKind, reply_to: str) -> int:
        found = self._room(room, now)
        item = sending.send(self._core, found, text, kind, reply_to) if found is not None else 0
        self._settle()
        return item

    def estimate(self, room: str, text: str) -> sending.Estimate:
        """What sending `text` here would mean."""
        return sending.estimate(self._core, self.network.rooms.get(room), text)

    def send_typing(self, room: str, active: bool, now: float) -> None:
        found = self._room(room, now)
        if found is not None:
            composing.say(self._core, found, active)
        self._settle()

    def react(self, room: str, msgid: str, emoji: str, now: float) -> None:
        found = self._room(room, now)
        if found is not None:
            messages.react(self._core, found, msgid, emoji)
        self._settle()

    def redact(self, room: str, msgid: str, now: float, reason: str = "") -> None:
        found = self._room(room, now)
        if found is not None:
            messages.redact(self._core, found, msgid, reason)
        self._settle()

    def edit_last(self, room: str, text: str, now: float) -> bool:
        found = self._room(room, now)
        return self._settled(found is not None and messages.edit_last(self._core, found, text))

    def last_own(self, room: str) -> TimelineItem | None:
        found = self.network.rooms.get(room)
        return self._core.timelines[room].get(messages.last_own_item(self._core, found)) if found is not None else None

    def retry(self, room: str, item: int, now: float) -> None:
        found = self._room(room, now)
        if found is not None:
            sending.retry(self._core, found, item)
        self._settle()

    def discard(self, room: str, item: int, now: float) -> None:
        found = self._room(room, now)
        if found is not None:
            sending.discard(self._core, found, item)
        self._settle()

    def mark_read(self, room: str, now: float, time_ms: int | None = None) -> None:
        found = self._room(room, now)
        if found is not None:
            reading.mark_read(self._core, found, time_ms)
        self._settle()

    # --- history and finding ---------------------------------------------------------------------------------------

    def load_older(self, room: str, now: float) -> bool:
        found = self._room(room, now)
        return self._settled(found is not None and history.load_older(self._core, found))

    def load_gap(self, room: str, item: int, now: float) -> bool:
        found = self._room(room, now)
        return self._settled(found is not None and history.load_gap(self._core, found, item))

    def load_around(self, room: str, now: float, *, msgid: str = "", time_ms: int = 0) -> bool:
        found = self._room(room, now)
        return self._settled(found is not None and history.load_around(self._core, found, msgid, time_ms))

    def find(self, room: str, msgid: str) -> TimelineItem | None:
        return timeline.find(msgid) if (timeline := self._core.timelines.get(room)) is not None else None

    def is_channel(self, name: str) -> bool:
        return self._core.info.is_channel(name)

    def search(self, text: str, now: float, *, room: str = "", sender: str = "") -> int:
        self._begin(now)
        request = search.search(self._core, text, room, sender)
        self._settle()
        return request

    def whois(self, nick: str, now: float) -> None:
        self._begin(now)
        people.whois(self._core, nick)
        self._settle()

    def list_rooms(self, now: float) -> None:
        self._begin(now)
        replies.ask_list(self._core)
        self._settle()

    def complete(self, room: str, text: str, cursor: int) -> Completion:
        return complete(self.network, self.network.rooms.get(room), text, cursor, self._core.info.channel_types)

    def _room(self, key: str, now: float) -> Room | None:
        self._begin(now)
        return self.network.rooms.get(key)
