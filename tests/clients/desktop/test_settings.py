# SPDX-License-Identifier: GPL-3.0-or-later
"""The file: what is read, what is passed over, what is kept of the person's own; docs/desktop.md lists its keys."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from PyQt6.QtWidgets import QCheckBox, QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from clients.desktop import theme
from clients.desktop.dialogs.networks import NetworksDialog
from clients.desktop.dialogs.preferences import PreferencesDialog
from clients.desktop.dialogs.shortcuts import ShortcutsDialog
from clients.desktop.settings import Preferences, SavedNetwork, Settings
from tests.clients.desktop.conftest import Join, Server

PAGE = Path(__file__).resolve().parents[3] / "docs" / "desktop.md"


def test_the_page_lists_every_key_and_no_other() -> None:
    for heading, table in (("## Keys", Preferences), ("## Networks", SavedNetwork)):
        part = PAGE.read_text("utf-8").partition(heading)[2].partition("\n## ")[0]
        listed = set(re.findall(r"^\| `(\w+)`", part, re.MULTILINE))
        assert listed == {known.name for known in fields(table)}


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    settings.preferences.theme, settings.preferences.text_size = "dark", 125
    settings.save()
    again = Settings(tmp_path).preferences
    assert (again.theme, again.text_size) == ("dark", 125)


def test_only_what_differs_is_written_and_comments_stay(tmp_path: Path) -> None:
    path = tmp_path / "desktop.toml"
    path.write_text('# mine\ntheme = "dark"  # at night\nunknown = 1\n', "utf-8")
    settings = Settings(tmp_path)
    settings.preferences.compact = True
    settings.save()
    text = path.read_text("utf-8")
    assert "# mine" in text
    assert "# at night" in text
    assert "unknown = 1" in text
    assert "compact = true" in text
    assert "send_typing" not in text


@pytest.mark.parametrize(
    "line",
    ['theme = "pink"', "theme = 3", "text_size = 5000", "text_size = true", "compact = 1", "recent_emoji = [1]"],
)
def test_a_wrong_value_is_passed_over(tmp_path: Path, line: str) -> None:
    (tmp_path / "desktop.toml").write_text(f"{line}\nshow_people = false\n", "utf-8")
    read = Settings(tmp_path).preferences
    assert not read.show_people
    assert read == Preferences(show_people=False)


@pytest.mark.parametrize("content", [b"theme = [", b"\xff\xfe", b"\0"])
def test_a_broken_file_is_not_fatal(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "desktop.toml").write_bytes(content)
    assert Settings(tmp_path).preferences == Preferences()


def test_a_change_applies_at_once_and_is_written(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("settler", server.port)
    desktop.panels.preferences()
    dialog = desktop.window.findChild(PreferencesDialog)
    assert isinstance(dialog, PreferencesDialog)
    boxes = {box.text(): box for box in dialog.findChildren(QCheckBox)}
    before = theme.theme().choice
    try:
        theme_box = next(box for box in dialog.findChildren(QComboBox) if box.findData("dark") >= 0)
        theme_box.setCurrentIndex(theme_box.findData("dark"))
        assert theme.theme().palette.dark
        size = next(box for box in dialog.findChildren(QComboBox) if box.findData(150) >= 0)
        size.setCurrentIndex(size.findData(150))
        assert theme.theme().scale == 1.5
        boxes["Compact: one line a message, no avatars"].click()
        assert desktop.window.current().page.view.look.compact  # type: ignore[union-attr]
        boxes["Show the people of the room"].click()
        assert not desktop.window.people.isVisible()
        boxes["Let others see that I am typing"].click()
        assert not desktop.window.current().controller.session.config.send_typing  # type: ignore[union-attr]
    finally:
        theme.apply(before if before != "system" else "light")
    kept = Settings(desktop.settings.folder).preferences
    assert (kept.theme, kept.text_size, kept.compact, kept.show_people, kept.send_typing) == (
        *("dark", 150, True),
        *(False, False),
    )
    dialog.close()


def test_others_typing_is_shown_unless_not_wanted(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop, other = join("watcher", server.port), join("writer", server.port)
    label, found = desktop.window.composer.typing, other.window.current()
    assert found is not None
    found.controller.act(found.controller.session.send_typing, found.room.key, True, 0.0)
    qtbot.waitUntil(lambda: label.text() == "writer is typing…")
    desktop.panels.preferences()
    dialog = desktop.window.findChild(PreferencesDialog)
    assert isinstance(dialog, PreferencesDialog)
    box = next(box for box in dialog.findChildren(QCheckBox) if box.text() == "Show when others are typing")
    box.click()
    assert label.text() == ""
    assert not Settings(desktop.settings.folder).preferences.show_typing
    again = join("watcher2", server.port, again="watcher")
    again.window.composer.show_typing(("writer",))
    assert again.window.composer.typing.text() == ""
    box.click()
    assert label.text() == "writer is typing…"
    dialog.close()


def test_networks_and_shortcuts_are_found_in_the_settings(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("finder", server.port)
    desktop.panels.preferences()
    dialog = desktop.window.findChild(PreferencesDialog)
    assert isinstance(dialog, PreferencesDialog)
    for label, kind in (("Networks and accounts…", NetworksDialog), ("Keyboard shortcuts…", ShortcutsDialog)):
        button = next(button for button in dialog.findChildren(QPushButton) if button.text() == label)
        button.click()
        opened = desktop.window.findChild(kind)
        assert isinstance(opened, kind)
        assert opened.isVisible()
        opened.close()
    dialog.close()
