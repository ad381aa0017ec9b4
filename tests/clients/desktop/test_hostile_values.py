# SPDX-License-Identifier: GPL-3.0-or-later
"""A hostile value in every field a server can fill: nothing that a person sees or hears of the window holds it raw.

Looked at: what is painted, every widget's text, title, tooltip and accessible name, every row of every list in all
roles, every line of every menu, notifications, and the clipboard.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PyQt6.QtCore import QAbstractItemModel, QPoint, Qt
from PyQt6.QtGui import QPainter
from PyQt6.QtWidgets import QAbstractItemView, QApplication, QMenu, QMessageBox, QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot

from clients.desktop.app import Desktop
from clients.desktop.message_menu import copy
from clients.desktop.notifications import Notifications
from clients.desktop.words import unmarked
from clients.session.model import Features, RoomKind
from tests.clients.desktop.conftest import Join, in_room
from tests.clients.desktop.test_hostile_server import Enemy, met
from tests.clients.hostile import NAME, capabilities, greeting, hidden, lines, rooms, whois

ALL = Features(replies=True, reactions=True, redact=True, edit=True)
ASKED = (
    *("text", "toolTip", "statusTip", "whatsThis", "windowTitle", "accessibleName", "accessibleDescription", "title"),
    *("placeholderText", "currentText", "toPlainText", "informativeText", "detailedText", "labelText", "full"),
)
ROLES = (
    *(Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.StatusTipRole),
    *(Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole, Qt.ItemDataRole.EditRole),
)
SPOKEN = frozenset("\n\t\u200c\u200d\u200e\u200f")


class Watch:
    """Everything that was shown, with where."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, str]] = []

    def note(self, where: str, text: object) -> None:
        if isinstance(text, str) and text:
            self.seen.append((where, text))

    def widgets(self) -> None:
        """All there is now."""
        QApplication.processEvents()
        for widget in QApplication.allWidgets():
            self._widget(widget)
            if widget.isVisible() and widget.isWindow():
                widget.grab()

    def _widget(self, widget: QWidget) -> None:
        kind = type(widget).__name__
        for name in ASKED:
            asked = getattr(widget, name, None)
            try:
                self.note(f"{kind}.{name}", asked() if callable(asked) else asked)
            except TypeError:
                continue
        for action in widget.actions():
            for text in (action.text(), action.toolTip(), action.iconText()):
                self.note(f"{kind} action", text)
        model = widget.model() if isinstance(widget, QAbstractItemView) else None
        if model is not None:
            self._rows(kind, model)

    def _rows(self, kind: str, model: QAbstractItemModel) -> None:
        for row in range(min(model.rowCount(), 300)):
            for role in ROLES:
                self.note(f"{kind} row {role.name}", model.index(row, 0).data(role))

    def menu(self, menu: QMenu) -> None:
        for action in menu.actions():
            self.note("menu", action.text())
            assert len(action.text()) < 200, action.text()
            bare = action.text().replace("&&", "")
            assert "&" not in bare, f"a mnemonic from the network: {action.text()}"

    def check(self) -> None:
        for where, text in self.seen:
            assert not hidden(text, SPOKEN), f"{where}: {text!r}"
            if "toolTip" in where or "ToolTip" in where:
                assert "<img" not in text, f"{where}: markup that Qt would follow: {text!r}"


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    made = Watch()
    draw: Callable[..., Any] = QPainter.drawText

    def drawn(painter: QPainter, *args: Any) -> Any:
        for arg in args:
            made.note("painted", arg)
        return draw(painter, *args)

    def told(_self: Notifications, _place: object, _item: int, title: str, text: str) -> None:
        made.note("notification", title)
        made.note("notification", text)

    monkeypatch.setattr(QPainter, "drawText", drawn)
    monkeypatch.setattr(Notifications, "_notify", told)
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _s, *args: made.note("tray", "\n".join(map(str, args))))
    monkeypatch.setattr(QMessageBox, "exec", lambda _s: 0)
    return made


@pytest.fixture
def attacked(join: Join, qtbot: QtBot) -> Iterator[tuple[Desktop, Enemy]]:
    with met(join, qtbot) as (desktop, enemy):
        enemy.tell(f":s CAP * LS :{capabilities()}", f":s CAP v ACK :{capabilities()}", *greeting("victim"))
        enemy.tell(":victim!v@h JOIN #room")
        qtbot.waitUntil(lambda: in_room(desktop), timeout=10_000)
        yield desktop, enemy


def test_nothing_raw_is_shown_anywhere(watch: Watch, attacked: tuple[Desktop, Enemy], qtbot: QtBot) -> None:
    desktop, enemy = attacked
    desktop.notifications._on_bus = True
    desktop.window.show()
    enemy.tell(*lines("victim"), f":s FAIL REGISTER BAD :{NAME}", f"@+typing=active :{NAME}!u@h TAGMSG #room")
    enemy.still_well(desktop)
    controller = next(iter(desktop.window.controllers.values()))
    watch.widgets()
    each_room(desktop, watch)
    desktop.window.show_place((controller.network.key, "#room"))
    beside(desktop, watch)
    answers(desktop, enemy, watch, qtbot)
    enemy.tell(f":s ERROR :Closing link: {NAME}")
    enemy.peer.close()
    qtbot.waitUntil(lambda: controller.network.state != "online")
    watch.widgets()
    watch.check()
    places = {where for where, _ in watch.seen}
    assert {"painted", "notification", "clipboard", "menu"} <= places
    assert any("\u2039U+202E\u203a" in text for where, text in watch.seen if where == "painted")
    assert any(room.kind is RoomKind.DIRECT for room in controller.network.rooms.values())


def each_room(desktop: Desktop, watch: Watch) -> None:
    """Rooms, their menus, and what can be done with their messages."""
    for place, found in list(desktop.window.stage.by_place.items()):
        desktop.window.show_place(place)
        watch.widgets()
        before = set(desktop.window.findChildren(QMenu))
        desktop.wiring._room_menu(*place, QPoint())
        for menu in set(desktop.window.findChildren(QMenu)) - before:
            watch.menu(menu)
            menu.close()
        for item in found.model.items[-40:]:
            menu = desktop.wiring.menu.build(item, ALL, "", QPoint(), desktop.window)
            watch.menu(menu)
            for action in menu.actions():
                if "Copy" in action.text():
                    action.trigger()
                    watch.note("clipboard", QApplication.clipboard().text())  # type: ignore[union-attr]
    copy("")


def beside(desktop: Desktop, watch: Watch) -> None:
    """Search, palette, completion."""
    desktop.panels.find(everywhere=True)
    desktop.panels._ask("a", False)
    watch.widgets()
    desktop.panels.search.leave()
    desktop.panels.go()
    watch.widgets()
    desktop.panels.switcher.hide()
    desktop.window.composer.entry.insertPlainText("x")
    watch.widgets()


def answers(desktop: Desktop, enemy: Enemy, watch: Watch, qtbot: QtBot) -> None:
    """WHOIS and LIST."""
    found = desktop.window.current()
    assert found is not None
    desktop.wiring.show_profile(next(nick for nick in (m.nick for m in found.room.members.values()) if "gpj" in nick))
    enemy.tell(*whois("victim"))
    qtbot.waitUntil(desktop.panels.profile.isVisible)
    watch.widgets()
    desktop.panels.profile.hide()
    desktop.menus._list()
    enemy.tell(*rooms("victim"))
    qtbot.waitUntil(desktop.panels.switcher.isVisible)
    watch.widgets()
    desktop.panels.switcher.hide()


def test_a_name_in_a_menu_has_an_end_and_no_mnemonic() -> None:
    assert unmarked("a & b") == "a && b"
    assert len(unmarked("&" * 5000)) < 400
