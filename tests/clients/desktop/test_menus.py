# SPDX-License-Identifier: GPL-3.0-or-later
"""Menus: names keep their `&`, what the server lacks is not offered, every action is in the palette."""

from PyQt6.QtCore import QPoint
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from clients.desktop.dialogs.profile import Face, ProfilePopup
from clients.desktop.message_menu import MessageMenu
from clients.session.model import Features, ItemKind, SendState, TimelineItem
from tests.clients.desktop.conftest import Join, Server

ALL = Features(replies=True, reactions=True, redact=True, edit=True)


def lines(qtbot: QtBot, item: TimelineItem, features: Features, selected: str = "") -> list[str]:
    parent = QWidget()
    qtbot.addWidget(parent)
    menu = MessageMenu().build(item, features, selected, QPoint(), parent)
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def message(**more: object) -> TimelineItem:
    return TimelineItem(1, ItemKind.MESSAGE, 0, "r&d", "x", "msgid", **more)  # type: ignore[arg-type]


def test_an_ampersand_in_a_name_is_seen(qtbot: QtBot) -> None:
    assert "About r&&d" in lines(qtbot, message(), ALL)
    parent = QWidget()
    qtbot.addWidget(parent)
    popup = ProfilePopup(parent)
    popup.show_person("r&d", None, None, QPoint(), Face())
    assert "Write to r&&d" in [button.text() for button in popup.findChildren(QPushButton)]
    popup.hide()


def test_what_the_server_lacks_is_not_offered(qtbot: QtBot) -> None:
    mine = message(own=True, send_state=SendState.SENT)
    assert {"Reply", "Edit", "Delete for everyone", "Other reaction…"} <= set(lines(qtbot, mine, ALL))
    assert lines(qtbot, mine, Features()) == ["Copy text", "About r&&d"]
    assert "Delete for everyone" not in lines(qtbot, message(), ALL)


def test_a_failed_message_can_be_sent_again_or_deleted(qtbot: QtBot) -> None:
    failed = TimelineItem(1, ItemKind.MESSAGE, 0, "me", "x", own=True, send_state=SendState.FAILED)
    assert lines(qtbot, failed, ALL)[:2] == ["Try again", "Delete"]


def test_a_deleted_message_offers_nothing_to_answer(qtbot: QtBot) -> None:
    assert "Reply" not in lines(qtbot, message(redacted=True), ALL)


def test_a_selection_is_what_is_copied(qtbot: QtBot) -> None:
    assert "Copy selection" in lines(qtbot, message(), ALL, "part of it")


def test_a_room_menu_shows_its_ampersand(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("amper", server.port)
    found = desktop.window.current()
    assert found is not None
    found.room.name = "#r&d"
    desktop.wiring._room_menu(*found.place, QPoint())
    menu = next(m for m in desktop.window.findChildren(QMenu) if any("#r&&d" in a.text() for a in m.actions()))
    assert "Leave #r&&d" in [action.text() for action in menu.actions()]
    menu.close()
    found.room.name = "#lobby"


def test_every_action_of_the_menus_is_in_the_palette(server: Server, join: Join) -> None:
    desktop = join("complete", server.port)
    shown = {choice.label for choice in desktop.panels.actions()} | {"Go to"}
    bar = desktop.window.menuBar()
    assert bar is not None
    actions = [a for menu in bar.findChildren(QMenu) for a in menu.actions() if not a.isSeparator() and not a.menu()]
    assert actions
    assert {a.text().replace("&", "").rstrip("…") for a in actions} <= shown


def test_no_shortcut_means_two_things(server: Server, join: Join) -> None:
    desktop = join("shortcut", server.port)
    keys = [key.toString() for action in desktop.window.findChildren(QAction) for key in action.shortcuts()]
    assert len(keys) == len(set(keys))


def test_the_plus_is_the_way_to_other_rooms(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("adder", server.port)
    assert desktop.window.add.isVisible()
    desktop.window.add.click()
    menu = next(m for m in desktop.window.findChildren(QMenu) if m.isVisible())
    assert menu.actions() == desktop.menus.ways_in
    menu.close()


def test_the_menu_says_who_reacted(qtbot: QtBot) -> None:
    item = message(reactions={"🎉": ("ann", "r&d"), "👀": tuple(f"n{n}" for n in range(25))})
    shown = lines(qtbot, item, ALL)
    assert "🎉  ann, r&&d" in shown
    assert next(text for text in shown if text.startswith("👀")).endswith("n19 and 5 others")
