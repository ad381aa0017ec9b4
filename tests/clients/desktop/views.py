# SPDX-License-Identifier: GPL-3.0-or-later
"""Every view there is, one after the other, for tests that look at all of them: languages, names for screen readers."""

import time
from collections.abc import Iterator

from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtWidgets import QApplication, QDialog, QFrame, QMenu, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from clients.desktop.app import Desktop
from clients.desktop.certificates import Certificate
from clients.desktop.dialogs.account import AccountDialog, Face
from clients.desktop.dialogs.certificate import CertificateDialog
from clients.desktop.dialogs.connect import ConnectDialog
from clients.desktop.dialogs.own_profile import OwnProfileDialog
from clients.desktop.dialogs.profile import ProfilePopup
from clients.desktop.dialogs.viewer import PictureViewer
from clients.desktop.media.decode import Picture
from clients.session.events import Whois
from clients.session.model import ConnectionState, Features, ItemKind, SendState, TimelineItem, User
from tests.clients.desktop.conftest import say
from tests.support.web import picture

ALL = Features(replies=True, reactions=True, redact=True, edit=True)
View = tuple[str, QWidget]


def views(desktop: Desktop, qtbot: QtBot) -> Iterator[View]:
    """The desktop shows one view after the other; what was opened is closed again."""
    yield "room", desktop.window
    yield from _rooms(desktop, qtbot)
    yield from _beside(desktop, qtbot)
    yield from _popups(desktop, qtbot)
    yield from _menus(desktop)
    yield from _windows(desktop)
    yield from _media(desktop)
    yield from _accounts()
    yield from _connecting()
    yield from _lost(desktop, qtbot)


def _rooms(desktop: Desktop, qtbot: QtBot) -> Iterator[View]:
    window, found = desktop.window, desktop.window.current()
    assert found is not None
    window.composer.answer(TimelineItem(1, ItemKind.MESSAGE, 0, "p1", "…", "m"))
    window.composer.show_typing(("p1",))
    yield "reply", window
    window.composer.edit(TimelineItem(1, ItemKind.MESSAGE, 0, "p1", "…", "m"))
    window.composer.show_typing(("p1", "p2"))
    yield "edit", window
    window.composer.cancel()
    window.composer.show_typing(("p1", "p2", "p3", "p4", "p5"))
    yield "many write", window
    desktop.panels.write_to("p1")
    yield "direct", window
    window.show_place((found.place[0], ""))
    yield "server", window
    window.show_place(found.place)
    say(desktop, "/topic")
    say(desktop, "/nonsense")
    say(desktop, "/help")
    say(desktop, "/names")
    say(desktop, "/join")
    assert found.page is not None
    found.page.view.verticalScrollBar().setValue(0)  # type: ignore[union-attr]
    found.page.came(2)
    yield "refusals", window


def _beside(desktop: Desktop, qtbot: QtBot) -> Iterator[View]:
    search = desktop.panels.search
    desktop.panels.find(everywhere=True)
    yield "search", desktop.window
    search.field.setText("§§§")
    qtbot.waitUntil(lambda: search.said.text() != "" and not search._soon.isActive())
    search.show_results((), "")
    yield "nothing found", desktop.window
    search.leave()


def _popups(desktop: Desktop, qtbot: QtBot) -> Iterator[View]:
    window, panels = desktop.window, desktop.panels
    panels.go()
    yield "palette", panels.switcher
    panels.switcher.hide()
    window.composer.entry.setFocus()
    window.composer.entry.set_text("")
    window.composer.entry.insertPlainText("/")
    yield "commands", panels.completing.popup
    window.composer.entry.set_text("")
    panels.completing.close()
    desktop.wiring.picker.pick(QPoint(200, 200), print)
    yield "emoji", desktop.wiring.picker
    desktop.wiring.picker.hide()
    whois = Whois("p1", "§", "§", "§", "§", "§", "§", ("#1",), 7200, 1_700_000_000, True, True, True)
    for name, known, user in (("profile", whois, User("p1")), ("nobody", None, None)):
        popup = ProfilePopup(window)
        popup.show_person("p1", known, user, QPoint())
        yield name, popup
        popup.hide()
        popup.deleteLater()
    panels.pick_day("2026-05-03")
    calendar = next(frame for frame in window.findChildren(QFrame) if frame.isVisible() and frame is panels._calendar)
    yield "calendar", calendar
    calendar.close()


def _menus(desktop: Desktop) -> Iterator[View]:
    window, found = desktop.window, desktop.window.current()
    assert found is not None
    for state, own in ((SendState.FAILED, True), (SendState.SENT, True), (SendState.RECEIVED, False)):
        item = TimelineItem(1, ItemKind.MESSAGE, 0, "p1", "…", "m", send_state=state, own=own)
        for selected in ("", "…"):
            yield "message menu", desktop.wiring.menu.build(item, ALL, selected, QPoint(), window)
    before = set(window.findChildren(QMenu))
    desktop.wiring._room_menu(*found.place, QPoint())
    desktop.wiring._bell()
    for menu in set(window.findChildren(QMenu)) - before:
        yield "room menu", menu
        menu.close()
        menu.deleteLater()


def _windows(desktop: Desktop) -> Iterator[View]:
    window = desktop.window
    for name, show in (
        ("settings", desktop.panels.preferences),
        ("shortcuts", desktop.menus.show_shortcuts),
        ("networks", desktop.menus.show_networks),
        ("account", desktop.menus._account),
        ("network", desktop.networks.ask),
        ("about", desktop.menus._about),
        ("paste", lambda: desktop.wiring.pasting.offer("§\n" * 20)),
    ):
        before = set(QApplication.topLevelWidgets())
        show()
        opened = [w for w in set(QApplication.topLevelWidgets()) - before if isinstance(w, QDialog) and w.isVisible()]
        assert opened, name
        for dialog in opened:
            yield name, dialog
            dialog.close()
            if isinstance(dialog, QMessageBox):
                dialog.deleteLater()
    window.activateWindow()


def _media(desktop: Desktop) -> Iterator[View]:
    own = OwnProfileDialog("p1", "§", {"avatar": "https://a.example/§.png"}, desktop.window)
    own.fields["avatar"].setText("§")
    for key in ("homepage", "avatar"):
        own.fields[key].setPlaceholderText("§")  # an address is the same in every language
    own.show()
    own._save()
    yield "own profile", own
    own.close()
    own.setParent(None)
    viewer = PictureViewer(Picture(picture()), "https://a.example/1.png", desktop.window)
    viewer.show()
    viewer.setWindowTitle("§")
    viewer.said.setText("§")
    viewer.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)[0].setAccessibleName("⟦§⟧")
    yield "viewer", viewer
    viewer.close()
    popup = ProfilePopup(desktop.window)
    user = User("p1", metadata={"avatar": "https://a.example/1.png", "homepage": "https://1.2", "status": "§"})
    for own_one in (False, True):
        popup.show_person("p1", Whois("p1", "§"), user, QPoint(), own=own_one)
        yield "profile with more", popup
    popup.close()
    popup.deleteLater()


def _accounts() -> Iterator[View]:
    for face in Face:
        for keyring in (True, False):
            dialog = AccountDialog("§", Features(register=True, login=True), keyring)
            dialog.show_face(face, "p1")
            dialog.show()
            yield f"account {face}", dialog
            dialog.close()
            dialog.deleteLater()


def _connecting() -> Iterator[View]:
    dialog = ConnectDialog("§", "p1")
    dialog.show()
    dialog.account.setText("p1")
    yield "connect", dialog
    dialog.address.setText("http://§")
    dialog.more.setChecked(True)
    dialog.accept_now()
    yield "bad address", dialog
    dialog.nick.setText("a b")
    yield "bad nickname", dialog
    dialog.refuse("§", nick="p1", certificate="00" * 32)
    yield "certificate", dialog
    dialog.refuse("§", server_password=True)
    dialog.server_password.setText("§")
    yield "two passwords", dialog
    dialog.refuse("§", plaintext=True)
    yield "plaintext", dialog
    question = CertificateDialog()
    question.ask("§", "§", "§", Certificate("00" * 32, "§; §; §", vouched=True))
    question.show()
    yield "another certificate", question
    question.close()
    question.deleteLater()
    for known in (True, False):
        dialog.about_another(known=known)
        yield "another", dialog
    dialog.close()
    dialog.deleteLater()


def _lost(desktop: Desktop, qtbot: QtBot) -> Iterator[View]:
    window, found = desktop.window, desktop.window.current()
    assert found is not None
    session = found.controller.session
    assert found.controller.transport is not None
    found.controller.transport.socket.abort()
    qtbot.waitUntil(window.banner.isVisible)
    yield "lost", window
    say(desktop, "…")
    yield "waiting", window
    qtbot.waitUntil(lambda: found.controller.network.state is ConnectionState.ONLINE, timeout=15_000)
    found.controller.act(session.quit, time.time())
    qtbot.waitUntil(lambda: found.controller.transport is None, timeout=15_000)
    desktop.follower.refresh()
    yield "offline", window
    window._show_nowhere()
    window.rooms.set_networks([])
    yield "nowhere", window


def named_by_qt(widget: QWidget) -> bool:
    """Parts that Qt makes and names itself, or that belong to another control."""
    inside = widget.objectName().startswith("qt_") or type(widget).__name__ in ("QComboBoxPrivateContainer", "QTabBar")
    return inside or widget.focusPolicy() == Qt.FocusPolicy.NoFocus
