# SPDX-License-Identifier: GPL-3.0-or-later
"""The text box by itself: what the clipboard may hold."""

from PyQt6.QtCore import QMimeData
from PyQt6.QtGui import QTextCursor
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

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
