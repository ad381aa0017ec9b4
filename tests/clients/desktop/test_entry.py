# SPDX-License-Identifier: GPL-3.0-or-later
"""The text box by itself: what the clipboard may hold, whose key is whose, where its text will go."""

from functools import partial

from PyQt6.QtCore import QEvent, QMimeData, QObject, Qt
from PyQt6.QtGui import QKeySequence, QShortcut, QTextCursor
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clients.desktop.composer import Composer
from clients.desktop.entry import Entry


def test_what_the_clipboard_holds_as_html_alone_comes_as_its_words(qtbot: QtBot) -> None:
    entry = Entry()
    qtbot.addWidget(entry)
    data = QMimeData()
    data.setHtml("<p>two <b>bold</b> words</p><p>and &lt;one&gt; line</p><img src='file:///etc/passwd'>")
    assert entry.canInsertFromMimeData(data)
    board = QApplication.clipboard()
    assert board is not None
    board.setMimeData(data)
    entry.paste()
    assert entry.text() == "two bold words\nand <one> line"


def test_plain_text_comes_first(qtbot: QtBot) -> None:
    entry = Entry()
    qtbot.addWidget(entry)
    data = QMimeData()
    data.setHtml("<b>marked up</b>")
    data.setText("**marked up**")
    entry.insertFromMimeData(data)
    assert entry.text() == "**marked up**"


def test_what_has_no_words_is_not_taken(qtbot: QtBot) -> None:
    entry = Entry()
    qtbot.addWidget(entry)
    data = QMimeData()
    data.setData("application/x-thing", b"1")
    assert not entry.canInsertFromMimeData(data)
    entry.insertFromMimeData(data)
    assert entry.text() == ""


def test_behind_an_emoji_the_cursor_is_where_it_is(qtbot: QtBot) -> None:
    """Qt counts an emoji as two, a name behind it is completed in its place all the same."""
    entry = Entry()
    qtbot.addWidget(entry)
    entry.set_text("🎉🎉 bo!")
    entry.moveCursor(QTextCursor.MoveOperation.Left)
    assert entry.cursor_at() == len("🎉🎉 bo")
    entry.replace(3, 5, "bob ")
    assert entry.text() == "🎉🎉 bob !"


def test_ctrl_end_is_left_to_the_conversation_at_the_end_of_the_text(qtbot: QtBot) -> None:
    """It goes to the end of what is typed; there, and in an empty entry, it is the menu's: newest message."""
    window = QWidget()
    entry = Entry(window)
    qtbot.addWidget(window)
    went: list[int] = []
    QShortcut(QKeySequence("Ctrl+End"), window, lambda: went.append(1))
    window.show()
    window.activateWindow()
    entry.setFocus()
    qtbot.waitUntil(entry.hasFocus)
    end = partial(QTest.keyClick, entry, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    end()
    assert went == [1]
    entry.set_text("two\nlines")
    entry.moveCursor(QTextCursor.MoveOperation.Start)
    end()
    assert went == [1]
    assert entry.textCursor().atEnd()
    end()
    assert went == [1, 1]


def test_another_rooms_name_is_painted_into_the_empty_entry(qtbot: QtBot) -> None:
    """Qt paints a placeholder anew only when one comes or goes: the entry said the former room's name."""
    composer = Composer()
    qtbot.addWidget(composer)
    composer.entry.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its cursor would blink
    composer.show()
    qtbot.waitExposed(composer)
    view = composer.entry.viewport()
    assert view is not None
    painted = Painted(view)
    for room in ("#first", "#other", "#third"):
        QApplication.processEvents()
        before = painted.times
        composer.set_room_name(room)
        QApplication.processEvents()
        assert painted.times > before, room


class Painted(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.times = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        self.times += event is not None and event.type() == QEvent.Type.Paint
        return False
