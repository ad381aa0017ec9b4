# SPDX-License-Identifier: GPL-3.0-or-later
"""Getting something from the web: the checked address is the one connected to, all is bounded, nothing is told."""

import socket
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PyQt6.QtNetwork import QSslCertificate, QSslConfiguration
from pytestqt.qtbot import QtBot

from clients.desktop.media.fetch import AT_ONCE, MOST, PAGE, Fetched, Fetcher
from tests.support.certificates import make_pair
from tests.support.web import LOOPBACK, Visit, Web, picture


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as made:
        yield made


@pytest.fixture
def fetcher(qtbot: QtBot) -> Iterator[Fetcher]:
    made = Fetcher()
    made.allowed = LOOPBACK
    made.resolve = names({"pictures.test": ["127.0.0.1"]})
    yield made
    made.deleteLater()


def names(known: dict[str, list[str]]) -> Callable[[str, Callable[[list[str]], None]], None]:
    """A resolver that knows these names only."""
    return lambda name, told: told(known.get(name, []))


class Answer:
    """What a fetch came to."""

    def __init__(self, qtbot: QtBot, fetcher: Fetcher, url: str, beside: str = "", *, pages: bool = True) -> None:
        self.got: list[Fetched] = []
        self.said: list[str] = []
        job = fetcher.fetch(url, beside, pages=pages)
        job.done.connect(self.got.append)
        job.failed.connect(self.said.append)
        with qtbot.waitSignal(job.over, timeout=15_000):
            pass
        assert len(self.got) + len(self.said) == 1


Get = Callable[..., Answer]


@pytest.fixture
def get(qtbot: QtBot, fetcher: Fetcher) -> Get:
    return lambda url, beside="", *, pages=True: Answer(qtbot, fetcher, url, beside, pages=pages)


def test_a_picture(web: Web, get: Get) -> None:
    web.paths["/a.png"] = lambda visit: visit.give(picture())
    assert get(web.url("/a.png")).got == [Fetched(web.url("/a.png"), "image/png", "", picture())]


def test_nothing_is_told_of_the_person(web: Web, get: Get) -> None:
    web.paths["/a.png"] = lambda visit: visit.give(
        picture(), Set_Cookie="who=sam; Max-Age=9999", WWW_Authenticate="Basic"
    )
    for _ in range(2):
        get(web.url("/a.png", "sam:secret@pictures.test") + "#part")
    for path, headers in web.seen:
        assert path == "/a.png"
        assert headers["host"] == f"pictures.test:{web.port}"
        assert headers["user-agent"] == "Hubbub"
        assert not {"cookie", "referer", "authorization", "origin"} & set(headers)
        assert headers["accept-language"] == "*"
        assert headers["accept-encoding"] == "identity"


# --- where it goes --------------------------------------------------------------------------------------------------


def test_without_the_tests_allowance_this_machine_is_never_asked(web: Web, fetcher: Fetcher, get: Get) -> None:
    web.paths["/a.png"] = lambda visit: visit.give(picture())
    fetcher.allowed = frozenset()
    for host in ("127.0.0.1", "pictures.test", "[::1]", "[::ffff:127.0.0.1]", "0x7f.1", "2130706433", "127.1"):
        said = get(web.url("/a.png", host), "127.0.0.1").said
        assert any(part in said[0] for part in ("not on the public internet", "no server called")), host
    assert web.seen == []


def test_a_name_that_means_a_private_address_is_left_alone(web: Web, fetcher: Fetcher, get: Get) -> None:
    for address in ("10.0.0.1", "192.168.1.1", "169.254.169.254", "::ffff:10.0.0.1", "fd00::1"):
        fetcher.resolve = names({"evil.test": [address]})
        assert get("http://evil.test/a.png").said == ["evil.test is not on the public internet, so it is left alone."]
    fetcher.resolve = names({"evil.test": ["10.0.0.1", "127.0.0.1"]})
    web.paths["/a.png"] = lambda visit: visit.give(picture())
    assert get(web.url("/a.png", "evil.test")).got, "of several, those that may be contacted are"


def test_the_checked_address_is_the_one_connected_to(web: Web, fetcher: Fetcher, get: Get) -> None:
    """A name that means something else when asked a second time changes nothing: it is asked once."""
    asked = []

    def rebinding(name: str, told: Callable[[list[str]], None]) -> None:
        asked.append(name)
        told(["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"])

    fetcher.resolve = rebinding
    web.paths["/a.png"] = lambda visit: visit.give(picture())
    assert get(web.url("/a.png", "rebind.test")).got
    assert asked == ["rebind.test"]
    assert web.seen[0][1]["host"] == f"rebind.test:{web.port}"


def test_another_address_of_the_name_is_tried(web: Web, fetcher: Fetcher, get: Get) -> None:
    fetcher.allowed = LOOPBACK | {"127.0.0.9"}
    fetcher.resolve = names({"two.test": ["127.0.0.9", "127.0.0.1"]})
    web.paths["/a.png"] = lambda visit: visit.give(picture())
    assert get(web.url("/a.png", "two.test")).got


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("http://10.0.0.1/a.png", "10.0.0.1 is not on the public internet, so it is left alone."),
        ("http://169.254.169.254/latest/meta-data/", "169.254.169.254 is not on the public internet"),
        ("http://inside.test/a.png", "inside.test is not on the public internet"),
        ("file:///etc/passwd", "no address that can be shown"),
        ("ftp://pictures.test/a.png", "no address that can be shown"),
        ("", "sends us on to an address that is not secure"),
        ("/again", "only sends us on to somewhere else"),
    ],
)
def test_each_redirect_is_checked_again(web: Web, fetcher: Fetcher, get: Get, to: str, said: str) -> None:
    fetcher.resolve = names({"pictures.test": ["127.0.0.1"], "inside.test": ["192.168.1.1"]})
    web.paths["/again"] = lambda visit: visit.give(b"", status=302, Location=to)
    assert said in get(web.url("/again", "pictures.test")).said[0]


def test_redirects_that_lead_to_a_picture(web: Web, get: Get) -> None:
    web.paths["/1"] = lambda visit: visit.give(b"x" * 3000, status=301, Location="/2")
    web.paths["/2"] = lambda visit: visit.give(b"", status=307, Location=web.url("/3", "pictures.test"))
    web.paths["/3"] = lambda visit: visit.give(picture())
    assert get(web.url("/1")).got[0].url == web.url("/3", "pictures.test")


def test_no_name_nobody_there_and_a_server_that_says_no(web: Web, fetcher: Fetcher, get: Get) -> None:
    assert get("http://nowhere.test/a.png").said == ["There is no server called nowhere.test."]
    with socket.socket() as taken:  # bound, and nobody listens
        taken.bind(("127.0.0.1", 0))
        assert get(f"http://127.0.0.1:{taken.getsockname()[1]}/a").said == ["Nobody answers at 127.0.0.1."]
    assert get(web.url("/none.png")).said == ["It is not there any more."]
    for status in (401, 403):
        web.paths["/own"] = lambda visit, status=status: visit.give(b"", status=status, WWW_Authenticate="Basic")
        assert get(web.url("/own")).said == ["127.0.0.1 shows it to its own people only."]
    web.paths["/ill"] = lambda visit: visit.give(b"", status=500)
    assert get(web.url("/ill")).said == ["127.0.0.1 could not give it."]


# --- how much -------------------------------------------------------------------------------------------------------


def endless(kind: str, first: bytes = b"") -> Callable[[Visit], None]:
    def answer(visit: Visit) -> None:
        visit.send_response(200)
        visit.send_header("Content-Type", kind)
        visit.end_headers()
        visit.wfile.write(first)
        while not visit.server.let_go.is_set():
            visit.wfile.write(bytes(1 << 16))

    return answer


def test_an_endless_picture_is_cut_off(web: Web, get: Get) -> None:
    web.paths["/a.png"] = endless("image/png")
    assert get(web.url("/a.png")).said == ["It is larger than 1 MiB."]


def test_one_that_says_it_is_too_large_is_not_read(web: Web, get: Get) -> None:
    web.paths["/a.png"] = lambda visit: visit.give(b"", Content_Length=str(MOST + 1))
    assert get(web.url("/a.png")).said == ["It is larger than 1 MiB."]
    web.paths["/b.png"] = lambda visit: visit.give(bytes(MOST))
    assert len(get(web.url("/b.png")).got[0].data) == MOST


def test_of_an_endless_page_the_beginning_is_read(web: Web, get: Get) -> None:
    web.paths["/"] = endless("text/html; charset=UTF-8", b"<title>Hello</title>")
    found = get(web.url("/")).got[0]
    assert (found.type, found.charset) == ("text/html", "utf-8")
    assert PAGE <= len(found.data) <= PAGE + 1


@pytest.mark.parametrize(
    "kind", ["image/svg+xml", "application/octet-stream", "video/mp4", "", "text/plain", "image/x"]
)
def test_the_wrong_type(web: Web, get: Get, kind: str) -> None:
    web.paths["/a.png"] = lambda visit: visit.give(picture(), kind)
    assert get(web.url("/a.png")).said == ["There is nothing that can be shown here, only a link to open."]


def test_where_only_a_picture_will_do(web: Web, get: Get) -> None:
    web.paths["/a.png"] = lambda visit: visit.give(b"<title>x</title>", "text/html")
    assert get(web.url("/a.png"), pages=False).said


def test_what_is_packed_stays_packed(web: Web, get: Get) -> None:
    web.paths["/a.png"] = lambda visit: visit.give(b"\x1f\x8b\x08 not ours", Content_Encoding="gzip")
    assert get(web.url("/a.png")).got[0].data == b"\x1f\x8b\x08 not ours"


@pytest.mark.parametrize("where", ["before", "headers", "body"])
def test_a_slow_server_is_left(web: Web, fetcher: Fetcher, get: Get, where: str) -> None:
    def answer(visit: Visit) -> None:
        if where != "before":
            visit.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n")
        if where == "body":
            visit.wfile.write(b"\r\n" + picture()[:20])
        visit.wfile.flush()
        visit.server.let_go.wait(30)

    web.paths["/a.png"] = answer
    fetcher.limit_ms = 300
    assert get(web.url("/a.png")).said == ["127.0.0.1 did not answer in time."]


def test_a_resolver_that_never_answers_and_one_that_answers_too_late(fetcher: Fetcher, get: Get) -> None:
    told: list[Callable[[list[str]], None]] = []
    fetcher.resolve = lambda _name, answer: told.append(answer)
    fetcher.limit_ms = 50
    assert get("http://slow.test/a.png").said == ["slow.test did not answer in time."]
    told[0](["127.0.0.1"])


@pytest.mark.parametrize(
    "raw",
    [b"", b"\0" * 100, b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/9.9 abc\r\n\r\n", b"SSH-2.0-x\r\n", b"HTTP/1.1 302 x\r\n\r\n",
     b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: -5\r\n\r\nabc",
     b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 99999999999999999999\r\n\r\nabc",
     b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n",
     b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 20000 + b"\r\n"],
)  # fmt: skip
def test_answers_that_are_none(web: Web, fetcher: Fetcher, get: Get, raw: bytes) -> None:
    def answer(visit: Visit) -> None:
        visit.close_connection = True
        visit.wfile.write(raw)

    web.paths["/a.png"] = answer
    fetcher.limit_ms = 1500
    get(web.url("/a.png"))


def test_few_at_once_and_the_others_in_their_turn(web: Web, fetcher: Fetcher, qtbot: QtBot) -> None:
    web.paths["/a.png"] = lambda visit: visit.give(picture())
    jobs = [fetcher.fetch(web.url("/a.png") + f"?{number}") for number in range(3 * AT_ONCE)]
    most, got = 0, []
    for job in jobs:
        job.done.connect(got.append)
        job.over.connect(lambda: None)
    jobs[-1].cancel()

    def watch() -> bool:
        nonlocal most
        most = max(most, len(fetcher._running))
        return len(got) == len(jobs) - 1

    qtbot.waitUntil(watch, timeout=15_000)
    assert most <= AT_ONCE
    assert fetcher._running == set()
    assert not fetcher._waiting


# --- TLS ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[Web]:
    pair = make_pair(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pair.certificate, pair.key)
    asked: list[str | None] = []
    context.sni_callback = lambda _socket, name, _context: asked.append(name)
    before = QSslConfiguration.defaultConfiguration()
    changed = QSslConfiguration(before)
    changed.addCaCertificate(QSslCertificate(pair.certificate.read_bytes()))
    QSslConfiguration.setDefaultConfiguration(changed)
    with Web(context) as made:
        made.paths["/a.png"] = lambda visit: visit.give(picture())
        made.paths["/down"] = lambda visit: visit.give(b"", status=302, Location="http://localhost/a.png")
        made.asked = asked  # type: ignore[attr-defined]
        yield made
    QSslConfiguration.setDefaultConfiguration(before)


def test_tls_asks_for_the_name_and_checks_it(secure: Web, fetcher: Fetcher, get: Get) -> None:
    fetcher.resolve = names({"localhost": ["127.0.0.1"], "other.test": ["127.0.0.1"]})
    assert get(secure.url("/a.png", "localhost")).got
    assert secure.asked == ["localhost"]  # type: ignore[attr-defined]
    assert get(secure.url("/a.png", "other.test")).said == ["other.test can't prove that it is other.test."]
    assert len(secure.seen) == 1


def test_no_way_from_https_to_http(secure: Web, fetcher: Fetcher, get: Get) -> None:
    fetcher.resolve = names({"localhost": ["127.0.0.1"]})
    assert "not secure" in get(secure.url("/down", "localhost")).said[0]


def test_the_real_resolver_is_checked_as_well(fetcher: Fetcher, qtbot: QtBot) -> None:
    from clients.desktop.media.fetch import resolve

    fetcher.resolve, fetcher.allowed = resolve, frozenset()
    assert "not on the public internet" in Answer(qtbot, fetcher, "http://localhost:1/a.png").said[0]
