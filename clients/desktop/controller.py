# SPDX-License-Identifier: GPL-3.0-or-later
"""Moves one session: bytes between it and its socket, time into it, its events to whoever listens. Decides nothing.

After every call into the session `pump` runs, so widgets call `controller.act(session.method, …)` and never the
session's changing methods directly.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from typing import ParamSpec, TypeVar

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from clients.desktop.certificates import Certificate
from clients.desktop.transport import Transport
from clients.desktop.words import said
from clients.session.config import SessionConfig
from clients.session.events import (
    AccountRegistered,
    CloseRequested,
    ConnectRequested,
    Notice,
    Refused,
    SearchResults,
)
from clients.session.session import Session
from clients.session.store import Store

P = ParamSpec("P")
R = TypeVar("R")
LONGEST_MS = 24 * 3600 * 1000


class Controller(QObject):
    """One network: its session, socket and timer.

    Signals: told(object Event), in order, with its sentence in the person's language ; distrusts(), the server's
    certificate was not accepted.
    """

    told = pyqtSignal(object)
    distrusts = pyqtSignal()

    def __init__(
        self,
        config: SessionConfig,
        store: Store | None = None,
        parent: QObject | None = None,
        *,
        certificate: str = "",
    ) -> None:
        super().__init__(parent)
        self.certificate = certificate  # the one the person trusts, where no authority vouches for the server
        self.distrusted: Certificate | None = None  # the one that was refused, the last time
        self._again = False
        self.session = Session(config, time.time(), store=store)
        self.network = self.session.network
        self.transport: Transport | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._due)
        self._pumping = False
        self._leaving = False

    def _due(self) -> None:
        self.act(self.session.tick, time.time())

    def connect_now(self) -> None:
        """Go online."""
        self.session.connect(time.time())
        self.pump()

    def act(self, what: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Call one of the session's methods, then pump."""
        result = what(*args, **kwargs)
        self.pump()
        return result

    def pump(self) -> None:
        """Carry what the session has to say to the socket, the timer and the listeners."""
        if self._pumping:  # a listener acted on an event: the loop below takes up what came of it
            return
        self._pumping = True
        try:
            while True:
                # What a server does not read stays in the session, which leaves a server that never does.
                full = self.transport is not None and self.transport.full
                output, events = b"" if full else self.session.take_output(), self.session.take_events()
                if self.transport is not None:
                    self.transport.write(output)
                if not output and not events:
                    break
                for event in events:
                    try:
                        self._handle(event)
                    except Exception:  # a listener's fault must not cost the events that follow
                        sys.excepthook(*sys.exc_info())
        finally:
            self._pumping = False
        due = self.session.next_deadline()
        if due is None or self._leaving:
            self._timer.stop()
        else:
            self._timer.start(max(0, min(LONGEST_MS, round((due - time.time()) * 1000) + 1)))

    def goodbye(self, message: str = "") -> None:
        """Quit properly and let the last words leave, before the program ends."""
        transport, self._leaving = self.transport, True
        self.act(self.session.quit, time.time(), message)
        if transport is not None:
            transport.flush(400)

    def restart(self) -> None:
        """Leave the network and come back, as somebody else perhaps."""
        self._again = self.transport is not None
        self.act(self.session.quit, time.time())
        if not self._again:
            self.connect_now()

    def _handle(self, event: object) -> None:
        if isinstance(event, ConnectRequested):
            self._open(event)
        elif isinstance(event, CloseRequested) and self.transport is not None:
            self.transport.write(self.session.take_output())
            self.transport.close()
        if isinstance(event, Refused | Notice | SearchResults | AccountRegistered):
            event = replace(event, sentence=said(event.sentence))
        self.told.emit(event)

    def _open(self, event: ConnectRequested) -> None:
        if self.transport is not None:
            self.transport.drop()
        self.transport = transport = Transport(event.host, event.port, event.tls, self.certificate, self)
        transport.opened.connect(lambda secure: self.act(self.session.connected, time.time(), secure=secure))
        transport.received.connect(lambda data: self.act(self.session.feed, data, time.time()))
        transport.drained.connect(self.pump)
        transport.ended.connect(lambda why: self._lost(transport, why))
        QTimer.singleShot(0, transport.open)

    def _lost(self, transport: Transport, why: str) -> None:
        if self.transport is transport:
            self.transport = None
            self.distrusted = transport.distrusted
            transport.deleteLater()
            self.act(self.session.disconnected, why, time.time())
            if self.distrusted is not None:
                self.distrusts.emit()
            if self._again:
                self._again = False
                self.connect_now()


def server_address(controller: Controller) -> str:
    """Where the chat server is, "" while there is no connection."""
    return controller.transport.socket.peerAddress().toString() if controller.transport is not None else ""
