# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers to what the person asked, and going where a row of them leads."""

import time
from collections.abc import Callable
from typing import Final

from clients.session.events import Event, FoundMessage, ItemsInserted, RoomList, SearchResults, WhoisResult
from clients.session.session import Session
from clients.terminal.answers import found, listed, told
from clients.terminal.lines import line
from clients.terminal.palette import Palette
from clients.terminal.panels import Answer, AnswerPanel

RAW: Final = ("/raw", "/quote")
RAW_PATIENCE: Final = 5.0  # seconds


class Answering:
    """`show_room(key)` looks at a room; `pump` does what the session wants done."""

    def __init__(
        self,
        session: Session,
        panel: AnswerPanel,
        palette: Palette,
        show_room: Callable[[str], None],
        pump: Callable[[], None],
    ) -> None:
        self._session, self._panel, self._palette = session, panel, palette
        self._show_room, self._pump = show_room, pump
        self._raw: list[Answer] = []  # what the server said since the last line of the protocol that was typed
        self._raw_until = 0.0
        self._wanted: FoundMessage | None = None  # shown as soon as we are in its room

    def heard(self, event: Event) -> None:
        """Show it, if it is an answer."""
        match event:
            case SearchResults():
                self._panel.answer(*found(event, self._go_to, self._palette))
            case RoomList(rooms=rooms, cut=cut):
                self._panel.answer(*listed(rooms, cut, self._join, self._palette))
            case WhoisResult(nick=nick, whois=whois):
                self._panel.answer(*told(nick, whois, self._join, self._palette))

            case ItemsInserted(room="", items=items) if time.time() < self._raw_until:
                self._raw += [Answer(line(item, "", self._palette)) for item in items]
                self._panel.answer("The server answers", self._raw)

    def typed(self, text: str) -> None:
        """A line of the protocol has its answers in the server's room, which is not the one in front."""
        self._raw_until, self._raw = 0.0, []
        if text.split(maxsplit=1)[0].lower() in RAW:
            self._raw_until = time.time() + RAW_PATIENCE

    def arrived(self, room: str) -> None:
        """We look at a room: a message of it that was chosen is looked for."""
        if self._wanted is not None and self._wanted.room == room:
            wanted, self._wanted = self._wanted, None
            self._session.load_around(room, time.time(), msgid=wanted.msgid, time_ms=wanted.time_ms)
            self._pump()

    def _join(self, name: str) -> None:
        self._session.join(name, time.time())
        self._pump()

    def _go_to(self, message: FoundMessage) -> None:
        self._wanted = message
        if message.room in self._session.network.rooms:
            self._show_room(message.room)
            self.arrived(message.room)
        elif self._session.is_channel(message.room_name):
            self._join(message.room_name)
        else:
            key = self._session.open_direct(message.room_name, time.time())
            self._show_room(key)
            self.arrived(key)
