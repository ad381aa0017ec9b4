# SPDX-License-Identifier: GPL-3.0-or-later
"""Rooms as plain text that people can read and grep: `DIRECTORY/<room>/<date>.log`, beside the database.

    [12:03:44] *** alice has joined
    [12:03:51] <alice> hello
    [12:04:02] * alice waves

Rules:
- What was said between two people is in no transcript. Times and dates are the server's local ones.
- A message that was taken back stays, with a line that says so: this is the administrator's record. Files older than
  the setting `retention.days` are removed with the first event of each day.
- A line is a line, whatever is in it: control characters are made visible. The lines of one message are one each.
- A room's directory is its folded name, so upper and lower case are one room; what a file name can't hold is written
  as %XX, so no two rooms share a directory and none leaves ours.
- A batch is one write for each file, in append mode. When the disk refuses, that is logged once, up to `MOST_UNWRITTEN`
  bytes wait, and they are written when it works again.
- `write` blocks. Call it from any thread but the event loop's.
A new event kind that a reader would miss: a row in `LINES`.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import logging
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from protocol import ctcp
from services.chat.events import (
    ChannelAct,
    ChannelModesChanged,
    ChannelRenamed,
    Event,
    Joined,
    Kicked,
    MessageRedacted,
    MessageSent,
    MultilineSent,
    NickChanged,
    Parted,
    TopicChanged,
    UserQuit,
)
from services.chat.events.people import PersonAct
from services.chat.files import why
from services.chat.names import fold
from services.chat.visible import plain, visible

logger: Final = logging.getLogger(__name__)
MOST_OPEN: Final = 128
LOOK_SECONDS: Final = 1.0
MOST_UNWRITTEN: Final = 4 * 1024 * 1024
_LONGEST_NAME: Final = 150  # bytes; file systems take 255


class Transcripts:
    """Writes events to their rooms' files."""

    def __init__(
        self,
        directory: Path,
        days: Callable[[], int] = lambda: 0,
        most_open: int = MOST_OPEN,
        look_seconds: float = LOOK_SECONDS,
        for_group: bool = False,
    ) -> None:
        """`days` says how long files are kept, 0 is for ever; `look_seconds` how often moved files are looked for.

        `for_group` lets the group of the server's user read them, too.
        """
        self._directory = str(directory)
        self._for_group = for_group
        self._allow(self._directory)
        if for_group:
            self._let_group_pass()
        self._days = days
        self._swept = ""
        self._most_open = most_open
        self._look_seconds = look_seconds
        self._look_at = 0.0
        self._open: OrderedDict[str, int] = OrderedDict()
        self._unwritten: dict[str, bytes] = {}
        self._failing = False
        self._dropped = 0
        self._lock = threading.Lock()

    def write(self, events: Sequence[Event]) -> None:
        """Append a line for each event that belongs into a room. Never raises for a disk's sake."""
        with self._lock:
            lines: dict[str, list[str]] = {}
            for event in events:
                text = told(event)
                day = _moment(event.time // 1000)[0]
                for conversation in rooms(event) if text else ():
                    lines.setdefault(f"{self._directory}/{file_name(conversation)}/{day}.log", []).append(text)
                if day > self._swept:
                    self._sweep(event.time, day)
            for path, texts in lines.items():
                self._unwritten[path] = self._unwritten.get(path, b"") + "".join(texts).encode()
            self._write_out()

    def close(self) -> None:
        """Close all files; lines that still wait are tried once more."""
        with self._lock:
            self._write_out()
            while self._open:
                os.close(self._open.popitem()[1])

    def _sweep(self, now: int, day: str) -> None:
        """Once a day: remove the files of days that are not kept."""
        self._swept = day
        if not self._days():
            return
        oldest = _moment(now // 1000 - self._days() * 86_400)[0]
        try:
            for path in Path(self._directory).glob("*/????-??-??.log"):
                if path.stem < oldest:
                    path.unlink()
        except OSError as error:
            logger.warning("old transcripts cannot be removed", extra={"reason": error.strerror or str(error)})

    def _write_out(self) -> None:
        for path, data in list(self._unwritten.items()):
            try:
                written = self._append(path, data)
            except OSError as error:
                self._failed(error)
                return
            if written < len(data):  # the disk is full in the middle of a line; the rest has to follow it
                self._unwritten[path] = data[written:]
                self._failed(OSError(0, "No space left on device"))
                return
            del self._unwritten[path]
        if self._failing:
            self._failing = False
            logger.info("transcripts are written again", extra={"dropped_bytes": self._dropped})
            self._dropped = 0

    def _append(self, path: str, data: bytes) -> int:
        return os.write(self._descriptor(path), data)

    def _descriptor(self, path: str) -> int:
        if (now := time.monotonic()) >= self._look_at:
            self._look_at = now + self._look_seconds
            self._let_go_of_moved()
        found = self._open.pop(path, None)
        if found is None:
            while len(self._open) >= self._most_open:
                os.close(self._open.popitem(last=False)[1])
            found = self._opened(path)
        self._open[path] = found
        return found

    def _opened(self, path: str) -> int:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC
        try:
            found = os.open(path, flags, 0o600)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(path), 0o700, exist_ok=True)
            for directory in (self._directory, os.path.dirname(path)):
                self._allow(directory)
            found = os.open(path, flags, 0o600)
        self._allow(path)
        return found

    def _allow(self, path: str) -> None:
        """Let the group read it, or nobody but the owner: also what an earlier version or setting has made.

        Where the directory of all is the owner's only, what is in it can't be reached, whatever its own modes are.
        """
        with contextlib.suppress(OSError):  # it is not there yet, or another user's
            mode = 0o700 if os.path.isdir(path) else 0o600
            os.chmod(path, mode | (mode >> 3 & 0o050 if self._for_group else 0))

    def _let_group_pass(self) -> None:
        """Through the directory above, where the server's own log is, which stays its user's."""
        above = os.path.dirname(os.path.abspath(self._directory))
        with contextlib.suppress(OSError):
            os.chmod(above, os.stat(above).st_mode & 0o7777 | 0o010)

    def _let_go_of_moved(self) -> None:
        """Somebody may have removed a file, or moved it away."""
        for path in [path for path, found in self._open.items() if not _is_at(found, path)]:
            os.close(self._open.pop(path))

    def _failed(self, error: OSError) -> None:
        if not self._failing:
            self._failing = True
            logger.error("transcripts cannot be written", extra={"reason": why(error, self._directory)})
        excess = sum(map(len, self._unwritten.values())) - MOST_UNWRITTEN
        for path, data in list(self._unwritten.items()):
            if excess <= 0:
                break
            # Whole lines, oldest first; the end of a line that is half written stays.
            start = data.find(b"\n") + 1
            end = data.find(b"\n", min(len(data) - 1, start + excess)) + 1 or len(data)
            self._unwritten[path] = data[:start] + data[end:]
            self._dropped += end - start
            excess -= end - start


def _is_at(descriptor: int, path: str) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(path))
    except FileNotFoundError:
        return False


def told(event: Event) -> str:
    """The event as one line or more with their ends, or "" when a transcript does not show it."""
    row = LINES.get(type(event))
    text = row(event) if row is not None else ""
    if not text:
        return ""
    stamp = _moment(event.time // 1000)[1]
    return "".join(f"[{stamp}] {line}\n" for line in text.split("\n"))


def rooms(event: Event) -> Iterable[str]:
    """The folded names of the rooms that `event` happened in."""
    match event:
        case MessageSent() | MessageRedacted():
            return () if event.recipient else (event.conversation,)
        case ChannelRenamed():
            return dict.fromkeys((event.conversation, fold(event.new)))
        case ChannelAct():
            return (event.conversation,)
        case PersonAct():
            return event.conversations
    return ()


@lru_cache(maxsize=64)
def _moment(seconds: int) -> tuple[str, str]:
    """The local date and time."""
    local = time.localtime(seconds)
    return time.strftime("%Y-%m-%d", local), time.strftime("%H:%M:%S", local)


@lru_cache(maxsize=1024)
def file_name(conversation: str) -> str:
    """The directory of a room: its folded name with everything unusual as %XX."""
    name = "".join(c if _usual(c) else "".join(f"%{byte:02X}" for byte in c.encode()) for c in conversation)
    if len(name.encode()) <= _LONGEST_NAME:
        return name
    digest = hashlib.sha256(conversation.encode()).hexdigest()[:16]
    return name.encode()[:_LONGEST_NAME].decode(errors="ignore") + "~" + digest


def _usual(character: str) -> bool:
    # Capital letters would be the same directory as small ones on some file systems.
    return character in "#-_+" or (character.isalnum() and character == character.lower())


def _nick(source: str) -> str:
    return visible(source.partition("!")[0])


def _because(text: str) -> str:
    return f" ({plain(text)})" if text else ""


def _message(event: MessageSent) -> str:
    nick = _nick(event.source)
    if event.command == "TAGMSG":
        return ""
    if event.floor:
        nick = f"{nick} to {visible(event.target)}"
    command = ctcp.parse(event.text)
    if command is not None:
        return f"* {nick} {plain(command.params)}" if command.command == "ACTION" else ""
    return f"-{nick}- {plain(event.text)}" if event.command == "NOTICE" else f"<{nick}> {plain(event.text)}"


def _multiline(event: MultilineSent) -> str:
    return "\n".join(filter(None, (_message(dataclasses.replace(event, text=line)) for line in event.text.split("\n"))))


def _redacted(event: MessageRedacted) -> str:
    when = _moment(event.sent // 1000)[1]
    return f"*** {_nick(event.source)} has taken back a message of {when}{_because(event.text)}"


def _topic(event: TopicChanged) -> str:
    nick = _nick(event.source)
    return f"*** {nick} has set the topic: {plain(event.text)}" if event.text else f"*** {nick} has removed the topic"


def _modes(event: ChannelModesChanged) -> str:
    changes = " ".join(
        f"{sign}{letter}{parameter and ' '}{'*' if letter == 'k' else parameter}"  # a key is a secret
        for sign, letter, parameter in event.changes
    )
    return f"*** {_nick(event.source)} has set the mode {visible(changes)}"


def _room_renamed(event: ChannelRenamed) -> str:
    old, new = visible(event.channel), visible(event.new)
    return f"*** {_nick(event.source)} has renamed {old} to {new}{_because(event.text)}"


LINES: Final[dict[type[Event], Callable[[Any], str]]] = {
    MessageSent: _message,
    MultilineSent: _multiline,
    MessageRedacted: _redacted,
    ChannelRenamed: _room_renamed,
    Joined: lambda e: f"*** {_nick(e.source)} has joined",
    Parted: lambda e: f"*** {_nick(e.source)} has left{_because(e.text)}",
    Kicked: lambda e: f"*** {visible(e.nick)} was removed by {_nick(e.source)}{_because(e.text)}",
    UserQuit: lambda e: f"*** {_nick(e.source)} has left the server{_because(e.reason)}",
    NickChanged: lambda e: f"*** {_nick(e.source)} is now called {visible(e.nick)}",
    TopicChanged: _topic,
    ChannelModesChanged: _modes,
}
