# SPDX-License-Identifier: GPL-3.0-or-later
"""Which keys do what: chosen in the settings, in force at once, kept in desktop.toml, shown wherever keys are shown."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QAction, QKeySequence
from PyQt6.QtWidgets import QLabel, QTabWidget
from pytestqt.qtbot import QtBot

from clients.desktop.app import Desktop
from clients.desktop.dialogs.preferences import PreferencesDialog
from clients.desktop.dialogs.shortcut_page import NAME, ShortcutPage
from clients.desktop.dialogs.shortcuts import ShortcutsDialog
from clients.desktop.settings import Settings
from clients.desktop.shortcuts import Shortcuts
from tests.clients.desktop.conftest import Join, Server

PAGE = Path(__file__).resolve().parents[3] / "docs" / "desktop.md"


@pytest.fixture
def desktop(server: Server, join: Join) -> Iterator[Desktop]:
    made = join("keys", server.port)
    yield made
    for dialog in made.window.findChildren(PreferencesDialog):
        dialog.close()


def page_of(desktop: Desktop) -> ShortcutPage:
    desktop.panels.preferences()
    page = desktop.window.findChild(ShortcutPage)
    tabs = desktop.window.findChild(PreferencesDialog).findChild(QTabWidget)  # type: ignore[union-attr]
    assert isinstance(page, ShortcutPage)
    assert isinstance(tabs, QTabWidget)
    tabs.setCurrentWidget(page)
    return page


def turn_to(page: ShortcutPage, name: str) -> None:
    page.list.setCurrentItem(next(row for row in page.rows() if row.data(0, NAME) == name))


def press(page: ShortcutPage, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    """In the field, as a person does; the field waits a moment for more keys."""
    page.window().activateWindow()  # type: ignore[union-attr]
    page.key.setFocus()
    with qtbot.waitSignal(page.key.editingFinished):
        qtbot.keyClick(page.key, key, modifier)


def keys(desktop: Desktop, name: str) -> list[str]:
    return [key.toString() for key in desktop.menus.shortcuts.keys(name)]


def kept(desktop: Desktop) -> dict[str, tuple[str, ...]]:
    return Settings(desktop.settings.folder).shortcuts


def test_the_page_lists_every_action(desktop: Desktop) -> None:
    part = PAGE.read_text("utf-8").partition("## Shortcuts")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| ([^|]*) \|", part, re.MULTILINE)
    listed = {name: tuple(re.findall(r"`([^`]+)`", keys)) for name, keys in rows}
    assert listed == {known.name: known.defaults for known in desktop.menus.shortcuts.known.values()}


def test_a_key_is_chosen_and_in_force_at_once(desktop: Desktop, qtbot: QtBot) -> None:
    page = page_of(desktop)
    turn_to(page, "find")
    press(page, qtbot, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert keys(desktop, "find") == ["Ctrl+B"]
    assert kept(desktop) == {"find": ("Ctrl+B",)}
    page.window().close()  # type: ignore[union-attr]
    desktop.window.activateWindow()
    qtbot.keyClick(desktop.window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert desktop.panels.search.isVisible()
    assert desktop.window.header.search.toolTip() == "Find in this room (Ctrl+B)"
    assert [c.detail for c in desktop.panels.actions() if c.label == "Find in this room"] == ["Ctrl+B"]
    desktop.menus.show_shortcuts()
    sheet = desktop.window.findChild(ShortcutsDialog)
    assert sheet is not None
    assert "Ctrl+B" in [label.text() for label in sheet.findChildren(QLabel)]
    sheet.close()


def test_a_key_in_use_is_taken_only_when_asked(desktop: Desktop, qtbot: QtBot) -> None:
    page = page_of(desktop)
    turn_to(page, "emoji")
    press(page, qtbot, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.said.text() == "Ctrl+F already does “Find in this room”."
    assert page.take.isVisible()
    assert (keys(desktop, "emoji"), keys(desktop, "find")) == (["Ctrl+E"], ["Ctrl+F"])
    page.take.click()
    assert (keys(desktop, "emoji"), keys(desktop, "find")) == (["Ctrl+F"], [])
    assert not page.take.isVisible()
    turn_to(page, "find")
    press(page, qtbot, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert keys(desktop, "find") == ["Ctrl+E"]
    turn_to(page, "emoji")
    page.reset.click()  # its default belongs to another now
    assert page.said.text() == "Ctrl+E already does “Find in this room”."
    page.reset_all.click()
    assert (keys(desktop, "emoji"), keys(desktop, "find")) == (["Ctrl+E"], ["Ctrl+F"])
    assert kept(desktop) == {}
    assert not page.reset_all.isEnabled()


@pytest.mark.parametrize(
    ("key", "modifier", "why"),
    [
        (Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "A alone is needed for writing. Take it together with Ctrl"),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier, "Shift+Return alone is needed for writing."),
        (Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier, "Ctrl+C is needed for editing text."),
        (Qt.Key.Key_V, Qt.KeyboardModifier.AltModifier, "Alt+V opens the menu View."),
    ],
)
def test_some_keys_are_for_other_things(
    desktop: Desktop, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier, why: str
) -> None:
    page = page_of(desktop)
    turn_to(page, "emoji")
    press(page, qtbot, key, modifier)
    assert page.said.text().startswith(why)
    assert keys(desktop, "emoji") == ["Ctrl+E"]
    assert page.key.keySequence().toString() == "Ctrl+E"


def test_an_action_can_go_without_a_key(desktop: Desktop) -> None:
    page = page_of(desktop)
    turn_to(page, "go")
    page.none.click()
    assert keys(desktop, "go") == []
    assert kept(desktop) == {"go": ()}
    assert desktop.window.switch.toolTip() == "Go to any room, person or command"
    page.reset.click()
    assert keys(desktop, "go") == ["Ctrl+K"]


def test_actions_are_found_by_name_and_by_key(desktop: Desktop) -> None:
    page = page_of(desktop)
    page.field.setText("ctrl+k")
    assert [row.text(0) for row in page.rows() if not row.isHidden()] == ["Go to"]
    page.field.setText("room")
    assert {"Previous room", "Next room"} <= {row.text(0) for row in page.rows() if not row.isHidden()}
    assert page.label.text().startswith("Press the new key for “")
    page.field.setText("nothing like it")
    assert not page.key.isEnabled()


@pytest.mark.parametrize(
    ("lines", "find", "emoji"),
    [
        ('find = "Ctrl+B"', ["Ctrl+B"], ["Ctrl+E"]),
        ('find = ["Ctrl+B", "F3"]', ["Ctrl+B", "F3"], ["Ctrl+E"]),
        ('find = ""', [], ["Ctrl+E"]),
        ('find = "a"', ["Ctrl+F"], ["Ctrl+E"]),
        ('find = "Enter"\nemoji = "Ctrl+C"', ["Ctrl+F"], ["Ctrl+E"]),
        ('find = "rubbish"\nnobody = "Ctrl+B"', ["Ctrl+F"], ["Ctrl+E"]),
        ("find = 7\nemoji = [1]", ["Ctrl+F"], ["Ctrl+E"]),
        ('find = "Ctrl+E"', ["Ctrl+E"], []),
        ('find = "Ctrl+B"\nemoji = "Ctrl+B"', ["Ctrl+B"], []),
    ],
)
def test_nonsense_in_the_file_is_passed_over(
    tmp_path: Path, qtbot: QtBot, server: Server, join: Join, lines: str, find: list[str], emoji: list[str]
) -> None:
    folder = tmp_path / "editor"
    folder.mkdir()
    (folder / "desktop.toml").write_text(f"# mine\n[shortcuts]\n{lines}\n", "utf-8")
    desktop = join("editor", server.port)
    assert (keys(desktop, "find"), keys(desktop, "emoji")) == (find, emoji)
    desktop.menus.shortcuts.choose("about", [QKeySequence("Ctrl+Shift+B")])
    text = (folder / "desktop.toml").read_text("utf-8")
    assert "# mine" in text
    assert all(line in text for line in lines.splitlines())


@pytest.mark.parametrize("table", ["shortcuts = 3", 'shortcuts = "x"', "[[shortcuts]]\na = 1"])
def test_another_kind_of_thing_in_its_place_is_passed_over(tmp_path: Path, table: str) -> None:
    (tmp_path / "desktop.toml").write_text(table, "utf-8")
    settings = Settings(tmp_path)
    assert settings.shortcuts == {}
    settings.choose_shortcut("find", ("Ctrl+B",))
    assert Settings(tmp_path).shortcuts == {"find": ("Ctrl+B",)}


def test_no_key_does_two_things(desktop: Desktop) -> None:
    shortcuts: Shortcuts = desktop.menus.shortcuts
    for known in shortcuts.known.values():
        shortcuts.choose(known.name, [QKeySequence("Ctrl+B")])
    owners = [action for action in desktop.window.findChildren(QAction) if QKeySequence("Ctrl+B") in action.shortcuts()]
    assert len(owners) == 1
