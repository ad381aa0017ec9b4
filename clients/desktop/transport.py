# SPDX-License-Identifier: GPL-3.0-or-later
"""One connection's socket: QTcpSocket, or QSslSocket when the address says so. Bytes out, bytes in, plain sentences.

Rules: signals only, no thread and no waiting call. What comes in is handed on in small pieces, for SLICE at a time;
then the window has its turn, however much is still to be read. The end is told after all that came before it. A
certificate is accepted if the system trusts it, or if the person said so of this very one (`certificate`, its SHA-256);
then no other is, not even one the system trusts, and nothing is sent before that is clear. No step of connecting takes
longer than `CONNECTING_MS`. What a socket error means is said in one sentence a person can act on; the session decides
what happens next.
"""

import time

from PyQt6.QtCore import QObject, QTimer, pyqtSignal
from PyQt6.QtNetwork import QAbstractSocket, QSslError, QSslSocket, QTcpSocket

from clients.desktop.certificates import Certificate, certificate_of
from clients.desktop.words import translate

Error = QAbstractSocket.SocketError
PIECE = 8192  # bytes, about a hundred lines
SLICE = 0.015  # seconds
BUFFER = 1024 * 1024  # bytes that wait here for their turn, before the server has to wait
SERVER_CLOSES_MS = 1000
CONNECTING_MS = 20_000  # to the open socket, and as long for what TLS says before the first byte
MOST_WAITING = 256 * 1024  # bytes that the server has not read


class Transport(QObject):
    """A socket that is opened, lives and ends once.

    Signals: opened(bool secure) ; received(bytes) ; ended(str sentence), once, whatever the reason ; drained(), after
    it was `full`.
    """

    opened = pyqtSignal(bool)
    received = pyqtSignal(bytes)
    ended = pyqtSignal(str)
    drained = pyqtSignal()

    def __init__(self, host: str, port: int, tls: bool, certificate: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.host, self.port, self.tls, self.certificate = host, port, tls, certificate
        self.shown: Certificate | None = None  # the one the server has
        self.distrusted: Certificate | None = None  # the one that was not accepted
        self._over = False
        self._was_full = False
        self._sentence = ""
        self._closing = QTimer(self)
        self._closing.setSingleShot(True)
        self._next_slice = QTimer(self)
        self._next_slice.setSingleShot(True)
        self._next_slice.setInterval(0)
        self._next_slice.timeout.connect(self._read)
        self._at_end = False  # the socket is closed; there may be something to read still
        self.socket: QTcpSocket = QSslSocket(self) if tls and QSslSocket.supportsSsl() else QTcpSocket(self)
        self.socket.setReadBufferSize(BUFFER)
        self._closing.timeout.connect(self.socket.disconnectFromHost)
        self._connecting = QTimer(self)
        self._connecting.setSingleShot(True)
        self._connecting.timeout.connect(self._too_slow)
        self.socket.connected.connect(self._connecting.start)
        self.socket.readyRead.connect(self._read)
        self.socket.errorOccurred.connect(self._failed)
        self.socket.disconnected.connect(self._ended)
        self.socket.bytesWritten.connect(self._written)
        if isinstance(self.socket, QSslSocket):
            self.socket.encrypted.connect(self._encrypted)
            self.socket.sslErrors.connect(self._distrusted)
        else:
            self.socket.connected.connect(lambda: self._open(False))

    def open(self) -> None:
        """Begin to connect."""
        self._connecting.start(CONNECTING_MS)
        if isinstance(self.socket, QSslSocket):
            self.socket.connectToHostEncrypted(self.host, self.port)
        elif self.tls:
            self._sentence = translate(
                "transport", "This computer's Qt has no TLS, so the connection can't be secured."
            )
            self._ended()
        else:
            self.socket.connectToHost(self.host, self.port)

    @property
    def full(self) -> bool:
        """Whether as much waits for the server as should."""
        waiting = self.socket.bytesToWrite()
        if isinstance(self.socket, QSslSocket):
            waiting += self.socket.encryptedBytesToWrite()
        self._was_full = waiting >= MOST_WAITING
        return self._was_full

    def _written(self) -> None:
        if self._was_full and not self._over and not self.full:
            self.drained.emit()

    def write(self, data: bytes) -> None:
        """Queue bytes; Qt sends them as the socket takes them."""
        if data and not (self._over or self._at_end):
            self.socket.write(data)

    def close(self) -> None:
        """Send what is queued and let the server close: a goodbye that overtakes the last words would cut them off."""
        if self.socket.state() == QAbstractSocket.SocketState.ConnectedState:
            self.socket.flush()
            self._closing.start(SERVER_CLOSES_MS)
        else:
            self.socket.abort()
            self._ended()

    def flush(self, within_ms: int) -> None:
        """At the very end of the program: let the goodbye leave. The one place that waits, and briefly."""
        self.socket.flush()
        if self.socket.state() != QAbstractSocket.SocketState.UnconnectedState:
            self.socket.waitForDisconnected(within_ms)
        self.socket.abort()

    def drop(self) -> None:
        """Forget this socket: another takes its place, and nobody wants to hear how it ended."""
        self._over = True
        self.socket.abort()
        self.deleteLater()

    def _too_slow(self) -> None:
        if self._over:
            return
        where = f"{self.host}:{self.port}"
        if self.socket.state() == QAbstractSocket.SocketState.ConnectedState:
            said = translate(
                "transport",
                "{where} does not answer in TLS. Perhaps this port takes connections without encryption only (irc://).",
            )
        else:
            said = translate("transport", "{where} did not answer in time.")
        self._sentence = said.format(where=where)
        self.socket.abort()
        self._ended()

    def _encrypted(self) -> None:
        """TLS is agreed upon, and nothing was said yet."""
        if not isinstance(self.socket, QSslSocket):
            return
        vouched = not self.socket.sslHandshakeErrors()
        self.shown = certificate_of(self.socket.peerCertificate(), vouched=vouched)
        if self.certificate and self.shown.fingerprint != self.certificate:
            self._refuse_other(self.shown)
            self.socket.abort()
            self._ended()
            return
        self._open(True)

    def _open(self, secure: bool) -> None:
        self._connecting.stop()
        self.socket.setSocketOption(QAbstractSocket.SocketOption.LowDelayOption, 1)
        self.socket.setSocketOption(QAbstractSocket.SocketOption.KeepAliveOption, 1)
        self.opened.emit(secure)

    def _read(self) -> None:
        if self._next_slice.isActive():
            return
        until = time.perf_counter() + SLICE
        while not self._over and self.socket.bytesAvailable():
            if time.perf_counter() > until:
                self._next_slice.start()
                return
            data = self.socket.read(PIECE)
            if not data:
                break
            self.received.emit(bytes(data))
        if self._at_end and not self._over:
            self._over = True
            self.ended.emit(self._sentence)

    def _distrusted(self, errors: list[QSslError]) -> None:
        if not isinstance(self.socket, QSslSocket):
            return
        shown = certificate_of(self.socket.peerCertificate(), vouched=False)
        if self.certificate and shown.fingerprint == self.certificate:
            self.socket.ignoreSslErrors(errors)
        elif self.certificate:
            self._refuse_other(shown)
        else:
            self.distrusted = shown
            said = translate("transport", "{host} can't prove that it is {host}: {why}")
            why = errors[0].errorString().rstrip(".") + "." if errors else ""
            self._sentence = said.format(host=self.host, why=why)

    def _refuse_other(self, shown: Certificate) -> None:
        self.distrusted = shown
        said = translate("transport", "{host} shows another certificate than the one you trusted. Be careful.")
        self._sentence = said.format(host=self.host)

    def _failed(self, error: QAbstractSocket.SocketError) -> None:
        if not self._sentence:
            self._sentence = sentence(error, self.host, self.port, self.socket.errorString())
        if self.socket.state() == QAbstractSocket.SocketState.UnconnectedState:
            self._ended()

    def _ended(self) -> None:
        self._connecting.stop()
        self._at_end = True
        self._read()


def sentence(error: QAbstractSocket.SocketError, host: str, port: int, detail: str) -> str:
    """What a socket error means to a person."""
    where = f"{host}:{port}"
    match error:
        case Error.ConnectionRefusedError:
            said = translate("transport", "Nobody answers at {where}. Is the server running?")
        case Error.HostNotFoundError:
            said = translate("transport", "There is no server called {host}.")
        case Error.SocketTimeoutError | Error.ProxyConnectionTimeoutError:
            said = translate("transport", "{where} did not answer in time.")
        case Error.RemoteHostClosedError:
            said = translate("transport", "The server closed the connection.")
        case Error.NetworkError | Error.TemporaryError:
            said = translate("transport", "The network is not reachable.")
        case Error.SslHandshakeFailedError | Error.SslInternalError | Error.SslInvalidUserDataError:
            said = translate(
                "transport",
                "No secure connection to {where} is possible ({detail}). Perhaps this port takes connections without "
                "encryption only (irc://).",
            )
            detail = detail.rpartition(":")[2].strip(" .")  # before it stand OpenSSL's numbers
        case _:
            said = translate("transport", "The connection to {where} failed: {detail}")
    return said.format(where=where, host=host, detail=detail)
