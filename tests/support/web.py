# SPDX-License-Identifier: GPL-3.0-or-later
"""A real web server on loopback for the desktop's tests: each path is a function that answers as it likes."""

import contextlib
import ssl
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

from PyQt6.QtCore import QBuffer, QIODevice
from PyQt6.QtGui import QColor, QImage, QLinearGradient, QPainter

LOOPBACK = frozenset({"127.0.0.1", "::1"})


class Visit(BaseHTTPRequestHandler):
    """One request."""

    server: "Web"
    timeout = 20

    def do_GET(self) -> None:
        self.server.seen.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        answer = self.server.paths.get(self.path.partition("?")[0])
        with contextlib.suppress(ConnectionError, TimeoutError):  # the client may leave in the middle
            if answer is None:
                self.send_error(404)
            else:
                answer(self)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""

    def give(self, data: bytes, kind: str = "image/png", status: int = 200, **headers: str) -> None:
        """A whole answer."""
        self.send_response(status)
        headers = {"Content_Type": kind, "Content_Length": str(len(data)), **headers}
        for name, value in headers.items():
            if value:
                self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)


class Web(ThreadingHTTPServer):
    """The server. `seen` are (path, headers) of what was asked; `let_go` frees answers that wait for it."""

    daemon_threads = True

    def __init__(self, context: ssl.SSLContext | None = None, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Visit)
        self.paths: dict[str, Callable[[Visit], None]] = {}
        self.seen: list[tuple[str, dict[str, str]]] = []
        self.let_go = threading.Event()
        self.scheme = "https" if context is not None else "http"
        if context is not None:
            self.socket = context.wrap_socket(self.socket, server_side=True)
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of something here."""
        return f"{self.scheme}://{host}:{self.port}{path}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up, or does not like the certificate, is no news."""

    def __enter__(self) -> "Web":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.let_go.set()
        self.shutdown()
        self._thread.join(10)
        self.server_close()


def picture(wide: int = 64, tall: int = 48, kind: str = "png", colour: str = "#2b7a6f") -> bytes:
    """A picture of a size."""
    image = QImage(wide, tall, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    shade = QLinearGradient(0, 0, wide, tall)
    shade.setColorAt(0, QColor(colour))
    shade.setColorAt(1, QColor(colour).lighter(190))
    painter.fillRect(image.rect(), shade)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)
    return bytes(buffer.data().data())
