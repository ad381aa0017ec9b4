# SPDX-License-Identifier: GPL-3.0-or-later
"""The ledger that judges every run: who sent what, what was acknowledged or refused, and what each reader saw.

The promises, as `judge` checks them:
    I1  nothing acknowledged is lost, nor anything that somebody saw     (both are in history)
    I2  nothing is shown twice                                           (no text, no msgid: live, in history, in files)
    I3  one order                                                        (what a reader saw is history without a gap)
    I4  nothing appears that was not sent, or that was refused

Everybody talks in `ROOM`. Every text is unique, and labelled with itself (IRCv3 labeled-response), so that its echo
and its FAIL can be told apart. A text without either, as after a crash, may be in history or not.
"""

import asyncio
import re
import time
from collections.abc import Iterable
from pathlib import Path

from protocol.message import Message
from tests.faults.people import Person

ROOM = "#lobby"
CAPS = "batch echo-message labeled-response message-tags server-time draft/chathistory"
TRANSCRIPT_SECONDS = 10.0  # more than enough, also on a busy machine
LINE = re.compile(r"\[\d\d:\d\d:\d\d\] <([^>]+)> (.*)")


class Ledger:
    """One room's books. `Person(nick, ledger.hear)` takes part in it."""

    def __init__(self) -> None:
        self.sent: dict[str, str] = {}  # text -> nick
        self.acknowledged: dict[str, str] = {}  # text -> msgid
        self.refused: set[str] = set()
        self.views: dict[str, list[tuple[str, str, str]]] = {}  # reader -> msgid, nick, text
        self.live: set[tuple[str, str]] = set()  # nick, text: seen as it happened, by anyone
        self.progress = asyncio.Event()
        self._labelled: dict[str, str] = {}  # label -> text
        self._talking: set[str] = set()

    def talk(self, people: Iterable[Person], window: int = 8) -> None:
        """Keep `window` messages of each under way: what is acknowledged is followed by another one."""
        for person in people:
            self._talking.add(person.nick)
            for _ in range(window):
                self.say(person)

    def hush(self) -> None:
        """Let nobody begin another message."""
        self._talking.clear()

    def say(self, person: Person, *, padding: int = 40) -> str:
        """Send one more message."""
        label = f"{person.nick}-{len(self.sent)}"
        text = self._labelled[label] = f"{label} {'x' * (len(self.sent) % padding)}."
        self.sent[text] = person.nick
        person.send(f"@label={label} PRIVMSG {ROOM} :{text}")
        return text

    def hear(self, person: Person, message: Message) -> None:
        """Somebody got something."""
        tags = message.tags or {}
        if message.command == "PRIVMSG" and message.params[0] == ROOM and "batch" not in tags:
            nick, text = (message.source or "").partition("!")[0], message.params[1]
            self.views.setdefault(person.nick, []).append((tags["msgid"], nick, text))
            self.live.add((nick, text))
            if "label" in tags:
                self.acknowledged[text] = tags["msgid"]
                self.progress.set()
                if nick in self._talking and not person.closed.is_set():
                    self.say(person)
        elif message.command == "FAIL" and "label" in tags:
            self.refused.add(self._labelled[tags["label"]])
            self.progress.set()

    async def catch_up(self, person: Person) -> None:
        """After coming back: read what was missed. Nobody may be talking meanwhile."""
        view = self.views.setdefault(person.nick, [])
        view += entries(await person.history(ROOM, view[-1][0] if view else "*"))

    async def until(self, settled: int) -> None:
        """Wait until so many messages have been acknowledged or refused."""
        while len(self.acknowledged) + len(self.refused) < settled:
            self.progress.clear()
            await asyncio.wait_for(self.progress.wait(), 40)

    def judge(self, history: list[Message], transcripts: Path | None = None) -> list[str]:
        """Every broken promise, in words."""
        kept = entries(history)
        place = {msgid: index for index, (msgid, _, _) in enumerate(kept)}
        broken = [
            f"I1 acknowledged and lost: {text}"
            for text, msgid in self.acknowledged.items()
            if msgid not in place or kept[place[msgid]][2] != text
        ]
        broken += self._honest("history", kept)
        for reader, view in self.views.items():
            broken += self._honest(reader, view)
            broken += [f"I1 {reader} saw what is lost: {text}" for msgid, _, text in view if msgid not in place]
            if view and view[0][0] in place:
                start = place[view[0][0]]
                if view != kept[start : start + len(view)]:
                    broken.append(f"I3 {reader} saw another order, or with a gap")
        if transcripts is not None:
            broken += self._told(transcripts, kept)
        return broken

    def _honest(self, where: str, seen: list[tuple[str, str, str]]) -> list[str]:
        """I2 and I4."""
        broken = []
        if len({msgid for msgid, _, _ in seen}) < len(seen) or len({text for _, _, text in seen}) < len(seen):
            broken.append(f"I2 twice in {where}")
        for _, nick, text in seen:
            if self.sent.get(text) != nick:
                broken.append(f"I4 never sent, but in {where}: <{nick}> {text}")
            if text in self.refused:
                broken.append(f"I4 refused, but in {where}: {text}")
        return broken

    def _told(self, directory: Path, kept: list[tuple[str, str, str]]) -> list[str]:
        """The transcript has what anyone saw as it happened, in the order of history, and nothing else.

        What a crash kept from everyone's eyes, between the commit and the file, is in history only.
        """
        end = time.monotonic() + TRANSCRIPT_SECONDS
        while missing := self.live - set(told := transcript(directory)):
            if time.monotonic() > end:
                break
            time.sleep(0.02)  # they follow what people see by a moment
        broken = [f"I1 not in the transcript: {text}" for _, text in missing]
        among = set(told)
        if told != [(nick, text) for _, nick, text in kept if (nick, text) in among]:
            broken.append("I3 the transcript has another order, or something twice")
        return broken


def transcript(directory: Path) -> list[tuple[str, str]]:
    """Nick and text of each message in the room's files."""
    lines = [line for file in sorted(directory.glob(f"{ROOM}/*.log")) for line in file.read_text().splitlines()]
    return [(match[1], match[2]) for line in lines if (match := LINE.fullmatch(line))]


def entries(messages: list[Message]) -> list[tuple[str, str, str]]:
    """Msgid, nick and text of each."""
    return [
        ((m.tags or {})["msgid"], (m.source or "").partition("!")[0], m.params[1])
        for m in messages
        if m.command == "PRIVMSG"
    ]
