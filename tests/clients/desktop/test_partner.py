# SPDX-License-Identifier: GPL-3.0-or-later
"""One sees whether the other one of a direct conversation is there, away or called otherwise, and that one is away."""

from pytestqt.qtbot import QtBot

from clients.desktop.rooms import spoken_name
from clients.session.model import Features
from tests.clients.desktop.conftest import Join, Server


def test_the_other_one_of_a_direct_conversation(server: Server, join: Join, qtbot: QtBot) -> None:
    one, two = join("asker", server.port), join("friend", server.port)
    one.panels.write_to("friend")
    head = one.window.header
    qtbot.waitUntil(lambda: head.topic.full == "Online")
    two.window.current().controller.act(  # type: ignore[union-attr]
        two.window.current().controller.session.set_away,
        "at lunch",
        0.0,  # type: ignore[union-attr]
    )
    qtbot.waitUntil(lambda: head.topic.full == "Away: at lunch")
    found = one.window.current()
    assert found is not None
    assert spoken_name(found.controller.network, found.room) == "friend, Away: at lunch"
    features = two.window.current().controller.network.features  # type: ignore[union-attr]
    assert isinstance(features, Features)
    if features.metadata:
        two.window.current().controller.act(  # type: ignore[union-attr]
            two.window.current().controller.session.set_metadata,
            "display-name",
            "Frieda",
            0.0,  # type: ignore[union-attr]
        )
        qtbot.waitUntil(lambda: head.name.full == "Frieda (friend)")
    two.window.current().controller.act(two.window.current().controller.session.quit, 0.0)  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: head.topic.full == "Not connected")


def test_one_sees_that_one_is_away_and_comes_back(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("dreamer", server.port)
    window = desktop.window
    desktop.menus._away()
    desktop.follower.refresh()
    assert window.me.text() == "dreamer — away"
    assert window.banner.isVisible()
    assert window.banner.button.text() == "I'm back"
    window.banner.button.click()
    found = window.current()
    assert found is not None
    qtbot.waitUntil(lambda: not found.controller.network.away)
    qtbot.waitUntil(lambda: window.me.text() == "dreamer" and not window.banner.isVisible())
