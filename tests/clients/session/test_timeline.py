# SPDX-License-Identifier: GPL-3.0-or-later
"""The order of items, against a plain model of it."""

from hypothesis import given
from hypothesis import strategies as st

from clients.session import events as ev
from clients.session.model import ItemKind, Room, RoomKind, SendState, TimelineItem
from clients.session.timeline import Timeline
from tests.clients.session.stage import check_room


class Bench:
    """A timeline and a mirror of its events."""

    def __init__(self, limit: int = 1000) -> None:
        self.room = Room("#r", "#r", RoomKind.CHANNEL)
        self.ids = 0
        self.mirror: list[TimelineItem] = []
        self.timeline = Timeline(self.room, self._reflect, self.next_id, limit, None)

    def next_id(self) -> int:
        self.ids += 1
        return self.ids

    def _reflect(self, event: ev.Event) -> None:
        match event:
            case ev.ItemsInserted(_, index, items):
                self.mirror[index:index] = items
            case ev.ItemsRemoved(_, index, count):
                del self.mirror[index : index + count]
            case ev.ItemChanged(_, index, item):
                self.mirror[index] = item

    def item(self, place: int, *, history: bool = False, state: SendState = SendState.RECEIVED) -> TimelineItem:
        msgid = f"m{place}" if state is not SendState.PENDING else ""
        return TimelineItem(
            self.next_id(), ItemKind.MESSAGE, place * 10, "bob", str(place), msgid, send_state=state, history=history
        )

    def check(self) -> None:
        assert self.mirror == self.room.items
        check_room(self.room)

    def texts(self) -> list[str]:
        return ["…" if item.kind is ItemKind.GAP else item.text for item in self.room.items]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 8), st.booleans(), st.booleans()), max_size=15))
def test_pages_in_any_order_make_the_truth(pages: list[tuple[int, int, bool, bool]]) -> None:
    """Whatever pages come, what stands is what they said, in order; between what is not joined is one gap."""
    bench = Bench()
    known: set[int] = set()
    for start, length, live, _ in pages:
        if live:
            place = 50 + len(known)
            bench.timeline.append(bench.item(place))
            known.add(place)
        else:
            page = [bench.item(place, history=True) for place in range(start, start + length)]
            bench.timeline.merge(page, left_joined=False, right_joined=False)
            known |= set(range(start, start + length))
        bench.check()
    shown = [int(text) for text in bench.texts() if text != "…"]
    assert shown == sorted(known)


@given(st.permutations(range(6)), st.booleans())
def test_overlapping_pages_close_all_gaps(order: list[int], reverse: bool) -> None:
    bench = Bench()
    for number in order:
        page = [bench.item(place, history=True) for place in range(number * 5, number * 5 + 6)]
        bench.timeline.merge(page[::-1] if reverse else page, left_joined=False, right_joined=False)
        bench.check()
    assert bench.texts() == [str(place) for place in range(31)]


def test_a_page_in_one_place_is_one_event() -> None:
    bench = Bench()
    events: list[ev.Event] = []
    timeline = Timeline(bench.room, events.append, bench.next_id, 1000, None)
    timeline.append(bench.item(500))
    timeline.merge([bench.item(place, history=True) for place in range(200)], left_joined=True, right_joined=True)
    assert [type(event).__name__ for event in events] == ["ItemsInserted", "ItemsInserted"]
    assert [len(event.items) for event in events if isinstance(event, ev.ItemsInserted)] == [1, 200]


def test_the_same_millisecond_keeps_the_servers_order() -> None:
    bench = Bench()

    def at(text: str) -> TimelineItem:
        return TimelineItem(bench.next_id(), ItemKind.MESSAGE, 70, "bob", text, f"id-{text}")

    bench.timeline.append(at("b"))
    bench.timeline.merge([at("a"), at("b"), at("c")], left_joined=True, right_joined=True)
    assert bench.texts() == ["a", "b", "c"]
    bench.check()


def test_pages_of_one_millisecond() -> None:
    bench = Bench()
    items = [TimelineItem(bench.next_id(), ItemKind.MESSAGE, 70, "bob", str(n), f"id-{n}") for n in range(6)]
    bench.timeline.merge(items[4:], left_joined=False, right_joined=True)
    bench.timeline.merge(items[2:4], left_joined=False, right_joined=True, before=items[4])
    bench.timeline.merge(items[:2], left_joined=False, right_joined=True, before=items[2])
    assert bench.texts() == ["0", "1", "2", "3", "4", "5"]


@given(st.lists(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=6), max_size=6))
def test_a_server_that_changes_its_mind_about_time(pages: list[list[tuple[int, int]]]) -> None:
    bench = Bench()
    for number, page in enumerate(pages):
        items = [TimelineItem(bench.next_id(), ItemKind.MESSAGE, t, "bob", str(n), f"id-{n}") for n, t in page]
        before = bench.room.items[0] if bench.room.items and number % 2 else None
        bench.timeline.merge(items, left_joined=False, right_joined=False, before=before)
        bench.check()


def test_a_pending_item_stays_last_through_all_of_it() -> None:
    bench = Bench()
    bench.timeline.append(bench.item(1))
    bench.timeline.append(bench.item(90, state=SendState.PENDING))
    bench.timeline.append(bench.item(2))
    bench.timeline.merge([bench.item(0), bench.item(1)], left_joined=True, right_joined=True)
    assert bench.texts() == ["0", "1", "2", "90"]
    bench.check()


def test_trimming_keeps_the_newest() -> None:
    bench = Bench(limit=10)
    for place in range(100):
        bench.timeline.append(bench.item(place))
        bench.check()
    assert bench.texts()[-1] == "99"
    assert 9 <= len(bench.room.items) <= 10
    assert not bench.room.at_beginning


def test_reactions_by_the_latest_word() -> None:
    bench = Bench()
    bench.timeline.append(bench.item(1))
    for time_ms, on in [(30, True), (10, True), (50, False), (40, True)]:
        bench.timeline.react("m1", "👍", "bob", time_ms, on)
    assert bench.room.items[0].reactions == {}
    bench.timeline.react("m1", "👍", "bob", 60, True)
    assert dict(bench.room.items[0].reactions) == {"👍": ("bob",)}
    bench.check()
