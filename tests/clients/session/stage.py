# SPDX-License-Identifier: GPL-3.0-or-later
"""A session on a stage: a play says what the server sends and what the session must say. No socket, a clock of our own.

    C: PRIVMSG #room :hello        the next line the session says
    S: :bob!b@h PRIVMSG #room :hi  the server sends this

In a C line `*` stands for anything and `{name}` for a word that is remembered and can be used in later lines.
Whatever is done on the stage, a mirror applies each event and must equal the models: that is the promise of `events`.
"""

import re
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import Any

from clients.session import events as ev
from clients.session.config import SessionConfig
from clients.session.model import ItemKind, Room, SendState, TimelineItem
from clients.session.session import Session
from clients.session.store import Store

CAPS = (
    "batch message-tags server-time account-tag echo-message labeled-response cap-notify standard-replies multi-prefix"
    " userhost-in-names account-notify away-notify chghost extended-join invite-notify setname draft/chathistory"
    " draft/event-playback draft/message-redaction draft/metadata-2 draft/multiline=max-bytes=4000,max-lines=20"
    " draft/read-marker soju.im/search draft/account-registration"
)
OLD_CAPS = "multi-prefix"
START = 1_800_000_000.0


class Stage:
    """One session, and the words of its server."""

    def __init__(self, nick: str = "alice", *, store: Store | None = None, caps: str = CAPS, **config: Any) -> None:
        self.now = START
        self.caps = caps
        self.isupport = "CASEMAPPING=ascii CHATHISTORY=100 NETWORK=Test MONITOR=10 WHOX"
        self.session = Session(SessionConfig(nick, **config), self.now, store=store, rng=Random(7))
        self.network = self.session.network
        self.events: list[ev.Event] = []
        self.said: list[str] = []
        self.mirror: dict[str, list[TimelineItem]] = {}
        self.names: dict[str, str] = {}
        self.settle()

    # --- moving -------------------------------------------------------------------------------------------------------

    def settle(self) -> list[ev.Event]:
        """Take what came out; keep the mirror. Gives the new events."""
        self.said += [line for line in self.session.take_output().decode().split("\r\n") if line]
        events = self.session.take_events()
        for event in events:
            self._reflect(event)
        shown = {key: room.items for key, room in self.network.rooms.items()}
        assert self.mirror == shown, "the events do not tell what the models say"
        for room in self.network.rooms.values():
            check_room(room)
        self.events += events
        return events

    def _reflect(self, event: ev.Event) -> None:
        match event:
            case ev.RoomAdded(room, items):
                self.mirror[room.key] = list(items)
            case ev.RoomRemoved(room):
                del self.mirror[room]
            case ev.RoomRenamed(old, room):
                self.mirror[room] = self.mirror.pop(old)
            case ev.ItemsInserted(room, index, items):
                assert 0 <= index <= len(self.mirror[room])
                self.mirror[room][index:index] = items
            case ev.ItemsRemoved(room, index, count):
                assert index + count <= len(self.mirror[room])
                del self.mirror[room][index : index + count]
            case ev.ItemChanged(room, index, item):
                assert self.mirror[room][index].id == item.id
                self.mirror[room][index] = item

    def do(self, method: str, *args: Any, **kwargs: Any) -> Any:
        """Call the session's method with the time where it wants it, last of the positional ones."""
        result = getattr(self.session, method)(*args, self.now, **kwargs)
        self.settle()
        return result

    def wait(self, seconds: float) -> None:
        """Time passes, and each timer fires when it is due."""
        end = self.now + seconds
        while (due := self.session.next_deadline()) is not None and due <= end:
            self.now = max(self.now, due)
            self.do("tick")
        self.now = end
        self.do("tick")

    def feed(self, *lines: str) -> list[ev.Event]:
        """The server sends lines. Gives the events."""
        self.session.feed("".join(f"{line}\r\n" for line in lines).encode(), self.now)
        return self.settle()

    def play(self, text: str) -> None:
        """Perform a play."""
        for number, line in enumerate(text.strip().splitlines(), 1):
            said = line.strip()
            if said.startswith("C: "):
                assert self.said, f"{number}: {said}: the session says nothing"
                self._match(self.said.pop(0), said[3:], f"{number}: {said}")
            elif said.startswith("S: "):
                self.feed(re.sub(r"\{(\w+)\}", lambda name: self.names[name[1]], said[3:]))
            else:
                assert not said or said.startswith("#"), f"{number}: not a line of a play: {said}"

    def _match(self, said: str, wanted: str, where: str) -> None:
        pattern = ""
        for piece in re.split(r"(\*|\{\w+\})", wanted):
            if piece == "*":
                pattern += ".*"
            elif piece.startswith("{"):
                known = self.names.get(piece[1:-1])
                pattern += re.escape(known) if known is not None else f"(?P<{piece[1:-1]}>[^ ;]+)"
            else:
                pattern += re.escape(piece)
        match = re.fullmatch(pattern, said)
        assert match is not None, f"{where}\nthe session says: {said}"
        self.names |= match.groupdict()

    # --- the usual beginnings -----------------------------------------------------------------------------------------

    def connect(self, *, secure: bool = False) -> None:
        """As far as the open socket."""
        self.do("connect")
        assert isinstance(self.events[-1], ev.ConnectRequested)
        self.session.connected(self.now, secure=secure)
        self.settle()

    def online(self, *, isupport: str = "") -> None:
        """Registered, with what the stage's server offers; what was said on the way is dropped."""
        if self.network.state != "connecting":
            self.do("connect")
        self.session.connected(self.now)
        self.settle()
        self.greet(isupport)

    def greet(self, isupport: str = "") -> None:
        """The server's side of registering."""
        self.feed(f":irc.test CAP * LS :{self.caps}")
        for line in [line for line in self.said if line.startswith("CAP REQ")]:
            self.feed(f":irc.test CAP * ACK {line.removeprefix('CAP REQ ')}")
        nick = self.network.nick
        self.feed(
            f":irc.test 001 {nick} :Welcome",
            f":irc.test 005 {nick} {isupport or self.isupport} :are supported by this server",
        )
        self.feed(f":irc.test 422 {nick} :No MOTD")
        self.said.clear()

    def join(self, channel: str = "#room", *others: str, history: bool = True) -> Room:
        """In a room, its history answered with nothing."""
        nick = self.network.nick
        names = " ".join((nick, *others))
        self.feed(
            f":{nick}!u@host JOIN {channel}",
            f":irc.test 353 {nick} = {channel} :{names}",
            f":irc.test 366 {nick} {channel} :End of /NAMES list",
        )
        if history and self.network.features.history:
            self.answer_history(channel)
        self.said.clear()
        return self.network.rooms[channel.lower()]

    def answer_history(self, channel: str, *lines: str) -> None:
        """Answer the last CHATHISTORY with these lines (without their batch tag)."""
        asked = next(line for line in reversed(self.said) if " CHATHISTORY " in line or line.startswith("CHATHISTORY"))
        self.said.remove(asked)
        self.history_batch(channel, label_of(asked), *lines)

    def history_batch(self, channel: str, label: str, *lines: str) -> None:
        tag = f"@label={label} " if label else ""
        self.feed(
            f"{tag}:irc.test BATCH +h chathistory {channel}",
            *(f"@batch=h;{line[1:]}" if line.startswith("@") else f"@batch=h {line}" for line in lines),
            ":irc.test BATCH -h",
        )

    def read_all(self) -> list[str]:
        """The server reads what was said, and answers each PING. Gives all of it but these."""
        read: list[str] = []
        while self.said:
            lines, self.said = self.said, []
            read += [line for line in lines if not line.startswith("PING ")]
            for line in lines:
                if line.startswith("PING "):
                    self.feed(f":irc.test PONG irc.test {line[5:]}")
        return read

    # --- looking ------------------------------------------------------------------------------------------------------

    def texts(self, room: str = "#room") -> list[str]:
        """What is said in a room, in order; a gap is "…"."""
        items = self.network.rooms[room].items
        return [
            "…" if item.kind is ItemKind.GAP else item.text
            for item in items
            if item.spoken or item.kind is ItemKind.GAP
        ]

    def items(self, room: str = "#room") -> list[TimelineItem]:
        return [item for item in self.network.rooms[room].items if item.spoken]

    def seen(self, kind: type[Any]) -> list[Any]:
        """The events of a kind, so far."""
        return [event for event in self.events if isinstance(event, kind)]

    def sentences(self) -> list[str]:
        return [event.sentence for event in self.seen(ev.Notice)]


def label_of(line: str) -> str:
    match = re.match(r"@\S*\blabel=([^; ]+)", line)
    return match[1] if match else ""


def said_at(second: int, text: str, nick: str = "bob", room: str = "#room", msgid: str = "") -> str:
    """A message with time and msgid, as a server tells it."""
    return f"@time={when(second)};msgid={msgid or f'm{second}'} :{nick}!u@host PRIVMSG {room} :{text}"


def when(second: int) -> str:
    minutes, seconds = divmod(second, 60)
    return f"2027-01-15T{8 + minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}.000Z"


def check_room(room: Room) -> None:
    """What is true of a room whatever a server does."""
    items = room.items
    pending = [item.send_state is SendState.PENDING for item in items]
    confirmed = items[: pending.index(True)] if True in pending else items
    assert all(pending[len(confirmed) :]), "pending items stand together at the end"
    times = [item.time_ms for item in confirmed]
    assert times == sorted(times), "items are in the order of time"
    assert len({item.id for item in items}) == len(items), "ids are unique"
    msgids = [item.msgid for item in items if item.msgid]
    assert len(set(msgids)) == len(msgids), "no message stands twice"
    gaps = [i for i, item in enumerate(items) if item.kind is ItemKind.GAP]
    assert all(after - before > 1 for before, after in pairwise(gaps)), "one gap is enough"
    assert room.unread >= room.mentions >= 0


def shape(items: list[TimelineItem]) -> list[TimelineItem]:
    """Items without what differs from run to run."""
    return [replace(item, id=0, history=False) for item in items]
