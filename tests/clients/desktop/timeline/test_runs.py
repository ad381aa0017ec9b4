# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs of comings and goings: right after every change, and as cheap with 4,000 of them in a row as with 2,000."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clients.desktop import theme
from clients.desktop.timeline import view as view_module
from clients.desktop.timeline.model import TimelineModel, local_time
from clients.desktop.timeline.page import RoomPage
from clients.desktop.timeline.rows import Rows
from clients.desktop.timeline.runs import Days
from clients.session.model import COMINGS, ItemKind, TimelineItem
from tests.clients.desktop.timeline.test_view import DAY, START, message

KINDS = (ItemKind.JOIN, ItemKind.QUIT, ItemKind.PART, ItemKind.NICK)


def coming(ident: int, *, kind: ItemKind | None = None, nick: str = "", time_ms: int | None = None) -> TimelineItem:
    made = message(ident, author=nick or f"p{ident}", text=" ", time_ms=time_ms)
    return replace(made, kind=kind or KINDS[ident % 2], text="", target=f"new{ident}")


def comings(first: int, count: int) -> list[TimelineItem]:
    return [coming(first + n, time_ms=START + first + n) for n in range(count)]


# --- right ------------------------------------------------------------------------------------------------------------


def naive(items: Sequence[TimelineItem], row: int) -> tuple[int, int] | None:
    """The run around a row, looked for from scratch."""
    if items[row].kind not in COMINGS:
        return None

    def one(low: int) -> bool:
        days = {local_time(item.time_ms).date() for item in items[low : low + 2]}
        return len(days) == 1 and all(item.kind in COMINGS for item in items[low : low + 2])

    first = last = row
    while first and one(first - 1):
        first -= 1
    while last + 1 < len(items) and one(last):
        last += 1
    return first, last


def who(items: Sequence[TimelineItem]) -> tuple[set[str], set[str], dict[str, str]]:
    """Who joined, left and changed their nickname."""
    last: dict[str, bool] = {}
    renamed: dict[str, str] = {}
    for item in items:
        if item.kind is ItemKind.NICK:
            renamed[item.author] = item.target
        else:
            last[item.author] = item.kind is ItemKind.JOIN
    return {nick for nick, here in last.items() if here}, {nick for nick, here in last.items() if not here}, renamed


CHANGE = st.tuples(
    st.sampled_from(["insert", "append", "prepend", "remove", "change", "look", "look"]),
    st.integers(0, 200),
    st.lists(st.tuples(st.sampled_from([*KINDS, ItemKind.MESSAGE]), st.sampled_from("abcdef")), min_size=1, max_size=6),
)


@given(st.lists(CHANGE, max_size=25), st.booleans())
def test_a_run_is_what_it_would_be_if_read_anew(changes: list[Any], over_midnight: bool) -> None:
    model = TimelineModel([])
    rows, ids = Rows(model), iter(range(1, 10_000))
    step = DAY // 7 if over_midnight else 1
    for what, place, said in changes:
        count = len(model.items)
        at = {"append": count, "prepend": 0}.get(what, place % (count + 1))
        before = model.items[at - 1].time_ms if at else START - place * step
        new = [coming(next(ids), kind=kind, nick=nick, time_ms=before + step // 2) for kind, nick in said]
        if what in ("insert", "append", "prepend"):
            model.insert(at, new)
        elif what == "remove":
            model.remove(at, min(len(said), count - at))
        elif at < count:
            if what == "change":
                model.change(at, replace(new[0], id=model.items[at].id, time_ms=model.items[at].time_ms))
            rows.runs.at(at)
    for row in range(len(model.items)):
        run, wanted = rows.runs.at(row), naive(model.items, row)
        assert (run and (run.first, run.last)) == wanted
        if run is not None:
            tally = run.tally
            assert (set(tally.joined), set(tally.left), tally.renamed) == who(model.items[run.first : run.last + 1])
            assert rows.stand_in(row) == (run.first if run.last > run.first else row)
    hidden = [row for row in range(len(model.items)) if rows.stand_in(row) != row]
    for row in range(len(model.items) + 1):
        assert rows.runs.hidden_before(row) == sum(other < row for other in hidden)
    shown = [row for row in range(len(model.items)) if row not in hidden]
    assert [rows.runs.row_at(place) for place in range(len(shown))] == shown


def test_days_are_told_apart_at_midnight() -> None:
    days = Days()
    noon = local_time(START).replace(hour=12, minute=0, second=0, microsecond=0)
    midnight = round(noon.replace(hour=0).timestamp() * 1000)
    at_noon = round(noon.timestamp() * 1000)
    assert days.same(at_noon, midnight)
    assert not days.same(at_noon, midnight - 1)
    assert not days.same(midnight - 1, midnight)
    assert days.same(1 << 62, 1 << 62), "a time that is none"


def test_what_was_unfolded_stays_so_whatever_comes_and_goes() -> None:
    model = TimelineModel([message(1), *comings(10, 10), message(90)])
    rows = Rows(model)
    rows.toggle(5)
    model.insert(0, [message(-1)])
    model.insert(12, comings(30, 3))  # below it
    model.insert(7, [message(91, time_ms=START + 14)])  # inside
    model.remove(4, 1)
    assert [rows.around(row).hidden for row in range(len(model.items))] == [False] * len(model.items)
    assert [bool(rows.around(row).summary) for row in range(len(model.items))].count(True) == 2
    rows.toggle(3)
    assert rows.stand_in(4) == 2


def test_the_first_that_came_are_named_and_stay_so(qtbot: QtBot) -> None:
    model = TimelineModel([coming(n, kind=ItemKind.JOIN, time_ms=START + n) for n in range(100, 200)])
    rows = Rows(model)
    assert rows.around(0).summary == "p100, p101 and 98 others joined"
    model.insert(100, [coming(200, kind=ItemKind.JOIN, time_ms=START + 200)])
    model.insert(0, [coming(n, kind=ItemKind.JOIN, time_ms=START + n) for n in range(50)])
    assert rows.around(0).summary == "p100, p101 and 149 others joined"


# --- cheap ------------------------------------------------------------------------------------------------------------


@dataclass
class Work:
    """How many items were looked at and how many rows laid out."""

    looked: int = 0
    laid_out: int = 0


class Counted(list[TimelineItem]):
    """A list that counts how many of its items are looked at."""

    work = Work()

    def __getitem__(self, at: Any) -> Any:
        found = super().__getitem__(at)
        self.work.looked += len(found) if isinstance(at, slice) else 1
        return found

    def __iter__(self) -> Iterator[TimelineItem]:
        self.work.looked += len(self)
        return super().__iter__()


@dataclass
class Crowd:
    """A page with a few messages and a long run of comings below them."""

    page: RoomPage
    work: Work = field(default_factory=Work)

    def look(self) -> None:
        port = self.page.view.viewport()
        assert port is not None
        port.repaint()
        QApplication.processEvents()

    def spent(self, do: Callable[[], object]) -> Work:
        """What a change costs, with all that it takes to show it."""
        self.work.looked = self.work.laid_out = 0
        do()
        self.look()
        return replace(self.work)


@pytest.fixture
def crowd(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Crowd]:
    def make(count: int) -> Crowd:
        made = Crowd(RoomPage(TimelineModel([])))
        counted = Counted([*(message(n, time_ms=START + n, length=5) for n in range(1, 50)), *comings(50, count)])
        counted.work = made.work
        made.page.view.messages.beginResetModel()
        made.page.view.messages.items = counted
        made.page.view.messages.endResetModel()
        inner = view_module.lay_out

        def lay_out(*args: Any, **kwargs: Any) -> Any:
            made.work.laid_out += 1
            return inner(*args, **kwargs)

        monkeypatch.setattr(view_module, "lay_out", lay_out)
        qtbot.addWidget(made.page)
        made.page.resize(600, 500)
        made.page.show()
        made.look()
        return made

    return make


def changes(crowd: Crowd, count: int) -> Iterator[tuple[str, Callable[[], object]]]:
    """All that happens to a room, each with what it takes to show it."""
    page, model = crowd.page, crowd.page.view.messages
    end = 50 + count
    yield "comes", lambda: model.insert(len(model.items), [coming(end, time_ms=START + end)])
    yield "twenty come", lambda: model.insert(len(model.items), comings(end + 1, 20))
    yield "is said", lambda: model.insert(len(model.items), [message(end + 30, time_ms=START + end + 30)])
    yield "resize", lambda: page.resize(640, 480)
    yield "narrow", lambda: page.resize(400, 480)
    yield "theme", lambda: theme.apply("dark")
    yield "and back", lambda: theme.apply("light")
    yield "another room", page.hide
    yield "this room", page.show
    yield "older", lambda: model.insert(0, [message(-n, time_ms=START - n) for n in range(200, 0, -1)])
    yield "unread line", lambda: page.view.set_unread(end + 30)
    yield "unfold", lambda: page.view.toggle(page.view.stand_in(len(model.items) - 5))
    yield "comes while unfolded", lambda: model.insert(len(model.items), [coming(end + 40, time_ms=START + end + 40)])
    yield "scroll", lambda: page.view.scroll_by(-3000)
    yield "fold", lambda: page.view.toggle(1000)
    yield "top", lambda: page.view.show_row(0)
    yield "bottom", page.view.to_bottom


def test_twice_as_long_a_run_costs_no_more(crowd: Callable[[int], Crowd]) -> None:
    spent: list[dict[str, Work]] = []
    for count in (2000, 4000):
        made = crowd(count)
        spent.append({name: made.spent(do) for name, do in changes(made, count)})
    once, twice = spent
    for name, work in twice.items():
        assert work.looked <= 1000, (name, work)
        assert work.laid_out <= 80, (name, work)
        assert work.looked <= once[name].looked + 300, (name, once[name], work)


def test_opening_looks_at_each_row_a_few_times(crowd: Callable[[int], Crowd]) -> None:
    made = crowd(3000)
    assert made.work.looked < 10 * 3050
    assert made.work.laid_out < 60


def test_older_comings_above_a_run_are_read_alone(crowd: Callable[[int], Crowd]) -> None:
    made = crowd(3000)
    model = made.page.view.messages
    model.remove(0, 49)
    made.look()
    work = made.spent(lambda: model.insert(0, comings(-200, 200)))
    assert made.page.view.stand_in(3199) == 0
    assert work.looked < 1500, work


def test_hidden_rows_are_not_in_sight_and_the_keyboard_passes_them(crowd: Callable[[int], Crowd], qtbot: QtBot) -> None:
    made = crowd(3000)
    view = made.page.view
    assert [row for row, _, _ in view.shown][-1] == 49
    assert view.shown[-1][2].around.summary.startswith("p50, p52 and 1")
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.currentIndex().row() == 49
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.currentIndex().row() == 48
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.currentIndex().row() == 49


def test_the_bar_counts_what_is_shown(crowd: Callable[[int], Crowd]) -> None:
    made = crowd(3000)
    bar = made.page.view.verticalScrollBar()
    assert bar is not None
    assert bar.maximum() < 100 * made.page.view.mean


def test_folding_keeps_the_line_in_its_place(crowd: Callable[[int], Crowd]) -> None:
    made = crowd(300)
    view = made.page.view
    below = [message(900 + n, time_ms=START + 900 + n, length=3) for n in range(8)]
    view.messages.insert(len(view.messages.items), below)
    made.look()
    top = next(y for row, y, _ in view.shown if row == 49)
    view.toggle(49)
    made.look()
    assert next(y for row, y, _ in view.shown if row == 49) == top
    assert len(view.shown) > 9
    view.toggle(60)
    made.look()
    assert next(y for row, y, _ in view.shown if row == 49) == top
