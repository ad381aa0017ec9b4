# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures and previews in the real window: off until asked; by mouse, keyboard and menu; the viewer; the setting."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QAction, QDesktopServices
from PyQt6.QtWidgets import QFileDialog, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from clients.desktop.app import Desktop
from clients.desktop.dialogs.viewer import PictureViewer
from clients.desktop.media.decode import Picture
from clients.desktop.timeline.view import TimelineView
from clients.session.model import SendState, TimelineItem
from tests.clients.desktop.conftest import Join, Server, say, texts
from tests.support.web import LOOPBACK, Web, picture


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as made:
        made.paths["/cat.png"] = lambda visit: visit.give(picture(640, 480))
        made.paths["/page"] = lambda visit: visit.give(b"<title>A page</title>", "text/html")
        yield made


def looking(desktop: Desktop, qtbot: QtBot, text: str) -> tuple[TimelineView, TimelineItem]:
    """Say something; the view, and the message when it is confirmed. This machine may be asked from now on."""
    desktop.pictures.fetcher.allowed = LOOPBACK
    say(desktop, text)
    found = desktop.window.current()
    assert found is not None
    assert found.page is not None
    qtbot.waitUntil(lambda: found.model.items[-1].text == text, timeout=8000)
    qtbot.waitUntil(lambda: found.model.items[-1].send_state is SendState.SENT, timeout=8000)
    found.page.view.ensure()
    return found.page.view, found.model.items[-1]


def states(view: TimelineView, item: TimelineItem) -> list[str]:
    view.ensure()
    return [card.attached.state for card in view.layout_of(view.messages.row_of(item.id)).cards]


def click(qtbot: QtBot, view: TimelineView, item: TimelineItem, label: str = "") -> None:
    """Click a part of the message's first card, or all of it."""
    view.ensure()
    _, y, layout = next(shown for shown in view.shown if shown[2].item.id == item.id)
    card = layout.cards[0]
    rect = next((part.rect for part in card.parts if part.label == label), card.rect)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center() + QPoint(0, y))


def test_nothing_is_fetched_until_asked(server: Server, join: Join, web: Web, qtbot: QtBot) -> None:
    sender, reader = join("poster", server.port), join("reader", server.port)
    view, item = looking(sender, qtbot, f"look: {web.url('/cat.png')} and {web.url('/page')}")
    qtbot.waitUntil(lambda: item.text in texts(reader), timeout=8000)
    reader.window.grab()
    sender.window.grab()
    say(sender, "and more")
    qtbot.waitUntil(lambda: "and more" in texts(reader), timeout=8000)
    assert states(view, item) == ["offer"]
    assert web.seen == []
    assert reader.pictures.fetcher._manager is None


def test_a_click_shows_it_another_enlarges_it_and_hide_takes_it_away(
    server: Server, join: Join, web: Web, qtbot: QtBot
) -> None:
    desktop = join("clicker", server.port)
    view, item = looking(desktop, qtbot, web.url("/cat.png"))
    desktop.window.show()
    click(qtbot, view, item, "Show picture")
    assert states(view, item) == ["loading"]
    qtbot.waitUntil(lambda: states(view, item) == ["picture"], timeout=8000)
    click(qtbot, view, item)
    viewer = desktop.window.findChild(PictureViewer)
    assert viewer is not None
    assert viewer.isVisible()
    viewer.grab()
    viewer.accept()
    click(qtbot, view, item, "Hide")
    assert states(view, item) == ["offer"]
    assert len(web.seen) == 1


def test_without_the_allowance_of_tests_a_link_to_this_machine_is_refused_with_a_way_on(
    server: Server, join: Join, web: Web, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    desktop = join("careful", server.port)
    view, item = looking(desktop, qtbot, web.url("/cat.png"))
    desktop.pictures.fetcher.allowed = frozenset()
    assert view.attachments.beside() == "127.0.0.1"
    click(qtbot, view, item, "Show picture")
    qtbot.waitUntil(lambda: states(view, item) == ["failed"], timeout=8000)
    card = view.layout_of(view.messages.row_of(item.id)).cards[0]
    assert card.said == "127.0.0.1 is not on the public internet, so it is left alone."
    click(qtbot, view, item, "Open link")
    assert opened == [web.url("/cat.png")]
    desktop.pictures.fetcher.allowed = LOOPBACK
    click(qtbot, view, item, "Try again")
    qtbot.waitUntil(lambda: states(view, item) == ["picture"], timeout=8000)


def test_by_keyboard(server: Server, join: Join, web: Web, qtbot: QtBot) -> None:
    desktop = join("typist", server.port)
    view, item = looking(desktop, qtbot, web.url("/cat.png"))
    view.setFocus()
    view.selecting.start_keys()
    qtbot.keyClick(view, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: states(view, item) == ["picture"], timeout=8000)
    qtbot.keyClick(view, Qt.Key.Key_P)
    assert states(view, item) == ["offer"]
    view, item = looking(desktop, qtbot, web.url("/page"))
    assert states(view, item) == []
    action = next(a for a in desktop.window.findChildren(QAction) if a.text() == "Show or hide the &picture")
    action.trigger()
    qtbot.waitUntil(lambda: states(view, item) == ["preview"], timeout=8000)
    assert any(choice.label == "Show or hide the picture" for choice in desktop.panels.actions())


def menu_of(desktop: Desktop, item: TimelineItem, choose: str = "") -> set[str]:
    """What a message's menu offers; and take one of it."""
    desktop.wiring.show_menu(item, QPoint())
    menu = next(menu for menu in desktop.window.findChildren(QMenu) if menu.isVisible())
    offered = {action.text(): action for action in menu.actions()}
    if choose:
        offered[choose].trigger()
    menu.close()
    return set(offered)


def test_the_menu_has_it_as_well(server: Server, join: Join, web: Web, qtbot: QtBot) -> None:
    desktop = join("menuist", server.port)
    view, item = looking(desktop, qtbot, f"{web.url('/cat.png')} {web.url('/page')}")
    entries = menu_of(desktop, item, "Show preview (127.0.0.1)")
    assert {"Show picture (127.0.0.1)", "Show preview (127.0.0.1)", "Open link (127.0.0.1)"} <= entries
    qtbot.waitUntil(lambda: states(view, item) == ["offer", "preview"], timeout=8000)
    menu_of(desktop, item, "Show picture (127.0.0.1)")
    qtbot.waitUntil(lambda: states(view, item) == ["picture", "preview"], timeout=8000)
    assert {"View larger (127.0.0.1)", "Hide (127.0.0.1)"} <= menu_of(desktop, item)
    view, item = looking(desktop, qtbot, "no link here")
    assert not [text for text in menu_of(desktop, item) if "link" in text or "picture" in text]


def test_the_setting_of_a_network(server: Server, join: Join, web: Web, qtbot: QtBot) -> None:
    desktop = join("trusting", server.port)
    view, item = looking(desktop, qtbot, web.url("/cat.png"))
    desktop.window.grab()
    assert states(view, item) == ["offer"]
    desktop.menus.always.trigger()
    assert desktop.menus.always.isChecked()
    assert desktop.settings.networks[0].pictures
    qtbot.waitUntil(lambda: states(view, item) == ["picture"], timeout=8000)
    desktop.menus.always.trigger()
    view, item = looking(desktop, qtbot, web.url("/cat.png?2"))
    assert states(view, item) == ["offer"]
    assert not desktop.settings.networks[0].pictures


def test_saving(tmp_path: Path, qtbot: QtBot, join: Join, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    desktop = join("keeper", server.port)
    viewer = PictureViewer(Picture(picture()), "https://a.example/../x%2f..%5ccat.png", desktop.window)
    proposed: list[str] = []
    target = tmp_path / "cat.png"

    def ask(_parent: object, _title: str, start: str) -> tuple[str, str]:
        proposed.append(Path(start).name)
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    buttons = {button.text(): button for button in viewer.findChildren(QPushButton)}
    buttons["Save as…"].click()
    assert proposed == ["x_2f___5ccat.png"]
    assert Picture(target.read_bytes()).size == viewer.picture.size
    assert str(target) in viewer.said.text()
    target = tmp_path / "nowhere" / "cat.png"
    buttons["Save as…"].click()
    assert "could not be saved" in viewer.said.text()
    viewer.close()
