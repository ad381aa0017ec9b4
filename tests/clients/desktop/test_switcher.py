# SPDX-License-Identifier: GPL-3.0-or-later
"""The palette: what is found, in which order, and that a choice runs."""

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from clients.desktop.switcher import Choice, Switcher, rank


def choices(*labels: str, **weights: int) -> list[Choice]:
    return [Choice(label, "", "hash", lambda: None, weights.get(label.strip("#"), 0)) for label in labels]


def labels(found: list[Choice]) -> list[str]:
    return [choice.label for choice in found]


def test_without_words_what_is_unread_comes_first() -> None:
    assert labels(rank(choices("#read", "#unread", "#mentions", unread=60, mentions=100), "")) == [
        "#mentions",
        "#unread",
        "#read",
    ]


def test_a_beginning_beats_an_inside_beats_scattered_letters() -> None:
    found = labels(rank(choices("garden party", "the lobby", "lobby", "l-o-b-b-y"), "lob"))
    assert found[:2] == ["lobby", "the lobby"]
    assert "l-o-b-b-y" in found
    assert "garden party" not in found


def test_letters_out_of_order_match_nothing() -> None:
    assert rank(choices("#lobby"), "ybbol") == []


def test_the_hash_may_be_typed_or_not() -> None:
    for words in ("gard", "#gard"):
        assert labels(rank(choices("#lobby", "#garden"), words)) == ["#garden"]


def test_of_equals_the_unread_one_is_first() -> None:
    assert labels(rank(choices("#build-a", "#build-b", **{"build-b": 60}), "build"))[0] == "#build-b"


def test_the_keyboard_chooses_and_runs(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 500)
    ran: list[str] = []
    switcher = Switcher(window)
    made = [Choice(name, "", "hash", lambda name=name: ran.append(name)) for name in ("one", "two", "three")]  # type: ignore[misc]
    switcher.open_with(made, lambda words: [Choice(f"find {words}", "", "search", lambda: ran.append(words))])
    qtbot.keyClick(switcher.field, Qt.Key.Key_Down)
    qtbot.keyClick(switcher.field, Qt.Key.Key_Return)
    assert ran == ["two"]
    assert not switcher.isVisible()
    switcher.open_with(made, lambda words: [Choice(f"find {words}", "", "search", lambda: ran.append(words))])
    qtbot.keyClicks(switcher.field, "zzz")
    qtbot.keyClick(switcher.field, Qt.Key.Key_Return)
    assert ran == ["two", "zzz"]
