# SPDX-License-Identifier: GPL-3.0-or-later
"""The window of one's own profile, between the dialog and the session of its network."""

from PyQt6.QtCore import QObject, Qt
from PyQt6.sip import isdeleted

from clients.desktop.controller import Controller
from clients.desktop.dialogs.own_profile import OwnProfileDialog
from clients.desktop.faces import Faces
from clients.desktop.follow import Follower
from clients.desktop.main_window import MainWindow
from clients.desktop.wiring import now
from clients.desktop.words import said
from clients.session.events import ProfileAnswered
from clients.session.model import ConnectionState


class OwnProfile(QObject):
    """One dialog at a time, for one network.

    Signals: none.
    """

    def __init__(self, window: MainWindow, follower: Follower, faces: Faces) -> None:
        super().__init__(window)
        self.window, self.faces = window, faces
        self.dialog: OwnProfileDialog | None = None
        self._controller: Controller | None = None
        follower.profile_answered.connect(self._answered)
        follower.state_changed.connect(self._state)
        faces.changed.connect(self._faces)

    def offered(self) -> bool:
        """Whether the server on the screen keeps profiles."""
        found = self.window.current()
        return found is not None and found.controller.network.features.metadata

    def show(self) -> None:
        """Open the dialog for the network on the screen."""
        found = self.window.current()
        if found is None or not self.offered():
            return
        if self.dialog is not None:
            self.dialog.close()
        controller = self._controller = found.controller
        network = controller.network
        user = controller.session.user(network.nick)
        values = dict(user.metadata) if user is not None else {}
        dialog = self.dialog = OwnProfileDialog(network.nick, network.name or network.key, values, self.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.saved.connect(self._save)
        dialog.face_wanted.connect(lambda url: self.faces.ask(controller, url))
        dialog.finished.connect(self._closed)
        dialog.show_face(self.faces.of_user(controller, user))
        dialog.show()

    def _save(self, changes: dict[str, str]) -> None:
        controller = self._controller
        if controller is not None:
            for key, value in changes.items():
                controller.act(controller.session.set_metadata, key, value, now())

    def _answered(self, controller: Controller, event: ProfileAnswered) -> None:
        if self.dialog is not None and controller is self._controller:
            self.dialog.answered(event.key, said(event.sentence))

    def _state(self) -> None:
        controller = self._controller
        if self.dialog is None or controller is None or isdeleted(controller):
            return
        if controller.network.state is not ConnectionState.ONLINE and self.dialog.waiting:
            self.dialog.lost(self.tr("The connection was lost. Save again when it is back."))

    def _faces(self) -> None:
        if self.dialog is not None:
            address = self.dialog.text("avatar")
            self.dialog.show_face(self.faces.of_address(address))
            self.dialog.say("avatar", self.faces.failure(address))

    def _closed(self) -> None:
        self.dialog = self._controller = None
