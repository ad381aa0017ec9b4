# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked of the person when a network that is there shows a certificate they have not trusted.

Rules: one question for each network, however often it tries meanwhile; it follows what the server shows, and goes when
the trusted one is back. What was answered is remembered: a certificate that is trusted is the pinned one from then on,
except where an authority vouches for it, whose word counts then; who does not trust it stays offline until they
connect again.
"""

from collections.abc import Callable
from functools import partial

from PyQt6.QtCore import QObject

from clients.desktop.certificates import Certificate, described
from clients.desktop.controller import Controller
from clients.desktop.dialogs.certificate import CertificateDialog
from clients.desktop.follow import Follower
from clients.desktop.main_window import MainWindow
from clients.desktop.settings import Settings
from clients.desktop.words import said


class CertificateQuestions(QObject):
    """The questions of one window.

    Signals: none. `stop` takes a network offline.
    """

    def __init__(
        self, window: MainWindow, follower: Follower, settings: Settings, stop: Callable[[Controller], None]
    ) -> None:
        super().__init__(window)
        self.window, self.settings, self._stop = window, settings, stop
        self.open: dict[str, CertificateDialog] = {}  # network -> the question about it
        follower.registered.connect(self._online)

    def ask(self, controller: Controller) -> None:
        """The network could not be trusted: ask, or bring the question that is there up to date."""
        key, shown = controller.network.key, controller.distrusted
        if shown is None or self.window.controllers.get(key) is not controller:
            return
        saved = self.settings.network(key)
        trusted = described(controller.certificate, saved.certificate_details if saved is not None else "")
        dialog = self.open.get(key)
        if dialog is None:
            dialog = self.open[key] = CertificateDialog(self.window)
            dialog.trusted.connect(partial(self._trust, key))
            dialog.rejected.connect(partial(self._refuse, key))
        if dialog.certificate != shown:
            dialog.ask(controller.session.config.host, said(controller.network.reason), trusted, shown)
        if not dialog.isVisible():
            dialog.show()

    def drop(self, key: str) -> None:
        """The question has an answer, or no longer a reason."""
        dialog = self.open.pop(key, None)
        if dialog is not None:
            dialog.blockSignals(True)
            dialog.hide()
            dialog.deleteLater()

    def _trust(self, key: str, certificate: Certificate) -> None:
        self.drop(key)
        controller = self.window.controllers.get(key)
        if controller is None:
            return
        pinned = not certificate.vouched
        controller.certificate = certificate.fingerprint if pinned else ""
        self.settings.change_network(
            key, certificate=controller.certificate, certificate_details=certificate.details if pinned else ""
        )
        controller.connect_now()

    def _refuse(self, key: str) -> None:
        self.drop(key)
        controller = self.window.controllers.get(key)
        if controller is not None:
            self._stop(controller)

    def _online(self, controller: Controller) -> None:
        """It is connected: no question, and the days of the pinned certificate are known for the next one."""
        key = controller.network.key
        self.drop(key)
        shown = controller.transport.shown if controller.transport is not None else None
        saved = self.settings.network(key)
        if shown is None or saved is None or saved.certificate != shown.fingerprint:
            return
        if saved.certificate_details != shown.details:
            self.settings.change_network(key, certificate_details=shown.details)
