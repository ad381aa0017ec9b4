# SPDX-License-Identifier: GPL-3.0-or-later
"""The terminal client and a server that means ill: nothing of what it says is drawn raw, in any room, in any field."""

import asyncio

from textual.pilot import Pilot

from clients.session.config import SessionConfig
from clients.session.model import ConnectionState
from clients.terminal.app import Terminal
from tests.clients.hostile import NAME, capabilities, greeting, hidden, lines, rooms, whois


class Enemy:
    """The server's side of the client's connections."""

    def __init__(self) -> None:
        self.writers: list[asyncio.StreamWriter] = []
        self.heard = b""

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.writers.append(writer)
        while data := await reader.read(65536):
            self.heard += data
        writer.close()

    def tell(self, *said: str) -> None:
        self.writers[-1].write("".join(f"{line}\r\n" for line in said).encode())


def drawn(app: Terminal) -> str:
    """Every cell of the screen, as it goes to the terminal."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


async def attack() -> None:
    enemy = Enemy()
    server = await asyncio.start_server(enemy, "127.0.0.1", 0)
    app = Terminal(SessionConfig("victim", "127.0.0.1", server.sockets[0].getsockname()[1]))
    seen = ""
    async with app.run_test(size=(160, 60), notifications=True) as pilot:
        while not enemy.writers:
            await pilot.pause(0.02)
        enemy.tell(f":srv CAP * LS :{capabilities()}", f":srv CAP * ACK :{capabilities()}", *greeting("victim"))
        while app.session.network.state is not ConnectionState.ONLINE:
            await pilot.pause(0.02)
        seen += await look(app, pilot)
        for line in lines("victim"):
            enemy.tell(line)
        enemy.tell(f":srv FAIL REGISTER BAD :{NAME}", f"@+typing=active :{NAME}!u@h TAGMSG #room", "PING :last")
        while b"PONG last" not in enemy.heard:
            await pilot.pause(0.02)
        app.session.whois(NAME, app.session._core.clock.now)
        app.session.list_rooms(app.session._core.clock.now)
        enemy.tell(*whois("victim"), *rooms("victim"))
        for _ in range(len(app.session.network.rooms)):
            app.action_room(1)
            seen += await look(app, pilot)
            app.action_oldest()
            seen += await look(app, pilot)
            app.entry.put("x")
            app.action_complete(1)
        enemy.tell(f":srv ERROR :{NAME}")
        enemy.writers[-1].close()
        while app.session.network.state is ConnectionState.ONLINE:
            await pilot.pause(0.02)
        seen += await look(app, pilot)
        app.session.quit(0.0)
    server.close()
    assert not hidden(seen, frozenset("\n"))
    for shown in ("‹U+202E›", "[red][/][", "[@click=app.quit]", "<img src="):
        assert shown in seen, shown


async def look(app: Terminal, pilot: Pilot[None]) -> str:
    await pilot.pause(0.05)
    return drawn(app)


def test_nothing_hostile_reaches_the_screen() -> None:
    asyncio.run(attack())
