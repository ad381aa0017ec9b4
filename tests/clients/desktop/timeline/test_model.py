# SPDX-License-Identifier: GPL-3.0-or-later
"""The model keeps Qt's rules and names every row for screen readers."""

from PyQt6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from clients.desktop.timeline.model import TimelineModel
from clients.session.model import ItemKind, SendState, TimelineItem


def item(ident: int, kind: ItemKind = ItemKind.MESSAGE, **more: object) -> TimelineItem:
    return TimelineItem(ident, kind, 1_760_000_000_000 + ident, "ann", f"text {ident}", **more)  # type: ignore[arg-type]


def test_qt_finds_nothing_wrong(qtmodeltester: ModelTester) -> None:
    model = TimelineModel([item(1), item(2)])
    qtmodeltester.check(model)
    model.insert(0, [item(3), item(4)])
    model.insert(4, [item(5)])
    model.remove(1, 2)
    model.change(0, item(3, edited=True))
    model.replace([item(9)])
    assert model.rowCount() == 1


def test_every_kind_of_row_has_a_name() -> None:
    for kind in ItemKind:
        model = TimelineModel([item(1, kind, target="bob")])
        assert len(model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)) > 8, kind


def test_the_name_tells_what_the_eye_sees() -> None:
    failed = item(1, send_state=SendState.FAILED, failure="No answer.", edited=True, reactions={"👍": ("bob", "cat")})
    model = TimelineModel([failed])
    name = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    for part in ("ann", "text 1", "No answer.", "edited", "👍 2"):
        assert part in name


def test_formatting_is_not_read_aloud() -> None:
    model = TimelineModel([TimelineItem(1, ItemKind.MESSAGE, 1, "ann", "\x02bold\x02 \x0304red")])
    assert model.data(model.index(0), Qt.ItemDataRole.DisplayRole) == "bold red"
