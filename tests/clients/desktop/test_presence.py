# SPDX-License-Identifier: GPL-3.0-or-later
"""Direct conversations say whether the other one is there, and what becomes of what one writes if not."""

from pytestqt.qtbot import QtBot

from clients.desktop.app import Desktop
from clients.session.model import SendState, TimelineItem
from tests.clients.desktop.conftest import Join, Server, say, texts
from tests.support.client import Client


def rows(desktop: Desktop) -> list[TimelineItem]:
    found = desktop.window.current()
    assert found is not None
    return list(found.model.items)


def test_the_header_follows_who_is_away_and_back(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop, other = join("watcher", server.port), Client(server.port)
    other.register("lunching")
    other.send("AWAY :at \x02lunch\x02")
    topic = desktop.window.header.topic
    say(desktop, "/msg lunching hello")
    qtbot.waitUntil(lambda: topic.full == "Away: at lunch")
    assert len(rows(desktop)) == 1
    other.send("AWAY")
    qtbot.waitUntil(lambda: topic.full == "Online")
    other.close()
    qtbot.waitUntil(lambda: topic.full == "Not connected")


def test_what_is_written_to_somebody_registered_who_is_not_here_waits_for_them(
    server: Server, join: Join, qtbot: QtBot
) -> None:
    owner = Client(server.port)
    owner.register("sleeper")
    owner.send("REGISTER * * sesame-seed")
    owner.until("REGISTER")
    owner.send("QUIT")
    owner.until("ERROR")
    owner.close()
    desktop = join("writer", server.port)
    say(desktop, "/msg sleeper see you tomorrow")
    qtbot.waitUntil(lambda: [item.send_state for item in rows(desktop) if item.own] == [SendState.SENT])
    said = [item.text for item in rows(desktop) if not item.spoken]
    assert said == ["sleeper is away: Not connected; your message is kept and shown when they come"]
    qtbot.waitUntil(lambda: desktop.window.header.topic.full == "Not connected")
    other = join("other", server.port)
    say(other, "/ns identify sleeper sesame-seed")
    qtbot.waitUntil(lambda: "writer" in found_rooms(other))
    say(other, "/query writer")
    qtbot.waitUntil(lambda: "see you tomorrow" in texts(other))


def found_rooms(desktop: Desktop) -> list[str]:
    found = desktop.window.current()
    return list(found.controller.network.rooms) if found is not None else []
