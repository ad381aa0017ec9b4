# SPDX-License-Identifier: GPL-3.0-or-later
"""The window waits for no keyring: one that hangs, is locked, is late, or never takes or gives up a password."""

import threading
from pathlib import Path

import keyring
import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from clients.desktop import passwords
from clients.desktop.app import Desktop
from clients.desktop.dialogs.account import AccountDialog, Face
from clients.desktop.passwords import Passwords
from clients.session.model import ConnectionState
from tests.clients.desktop.conftest import Join, MemoryKeyring, Server, in_room

CLICK = Qt.MouseButton.LeftButton


class SlowKeyring(MemoryKeyring):
    """Each call waits until it is `released`."""

    def __init__(self) -> None:
        super().__init__()
        self.released = threading.Event()
        self.threads: set[int] = set()

    def _wait(self) -> None:
        self.threads.add(threading.get_ident())
        self.released.wait(30)

    def get_password(self, service: str, username: str) -> str | None:
        self._wait()
        return super().get_password(service, username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self._wait()
        super().set_password(service, username, password)

    def delete_password(self, service: str, username: str) -> None:
        self._wait()
        super().delete_password(service, username)


@pytest.fixture
def slow(memory_keyring: MemoryKeyring) -> SlowKeyring:
    made = SlowKeyring()
    keyring.set_keyring(made)
    return made


def remember(folder: Path, *ports: int, more: str = "") -> None:
    """Networks with an account, as of another day."""
    folder.mkdir()
    more = more or f'account = "{folder.name}"'
    networks = [f'[[networks]]\naddress = "irc://127.0.0.1:{port}"\nnick = "{folder.name}"\n{more}\n' for port in ports]
    (folder / "desktop.toml").write_text("".join(networks))


def asked(desktop: Desktop) -> AccountDialog | None:
    dialog = desktop.accounts.dialog
    return dialog if dialog is not None and dialog.isVisible() else None


def boxes() -> list[str]:
    return [w.text() for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible()]


def test_one_that_hangs_keeps_no_window_and_the_person_is_asked(
    server: Server, join: Join, qtbot: QtBot, slow: SlowKeyring, tmp_path: Path
) -> None:
    remember(tmp_path / "hank", server.port)
    desktop = join("", 0, wait=False, address="", again="hank")
    assert desktop.window.isVisible()
    qtbot.waitUntil(lambda: asked(desktop) is not None)
    assert slow.threads
    assert threading.get_ident() not in slow.threads
    dialog = asked(desktop)
    assert dialog is not None
    qtbot.waitUntil(lambda: not dialog.isHidden() and dialog.face is Face.LOG_IN)
    slow.released.set()


def test_one_that_is_late_answers_for_the_person(
    server: Server, join: Join, qtbot: QtBot, slow: SlowKeyring, tmp_path: Path
) -> None:
    first = join("lena", server.port)
    controller = next(iter(first.window.controllers.values()))
    controller.act(controller.session.register_account, "lena", "correct horse battery", "", 0.0)
    qtbot.waitUntil(lambda: controller.network.account == "lena", timeout=10_000)
    first.leave()
    remember(tmp_path / "late", server.port, more='account = "lena"')
    slow.kept["hubbub", f"lena@127.0.0.1:{server.port}"] = "correct horse battery"
    desktop = join("", 0, wait=False, address="", again="late")
    qtbot.waitUntil(lambda: asked(desktop) is not None)
    slow.released.set()
    qtbot.waitUntil(lambda: asked(desktop) is None)
    qtbot.waitUntil(lambda: in_room(desktop), timeout=10_000)
    assert next(iter(desktop.window.controllers.values())).network.account == "lena"


def test_what_is_being_typed_stays_when_it_answers_late(
    server: Server, join: Join, qtbot: QtBot, slow: SlowKeyring, tmp_path: Path
) -> None:
    remember(tmp_path / "tia", server.port)
    desktop = join("", 0, wait=False, address="", again="tia")
    qtbot.waitUntil(lambda: asked(desktop) is not None)
    dialog = asked(desktop)
    assert dialog is not None
    qtbot.keyClicks(dialog.password, "half a pass")
    slow.released.set()
    qtbot.wait(200)
    assert asked(desktop) is dialog
    assert dialog.password.text() == "half a pass"


def test_two_networks_are_asked_about_one_after_the_other(
    server: Server, other_server: Server, join: Join, qtbot: QtBot, slow: SlowKeyring, tmp_path: Path
) -> None:
    remember(tmp_path / "duo", server.port, other_server.port)
    desktop = join("", 0, wait=False, address="", again="duo")
    qtbot.waitUntil(lambda: asked(desktop) is not None)
    qtbot.waitUntil(lambda: len(desktop.accounts._next) == 1)
    first = desktop.accounts.controller
    assert desktop.accounts.dialog is not None
    desktop.accounts.dialog.reject()
    assert asked(desktop) is not None
    assert desktop.accounts.controller is not first
    asked(desktop).reject()  # type: ignore[union-attr]
    assert asked(desktop) is None
    slow.released.set()


def test_one_that_hangs_at_saving_and_at_forgetting_is_told_of(
    server: Server, join: Join, qtbot: QtBot, slow: SlowKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "WRITING_PATIENCE_MS", 100)
    monkeypatch.setattr(passwords, "LAST_SECONDS", 0.1)
    desktop = join("sadie", server.port)
    desktop.menus._account()
    dialog = desktop.accounts.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.keyring is True)
    dialog.password.setText("correct horse battery")
    qtbot.mouseClick(dialog.ok, CLICK)
    qtbot.waitUntil(lambda: dialog.face is Face.LOGGED_IN, timeout=10_000)
    qtbot.waitUntil(lambda: any("did not take the password" in text for text in boxes()))
    for box in QApplication.topLevelWidgets():
        if isinstance(box, QMessageBox):
            box.close()
    qtbot.mouseClick(dialog.ok, CLICK)
    qtbot.waitUntil(lambda: any("may still have the password" in text for text in boxes()))
    controller = next(iter(desktop.window.controllers.values()))
    qtbot.waitUntil(lambda: controller.network.state is ConnectionState.ONLINE, timeout=10_000)
    for box in QApplication.topLevelWidgets():
        if isinstance(box, QMessageBox):
            box.close()
    slow.released.set()


def test_what_was_to_be_kept_is_kept_when_the_program_ends_at_once(memory_keyring: MemoryKeyring, qapp: object) -> None:
    made = Passwords()
    made.keep("net", "me", "secret")
    made.keep("net", "", "of the server")
    made.close()
    assert memory_keyring.kept == {("hubbub", "me@net"): "secret", ("hubbub", "@net"): "of the server"}


def test_one_that_never_says_whether_it_is_there_is_silent(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()
    monkeypatch.setattr(keyring, "get_keyring", lambda: released.wait(30))
    monkeypatch.setattr(passwords, "LAST_SECONDS", 0.1)
    made = Passwords()
    with qtbot.waitSignal(made.known, timeout=5000):
        made.look()
    assert made.silent
    assert made.available is None
    released.set()
    made.close()
