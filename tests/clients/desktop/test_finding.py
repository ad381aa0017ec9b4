# SPDX-License-Identifier: GPL-3.0-or-later
"""Finding messages: by our server's SEARCH and, where there is none, in the local store; a result opens in context."""

from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clients.desktop.app import Desktop
from clients.session.model import SendState
from tests.clients.desktop.conftest import Join, Server, say, texts


def said(desktop: Desktop, *lines: str) -> None:
    for line in lines:
        say(desktop, line)


def confirmed(desktop: Desktop) -> bool:
    found = desktop.window.current()
    own = [i for i in found.model.items if i.own] if found is not None else []
    return bool(own) and all(i.send_state is SendState.SENT for i in own)


def results(desktop: Desktop) -> list[str]:
    return [found.text for found in desktop.panels.search.results.found]


def test_the_server_searches_and_a_result_opens(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("seeker", server.port)
    said(desktop, "a zebra crosses the road", "nothing to see", "another zebra")
    qtbot.waitUntil(lambda: confirmed(desktop))
    panel = desktop.panels.search
    qtbot.keyClick(desktop.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert panel.isVisible()
    assert not desktop.window.people.isVisible()
    qtbot.keyClicks(panel.field, "zebra")
    qtbot.waitUntil(lambda: results(desktop) == ["another zebra", "a zebra crosses the road"])
    assert panel.said.text() == "2 messages"
    panel.field.setText("from:nobody zebra")
    qtbot.waitUntil(lambda: results(desktop) == [])
    panel.field.setText("from:seeker crosses")
    qtbot.waitUntil(lambda: len(results(desktop)) == 1)
    panel.opened.emit(panel.results.found[0])
    page = desktop.window.current().page  # type: ignore[union-attr]
    assert page is not None
    row = next(r for r, i in enumerate(page.view.messages.items) if "crosses" in i.text)
    qtbot.waitUntil(lambda: page.view.lit == page.view.messages.items[row].id)
    panel.leave()
    assert desktop.window.people.isVisible()


def test_without_a_server_the_local_store_is_searched(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("hermit", server.port)
    said(desktop, "the quokka smiles")
    qtbot.waitUntil(lambda: confirmed(desktop))
    controller = desktop.window.current().controller  # type: ignore[union-attr]
    controller.act(controller.session.quit, 0.0)
    assert not controller.network.features.search or controller.transport is not None
    desktop.panels.find(everywhere=True)
    desktop.panels.search.field.setText("quok")
    qtbot.waitUntil(lambda: results(desktop) == ["the quokka smiles"])


def test_a_deleted_message_is_a_tombstone_and_gone_from_search(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop, other = join("writer", server.port), join("reader", server.port)
    said(desktop, "a wombat I regret")
    qtbot.waitUntil(lambda: "a wombat I regret" in texts(other))
    qtbot.waitUntil(lambda: confirmed(desktop))
    item = next(i for i in desktop.window.current().model.items if "wombat" in i.text)  # type: ignore[union-attr]
    desktop.wiring.menu.redact.emit(item)

    def gone(of: Desktop) -> bool:
        items = of.window.current().model.items  # type: ignore[union-attr]
        return any(i.redacted and i.msgid == item.msgid for i in items)

    qtbot.waitUntil(lambda: gone(desktop) and gone(other))
    assert "a wombat I regret" not in texts(other)
    desktop.panels.find(everywhere=True)
    desktop.panels.search.field.setText("wombat")
    qtbot.waitUntil(lambda: desktop.panels.search.said.text() not in ("", "Looking…"))
    assert results(desktop) == []
    store = other.store
    assert store is not None
    assert store.search(other.window.here[0], "wombat", "", "", 10) == []  # type: ignore[index]
