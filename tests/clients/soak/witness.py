# SPDX-License-Identifier: GPL-3.0-or-later
"""What the real server has: its history, asked for over a connection of its own."""

import re
import time

from protocol.message import Message
from tests.support.client import Client

PAGE = 100
CAPS = "batch server-time message-tags draft/chathistory draft/multiline"
OURS = re.compile(r"^w\d+w$")


class Witness:
    """Counts how often each word of ours was said, over all rooms."""

    def __init__(self, port: int, rooms: tuple[str, ...]) -> None:
        self.port, self.rooms = port, rooms
        self.counts: dict[str, int] = {}
        self.known: set[tuple[str, str]] = set()  # (msgid, word)
        self._newest: dict[str, str] = {}  # room -> the time of the newest message that was read
        self._client: Client | None = None

    def count(self, word: str) -> int:
        """How often it was said, so far as `look` has seen."""
        return self.counts.get(word, 0)

    def look(self) -> None:
        """Read the history, as far as it was not read before."""
        for attempt in range(3):
            try:
                for room in self.rooms:
                    self._read(room)
                return
            except (OSError, EOFError):
                self.close()
                if attempt == 2:
                    return  # the server is away: what it has, it has
                time.sleep(0.05)

    def close(self) -> None:
        """End the connection."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _connected(self) -> Client:
        if self._client is None:
            self._client = Client(self.port)
            self._client.socket.settimeout(3)
            self._client.register("witness", CAPS)
            for room in self.rooms:
                self._client.send(f"JOIN {room}")
            self._client.lines()
        return self._client

    def _read(self, room: str) -> None:
        bound, newest = "*", self._newest.get(room, "")
        while True:
            client = self._connected()
            client.send(f"CHATHISTORY {'LATEST' if bound == '*' else 'BEFORE'} {room} {bound} {PAGE}")
            page = self._page(client)
            self._take(page)
            named = [message for message in page if "msgid" in message.tags and "time" in message.tags]
            if not named:
                return
            self._newest[room] = max(self._newest.get(room, ""), named[-1].tags["time"])
            if named[0].tags["time"] < newest:
                return
            bound = f"msgid={named[0].tags['msgid']}"

    def _page(self, client: Client) -> list[Message]:
        found: list[Message] = []
        opened = client.until("BATCH").params[0].lstrip("+")
        while True:
            message = client.message()
            if message.command == "BATCH" and message.params[0] == f"-{opened}":
                return found
            found.append(message)

    def _take(self, page: list[Message]) -> None:
        names = {m.params[0][1:]: m.tags.get("msgid", "") for m in page if m.command == "BATCH"}
        for message in page:
            if message.command == "PRIVMSG":
                msgid = message.tags.get("msgid") or names.get(message.tags.get("batch", ""), "")
                for word in message.params[1].split():
                    if OURS.match(word) and (msgid, word) not in self.known:
                        self.known.add((msgid, word))
                        self.counts[word] = self.counts.get(word, 0) + 1
