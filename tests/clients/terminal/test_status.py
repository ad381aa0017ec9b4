# SPDX-License-Identifier: GPL-3.0-or-later
"""The line of status tells the truth about the connection; the answers to a raw line are seen; failed ones can go."""

import asyncio
from pathlib import Path

from textual.pilot import Pilot

from clients.session.config import SessionConfig
from clients.session.model import ConnectionState, SendState
from clients.terminal.app import Terminal
from tests.clients.terminal.test_daily import at_a_terminal, enter
from tests.clients.terminal.test_terminal import conversation, until
from tests.support.server import Server, running


def status(app: Terminal) -> str:
    return str(app.query_one("#status").render())


async def restarted(server: Server) -> None:
    app = Terminal(SessionConfig("carol", "127.0.0.1", server.port))
    async with app.run_test(size=(110, 32)) as pilot:
        await until(pilot, lambda: app.session.network.state is ConnectionState.ONLINE and app.room == "#lobby")
        port = server.port
        await asyncio.to_thread(server.stop)
        await until(pilot, lambda: "Connecting again in" in status(app))
        await until(pilot, lambda: "Connection refused" in status(app) or "closed" in status(app))
        await enter(app, pilot, "said meanwhile")
        server.settings["listen"] = [f"127.0.0.1:{port}"]
        await asyncio.to_thread(server.start)
        await enter(app, pilot, "/connect")
        await until(pilot, lambda: app.session.network.state is ConnectionState.ONLINE)
        await until(pilot, lambda: any(i.text == "said meanwhile" and i.send_state is SendState.SENT
                                       for i in app.session.network.rooms["#lobby"].items))  # fmt: skip
        assert conversation(app).count("said meanwhile") == 1
        await pilot.press("ctrl+q")


def test_what_is_said_while_the_server_is_away_goes_out_once(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        asyncio.run(restarted(server))


def test_a_raw_line_has_its_answers_in_sight(tmp_path: Path) -> None:
    async def play(app: Terminal, pilot: Pilot[None], server: Server) -> None:
        await enter(app, pilot, "/raw LUSERS")
        await until(pilot, lambda: "clients and" in app.answers.text())
        await enter(app, pilot, "/setname Carol C.")
        await until(pilot, lambda: "Your real name is Carol C. now." in conversation(app))

    with running(tmp_path) as server:
        asyncio.run(at_a_terminal(server, play))


def test_what_failed_is_dropped_or_sent_again(tmp_path: Path) -> None:
    async def play(app: Terminal, pilot: Pilot[None], server: Server) -> None:
        bob = server.client("bob")
        bob.send("JOIN #room", "MODE #room +m")
        bob.lines()
        await enter(app, pilot, "/join #room")
        await until(pilot, lambda: app.room == "#room")
        await enter(app, pilot, "unheard")
        await until(pilot, lambda: "not sent" in conversation(app))
        bob.send("MODE #room -m")
        bob.lines()
        app.action_retry()
        assert bob.until("PRIVMSG").params == ["#room", "unheard"]
        bob.send("MODE #room +m")
        bob.lines()
        await enter(app, pilot, "never")
        await until(pilot, lambda: "not sent" in conversation(app))
        app.action_discard()
        await until(pilot, lambda: "never" not in conversation(app))

    with running(tmp_path) as server:
        asyncio.run(at_a_terminal(server, play))


def test_a_status_too_long_for_its_line_says_that_it_goes_on(tmp_path: Path) -> None:
    """It was cut between two words, like a sentence that had ended."""

    async def play(app: Terminal, pilot: Pilot[None], server: Server) -> None:
        app.composing.question = "These are 300 lines, which this server takes as 300 messages and 120 seconds. Send?"
        app._show_status()
        await pilot.pause()
        line = app.status.render_line(0).text
        assert line.rstrip().endswith("…"), line
        assert len(line.split()) > 5, line

    with running(tmp_path) as server:
        asyncio.run(at_a_terminal(server, play))
