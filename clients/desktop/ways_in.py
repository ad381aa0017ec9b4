# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways into a room: the dialog that joins one, a room's key when it needs one, and invitations, which wait in the
banner until they are taken or left. Nothing a stranger sends opens a window."""

from functools import partial

from PyQt6.QtCore import QObject, QTimer
from PyQt6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from clients.desktop.controller import Controller
from clients.desktop.dialogs.ask import WIDE, ask
from clients.desktop.dialogs.fields import FieldLabel, form_of
from clients.desktop.follow import Follower
from clients.desktop.main_window import MainWindow
from clients.desktop.theme import theme
from clients.desktop.wiring import now
from clients.session.events import Invited, KeyWanted

MOST = 20  # invitations that wait, of each network


class JoinDialog(QDialog):
    """Asks for a room's name, and its key if it has one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Join a room"))
        self.name, self.key = QLineEdit("#"), QLineEdit()
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.key.setPlaceholderText(self.tr("Only if the room has one"))
        fields = QWidget()
        form = form_of(fields)
        for label, field in ((self.tr("Name of the room"), self.name), (self.tr("Key"), self.key)):
            field.setMinimumWidth(theme().px(WIDE))
            form.addRow(FieldLabel(label, field), field)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        main = buttons.button(QDialogButtonBox.StandardButton.Ok)
        if main is not None:
            main.setProperty("role", "main")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 20)
        box.setSpacing(12)
        box.addWidget(fields)
        box.addWidget(buttons)
        self.name.setCursorPosition(1)
        self.name.setFocus()


class WaysIn(QObject):
    """Serves one window."""

    def __init__(self, window: MainWindow, follower: Follower) -> None:
        super().__init__(window)
        self.window = window
        follower.invited.connect(self._invited)
        follower.key_wanted.connect(self._key_wanted)
        window.invitation_taken.connect(self._take)
        window.banner.dismissed.connect(self._leave)

    def ask_room(self) -> None:
        """The dialog."""
        found = self.window.current()
        if found is None:
            return
        dialog = JoinDialog(self.window)
        if dialog.exec() and dialog.name.text().strip(" #"):
            join(found.controller, dialog.name.text().strip(), dialog.key.text().strip())
        dialog.deleteLater()

    def _invited(self, controller: Controller, event: Invited) -> None:
        waiting = self.window.invitations.setdefault(controller.network.key, [])
        if event not in waiting and len(waiting) < MOST:
            waiting.append(event)

    def _take(self) -> None:
        event = self.window.invitation()
        found = self.window.current()
        if event is not None and found is not None:
            self._leave()
            join(found.controller, event.channel, "")

    def _leave(self) -> None:
        event, found = self.window.invitation(), self.window.current()
        if event is not None and found is not None:
            self.window.invitations[found.controller.network.key].remove(event)
            self.window.refresh_room()

    def _key_wanted(self, controller: Controller, event: KeyWanted) -> None:
        QTimer.singleShot(0, partial(self._ask_key, controller, event.channel))  # once the events at hand are through

    def _ask_key(self, controller: Controller, channel: str) -> None:
        title = self.tr("Key of {room}").format(room=channel)
        key = ask(self.window, title, self.tr("{room} is entered with a key:").format(room=channel), secret=True)
        if key and key.strip():
            join(controller, channel, key.strip())


def join(controller: Controller, channel: str, key: str) -> None:
    """Ask the server to let us in."""
    controller.act(controller.session.join, channel, now(), key)
