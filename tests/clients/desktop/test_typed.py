# SPDX-License-Identifier: GPL-3.0-or-later
"""Words go to the entry wherever one clicked before; the conversation's own keys need F6, and show."""

from functools import partial

import pytest
from PyQt6.QtCore import QEvent, QPoint, Qt
from PyQt6.QtGui import QInputMethodEvent, QKeyEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clients.desktop.app import Desktop
from clients.desktop.conversations import Conversation
from clients.desktop.typed import is_typed
from tests.clients.desktop.conftest import Join, Server, say, texts

NONE = Qt.KeyboardModifier.NoModifier
CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def ready(qtbot: QtBot, desktop: Desktop) -> Conversation:
    for text in ("one", "two", "three"):
        say(desktop, text)
    desktop.window.activateWindow()
    qtbot.waitUntil(lambda: texts(desktop)[-1:] == ["three"] and desktop.window.isActiveWindow())
    found = desktop.window.current()
    assert found is not None
    assert found.page is not None
    return found


def typed(text: str) -> None:
    for letter in text:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, letter)


def places(desktop: Desktop, found: Conversation) -> dict[str, QWidget]:
    window = desktop.window
    assert found.page is not None
    return {
        "conversation": found.page.view,
        "people": window.people.list,
        "rooms": window.rooms,
        "a button": window.exit,
        "the bell": window.header.bell,
    }


def test_after_a_click_words_are_words(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("clicker", server.port)
    found = ready(qtbot, desktop)
    entry = desktop.window.composer.entry
    for name in ("conversation", "people", "rooms"):
        port = places(desktop, found)[name].viewport()  # type: ignore[attr-defined]
        QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=QPoint(port.width() // 2, port.height() - 4))
        typed("rep, r e p")
        assert entry.text() == "rep, r e p", name
        entry.clear()
    assert desktop.window.composer.reply is None
    assert not desktop.wiring.picker.isVisible()


def test_where_the_keyboard_is_words_and_pastes_go_to_the_entry(server: Server, join: Join, qtbot: QtBot) -> None:
    """Letters, what an input method or a dead key makes, and a paste."""
    desktop = join("tabbed", server.port)
    found = ready(qtbot, desktop)
    entry, board = desktop.window.composer.entry, QApplication.clipboard()
    assert board is not None
    board.setText("pasted")
    for name, widget in places(desktop, found).items():
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        typed("r")
        assert (entry.text(), entry.hasFocus()) == ("r", True), name
        entry.clear()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(widget, Qt.Key.Key_V, CTRL)
        assert entry.text() == "pasted", name
        entry.clear()
        if name in ("conversation", "people", "rooms"):
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            composes = partial(widget.testAttribute, Qt.WidgetAttribute.WA_InputMethodEnabled)
            qtbot.waitUntil(composes)  # else dead keys are lost
            commit = QInputMethodEvent("", [])
            commit.setCommitString("é日")
            QApplication.sendEvent(widget, commit)
            assert entry.text() == "é日", name
            entry.clear()


def test_the_conversations_keys_need_f6_and_show(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("steerer", server.port)
    found = ready(qtbot, desktop)
    page, window = found.page, desktop.window
    assert page is not None
    qtbot.waitUntil(lambda: all(item.msgid for item in found.model.items if item.spoken))
    QTest.keyClick(window, Qt.Key.Key_F6)
    assert page.keys.isVisible()
    typed("r")
    assert window.composer.reply is not None
    assert not page.keys.isVisible(), "the keyboard is at the entry again"
    window.composer.cancel()
    QTest.keyClick(window, Qt.Key.Key_F6)
    QTest.keyClick(page.view, Qt.Key.Key_Escape)
    assert (page.keys.isVisible(), window.composer.entry.hasFocus()) == (False, True)
    QTest.keyClick(window, Qt.Key.Key_F6)
    typed("hello r")
    assert window.composer.entry.text() == "hello r", "other words leave the mode, and what follows are words"
    assert not page.keys.isVisible()


def test_copying_and_paging_go_on_from_the_entry(server: Server, join: Join, qtbot: QtBot) -> None:
    """A click leaves the keyboard at the entry, so what is marked in the conversation is copied from there."""
    desktop = join("copier", server.port)
    found = ready(qtbot, desktop)
    entry, board = desktop.window.composer.entry, QApplication.clipboard()
    assert board is not None
    assert found.page is not None
    for number in range(40):
        say(desktop, f"line {number}")
    qtbot.waitUntil(lambda: "line 39" in texts(desktop))
    QApplication.processEvents()
    view = found.page.view
    row, y, layout = view.shown[-1]
    port = view.viewport()
    assert port is not None
    QTest.mouseDClick(port, Qt.MouseButton.LeftButton, pos=QPoint(view.look.text_x + 4, y + layout.height - 14))
    QTest.keyClick(entry, Qt.Key.Key_C, CTRL)
    assert board.text() == "line"
    QTest.keyClick(entry, Qt.Key.Key_PageUp)
    qtbot.waitUntil(lambda: not view.at_bottom)
    QTest.keyClick(entry, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: view.at_bottom)
    assert row >= 0


def test_who_walks_through_results_goes_on_with_the_search(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("seeker", server.port)
    ready(qtbot, desktop)
    search = desktop.panels.search
    desktop.panels.find(everywhere=False)
    search.list.setFocus()
    typed("zeb")
    assert (search.field.text(), desktop.window.composer.entry.text()) == ("zeb", "")


@pytest.mark.parametrize(
    ("key", "modifiers", "text", "meant"),
    [
        (Qt.Key.Key_A, NONE, "a", True),
        (Qt.Key.Key_A, SHIFT, "A", True),
        (Qt.Key.Key_Space, NONE, " ", True),
        (Qt.Key.Key_At, CTRL | ALT, "@", True),  # AltGr, on Windows
        (Qt.Key.Key_At, Qt.KeyboardModifier.GroupSwitchModifier, "@", True),
        (Qt.Key.Key_V, CTRL, "\x16", True),
        (Qt.Key.Key_K, CTRL, "\x0b", False),
        (Qt.Key.Key_C, ALT, "c", False),
        (Qt.Key.Key_Return, NONE, "\r", False),
        (Qt.Key.Key_Up, NONE, "", False),
        (Qt.Key.Key_Backspace, NONE, "\b", False),
    ],
)
def test_what_counts_as_typed(key: Qt.Key, modifiers: Qt.KeyboardModifier, text: str, meant: bool) -> None:
    assert is_typed(QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text)) is meant
