# SPDX-License-Identifier: GPL-3.0-or-later
"""The conversation lays out what is in sight alone, stays where one reads, and has the colours it should."""

import asyncio
from collections.abc import Awaitable, Callable

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from clients.session.model import ItemKind, Room, RoomKind, TimelineItem
from clients.terminal.conversation import Conversation
from clients.terminal.palette import DARK

DAY = 86_400_000
MOST = 400  # items laid out for a screen or two


def said(number: int, text: str = "", **more: object) -> TimelineItem:
    return TimelineItem(number, ItemKind.MESSAGE, 1_700_000_000_000 + number, "bob", text or f"row {number}.", **more)  # type: ignore[arg-type]


class Bench(App[None]):
    def __init__(self, items: list[TimelineItem]) -> None:
        super().__init__()
        self.room = Room("#room", "#room", RoomKind.CHANNEL, items=items)
        self.older = 0

    def compose(self) -> ComposeResult:
        yield Conversation(lambda _room, msgid: next((i for i in self.room.items if i.msgid == msgid), None), id="c")

    def on_conversation_older_wanted(self) -> None:
        self.older += 1


def look(items: list[TimelineItem], play: Callable[[Bench, Conversation, Pilot[None]], Awaitable[None]]) -> None:
    async def run() -> None:
        app = Bench(items)
        async with app.run_test(size=(60, 20)) as pilot:
            view = app.query_one(Conversation)
            view.show(app.room, "sam")
            await pilot.pause()
            await play(app, view, pilot)

    asyncio.run(run())


def test_a_long_room_costs_what_a_screen_of_it_costs() -> None:
    async def play(app: Bench, view: Conversation, pilot: Pilot[None]) -> None:
        assert view.text().endswith("row 49999.")
        assert len(view._blocks) < MOST
        view.page(-1)
        app.room.items.append(said(50_000))
        view.changed()
        await pilot.pause()
        assert len(view._blocks) < MOST
        view.to_start()
        assert len(view._blocks) < MOST
        assert "row 0." in view.text()

    look([said(number) for number in range(50_000)], play)


def test_nothing_that_comes_moves_what_one_reads() -> None:
    async def play(app: Bench, view: Conversation, pilot: Pilot[None]) -> None:
        view.page(-1)
        view.page(-1)
        before = view.text()
        app.room.items.append(said(1000, "below"))
        app.room.items[:0] = [said(-number) for number in range(100, 0, -1)]  # an older page
        app.room.items[190] = said(90, "edited below the screen")
        view.changed()
        assert view.text() == before
        top = next(item for item in app.room.items if item.text in before)
        app.room.items.remove(top)  # taken away
        view.changed()
        assert len(set(view.text().splitlines()) & set(before.splitlines())) > 15
        view.to_end()
        assert view.at_end
        assert "below" in view.text()

    look([said(number) for number in range(100)], play)


def test_older_pages_are_asked_for_before_the_top() -> None:
    async def play(app: Bench, view: Conversation, pilot: Pilot[None]) -> None:
        await pilot.pause()
        asked = app.older
        assert asked == 0
        for _ in range(5):
            view.page(-1)
        await pilot.pause()
        assert app.older > 0
        assert "row 0." not in view.text()

    look([said(number) for number in range(130)], play)


def test_a_reply_a_day_and_what_is_new_have_their_lines() -> None:
    async def play(app: Bench, view: Conversation, pilot: Pilot[None]) -> None:
        text = view.text()
        assert "↳ bob: the question" in text
        assert "↳ an earlier message" in text
        assert "── new ─" in text
        assert text.count("2023") == 2

    first = said(1, "the question", msgid="q")
    items = [first, said(2 + DAY, "the answer", reply_to="q"), said(3 + DAY, "to something", reply_to="gone")]
    look(items, play)


def test_what_is_said_is_not_as_quiet_as_its_time() -> None:
    async def play(app: Bench, view: Conversation, pilot: Pilot[None]) -> None:
        colours = {
            segment.text.strip(): segment.style.color.name
            for strip in view._lines()
            for segment in strip
            if segment.style is not None and segment.style.color is not None
        }
        time, day = next(key for key in colours if ":" in key), next(key for key in colours if "2023" in key)
        assert colours["plain words"] != DARK.quiet
        assert colours[time] == colours[day] == DARK.quiet

    look([said(1, "plain words")], play)
