# SPDX-License-Identifier: GPL-3.0-or-later
"""The desktop client in a crowd: 10,000 comings and goings in a row, and bursts from a server that never pauses.

Parts of `benchmarks.desktop`, each run in a process of its own.
"""

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

from benchmarks.peers import ROOT
from clients.session.model import ItemKind, TimelineItem

Result = dict[str, float]
COMINGS = 10_000
LINES = 30_000
START = 1_760_000_000_000
TURNS = 20
ROUNDS = 3


NUMBERS = count(1)


def coming(when: int) -> TimelineItem:
    """Somebody joins or leaves, so many milliseconds after START."""
    number = next(NUMBERS)
    kind = ItemKind.JOIN if number % 2 else ItemKind.QUIT
    return TimelineItem(number, kind, START + when, f"p{number // 2}")


def comings() -> Result:
    """A room with a few messages and 10,000 comings and goings in a row; the median of TURNS of each change, in ms."""
    from PyQt6.QtWidgets import QApplication  # noqa: PLC0415

    from clients.desktop import theme  # noqa: PLC0415
    from clients.desktop.timeline.model import TimelineModel  # noqa: PLC0415
    from clients.desktop.timeline.page import RoomPage  # noqa: PLC0415

    app = QApplication(["benchmark"])
    theme.apply("light")
    said = [TimelineItem(next(NUMBERS), ItemKind.MESSAGE, START + n, "ann", "hello there") for n in range(50)]
    page = RoomPage(TimelineModel([*said, *(coming(50 + n) for n in range(COMINGS))]))
    page.resize(700, 600)
    view, model = page.view, page.view.messages

    def usually(do: Callable[[int], object], times: int = TURNS) -> float:
        taken = []
        for number in range(times):
            start = time.perf_counter()
            do(number)
            view.viewport().repaint()  # type: ignore[union-attr]
            app.processEvents()
            taken.append((time.perf_counter() - start) * 1000)
        return statistics.median(taken)

    page.show()
    usually(lambda n: page.resize(700 + n, 600), 3)
    ends = count(60 + COMINGS)
    return {
        "append_ms": usually(lambda _n: model.insert(len(model.items), [coming(next(ends))])),
        "resize_ms": usually(lambda n: page.resize(710 + n, 600)),
        "theme_ms": usually(lambda _n: view.forget()),
        "room_ms": usually(lambda n: page.setVisible(bool(n % 2))),
        "unfold_ms": usually(lambda _n: view.toggle(len(model.items) - 1)),
        "prepend_ms": usually(lambda n: model.insert(0, [coming(-200 * n - 200 + i) for i in range(200)])),
    }


def bursts() -> Result:
    """The longest pause of the window, in ms, while a server says so much without one; the best of ROUNDS."""
    from PyQt6.QtWidgets import QApplication  # noqa: PLC0415

    from clients.desktop.app import Desktop  # noqa: PLC0415
    from clients.desktop.settings import Settings  # noqa: PLC0415

    app = QApplication(["benchmark"])
    app.setQuitOnLastWindowClosed(False)
    command = [sys.executable, "-m", "benchmarks.desktop_crowd"]
    found: Result = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server,
    ):
        watch = Watch(app.processEvents, server)
        desktop = Desktop(Settings(Path(folder)))
        desktop.start(f"127.0.0.1:{watch.until('port').split()[1]}", "bench")
        watch.until("ready")
        for what in [*BURSTS] * ROUNDS:
            name, longest = f"{what}_pause_ms", watch.longest_pause(what) * 1000
            found[name] = min(longest, found.get(name, longest))
        server.kill()
    return found


class Watch:
    """The window's loop, and how long it leaves others waiting, while the server does what it is told."""

    def __init__(self, turn: Callable[[], object], server: subprocess.Popen[str]) -> None:
        from PyQt6.QtCore import Qt, QTimer  # noqa: PLC0415

        assert server.stdin is not None
        assert server.stdout is not None
        os.set_blocking(server.stdout.fileno(), False)
        self.turn, self.orders, self.answers = turn, server.stdin, server.stdout
        self.longest, self.last = 0.0, time.perf_counter()
        self.pulse = QTimer()
        self.pulse.setTimerType(Qt.TimerType.PreciseTimer)
        self.pulse.timeout.connect(self._beat)
        self.pulse.start(1)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest, self.last = max(self.longest, now - self.last), now

    def until(self, word: str) -> str:
        """Run until the server says a line with this word."""
        end = time.monotonic() + 120
        while time.monotonic() < end:
            self.turn()
            found = next((line for line in self.answers if word in line), "")
            if found:
                return found
            time.sleep(0.0005)
        raise RuntimeError(f"the server never said {word}")

    def longest_pause(self, what: str) -> float:
        """Of one burst, and of the second after it; in seconds."""
        self.longest, self.last = 0.0, time.perf_counter()
        self.orders.write(f"{what}\n")
        self.orders.flush()
        self.until("done")
        rest = time.monotonic() + 1
        while time.monotonic() < rest:
            self.turn()
            time.sleep(0.0005)
        return self.longest


# --- the server, in a process of its own ------------------------------------------------------------------------------

WORDS = ("the", "quick", "brown", "fox", "jumps", "over", "a", "lazy", "dog", "while", "we", "chat", "about", "lunch")


def _tags() -> str:
    """The next message's time and msgid."""
    number = next(NUMBERS)
    seconds, ms = divmod(number, 1000)
    return f"time=2026-05-03T{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{ms:03}Z;msgid=m{number}"


def _text(number: int) -> str:
    return " ".join(WORDS[(number + i) % len(WORDS)] for i in range((3, 6, 10, 20, 30)[number * 7 % 5]))


def _talk(room: str) -> Iterator[str]:
    return (f"@{_tags()} :u{n % 9}!u@h PRIVMSG {room} :{_text(n)}" for n in range(LINES))


def _split() -> Iterator[str]:
    yield "BATCH +s netsplit one.example two.example"
    for number in range(COMINGS):
        yield f"@batch=s;{_tags()} :p{number}!u@h QUIT :one.example two.example"
    yield "BATCH -s"


def _names() -> Iterator[str]:
    for first in range(0, COMINGS, 20):
        yield f":s 353 bench = #room :{' '.join(f'p{n}' for n in range(first, first + 20))}"
    yield ":s 366 bench #room :end"


BURSTS: dict[str, Callable[[], Iterator[str]]] = {
    "talk": lambda: _talk("#room"),
    "talk_elsewhere": lambda: _talk("#other"),
    "joins": lambda: (f"@{_tags()} :p{n}!u@h JOIN #room" for n in range(COMINGS)),
    "split": _split,
    "names": _names,
    "away": lambda: (f":p{n}!u@h AWAY :gone" for n in range(COMINGS)),
    "nicks": lambda: (f"@{_tags()} :p{n}!u@h NICK q{n}" for n in range(COMINGS)),
    "quits": lambda: (f"@{_tags()} :q{n}!u@h QUIT :Bye" for n in range(COMINGS)),
}


def serve() -> None:
    """One client; then the bursts that standard input names, each as fast as it is read."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        print("port", listener.getsockname()[1], flush=True)
        peer, _ = listener.accept()
        with peer, peer.makefile("rw", encoding="utf-8", newline="\r\n") as stream:
            _until(stream, "CAP END")
            _tell(
                stream,
                ":s 001 bench :hi",
                ":s 005 bench CHANTYPES=# PREFIX=(ov)@+ NETWORK=Bench :ok",
                ":s 422 bench :-",
            )
            for room in ("#other", "#room"):
                _tell(stream, f":bench!u@h JOIN {room}", f":s 353 bench = {room} :bench", f":s 366 bench {room} :end")
            _until(stream, "MODE #room")
            print("ready", flush=True)
            for what in sys.stdin:
                _tell(stream, *BURSTS[what.strip()](), "PING end")
                _until(stream, "PONG")
                print("done", flush=True)


def _tell(stream: Any, *lines: str) -> None:
    stream.write("".join(f"{line}\n" for line in lines))
    stream.flush()


def _until(stream: Any, word: str) -> None:
    for line in stream:
        if line.startswith("CAP LS"):
            _tell(stream, ":s CAP * LS :batch server-time message-tags")
        elif line.startswith("CAP REQ"):
            _tell(stream, f":s CAP * ACK :{line.partition(':')[2].strip()}")
        elif line.startswith("PING"):
            _tell(stream, f":s PONG s :{line.split()[-1].lstrip(':')}")
        if word in line:
            return


if __name__ == "__main__":
    serve()
