# SPDX-License-Identifier: GPL-3.0-or-later
"""A day in busy rooms, step by step. `Day.live` does one step after another, in an order that a seed decides, and asks
after each whether everything is as it must be.

There are two networks: the real server, over a line that may be slow, and a scripted one that is now of one kind, now
of another.
"""

import random
import signal
import ssl
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

from PyQt6.QtCore import Qt

from clients.desktop.rooms import Place
from clients.desktop.settings import SavedNetwork
from clients.session.model import ConnectionState, SendState
from tests.clients.desktop.conftest import Server
from tests.clients.soak.invariants import Memory, Reading, Typing, covered
from tests.clients.soak.line import Background, Line
from tests.clients.soak.person import Failure, Person, resident
from tests.clients.soak.servers import Scripted
from tests.clients.soak.witness import Witness
from tests.support.certificates import Pair, make_pair
from tests.support.client import Client

ROOMS = ("#lobby", "#garden", "#kitchen")
SOON = 10.0  # seconds within which all must be in order after a step
WORDS = "the quick brown fox jumps over a lazy dog while we chat about lunch https://example.org/menu".split()


def tls_of(pair: Pair) -> ssl.SSLContext:
    """What a server with this certificate needs."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pair.certificate, pair.key)
    return context


class Talkative(Server):
    """The real server, whose standard output is read, so that it never waits for that."""

    def start(self) -> None:
        super().start()
        assert self.process is not None
        threading.Thread(target=deque, args=(self.process.stdout, 0), daemon=True).start()

    def signal(self, number: signal.Signals) -> None:
        """Send a signal."""
        assert self.process is not None
        self.process.send_signal(number)

    def kill(self) -> None:
        """Without a warning."""
        self.signal(signal.SIGKILL)
        assert self.process is not None
        self.process.wait(15)
        self.process = None

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(15)
            self.process = None


class Day:
    """Everybody and everything of one day. `strict`: the window answers within `longest` seconds, always."""

    def __init__(self, seed: int, *, scale: float = 1.0, longest: float = 0.0) -> None:
        """`scale`: how many come and speak, 1.0 for thousands. `longest`: 0.0 asks for no time at all."""
        self.chance, self.scale, self.longest = random.Random(seed), scale, longest
        self._folder = tempfile.TemporaryDirectory(prefix="hubbub-soak-")
        folder = Path(self._folder.name)
        self.background = Background()
        more = {"HUBBUB_AUTOJOIN": ",".join(ROOMS), "HUBBUB_LIMITS__CONNECT_RATE": "0"}
        self.server = Talkative(folder / "server", **more)
        self.server.start()
        self.line = Line(self.background, self.server.port)
        self.scripted = Scripted(self.background)
        self.witness = Witness(self.server.port, ROOMS)
        self.real = f"127.0.0.1:{self.line.port}"
        self.other = f"127.0.0.1:{self.scripted.port}"
        self.pairs = [make_pair(folder, name) for name in ("first", "second")]  # of certificates
        self.secure = Scripted(self.background, tls_of(self.pairs[0]), "Secure")
        self.third = f"127.0.0.1:{self.secure.port}"
        networks = (
            SavedNetwork(f"irc://{self.real}", "me"),
            SavedNetwork(f"irc://{self.other}", "me"),
            SavedNetwork(f"ircs://{self.third}", "me", certificate=self.pairs[0].fingerprint),
        )
        self.person = Person(folder / "me", networks)
        self.typing = Typing(self.person)
        self.memory = Memory(self.person, warm=70)
        self.reading = Reading(self.person, self._told, lambda: self.scripted.became_ms)
        self.done: list[str] = []
        self.pauses: dict[str, float] = {}
        self.number = 0
        self.online()
        self.person.go((self.real, "#lobby"))

    def close(self) -> None:
        """Everybody goes home."""
        self.person.close()
        self.witness.close()
        self.line.close()
        self.scripted.close()
        self.secure.close()
        self.server.stop()
        self.background.close()
        self._folder.cleanup()

    # --- living -------------------------------------------------------------------------------------------------------

    def live(self, steps: Iterator[Callable[["Day"], None]], *, say: bool = False) -> None:
        """One step after another. Raises Failure with what did not hold, and after which step."""
        for step in steps:
            self.done.append(step.__name__)
            began = time.monotonic()
            try:
                step(self)
                self.check()
            except Failure as failure:
                raise Failure(f"after {' → '.join(self.done[-6:])} (step {len(self.done)}):\n{failure}") from failure
            pause, where = self.person.longest_pause()
            self.pauses[step.__name__] = max(pause, self.pauses.get(step.__name__, 0.0))
            if say:
                took = time.monotonic() - began
                memory = f"{resident():.0f} MB"
                print(f"{step.__name__:28} {took:6.1f} s, longest pause {pause * 1000:5.0f} ms, {memory}", flush=True)
            if self.longest and pause > self.longest:
                raise Failure(f"{step.__name__}: the window did not answer for {pause * 1000:.0f} ms, in {where}")

    def check(self) -> None:
        """Everything must be in order, or come into order soon."""
        self.typing.settle()
        faults: list[str] = []
        end = time.monotonic() + SOON
        while True:
            faults = [
                *self.person.complaints,
                *self.memory.differs(),
                *self.reading.differs(),
                *self._typed(),
                *covered(self.person),
            ]
            if not faults or self.person.complaints or time.monotonic() > end:
                break
            self.person.wait(0.1)
        if faults:
            raise Failure("\n".join(faults[:20]))

    def _typed(self) -> list[str]:
        self.witness.look()
        return list(self.typing.differs())

    def end(self) -> None:
        """Nothing waits for ever: whatever was typed has come to its end."""
        self.online()
        self.person.until(lambda: not self.typing.waiting(), "nothing waits to be sent", 90)
        self.check()

    def _told(self, room: str) -> int:
        peers = [peer for peer in list(self.scripted.peers) if peer.registered and peer.kind.markers]
        return self.scripted.marks.get(room, 0) if peers else -1

    # --- what steps are made of ---------------------------------------------------------------------------------------

    def many(self, number: int) -> int:
        """So many, on a whole day."""
        return max(3, round(number * self.scale))

    def online(self) -> None:
        """Wait until both networks are there, and in their rooms."""
        controllers = self.person.desktop.window.controllers

        def there() -> bool:
            for key, rooms in ((self.real, ROOMS), (self.other, ("#quiet", "#busy", "#third"))):
                network = controllers[key].network
                if network.state is ConnectionState.WAITING and network.retry_at - time.time() > 0.5:
                    controllers[key].connect_now()
                joined = all(room in network.rooms and network.rooms[room].joined for room in rooms)
                if network.state is not ConnectionState.ONLINE or not joined:
                    return False
            peers = list(self.scripted.peers)
            return len(peers) == 1 and peers[0].registered and peers[0].kind is self.scripted.kind

        self.person.until(there, "both networks are there", 40)

    def anywhere(self) -> Place:
        """One of the rooms."""
        return self.chance.choice(
            [(self.real, room) for room in ROOMS] + [(self.other, room) for room in ("#quiet", "#busy")]
        )

    def sentence(self, longest: int = 12) -> str:
        """Something to say."""
        return " ".join(self.chance.choices(WORDS, k=self.chance.randint(1, longest)))

    def say(self) -> str:
        """Type something here, and press Enter. The word that tells it from all else."""
        word = self.typing.word()
        self.typing.drafts.pop(self.person.here().place, None)
        self.person.desktop.window.composer.entry.clear()
        self.person.type(f"{word} {self.sentence(4)}")
        self.person.press(Qt.Key.Key_Return)
        self.noted(word)
        return word

    def noted(self, word: str) -> None:
        """Enter was pressed on a text with this word."""
        real = self.person.here().place[0] == self.real
        kind = "the real server" if real else self.scripted.kind.name
        self.typing.sent(word, self.witness.count if real else self.scripted.count, kind)

    def hears(self, room: str, *texts: str) -> None:
        """Somebody on the scripted server says so much, and it arrives."""
        self.scripted.say(room, "ann", *texts)
        found = self.person.place(room, self.other)
        self.person.until(lambda: any(i.text == texts[-1] for i in reversed(found.room.items)), f"{texts[-1]} arrives")

    def mark(self) -> str:
        """A text that nobody said before."""
        self.number += 1
        return f"m{self.number} {self.sentence()}"

    def arrived(self, word: str) -> bool:
        """Whether a text of ours is confirmed."""
        typed = next(t for t in self.typing.typed if t.token == word)
        rows = self.typing.rows(typed)
        return bool(rows) and all(row.send_state is SendState.SENT for row in rows)

    def crowd(self, number: int) -> list[Client]:
        """So many people on the real server."""
        made = []
        for _ in range(number):
            self.number += 1
            made.append(Client(self.server.port))
            made[-1].send(f"NICK p{self.number}", f"USER p{self.number} 0 * :p")
        return made
