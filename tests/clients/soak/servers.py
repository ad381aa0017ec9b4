# SPDX-License-Identifier: GPL-3.0-or-later
"""What the window talks to, beside the real server: a small scripted server of many kinds."""

import asyncio
import ssl
import time
from collections import deque
from dataclasses import dataclass
from typing import Any

from protocol import timestamps
from protocol.message import Malformed, Message, parse
from tests.clients.soak.line import Background

KEPT = 3000  # messages the scripted server remembers, of all rooms
ROOMS = ("#quiet", "#busy", "#third")


@dataclass(frozen=True)
class Kind:
    """What a scripted server can do. `flood`: it throws out who says more lines in two seconds; 0: nobody."""

    name: str
    msgid: bool = False
    echo: bool = False
    labels: bool = False
    history: bool = False
    multiline: bool = False
    markers: bool = False
    flood: int = 0

    def caps(self) -> str:
        """For CAP LS."""
        named = {
            "message-tags server-time": self.msgid,
            "echo-message": self.echo,
            "labeled-response": self.labels,
            "batch": self.labels or self.history or self.multiline,
            "draft/chathistory": self.history,
            "draft/multiline=max-bytes=40000,max-lines=100": self.multiline,
            "draft/read-marker": self.markers,
        }
        return " ".join(cap for cap, there in named.items() if there)


PLAIN = Kind("plain")
FLOOD = Kind("plain, with a limit on lines", flood=8)
ECHO = Kind("echo and msgids", msgid=True, echo=True)
LABELS = Kind("labels, no history", msgid=True, echo=True, labels=True)
FULL = Kind("all", msgid=True, echo=True, labels=True, history=True, multiline=True, markers=True)
KINDS = (PLAIN, FLOOD, ECHO, LABELS, FULL)


@dataclass(frozen=True)
class Said:
    """One message as the server has it."""

    time_ms: int
    msgid: str
    source: str
    room: str
    text: str


class Scripted:
    """The server: who is connected, what was said, what kind it is. Its methods are for the window's thread."""

    def __init__(self, background: Background, tls: ssl.SSLContext | None = None, name: str = "Scripted") -> None:
        self.background, self.name = background, name
        self.kind = PLAIN
        self.hanging = False
        self.said: deque[Said] = deque(maxlen=KEPT)
        self.took: deque[str] = deque(maxlen=KEPT)  # texts of who is connected, in order
        self.marks: dict[str, int] = {}  # room -> read up to here, as the client said
        self.peers: set[Peer] = set()
        self.received = 0  # bytes that clients said
        self.last_ms = self.became_ms = 0
        self._server: asyncio.Server | None = None
        self.port = 0
        self.listen(tls)

    def listen(self, tls: ssl.SSLContext | None = None) -> None:
        """Begin to listen, or again with another certificate, on the same port."""

        async def start() -> None:
            self._close()
            self._server = await self.background.loop.create_server(
                lambda: Peer(self), "127.0.0.1", self.port, ssl=tls, reuse_address=True
            )
            self.port = self._server.sockets[0].getsockname()[1]

        self.background.run(start())

    def _close(self) -> None:
        if self._server is not None:
            self._server.close()
        for peer in list(self.peers):
            peer.transport.abort()

    def close(self) -> None:
        """Stop listening and end every connection."""
        self.background.call(self._close)

    def become(self, kind: Kind) -> None:
        """Another kind of server, which knows nothing of what was said before; who is there is thrown out."""

        def change() -> None:
            self.kind = kind
            self.said.clear()
            self.became_ms = self.now()
            for peer in list(self.peers):
                peer.transport.abort()

        self.background.call(change)

    def tell(self, *lines: str) -> None:
        """Lines to everybody who is registered, each with its time where the client wants that."""

        def telling() -> None:
            for peer in self.peers:
                if peer.registered:
                    head = f"@time={timestamps.write(self.now())} " if peer.kind.msgid else ""
                    peer.transport.write("".join(f"{head}{line}\r\n" for line in lines).encode())

        self.background.call(telling)

    def say(self, room: str, nick: str, *texts: str) -> None:
        """Somebody says something."""

        def saying() -> None:
            for text in texts:
                said = self.keep(f"{nick}!u@h", room, text)
                for peer in self.peers:
                    if peer.registered:
                        peer.tell(said)

        self.background.call(saying)

    def drop(self) -> None:
        """Every connection breaks."""
        self.background.call(lambda: [peer.transport.abort() for peer in list(self.peers)])

    def hang(self, hanging: bool) -> None:
        """Neither read nor answer; or do so again."""

        def change() -> None:
            self.hanging = hanging
            for peer in self.peers:
                if hanging:
                    peer.transport.pause_reading()
                else:
                    peer.transport.resume_reading()

        self.background.call(change)

    def count(self, token: str) -> int:
        """How often the client said a text with this word in it."""
        return sum(token in text.split() for text in list(self.took))

    def now(self) -> int:
        """The time in ms, another one every time."""
        self.last_ms = max(round(time.time() * 1000), self.last_ms + 1)
        return self.last_ms

    def keep(self, source: str, room: str, text: str) -> Said:
        """Something was said, now."""
        self.now()
        made = Said(self.last_ms, f"s{self.last_ms}", source, room, text)
        self.said.append(made)
        return made


class Peer(asyncio.Protocol):
    """One client's connection."""

    def __init__(self, server: Scripted) -> None:
        self.server, self.kind = server, server.kind
        self.nick, self.registered, self._negotiating = "", False, False
        self.rooms: set[str] = set()
        self._rest = b""
        self._batches: dict[str, tuple[Message, list[tuple[str, bool]]]] = {}
        self._moments: deque[float] = deque()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: Any = transport
        self.server.peers.add(self)
        if self.server.hanging:
            self.transport.pause_reading()

    def connection_lost(self, exc: Exception | None) -> None:
        self.server.peers.discard(self)

    def data_received(self, data: bytes) -> None:
        self.server.received += len(data)
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            message = parse(line.decode().rstrip("\r"))
            if not isinstance(message, Malformed) and not self.transport.is_closing():
                handler = getattr(self, f"_{message.command.lower()}", None)
                if handler is not None:
                    handler(message)

    def line(self, text: str) -> None:
        self.transport.write(f"{text}\r\n".encode())

    # --- registering and rooms ----------------------------------------------------------------------------------------

    def _cap(self, message: Message) -> None:
        what = message.params[0].upper()
        if what == "LS":
            self._negotiating = True
            self.line(f":srv CAP * LS :{self.kind.caps()}")
        elif what == "REQ":
            self.line(f":srv CAP * ACK :{message.params[1]}")
        elif what == "END":
            self._negotiating = False
            self._welcome()

    def _nick(self, message: Message) -> None:
        self.nick = message.params[0]

    def _user(self, _message: Message) -> None:
        if not self._negotiating:
            self._welcome()

    def _welcome(self) -> None:
        self.registered = True
        tokens = f"NETWORK={self.server.name} CASEMAPPING=ascii"
        tokens += " CHATHISTORY=100 MSGREFTYPES=msgid,timestamp" if self.kind.history else ""
        self.line(f":srv 001 {self.nick} :Welcome")
        self.line(f":srv 005 {self.nick} CHANTYPES=# PREFIX=(ov)@+ {tokens} :ok")
        self.line(f":srv 422 {self.nick} :no greeting")
        for room in ROOMS:
            self._enter(room)

    def _join(self, message: Message) -> None:
        for room in message.params[0].split(","):
            self._enter(room)

    def _enter(self, room: str) -> None:
        if room in self.rooms:
            return
        self.rooms.add(room)
        self.line(f":{self.nick}!u@h JOIN {room}")
        if self.kind.markers:
            self._mark_line(room)
        self.line(f":srv 353 {self.nick} = {room} :{self.nick} ann bob")
        self.line(f":srv 366 {self.nick} {room} :end")

    def _ping(self, message: Message) -> None:
        self.line(f":srv PONG srv :{message.params[0]}")

    def _quit(self, _message: Message) -> None:
        self.line("ERROR :Closing link")
        self.transport.close()

    def _markread(self, message: Message) -> None:
        room = message.params[0]
        if len(message.params) > 1:
            time_ms = timestamps.read(message.params[1].removeprefix("timestamp=")) or 0
            self.server.marks[room] = max(time_ms, self.server.marks.get(room, 0))
        self._mark_line(room)

    def _mark_line(self, room: str) -> None:
        time_ms = self.server.marks.get(room)
        stamp = f"timestamp={timestamps.write(time_ms)}" if time_ms else "*"
        self.line(f":srv MARKREAD {room} {stamp}")

    # --- what is said -------------------------------------------------------------------------------------------------

    def tell(self, said: Said, label: str = "", batch: str = "") -> None:
        """One message, as this client understands it."""
        tags = []
        if self.kind.msgid:
            tags = [f"time={timestamps.write(said.time_ms)}", f"msgid={said.msgid}"]
        tags += [f"label={label}"] if label else []
        tags += [f"batch={batch}"] if batch else []
        head = f"@{';'.join(tags)} " if tags else ""
        lines = said.text.split("\n")
        if len(lines) == 1 or not self.kind.multiline:
            for text in lines:
                self.line(f"{head}:{said.source} PRIVMSG {said.room} :{text}")
            return
        self.line(f"{head}:{said.source} BATCH +{said.msgid} draft/multiline {said.room}")
        for text in lines:
            self.line(f"@batch={said.msgid} :{said.source} PRIVMSG {said.room} :{text}")
        self.line(f":{said.source} BATCH -{said.msgid}")

    def _batch(self, message: Message) -> None:
        name = message.params[0]
        if name.startswith("+"):
            self._batches[name[1:]] = (message, [])
            return
        opening, parts = self._batches.pop(name[1:])
        text = ""
        for part, joined in parts:
            text += part if joined or not text else f"\n{part}"
        self._take(opening.params[2], text, opening.tags.get("label", ""))

    def _privmsg(self, message: Message) -> None:
        opened = self._batches.get(message.tags.get("batch", ""))
        if opened is not None:
            opened[1].append((message.params[1], "draft/multiline-concat" in message.tags))
        elif not self._floods():
            self._take(message.params[0], message.params[1], message.tags.get("label", ""))

    def _floods(self) -> bool:
        now = time.monotonic()
        self._moments.append(now)
        while self._moments[0] < now - 2:
            self._moments.popleft()
        flooded = 0 < self.kind.flood < len(self._moments)
        if flooded:
            self.line("ERROR :Closing link: Excess Flood")
            self.transport.close()
        return flooded

    def _take(self, room: str, text: str, label: str) -> None:
        self.server.took.append(text)
        said = self.server.keep(f"{self.nick}!u@h", room, text)
        if self.kind.echo:
            self.tell(said, label)

    def _chathistory(self, message: Message) -> None:
        what, room, *bounds = message.params
        known = [said for said in self.server.said if said.room == room]
        limit, first, second = int(bounds[-1]), *[self._moment(bound) for bound in (bounds * 2)[:2]]
        if what == "LATEST":
            found = [said for said in known if said.time_ms > first][-limit:]
        elif what == "BEFORE":
            found = [said for said in known if said.time_ms < first][-limit:]
        elif what == "AFTER":
            found = [said for said in known if said.time_ms > first][:limit]
        else:
            low, high = sorted((first, second))
            found = [said for said in known if low < said.time_ms < high][:limit]
        label = message.tags.get("label", "")
        self.line(f"{f'@label={label} ' if label else ''}:srv BATCH +h chathistory {room}")
        for said in found:
            self.tell(said, batch="h")
        self.line(":srv BATCH -h")

    def _moment(self, bound: str) -> int:
        kind, _, value = bound.partition("=")
        return int(value[1:]) if kind == "msgid" else (timestamps.read(value) or 0) if kind == "timestamp" else 0
