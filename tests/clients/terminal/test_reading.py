# SPDX-License-Identifier: GPL-3.0-or-later
"""In the terminal, too, what one reads is read; what comes while one is elsewhere or has scrolled up is not."""

import asyncio
from pathlib import Path

from textual import events

from clients.session.config import SessionConfig
from clients.session.model import ConnectionState
from clients.terminal.app import Terminal
from tests.clients.terminal.test_terminal import conversation, until
from tests.support.server import Server, running


async def read(server: Server) -> None:
    app = Terminal(SessionConfig("carol", "127.0.0.1", server.port))
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.session.network.state is ConnectionState.ONLINE and app.room == "#lobby")
        room, dave = app.session.network.rooms["#lobby"], server.client("dave")
        for number in range(60):
            dave.send(f"PRIVMSG #lobby :carol: {number}")
        await until(pilot, lambda: "carol: 59" in conversation(app))
        assert (room.unread, room.mentions) == (0, 0)
        app.post_message(events.AppBlur())
        await until(pilot, lambda: app.session._core.focused is None)
        dave.send("PRIVMSG #lobby :carol: in another window")
        await until(pilot, lambda: "in another window" in conversation(app))
        assert (room.unread, room.mentions) == (1, 1)
        app.post_message(events.AppFocus())
        await until(pilot, lambda: room.unread == 0)
        await pilot.press("pageup")
        await until(pilot, lambda: not app.session._core.at_end)
        dave.send("PRIVMSG #lobby :below the screen")
        await until(pilot, lambda: room.unread == 1)
        while room.unread:
            await pilot.press("pagedown")
        dave.close()
        await pilot.press("ctrl+q")


def test_what_the_terminal_shows_is_read(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        asyncio.run(read(server))
