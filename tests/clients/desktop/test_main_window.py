# SPDX-License-Identifier: GPL-3.0-or-later
"""The window against the real server: joining, talking, commands, leaving, and what goes wrong."""

import socket

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QInputMethodEvent
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clients.session.events import RoomChanged
from clients.session.model import ConnectionState, ItemKind, SendState
from tests.clients.desktop.conftest import Join, Server, free_port, in_room, say, texts


def kinds(desktop: object) -> list[tuple[ItemKind, str]]:
    found = desktop.window.current()  # type: ignore[attr-defined]
    return [(item.kind, item.author) for item in found.model.items]


def test_a_nickname_and_ok_and_one_is_in_the_lobby(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("", server.port, wait=False)
    assert desktop.dialog is not None
    assert not desktop.dialog.ok.isEnabled()
    qtbot.keyClicks(desktop.dialog.nick, "newcomer")
    qtbot.mouseClick(desktop.dialog.ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: in_room(desktop), timeout=10_000)
    window = desktop.window
    assert window.isVisible()
    assert window.current().room.name == "#lobby"  # type: ignore[union-attr]
    for part in (window.stage, window.composer.entry, window.composer.send, window.exit, window.people):
        assert part.isVisible(), part
    assert desktop.dialog is None


def test_older_messages_that_had_to_wait_are_asked_for_again(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("founder", server.port)
    say(desktop, "/join #fresh")
    qtbot.waitUntil(lambda: in_room(desktop) and desktop.window.current().room.name == "#fresh")  # type: ignore[union-attr]
    found = desktop.window.current()
    assert found is not None
    assert found.page is not None
    page, room = found.page, found.room
    qtbot.waitUntil(lambda: room.at_beginning and not room.loading)
    room.at_beginning, room.loading = False, True  # as while the newest messages are still on their way
    page.view.ask_again()
    qtbot.waitUntil(lambda: page.view.older_waits)
    room.loading = False
    desktop.follower.handle(found.controller, RoomChanged(room.key))
    qtbot.waitUntil(lambda: room.at_beginning)
    qtbot.waitUntil(lambda: page.view.intro == ("#fresh", "This is the beginning of the room."))


def test_two_windows_talk(server: Server, join: Join, qtbot: QtBot) -> None:
    one, two = join("ann", server.port), join("ben", server.port)
    qtbot.keyClicks(one.window.composer.entry, "hello over there")
    qtbot.keyClick(one.window.composer.entry, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "hello over there" in texts(two))
    say(two, "hello back")
    qtbot.waitUntil(lambda: "hello back" in texts(one))
    assert one.window.composer.entry.text() == ""
    qtbot.waitUntil(lambda: sent(one, "hello over there"))
    assert {row.nick for row in one.window.people.people.rows if not isinstance(row, str)} >= {"ann", "ben"}


def test_shift_enter_is_a_new_line(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("liner", server.port)
    entry = desktop.window.composer.entry
    qtbot.keyClicks(entry, "one")
    qtbot.keyClick(entry, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(entry, "two")
    assert entry.text() == "one\ntwo"
    assert "one" not in texts(desktop)


def test_enter_in_preedit_never_sends(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("ime", server.port)
    entry = desktop.window.composer.entry
    entry.set_text("ni")
    QApplication.sendEvent(entry, QInputMethodEvent("hao", []))
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    assert entry.text() == "ni"
    done = QInputMethodEvent("", [])
    done.setCommitString("好")
    QApplication.sendEvent(entry, done)
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "ni好" in texts(desktop))


def sent(desktop: object, text: str) -> bool:
    """Whether the server confirmed what we said."""
    found = desktop.window.current()  # type: ignore[attr-defined]
    return any(item.text == text and item.send_state is SendState.SENT for item in found.model.items)


def test_history_is_there_on_joining(server: Server, join: Join, qtbot: QtBot) -> None:
    early = join("early", server.port)
    say(early, "said before you came")
    qtbot.waitUntil(lambda: sent(early, "said before you came"))
    early.leave()
    late = join("late", server.port)
    qtbot.waitUntil(lambda: "said before you came" in texts(late))


def test_commands(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop, other = join("cmd", server.port), join("peer", server.port)
    say(desktop, "/me waves")
    qtbot.waitUntil(lambda: (ItemKind.ACTION, "cmd") in kinds(other))
    say(desktop, "/nick cmd2")
    qtbot.waitUntil(lambda: desktop.window.me.text() == "cmd2")
    say(desktop, "/join #garden")
    qtbot.waitUntil(lambda: desktop.window.here == (desktop.window.here[0], "#garden") and in_room(desktop))  # type: ignore[index]
    say(desktop, "/msg peer psst")
    places = other.window.stage.by_place
    qtbot.waitUntil(lambda: any(room == "cmd2" and found.model.items for (_, room), found in places.items()))


def test_exit_says_goodbye(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop, other = join("leaver", server.port), join("stayer", server.port)
    qtbot.waitUntil(lambda: "leaver" in nicks(other))
    say(desktop, "/exit")
    qtbot.waitUntil(lambda: (ItemKind.QUIT, "leaver") in kinds(other))
    quits = [i for i in other.window.current().model.items if i.kind is ItemKind.QUIT and i.author == "leaver"]  # type: ignore[union-attr]
    assert "closed" not in quits[-1].text.lower()
    qtbot.waitUntil(lambda: "leaver" not in nicks(other))
    assert not desktop.window.isVisible()


def nicks(desktop: object) -> set[str]:
    found = desktop.window.current()  # type: ignore[attr-defined]
    return {member.nick for member in found.room.members.values()}


def test_a_taken_nickname_is_a_sentence_with_a_way_on(server: Server, join: Join, qtbot: QtBot) -> None:
    join("taken", server.port)
    second = join("taken", server.port, wait=False)
    dialog = second.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: not dialog.error.isHidden() or in_room(second), timeout=10_000)
    if not in_room(second):
        assert len(dialog.error.text()) > 10
        dialog.nick.setText("taken_not")
        dialog.ok.click()
    qtbot.waitUntil(lambda: in_room(second), timeout=10_000)


def test_nobody_there_is_a_sentence_with_a_way_on(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("lost", free_port(), wait=False)
    dialog = desktop.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: not dialog.error.isHidden())
    assert "running?" in dialog.error.text()
    assert not dialog.address.isHidden()
    dialog.address.setText(f"127.0.0.1:{server.port}")
    dialog.ok.click()
    qtbot.waitUntil(lambda: in_room(desktop), timeout=10_000)


def test_a_nickname_with_spaces_is_refused_at_once(join: Join, qtbot: QtBot) -> None:
    desktop = join("", free_port(), wait=False)
    dialog = desktop.dialog
    assert dialog is not None
    qtbot.keyClicks(dialog.nick, "two words")
    assert not dialog.ok.isEnabled()
    assert not dialog.error.isHidden()


def test_reconnecting_fills_the_gap_once(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop, other = join("flaky", server.port), join("steady", server.port)
    say(desktop, "before the cut")
    qtbot.waitUntil(lambda: "before the cut" in texts(other))
    controller = desktop.window.current().controller  # type: ignore[union-attr]
    controller.transport.socket.abort()
    qtbot.waitUntil(lambda: controller.network.state is ConnectionState.WAITING)
    qtbot.waitUntil(desktop.window.banner.isVisible)
    say(other, "said while you were away")
    qtbot.waitUntil(lambda: "said while you were away" in texts(other))
    say(desktop, "written offline")
    desktop.window.banner.button.click()
    qtbot.waitUntil(lambda: "written offline" in texts(other), timeout=10_000)
    qtbot.waitUntil(lambda: "said while you were away" in texts(desktop), timeout=10_000)
    qtbot.waitUntil(lambda: not desktop.window.banner.isVisible())
    for text in ("before the cut", "said while you were away", "written offline"):
        assert texts(desktop).count(text) == 1
        assert texts(other).count(text) == 1


def test_the_draft_stays_with_its_room(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("drafter", server.port)
    lobby = desktop.window.here
    say(desktop, "/join #attic")
    qtbot.waitUntil(lambda: desktop.window.here != lobby)
    attic = desktop.window.here
    desktop.window.composer.entry.set_text("half a thought")
    desktop.window.show_place(lobby)  # type: ignore[arg-type]
    assert desktop.window.composer.entry.text() == ""
    desktop.window.show_place(attic)  # type: ignore[arg-type]
    assert desktop.window.composer.entry.text() == "half a thought"


def test_rich_text_from_the_network_stays_text(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("plain", server.port)
    say(desktop, "/join #ours")  # whoever opens a room may set its topic
    qtbot.waitUntil(lambda: "#ours" in (desktop.window.here or ""))
    say(desktop, "/topic <b>bold</b><img src=file:///etc/passwd>")
    header = desktop.window.header
    qtbot.waitUntil(lambda: "<b>" in header.topic.full)
    assert header.topic.textFormat() is Qt.TextFormat.PlainText


def test_bytes_that_are_no_irc_hurt_nobody(join: Join, qtbot: QtBot) -> None:
    with socket.socket() as peer:
        peer.bind(("127.0.0.1", 0))
        peer.listen()
        peer.settimeout(10)
        desktop = join("brave", peer.getsockname()[1], wait=False)
        with qtbot.waitSignal(desktop.follower.registered, timeout=10_000):
            QApplication.processEvents()
            line, _ = peer.accept()
            line.sendall(bytes(range(256)) * 40 + b"\r\n:s 001 brave :hi\r\n:s 999 brave :?\r\n@a :\r\n:s 353 x\r\n")
        line.close()
    controller = next(iter(desktop.window.controllers.values()))
    qtbot.waitUntil(lambda: controller.network.state is ConnectionState.WAITING)
