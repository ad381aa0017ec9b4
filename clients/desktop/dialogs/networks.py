# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of networks: how each fares, and adding, changing, connecting, removing one. `networks` does the deeds."""

from collections.abc import Callable

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from clients.desktop.controller import Controller
from clients.desktop.networks import Networks, address_of
from clients.desktop.theme import theme
from clients.session.model import ConnectionState

KEY = Qt.ItemDataRole.UserRole


class NetworksDialog(QDialog):
    """The networks' window.

    Signals: none; it asks `networks`.
    """

    def __init__(self, networks: Networks, accounts: Callable[[Controller], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.networks = networks
        self.setWindowTitle(self.tr("Networks — Hubbub"))
        self.setMinimumSize(520, 320)
        self.list = QListWidget()
        self.list.setObjectName("networks")
        self.list.setAccessibleName(self.tr("Networks"))
        self.hint = QLabel(self.tr("Each network is another server, with its own rooms and your own name there."))
        self.hint.setProperty("role", "hint")
        self.hint.setWordWrap(True)
        self.add = QPushButton(self.tr("Add…"))
        self.edit = QPushButton(self.tr("Change…"))
        self.account = QPushButton(self.tr("Account…"))
        self.connect_button = QPushButton()
        self.remove = QPushButton(self.tr("Remove"))
        self.remove.setProperty("role", "danger")
        self.close_button = QPushButton(self.tr("Close"))
        self._lay_out()
        self.add.clicked.connect(lambda _checked: networks.ask())
        self.edit.clicked.connect(lambda: self._with(networks.change))
        self.account.clicked.connect(lambda: self._with(accounts))
        self.connect_button.clicked.connect(lambda: self._with(self._turn))
        self.remove.clicked.connect(lambda: self._with(networks.remove))
        self.close_button.clicked.connect(self.accept)
        self.list.currentRowChanged.connect(lambda _row: self._offer())
        self.list.itemActivated.connect(lambda _item: self._with(networks.change))
        networks.changed.connect(self.refresh)
        networks.follower.state_changed.connect(self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(8)
        for button in (self.add, self.edit, self.account, self.connect_button):
            button.setAutoDefault(False)
            side.addWidget(button)
        side.addStretch()
        side.addWidget(self.remove)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.list, 1)
        row.addLayout(side)
        foot = QHBoxLayout()
        foot.addWidget(self.hint, 1)
        foot.addWidget(self.close_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 20, 20, 16)
        box.setSpacing(12)
        box.addLayout(row, 1)
        box.addLayout(foot)

    def current(self) -> Controller | None:
        """The network that is marked."""
        item = self.list.currentItem()
        return self.networks.window.controllers.get(item.data(KEY)) if item is not None else None

    def _with(self, do: Callable[[Controller], object]) -> None:
        controller = self.current()
        if controller is not None:
            do(controller)

    def _turn(self, controller: Controller) -> None:
        if controller.network.state is ConnectionState.OFFLINE:
            self.networks.connect(controller)
        else:
            self.networks.disconnect_from(controller)

    def refresh(self) -> None:
        """Read the networks anew; the mark stays."""
        here = self.list.currentItem()
        marked = here.data(KEY) if here is not None else None
        self.list.clear()
        for key, controller in self.networks.window.controllers.items():
            network = controller.network
            name = network.name or key
            says = [self._state(network.state), self.tr("as {nick}").format(nick=network.nick)]
            if network.account:
                says.append(self.tr("logged in"))
            item = QListWidgetItem(f"{name}\n{address_of(controller.session.config)} · {' · '.join(says)}")
            token = {ConnectionState.ONLINE: "success", ConnectionState.OFFLINE: "offline"}.get(
                network.state, "warning"
            )
            item.setIcon(theme().icon("network", token))
            item.setSizeHint(QSize(100, theme().px(52)))
            item.setData(KEY, key)
            self.list.addItem(item)
            if key == marked or self.list.currentRow() < 0:
                self.list.setCurrentItem(item)
        self._offer()

    def _state(self, state: ConnectionState) -> str:
        return {
            ConnectionState.ONLINE: self.tr("connected"),
            ConnectionState.OFFLINE: self.tr("offline"),
            ConnectionState.WAITING: self.tr("waiting to try again"),
        }.get(state, self.tr("connecting"))

    def _offer(self) -> None:
        controller = self.current()
        for button in (self.edit, self.account, self.connect_button, self.remove):
            button.setEnabled(controller is not None)
        offline = controller is None or controller.network.state is ConnectionState.OFFLINE
        self.connect_button.setText(self.tr("Connect") if offline else self.tr("Disconnect"))
