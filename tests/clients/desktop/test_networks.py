# SPDX-License-Identifier: GPL-3.0-or-later
"""Several networks: added, remembered, changed, removed; each reconnects alone; certificates nobody vouches for."""

import datetime
import ipaddress
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clients.desktop.app import Desktop
from clients.desktop.dialogs.networks import NetworksDialog
from clients.desktop.settings import SavedNetwork, Settings
from clients.session.model import ConnectionState, RoomKind
from tests.clients.desktop.conftest import Join, Server, free_port, in_room, say, texts


def add(desktop: Desktop, port: int, qtbot: QtBot, nick: str = "") -> None:
    """Add a network as a person does."""
    desktop.networks.ask()
    dialog = desktop.dialog
    assert dialog is not None
    dialog.address.setText(f"127.0.0.1:{port}")
    if nick:
        dialog.nick.setText(nick)
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desktop.dialog is None, timeout=10_000)
    qtbot.waitUntil(lambda: in_room(desktop) and desktop.window.here[0].endswith(str(port)), timeout=10_000)  # type: ignore[index]


def states(desktop: Desktop) -> list[ConnectionState]:
    return [controller.network.state for controller in desktop.window.controllers.values()]


def test_networks_of_one_name_are_told_apart(server: Server, other_server: Server, join: Join, qtbot: QtBot) -> None:
    """Both call themselves alike, as ours does unless told otherwise: the list and Ctrl+K say which is which."""
    desktop = join("both", server.port)
    places = desktop.window.rooms.places
    name = next(iter(desktop.window.controllers.values())).network.name
    headings = [places.index(at).data() for at, (_, room) in enumerate(places.rows) if room.kind is RoomKind.SERVER]
    assert headings == [name]
    add(desktop, other_server.port, qtbot)
    for controller in desktop.window.controllers.values():
        controller.network.name = name
    wanted = [f"{name} · 127.0.0.1:{port}" for port in (server.port, other_server.port)]
    servers = [at for at, (_, room) in enumerate(places.rows) if room.kind is RoomKind.SERVER]
    assert [places.index(at).data() for at in servers] == wanted
    assert [places.index(at).data(Qt.ItemDataRole.AccessibleTextRole) for at in servers] == wanted
    desktop.panels.go()
    lobbies = [choice.detail for choice in desktop.panels.switcher.choices if choice.label == "#lobby"]
    assert lobbies == wanted
    assert {choice.label for choice in desktop.panels.switcher.choices} >= set(wanted)
    desktop.panels.switcher.hide()


def test_two_networks_stand_side_by_side(server: Server, other_server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("both", server.port)
    first = desktop.window.here
    add(desktop, other_server.port, qtbot)
    second = desktop.window.here
    assert first is not None
    assert second is not None
    assert first[0] != second[0]
    rows = [(network.key, room.kind) for network, room in desktop.window.rooms.places.rows]
    assert rows == [
        *((first[0], RoomKind.SERVER), (first[0], RoomKind.CHANNEL)),
        *((second[0], RoomKind.SERVER), (second[0], RoomKind.CHANNEL)),
    ]
    say(desktop, "said on the second")
    qtbot.waitUntil(lambda: "said on the second" in texts(desktop))
    desktop.window.show_place(first)
    assert "said on the second" not in texts(desktop)


def test_they_are_remembered_and_come_back_unasked(
    server: Server, other_server: Server, join: Join, qtbot: QtBot
) -> None:
    desktop = join("again", server.port)
    add(desktop, other_server.port, qtbot, "again2")
    here = desktop.window.here
    say(desktop, "/join #kitchen")
    qtbot.waitUntil(lambda: desktop.window.here != here and in_room(desktop))
    here = desktop.window.here
    desktop.leave()
    back = join("", 0, wait=False, address="", again="again")
    assert back.dialog is None
    assert back.window.isVisible()
    qtbot.waitUntil(lambda: states(back) == [ConnectionState.ONLINE] * 2, timeout=10_000)
    assert back.window.here == here
    assert [c.network.nick for c in back.window.controllers.values()] == ["again", "again2"]
    qtbot.waitUntil(lambda: in_room(back))
    places = set(back.window.stage.by_place)
    assert {room for network, room in places if network == here[0]} == {"", "#lobby", "#kitchen"}  # type: ignore[index]


def test_an_address_that_is_known_is_not_asked_about(server: Server, join: Join, qtbot: QtBot) -> None:
    join("known", server.port).leave()
    back = join("", 0, wait=False, address=f"irc://127.0.0.1:{server.port}/#porch", again="known")
    assert back.dialog is None
    qtbot.waitUntil(lambda: any(room == "#porch" for _, room in back.window.stage.by_place), timeout=10_000)


def test_each_reconnects_alone(server: Server, other_server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("alone", server.port)
    add(desktop, other_server.port, qtbot)
    one, two = desktop.window.controllers.values()
    assert two.transport is not None
    two.transport.socket.abort()
    qtbot.waitUntil(lambda: two.network.state is ConnectionState.WAITING)
    assert one.network.state is ConnectionState.ONLINE
    qtbot.waitUntil(desktop.window.banner.isVisible)
    desktop.window.show_network(one.network.key)
    qtbot.waitUntil(lambda: not desktop.window.banner.isVisible())
    qtbot.waitUntil(lambda: two.network.state is ConnectionState.ONLINE, timeout=10_000)


def test_the_list_disconnects_changes_and_removes(
    server: Server, other_server: Server, join: Join, qtbot: QtBot
) -> None:
    desktop = join("lister", server.port)
    desktop.menus.show_networks()
    dialog = desktop.window.findChild(NetworksDialog)
    assert isinstance(dialog, NetworksDialog)
    assert "connected" in dialog.list.item(0).text()  # type: ignore[union-attr]
    click = Qt.MouseButton.LeftButton
    qtbot.mouseClick(dialog.connect_button, click)
    qtbot.waitUntil(lambda: states(desktop) == [ConnectionState.OFFLINE])
    assert dialog.connect_button.text() == "Connect"
    assert Settings(desktop.settings.folder).networks[0].connect is False
    qtbot.mouseClick(dialog.connect_button, click)
    qtbot.waitUntil(lambda: states(desktop) == [ConnectionState.ONLINE], timeout=10_000)
    qtbot.mouseClick(dialog.edit, click)
    change = desktop.dialog
    assert change is not None
    assert change.address.text() == f"irc://127.0.0.1:{server.port}"
    change.address.setText(f"127.0.0.1:{other_server.port}")
    change.nick.setText("lister2")
    qtbot.mouseClick(change.ok, click)
    qtbot.waitUntil(lambda: desktop.dialog is None, timeout=10_000)
    qtbot.waitUntil(lambda: in_room(desktop))
    assert list(desktop.window.controllers) == [f"127.0.0.1:{other_server.port}"]
    assert Settings(desktop.settings.folder).networks == [
        SavedNetwork(f"irc://127.0.0.1:{other_server.port}", "lister2")
    ]
    qtbot.mouseClick(dialog.remove, click)
    assert desktop.window.controllers == {}
    assert desktop.window.stage.currentWidget() is desktop.window.stage.nowhere
    assert not desktop.window.composer.isVisible()
    assert not dialog.edit.isEnabled()
    assert Settings(desktop.settings.folder).networks == []
    dialog.close()


def test_giving_up_a_change_leaves_the_network_as_it_was(server: Server, join: Join, qtbot: QtBot) -> None:
    desktop = join("keeper", server.port)
    controller = desktop.window.current().controller  # type: ignore[union-attr]
    desktop.networks.change(controller)
    dialog = desktop.dialog
    assert dialog is not None
    dialog.address.setText(f"127.0.0.1:{free_port()}")
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.error.isHidden())
    dialog.reject()
    assert desktop.dialog is None
    assert list(desktop.window.controllers) == [f"127.0.0.1:{server.port}"]
    assert states(desktop) == [ConnectionState.ONLINE]
    qtbot.waitUntil(lambda: in_room(desktop))


def test_what_makes_no_sense_in_the_file_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "desktop.toml").write_text(
        '[[networks]]\naddress = "irc://a:1"\nnick = "x"\n[[networks]]\naddress = "ftp://b"\nnick = "x"\n'
        '[[networks]]\nnick = "x"\n[[networks]]\naddress = "irc://c:1"\nnick = 5\n'
        '[[networks]]\naddress = "irc://d:1"\nnick = "x"\nunknown = 1\nconnect = false\n'
    )
    assert [(n.key, n.connect) for n in Settings(tmp_path).networks] == [("a:1", True), ("d:1", False)]


# --- certificates ---------------------------------------------------------------------------------------------------


def certificate(folder: Path, name: str) -> dict[str, str]:
    """A self-signed certificate for 127.0.0.1, as settings of the server."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    today = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .sign(key, hashes.SHA256())
    )
    chain, private = folder / f"{name}.pem", folder / f"{name}.key"
    chain.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return {"HUBBUB_TLS_CERTIFICATE": str(chain), "HUBBUB_TLS_KEY": str(private)}


@pytest.fixture
def tls_server(tmp_path: Path) -> Iterator[Server]:
    made = Server(tmp_path / "tls", **certificate(tmp_path, "first"))
    try:
        made.start()
        yield made
    finally:
        made.stop()


def test_a_certificate_nobody_vouches_for_is_a_sentence_with_a_way_on(
    tls_server: Server, join: Join, qtbot: QtBot, tmp_path: Path
) -> None:
    address = f"ircs://127.0.0.1:{tls_server.port}"
    desktop = join("careful", 0, wait=False, address=address)
    dialog = desktop.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: not dialog.error.isHidden(), timeout=10_000)
    assert dialog.error.text().startswith("127.0.0.1 can't prove that it is 127.0.0.1")
    assert not dialog.trust.isHidden()
    assert not in_room(desktop)
    qtbot.mouseClick(dialog.trust, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: in_room(desktop), timeout=10_000)
    network = desktop.window.current().controller.network  # type: ignore[union-attr]
    assert network.secure
    assert len(Settings(desktop.settings.folder).networks[0].certificate) == 64
