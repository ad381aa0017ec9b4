# SPDX-License-Identifier: GPL-3.0-or-later
"""Selecting text: words, whole messages, across messages, and what is copied."""

from collections.abc import Iterator

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clients.desktop.timeline.view import TimelineView
from clients.session.model import ItemKind, TimelineItem

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[TimelineView]:
    made = TimelineView()
    qtbot.addWidget(made)
    made.resize(600, 500)
    lines = ("alpha beta gamma", "delta epsilon", "zeta")
    made.messages.replace(
        [
            TimelineItem(n + 1, ItemKind.MESSAGE, 1_760_000_000_000 + n * 1000, "ann" if n < 2 else "bob", text)
            for n, text in enumerate(lines)
        ]
    )
    made.show()
    made.ensure()
    return made


def port(view: TimelineView) -> QWidget:
    found = view.viewport()
    assert found is not None
    return found


def at(view: TimelineView, row: int, offset: int) -> QPoint:
    """The middle of a letter in the viewport."""
    _, y, layout = next(shown for shown in view.shown if shown[0] == row)
    middle = round(layout.origin.y()) + 8
    x = next(x for x in range(600) if layout.offset_at(x, middle)[0] >= offset and x >= layout.origin.x())
    return QPoint(x + 2, y + middle)


def test_a_double_click_selects_the_word(view: TimelineView, qtbot: QtBot) -> None:
    qtbot.mouseDClick(port(view), LEFT, pos=at(view, 0, 7))
    assert view.selecting.text() == "beta"


def test_a_third_click_selects_the_message(view: TimelineView, qtbot: QtBot) -> None:
    where = at(view, 0, 7)
    qtbot.mouseDClick(port(view), LEFT, pos=where)
    qtbot.mousePress(port(view), LEFT, pos=where)
    qtbot.mouseRelease(port(view), LEFT, pos=where)
    assert view.selecting.text() == "alpha beta gamma"


def test_dragging_selects_across_messages_and_copies_plain_text(view: TimelineView, qtbot: QtBot) -> None:
    qtbot.mousePress(port(view), LEFT, pos=at(view, 0, 6))
    qtbot.mouseMove(port(view), at(view, 1, 3))
    qtbot.mouseMove(port(view), at(view, 2, 2))
    qtbot.mouseRelease(port(view), LEFT, pos=at(view, 2, 2))
    lines = view.selecting.text().splitlines()
    assert [line.partition("] ")[2] for line in lines[1:2]] == ["ann: delta epsilon"]
    assert lines[0].endswith("ann: beta gamma")
    assert "bob: z" in lines[2]
    view.copy()
    board = QApplication.clipboard()
    assert board is not None
    assert board.text() == view.selecting.text()


def test_what_arrives_above_does_not_move_the_selection(view: TimelineView, qtbot: QtBot) -> None:
    qtbot.mouseDClick(port(view), LEFT, pos=at(view, 1, 2))
    assert view.selecting.text() == "delta"
    view.messages.insert(0, [TimelineItem(99, ItemKind.MESSAGE, 1_759_999_000_000, "cat", "older")])
    assert view.selecting.text() == "delta"


def test_a_click_elsewhere_ends_it(view: TimelineView, qtbot: QtBot) -> None:
    qtbot.mouseDClick(port(view), LEFT, pos=at(view, 0, 7))
    qtbot.mouseClick(port(view), LEFT, pos=at(view, 2, 1))
    assert view.selecting.ends() is None


def test_select_all_takes_everything(view: TimelineView, qtbot: QtBot) -> None:
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(view.selecting.text().splitlines()) == 3
