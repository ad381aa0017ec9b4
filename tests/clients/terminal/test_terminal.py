# SPDX-License-Identifier: GPL-3.0-or-later
"""The terminal client against the real server: it joins, talks, is heard, hears, and says goodbye."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot

from clients.session.config import SessionConfig
from clients.session.model import ConnectionState, ItemKind, TimelineItem
from clients.terminal.app import Terminal
from clients.terminal.conversation import Conversation
from clients.terminal.lines import happening, line
from clients.terminal.panels import Panel
from tests.support.server import Server, running


async def until(pilot: Pilot[None], true: Callable[[], bool]) -> None:
    """Let the client run until something is so; the test's own timeout ends what never is."""
    while not true():
        await pilot.pause(0.02)


def conversation(app: Terminal) -> str:
    return app.query_one(Conversation).text()


async def talk(server: Server) -> None:
    app = Terminal(SessionConfig("carol", "127.0.0.1", server.port))
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.session.network.state is ConnectionState.ONLINE and app.room == "#lobby")
        other = server.client("dave")
        other.send("PRIVMSG #lobby :hello [bold]carol[/bold]")
        await until(pilot, lambda: "hello [bold]carol[/bold]" in conversation(app))
        await until(pilot, lambda: app.query_one("#people", Panel).count == 2)
        await pilot.press(*"hi dave", "enter")
        assert other.until("PRIVMSG").params == ["#lobby", "hi dave"]
        await until(pilot, lambda: "hi dave" in conversation(app) and "…" not in conversation(app))
        await pilot.press("ctrl+q")
        assert other.until("QUIT").source.startswith("carol!")  # type: ignore[union-attr]


def test_a_conversation_in_the_terminal(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        asyncio.run(talk(server))


def test_text_from_the_network_is_neither_markup_nor_control() -> None:
    item = TimelineItem(1, ItemKind.MESSAGE, 0, author="eve", text="[red]x\x1b[2J\u202eevil")
    shown = line(item, "me").plain
    assert "[red]x" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_what_happens_is_a_sentence() -> None:
    assert happening(TimelineItem(1, ItemKind.KICK, 0, author="op", target="eve", text="bye")) == "op removed eve (bye)"
