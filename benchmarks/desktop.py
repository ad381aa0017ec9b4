# SPDX-License-Identifier: GPL-3.0-or-later
"""The desktop client: a room of 100,000 messages, crowds, starting, idling, memory; and the same lines beside HexChat.

`python -m benchmarks.desktop [--json] [--write]`. Each measurement is a process of its own (`--only NAME` is how it
runs them), offscreen; with HexChat, both clients get 100,000 lines from one socket, under Xvfb, until they answer a
PING.
"""

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from benchmarks import page as performance
from benchmarks import results
from benchmarks.desktop_crowd import bursts, comings
from benchmarks.peers import ROOT, Hubbub
from clients.session.model import ItemKind, TimelineItem

COUNT = 100_000
WORDS = ("the", "quick", "brown", "fox", "jumps", "over", "a", "lazy", "dog", "while", "we", "chat", "about", "lunch")
Result = dict[str, float]


def line(number: int) -> str:
    """A message of mixed length: mostly short, some long."""
    words = (3, 6, 10, 20, 60)[number * 7 % 5]
    return " ".join(WORDS[(number + i) % len(WORDS)] for i in range(words))


def resident(pid: int | str = "self") -> float:
    """Memory in use, in MB."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def cpu_seconds(pid: int) -> float:
    """Processor time used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def milliseconds(do: Callable[[int], object], times: int = 40) -> float:
    """The median of doing something so many times."""
    taken = []
    for number in range(times):
        start = time.perf_counter()
        do(number)
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


IDS = count(1)


def item(number: int) -> TimelineItem:
    """A message that was said some time ago; the number says when."""
    when = 1_760_000_000_000 + number * 20_000
    return TimelineItem(next(IDS), ItemKind.MESSAGE, when, ("alice", "bob", "carol")[number // 3 % 3], line(number))


# --- in a process of its own ------------------------------------------------------------------------------------------


def timeline() -> Result:
    """A room of 100,000 messages."""
    from PyQt6.QtWidgets import QApplication  # noqa: PLC0415

    from clients.desktop import theme  # noqa: PLC0415
    from clients.desktop.timeline.model import TimelineModel  # noqa: PLC0415
    from clients.desktop.timeline.page import RoomPage  # noqa: PLC0415

    app = QApplication(["benchmark"])
    theme.apply("light")
    warm = RoomPage(TimelineModel([item(0)]))
    warm.resize(700, 600)
    warm.show()
    app.processEvents()
    items = [item(number) for number in range(COUNT)]
    before, start = resident(), time.perf_counter()
    page = RoomPage(TimelineModel(items))
    page.resize(700, 600)
    page.show()
    page.view.viewport().repaint()  # type: ignore[union-attr]
    opened = (time.perf_counter() - start) * 1000
    app.processEvents()
    more = resident() - before
    view, model = page.view, page.view.messages

    def shown(do: Callable[[int], object]) -> Callable[[int], object]:
        def run(number: int) -> None:
            do(number)
            view.viewport().repaint()  # type: ignore[union-attr]

        return run

    append = milliseconds(shown(lambda n: model.insert(len(model.items), [item(COUNT + n)])))
    resize = milliseconds(shown(lambda n: page.resize(700 + n % 2 * 40 + n, 600)))
    view.show_row(50_000)
    prepend = milliseconds(shown(lambda n: model.insert(0, [item(-i) for i in range(200)])), 20)
    return {"open_ms": opened, "append_ms": append, "resize_ms": resize, "prepend_ms": prepend, "view_mb": more}


def rooms() -> Result:
    """Ten rooms of 1,000 messages, each looked at, and the processor while nothing happens."""
    with running() as server, client(server.port, "bench") as process:
        talker = socket.create_connection(("127.0.0.1", server.port))
        names = [f"#room{n}" for n in range(10)]
        with talker, talker.makefile("rw", encoding="utf-8", newline="\r\n") as stream:
            stream.write("NICK talker\nUSER t 0 * :t\n" + "".join(f"JOIN {name}\n" for name in names))
            stream.flush()
            heard(stream, "bench!", " JOIN #room9")
            for number in range(1000):
                stream.write("".join(f"PRIVMSG {name} :{line(number)}\n" for name in names))
            stream.write("PING done\n")
            stream.flush()
            heard(stream, "done")
            heard(stream, "bench!", "seen them all")
            memory = resident(process.pid)
            time.sleep(2)
            before = cpu_seconds(process.pid)
            time.sleep(10)
            return {"ten_rooms_mb": memory, "idle_cpu_percent": (cpu_seconds(process.pid) - before) * 10}


def start() -> Result:
    """From the command to a window one can type in, in the room; the best of three, the first has a cold cache."""
    taken = []
    for _ in range(3):
        with running(autojoin="#lobby") as server:
            begun = time.time()
            with client(server.port, "starter", "ready") as process:
                assert process.stdout is not None
                taken.append(float(process.stdout.readline()) - begun)
    return {"start_s": min(taken)}


CLIENT = """
import sys, time
from pathlib import Path
from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QApplication
from clients.desktop.app import Desktop
from clients.desktop.settings import Settings
port, nick, folder, what = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
app = QApplication(["hubbub"])
app.setQuitOnLastWindowClosed(False)
desktop = Desktop(Settings(Path(folder)))
window = desktop.window
def look():
    found = window.current()
    if found is None or not found.room.key or not found.room.joined or not window.isVisible():
        return
    if what == "ready":
        window.grab()
        print(time.time(), flush=True)
        timer.stop()
        return
    session = found.controller.session
    if len(window.stage.by_place) < 11:
        for n in range(10):
            found.controller.act(session.join, f"#room{n}", time.time())
    elif all(len(f.model.items) >= 1000 for (_, room), f in window.stage.by_place.items() if room.startswith("#room")):
        timer.stop()
        for place in list(window.stage.by_place):
            window.show_place(place)
            window.grab()
        found.controller.act(session.submit, "#room9", "seen them all", time.time())
timer = QTimer()
timer.timeout.connect(look)
timer.start(5)
desktop.start(f"127.0.0.1:{port}", nick)
app.exec()
"""


@contextmanager
def running(autojoin: str = "#room0") -> Iterator[Hubbub]:
    """Our server, without flood limits."""

    class Here(Hubbub):
        def environment(self) -> dict[str, str]:
            return {**super().environment(), "HUBBUB_AUTOJOIN": autojoin, "HUBBUB_DURABILITY": "relaxed"}

    with tempfile.TemporaryDirectory() as folder, Here(Path(folder)) as server:
        yield server


@contextmanager
def client(port: int, nick: str, what: str = "rooms") -> Iterator[subprocess.Popen[str]]:
    """The whole client, offscreen."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", CLIENT, str(port), nick, folder, what]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        try:
            yield process
        finally:
            process.kill()
            process.communicate()


def heard(stream: Any, *parts: str) -> None:
    """Read until a line has all these in it."""
    for text in stream:
        if text.startswith("PING"):
            stream.write(text.replace("PING", "PONG", 1))
            stream.flush()
        if all(part in text for part in parts):
            return
    raise RuntimeError(f"the connection ended before {parts}")


# --- beside HexChat ---------------------------------------------------------------------------------------------------

NEEDED = ("hexchat", "xvfb-run", "xdotool", "dbus-run-session")
HEXCHAT = "gui_slist_skip = 1\ngui_join_dialog = 0\ntext_max_lines = 0\nirc_nick1 = bench\nirc_user_name = bench\n"


def lines(command: Callable[[int, Path], list[str]]) -> Result:
    """100,000 lines over the wire into a client under Xvfb: seconds until it has taken them, and its memory then."""
    with tempfile.TemporaryDirectory() as name, socket.create_server(("127.0.0.1", 0)) as listener:
        folder = Path(name)
        environment = {**os.environ, "HOME": name, "QT_QPA_PLATFORM": "xcb", "XDG_CONFIG_HOME": name}
        process = subprocess.Popen(
            ["xvfb-run", "-a", *command(listener.getsockname()[1], folder)],
            cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        try:
            listener.settimeout(30)
            peer, _ = listener.accept()
            peer.settimeout(300)
            with peer, peer.makefile("rw", encoding="utf-8", newline="\r\n") as stream:
                return _feed(stream, process.pid)
        finally:
            subprocess.run(["pkill", "-KILL", "-s", str(process.pid)], check=False)
            process.wait()


def _feed(stream: Any, session: int) -> Result:
    heard(stream, "USER ")
    stream.write(":s 001 bench :hi\n:s 376 bench :end\n:bench!b@h JOIN #bench\n:s 366 bench #bench :end\nPING warm\n")
    stream.flush()
    heard(stream, "PONG", "warm")
    time.sleep(3)
    listed = subprocess.run(["ps", "-o", "pid=,comm=", "-s", str(session)], capture_output=True, text=True, check=True)
    rows = [row.split(None, 1) for row in listed.stdout.splitlines()]
    pid = max((int(pid) for pid, name in rows if "xvfb" not in name.lower()), key=resident)
    before, begun = resident(pid), time.perf_counter()
    for first in range(0, COUNT, 1000):
        stream.write("".join(f":u{n % 9}!u@h PRIVMSG #bench :{line(n)}\n" for n in range(first, first + 1000)))
    stream.write("PING all\n")
    stream.flush()
    heard(stream, "PONG", "all")
    taken = time.perf_counter() - begun
    time.sleep(2)
    return {"lines_s": taken, "before_mb": before, "after_mb": resident(pid)}


def ours(port: int, folder: Path) -> list[str]:
    """This client."""
    return [
        *(sys.executable, "-m", "clients.desktop", f"irc://127.0.0.1:{port}"),
        *("--nick", "bench", "--profile", str(folder)),
    ]


def hexchat(port: int, folder: Path) -> list[str]:
    """HexChat, told to keep every line."""
    (folder / "hexchat.conf").write_text(HEXCHAT)
    (folder / "servlist.conf").write_text(f"v=2.16.1\n\nN=bench\nE=UTF-8 (Unicode)\nF=26\nD=0\nS=127.0.0.1/{port}\n\n")
    # It waits for a session bus, and, for root, until a warning is put away.
    script = 'dbus-run-session -- hexchat -d "$1" & sleep 4; xdotool key Return; wait'
    return ["sh", "-c", script, "hexchat", str(folder)]


PARTS: dict[str, Callable[[], Result]] = {
    "timeline": timeline,
    "comings": comings,
    "bursts": bursts,
    "start": start,
    "rooms": rooms,
    "lines": lambda: lines(ours),
    "hexchat": lambda: lines(hexchat),
}
LIMITS = {"open_ms": 100, "append_ms": 5, "resize_ms": 16, "prepend_ms": 16, "view_mb": 30, "start_s": 1}
LIMITS |= {"ten_rooms_mb": 120, "idle_cpu_percent": 1}
OF_ALL = {"comings": 16, "bursts": 100}  # ms, for every figure of a part


def main() -> int:
    """Run what was asked for, or all."""
    parser = argparse.ArgumentParser(prog="benchmarks.desktop", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--write", action="store_true", help="keep the results and write docs/performance.md")
    parser.add_argument("--only", choices=PARTS, help="one measurement, here, as JSON")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if options.only:
        print(json.dumps(PARTS[options.only]()))
        return 0
    found: dict[str, Result] = {}
    for name in PARTS:
        if name in ("lines", "hexchat") and not all(map(shutil.which, NEEDED)):
            continue
        command = [sys.executable, "-m", "benchmarks.desktop", "--only", name]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"{name}: {done.stderr.strip()[-400:]}", file=sys.stderr)
            continue
        found[name] = json.loads(done.stdout)
    if options.write:
        results.save("desktop", found)
        performance.write()
    print(json.dumps(found, indent=1) if options.json else table(found))
    return 0


def table(found: dict[str, Result]) -> str:
    """The results as a person reads them."""
    rows = ["| what | measured | at most |", "|---|---|---|"]
    for part, values in found.items():
        for name, value in values.items():
            limit = None if part == "hexchat" else OF_ALL.get(part, LIMITS.get(name))
            rows.append(f"| {part}: {name} | {value:.2f} | {limit if limit is not None else ''} |")
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main())
