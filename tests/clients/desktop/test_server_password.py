# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that wants a password (HUBBUB_PASSWORD): typed, kept, asked for again; with an account; never in links."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from clients.desktop.app import Desktop
from clients.desktop.dialogs.connect import ConnectDialog
from clients.desktop.settings import Settings
from clients.session.model import ConnectionState
from tests.clients.desktop.conftest import Join, MemoryKeyring, Server, in_room

PASSWORD = ":open sesame: ü"
CLICK = Qt.MouseButton.LeftButton


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    made = Server(tmp_path_factory.mktemp("guarded"), HUBBUB_PASSWORD=PASSWORD)
    try:
        made.start()
        yield made
    finally:
        made.stop()


def refused(desktop: Desktop, qtbot: QtBot, words: str) -> ConnectDialog:
    qtbot.waitUntil(lambda: desktop.dialog is not None and words in desktop.dialog.error.text(), timeout=10_000)
    dialog = desktop.dialog
    assert dialog is not None
    return dialog


def secrets(dialog: ConnectDialog) -> list[QLineEdit]:
    return [field for field in (dialog.password, dialog.server_password) if dialog.form.isRowVisible(field)]


def online(desktop: Desktop) -> bool:
    return [c.network.state for c in desktop.window.controllers.values()] == [ConnectionState.ONLINE]


def test_it_is_asked_for_kept_and_given_again(
    guarded: Server, join: Join, qtbot: QtBot, memory_keyring: MemoryKeyring
) -> None:
    desktop = join("pass", guarded.port, wait=False)
    dialog = refused(desktop, qtbot, "has a password")
    assert dialog.more.isChecked()
    assert secrets(dialog) == [dialog.password]
    dialog.password.setText("wrong")
    qtbot.mouseClick(dialog.ok, CLICK)
    dialog = refused(desktop, qtbot, "does not accept")
    dialog.password.setText(PASSWORD)
    qtbot.waitUntil(lambda: dialog.form.isRowVisible(dialog.remember))
    qtbot.mouseClick(dialog.ok, CLICK)
    qtbot.waitUntil(lambda: in_room(desktop), timeout=10_000)
    key = f"127.0.0.1:{guarded.port}"
    qtbot.waitUntil(lambda: bool(memory_keyring.kept))
    assert memory_keyring.kept == {("hubbub", f"@{key}"): PASSWORD}
    saved = Settings(desktop.settings.folder).networks[0]
    assert (saved.account, saved.server_password, saved.plaintext_password) == ("", True, False)
    desktop.leave()
    assert PASSWORD.encode() not in b"".join(
        path.read_bytes() for path in desktop.settings.folder.rglob("*") if path.is_file()
    )
    back = join("", 0, wait=False, address="", again="pass")
    qtbot.waitUntil(lambda: in_room(back), timeout=10_000)
    back.networks.remove(next(iter(back.window.controllers.values())))
    qtbot.waitUntil(lambda: memory_keyring.kept == {})


def test_a_kept_one_that_is_gone_or_was_changed_is_asked_for_in_the_window(
    guarded: Server, join: Join, qtbot: QtBot, memory_keyring: MemoryKeyring, tmp_path: Path
) -> None:
    (tmp_path / "gone").mkdir()
    (tmp_path / "gone" / "desktop.toml").write_text(
        f'[[networks]]\naddress = "irc://127.0.0.1:{guarded.port}"\nnick = "gone"\nserver_password = true\n'
    )
    desktop = join("", 0, wait=False, address="", again="gone")
    dialog = refused(desktop, qtbot, "none is kept")
    memory_keyring.kept["hubbub", f"@127.0.0.1:{guarded.port}"] = "of yesterday"
    dialog.reject()
    desktop.networks.connect(next(iter(desktop.window.controllers.values())))
    dialog = refused(desktop, qtbot, "does not accept")
    dialog.password.setText(PASSWORD)
    qtbot.mouseClick(dialog.ok, CLICK)
    qtbot.waitUntil(lambda: online(desktop) and in_room(desktop), timeout=10_000)
    assert desktop.dialog is None


def test_two_networks_are_asked_about_one_after_the_other(join: Join, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "twice").mkdir()
    (tmp_path / "twice" / "desktop.toml").write_text(
        "".join(
            f'[[networks]]\naddress = "ircs://{host}.invalid"\nnick = "twice"\nserver_password = true\n'
            for host in ("one", "two")
        )
    )
    desktop = join("", 0, wait=False, address="", again="twice")
    asked = []
    for _ in range(2):
        dialog = refused(desktop, qtbot, "none is kept")
        asked.append(dialog.address.text())
        dialog.reject()
    assert asked == ["ircs://one.invalid:6697", "ircs://two.invalid:6697"]
    assert desktop.dialog is None


def test_with_an_account_there_is_a_field_for_each(guarded: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("anna", guarded.port, wait=False)
    dialog = refused(desktop, qtbot, "has a password")
    dialog.password.setText(PASSWORD)
    qtbot.keyClicks(dialog.account, "anna")
    assert secrets(dialog) == [dialog.password, dialog.server_password]
    assert (dialog.password.text(), dialog.server_password.text()) == ("", PASSWORD)
    dialog.account.clear()
    assert secrets(dialog) == [dialog.password]
    assert dialog.password.text() == PASSWORD
    qtbot.mouseClick(dialog.ok, CLICK)
    qtbot.waitUntil(lambda: in_room(desktop), timeout=10_000)


def test_without_encryption_it_leaves_only_when_the_person_agrees(qtbot: QtBot, qapp: object) -> None:
    dialog = ConnectDialog("irc://chat.example", "sam")
    wanted: list[object] = []
    dialog.chosen.connect(wanted.append)
    dialog.password.setText("secret")
    dialog.refuse("The server's password was not sent.", plaintext=True)
    assert not dialog.agree.isHidden()
    assert not wanted
    qtbot.mouseClick(dialog.agree, CLICK)
    assert wanted[0].config.plaintext_server_password  # type: ignore[attr-defined]
    dialog.refuse("Nobody answers.", address=True)
    assert dialog.agree.isHidden()
    dialog.address.selectAll()
    qtbot.keyClicks(dialog.address, "elsewhere.example")
    assert not dialog.plaintext, "what was agreed to was about another server"
    dialog.deleteLater()


def test_a_link_with_a_password_is_not_taken_silently(qtbot: QtBot, qapp: object) -> None:
    dialog = ConnectDialog("irc://sam:secret@chat.example/#room", "sam")
    wanted: list[object] = []
    dialog.chosen.connect(wanted.append)
    assert dialog.address.text() == "irc://chat.example/#room"
    assert "password in this address" in dialog.error.text()
    dialog.address.setText("irc://:secret@chat.example")
    dialog.accept_now()
    assert not wanted
    assert "secret" not in dialog.address.text()
    dialog.accept_now()
    assert wanted[0].config.server_password == ""  # type: ignore[attr-defined]
    dialog.deleteLater()
