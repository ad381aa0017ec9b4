# SPDX-License-Identifier: GPL-3.0-or-later
"""The first five minutes: history without end, answers, rooms by keys, commands, drafts, many lines."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from clients.session.config import SessionConfig
from clients.session.model import ConnectionState
from clients.terminal.app import Terminal
from tests.clients.terminal.test_terminal import conversation, until
from tests.support.server import Server, running

Play = Callable[[Terminal, Pilot[None], Server], Awaitable[None]]


async def at_a_terminal(server: Server, play: Play, size: tuple[int, int] = (110, 32)) -> None:
    app = Terminal(SessionConfig("carol", "127.0.0.1", server.port))
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.session.network.state is ConnectionState.ONLINE and app.room == "#lobby")
        await until(pilot, lambda: app.session.network.rooms["#lobby"].members_known)
        await play(app, pilot, server)
        await pilot.press("ctrl+q")


@pytest.fixture
def play(tmp_path: Path) -> Callable[[Play], None]:
    def run(what: Play) -> None:
        with running(tmp_path) as server:
            asyncio.run(at_a_terminal(server, what))

    return run


async def enter(app: Terminal, pilot: Pilot[None], text: str) -> None:
    app.entry.put(text)
    await pilot.press("enter")


def first_line(app: Terminal) -> str:
    return app.conversation.text().splitlines()[0]


async def history(app: Terminal, pilot: Pilot[None], server: Server) -> None:
    bob = server.client("bob")
    for number in range(700):
        bob.send(f"PRIVMSG #lobby :history {number}.")
    bob.lines()
    await until(pilot, lambda: "history 699." in conversation(app))
    await enter(app, pilot, "/join #other")
    await until(pilot, lambda: app.room == "#other")
    await enter(app, pilot, "/part #lobby")
    await until(pilot, lambda: "#lobby" not in app.session.network.rooms)
    await enter(app, pilot, "/join #lobby")
    await until(pilot, lambda: "history 699." in conversation(app))
    while "history 0." not in conversation(app):
        await pilot.press("pageup")
    await pilot.press("pagedown", "pagedown")
    assert not app.conversation.at_end
    before = conversation(app)
    bob.send("PRIVMSG #lobby :said below", "PRIVMSG #lobby :and more")
    await until(pilot, lambda: app.session.network.rooms["#lobby"].items[-1].text == "and more")
    await until(pilot, lambda: app.conversation.new_count == 2)
    assert conversation(app) == before
    assert app.session.network.rooms["#lobby"].unread == 2
    await pilot.press("end")
    await until(pilot, lambda: "and more" in conversation(app))
    assert app.conversation.at_end
    await until(pilot, lambda: app.session.network.rooms["#lobby"].unread == 0)


def test_scrolling_up_has_no_end_but_the_beginning(play: Callable[[Play], None]) -> None:
    play(history)


async def answers(app: Terminal, pilot: Pilot[None], server: Server) -> None:
    bob = server.client("bob")
    bob.send("JOIN #garden", "TOPIC #garden :All about roses")
    for number in range(120):
        bob.send(f"PRIVMSG #lobby :{'a needle' if number == 3 else 'straw'} {number}")
    bob.lines()
    await until(pilot, lambda: "straw 119" in conversation(app))
    await enter(app, pilot, "/whois bob")
    await until(pilot, lambda: "~bob@" in app.answers.text())
    assert app.answers.is_open
    await pilot.press("escape")
    assert not app.answers.is_open
    await enter(app, pilot, "/whois nobody")
    await until(pilot, lambda: "Nobody here is called nobody" in str(app.answers.border_title))
    await enter(app, pilot, "/search needle")
    await until(pilot, lambda: "a needle 3" in app.answers.text())
    await pilot.press("enter")
    await until(pilot, lambda: "a needle 3" in conversation(app))
    assert not app.conversation.at_end
    await enter(app, pilot, "/list")
    await until(pilot, lambda: "All about roses" in app.answers.text())
    row = next(at for at, line in enumerate(app.answers.text().splitlines()) if "#garden" in line)
    await pilot.press(*["down"] * row, "enter")
    await until(pilot, lambda: app.room == "#garden")
    assert not app.answers.is_open


def test_answers_are_shown_and_lead_somewhere(play: Callable[[Play], None]) -> None:
    play(answers)


async def rooms(app: Terminal, pilot: Pilot[None], server: Server) -> None:
    bob = server.client("bob")
    await enter(app, pilot, "/join #two")
    await until(pilot, lambda: app.room == "#two")
    await pilot.press(*"half a thought")
    await pilot.press("alt+2")
    assert (app.room, app.entry.text) == ("#lobby", "")
    await pilot.press("ctrl+n")
    assert (app.room, app.entry.text) == ("#two", "half a thought")
    rang = []
    app.bell = lambda: rang.append(True)  # type: ignore[method-assign]
    bob.send("PRIVMSG #lobby :carol: look")
    await until(pilot, lambda: app.session.network.rooms["#lobby"].mentions == 1)
    await until(pilot, lambda: bool(rang))
    await until(pilot, lambda: "2 #lobby 1" in app.query_one("#rooms").text())  # type: ignore[attr-defined]
    await pilot.press("alt+a")
    assert app.room == "#lobby"
    await until(pilot, lambda: app.session.network.rooms["#lobby"].unread == 0)
    await pilot.press("ctrl+p", "ctrl+p", "alt+9")
    assert app.room == "#two"


def test_rooms_by_keys_with_their_drafts(play: Callable[[Play], None]) -> None:
    play(rooms)


async def typing(app: Terminal, pilot: Pilot[None], server: Server) -> None:
    bob = server.client("bob", "draft/multiline batch message-tags")
    await until(pilot, lambda: "bob" in app.session.network.rooms["#lobby"].members)
    await enter(app, pilot, "/usr/bin/x is gone")
    assert app.entry.text == "/usr/bin/x is gone"
    await until(pilot, lambda: "There is no command /usr/bin/x" in conversation(app))
    app.entry.put("bo")
    await pilot.press("tab")
    assert app.entry.text == "bob: "
    await pilot.press(*"hi", "enter")
    assert bob.until("PRIVMSG").params == ["#lobby", "bob: hi"]
    await pilot.press("up")
    assert app.entry.text == "bob: hi"
    await pilot.press("down")
    assert app.entry.text == ""
    app.entry.post_message(events.Paste("one\ntwo\nthree"))
    await pilot.pause()
    await pilot.press("enter")
    assert [bob.until("PRIVMSG").params[1] for _ in range(3)] == ["one", "two", "three"]
    await enter(app, pilot, "/away lunch")
    await until(pilot, lambda: "away" in str(app.query_one("#status").render()))


def test_what_is_typed_is_said_done_or_comes_back(play: Callable[[Play], None]) -> None:
    play(typing)


def test_many_messages_are_asked_about(tmp_path: Path) -> None:
    async def many(app: Terminal, pilot: Pilot[None], server: Server) -> None:
        bob = server.client("bob")
        await enter(app, pilot, "\n".join(f"row {number}" for number in range(150)))
        if app.composing.question:
            assert "150 lines" in app.composing.question
            assert not [line for line in bob.lines() if "PRIVMSG" in line]
            await pilot.press("escape")
            assert app.entry.text.startswith("row 0\n")
            await pilot.press("enter")
            assert app.composing.question
            await pilot.press("enter")
        assert app.entry.text == ""
        assert bob.until("PRIVMSG").params == ["#lobby", "row 0"]

    with running(tmp_path) as server:
        asyncio.run(at_a_terminal(server, many))


@pytest.mark.parametrize("size", [(80, 24), (40, 10), (20, 5), (200, 60)])
def test_it_fits(size: tuple[int, int], tmp_path: Path) -> None:
    async def look(app: Terminal, pilot: Pilot[None], server: Server) -> None:
        bob = server.client("bob")
        bob.send("PRIVMSG #lobby :日本語の文字 and words that go on and on, 👨‍👩‍👧 https://example.org/" + "x" * 200)
        bob.lines()
        await until(pilot, lambda: "https" in conversation(app) or "xxx" in conversation(app))
        await enter(app, pilot, "/list")
        await until(pilot, lambda: app.answers.is_open)
        await pilot.press("escape", "pageup", "pageup", "end")
        await pilot.resize_terminal(60, 20)
        await until(pilot, lambda: "https" in conversation(app))

    with running(tmp_path) as server:
        asyncio.run(at_a_terminal(server, look, size))
