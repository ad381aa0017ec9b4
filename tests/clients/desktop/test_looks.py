# SPDX-License-Identifier: GPL-3.0-or-later
"""What docs/design.md promises about places and sentences, measured on the real widgets."""

import pytest
from PyQt6.QtCore import QPoint
from PyQt6.QtWidgets import (
    QApplication,
    QDialog,
    QMessageBox,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)
from pytestqt.qtbot import QtBot

from clients.desktop import theme
from clients.desktop.dialogs.account import AccountDialog, Face
from clients.desktop.dialogs.ask import told
from clients.desktop.dialogs.connect import ConnectDialog
from clients.desktop.dialogs.fields import FieldLabel
from clients.desktop.dialogs.own_profile import OwnProfileDialog
from clients.desktop.dialogs.preferences import PreferencesDialog
from clients.session.model import Features
from tests.clients.desktop.conftest import Join, Server, say


@pytest.mark.parametrize("size", [80, 100, 200])
def test_labels_stand_level_with_their_fields(server: Server, join: Join, qtbot: QtBot, size: int) -> None:
    window, before = join("level", server.port), theme.theme().choice
    theme.apply(before, size / 100)
    try:
        connect, account = ConnectDialog("127.0.0.1:9090", "sam"), AccountDialog("Hubbub", Features(), True)
        connect.more.setChecked(True)
        account.show_face(Face.REGISTER, "sam")
        own = OwnProfileDialog("sam", "Hubbub", {})
        dialogs: list[QDialog] = [connect, account, own, PreferencesDialog(window.settings, False)]
        for dialog in dialogs:
            qtbot.addWidget(dialog)
            dialog.show()
            labels = [label for label in dialog.findChildren(FieldLabel) if label.isVisible()]
            assert len(labels) >= 3
            for label in labels:
                name, field = (w.mapTo(dialog, w.rect().center()).y() for w in (label, label.field))
                assert abs(name - field) <= 1, label.text()
    finally:
        theme.apply(before)


def test_a_room_where_nobody_spoke_says_what_can_be_done(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("first", server.port)
    say(desktop, "/join #plans")
    qtbot.waitUntil(lambda: (found := desktop.window.current()) is not None and found.room.key == "#plans")
    found = desktop.window.current()
    assert found is not None
    qtbot.waitUntil(lambda: bool(found.model.items))  # one's own coming is no conversation
    assert found.page is not None
    assert found.page.view.nothing_said()
    assert "Be the first" in found.page.view.empty_text
    say(desktop, "hello")
    qtbot.waitUntil(lambda: not found.page.view.nothing_said())


def test_a_topic_is_asked_for_only_where_one_may_set_it(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("topical", server.port)
    header = desktop.window.header
    qtbot.waitUntil(lambda: header.topic.full == "No topic yet.")
    say(desktop, "/join #mine")
    qtbot.waitUntil(lambda: header.name.full == "#mine" and "Click" in header.topic.full)


def test_the_resting_actions_leave_the_unread_line_alone(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop, other = join("reader", server.port), join("writer", server.port)
    say(other, "something new")
    found = desktop.window.current()
    assert found is not None
    assert found.page is not None
    page = found.page
    qtbot.waitUntil(lambda: bool(found.model.items) and found.model.items[-1].text == "something new")
    page.view.set_unread(found.model.items[-1].id)
    page.view.to_bottom()

    def below_the_words() -> bool:
        line = next(((y, row) for _, y, row in page.view.shown if row.around.unread), None)
        if line is None or not page.actions_bar.isVisible():
            return False
        words = line[0] + line[1].unread.center().y() + 5  # px: half of the line's word
        return page.actions_bar.mapTo(page.view, QPoint(0, 0)).y() >= words

    qtbot.waitUntil(below_the_words)


class IconStyle(QProxyStyle):
    """A desktop that wants icons on the buttons of dialogs, as KDE's and many X11 ones do."""

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        data: QStyleHintReturn | None = None,
    ) -> int:
        """As any style, but for that."""
        if hint == QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons:
            return 1
        return super().styleHint(hint, option, widget, data)


def test_no_desktop_puts_its_icons_on_our_buttons(qapp: QApplication) -> None:
    before = qapp.style()
    assert before is not None
    try:
        qapp.setStyle(IconStyle("Fusion"))
        theme.apply("light")
        buttons = QMessageBox.StandardButton.Ok | QMessageBox.StandardButton.Cancel
        parent = QWidget()
        box = told(parent, "title", "sentence", buttons=buttons)
        box.ensurePolished()
        assert [button.icon().isNull() for button in box.buttons()] == [True, True]
        box.deleteLater()
    finally:
        qapp.setStyle("Fusion")
        theme.apply("light")
