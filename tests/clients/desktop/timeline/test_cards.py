# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures and previews below messages: nothing that is looked at moves, and each part can be reached."""

from collections.abc import Iterator

import pytest
from PyQt6.QtCore import QSize, Qt
from pytestqt.qtbot import QtBot

from clients.desktop.media.fetch import Fetcher
from clients.desktop.media.library import Library, State
from clients.desktop.timeline.cards import PICTURE, wrapped
from clients.desktop.timeline.model import ITEM
from clients.desktop.timeline.spots import Spot
from clients.desktop.timeline.view import TimelineView
from clients.session.model import ItemKind, TimelineItem
from tests.support.web import LOOPBACK, Web, picture

START = 1_760_000_000_000


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as made:
        made.paths["/a.png"] = lambda visit: visit.give(picture(800, 600))
        made.paths["/small.png"] = lambda visit: visit.give(picture(30, 20))
        page = b"<title>A page</title><meta name=description content='What it says of itself. '>"
        made.paths["/page"] = lambda visit: visit.give(page, "text/html")
        yield made


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[TimelineView]:
    made = TimelineView()
    qtbot.addWidget(made)
    made.resize(700, 600)
    fetcher = Fetcher(made)
    fetcher.allowed = LOOPBACK
    library = made.attachments.library = Library(fetcher, made)
    made.pictures = library.pixmap
    made.show()
    return made


def fill(view: TimelineView, links: dict[int, str], count: int = 120) -> None:
    """Messages 1 to `count`, of which some have a link."""
    view.messages.replace(
        [
            TimelineItem(n, ItemKind.MESSAGE, START + n * 400_000, "bob", links.get(n, f"message {n}"))
            for n in range(1, count + 1)
        ]
    )
    view.ensure()


def places(view: TimelineView) -> dict[int, int]:
    """The y of the text of each message in sight."""
    view.ensure()
    return {it.item.id: y + round(it.origin.y()) for _, y, it in view.shown if y + it.height > 0}


def show(qtbot: QtBot, view: TimelineView, ident: int, url: str, *, reveal: bool = True) -> None:
    """As a person would: ask, wait until it is there."""
    library = view.attachments.library
    assert library is not None
    with qtbot.waitSignal(library.changed, timeout=10_000):
        view.attachments.show(ident, url)
        view.links_changed(ident, reveal=reveal)
    view.links_changed(ident, reveal=reveal)
    view.ensure()


def states(view: TimelineView, ident: int) -> list[str]:
    row = view.messages.row_of(ident)
    return [card.attached.state for card in view.layout_of(row).cards]


def test_a_link_to_a_picture_has_an_offer_and_nothing_is_fetched(web: Web, view: TimelineView) -> None:
    fill(view, {118: f"look {web.url('/a.png')} and {web.url('/page')}", 119: "no link"})
    view.grab()
    assert states(view, 118) == ["offer"]
    assert states(view, 119) == []
    assert web.seen == []


@pytest.mark.parametrize("first", [False, True])
def test_what_is_above_and_the_message_itself_stay_where_they_are(
    web: Web, view: TimelineView, qtbot: QtBot, first: bool
) -> None:
    fill(view, {60: web.url("/a.png")})
    view.show_row(59)
    view.ensure()
    if first:  # the first in sight is what the view holds on to
        _, y, layout = next(shown for shown in view.shown if shown[2].item.id == 60)
        view.scroll_by(y + layout.top - 2)
    before = places(view)
    assert 60 in before
    show(qtbot, view, 60, web.url("/a.png"))
    assert states(view, 60) == ["picture"]
    after = places(view)
    kept = [ident for ident in before if ident <= 60]
    assert len(kept) > (0 if first else 2)
    assert {ident: after[ident] for ident in kept} == {ident: before[ident] for ident in kept}
    assert after[61] - before[61] > 200
    view.attachments.hide(60, web.url("/a.png"))
    view.links_changed(60)
    assert places(view) == before


def test_a_picture_above_what_is_looked_at_moves_nothing(web: Web, view: TimelineView, qtbot: QtBot) -> None:
    fill(view, {60: web.url("/a.png")})
    view.show_row(59)
    view.ensure()
    _, y, layout = next(shown for shown in view.shown if shown[2].item.id == 60)
    view.scroll_by(y + layout.top + 5)  # its text is cut by the upper edge
    before = places(view)
    show(qtbot, view, 60, web.url("/a.png"), reveal=False)
    after = places(view)
    assert {ident: after[ident] for ident in before if ident > 60} == {i: y for i, y in before.items() if i > 60}
    view.scroll_by(500)
    before = places(view)
    view.attachments.hide(60, web.url("/a.png"))
    view.links_changed(60)
    assert places(view) == before


def test_at_the_bottom_the_picture_asked_for_is_seen_and_one_stays_there(
    web: Web, view: TimelineView, qtbot: QtBot
) -> None:
    fill(view, {120: web.url("/a.png")})
    assert view.at_bottom
    show(qtbot, view, 120, web.url("/a.png"))
    assert view.at_bottom
    _, y, layout = view.shown[-1]
    card = layout.cards[0]
    assert y + card.rect.top() > 0
    assert y + card.rect.bottom() < view.view_height()


def test_it_moves_only_as_far_as_it_takes_to_be_seen(web: Web, view: TimelineView, qtbot: QtBot) -> None:
    fill(view, {112: web.url("/a.png")})
    assert view.at_bottom
    before = places(view)
    show(qtbot, view, 112, web.url("/a.png"))
    after = places(view)
    _, y, layout = next(shown for shown in view.shown if shown[2].item.id == 112)
    assert y + layout.height <= view.view_height()
    assert after[112] <= before[112]
    assert after[112] >= 0


def test_one_who_went_on_reading_is_not_pulled_back(web: Web, view: TimelineView, qtbot: QtBot) -> None:
    fill(view, {60: web.url("/a.png")})
    view.show_row(59)
    library = view.attachments.library
    assert library is not None
    with qtbot.waitSignal(library.changed, timeout=10_000):
        view.attachments.show(60, web.url("/a.png"))
        view.links_changed(60, reveal=True)
        view.scroll_by(-300)
        before = places(view)
    view.links_changed(60)
    after = places(view)
    shared = [ident for ident in before if ident <= 60]
    assert {ident: after[ident] for ident in shared} == {ident: before[ident] for ident in shared}


@pytest.mark.parametrize(("path", "size"), [("/a.png", QSize(373, 280)), ("/small.png", QSize(30, 20))])
def test_scaled_into_its_place_and_never_enlarged(
    web: Web, view: TimelineView, qtbot: QtBot, path: str, size: QSize
) -> None:
    fill(view, {120: web.url(path)})
    show(qtbot, view, 120, web.url(path))
    card = view.shown[-1][2].cards[0]
    assert card.rect.size() == size
    assert size.height() <= PICTURE.height()
    view.grab()
    view.resize(300, 600)
    assert view.layout_of(119).cards[0].rect.width() <= 300
    view.grab()


def test_each_part_does_something(web: Web, view: TimelineView, qtbot: QtBot) -> None:
    fill(view, {118: web.url("/a.png"), 119: web.url("/page"), 120: web.url("/none.png")})
    offer = view.layout_of(117).cards[0]
    assert view.layout_of(117).hit(offer.rect.x() + 40, offer.rect.center().y()).spot is Spot.SHOW
    for ident, path in ((118, "/a.png"), (119, "/page"), (120, "/none.png")):
        show(qtbot, view, ident, web.url(path))
    view.grab()
    found = []
    for row in (117, 118, 119):
        layout = view.layout_of(row)
        card = layout.cards[0]
        found.append({layout.hit(p.rect.center().x(), p.rect.center().y()).spot for p in card.parts})
        found[-1].add(layout.hit(card.rect.x() + 3, card.rect.center().y()).spot)
    assert found[0] == {Spot.HIDE, Spot.PICTURE}
    assert found[1] == {Spot.HIDE, Spot.LINK}
    assert found[2] >= {Spot.SHOW, Spot.LINK, Spot.HIDE}
    assert [states(view, ident)[0] for ident in (118, 119, 120)] == [State.PICTURE, State.PREVIEW, State.FAILED]


def test_a_screen_reader_hears_of_it(web: Web, view: TimelineView, qtbot: QtBot) -> None:
    fill(view, {119: web.url("/page"), 120: web.url("/a.png")})
    role = Qt.ItemDataRole.AccessibleTextRole

    def heard(ident: int) -> str:
        view.ensure()
        return str(view.messages.index(view.messages.row_of(ident)).data(role))

    assert heard(120).endswith("a picture, not shown")
    show(qtbot, view, 120, web.url("/a.png"))
    assert heard(120).endswith("a picture, shown")
    show(qtbot, view, 119, web.url("/page"))
    assert heard(119).endswith("127.0.0.1: A page What it says of itself.")
    assert view.messages.index(0).data(ITEM).id == 1


def test_what_was_let_go_of_is_offered_again(web: Web, view: TimelineView, qtbot: QtBot) -> None:
    fill(view, {120: web.url("/a.png")})
    show(qtbot, view, 120, web.url("/a.png"))
    library = view.attachments.library
    assert library is not None
    library._entries.clear()
    library._cost = 0
    view.grab()
    view.relayout()
    view.grab()
    assert states(view, 120) == ["offer"]


def test_the_same_link_posted_again_is_not_shown_by_itself(web: Web, view: TimelineView, qtbot: QtBot) -> None:
    fill(view, {119: web.url("/a.png"), 120: web.url("/a.png")})
    show(qtbot, view, 120, web.url("/a.png"))
    assert (states(view, 119), states(view, 120)) == (["offer"], ["picture"])


def test_without_asking_if_the_person_said_so(web: Web, view: TimelineView, qtbot: QtBot) -> None:
    view.attachments.always = True
    library = view.attachments.library
    assert library is not None
    with qtbot.waitSignal(library.changed, timeout=10_000):
        fill(view, {110: web.url("/page"), 119: web.url("/a.png")})
    assert states(view, 119) == ["picture"]
    assert states(view, 110) == []
    view.attachments.hide(119, web.url("/a.png"))
    assert states(view, 119) == ["offer"]


def test_many_links_in_one_message(view: TimelineView) -> None:
    fill(view, {120: " ".join(f"https://a.example/{n}.png" for n in range(50))})
    assert len(states(view, 120)) == 4


def test_long_descriptions_end_in_dots(view: TimelineView) -> None:
    lines = wrapped("word " * 200, view.font(), 200, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert wrapped("", view.font(), 200, 3) == []
    assert wrapped("x" * 500, view.font(), 100, 2)[1].endswith("…")
