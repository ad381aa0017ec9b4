# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands around a conversation: a topic too long for its line, the field to change it, what is on its way."""

import time
from collections.abc import Callable

from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QApplication, QDialogButtonBox, QInputDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from clients.desktop.app import Desktop
from clients.desktop.ways_in import JoinDialog
from clients.session.model import RoomKind
from tests.clients.desktop.conftest import Join, Server, say

LONG = ("what <b>this</b> room is about, at length " * 9).strip()


def with_topic(desktop: Desktop, qtbot: QtBot, topic: str) -> None:
    window = desktop.window
    say(desktop, f"/join #topic{len(topic)}")
    qtbot.waitUntil(lambda: (here := window.current()) is not None and here.room.name == f"#topic{len(topic)}")
    found = window.current()
    assert found is not None
    qtbot.waitUntil(lambda: found.room.joined)
    found.controller.act(found.controller.session.set_topic, found.room.key, topic, time.time())
    qtbot.waitUntil(lambda: window.header.topic.full == topic)


def asked(show: Callable[[], object]) -> dict[str, object]:
    """What a dialog looked like that stays open until it was looked at."""
    seen: dict[str, object] = {}

    def look() -> None:
        for dialog in (w for w in QApplication.topLevelWidgets() if isinstance(w, QInputDialog) and w.isVisible()):
            field = dialog.findChild(QLineEdit)
            assert field is not None
            seen["width"], seen["text"] = field.width(), field.text()
            seen["said"] = "".join(label.text() for label in dialog.findChildren(QLabel))
            layout, ok = dialog.layout(), dialog.findChild(QDialogButtonBox)
            assert layout is not None
            assert ok is not None
            seen["margins"] = layout.contentsMargins().left(), layout.contentsMargins().top()
            seen["roles"] = [button.property("role") for button in ok.buttons()]
            dialog.reject()

    QTimer.singleShot(200, look)
    show()
    return seen


def test_a_cut_topic_is_told_whole(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("reader", server.port)
    topic = desktop.window.header.topic
    with_topic(desktop, qtbot, "short")
    assert (topic.text(), topic.toolTip()) == ("short", "")
    with_topic(desktop, qtbot, LONG)
    assert topic.text() != LONG
    assert "&lt;b&gt;this&lt;/b&gt;" in topic.toolTip()
    desktop.window.resize(desktop.window.width() + 1, desktop.window.height())
    seen = asked(desktop.wiring.ask_topic)
    assert seen["text"] == LONG
    assert LONG in str(seen["said"]), "in the dialog it is wrapped"


def test_the_fields_are_wide_enough(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("writer", server.port)
    with_topic(desktop, qtbot, "short")
    seen = asked(desktop.wiring.ask_topic)
    assert seen["said"] == "Topic:"
    assert int(str(seen["width"])) >= 400
    assert seen["margins"] == (24, 20), "Qt lays such a dialog out late, and with margins of its own"
    assert seen["roles"] == ["main", None]
    dialog = JoinDialog(desktop.window)
    dialog.show()
    assert dialog.name.width() >= 400
    dialog.close()


def test_the_page_of_a_server_that_spoke_does_not_say_that_it_did_not(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("guest", server.port)
    window, found = desktop.window, desktop.window.current()
    assert found is not None
    window.show_place((found.place[0], ""))
    here = window.current()
    assert here is not None
    assert here.page is not None
    assert here.room.kind is RoomKind.SERVER
    assert here.model.items
    assert not here.page.view.nothing_said()
    here.model.replace([])
    assert here.page.view.nothing_said()


def test_the_window_tells_that_older_messages_are_fetched(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("patient", server.port)
    found = desktop.window.current()
    assert found is not None
    assert found.page is not None
    view = found.page.view
    qtbot.waitUntil(lambda: found.room.at_beginning and not found.room.loading)
    qtbot.waitUntil(lambda: not view.accessibleDescription() and not view._loading.isActive())
    found.room.loading, found.room.at_beginning = True, False
    desktop.window.refresh_room()
    qtbot.waitUntil(lambda: view.accessibleDescription() != "")
    found.room.loading = False
    desktop.window.refresh_room()
    assert view.accessibleDescription() == ""
