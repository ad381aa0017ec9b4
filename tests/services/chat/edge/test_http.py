# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP on the port: the one page, what is refused, and IRC over WebSocket with a real WebSocket client."""

from __future__ import annotations

import contextlib
import http.client
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.support.certificates import client_context, make_pair
from tests.support.server import Server

TEXT, BINARY = "text.ircv3.net", "binary.ircv3.net"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with Server(tmp_path) as running:
        yield running


def ask(server: Server, method: str, path: str = "/", body: str = "", **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request(method, path, body or None, headers)
    return connection.getresponse()


def raw(server: Server, data: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as client:
        client.sendall(data)
        received = b""
        with contextlib.suppress(ConnectionResetError):
            while more := client.recv(4096):
                received += more
    return received


def web(server: Server, *protocols: str, scheme: str = "ws", **options: Any) -> ClientConnection:
    options.setdefault("compression", None)
    names: Any = list(protocols) or None
    return connect(f"{scheme}://127.0.0.1:{server.port}/", subprotocols=names, **options)


def register(client: ClientConnection, nick: str) -> None:
    for line in (f"NICK {nick}", f"USER {nick} 0 * :{nick}"):
        client.send(line)
    while " 422 " not in str(client.recv(timeout=10)):
        pass
    client.send("PING joined")
    while " PONG " not in str(client.recv(timeout=10)):
        pass


def test_a_browser_gets_one_page_that_says_what_this_is(server: Server) -> None:
    answer = ask(server, "GET", Host="test.server:9090")
    assert (answer.status, answer.getheader("Connection")) == (200, "close")
    assert answer.getheader("Content-Type") == "text/html; charset=utf-8"
    page = answer.read().decode()
    assert "<code>nc test.server 9090</code>" in page
    assert "ws://test.server:9090/" in page


@pytest.mark.parametrize("host", ["<script>", "x:port", "a b", ""])
def test_the_page_repeats_nothing_dangerous(server: Server, host: str) -> None:
    page = ask(server, "GET", Host=host).read().decode()
    assert "<script>" not in page


HOSTS = [
    ("127.0.0.1", True), ("[::1]:9090", True), ("192.0.2.9:80", True), ("localhost", True), ("LOCALHOST:1", True),
    ("sub.localhost", True), ("test.server", True), ("Test.Server.:9090", True), ("nas:9090", True),
    ("chat.example.org", True), ("pages.example.org", True), ("rebind.evil.example", False),
    ("chat.example.com", False), ("127.0.0.1.evil.example", False), ("localhost.evil.example", False),
    ("test.server.evil.example", False), ("192.0.2.9.nip.io", False), ("127.1", False), ("evil.example:9090", False),
]  # fmt: skip


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    names = {"web_hosts": ["chat.example.org"], "websocket_origins": ["https://pages.example.org"]}
    with Server(tmp_path_factory.mktemp("hosts"), **names) as running:
        yield running


@pytest.mark.parametrize(("host", "known"), HOSTS)
def test_a_request_is_answered_under_known_names_alone(listed: Server, host: str, known: bool) -> None:
    """DNS rebinding: a page's own name, pointed here after it was loaded, is Host and Origin alike."""
    handshake = HANDSHAKE.replace(b"Host: x", f"Host: {host}\r\nOrigin: http://{host}".encode())
    for request in (b"GET / HTTP/1.1\r\nHost: %s\r\n\r\n" % host.encode(), handshake + b"\r\n\x88\x80\0\0\0\0"):
        answer = raw(listed, request)
        assert answer.startswith((b"HTTP/1.1 200 ", b"HTTP/1.1 101 ") if known else b"HTTP/1.1 421 "), answer[:100]
        assert known or b"web_hosts" in answer
    answer = raw(listed, b"POST / HTTP/1.1\r\nHost: %s\r\n\r\n" % host.encode())
    assert answer.startswith(b"HTTP/1.1 405 " if known else b"HTTP/1.1 421 ")


@pytest.mark.parametrize("head", [b"", b"Host:\r\n", b"Host: a\r\nHost: b\r\n", b"Host: a b\r\n", b"Host: <b>\r\n"])
def test_a_request_names_one_host(listed: Server, head: bytes) -> None:
    """RFC 9112, 3.2: "A server MUST respond with a 400 (Bad Request) status code"."""
    assert raw(listed, b"GET / HTTP/1.1\r\n" + head + b"\r\n").startswith(b"HTTP/1.1 400 ")


def test_where_pages_of_every_site_may_connect_every_name_is_known(tmp_path: Path) -> None:
    with Server(tmp_path, websocket_origins=["*"]) as server:
        assert ask(server, "GET", Host="any.example").status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "OPTIONS"])
def test_only_get_and_head(server: Server, method: str) -> None:
    answer = ask(server, method)
    assert (answer.status, answer.getheader("Allow")) == (405, "GET, HEAD")


@pytest.mark.parametrize(("host", "status"), [(b"chat.example.org", b"200"), (b"elsewhere.example", b"421")])
def test_head_is_get_without_content(listed: Server, host: bytes, status: bytes) -> None:
    """RFC 9110, 9.3.2: the same header fields, and "the server MUST NOT send content in the response"."""
    request = b" / HTTP/1.1\r\nHost: " + host + b"\r\n\r\n"
    expected, content = raw(listed, b"GET" + request).split(b"\r\n\r\n", 1)
    head, nothing = raw(listed, b"HEAD" + request).split(b"\r\n\r\n", 1)
    assert head.startswith(b"HTTP/1.1 " + status)
    assert f"Content-Length: {len(content)}".encode() in head
    assert content
    assert nothing == b""
    assert [line for line in head.splitlines() if not line.startswith(b"Date:")] == [
        line for line in expected.splitlines() if not line.startswith(b"Date:")
    ]


def test_a_page_in_a_browser_cannot_make_it_speak(server: Server) -> None:
    """A form or a script that posts IRC or classic lines to the port."""
    irene = server.client("irene")
    irene.lines()
    lines = "NICK spam\r\nUSER spam 0 * :spam\r\nPRIVMSG #lobby :spam\r\n"
    for request in (
        f"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: {len(lines)}\r\n\r\n{lines}",
        f"GET / HTTP/1.1\r\nHost: x\r\n\r\n{lines}",
        f"GET /\r\n{lines}",
        f"GET / HTTP/9\r\n\r\n{lines}",
        f"OPTIONS * HTTP/1.1\r\n\r\n{lines}",
    ):
        assert raw(server, request.encode()).startswith(b"HTTP/1.1 ")
    assert irene.lines() == []


def test_a_request_that_is_none_and_one_that_does_not_end(server: Server) -> None:
    assert raw(server, b"GET nonsense\r\n\r\n").startswith(b"HTTP/1.1 400 ")
    assert raw(server, b"GET /" + b"x" * 10_000).startswith(b"HTTP/1.1 414 ")
    assert raw(server, b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 200).startswith(b"HTTP/1.1 431 ")
    assert server.client("alice").lines() == []


HANDSHAKE = (
    b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
)


def test_handshakes_that_are_none(server: Server) -> None:
    answer = raw(server, HANDSHAKE + b"\r\n" + b"no frames at all")
    assert answer.startswith(b"HTTP/1.1 101 ")
    assert b"\x03\xea" in answer.partition(b"\r\n\r\n")[2]  # closed with 1002
    assert raw(server, HANDSHAKE + b"Upgrade: h2c\r\n\r\n").startswith(b"HTTP/1.1 426 ")
    assert raw(server, HANDSHAKE.replace(b": 13", b": 7") + b"\r\n").startswith(b"HTTP/1.1 400 ")


def test_messages_that_come_with_the_handshake_are_taken(server: Server) -> None:
    ping = b"\x81\x86\0\0\0\0CAP LS"
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as client:
        client.sendall(HANDSHAKE + b"\r\n" + ping)
        received = b""
        while b"CAP * LS" not in received:
            received += client.recv(4096)
    assert received.startswith(b"HTTP/1.1 101 ")


def test_a_request_that_is_too_slow_is_closed(tmp_path: Path) -> None:
    with Server(tmp_path, limits={"registration_timeout": 1, "connect_rate": 0}) as server:
        assert raw(server, b"GET / HTTP/1.1\r\nHost:") == b""


@pytest.mark.parametrize(
    ("asked", "given", "kind"),
    [
        ([TEXT], TEXT, str),
        ([BINARY], BINARY, bytes),
        ([BINARY, TEXT], BINARY, bytes),
        (["chat", TEXT, BINARY], TEXT, str),
        (["chat"], None, str),
        ([], None, str),
    ],
)
def test_subprotocols(server: Server, asked: list[str], given: str | None, kind: type) -> None:
    """IRCv3 websocket: "The server MUST accept any subprotocol it supports, respecting the client's order"."""
    with web(server, *asked) as client:
        assert client.subprotocol == given
        client.send("CAP LS 302")
        line = client.recv(timeout=10)
        assert isinstance(line, kind)
        assert (line if isinstance(line, str) else line.decode()).startswith(":test.server CAP * LS")


def test_one_message_is_one_line_without_its_end(server: Server) -> None:
    irene = server.client("irene")
    irene.lines()
    with web(server, TEXT) as client:
        register(client, "wendy")
        irene.until("JOIN")
        client.send("PRIVMSG #lobby :from the web 👋")
        assert irene.line() == ":wendy!~wendy@127.0.0.1 PRIVMSG #lobby :from the web 👋"
        client.send(b"PRIVMSG #lobby :binary is taken too")
        assert irene.line().endswith(":binary is taken too")
        client.send(["PRIVMSG #lobby ", ":in ", "fragments"])
        assert irene.line().endswith(":in fragments")
        client.send("PRIVMSG #lobby :with its end\r\n")
        assert irene.line().endswith(":with its end")
        irene.send("PRIVMSG #lobby :one", "PRIVMSG #lobby :two")
        assert [client.recv(timeout=10) for _ in range(2)] == [
            ":irene!~irene@127.0.0.1 PRIVMSG #lobby :one",
            ":irene!~irene@127.0.0.1 PRIVMSG #lobby :two",
        ]
        client.send("QUIT :bye")
        assert str(client.recv(timeout=10)).startswith("ERROR :")
        with pytest.raises(ConnectionClosed):
            client.recv(timeout=10)
        assert client.close_code == 1000
    assert irene.line().startswith(":wendy!~wendy@127.0.0.1 QUIT")


def test_a_client_that_closes_has_left(server: Server) -> None:
    irene = server.client("irene")
    with web(server, TEXT) as client:
        register(client, "wendy")
        irene.until("JOIN")
    assert irene.until("QUIT").source == "wendy!~wendy@127.0.0.1"


def test_a_line_that_is_too_long_gets_the_answer_of_irc_and_one_far_too_long_that_of_websocket(server: Server) -> None:
    with web(server, TEXT) as client:
        client.send("PRIVMSG #lobby :" + "x" * 600)
        assert " 417 " in str(client.recv(timeout=10))
        client.send("x" * 20_000)
        with pytest.raises(ConnectionClosed):
            client.recv(timeout=10)
        assert client.close_code == 1009


@pytest.mark.parametrize("fragments", [False, True])
def test_what_came_before_text_that_is_not_utf_8_is_done(server: Server, fragments: bool) -> None:
    """RFC 6455, 8.1; 7.4.1: 1007. What came before it is done."""
    irene = server.client("irene")
    irene.lines()
    said = [b"NICK wendy", b"USER w 0 * :w", b"PRIVMSG #lobby :before"]
    good = b"".join(b"\x81" + bytes([0x80 | len(line)]) + bytes(4) + line for line in said)
    bad = b"\x81\x83\0\0\0\0a\xff." if not fragments else b"\x01\x82\0\0\0\0a\xc3\x80\x81\0\0\0\0."
    received = raw(server, HANDSHAKE + b"\r\n" + good + bad + b"\x81\x84\0\0\0\0QUIT")
    assert b"\x03\xef" in received.rpartition(b"\x88")[2]
    assert next(line for line in (irene.line() for _ in range(3)) if "PRIVMSG" in line).endswith(":before")


def test_a_character_in_two_fragments_is_whole(server: Server) -> None:
    with web(server, TEXT) as client:
        register(client, "wendy")
        client.send([b"PRIVMSG wendy :\xc3", b"\xa9"], text=True)
        assert str(client.recv(timeout=10)).endswith("PRIVMSG wendy :é")


def test_a_binary_message_that_is_not_utf_8_gets_an_answer(server: Server) -> None:
    with web(server, BINARY) as client:
        client.send(b"PRIVMSG #lobby :\xff")
        assert b"INVALID_UTF8" in bytes(client.recv(timeout=10))  # type: ignore[arg-type]


def test_over_tls(tmp_path: Path) -> None:
    pair = make_pair(tmp_path)
    with Server(tmp_path, tls_certificate=pair.certificate, tls_key=pair.key) as server:
        with web(server, TEXT, scheme="wss", ssl=client_context()) as client:
            client.send("CAP LS")
            assert "CAP * LS" in str(client.recv(timeout=10))
        connection = http.client.HTTPSConnection("127.0.0.1", server.port, timeout=10, context=client_context())
        connection.request("GET", "/")
        assert "with TLS" in connection.getresponse().read().decode()
        connection.close()


@pytest.mark.parametrize(
    ("origin", "listed", "status"),
    [
        ("https://evil.example", [], 403),
        ("null", [], 403),
        ("https://chat.example", ["https://chat.example/"], None),
        ("https://CHAT.example", ["https://chat.example"], None),
        ("http://chat.example", ["https://chat.example"], 403),
        ("https://evil.example", ["*"], None),
        ("null", ["null"], None),
        ("http://127.0.0.1:{port}", [], None),
        ("http://127.0.0.1:1", [], 403),
        (None, [], None),
    ],
)
def test_which_pages_may_connect(tmp_path: Path, origin: str | None, listed: list[str], status: int | None) -> None:
    with Server(tmp_path, websocket_origins=listed) as server:
        given: Any = origin and origin.replace("{port}", str(server.port))
        if status is None:
            with web(server, TEXT, origin=given) as client:
                client.send("CAP LS")
                assert "CAP * LS" in str(client.recv(timeout=10))
        else:
            with pytest.raises(InvalidStatus) as caught:
                web(server, TEXT, origin=given)
            assert caught.value.response.status_code == status


@pytest.mark.parametrize("listed", [True, False])
def test_who_is_behind_a_listed_proxy(tmp_path: Path, listed: bool) -> None:
    networks = ["127.0.0.0/8"] if listed else []
    headers = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7", "X-Forwarded-Proto": "https"}
    with (
        Server(tmp_path, proxy_networks=networks, cloak=False) as server,
        web(server, TEXT, additional_headers=headers) as client,
    ):
        register(client, "wendy")
        user = server.app.house.state.user("wendy")
        assert user is not None
        assert (user.source.partition("@")[2], user.secure) == (
            ("198.51.100.7", True) if listed else ("127.0.0.1", False)
        )


def test_a_reader_that_does_not_read_is_closed_and_holds_up_nobody(tmp_path: Path) -> None:
    with Server(tmp_path, limits={"send_queue_bytes": 16_384, "flood_burst": 0, "connect_rate": 0}) as server:
        irene = server.client("irene")
        slow = socket.create_connection(("127.0.0.1", server.port), timeout=10)
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        with web(server, TEXT, sock=slow, max_queue=1, close_timeout=0) as client:
            register(client, "wendy")
            irene.until("JOIN")
            while True:
                irene.send(*(f"PRIVMSG #lobby :{'x' * 400}" for _ in range(200)))
                if any("QUIT" in line for line in irene.lines()):
                    break
