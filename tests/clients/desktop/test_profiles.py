# SPDX-License-Identifier: GPL-3.0-or-later
"""People as they want to be called and look: names beside nicks, pictures when asked, one's own profile."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from clients.desktop.app import Desktop
from clients.desktop.dialogs.own_profile import OwnProfileDialog
from clients.desktop.people import PeopleModel
from clients.session.model import Features, User
from tests.clients.desktop.conftest import Join, Server, say, texts
from tests.support.web import LOOPBACK, Web, picture


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as made:
        made.paths["/me.png"] = lambda visit: visit.give(picture(300, 200))
        made.paths["/me.svg"] = lambda visit: visit.give(b"<svg/>", "image/svg+xml")
        yield made


def open_profile(desktop: Desktop) -> OwnProfileDialog:
    desktop.own_profile.show()
    dialog = desktop.own_profile.dialog
    assert dialog is not None
    return dialog


def user_of(desktop: Desktop, nick: str) -> User:
    found = desktop.window.current()
    assert found is not None
    user = found.controller.session.user(nick)
    assert user is not None
    return user


def save(desktop: Desktop, qtbot: QtBot, **values: str) -> None:
    """Fill in the profile and wait until the server has it."""
    dialog = open_profile(desktop)
    for key, value in values.items():
        dialog.fields[key.replace("_", "-")].setText(value)
    with qtbot.waitSignal(dialog.accepted, timeout=8000):
        dialog.save.click()


def test_a_profile_is_saved_and_others_see_it(server: Server, join: Join, qtbot: QtBot) -> None:
    marta, sam = join("marta", server.port), join("sam", server.port)
    save(marta, qtbot, display_name="Marta Ruiz", pronouns="she/her", status="on a train", homepage="https://m.example")
    qtbot.waitUntil(lambda: user_of(sam, "marta").metadata.get("homepage") == "https://m.example", timeout=8000)
    say(marta, "hello")
    qtbot.waitUntil(lambda: "hello" in texts(sam), timeout=8000)
    found = sam.window.current()
    assert found is not None
    assert found.page is not None
    view = found.page.view
    view.grab()
    layout = view.layout_of(len(found.model.items) - 1)
    assert layout.named == "Marta Ruiz"
    assert layout.hit(layout.nick.right() - 1, layout.nick.center().y()).value == "marta"
    people = sam.window.people.people
    assert isinstance(people, PeopleModel)
    row = next(r for r in range(people.rowCount()) if people.index(r).data() == "marta")
    assert people.index(row).data(Qt.ItemDataRole.AccessibleTextRole) == "Marta Ruiz (marta)"
    assert people.index(row).data(Qt.ItemDataRole.ToolTipRole) == "<qt>Marta Ruiz (marta)</qt>"
    sam.window.people.grab()
    said = profile_of(sam, "marta", qtbot)
    assert "Marta Ruiz" in said
    assert any(line.startswith("marta · she/her") for line in said)
    assert "on a train" in said
    save(marta, qtbot, display_name="", status="")
    qtbot.waitUntil(lambda: user_of(sam, "marta").display_name == "marta", timeout=8000)
    assert view.layout_of(len(found.model.items) - 1).named == ""


def profile_of(desktop: Desktop, nick: str, qtbot: QtBot) -> list[str]:
    desktop.panels._profile_wanted(nick, QPoint(5, 5))
    qtbot.waitUntil(desktop.panels.profile.isVisible, timeout=8000)
    return [label.text() for label in desktop.panels.profile.findChildren(QLabel) if label.isVisible()]


def test_what_the_server_refuses_stands_below_its_field(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("wordy", server.port)
    dialog = open_profile(desktop)
    dialog.fields["avatar"].setText("javascript:alert(1)")
    dialog.save.click()
    assert "https://" in dialog.errors["avatar"].text()
    assert not dialog.waiting
    dialog.fields["avatar"].setText("https://a.example/" + "é" * 170)
    dialog.fields["status"].setText("fine")
    dialog.save.click()
    assert not dialog.save.isEnabled()
    qtbot.waitUntil(lambda: not dialog.waiting, timeout=8000)
    assert "300 bytes" in dialog.errors["avatar"].text()
    assert dialog.errors["status"].text() == ""
    assert dialog.isVisible()
    assert dialog.save.isEnabled()
    assert user_of(desktop, "wordy").metadata == {"status": "fine"}
    dialog.reject()


def test_a_connection_lost_in_the_middle_is_said_and_nothing_typed_is_lost(
    server: Server, join: Join, qtbot: QtBot
) -> None:
    desktop = join("cutoff", server.port)
    dialog = open_profile(desktop)
    dialog.fields["status"].setText("typed")
    found = desktop.window.current()
    assert found is not None
    assert found.controller.transport is not None
    dialog.waiting = {"status"}
    found.controller.transport.socket.abort()
    qtbot.waitUntil(lambda: "connection was lost" in dialog.error.text(), timeout=8000)
    assert dialog.text("status") == "typed"
    dialog.save.click()
    assert dialog.errors["status"].text() == "You are not connected."
    dialog.reject()


def test_where_the_server_keeps_no_profiles_there_is_none(server: Server, join: Join) -> None:
    desktop = join("plain", server.port)
    found = desktop.window.current()
    assert found is not None
    action = desktop.menus.me[1]
    assert desktop.own_profile.offered()
    found.controller.network.features = replace(Features(), metadata=False)
    desktop.own_profile.show()
    assert desktop.own_profile.dialog is None
    desktop.menus.show_me()
    assert not action.isVisible()
    offered = [choice.label for choice in desktop.panels.actions() if choice.offered()]
    assert "Your profile" not in offered
    assert "Account" in offered


def test_a_picture_is_fetched_only_for_those_who_want_pictures(
    server: Server, join: Join, web: Web, qtbot: QtBot
) -> None:
    faced, shy = join("faced", server.port), join("shy", server.port)
    shy.faces.fetcher.allowed = LOOPBACK
    save(faced, qtbot, avatar=web.url("/me.png?{size}"))
    qtbot.waitUntil(lambda: user_of(shy, "faced").avatar != "", timeout=8000)
    say(faced, "look at me")
    qtbot.waitUntil(lambda: "look at me" in texts(shy), timeout=8000)
    shy.window.grab()
    profile_of(shy, "faced", qtbot)
    assert web.seen == []
    button = next(b for b in shy.panels.profile.findChildren(QPushButton) if "picture from 127.0.0.1" in b.text())
    with qtbot.waitSignal(shy.faces.changed, timeout=8000):
        button.click()
    assert [path for path, _ in web.seen] == ["/me.png?104"]
    assert shy.panels.profile.isVisible()
    assert not [b for b in shy.panels.profile.findChildren(QPushButton) if b.isVisible() and "picture" in b.text()]
    found = shy.window.current()
    assert found is not None
    face = shy.faces.of_nick(found.controller, "faced")
    assert face is not None
    assert (face.width(), face.height()) == (104, 104)
    shy.window.grab()
    shy.faces.forget()
    assert shy.faces.of_nick(found.controller, "faced") is None
    shy.settings.preferences.show_avatars = True
    with qtbot.waitSignal(shy.faces.changed, timeout=8000):
        shy.window.people.grab()
    assert shy.faces.of_nick(found.controller, "faced") is not None


def test_a_picture_that_is_none_is_said_once(server: Server, join: Join, web: Web, qtbot: QtBot) -> None:
    desktop = join("svgist", server.port)
    desktop.faces.fetcher.allowed = LOOPBACK
    dialog = open_profile(desktop)
    dialog.fields["avatar"].setText(web.url("/me.svg"))
    with qtbot.waitSignal(desktop.faces.changed, timeout=8000):
        dialog.look.click()
    assert "nothing that can be shown" in dialog.errors["avatar"].text()
    dialog.fields["avatar"].setText(web.url("/me.png"))
    with qtbot.waitSignal(desktop.faces.changed, timeout=8000):
        dialog.look.click()
    assert dialog.errors["avatar"].text() == ""
    dialog.reject()


def test_somebody_elses_old_words_do_not_get_the_name_of_who_has_the_nick_now(server: Server, join: Join) -> None:
    desktop = join("historian", server.port)
    found = desktop.window.current()
    assert found is not None
    user = user_of(desktop, "historian")
    user.metadata["display-name"], user.account = "Somebody", "new"
    item = replace(found.model.items[-1], author="historian", account="old")
    assert desktop.faces.name_of(found.controller, item) == ""
    assert desktop.faces.name_of(found.controller, replace(item, account="new")) == "Somebody"


def test_ten_thousand_faces_leave_few(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("crowd", server.port)
    found = desktop.window.current()
    assert found is not None
    desktop.settings.preferences.show_avatars = True
    for number in range(10_000):
        desktop.faces.of_user(
            found.controller, User(f"n{number}", metadata={"avatar": f"http://10.0.0.1/{number}.png"})
        )
    qtbot.waitUntil(lambda: not desktop.faces.fetcher._waiting and not desktop.faces.fetcher._running, timeout=15_000)
    assert len(desktop.faces._faces) <= 200
    assert len(desktop.faces.failures) <= 200
