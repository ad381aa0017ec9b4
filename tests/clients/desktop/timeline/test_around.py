# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands around messages: days, the unread line and the ways to it, comings in one line, who reacted, actions."""

from dataclasses import replace

import pytest
from PyQt6.QtCore import QPoint, QRect, Qt
from PyQt6.QtGui import QHelpEvent
from PyQt6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from clients.desktop.timeline.layout import Spot
from clients.desktop.timeline.model import TimelineModel
from clients.desktop.timeline.page import RoomPage
from clients.session.model import Features, ItemKind, SendState, TimelineItem
from tests.clients.desktop.timeline.test_view import DAY, START, message, messages, text_pixel


@pytest.fixture
def page(qtbot: QtBot) -> RoomPage:
    made = RoomPage(TimelineModel(messages(1000, 400)))
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.actions_bar.features = Features(replies=True, reactions=True)
    made.show()
    made.view.ensure()
    QApplication.processEvents()
    return made


def look(page: RoomPage) -> None:
    page.view.ensure()
    QApplication.processEvents()


def coming(ident: int, kind: ItemKind, nick: str) -> TimelineItem:
    return replace(message(ident, author=nick, text=""), kind=kind)


# --- unread ---


def test_what_is_unread_above_has_a_way_to_it(page: RoomPage) -> None:
    assert not page.above.isVisible()
    page.view.set_unread(1100)
    look(page)
    assert page.above.isVisible()
    assert page.above.text() == "300 unread"
    page.above.click()
    look(page)
    assert any(it.around.unread for _, _, it in page.view.shown)
    assert not page.above.isVisible()
    page.view.to_bottom()
    look(page)
    assert not page.above.isVisible(), "it was seen"


def test_an_unread_line_in_sight_needs_no_way(page: RoomPage) -> None:
    page.view.set_unread(1399)
    look(page)
    assert any(it.around.unread for _, _, it in page.view.shown)
    assert not page.above.isVisible()


def test_new_messages_below_are_counted_and_led_to(page: RoomPage) -> None:
    page.view.scroll_by(-2000)
    look(page)
    assert page.newer.text() == "Newest"
    page.view.messages.insert(400, messages(1400, 3))
    page.came(3)
    assert page.newer.isVisible()
    assert page.newer.text() == "3 new"
    assert not page.view.at_bottom
    page.newer.click()
    look(page)
    assert page.view.at_bottom
    assert not page.newer.isVisible()


# --- days and comings ---


def test_each_day_has_its_line_and_a_click_tells_it(page: RoomPage, qtbot: QtBot) -> None:
    page.view.messages.replace([message(n, time_ms=START + n * DAY) for n in range(4)])
    look(page)
    days = [it.around.day for _, _, it in page.view.shown]
    assert len(set(days)) == 4
    clicked: list[object] = []
    page.view.clicked_on.connect(lambda _item, hit: clicked.append((hit.spot, hit.value)))
    _, y, layout = page.view.shown[-1]
    where = QPoint(layout.day.center().x(), y + layout.day.center().y())
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert clicked == [(Spot.DAY, days[-1])]


def test_one_author_in_one_breath_is_one_group(page: RoomPage) -> None:
    said = [
        message(1, author="ann", text="one", time_ms=START),
        message(2, author="ann", text="two", time_ms=START + 60_000),
        message(3, author="bob", text="three", time_ms=START + 61_000),
        message(4, author="bob", text="four", time_ms=START + 6 * 60_000 + 61_000),
    ]
    page.view.messages.replace(said)
    assert [page.view.rows.around(row).grouped for row in range(4)] == [False, True, False, False]


def test_comings_and_goings_are_one_line_that_unfolds(page: RoomPage, qtbot: QtBot) -> None:
    page.view.messages.replace(
        [
            message(1, text="before"),
            coming(2, ItemKind.JOIN, "ann"),
            coming(3, ItemKind.JOIN, "bob"),
            coming(4, ItemKind.QUIT, "ann"),
            message(5, text="after"),
        ]
    )
    look(page)
    assert [row for row, _, _ in page.view.shown] == [0, 1, 4]
    assert "bob joined" in page.view.rows.around(1).summary
    assert "ann left" in page.view.rows.around(1).summary
    _, y, layout = page.view.shown[1]
    line = QPoint(int(layout.origin.x()) + 5, int(y + layout.origin.y()) + 5)
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=line)
    look(page)
    assert [row for row, _, _ in page.view.shown] == [0, 1, 2, 3, 4]


# --- reactions and actions ---


def test_pointing_at_a_reaction_tells_who(page: RoomPage) -> None:
    said = replace(message(1, text="done"), msgid="m1", reactions={"🎉": ("ann", "<b>bob</b>")})
    page.view.messages.replace([said])
    look(page)
    _, y, layout = page.view.shown[0]
    where = layout.pills[0].rect.center() + QPoint(0, y)
    port = page.view.viewport()
    assert port is not None
    QApplication.sendEvent(port, QHelpEvent(QHelpEvent.Type.ToolTip, where, port.mapToGlobal(where)))
    assert QToolTip.text() == "<qt>🎉  ann, &lt;b&gt;bob&lt;/b&gt;</qt>"
    QToolTip.hideText()


def test_the_actions_rest_on_the_newest_message(page: RoomPage) -> None:
    bar, view = page.actions_bar, page.view
    view.messages.insert(400, [replace(message(1400), msgid="m1400")])
    look(page)
    assert bar.isVisible()
    assert bar.item is view.messages.items[-1]
    assert bar.property("resting") == "true"
    bar.follow(395)
    assert bar.item is view.messages.items[395]
    assert bar.property("resting") == "false"
    bar.follow(-1)
    assert bar.item is view.messages.items[-1]
    view.scroll_by(-3000)
    look(page)
    assert not bar.isVisible()


@pytest.mark.parametrize("width", [280, 420, 700, 1400])
@pytest.mark.parametrize("length", [1, 12, 60, 400])
@pytest.mark.parametrize("more", ["", "reactions", "failed", "mention", "unread"])
def test_the_resting_actions_cover_nothing(page: RoomPage, width: int, length: int, more: str) -> None:
    bar, view = page.actions_bar, page.view
    newest = replace(message(1400, length=length, author="zoe"), msgid="m1400")
    if more == "reactions":
        newest = replace(newest, reactions=dict.fromkeys("🎉👍😀😎🤖🙈🙉🙊", ("ann",)))
    elif more == "failed":
        newest = replace(newest, own=True, send_state=SendState.FAILED, failure="Nobody is there.")
    view.messages.insert(400, [newest, replace(newest, id=1401, msgid="m1401", mention=more == "mention")])
    view.set_unread(1401 if more == "unread" else 0)
    page.resize(width, 500)
    look(page)
    assert bar.isVisible()
    frame = QRect(bar.mapTo(view.viewport(), QPoint()), bar.size())
    assert view.viewport().rect().contains(frame)  # type: ignore[union-attr]
    for _, y, layout in view.shown:
        assert not frame.intersects(QRect(0, y, view.view_width(), layout.height))
    bar.follow(401)
    assert QRect(bar.mapTo(view.viewport(), QPoint()), bar.size()) == frame, "it stays under a pointer on its way to it"


# --- what is on its way ---


def test_older_messages_on_their_way_are_told_above_the_first(page: RoomPage, qtbot: QtBot) -> None:
    view = page.view
    view.show_row(0)
    view.scroll_by(-5000)
    look(page)
    assert view.shown[0][:2] == (0, 0)
    view.set_loading(True)
    look(page)
    assert view.accessibleDescription() == "", "what takes no time needs no word"
    qtbot.waitUntil(lambda: view.head > 0)
    look(page)
    assert view.accessibleDescription() == "Loading older messages…"
    assert view.shown[0][:2] == (0, view.head), "there is room for it"
    before = text_pixel(view, 1001)
    view.messages.insert(0, messages(900, 100))
    view.set_loading(False)
    look(page)
    assert text_pixel(view, 1001) == before
    assert view.accessibleDescription() == ""
    view.show_row(0)
    view.scroll_by(-5000)
    look(page)
    assert view.shown[0][:2] == (0, 0)


def test_who_reads_below_sees_nothing_move_while_older_ones_come(page: RoomPage, qtbot: QtBot) -> None:
    view = page.view
    view.show_row(200)
    look(page)
    before = text_pixel(view, 1200)
    view.set_loading(True)
    qtbot.waitUntil(lambda: view.head > 0)
    look(page)
    assert text_pixel(view, 1200) == before
    view.set_loading(False)
    look(page)
    assert text_pixel(view, 1200) == before


def test_a_place_of_last_time_that_is_the_end_is_told_to_be_the_end(qtbot: QtBot) -> None:
    made = RoomPage(TimelineModel(messages(1000, 3)))
    qtbot.addWidget(made)
    made.resize(600, 500)
    told: list[bool] = []
    made.view.at_bottom_changed.connect(told.append)
    made.view.stand_at(2, 20)
    assert told == [False]
    made.show()
    qtbot.waitUntil(lambda: told == [False, True])
    assert not made.newer.isVisible()
