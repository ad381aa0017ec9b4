# SPDX-License-Identifier: GPL-3.0-or-later
"""What is put on messages of one room: reactions and redactions, also on those that are not loaded yet.

Rules: the latest word of each person on each emoji counts, in whatever order pages bring them. What waits is bounded:
the oldest goes first. `size` is about how many bytes of memory it takes.
Sources: IRCv3 message-redaction, react.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from types import MappingProxyType

from clients.session.model import NO_REACTIONS, TimelineItem

MAX_WAITING = 5000  # messages
MAX_MARKS = 20_000  # reactions of people on them
MAX_ON_ONE = 2000  # of them on one message
MAX_EMOJI = 64  # on one message
MAX_NICKS = 1000  # for one emoji
COST = 400  # bytes of a mark


class Annotations:
    """The marks of one room."""

    __slots__ = ("_marks", "_reactions", "_redactions")

    def __init__(self) -> None:
        self._reactions: dict[str, dict[tuple[str, str], tuple[int, bool]]] = {}
        self._redactions: dict[str, str] = {}
        self._marks = 0

    @property
    def size(self) -> int:
        return COST * (self._marks + len(self._redactions))

    def react(self, msgid: str, emoji: str, nick: str, time_ms: int, on: bool) -> bool:
        """False if a later word of that person is known, or there are too many."""
        record = self._reactions.setdefault(msgid, {})
        before = record.get((emoji, nick))
        if (before is not None and before[0] > time_ms) or (before is None and len(record) >= MAX_ON_ONE):
            return False
        self._marks += before is None
        record[emoji, nick] = (time_ms, on)
        while len(self._reactions) > MAX_WAITING or (self._marks > MAX_MARKS and len(self._reactions) > 1):
            self.forget(next(iter(self._reactions)))
        return True

    def redact(self, msgid: str, sentence: str) -> None:
        self._redactions[msgid] = sentence
        if len(self._redactions) > MAX_WAITING:
            self._redactions.pop(next(iter(self._redactions)))

    def learn(self, item: TimelineItem) -> None:
        """What a stored item had on it."""
        for emoji, nicks in item.reactions.items():
            for nick in nicks:
                self.react(item.msgid, emoji, nick, item.time_ms, True)

    def forget(self, msgid: str) -> None:
        self._marks -= len(self._reactions.pop(msgid, ()))

    def keep(self, msgids: Collection[str]) -> None:
        """Forget what waits for messages other than these."""
        for msgid in [msgid for msgid in self._reactions if msgid not in msgids]:
            self.forget(msgid)
        self._redactions = {msgid: said for msgid, said in self._redactions.items() if msgid in msgids}

    def tally(self, msgid: str) -> MappingProxyType[str, tuple[str, ...]]:
        counted: dict[str, list[str]] = {}
        for (emoji, nick), (_, on) in sorted(self._reactions.get(msgid, {}).items(), key=lambda entry: entry[1][0]):
            if on and (emoji in counted or len(counted) < MAX_EMOJI):
                counted.setdefault(emoji, []).append(nick)
        return MappingProxyType({emoji: tuple(nicks[:MAX_NICKS]) for emoji, nicks in counted.items()})

    def dressed(self, item: TimelineItem) -> TimelineItem:
        """`item` with what came before it did."""
        if not item.msgid:
            return item
        if item.msgid in self._redactions:
            said = self._redactions[item.msgid]
            return replace(item, redacted=True, redaction=said, text="", reactions=NO_REACTIONS, mention=False)
        if item.msgid in self._reactions:
            return replace(item, reactions=self.tally(item.msgid))
        return item
