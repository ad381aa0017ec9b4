# SPDX-License-Identifier: GPL-3.0-or-later
"""Debian's ngIRCd and InspIRCd: joining, talking, and nothing broken by what they lack. Skipped where they are not."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from benchmarks.peers import Inspircd, InspircdTags, Ngircd, Peer
from clients.desktop.app import Desktop
from clients.session.model import ItemKind, SendState
from tests.clients.desktop.conftest import Join, in_room, say, texts

KINDS: dict[str, type[Peer]] = {"ngircd": Ngircd, "inspircd": Inspircd, "inspircd, tags": InspircdTags}


@pytest.fixture(params=KINDS, scope="module")
def network(request: pytest.FixtureRequest) -> Iterator[Peer]:
    kind = KINDS[request.param]
    if not kind.available():
        pytest.skip(f"{kind.program} is not installed here (apt install {kind.program})")
    folder = Path(tempfile.mkdtemp(prefix="hubbub-net-"))
    try:
        folder.chmod(0o755)
        with kind(folder) as peer:
            yield peer
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def enter(desktop: Desktop, room: str, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: desktop.dialog is None and desktop.window.current() is not None, timeout=20_000)
    say(desktop, f"/join {room}")
    qtbot.waitUntil(lambda: desktop.window.here is not None and desktop.window.here[1] == room, timeout=20_000)
    qtbot.waitUntil(lambda: in_room(desktop))


def test_two_people_join_and_talk(network: Peer, join: Join, qtbot: QtBot) -> None:
    one, two = join("wander", network.port, wait=False), join("wonder", network.port, wait=False)
    enter(one, "#square", qtbot)
    enter(two, "#square", qtbot)
    say(one, "good day over there")
    qtbot.waitUntil(lambda: "good day over there" in texts(two), timeout=10_000)
    say(two, "and to you")
    qtbot.waitUntil(lambda: "and to you" in texts(one), timeout=10_000)
    own = [i for i in one.window.current().model.items if i.own and i.spoken]  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: all(i.send_state is not SendState.PENDING for i in own))
    assert texts(one).count("good day over there") == 1
    assert {"wander", "wonder"} <= {m.nick for m in two.window.current().room.members.values()}  # type: ignore[union-attr]
    say(one, "/msg wonder psst")
    qtbot.waitUntil(lambda: any(room == "wander" for _, room in two.window.stage.by_place), timeout=10_000)
    one.window.show_place((one.window.here[0], "#square"))  # type: ignore[index]
    say(one, "/topic What is old is new")
    qtbot.waitUntil(lambda: "old is new" in two.window.header.topic.full, timeout=10_000)


def test_what_is_lacking_is_hidden_or_done_here(network: Peer, join: Join, qtbot: QtBot) -> None:
    desktop = join("lacker", network.port, wait=False)
    enter(desktop, "#lack", qtbot)
    found = desktop.window.current()
    assert found is not None
    assert found.page is not None
    features = found.controller.network.features
    assert not features.edit
    assert not features.history
    say(desktop, "one\ntwo")
    qtbot.waitUntil(lambda: {"one", "two"} <= set(texts(desktop)) or "one\ntwo" in texts(desktop), timeout=10_000)
    item = next(i for i in found.model.items if i.spoken and i.own)
    menu = desktop.wiring.menu.build(item, features, "", QPoint(), desktop.window)
    offered = {action.text() for action in menu.actions()}
    assert "Edit" not in offered
    assert "Delete for everyone" not in offered
    assert ("Reply" in offered) is bool(features.replies and item.msgid)
    qtbot.keyClick(desktop.window.composer.entry, Qt.Key.Key_Up)
    assert not desktop.window.composer.editing
    desktop.panels.find(everywhere=True)
    desktop.panels.search.field.setText("one")
    qtbot.waitUntil(lambda: len(desktop.panels.search.results.found) == 1)
    desktop.panels.search.leave()
    desktop.menus._account()
    assert desktop.accounts.dialog is not None
    assert "no accounts" in desktop.accounts.dialog.error.text()
    desktop.accounts.dialog.reject()
    desktop.menus._list()
    qtbot.waitUntil(lambda: any(c.label == "#lack" for c in desktop.panels.switcher.choices), timeout=10_000)
    desktop.panels.switcher.hide()
    with qtbot.waitSignal(desktop.follower.whois, timeout=10_000):
        desktop.wiring.show_profile("lacker")
    desktop.panels.profile.hide()
    errors = [i.text for c in desktop.window.stage.by_place.values() for i in c.model.items if i.kind is ItemKind.ERROR]
    assert errors == []


def test_it_comes_back_after_a_cut(network: Peer, join: Join, qtbot: QtBot) -> None:
    one, two = join("blip", network.port, wait=False), join("solid", network.port, wait=False)
    enter(one, "#cut", qtbot)
    enter(two, "#cut", qtbot)
    transport = one.window.current().controller.transport  # type: ignore[union-attr]
    assert transport is not None
    transport.socket.abort()
    say(one, "written while away")
    qtbot.waitUntil(one.window.banner.isVisible)
    one.window.banner.button.click()
    qtbot.waitUntil(lambda: "written while away" in texts(two), timeout=20_000)
    assert texts(one).count("written while away") == 1
