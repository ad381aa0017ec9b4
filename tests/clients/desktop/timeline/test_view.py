# SPDX-License-Identifier: GPL-3.0-or-later
"""The view: nothing jumps, ever; only rows in sight are laid out; the bar is honest; the keyboard reaches every row."""

from collections.abc import Iterator

import pytest
from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QMouseEvent
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clients.desktop.timeline.actions import HoverActions
from clients.desktop.timeline.view import TimelineView
from clients.session.model import ItemKind, TimelineItem

DAY = 86_400_000
START = 1_760_000_000_000
WORDS = ("the", "quick", "brown", "fox", "jumps", "over", "a", "lazy", "dog", "while", "we", "chat", "about", "lunch")


def message(
    ident: int, *, time_ms: int | None = None, author: str = "", length: int = 0, text: str = ""
) -> TimelineItem:
    words = length or (3, 6, 10, 20, 60)[ident % 5]
    said = text or " ".join(WORDS[(ident + i) % len(WORDS)] for i in range(words))
    when = START + ident * 20_000 if time_ms is None else time_ms
    return TimelineItem(ident, ItemKind.MESSAGE, when, author or ["alice", "bob", "carol"][ident // 3 % 3], said)


def messages(first: int, count: int) -> list[TimelineItem]:
    return [message(ident) for ident in range(first, first + count)]


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[TimelineView]:
    made = TimelineView()
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.messages.replace(messages(1000, 400))
    made.show()
    made.ensure()
    return made


def text_pixel(view: TimelineView, ident: int) -> int:
    """The y of a message's text in the viewport."""
    view.ensure()
    return next(y + int(it.origin.y()) for _, y, it in view.shown if it.item.id == ident)


def in_sight(view: TimelineView) -> list[int]:
    view.ensure()
    return [it.item.id for _, y, it in view.shown if y >= 0 and y + it.height <= view.view_height()]


def test_it_opens_at_the_newest(view: TimelineView) -> None:
    assert view.at_bottom
    assert in_sight(view)[-1] == 1399


def test_only_rows_in_sight_are_laid_out(view: TimelineView) -> None:
    assert len(view._cache) < 60


@pytest.mark.parametrize("position", [0, 3, 57, 200, 390])
def test_prepending_moves_nothing_by_a_pixel(view: TimelineView, position: int) -> None:
    view.show_row(0)
    view.scroll_by(position * 23 + 1)
    ids = in_sight(view)
    before = {ident: text_pixel(view, ident) for ident in ids}
    view.messages.insert(0, messages(800, 200))
    assert {ident: text_pixel(view, ident) for ident in ids} == before


def test_prepending_the_same_day_takes_the_day_line_and_still_moves_nothing(view: TimelineView) -> None:
    view.messages.replace(messages(1000, 60))
    view.show_row(0)
    view.ensure()
    assert view.shown[0][2].around.day
    ids = in_sight(view)
    before = {ident: text_pixel(view, ident) for ident in ids}
    view.messages.insert(0, messages(940, 60))
    assert {ident: text_pixel(view, ident) for ident in ids} == before
    assert not next(it for _, _, it in view.shown if it.item.id == 1000).around.day


def test_appending_while_reading_above_moves_nothing(view: TimelineView) -> None:
    view.scroll_by(-700)
    ids = in_sight(view)
    before = {ident: text_pixel(view, ident) for ident in ids}
    view.messages.insert(400, messages(1400, 20))
    assert {ident: text_pixel(view, ident) for ident in ids} == before
    assert not view.at_bottom


def test_appending_at_the_bottom_stays_at_the_bottom(view: TimelineView) -> None:
    view.messages.insert(400, messages(1400, 1))
    assert view.at_bottom
    assert in_sight(view)[-1] == 1400


def test_removing_above_moves_nothing(view: TimelineView) -> None:
    view.scroll_by(-3000)
    ids = in_sight(view)[1:]
    before = {ident: text_pixel(view, ident) for ident in ids}
    view.messages.remove(0, 100)
    assert {ident: text_pixel(view, ident) for ident in ids} == before


def test_a_row_above_that_grows_moves_nothing(view: TimelineView) -> None:
    view.scroll_by(-3000)
    ids = in_sight(view)[2:]
    before = {ident: text_pixel(view, ident) for ident in ids}
    row = view.messages.row_of(ids[0]) - 12
    view.messages.change(row, message(view.messages.items[row].id, length=300))
    assert {ident: text_pixel(view, ident) for ident in ids} == before


@pytest.mark.parametrize("by", [-1, -17, -333, -2500])
def test_scrolling_moves_by_exactly_so_many_pixels(view: TimelineView, by: int) -> None:
    view.scroll_by(-900)
    ident = in_sight(view)[2]
    before = text_pixel(view, ident)
    view.scroll_by(by)
    if by > -400:
        assert text_pixel(view, ident) == before - by
    view.scroll_by(-by)
    assert text_pixel(view, ident) == before


def test_it_stops_at_the_top_without_a_hole(view: TimelineView) -> None:
    view.show_row(0)
    view.scroll_by(-100_000)
    view.ensure()
    assert view.shown[0][:2] == (0, 0)
    bar = view.verticalScrollBar()
    assert bar is not None
    assert bar.value() == 0


def test_scrolling_down_to_the_end_sticks_again(view: TimelineView) -> None:
    view.scroll_by(-500)
    view.ensure()
    assert not view.at_bottom
    view.scroll_by(600)
    view.ensure()
    assert view.at_bottom


def test_the_bar_is_where_the_rows_are(view: TimelineView) -> None:
    bar = view.verticalScrollBar()
    assert bar is not None
    assert bar.value() == bar.maximum() > 0
    view.show_row(200)
    view.ensure()
    assert 0.4 < bar.value() / bar.maximum() < 0.6


def test_dragging_the_bar_goes_to_that_share(view: TimelineView) -> None:
    bar = view.verticalScrollBar()
    assert bar is not None
    bar.setSliderDown(True)
    bar.setSliderPosition(bar.maximum() // 4)
    view.ensure()
    assert 70 < view.shown[0][0] < 130
    bar.setSliderDown(False)


def test_scroll_to_brings_a_row_into_sight(view: TimelineView) -> None:
    for row in (0, 399, 123):
        view.scrollTo(view.messages.index(row))
        assert view.messages.items[row].id in in_sight(view)


def test_visual_rect_and_index_at_agree(view: TimelineView) -> None:
    view.scroll_by(-1234)
    view.ensure()
    for row, _, _ in view.shown[1:-1]:
        rect = view.visualRect(view.messages.index(row))
        assert view.indexAt(rect.center()).row() == row
    assert view.visualRect(view.messages.index(0)).isNull()


def test_the_keyboard_reaches_every_row(view: TimelineView, qtbot: QtBot) -> None:
    view.messages.replace(messages(1000, 40))
    view.setFocus()
    seen = set()
    for _ in range(41):
        qtbot.keyClick(view, Qt.Key.Key_Up)
        seen.add(view.currentIndex().row())
        assert view.messages.items[view.currentIndex().row()].id in in_sight(view)
    assert seen == set(range(40))


def test_older_messages_are_asked_for_three_screens_early(view: TimelineView, qtbot: QtBot) -> None:
    asked: list[int] = []
    view.older_wanted.connect(lambda: asked.append(view.shown[0][0]))
    QApplication.processEvents()
    assert asked == []
    view.show_row(24)
    view.relayout()
    view.ensure()
    qtbot.waitUntil(lambda: bool(asked))
    assert 5 < asked[0] < 40


def test_selection_across_messages_is_copied_as_text(view: TimelineView) -> None:
    view.messages.replace([message(1, author="alice", text="first line"), message(9, author="bob", text="second line")])
    selecting = view.selecting
    selecting.start, selecting.end = selecting._end(0, 6), selecting._end(1, 6)
    lines = selecting.text().splitlines()
    assert [line.partition("] ")[2] for line in lines] == ["alice: line", "bob: second"]


def test_a_selection_inside_one_message_is_its_text_alone(view: TimelineView) -> None:
    view.messages.replace([message(1, text="one `two` three")])
    selecting = view.selecting
    selecting.start, selecting.end = selecting._end(0, 4), selecting._end(0, 7)
    assert selecting.text() == "two"


def test_a_selection_survives_what_arrives_above(view: TimelineView) -> None:
    view.messages.replace([message(5, text="keep this")])
    selecting = view.selecting
    selecting.start, selecting.end = selecting._end(0, 5), selecting._end(0, 9)
    view.messages.insert(0, [message(1, text="above")])
    assert selecting.text() == "this"


def test_dragging_with_the_mouse_selects(view: TimelineView, qtbot: QtBot) -> None:
    view.messages.replace([message(1, text="drag over these words")])
    view.ensure()
    _, y, layout = view.shown[0]
    line = layout.body.lineAt(0)
    at = [QPoint(int(layout.origin.x() + line.cursorToX(n)[0]), int(y + layout.origin.y() + 8)) for n in (5, 9)]
    port = view.viewport()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=at[0])
    qtbot.mouseMove(port, at[1])
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=at[1])
    assert selecting_text(view) == "over"


def selecting_text(view: TimelineView) -> str:
    return view.selecting.text() if view.selecting.ends() else ""


def test_the_row_under_a_resting_pointer_is_the_one_that_is_lit(view: TimelineView, qtbot: QtBot) -> None:
    page = HoverActions(view)
    where = QPoint(100, view.view_height() // 2)
    move = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(where),
        QPointF(view.viewport().mapToGlobal(where)),  # type: ignore[union-attr]
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(view.viewport(), move)
    before = view.selecting.hovered
    assert before == view.shown_at(where.y())[0]  # type: ignore[index]
    view.scroll_by(-200)
    view.ensure()
    qtbot.waitUntil(lambda: view.selecting.hovered == view.shown_at(where.y())[0])  # type: ignore[index]
    assert view.selecting.hovered < before
    assert page.item is view.messages.items[view.selecting.hovered]


def test_an_empty_room_says_what_to_do(view: TimelineView) -> None:
    view.messages.replace([])
    view.empty_text = "Say hello"
    view.ensure()
    assert view.shown == []
    assert not view.grab().isNull()


def test_one_very_high_row_does_not_stretch_what_is_out_of_sight(view: TimelineView) -> None:
    """300 pasted lines are one row: the rows nobody has seen are not taken to be nearly as high."""
    before = view.verticalScrollBar().maximum()
    view.messages.insert(400, [message(1400, text="\n".join(["line"] * 300))])
    view.ensure()
    assert view.verticalScrollBar().maximum() < 4 * before
