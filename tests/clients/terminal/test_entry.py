# SPDX-License-Identifier: GPL-3.0-or-later
"""What is typed and pasted: whole, in lines, recalled, and nothing in it that only a terminal would obey."""

import asyncio

import pytest
from textual import events
from textual.app import App, ComposeResult

from clients.terminal.driver import BEGIN, END, PasteGuard
from clients.terminal.entry import MOST_RECALLED, Entry, Recall, cleaned


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree"),
        ("\n\n  indented\n\nlast\n\n", "  indented\n\nlast"),
        ("a\tb", "a\tb"),
        ("x\x1b[31mred\x1b[0m", "xred"),
        ("x\x1b]0;title\x07y\x1bOMz", "xyMz"),
        ("nul\0bell\x07del\x7f\x9b", "nulbelldel"),
        ("日本 👋\u2028x", "日本 👋x"),
    ],
)
def test_a_paste_is_whole_but_for_what_only_a_terminal_obeys(pasted: str, kept: str) -> None:
    assert cleaned(pasted) == kept


def test_a_sequence_within_a_paste_is_no_key_wherever_it_is_cut() -> None:
    sent = f"a\x1b[A{BEGIN}one\x1bOM\x1b[113;5u\ntwo\x1b{END}b\x1b{BEGIN}{END}"
    want = f"a\x1b[A{BEGIN}oneOM[113;5u\ntwo{END}b\x1b{BEGIN}{END}"
    for cut in range(len(sent)):
        guard = PasteGuard()
        assert guard.feed(sent[:cut]) + guard.feed(sent[cut:]) == want, cut
    guard = PasteGuard()
    assert "".join(guard.feed(character) for character in sent) == want


def test_the_escape_key_does_not_wait() -> None:
    assert PasteGuard().feed("\x1b") == "\x1b"


def test_what_was_sent_comes_back_and_what_is_typed_is_not_lost() -> None:
    recall = Recall()
    for text in ("one", "two", "two"):
        recall.add(text)
    assert recall.step(-1, "typed") == "two"
    assert recall.step(-1, "two") == "one"
    assert recall.step(-1, "one") is None
    assert recall.step(1, "one") == "two"
    assert recall.step(1, "two") == "typed"
    assert recall.step(1, "typed") is None
    for number in range(MOST_RECALLED * 2):
        recall.add(str(number))
    back = [recall.step(-1, "") for _ in range(MOST_RECALLED + 1)]
    assert back[-2:] == [str(MOST_RECALLED), None]


class Bench(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.sent: list[str] = []

    def compose(self) -> ComposeResult:
        yield Entry(id="entry")

    def on_entry_submitted(self, submitted: Entry.Submitted) -> None:
        self.sent.append(submitted.text)


async def typed() -> None:
    app = Bench()
    async with app.run_test(size=(40, 12)) as pilot:
        entry = app.query_one(Entry)
        entry.focus()
        entry.post_message(events.Paste("one\r\ntwo\nthree\n"))
        await pilot.pause()
        assert (entry.text, app.sent) == ("one\ntwo\nthree", [])
        await pilot.press("ctrl+j", "x", "enter")
        assert app.sent == ["one\ntwo\nthree\nx"]
        await pilot.press("ctrl+u")
        assert entry.text == ""
        await pilot.press("ctrl+underscore")
        assert entry.text == "one\ntwo\nthree\nx"
        entry.move_cursor((1, 0))
        await pilot.press("ctrl+k")
        assert entry.text == "one\n"
        entry.put("see @bo")
        entry.complete(4, 7, "bob ")
        assert (entry.text, entry.cursor) == ("see bob ", 8)


def test_lines_are_typed_pasted_deleted_and_sent() -> None:
    asyncio.run(typed())
