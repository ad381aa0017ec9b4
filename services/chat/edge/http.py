# SPDX-License-Identifier: GPL-3.0-or-later
"""What comes with an HTTP request: WebSocket clients, and browsers that get one page that says what this is.

Rules:
- Whatever a browser sends, nothing of it is ever taken for what somebody says: only a completed WebSocket handshake is
  let through to IRC, and any other request is answered and closed.
- A request is answered only under a name that is known to be this server's (`hosts`): 421 otherwise.
- A browser says which page opened the WebSocket (`Origin`). Only pages from this very host and from
  `websocket_origins` may: any other page would speak with its visitor's address and from their network.
- Behind a listed proxy, the last `X-Forwarded-For` says who is there, and `X-Forwarded-Proto` whether they have TLS;
  they count for themselves (429).
- A request has at most `READ_BYTES` (431), and nothing behind it is parsed before it is answered.
Source: IRCv3 websocket; RFC 9112; RFC 6455 section 4.2.
"""

from __future__ import annotations

import asyncio
import dataclasses
import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, cast
from urllib.parse import urlsplit

from websockets.http11 import Request, Response
from websockets.protocol import SEND_EOF
from websockets.server import ServerProtocol
from websockets.typing import Subprotocol

from services.chat.edge.arrival import Seat
from services.chat.edge.connection import IrcConnection
from services.chat.edge.hosts import WebHosts
from services.chat.edge.receiver import READ_BYTES, Receiver
from services.chat.edge.sockets import host_of
from services.chat.edge.websocket import MOST_BYTES, SUBPROTOCOLS, WebSocketStream
from services.chat.session import Peer
from services.chat.settings.values import Network, plain_ip, within

_PAGE: Final = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{network}</title>
<style>body {{ font: 1.1em/1.6 sans-serif; max-width: 36em; margin: 3em auto; padding: 0 1em }}</style>
<h1>{network}</h1>
<p>This is a chat room, and not a web site. You can join it with the Hubbub desktop client, with any IRC client, or with
a plain socket:</p>
<ul>
<li>IRC: host <b>{host}</b>, port <b>{port}</b>{secure}</li>
<li>a terminal: <code>nc {host} {port}</code></li>
<li>a web client: <code>{scheme}://{place}/</code> (IRC over WebSocket)</li>
</ul>
</html>
"""

_NOT_HERE: Final = (
    HTTPStatus.MISDIRECTED_REQUEST,
    "This server does not go by this name. Whoever runs it can list the name in the setting web_hosts.",
)
_NO_HOST: Final = (HTTPStatus.BAD_REQUEST, "A request names one host.")  # RFC 9112, 3.2
_END_OF_HEAD: Final = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class WebTerms:
    """What all HTTP connections share. `irc` makes the connection behind a WebSocket."""

    irc: Callable[[Peer, Seat], IrcConnection]
    network: str
    hosts: WebHosts
    origins: Sequence[str] = ()
    proxy_networks: Sequence[Network] = ()
    request_timeout: float = 10.0


class HttpConnection(Receiver):
    """One connection that begins with an HTTP request."""

    def __init__(self, terms: WebTerms, peer: Peer, seat: Seat) -> None:
        super().__init__(seat.buffer)
        self._terms = terms
        self._peer = peer
        self._seat = seat
        self._head = 0  # bytes of the request so far
        self._before = b""  # the last of them, as its end may come in two
        self._protocol = ServerProtocol(select_subprotocol=_select, max_size=MOST_BYTES)
        self._transport: asyncio.Transport
        self._timer: asyncio.TimerHandle | None = None
        self._head_only = False
        self._stream: WebSocketStream | None = None
        self._irc: IrcConnection | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Wait for a request, but not for long."""
        self._transport = cast(asyncio.Transport, transport)
        self._timer = asyncio.get_running_loop().call_later(self._terms.request_timeout, self._transport.abort)

    def data_received(self, data: bytes) -> None:
        """The request; after the handshake, messages."""
        if self._stream is not None:
            self._stream.receive(data)
            return
        if self._transport.is_closing():
            return
        head, behind = self._cut(data)
        if self._head > READ_BYTES:
            self._finish(_page(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "This request is too long."))
            return
        self._protocol.receive_data(head)
        events = self._protocol.events_received()
        if events:
            self._answer(cast(Request, events[0]), behind)
        elif self._protocol.handshake_exc is not None and not self._write_out():
            self._finish(_page(HTTPStatus.BAD_REQUEST, "This is no HTTP request that can be answered here."))

    def room(self) -> int:
        """How many bytes may come now."""
        return self._stream.room() if self._stream is not None else READ_BYTES

    def _cut(self, data: bytes) -> tuple[bytes, bytes]:
        """What of this belongs to the request, and what is behind it."""
        seen = self._before + data
        end = seen.find(_END_OF_HEAD)
        size = len(data) if end < 0 else end + len(_END_OF_HEAD) - len(self._before)
        self._head += size
        self._before = seen[1 - len(_END_OF_HEAD) :]
        return data[:size], data[size:]

    def eof_received(self) -> bool | None:
        """Nothing more will come."""
        return self._irc.eof_received() if self._irc is not None else None

    def pause_writing(self) -> None:
        """For the IRC connection."""
        if self._irc is not None:
            self._irc.pause_writing()

    def resume_writing(self) -> None:
        """For the IRC connection."""
        if self._irc is not None:
            self._irc.resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """For the IRC connection, which also tells the gate."""
        if self._timer is not None:
            self._timer.cancel()
        if self._irc is not None:
            self._irc.connection_lost(exc)
        else:
            self._seat()

    def _answer(self, request: Request, behind: bytes) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._head_only = request.method == "HEAD"  # RFC 9110, 9.3.2: answered as GET is, but never with content
        named = request.headers.get_all("Host")
        known = self._terms.hosts.knows(named[0]) if len(named) == 1 else None
        if not known:
            self._finish(_page(*_NOT_HERE if known is not None else _NO_HOST))
        elif refusal := self._find_out(request):
            self._finish(_page(HTTPStatus.TOO_MANY_REQUESTS, f"{refusal}."))
        elif request.method not in ("GET", "HEAD"):
            response = _page(HTTPStatus.METHOD_NOT_ALLOWED, "Only GET and HEAD are understood here.")
            response.headers["Allow"] = "GET, HEAD"
            self._finish(response)
        elif self._head_only or not any("websocket" in value.lower() for value in request.headers.get_all("Upgrade")):
            self._finish(self._welcome(request))
        elif not _may_open(request, self._terms.origins):
            self._finish(_page(HTTPStatus.FORBIDDEN, "Pages of this origin may not connect; see websocket_origins."))
        else:
            self._open(request, behind)

    def _open(self, request: Request, behind: bytes) -> None:
        """Begin WebSocket. `behind` is what came together with the request."""
        response = self._protocol.accept(request)
        if response.status_code != HTTPStatus.SWITCHING_PROTOCOLS:
            self._finish(response)
            return
        self._protocol.send_response(response)
        self._write_out()
        self._stream = WebSocketStream(self._transport, self._protocol)
        self._irc = self._terms.irc(self._peer, self._seat)
        self._stream.start(self._irc)
        if behind:
            self._stream.receive(behind)

    def _write_out(self) -> bool:
        """Send what the protocol has to say. Whether it had anything."""
        pieces = self._protocol.data_to_send()
        data = b"".join(pieces)
        if data:
            self._transport.write(data)
            if SEND_EOF in pieces:
                self._transport.close()
        return bool(data)

    def _finish(self, response: Response) -> None:
        if self._head_only:
            response.body = b""
        self._transport.write(response.serialize())
        self._transport.close()

    def _find_out(self, request: Request) -> str:
        """Learn from a listed proxy who is there, and count them there. The sentence that refuses them, or ""."""
        said = request.headers.get_all("X-Forwarded-For")
        if not said or not within(self._peer.ip, self._terms.proxy_networks):
            return ""
        try:
            ip = plain_ip(_without_port(said[-1].rpartition(",")[2].strip()))
        except ValueError:
            return ""
        secure = request.headers.get_all("X-Forwarded-Proto")[-1:] == ["https"]
        self._peer = dataclasses.replace(
            self._peer, ip=ip, port=0, host=host_of(ip), secure=self._peer.secure or secure, fingerprint=""
        )
        return self._seat.move(ip)

    def _welcome(self, request: Request) -> Response:
        """The one page."""
        named = urlsplit(f"//{_first(request, 'Host')}")
        here = self._transport.get_extra_info("sockname") or ("", 0)
        try:
            host, port = named.hostname or here[0], named.port or here[1]
        except ValueError:
            host, port = here[:2]
        secure = self._peer.secure
        text = _PAGE.format(
            network=html.escape(self._terms.network),
            host=html.escape(host),
            port=port,
            place=html.escape(f"[{host}]:{port}" if ":" in host else f"{host}:{port}"),
            secure=", with TLS" if secure else "",
            scheme="wss" if secure else "ws",
        )
        response = _page(HTTPStatus.OK, text)
        response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
        del response.headers["Content-Type"]
        response.headers["Content-Type"] = "text/html; charset=utf-8"
        return response


def _without_port(text: str) -> str:
    """An address that some proxies write with its port: `192.0.2.1:80`, `[2001:db8::1]:80`."""
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text


def _page(status: HTTPStatus, text: str) -> Response:
    return ServerProtocol().reject(status, text if text.endswith("\n") else f"{text}\n")


def _first(request: Request, name: str) -> str:
    found = request.headers.get_all(name)
    return found[0] if found else ""


def _may_open(request: Request, origins: Sequence[str]) -> bool:
    """Whether the page that opens this WebSocket may. A client that is no browser sends no origin."""
    sent = request.headers.get_all("Origin")
    if not sent or "*" in origins:
        return True
    origin = sent[0].lower().rstrip("/")
    if len(sent) == 1 and origin in (listed.lower().rstrip("/") for listed in origins):
        return True
    host = _first(request, "Host").lower()
    return len(sent) == 1 and bool(host) and urlsplit(origin).netloc == host


def _select(_protocol: ServerProtocol, offered: Sequence[Subprotocol]) -> Subprotocol | None:
    """The client's first choice among ours, and none if there is none: the connection goes on without."""
    return next((name for name in offered if name in SUBPROTOCOLS), None)
