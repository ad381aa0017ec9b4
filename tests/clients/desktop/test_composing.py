# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing: completion, emoji, several lines, large pastes, replies, edits."""

import contextlib
import socket
from collections.abc import Iterator

import pytest
from PyQt6.QtCore import QMimeData, QPoint, Qt
from PyQt6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from clients.desktop import emoji_picker
from clients.desktop.app import Desktop
from clients.desktop.entry import LARGE_LINES
from tests.clients.desktop.conftest import Join, Server, in_room, say, texts


def paste(desktop: Desktop, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    desktop.window.composer.entry.insertFromMimeData(data)


# --- completion -------------------------------------------------------------------------------------------------------


def test_tab_completes_names_by_recency_and_goes_round(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop, first, second = join("tabber", server.port), join("zoe1", server.port), join("zoe2", server.port)
    say(first, "I spoke first")
    qtbot.waitUntil(lambda: "I spoke first" in texts(desktop))
    say(second, "and I last")
    qtbot.waitUntil(lambda: "and I last" in texts(desktop))
    entry = desktop.window.composer.entry
    entry.set_text("zo")
    qtbot.keyClick(entry, Qt.Key.Key_Tab)
    assert entry.text().startswith("zoe2")
    qtbot.keyClick(entry, Qt.Key.Key_Tab)
    assert entry.text().startswith("zoe1")
    qtbot.keyClick(entry, Qt.Key.Key_Backtab)
    assert entry.text().startswith("zoe2")


def test_a_slash_opens_the_commands_and_enter_takes_one(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("slasher", server.port)
    entry, completing = desktop.window.composer.entry, desktop.panels.completing
    qtbot.keyClicks(entry, "/jo")
    assert completing.popup.isVisible()
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    assert entry.text() == "/join "
    assert not completing.popup.isVisible()
    qtbot.keyClicks(entry, "#lob")
    assert completing.popup.isVisible()
    qtbot.keyClick(entry, Qt.Key.Key_Escape)
    assert not completing.popup.isVisible()
    assert entry.text() == "/join #lob"


def test_a_colon_and_a_name_give_an_emoji(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("smiler", server.port)
    entry = desktop.window.composer.entry
    qtbot.keyClicks(entry, "well :rocke")
    qtbot.keyClick(entry, Qt.Key.Key_Tab)
    assert entry.text().startswith("well 🚀")


# --- emoji ------------------------------------------------------------------------------------------------------------


def test_emoji_are_found_by_all_words_of_their_names() -> None:
    assert "👍" in emoji_picker.find("thumbs up")
    assert emoji_picker.find("rocket")[0] == "🚀"
    assert emoji_picker.find("no such emoji at all") == []


def test_the_picker_gives_the_choice_and_remembers_it(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("picker", server.port)
    picker = desktop.wiring.picker
    desktop.menus._emoji()
    assert picker.isVisible()
    qtbot.keyClicks(picker.search, "rocket")
    qtbot.keyClick(picker.search, Qt.Key.Key_Return)
    assert not picker.isVisible()
    assert desktop.window.composer.entry.text() == "🚀"
    assert desktop.settings.preferences.recent_emoji[0] == "🚀"
    chosen: list[str] = []
    picker.pick(QPoint(5000, 5000), chosen.append)
    screen = QApplication.primaryScreen()
    assert screen is not None
    assert screen.availableGeometry().contains(picker.geometry())
    picker.hide()


# --- several lines ----------------------------------------------------------------------------------------------------


def test_several_lines_are_one_message(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop, other = join("liner", server.port), join("lines", server.port)
    entry = desktop.window.composer.entry
    for part, key in (("one", True), ("two", True), ("three", False)):
        qtbot.keyClicks(entry, part)
        shift = Qt.KeyboardModifier.ShiftModifier if key else Qt.KeyboardModifier.NoModifier
        qtbot.keyClick(entry, Qt.Key.Key_Return, shift)
    qtbot.waitUntil(lambda: "one\ntwo\nthree" in texts(other))
    assert entry.text() == ""


def test_a_large_paste_asks_and_a_small_one_does_not(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("paster", server.port)
    entry = desktop.window.composer.entry
    paste(desktop, "two\r\nlines")
    assert entry.text() == "two\nlines"
    entry.clear()
    large = "\n".join(f"line {n}" for n in range(LARGE_LINES + 1))
    for answer, expected in (
        (QMessageBox.StandardButton.Cancel, ""),
        (QMessageBox.StandardButton.Ok, large),
    ):
        paste(desktop, large)
        assert entry.text() == ""
        box = next(b for b in desktop.window.findChildren(QMessageBox) if b.isVisible())
        assert f"{LARGE_LINES + 1} lines" in box.text()
        qtbot.mouseClick(box.button(answer), Qt.MouseButton.LeftButton)
        assert entry.text() == expected


# --- replies and edits ------------------------------------------------------------------------------------------------


def test_a_reply_quotes_and_escape_gives_up(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop, other = join("answerer", server.port), join("asker", server.port)
    say(other, "shall we?")
    qtbot.waitUntil(lambda: "shall we?" in texts(desktop))
    question = next(i for i in desktop.window.current().model.items if i.text == "shall we?")  # type: ignore[union-attr]
    composer = desktop.window.composer
    composer.answer(question)
    assert composer.strip.isVisible()
    qtbot.keyClick(composer.entry, Qt.Key.Key_Escape)
    assert not composer.strip.isVisible()
    composer.answer(question)
    say(desktop, "yes, let us")
    qtbot.waitUntil(lambda: "yes, let us" in texts(other))
    answer = next(i for i in other.window.current().model.items if i.text == "yes, let us")  # type: ignore[union-attr]
    assert answer.reply_to == question.msgid


class Peer:
    """Our side of a desktop's socket: a server of our own making."""

    def __init__(self, listener: socket.socket, qtbot: QtBot) -> None:
        self.socket, _ = listener.accept()
        self.socket.setblocking(False)
        self.qtbot = qtbot
        self.buffer = b""

    def tell(self, *lines: str) -> None:
        self.socket.sendall("".join(f"{line}\r\n" for line in lines).encode())

    def hear(self, start: str) -> str:
        """The next line that begins so; others are passed over."""
        found: list[str] = []

        def came() -> bool:
            with contextlib.suppress(BlockingIOError):
                self.buffer += self.socket.recv(65536)
            while b"\n" in self.buffer and not found:
                line, _, self.buffer = self.buffer.partition(b"\n")
                if line.startswith(start.encode()):
                    found.append(line.decode().rstrip("\r"))
            return bool(found)

        self.qtbot.waitUntil(came)
        return found[0]


@pytest.fixture
def editing(join: Join, qtbot: QtBot) -> Iterator[tuple[Desktop, Peer]]:
    """A desktop in #room of a server that lets people edit."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(10)
        desktop = join("ed", listener.getsockname()[1], wait=False)
        qtbot.waitUntil(lambda: desktop.networks.joining is not None)
        QApplication.processEvents()
        peer = Peer(listener, qtbot)
    with peer.socket:
        capabilities = "message-tags server-time echo-message batch draft/message-edit"
        peer.tell(f":s CAP * LS :{capabilities}")
        peer.hear("CAP REQ")
        peer.tell(f":s CAP ed ACK :{capabilities}")
        peer.hear("CAP END")
        peer.tell(":s 001 ed :hi", ":s 422 ed :no motd", ":ed!e@h JOIN #room", ":s 366 ed #room :end")
        qtbot.waitUntil(lambda: in_room(desktop))
        yield desktop, peer


def test_up_edits_the_last_message_where_the_server_can(editing: tuple[Desktop, Peer], qtbot: QtBot) -> None:
    desktop, peer = editing
    entry, composer = desktop.window.composer.entry, desktop.window.composer
    say(desktop, "teh words")
    peer.hear("PRIVMSG #room")
    peer.tell("@msgid=m1;time=2026-01-01T00:00:00.000Z :ed!e@h PRIVMSG #room :teh words")
    qtbot.waitUntil(lambda: any(i.msgid == "m1" for i in desktop.window.current().model.items))  # type: ignore[union-attr]
    qtbot.keyClick(entry, Qt.Key.Key_Up)
    assert composer.editing
    assert entry.text() == "teh words"
    qtbot.keyClick(entry, Qt.Key.Key_Escape)
    assert not composer.editing
    assert entry.text() == ""
    qtbot.keyClick(entry, Qt.Key.Key_Up)
    entry.set_text("the words")
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    assert "m1" in peer.hear("@draft/")


def test_up_recalls_what_one_said_where_the_server_cannot_edit(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("noedit", server.port)
    entry = desktop.window.composer.entry
    for text in ("first words", "second words", "second words"):
        say(desktop, text)
    qtbot.waitUntil(lambda: texts(desktop).count("second words") == 2)
    seen = []
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(entry, key)
        seen.append(entry.text())
    assert seen == ["second words", "first words", "first words", "second words", ""]
    assert not desktop.window.composer.editing
    qtbot.keyClick(entry, Qt.Key.Key_Up)
    qtbot.keyClicks(entry, "!")
    qtbot.keyClick(entry, Qt.Key.Key_Up)
    assert entry.text() == "second words!", "what was changed is not taken away"
