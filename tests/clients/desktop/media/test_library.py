# SPDX-License-Identifier: GPL-3.0-or-later
"""What was fetched: asked for once, bounded, and harmless names for what is saved."""

from collections.abc import Iterator

import pytest
from PyQt6.QtCore import QSize
from pytestqt.qtbot import QtBot

from clients.desktop.media import library as media
from clients.desktop.media.fetch import Fetcher
from clients.desktop.media.library import Library, State, file_name, host_of, looks_like_picture, may_be_shown
from tests.support.web import LOOPBACK, Web, picture


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as made:
        yield made


@pytest.fixture
def library(qtbot: QtBot) -> Iterator[Library]:
    fetcher = Fetcher()
    fetcher.allowed = LOOPBACK
    made = Library(fetcher, fetcher)
    yield made
    fetcher.deleteLater()


def ask(qtbot: QtBot, library: Library, url: str) -> State:
    with qtbot.waitSignal(library.changed, timeout=10_000):
        library.ask(url)
    entry = library.get(url)
    assert entry is not None
    return entry.state


def test_a_picture_is_fetched_once_and_drawn_small(web: Web, library: Library, qtbot: QtBot) -> None:
    web.paths["/a.png"] = lambda visit: visit.give(picture(800, 600))
    url = web.url("/a.png")
    assert library.get(url) is None
    assert ask(qtbot, library, url) is State.PICTURE
    library.ask(url)
    small = library.pixmap(url, QSize(200, 150))
    assert small is not None
    assert small.size() == QSize(200, 150)
    assert library.pixmap(url, QSize(100, 75)) is small, "large enough"
    sharp = library.pixmap(url, QSize(200, 150), 2.0)
    assert sharp is not None
    assert sharp.size() == QSize(400, 300)
    assert len(web.seen) == 1


def test_the_type_decides_not_the_name(web: Web, library: Library, qtbot: QtBot) -> None:
    web.paths["/page.png"] = lambda visit: visit.give(b"<title>About it</title>", "text/html")
    web.paths["/picture"] = lambda visit: visit.give(picture(9, 9), "image/png")
    web.paths["/svg.png"] = lambda visit: visit.give(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/png")
    web.paths["/html.png"] = lambda visit: visit.give(b"<html><script>1</script></html>", "image/png")
    web.paths["/silent"] = lambda visit: visit.give(b"<p>nothing", "text/html")
    assert ask(qtbot, library, web.url("/page.png")) is State.PREVIEW
    assert ask(qtbot, library, web.url("/picture")) is State.PICTURE
    for path in ("/svg.png", "/html.png", "/silent"):
        assert ask(qtbot, library, web.url(path)) is State.FAILED


def test_what_failed_may_be_tried_again(web: Web, library: Library, qtbot: QtBot) -> None:
    assert ask(qtbot, library, web.url("/a.png")) is State.FAILED
    web.paths["/a.png"] = lambda visit: visit.give(picture())
    assert ask(qtbot, library, web.url("/a.png")) is State.PICTURE


def test_it_holds_no_more_than_it_may(
    web: Web, library: Library, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(media, "MOST_BYTES", 200_000)
    monkeypatch.setattr(media, "MOST_ENTRIES", 6)
    web.paths["/a.png"] = lambda visit: visit.give(picture(200, 200))
    for number in range(5):
        ask(qtbot, library, web.url(f"/a.png?{number}"))
        assert library.pixmap(web.url(f"/a.png?{number}"), QSize(100, 100)) is not None
    assert library.get(web.url("/a.png?4")) is not None
    for number in range(5, 12):
        ask(qtbot, library, web.url(f"/a.png?{number}"))
        assert library.pixmap(web.url(f"/a.png?{number}"), QSize(200, 200)) is not None
        assert library._cost <= 200_000 + 160_000 + 10_000
    assert library.get(web.url("/a.png?0")) is None
    assert library.pixmap(web.url("/a.png?0"), QSize(9, 9)) is None
    assert len(library._entries) <= 6
    assert library._cost == sum(entry.cost for entry in library._entries.values())


def test_cancelled(web: Web, library: Library, qtbot: QtBot) -> None:
    library.ask(web.url("/a.png"))
    library.cancel(web.url("/a.png"))
    assert library.get(web.url("/a.png")) is None


@pytest.mark.parametrize(
    ("url", "shown", "like"),
    [
        ("https://a.b/x.png", True, True),
        ("http://a.b/x.JPEG?size=3#part", True, True),
        ("https://a.b/x.svg", True, False),
        ("https://a.b/?x=.png", True, False),
        ("https://a.b/", True, False),
        ("ftp://a.b/x.png", False, False),
        ("file:///x.png", False, False),
        ("mailto:x@y.png", False, False),
        ("https://[x.png", True, False),
    ],
)
def test_links(url: str, shown: bool, like: bool) -> None:
    assert (may_be_shown(url), looks_like_picture(url)) == (shown, like)
    assert host_of(url)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://a.b/cat.jpeg", "cat.png"),
        ("https://a.b/", "picture.png"),
        ("https://a.b/../../etc/passwd", "passwd.png"),
        ("https://a.b/%2e%2e%2fx.exe", "2e_2e_2fx.png"),
        ("https://a.b/x/..png", "picture.png"),
        ("https://a.b/-rf.png", "rf.png"),
        ("https://a.b/con.png", "picture.png"),
        ("https://a.b/a\u202egnp.exe", "a_gnp.png"),
        ("https://a.b/" + "x" * 400 + ".png", "x" * 60 + ".png"),
        ("https://[", "picture.png"),
    ],
)
def test_names_of_files(url: str, name: str) -> None:
    assert file_name(url, "png") == name
    assert file_name(url, "jpeg").endswith(".jpg")
