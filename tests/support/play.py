# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays: conversations as text, who sends and who receives.

    # a comment, or the clause of a specification that the next lines show
    settings autojoin=[] limits.modes=2
    connect alice message-tags server-time     registers, with these capabilities; the greeting is dropped
    open bob                                   connects and says nothing
    alice -> JOIN #room
    alice <- :alice!~alice@127.0.0.1 JOIN #room
    alice <~ :* 366 alice #room *              drops lines until one fits
    alice <|                                   nothing more is due (asked with PING)
    alice <x                                   the server closes the connection
    restart                                    the server stops and starts again; everyone is gone

In what is received `*` stands for any characters without a space, `**` for any characters, `{name}` for a word that
is remembered: the same name later has to be the same word, also in what is sent.
"""

import json
import re
from pathlib import Path
from typing import Any

from tests.support.client import Client
from tests.support.server import Server

_PIECE = re.compile(r"\*\*|\*|\{\w+\}")


def perform(play: Path, directory: Path) -> None:
    """Run a play against a server of its own. Raises AssertionError with the play's line."""
    lines = play.read_text(encoding="utf-8").splitlines()
    settings: dict[str, Any] = {}
    for line in lines:
        if line.startswith("settings "):
            _set(settings, line.removeprefix("settings "))
    with Server(directory, **settings) as server:
        stage = _Stage(server)
        for number, line in enumerate(lines, 1):
            if line.strip() and not line.startswith(("#", "settings ")):
                try:
                    stage.act(line)
                except (AssertionError, TimeoutError, EOFError) as problem:
                    raise AssertionError(f"{play.name}:{number}: {line}\n{problem}") from problem


def _set(settings: dict[str, Any], words: str) -> None:
    for word in words.split():
        name, _, value = word.partition("=")
        *tables, key = name.split(".")
        place = settings
        for table in tables:
            place = place.setdefault(table, {"flood_burst": 0, "connect_rate": 0.0} if table == "limits" else {})
        try:
            place[key] = json.loads(value)
        except ValueError:
            place[key] = value


class _Stage:
    def __init__(self, server: Server) -> None:
        self._server = server
        self._clients: dict[str, Client] = {}
        self._words: dict[str, str] = {}

    def act(self, line: str) -> None:
        who, _, rest = line.partition(" ")
        if who == "restart":
            self._server.restart()
            self._clients.clear()
        elif who == "open":
            self._clients[rest] = self._server.client()
        elif who == "connect":
            name, _, caps = rest.partition(" ")
            self._clients[name] = self._server.client(name, caps)
        else:
            arrow, _, text = rest.lstrip().partition(" ")
            self._exchange(self._clients[who], arrow, text)

    def _exchange(self, client: Client, arrow: str, text: str) -> None:
        if arrow == "->":
            client.send(_PIECE.sub(lambda m: self._words.get(m.group()[1:-1], m.group()), text))
        elif arrow == "<-":
            line = client.line()
            assert self._fits(text, line), f"received {line}"
        elif arrow == "<~":
            passed = []
            while not self._fits(text, line := client.line()):
                passed.append(line)
                assert len(passed) < 1000, f"not among {passed}"
        elif arrow == "<|":
            assert not (due := client.lines()), f"received {due}"
        elif arrow == "<x":
            assert client.ended()
        else:
            raise AssertionError(f"{arrow} is no arrow")

    def _fits(self, pattern: str, line: str) -> bool:
        names: list[str] = []

        def piece(match: re.Match[str]) -> str:
            text = match.group()
            if text == "**":
                return ".*"
            if text == "*":
                return r"[^ ]*"
            name = text[1:-1]
            if name in self._words:
                return re.escape(self._words[name])
            names.append(name)
            return f"(?P<{name}>[^ ;]+)"

        parts, place = [], 0
        for found in _PIECE.finditer(pattern):
            parts.append(re.escape(pattern[place : found.start()]) + piece(found))
            place = found.end()
        match = re.fullmatch("".join(parts) + re.escape(pattern[place:]), line)
        if match is not None:
            self._words.update({name: match[name] for name in names})
        return match is not None
