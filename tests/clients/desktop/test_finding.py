# SPDX-License-Identifier: GPL-3.0-or-later
"""Finding messages: by our server's SEARCH and, where there is none, in the local store; a result opens in context."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from PyQt6.QtCore import QDate, QPoint, Qt
from PyQt6.QtGui import QAction, QKeySequence
from PyQt6.QtWidgets import QCalendarWidget, QMessageBox
from pytestqt.qtbot import QtBot

from clients.desktop.app import Desktop
from clients.session.events import FoundMessage
from clients.session.model import SendState
from tests.clients.desktop.conftest import Join, Server, say, texts
from tests.support.client import Client


def said(desktop: Desktop, *lines: str) -> None:
    for line in lines:
        say(desktop, line)


def confirmed(desktop: Desktop) -> bool:
    found = desktop.window.current()
    own = [i for i in found.model.items if i.own] if found is not None else []
    return bool(own) and all(i.send_state is SendState.SENT for i in own)


def results(desktop: Desktop) -> list[str]:
    return [found.text for found in desktop.panels.search.results.found]


def test_the_server_searches_and_a_result_opens(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("seeker", server.port)
    said(desktop, "a zebra crosses the road", "nothing to see", "another zebra")
    qtbot.waitUntil(lambda: confirmed(desktop))
    panel = desktop.panels.search
    qtbot.keyClick(desktop.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert panel.isVisible()
    assert not desktop.window.people.isVisible()
    qtbot.keyClicks(panel.field, "zebra")
    qtbot.waitUntil(lambda: results(desktop) == ["another zebra", "a zebra crosses the road"])
    assert panel.said.text() == "2 messages"
    panel.field.setText("from:nobody zebra")
    qtbot.waitUntil(lambda: results(desktop) == [])
    panel.field.setText("from:seeker crosses")
    qtbot.waitUntil(lambda: len(results(desktop)) == 1)
    panel.opened.emit(panel.results.found[0])
    page = desktop.window.current().page  # type: ignore[union-attr]
    assert page is not None
    row = next(r for r, i in enumerate(page.view.messages.items) if "crosses" in i.text)
    qtbot.waitUntil(lambda: page.view.lit == page.view.messages.items[row].id)
    panel.leave()
    assert desktop.window.people.isVisible()


def test_the_search_by_keyboard(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("typist", server.port)
    said(desktop, "an okapi rests", "another okapi")
    qtbot.waitUntil(lambda: confirmed(desktop))
    panel, opened = desktop.panels.search, []
    panel.opened.connect(lambda found: opened.append(found.text))
    desktop.panels.find(everywhere=False)
    qtbot.keyClicks(panel.field, "okapi")
    qtbot.keyClick(panel.field, Qt.Key.Key_Return)  # looks at once
    qtbot.waitUntil(lambda: results(desktop) == ["another okapi", "an okapi rests"])
    assert opened == []
    qtbot.keyClick(panel.field, Qt.Key.Key_Return)  # and then opens
    assert opened == ["another okapi"]
    panel.field.setFocus()
    qtbot.keyClick(panel.field, Qt.Key.Key_Down)
    qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert opened == ["another okapi", "an okapi rests"]
    panel.field.setText("okapi rests")
    qtbot.keyClick(panel.field, Qt.Key.Key_Return)  # other words: what is shown is not what they mean
    assert len(opened) == 2
    for widget in (panel.list, panel.field):
        panel.show()
        qtbot.keyClick(widget, Qt.Key.Key_Escape)
        assert not panel.isVisible()
    assert desktop.window.people.isVisible()


def test_without_a_server_the_local_store_is_searched(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("hermit", server.port)
    said(desktop, "the quokka smiles")
    qtbot.waitUntil(lambda: confirmed(desktop))
    controller = desktop.window.current().controller  # type: ignore[union-attr]
    controller.act(controller.session.quit, 0.0)
    assert not controller.network.features.search or controller.transport is not None
    desktop.panels.find(everywhere=True)
    desktop.panels.search.field.setText("quok")
    qtbot.waitUntil(lambda: results(desktop) == ["the quokka smiles"])


def asked(desktop: Desktop) -> QMessageBox:
    """The question that is open."""
    return next(box for box in desktop.window.findChildren(QMessageBox) if box.isVisible())


def test_a_deleted_message_is_a_tombstone_and_gone_from_search(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop, other = join("writer", server.port), join("reader", server.port)
    said(desktop, "a wombat I regret")
    qtbot.waitUntil(lambda: "a wombat I regret" in texts(other))
    qtbot.waitUntil(lambda: confirmed(desktop))
    item = next(i for i in desktop.window.current().model.items if "wombat" in i.text)  # type: ignore[union-attr]
    desktop.wiring.menu.redact.emit(item)
    asked(desktop).reject()  # thought better of it
    said(desktop, "a wombat I keep")
    qtbot.waitUntil(lambda: "a wombat I keep" in texts(other))
    assert "a wombat I regret" in texts(other)
    desktop.wiring.menu.redact.emit(item)
    asked(desktop).accept()

    def gone(of: Desktop) -> bool:
        items = of.window.current().model.items  # type: ignore[union-attr]
        return any(i.redacted and i.msgid == item.msgid for i in items)

    qtbot.waitUntil(lambda: gone(desktop) and gone(other))
    assert "a wombat I regret" not in texts(other)
    desktop.panels.find(everywhere=True)
    desktop.panels.search.field.setText("wombat")
    qtbot.waitUntil(lambda: results(desktop) == ["a wombat I keep"])
    store = other.store
    assert store is not None
    found = store.search(other.window.here[0], "wombat", "", "", 10)  # type: ignore[index]
    assert [entry.text for entry in found] == ["a wombat I keep"]


Chatter = Callable[[str, int, str], tuple[Client, list[str]]]


@pytest.fixture
def chatter(server: Server) -> Iterator[Chatter]:
    """Somebody who says so many lines in a room and stays; they and the msgids."""
    with ExitStack() as stack:

        def talk(room: str, count: int, nick: str) -> tuple[Client, list[str]]:
            client = Client(server.port)
            stack.enter_context(client.socket)
            client.register(nick, "message-tags server-time echo-message batch")
            client.send(f"JOIN {room}")
            ids = []
            for number in range(count):
                client.send(f"PRIVMSG {room} :{nick} says {number}")
                ids.append(client.until("PRIVMSG").tags["msgid"])
            return client, ids

        yield talk


def lit(desktop: Desktop) -> str:
    """The text of the message that a jump came to."""
    found = desktop.window.current()
    if found is None or found.page is None or not found.page.view.lit:
        return ""
    row = found.model.row_of(found.page.view.lit)
    return found.model.items[row].text if row >= 0 else ""


def test_a_quote_leads_to_a_message_that_is_not_loaded(
    server: Server, join: Join, qtbot: QtBot, chatter: Chatter
) -> None:
    talker, ids = chatter("#lobby", 400, "talker")  # more than the two pages that come by themselves
    first = ids[0]
    desktop = join("quoter", server.port)
    talker.send(f"@+reply={first} PRIVMSG #lobby :about the very first")
    qtbot.waitUntil(lambda: "about the very first" in texts(desktop))
    found = desktop.window.current()
    assert found is not None
    assert found.page is not None
    assert "talker says 0" not in texts(desktop)
    view = found.page.view
    view.ensure()
    _, y, layout = next(s for s in view.shown if s[2].item.reply_to == first)
    where = layout.quote.center() + QPoint(0, y)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.waitUntil(lambda: lit(desktop) == "talker says 0")


def test_a_result_in_a_room_that_is_not_open_opens_it_there(
    server: Server, join: Join, qtbot: QtBot, chatter: Chatter
) -> None:
    _, ids = chatter("#cellar", 150, "digger")
    desktop = join("visitor", server.port)
    message = FoundMessage("#cellar", "#cellar", ids[0], 0, "digger", "digger says 0")
    desktop.panels.search.opened.emit(message)
    qtbot.waitUntil(lambda: lit(desktop) == "digger says 0")
    assert desktop.window.here is not None
    assert desktop.window.here[1] == "#cellar"


def test_a_result_of_a_closed_conversation_opens_it(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop, friend = join("closer", server.port), join("pal", server.port)
    controller = friend.window.current().controller  # type: ignore[union-attr]
    room = controller.session.open_direct("closer", 0.0)
    controller.act(controller.session.send_message, room, "psst, aardvark", 0.0)
    qtbot.waitUntil(lambda: any(room == "pal" for _, room in desktop.window.stage.by_place))
    mine = desktop.window.current().controller  # type: ignore[union-attr]
    mine.act(mine.session.leave, "pal", 0.0)
    desktop.panels.find(everywhere=True)
    desktop.panels.search.field.setText("aardvark")
    qtbot.waitUntil(lambda: results(desktop) == ["psst, aardvark"])
    desktop.panels.search.opened.emit(desktop.panels.search.results.found[0])
    qtbot.waitUntil(lambda: lit(desktop) == "psst, aardvark")
    assert desktop.window.here is not None
    assert desktop.window.here[1] == "pal"


def test_the_calendar_leads_to_a_day(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("dayer", server.port)
    say(desktop, "today's words")
    qtbot.waitUntil(lambda: confirmed(desktop))
    today = QDate.currentDate()
    desktop.wiring.day_wanted.emit(today.toString(Qt.DateFormat.ISODate))
    calendar = desktop.window.findChild(QCalendarWidget)
    assert calendar is not None
    assert calendar.isVisible()
    assert calendar.maximumDate() == today
    calendar.clicked.emit(today)
    qtbot.waitUntil(lambda: bool(desktop.window.current().page.view.lit))  # type: ignore[union-attr]
    view = desktop.window.current().page.view  # type: ignore[union-attr]
    first = view.messages.row_of(view.lit)
    assert view.rows.around(first).day == today.toString(Qt.DateFormat.ISODate)


def test_the_unread_line_stands_where_one_left_off(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop, other = join("leaver", server.port), join("stayer", server.port)
    found = desktop.window.current()
    assert found is not None
    assert found.page is not None
    desktop.window.activity_changed.emit(True)
    say(other, "seen")
    qtbot.waitUntil(lambda: "seen" in texts(desktop))
    desktop.follower.look()
    desktop.window.activity_changed.emit(False)
    say(other, "missed")
    qtbot.waitUntil(lambda: "missed" in texts(desktop))
    say(other, "missed, too")
    qtbot.waitUntil(lambda: "missed, too" in texts(desktop))
    found.controller.act(found.controller.session.mark_read, found.room.key, 0.0, found.model.items[-3].time_ms)
    desktop.window.activity_changed.emit(True)  # back again
    line = found.model.row_of(found.page.view.rows.unread_id)
    assert found.model.items[line].text == "missed"
    found.page.view.lit = 0
    jump = next(a for a in desktop.window.findChildren(QAction) if a.shortcut() == QKeySequence("Ctrl+U"))
    jump.trigger()
    assert lit(desktop) == "missed"
    desktop.window.show_place((found.place[0], ""))
    desktop.window.show_place(found.place)
    assert found.page.view.rows.unread_id in (0, found.model.items[line].id)
