# SPDX-License-Identifier: GPL-3.0-or-later
"""Events joined: fewer words, the same told."""

from hypothesis import given
from hypothesis import strategies as st

from clients.session import events as ev
from clients.session.model import ItemKind, TimelineItem
from clients.session.telling import Telling


def item(number: int, text: str = "") -> TimelineItem:
    return TimelineItem(number, ItemKind.MESSAGE, number, text=text)


def told(*events: ev.Event) -> list[ev.Event]:
    telling = Telling()
    for event in events:
        telling.add(event)
    assert telling.take()
    assert not telling.take()
    telling = Telling()
    for event in events:
        telling.add(event)
    return telling.take()


def test_a_thousand_lines_are_one_event_and_one_count() -> None:
    said = []
    for number in range(1000):
        said += [
            ev.ItemsInserted("#room", number, (item(number),), True),
            ev.UnreadChanged("#room", number + 1, 0, 0),
        ]
    one = tuple(item(number) for number in range(1000))
    assert told(*said) == [ev.ItemsInserted("#room", 0, one, True), ev.UnreadChanged("#room", 1000, 0, 0)]


def test_rooms_grow_side_by_side_and_what_concerns_a_line_comes_after_it() -> None:
    attention = ev.Attention("#a", item(1), True)
    events = told(
        ev.ItemsInserted("#a", 0, (item(1),), True),
        attention,
        ev.ItemsInserted("#b", 0, (item(2),), True),
        ev.ItemsInserted("#a", 1, (item(3),), True),
    )
    first, second = ev.ItemsInserted("#a", 0, (item(1), item(3)), True), ev.ItemsInserted("#b", 0, (item(2),), True)
    assert events == [first, attention, second]


def test_history_and_talk_are_not_joined() -> None:
    events = (ev.ItemsInserted("#a", 0, (item(1),), False), ev.ItemsInserted("#a", 1, (item(2),), True))
    assert told(*events) == list(events)


@given(st.lists(st.tuples(st.sampled_from("iiircul"), st.sampled_from("ab"), st.integers(0, 100)), min_size=1))
def test_whatever_happens_a_mirror_ends_the_same(steps: list[tuple[str, str, int]]) -> None:
    lists: dict[str, list[TimelineItem]] = {"a": [], "b": []}
    telling, unread = Telling(), {}
    for number, (what, room, at) in enumerate(steps):
        items = lists[room]
        if what == "i":
            place = len(items) if at > 30 else min(at, len(items))
            items.insert(place, item(number))
            telling.add(ev.ItemsInserted(room, place, (item(number),), at % 2 == 0))
        elif what == "r" and items:
            del items[at % len(items)]
            telling.add(ev.ItemsRemoved(room, at % (len(items) + 1), 1))
        elif what == "c" and items:
            place = at % len(items)
            items[place] = item(items[place].id, f"changed {number}")
            telling.add(ev.ItemChanged(room, place, items[place]))
        elif what == "u":
            unread[room] = at
            telling.add(ev.UnreadChanged(room, at, 0, 0))
        elif what == "l":
            telling.add(ev.HistoryLoaded(room, at))
    mirror: dict[str, list[TimelineItem]] = {"a": [], "b": []}
    heard: dict[str, int] = {}
    for event in telling.take():
        match event:
            case ev.ItemsInserted(room, index, items):
                mirror[room][index:index] = items
            case ev.ItemsRemoved(room, index, count):
                del mirror[room][index : index + count]
            case ev.ItemChanged(room, index, changed):
                assert mirror[room][index].id == changed.id
                mirror[room][index] = changed
            case ev.UnreadChanged(room, count, _, _):
                heard[room] = count
    assert mirror == lists
    assert heard == unread
