#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of every view of the desktop client, both themes, 100 % and 200 %, by the real client on the real server.

    scripts/screenshots.py [FOLDER]        (docs/images unless told otherwise; `make screenshots`)

The people talking are real connections too. Look at every picture that changed:
nothing cramped, misaligned, unexplained.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPO = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPO))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_SCALE_FACTOR"] = os.environ.get("SCREENSHOT_SCALE", "1")
os.environ["TZ"] = f"MORNING{time.gmtime().tm_hour - 10:+d}"  # whenever they are made, it is ten something
time.tzset()

from PyQt6.QtCore import QPoint, Qt  # noqa: E402
from PyQt6.QtGui import QFontDatabase  # noqa: E402
from PyQt6.QtWidgets import QApplication, QDialog, QMenu, QMessageBox, QTabWidget  # noqa: E402

from clients.desktop import translations  # noqa: E402
from clients.desktop.app import Desktop  # noqa: E402
from clients.desktop.dialogs.account import AccountDialog, Face  # noqa: E402
from clients.desktop.dialogs.connect import ConnectDialog  # noqa: E402
from clients.desktop.dialogs.viewer import PictureViewer  # noqa: E402
from clients.desktop.settings import Settings  # noqa: E402
from clients.session.model import Features, NotifyLevel  # noqa: E402
from scripts.cast import Camera, Person, Sam, minutes_ago, spin, start_server  # noqa: E402
from scripts.scenery import ELSEWHERE, LATER, REACTIONS, TALK, Web, profile, serve  # noqa: E402
from tests.support.web import LOOPBACK  # noqa: E402

PAGES = ("look", "notifications", "behaviour", "shortcuts")
FONTS = {"Inter": "fonts-inter", "Noto Color Emoji": "fonts-noto-color-emoji"}


def first_dialogs(camera: Camera) -> None:
    """The dialog that greets, and the same with a refusal."""
    dialog = ConnectDialog("127.0.0.1:9090", "sam")
    dialog.show()
    camera.take("connect", dialog)
    dialog.refuse("Nobody answers at 127.0.0.1:9090. Is the server running?", address=True)
    camera.take("connect-refused", dialog)
    dialog.close()
    dialog = ConnectDialog("127.0.0.1:9090", "sam")
    dialog.show()
    dialog._asked = "sam"
    dialog.refuse("The nickname sam is taken here.\nThis nickname is reserved", nick="sam_")
    camera.take("connect-taken", dialog)
    dialog.close()
    dialog = ConnectDialog("ircs://chat.example.org", "sam")
    dialog.show()
    dialog.refuse(
        "chat.example.org can't prove that it is chat.example.org: The certificate is self-signed, and untrusted.",
        address=True,
        certificate="5d4140" * 10 + "2abc",
    )
    camera.take("connect-certificate", dialog)
    dialog.close()


def accounts(desktop: Desktop, camera: Camera) -> None:
    """The faces of the account's window, the networks, and a network that is to be added."""
    for face, name in (
        (Face.REGISTER, "account-register"),
        (Face.LOG_IN, "account-login"),
        (Face.VERIFY, "account-verify"),
        (Face.LOGGED_IN, "account"),
    ):
        dialog = AccountDialog("Hubbub", Features(register=True, login=True), True, desktop.window)
        dialog.show_face(face, "sam")
        dialog.show()
        camera.take(name, dialog)
        dialog.close()
        dialog.deleteLater()
    desktop.networks.ask()
    assert desktop.dialog is not None
    camera.take("network-add", desktop.dialog)
    desktop.dialog.reject()


def states(desktop: Desktop, camera: Camera) -> None:
    """A room where nothing was said, a message that failed, a large paste, no network at all."""
    window, found = desktop.window, desktop.window.current()
    assert found is not None
    lobby = found.place
    found.controller.act(found.controller.session.join, "#plans", time.time())
    spin(lambda: window.here is not None and window.here[1] == "#plans", 3)
    window.show_place((lobby[0], "#plans"))
    spin(seconds=0.4)
    camera.take("empty", window)
    found.controller.act(found.controller.session.leave, "#plans", time.time())
    window.show_place(lobby)
    desktop.wiring._large_paste("\n".join(f"{n:3} a line of the log" for n in range(1, 41)))
    box = next(box for box in window.findChildren(QMessageBox) if box.isVisible())
    camera.take("paste", box)
    box.reject()
    box.deleteLater()


def nowhere(desktop: Desktop, camera: Camera) -> None:
    """No network at all."""
    desktop.window.rooms.set_networks([])
    desktop.window._show_nowhere()
    camera.take("nowhere", desktop.window)


def conversation(desktop: Desktop, people: dict[str, Person], web: Web, folder: Path) -> None:
    """What the pictures show: a morning in the lobby, and what waits in other rooms."""
    window, sam = desktop.window, people["sam"].controller
    marta = people["marta"].controller
    window.activateWindow()
    for key, value in profile(web):
        marta.act(marta.session.set_metadata, key, value, time.time())
    for room in ("#docs", "#garden", "#music"):
        for nick in ("sam", *{who for who, where, _ in ELSEWHERE if where == room}):
            person = people[nick].controller
            person.act(person.session.join, room, time.time())
            spin(lambda p=person, r=room: r in p.network.rooms and p.network.rooms[r].joined, 3)
    sam.act(sam.session.set_notify, "#music", NotifyLevel.ALL, True, time.time())
    sam.act(sam.session.open_direct, "jules", time.time())
    sam.act(sam.session.open_direct, "ada", time.time())
    window.show_place((sam.network.key, "#lobby"))
    for nick, minutes, text, answers in TALK:
        minutes_ago(folder, minutes)
        person = people[nick]
        person.say(text.replace("{web}", web.at), reply_to=person.message(answers))
    for nick, part, emoji in REACTIONS:
        people[nick].react(part, emoji)
    people["noor"].controller.act(people["noor"].controller.session.set_away, "at lunch", time.time())
    found = desktop.window.current()
    assert found is not None and found.page is not None  # noqa: PT018
    heron(desktop)
    found.page.view.to_bottom()
    spin(lambda: not found.room.unread, 5)
    window.show_place((sam.network.key, "#music"))
    for nick, room, text in ELSEWHERE:
        people[nick].say(text, room)
    people["ada"].controller.act(people["ada"].controller.session.open_direct, "sam", time.time())
    people["ada"].say("Are you coming tonight?", "sam")
    nick, minutes, text, _ = LATER
    minutes_ago(folder, minutes)
    people[nick].say(text)
    spin(lambda: bool(sam.network.rooms["#lobby"].mentions), 4)
    minutes_ago(folder, 0)
    window.show_place((sam.network.key, "#lobby"))
    spin(seconds=0.3)


def heron(desktop: Desktop) -> None:
    """Show or hide the picture marta found."""
    found = desktop.window.current()
    assert found is not None and found.page is not None  # noqa: PT018
    item = next(i for i in found.model.items if "/heron.png" in i.text)
    desktop.pictures.toggle(found.page.view, item)
    url = found.page.view.links_of(item)[0]
    spin(lambda: (e := desktop.pictures.library.get(url)) is None or e.job is None, 6)


def typing(people: dict[str, Person], on: bool) -> None:
    """Tom types, or no longer does."""
    people["tom"].controller.act(people["tom"].controller.session.send_typing, "#lobby", on, time.time())
    spin(seconds=0.2)


def pictures(desktop: Desktop, camera: Camera, people: dict[str, Person]) -> None:
    """Every view in the theme in force."""
    window, found = desktop.window, desktop.window.current()
    assert found is not None
    assert found.page is not None
    typing(people, True)
    camera.take("lobby", window)
    heron(desktop)
    found.page.view.selecting._hover(found.model.row_of(found.model.items[-1].id))
    window.composer.answer(next(i for i in reversed(found.model.items) if "timeline branch" in i.text))
    window.composer.entry.set_text("On it, give me ten minutes.")
    camera.take("reply", window)
    typing(people, False)
    window.composer.cancel()
    window.composer.entry.clear()
    found.page.view.selecting._hover(-1)
    desktop.settings.preferences.compact = True
    desktop.apply_look()
    camera.take("compact", window)
    desktop.settings.preferences.compact = False
    desktop.apply_look()
    popups(desktop, camera)
    dialogs(desktop, camera)


def popups(desktop: Desktop, camera: Camera) -> None:
    """What stands over the conversation for a while."""
    window, panels, found = desktop.window, desktop.panels, desktop.window.current()
    assert found is not None
    window.composer.entry.setFocus()
    panels.go()
    camera.take("palette", window, panels.switcher)
    panels.switcher.hide()
    panels.find(everywhere=True)
    panels.search.field.setText("build")
    spin(lambda: bool(panels.search.results.found), 3)
    camera.take("search", window)
    panels.search.leave()
    window.composer.entry.setFocus()
    window.composer.entry.insertPlainText("/")
    camera.take("commands", window)
    window.composer.entry.clear()
    desktop.wiring.picker.pick(window.composer.emoji.mapToGlobal(QPoint(30, 0)), print, above=True)
    camera.take("emoji", window, desktop.wiring.picker)
    desktop.wiring.picker.hide()
    panels._profile_wanted("marta", window.mapToGlobal(QPoint(760, 120)))
    spin(panels.profile.isVisible, 3)
    camera.take("profile", window, panels.profile)
    panels.profile.hide()
    item = next(i for i in found.model.items if i.own and i.spoken)
    desktop.wiring.show_menu(item, window.mapToGlobal(QPoint(560, 300)))
    menu = next(m for m in window.findChildren(QMenu) if m.isVisible())
    camera.take("menu", window, menu)
    menu.close()


def pictures_of_links(desktop: Desktop, camera: Camera, people: dict[str, Person], web: Web) -> None:
    """Links in the conversation: offered, shown, failed; the viewer; then profiles."""
    window, found = desktop.window, desktop.window.current()
    assert found is not None and found.page is not None  # noqa: PT018
    people["tom"].say(f"I wrote it up at {web.at}/pond, but my picture is gone: {web.at}/dentist.jpg")
    spin(lambda: "dentist" in found.model.items[-1].text, 4)
    view = found.page.view
    view.to_bottom()
    camera.take("picture-offer", window)
    linked = [item for item in found.model.items if f"//{web.host}" in item.text]
    entries = [url for item in linked for url in view.links_of(item)]
    for item in linked:
        for url in view.links_of(item):
            desktop.pictures.show(view, item, url)
    spin(lambda: all((e := desktop.pictures.library.get(url)) is not None and e.job is None for url in entries), 6)
    view.to_bottom()
    camera.take("picture", window)
    desktop.pictures.enlarge(next(url for url in entries if url.endswith("heron.png")))
    viewer = next(w for w in window.findChildren(PictureViewer) if w.isVisible())
    camera.take("viewer", viewer)
    viewer.close()
    for item in linked:
        desktop.pictures.toggle(view, item)
    profiles(desktop, camera)


def profiles(desktop: Desktop, camera: Camera) -> None:
    """Somebody's profile with a picture, and one's own."""
    window, found = desktop.window, desktop.window.current()
    assert found is not None
    desktop.settings.preferences.show_avatars = True
    desktop.faces.forget()
    window.grab()
    spin(lambda: desktop.faces.of_nick(found.controller, "marta") is not None, 4)
    desktop.panels._profile_wanted("marta", window.mapToGlobal(QPoint(760, 120)))
    spin(desktop.panels.profile.isVisible, 3)
    camera.take("profile-avatar", window, desktop.panels.profile)
    desktop.panels.profile.hide()
    desktop.own_profile.show()
    dialog = desktop.own_profile.dialog
    assert dialog is not None
    for key, text in (("display-name", "Sam Okafor"), ("pronouns", "he/him"), ("status", "in the workshop")):
        dialog.fields[key].setText(text)
    camera.take("own-profile", dialog)
    dialog.fields["avatar"].setText("heron.png")
    dialog._save()
    camera.take("own-profile-refused", dialog)
    dialog.reject()
    desktop.settings.preferences.show_avatars = False
    desktop.faces.forget()


def dialogs(desktop: Desktop, camera: Camera) -> None:
    """The windows beside the window."""
    for name, show in (
        ("settings", desktop.panels.preferences),
        ("shortcuts", desktop.menus.show_shortcuts),
        ("networks", desktop.menus.show_networks),
    ):
        before = set(QApplication.topLevelWidgets())
        show()
        for dialog in set(QApplication.topLevelWidgets()) - before:
            if isinstance(dialog, QDialog):
                camera.take(name, dialog)
                tabs = dialog.findChild(QTabWidget)
                if tabs is not None:
                    for page in range(1, tabs.count()):
                        tabs.setCurrentIndex(page)
                        camera.take(f"{name}-{PAGES[page]}", dialog)
                dialog.close()


def offline(desktop: Desktop, camera: Camera) -> None:
    """The connection is gone; what is written waits."""
    found = desktop.window.current()
    assert found is not None
    assert found.controller.transport is not None
    found.controller.transport.socket.abort()
    spin(desktop.window.banner.isVisible, 3)
    desktop.window.composer.entry.set_text("This waits until we are back.")
    desktop.window.composer.submit()
    camera.take("offline", desktop.window)


def main() -> int:
    """All of it: a process for each theme and scale, so that each begins anew."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else REPO / "docs" / "images"
    if "SCREENSHOT_THEME" in os.environ:
        return shoot_all(folder, os.environ["SCREENSHOT_THEME"], os.environ["QT_SCALE_FACTOR"])
    for scale in ("1", "2"):
        for look in ("light", "dark"):
            env = os.environ | {"SCREENSHOT_SCALE": scale, "SCREENSHOT_THEME": look}
            with tempfile.NamedTemporaryFile("w", suffix=".json") as screen:
                json.dump({"screens": [{"width": 1920 * int(scale), "height": 1200 * int(scale)}]}, screen)
                screen.flush()
                env["QT_QPA_PLATFORM"] = f"offscreen:configfile={screen.name}"
                failed = subprocess.run([sys.executable, __file__, str(folder)], env=env, check=False).returncode
            if failed:
                return failed
    return 0


def shoot_all(folder: Path, look: str, scale: str) -> int:
    """The pictures in one theme at one scale."""
    app = QApplication(["hubbub"])
    app.setQuitOnLastWindowClosed(False)
    lacking = [package for family, package in FONTS.items() if family not in QFontDatabase.families()]
    if lacking:
        print(f"The pictures need fonts that are not here; on Debian: apt-get install {' '.join(lacking)}")
        return 1
    _spoken = translations.install(app, "en")
    app.setEffectEnabled(Qt.UIEffect.UI_AnimateMenu, False)
    with tempfile.TemporaryDirectory() as scratch:
        server, port = start_server(Path(scratch))
        try:
            shoot(Camera(folder, f"-{look}" + ("" if scale == "1" else f"-{scale}x")), look, Path(scratch), port)
        finally:
            server.terminate()
            server.wait(15)
    return 0


def shoot(camera: Camera, look: str, scratch: Path, port: int) -> None:
    """The people, the client, the pictures."""
    settings = Settings(scratch / "profile")
    settings.path = Path(
        "~/.config/hubbub/desktop.toml"
    )  # what a person would see; the folder is not there: not written
    settings.preferences.theme = look
    desktop = Desktop(settings)
    desktop.window.resize(1120, 800)
    people: dict[str, Person] = {"sam": Sam(desktop, port)}
    people |= {nick: Person(nick, port) for nick in ("marta", "noor", "tom", "jules", "ada")}
    with Web() as web:
        serve(web)
        for fetcher in (desktop.pictures.fetcher, desktop.faces.fetcher):
            fetcher.allowed = LOOPBACK
            fetcher.resolve = lambda _name, told: told(["127.0.0.1"])
        conversation(desktop, people, web, scratch)
        pictures(desktop, camera, people)
        pictures_of_links(desktop, camera, people, web)
        first_dialogs(camera)
        accounts(desktop, camera)
        states(desktop, camera)
        offline(desktop, camera)
        nowhere(desktop, camera)
    desktop.leave()
    for person in people.values():
        if not isinstance(person, Sam):
            person.controller.goodbye()


if __name__ == "__main__":
    sys.exit(main())
