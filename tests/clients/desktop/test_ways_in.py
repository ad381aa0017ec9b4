# SPDX-License-Identifier: GPL-3.0-or-later
"""An invitation waits in the banner, with a button; a room's key has a field, and is asked for where one needs it."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from clients.desktop import ways_in
from clients.desktop.app import Desktop
from clients.desktop.ways_in import JoinDialog
from tests.clients.desktop.conftest import Join, Server, say


def here(desktop: Desktop) -> Any:
    found = desktop.window.current()
    assert found is not None
    return found


def test_an_invitation_has_buttons(server: Server, join: Join, qtbot: QtBot) -> None:
    host, guest = join("host", server.port), join("guest", server.port)
    for room in ("#party", "#other"):
        say(host, f"/join {room}")
        qtbot.waitUntil(lambda room=room: here(host).room.name == room and here(host).room.joined)  # type: ignore[misc]
        say(host, f"/invite guest {room}")
    banner = guest.window.banner
    qtbot.waitUntil(lambda: banner.label.text() == "host invites you to #party.")
    qtbot.waitUntil(lambda: len(guest.window.invitations[here(guest).place[0]]) == 2)
    banner.other.click()
    qtbot.waitUntil(lambda: banner.label.text() == "host invites you to #other.")
    banner.button.click()
    qtbot.waitUntil(lambda: here(guest).room.name == "#other" and here(guest).room.joined)
    assert not banner.isVisible()


def test_a_rooms_key_is_asked_for(server: Server, join: Join, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    host, guest = join("keeper", server.port), join("knocker", server.port)
    say(host, "/join #vault")
    qtbot.waitUntil(lambda: here(host).room.name == "#vault" and here(host).room.joined)
    say(host, "/mode +k sesame")
    qtbot.waitUntil(lambda: here(host).room.modes.get("k") == "sesame")
    asked: list[str] = []

    def answer(_parent: object, _title: str, sentence: str, *_rest: object, **_more: object) -> str:
        asked.append(sentence)
        return "wrong" if len(asked) == 1 else "sesame"

    monkeypatch.setattr(ways_in, "ask", answer)
    say(guest, "/join #vault")
    qtbot.waitUntil(lambda: here(guest).room.name == "#vault" and here(guest).room.joined, timeout=8000)
    assert asked == ["#vault is entered with a key:"] * 2


def test_join_has_a_field_for_the_key(
    server: Server, join: Join, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop = join("opener", server.port)
    joined: list[tuple[str, str]] = []
    monkeypatch.setattr(ways_in, "join", lambda _controller, name, key: joined.append((name, key)))

    def fill(dialog: JoinDialog) -> int:
        dialog.name.setText("#vault")
        dialog.key.setText("sesame")
        return 1

    monkeypatch.setattr(JoinDialog, "exec", fill)
    desktop.menus.entrance.ask_room()
    assert joined == [("#vault", "sesame")]
