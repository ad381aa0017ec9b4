# SPDX-License-Identifier: GPL-3.0-or-later
"""What is unread is what was not seen: badges, the title, the New line, and what other devices are told."""

import pytest
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clients.desktop.app import Desktop
from clients.desktop.conversations import Conversation
from clients.session.model import Room
from tests.clients.desktop.conftest import Join, Server, say, texts


def watching(qtbot: QtBot, desktop: Desktop) -> Conversation:
    """Before a window that is the active one."""
    desktop.window.activateWindow()
    qtbot.waitUntil(lambda: desktop.window.watched)
    found = desktop.window.current()
    assert found is not None
    assert found.page is not None
    return found


def heard(qtbot: QtBot, other: Desktop, desktop: Desktop, text: str, room: Room) -> None:
    """`other` says it in their room, and it is in `room`."""
    say(other, text)
    qtbot.waitUntil(lambda: text in [item.text for item in room.items])
    QApplication.processEvents()
    desktop.follower.refresh()


def line(found: Conversation) -> str:
    """The message the New line stands above, "" if there is no line."""
    assert found.page is not None
    row = found.model.row_of(found.page.view.rows.unread_id)
    return found.model.items[row].text if found.page.view.rows.unread_id and row >= 0 else ""


def counts(room: Room) -> tuple[int, int]:
    return room.unread, room.mentions


def test_what_one_looks_at_is_read(server: Server, join: Join, qtbot: QtBot) -> None:
    other, desktop = join("teller", server.port), join("looker", server.port)
    found = watching(qtbot, desktop)
    for text in ("looker: one", "looker: two"):
        heard(qtbot, other, desktop, text, found.room)
        assert counts(found.room) == (0, 0)
        assert not desktop.window.windowTitle().startswith("(")
        assert line(found) == ""
    assert found.room.read_ms >= found.model.items[-1].time_ms


def test_an_inactive_window_reads_nothing_until_it_is_active(server: Server, join: Join, qtbot: QtBot) -> None:
    other, desktop = join("caller", server.port), join("absent", server.port)
    found = watching(qtbot, desktop)
    heard(qtbot, other, desktop, "seen", found.room)
    other.window.activateWindow()
    qtbot.waitUntil(lambda: not desktop.window.watched)
    for text in ("absent: missed", "missed, too"):
        heard(qtbot, other, desktop, text, found.room)
    assert counts(found.room) == (2, 1)
    assert desktop.window.windowTitle().startswith("(1)")
    watching(qtbot, desktop)
    assert counts(found.room) == (0, 0)
    assert line(found) == "absent: missed"
    qtbot.waitUntil(lambda: found.page is not None and found.page._seen.isValid())
    other.window.activateWindow()
    qtbot.waitUntil(lambda: not desktop.window.watched)
    watching(qtbot, desktop)
    assert line(found) == "", "it was seen"


@pytest.mark.parametrize("way", ["hide", "showMinimized"])
def test_a_hidden_window_reads_nothing(server: Server, join: Join, qtbot: QtBot, way: str) -> None:
    """Even one that the desktop still calls active."""
    other, desktop = join(f"s{way}", server.port), join(f"h{way}", server.port)
    found = watching(qtbot, desktop)
    getattr(desktop.window, way)()
    heard(qtbot, other, desktop, f"h{way}: where are you?", found.room)
    assert counts(found.room) == (1, 1)
    desktop.window.showNormal()
    qtbot.waitExposed(desktop.window)
    other.window.activateWindow()  # the offscreen platform thinks that the window is active still
    qtbot.waitUntil(other.window.isActiveWindow)
    watching(qtbot, desktop)
    assert counts(found.room) == (0, 0)


def test_scrolled_up_it_is_unread_until_one_comes_down(server: Server, join: Join, qtbot: QtBot) -> None:
    other, desktop = join("talker", server.port), join("scroller", server.port)
    for number in range(60):
        say(other, f"row {number}")
    found = watching(qtbot, desktop)
    assert found.page is not None
    qtbot.waitUntil(lambda: "row 59" in texts(desktop), timeout=15_000)
    qtbot.waitUntil(lambda: found.page is not None and found.page.view.verticalScrollBar().maximum() > 0)
    found.page.view.scroll_by(-300)
    qtbot.waitUntil(lambda: desktop.window.current() is not None and not found.controller.session._core.at_end)
    heard(qtbot, other, desktop, "below", found.room)
    assert found.room.unread == 1
    found.page.view.to_bottom()
    qtbot.waitUntil(lambda: found.room.unread == 0)
    assert line(found) == "below"


def test_only_the_network_before_the_eyes_is_read(
    server: Server, other_server: Server, join: Join, qtbot: QtBot
) -> None:
    """Turning to a room of another network is turning away from this one."""
    other, desktop = join("crier", server.port), join("traveller", server.port)
    here = watching(qtbot, desktop)
    desktop.networks.ask(f"127.0.0.1:{other_server.port}", "traveller")
    assert desktop.dialog is not None
    desktop.dialog.accept_now()
    qtbot.waitUntil(lambda: desktop.window.here is not None and desktop.window.here[0] != here.place[0], timeout=10_000)
    watching(qtbot, desktop)
    heard(qtbot, other, desktop, "traveller: are you there?", here.room)
    assert counts(here.room) == (1, 1)
