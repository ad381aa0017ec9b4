# SPDX-License-Identifier: GPL-3.0-or-later
"""Accounts against the real server: registering, verifying, logging in and out; where passwords are, and are not."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clients.desktop.app import Desktop
from clients.desktop.dialogs.account import AccountDialog, Face
from clients.desktop.passwords import Passwords
from clients.desktop.settings import Settings
from clients.session.model import ConnectionState
from tests.clients.desktop.conftest import Join, MemoryKeyring, Server, in_room

PASSWORD = "correct horse battery"
CLICK = Qt.MouseButton.LeftButton


def open_account(desktop: Desktop) -> AccountDialog:
    desktop.menus._account()
    dialog = desktop.accounts.dialog
    assert dialog is not None
    return dialog


def register(desktop: Desktop, qtbot: QtBot) -> AccountDialog:
    dialog = open_account(desktop)
    assert dialog.face is Face.REGISTER
    qtbot.keyClicks(dialog.password, PASSWORD)
    qtbot.mouseClick(dialog.ok, CLICK)
    return dialog


def account(desktop: Desktop) -> str:
    return next(iter(desktop.window.controllers.values())).network.account


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_register_come_back_and_log_out(
    server: Server, join: Join, qtbot: QtBot, memory_keyring: MemoryKeyring
) -> None:
    desktop = join("regina", server.port)
    dialog = register(desktop, qtbot)
    qtbot.waitUntil(lambda: account(desktop) == "regina", timeout=10_000)
    assert dialog.face is Face.LOGGED_IN
    key = f"127.0.0.1:{server.port}"
    qtbot.waitUntil(lambda: bool(memory_keyring.kept))
    assert memory_keyring.kept == {("hubbub", f"regina@{key}"): PASSWORD}
    assert Settings(desktop.settings.folder).networks[0].account == "regina"
    dialog.reject()
    desktop.leave()
    assert PASSWORD.encode() not in on_disk(desktop.settings.folder)

    back = join("", 0, wait=False, address="", again="regina")
    qtbot.waitUntil(lambda: in_room(back), timeout=10_000)
    assert account(back) == "regina"
    dialog = open_account(back)
    assert dialog.face is Face.LOGGED_IN
    qtbot.mouseClick(dialog.ok, CLICK)
    qtbot.waitUntil(lambda: account(back) == "", timeout=10_000)
    qtbot.waitUntil(lambda: memory_keyring.kept == {})
    assert Settings(back.settings.folder).networks[0].account == ""


def test_a_nickname_that_belongs_to_an_account_asks_for_its_password(server: Server, join: Join, qtbot: QtBot) -> None:
    first = join("owner", server.port)
    register(first, qtbot)
    qtbot.waitUntil(lambda: account(first) == "owner", timeout=10_000)
    first.leave()
    second = join("owner", server.port, wait=False, again="elsewhere")
    dialog = second.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: not dialog.mine.isHidden(), timeout=10_000)
    qtbot.waitUntil(lambda: "reserved" in dialog.error.text())
    qtbot.mouseClick(dialog.mine, CLICK)
    assert (dialog.nick.text(), dialog.account.text()) == ("owner", "owner")
    dialog.password.setText("wrong")
    qtbot.mouseClick(dialog.ok, CLICK)
    qtbot.waitUntil(lambda: not dialog.error.isHidden(), timeout=10_000)
    assert "password" in dialog.error.text()
    dialog.password.setText(PASSWORD)
    qtbot.mouseClick(dialog.ok, CLICK)
    qtbot.waitUntil(lambda: in_room(second), timeout=10_000)
    assert account(second) == "owner"


def test_logging_in_later(server: Server, join: Join, qtbot: QtBot) -> None:
    first = join("laura", server.port)
    register(first, qtbot)
    qtbot.waitUntil(lambda: account(first) == "laura", timeout=10_000)
    first.leave()
    second = join("laura2", server.port)
    dialog = open_account(second)
    qtbot.mouseClick(dialog.other, CLICK)
    assert dialog.face is Face.LOG_IN
    dialog.account.setText("laura")
    dialog.password.setText("not it")
    qtbot.mouseClick(dialog.ok, CLICK)
    qtbot.waitUntil(lambda: not dialog.error.isHidden(), timeout=10_000)
    dialog.password.setText(PASSWORD)
    qtbot.mouseClick(dialog.ok, CLICK)
    qtbot.waitUntil(lambda: account(second) == "laura", timeout=10_000)
    assert dialog.face is Face.LOGGED_IN


def test_a_refused_registration_is_a_sentence_in_place(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("hasty", server.port)
    dialog = open_account(desktop)
    dialog.password.setText("abc")
    qtbot.mouseClick(dialog.ok, CLICK)
    qtbot.waitUntil(lambda: not dialog.error.isHidden(), timeout=10_000)
    assert "password" in dialog.error.text()
    assert dialog.ok.isEnabled()


def test_without_a_keyring_one_is_asked_each_time_and_told_so(server: Server, join: Join, qtbot: QtBot) -> None:
    keyring.set_keyring(NoKeyring())
    desktop = join("asked", server.port)
    dialog = open_account(desktop)
    qtbot.waitUntil(lambda: not dialog.no_keyring.isHidden())
    assert dialog.remember.isHidden()
    dialog.password.setText(PASSWORD)
    qtbot.mouseClick(dialog.ok, CLICK)
    qtbot.waitUntil(lambda: account(desktop) == "asked", timeout=10_000)
    desktop.leave()
    back = join("", 0, wait=False, address="", again="asked")
    assert back.window.isVisible()
    qtbot.waitUntil(lambda: back.accounts.dialog is not None)
    assert next(iter(back.window.controllers.values())).network.state is ConnectionState.OFFLINE
    back.accounts.dialog.password.setText(PASSWORD)
    qtbot.mouseClick(back.accounts.dialog.ok, CLICK)
    qtbot.waitUntil(lambda: in_room(back), timeout=10_000)
    assert account(back) == "asked"


class PlainKeyring(MemoryKeyring):
    """As those that write a file anyone can read rate themselves."""

    priority = 0.5  # type: ignore[assignment]


class BrokenKeyring(MemoryKeyring):
    """Locked, and nobody is there to unlock it."""

    def get_password(self, service: str, username: str) -> str | None:
        raise RuntimeError("locked")

    set_password = get_password  # type: ignore[assignment]


def test_a_keyring_that_is_not_safe_is_none(qtbot: QtBot) -> None:
    keyring.set_keyring(PlainKeyring())
    passwords = Passwords()
    with qtbot.waitSignal(passwords.known):
        passwords.look()
    assert passwords.available is False
    with qtbot.waitSignal(passwords.failed) as told:
        passwords.keep("net", "me", "secret")
    assert told.args == ["net", False]
    passwords.close()


def test_a_keyring_that_fails_is_no_error(qtbot: QtBot) -> None:
    keyring.set_keyring(BrokenKeyring())
    passwords = Passwords()
    answers: list[str | None] = []
    passwords.get("net", "me", answers.append)
    qtbot.waitUntil(lambda: answers == [""])
    with qtbot.waitSignal(passwords.failed) as told:
        passwords.keep("net", "me", "secret")
    assert told.args == ["net", False]
    with qtbot.waitSignal(passwords.failed) as told:
        passwords.forget("net", "me")
    assert told.args == ["net", True]
    passwords.close()


@pytest.fixture
def strict_server(tmp_path: Path) -> Iterator[Server]:
    made = Server(tmp_path / "strict", HUBBUB_ACCOUNTS__VERIFICATION="operator")
    try:
        made.start()
        yield made
    finally:
        made.stop()


def test_a_code_is_asked_for_where_the_server_wants_one(strict_server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("vera", strict_server.port)
    dialog = register(desktop, qtbot)
    qtbot.waitUntil(lambda: dialog.face is Face.VERIFY, timeout=10_000)
    assert dialog.account.text() == "vera"
    dialog.code.setText("0000")
    qtbot.mouseClick(dialog.ok, CLICK)
    qtbot.waitUntil(lambda: not dialog.error.isHidden(), timeout=10_000)
