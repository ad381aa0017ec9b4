# SPDX-License-Identifier: GPL-3.0-or-later
"""A certificate that is another than the pinned one: one question, nothing sent before, the answer is kept."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtNetwork import QSslCertificate, QSslConfiguration
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clients.desktop.app import Desktop
from clients.desktop.certificates import certificate_of
from clients.desktop.dialogs.certificate import CertificateDialog
from clients.desktop.settings import Settings
from clients.desktop.transport import Transport
from clients.session.model import ConnectionState
from tests.clients.desktop.conftest import Join
from tests.clients.desktop.test_networks import certificate

CLICK = Qt.MouseButton.LeftButton


class Host:
    """A server with TLS that says welcome to everybody; `use` gives it another certificate."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.heard: list[bytes] = []  # the first bytes of each connection
        self.peers: list[ssl.SSLSocket] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.fingerprint = ""
        self.use("first")
        self.thread = threading.Thread(target=self._accept, daemon=True)
        self.thread.start()

    def use(self, name: str) -> None:
        files = [self.folder / f"{name}.pem", self.folder / f"{name}.key"]
        if not files[0].exists():
            certificate(self.folder, name)
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(*files)
        self.fingerprint = certificate_of(QSslCertificate.fromPath(str(files[0]))[0], vouched=False).fingerprint

    def _accept(self) -> None:
        while True:
            try:
                peer, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(peer,), daemon=True).start()

    def _serve(self, peer: socket.socket) -> None:
        with contextlib.suppress(OSError), peer, self.context.wrap_socket(peer, server_side=True) as secure:
            self.peers.append(secure)
            said = secure.recv(4096)
            self.heard.append(said)
            while said:
                if b"USER " in said:
                    secure.sendall(b":s 001 tess :hi\r\n:s 422 tess :none\r\n")
                if b"CAP LS" in said:
                    secure.sendall(b":s CAP * LS :\r\n")
                said = secure.recv(4096)

    def hang_up(self) -> None:
        for peer in self.peers:
            with contextlib.suppress(OSError):
                peer.shutdown(socket.SHUT_RDWR)  # close() alone waits for the thread that reads
        self.peers.clear()

    def close(self) -> None:
        self.listener.close()
        self.hang_up()


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    made = Host(tmp_path)
    yield made
    made.close()


def pinned(folder: Path, host: Host) -> None:
    folder.mkdir()
    (folder / "desktop.toml").write_text(
        f'[[networks]]\naddress = "ircs://127.0.0.1:{host.port}"\nnick = "tess"\ncertificate = "{host.fingerprint}"\n'
    )


def state(desktop: Desktop) -> ConnectionState:
    return next(iter(desktop.window.controllers.values())).network.state


def questions() -> list[CertificateDialog]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, CertificateDialog) and w.isVisible()]


def begin(join: Join, qtbot: QtBot, host: Host, folder: Path) -> Desktop:
    """Online with the first certificate, then the second one is shown."""
    pinned(folder, host)
    desktop = join("", 0, wait=False, address="", again=folder.name)
    qtbot.waitUntil(lambda: state(desktop) is ConnectionState.ONLINE, timeout=10_000)
    host.use("second")
    host.heard.clear()
    host.hang_up()
    qtbot.waitUntil(lambda: bool(questions()), timeout=15_000)
    return desktop


def test_one_question_names_both_and_the_answer_is_kept(join: Join, qtbot: QtBot, host: Host, tmp_path: Path) -> None:
    first = host.fingerprint
    desktop = begin(join, qtbot, host, tmp_path / "tess")
    (question,) = questions()
    assert question.old.text().replace(" ", "").replace("\n", "").startswith(first)
    assert "Issued by 127.0.0.1, valid from 20" in question.old.text()
    assert question.new.text().replace(" ", "").replace("\n", "").startswith(host.fingerprint)
    controller = next(iter(desktop.window.controllers.values()))
    for _ in range(3):
        qtbot.waitUntil(lambda: state(desktop) is ConnectionState.WAITING)
        controller.connect_now()
    qtbot.waitUntil(lambda: state(desktop) is ConnectionState.WAITING)
    assert questions() == [question]
    assert not any(host.heard)
    qtbot.mouseClick(question.trust, CLICK)
    qtbot.waitUntil(lambda: state(desktop) is ConnectionState.ONLINE, timeout=10_000)
    assert not questions()
    assert Settings(desktop.settings.folder).networks[0].certificate == host.fingerprint
    desktop.leave()
    back = join("", 0, wait=False, address="", again="tess")
    qtbot.waitUntil(lambda: state(back) is ConnectionState.ONLINE, timeout=10_000)
    assert not questions()


def test_not_to_trust_it_is_to_stay_away(join: Join, qtbot: QtBot, host: Host, tmp_path: Path) -> None:
    first = host.fingerprint
    desktop = begin(join, qtbot, host, tmp_path / "tess")
    qtbot.mouseClick(questions()[0].stop, CLICK)
    assert state(desktop) is ConnectionState.OFFLINE
    qtbot.wait(1500)
    assert not questions()
    assert not any(host.heard)
    saved = Settings(desktop.settings.folder).networks[0]
    assert (saved.certificate, saved.connect) == (first, False)
    desktop.networks.connect(next(iter(desktop.window.controllers.values())))
    qtbot.waitUntil(lambda: len(questions()) == 1, timeout=10_000)


def test_the_question_goes_when_the_trusted_one_is_back(join: Join, qtbot: QtBot, host: Host, tmp_path: Path) -> None:
    desktop = begin(join, qtbot, host, tmp_path / "tess")
    host.use("first")
    qtbot.waitUntil(lambda: state(desktop) is ConnectionState.ONLINE, timeout=20_000)
    assert not questions()


def test_the_question_follows_what_is_shown(join: Join, qtbot: QtBot, host: Host, tmp_path: Path) -> None:
    begin(join, qtbot, host, tmp_path / "tess")
    host.use("third")
    third = host.fingerprint
    qtbot.waitUntil(
        lambda: questions()[0].new.text().replace(" ", "").replace("\n", "").startswith(third), timeout=20_000
    )
    assert len(questions()) == 1


def test_an_authority_does_not_replace_the_pinned_one_silently(
    join: Join, qtbot: QtBot, host: Host, tmp_path: Path
) -> None:
    certificate(tmp_path, "second")
    before = QSslConfiguration.defaultConfiguration()
    believing = QSslConfiguration(before)
    believing.addCaCertificates(QSslCertificate.fromPath(str(tmp_path / "second.pem")))
    QSslConfiguration.setDefaultConfiguration(believing)
    try:
        desktop = begin(join, qtbot, host, tmp_path / "tess")
        assert not any(host.heard)
        (question,) = questions()
        assert "vouches for the new one" in question.advice.text()
        qtbot.mouseClick(question.trust, CLICK)
        qtbot.waitUntil(lambda: state(desktop) is ConnectionState.ONLINE, timeout=10_000)
        assert Settings(desktop.settings.folder).networks[0].certificate == "", "the authority's word counts now"
    finally:
        QSslConfiguration.setDefaultConfiguration(before)


def test_tls_with_a_port_that_says_nothing_ends(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clients.desktop.transport.CONNECTING_MS", 200)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        transport = Transport("127.0.0.1", mute.getsockname()[1], tls=True)
        with qtbot.waitSignal(transport.ended) as told:
            transport.open()
        assert "does not answer in TLS" in told.args[0]


def test_tls_with_a_port_that_speaks_something_else_is_a_plain_sentence(qtbot: QtBot) -> None:
    with socket.create_server(("127.0.0.1", 0)) as plain:
        transport = Transport("127.0.0.1", plain.getsockname()[1], tls=True)
        with qtbot.waitSignal(transport.ended) as told:
            transport.open()
            qtbot.waitUntil(lambda: transport.socket.state() == transport.socket.SocketState.ConnectedState)
            with plain.accept()[0] as peer:
                peer.sendall(b":irc.test NOTICE * :*** Looking up your hostname\r\n")
        assert "without encryption only (irc://)" in told.args[0]
        assert "error:" not in told.args[0]
