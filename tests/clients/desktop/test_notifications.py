# SPDX-License-Identifier: GPL-3.0-or-later
"""When one is told, what is told, and where a click goes. The bus is what the session saw fit to send to."""

from dataclasses import replace

import pytest
from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import QComboBox, QMenu
from pytestqt.qtbot import QtBot

from clients.desktop.app import Desktop
from clients.desktop.dialogs.preferences import PreferencesDialog
from clients.desktop.notifications import badge
from clients.desktop.rooms import Place
from clients.session.model import ItemKind, NotifyLevel, SendState, TimelineItem
from tests.clients.desktop.conftest import Join, Server, say, texts

Told = list[tuple[Place, int, str, str]]


def listen(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> Told:
    """What would go to the desktop's notification service."""
    told: Told = []
    monkeypatch.setattr(desktop.notifications, "_on_bus", True)
    monkeypatch.setattr(desktop.notifications, "_notify", lambda *what: told.append(what))
    return told


def look_away(desktop: Desktop) -> None:
    desktop.window.activity_changed.emit(False)


def sent(desktop: Desktop) -> bool:
    found = desktop.window.current()
    return found is not None and all(i.send_state is not SendState.PENDING for i in found.model.items)


def test_a_message_elsewhere_is_told_and_a_click_goes_there(
    server: Server, join: Join, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = join("nora", server.port), join("olaf", server.port)
    told = listen(one, monkeypatch)
    look_away(one)
    say(two, "<b>nora</b>: are you there?")
    qtbot.waitUntil(lambda: bool(told))
    place, item, title, text = told[0]
    assert (title, text) == ("olaf · #lobby", "<b>nora</b>: are you there?")
    one.window.show_place((place[0], ""))
    one.notifications._go(place, item)
    assert one.window.here == place
    assert one.window.current().page.view.lit == item  # type: ignore[union-attr]


def test_nothing_is_told_about_the_room_in_front_or_when_not_wanted(
    server: Server, join: Join, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = join("paula", server.port), join("quinn", server.port)
    told = listen(one, monkeypatch)
    found = one.window.current()
    assert found is not None
    one.window.activateWindow()
    qtbot.waitUntil(lambda: one.window.watched)
    say(two, "paula: seen at once")
    qtbot.waitUntil(lambda: "paula: seen at once" in texts(one))
    two.window.activateWindow()
    qtbot.waitUntil(lambda: not one.window.watched)
    for text, change in (
        ("disturbing", {"do_not_disturb": True}),
        ("switched off", {"do_not_disturb": False, "notifications": False}),
    ):
        for key, value in change.items():
            setattr(one.settings.preferences, key, value)
        say(two, f"paula: {text}")
        qtbot.waitUntil(lambda t=text: f"paula: {t}" in texts(one))  # type: ignore[misc]
    one.settings.preferences.notifications = True
    found.controller.act(found.controller.session.set_notify, found.room.key, NotifyLevel.MENTIONS, False, 0.0)
    say(two, "just chatting")
    qtbot.waitUntil(lambda: "just chatting" in texts(one))
    qtbot.waitUntil(lambda: not one.notifications._waiting)
    assert told == []
    one.settings.preferences.notification_text = False
    say(two, "paula: secret words")
    qtbot.waitUntil(lambda: bool(told))
    assert told[0][3] == ""


def test_a_flood_is_one_notification_a_room(
    server: Server, join: Join, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = join("tess", server.port), join("ulla", server.port)
    told = listen(one, monkeypatch)
    look_away(one)
    found = one.window.current()
    assert found is not None
    items = [TimelineItem(n, ItemKind.MESSAGE, n, "ulla", f"line {n}") for n in range(1, 100)]
    items[50] = replace(items[50], text="tess: look", mention=True)
    for item in items:
        one.follower.attention.emit(found, item, item.mention)
    qtbot.waitUntil(lambda: bool(told))
    assert told == [(found.place, 51, "ulla · #lobby", "tess: look\nand 98 more")]
    assert two.window.isVisible()


def test_the_badge_is_a_count_for_mentions_and_a_dot_for_the_rest() -> None:
    def image(mentions: int, unread: int) -> QImage:
        return badge(mentions, unread).pixmap(64, 64).toImage()

    assert image(0, 0) != image(0, 5) != image(1, 5) != image(2, 5)
    assert image(0, 5) == image(0, 9)


def test_without_a_tray_closing_the_window_says_goodbye(server: Server, join: Join, qtbot: QtBot) -> None:
    one, two = join("rita", server.port), join("saul", server.port)
    one.settings.preferences.close_to_tray = True
    assert not one.notifications.tray_there()
    one.window.close()
    qtbot.waitUntil(lambda: "rita" not in {m.nick for m in two.window.current().room.members.values()})  # type: ignore[union-attr]


def test_the_settings_say_what_notifies_and_a_room_may_differ(
    server: Server, join: Join, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mentions and direct messages, unless somebody wants more, or nothing."""
    one, two = join("choosy", server.port), join("chatty", server.port)
    told = listen(one, monkeypatch)
    found = one.window.current()
    assert found is not None
    two.window.activateWindow()
    qtbot.waitUntil(lambda: not one.window.watched)
    dialog = PreferencesDialog(one.settings, False, one.window)
    dialog.changed.connect(one.panels._preference)
    box = next(box for box in dialog.findChildren(QComboBox) if box.findData("mentions") >= 0)
    for level, wanted in (("mentions", []), ("all", ["all"]), ("none", [])):
        box.setCurrentIndex(box.findData(level))
        assert one.settings.preferences.notify == level
        say(two, level)
        qtbot.waitUntil(lambda level=level: level in texts(one))  # type: ignore[misc]
        qtbot.waitUntil(lambda: not one.notifications._waiting)
        assert [text for _, _, _, text in told] == wanted
        told.clear()
    found.controller.act(found.controller.session.set_notify, found.room.key, NotifyLevel.ALL, False, 0.0)
    say(two, "but this room always")
    qtbot.waitUntil(lambda: [text for _, _, _, text in told] == ["but this room always"])
    menu = one.wiring._notify_menu(found, QMenu())
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["Notify of every message"]
    assert menu.actions()[0].text() == "As in the settings: Never"
