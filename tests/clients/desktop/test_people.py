# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of who is here: in order, and as good with ten thousand as with ten."""

import time
from typing import Any

import pytest
from PyQt6.QtCore import QModelIndex, Qt
from PyQt6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from clients.desktop.people import NICK, PeopleModel, PeoplePanel
from clients.session.model import Member, Room, RoomKind, User


def room(*names: str) -> Room:
    """Names with their marks, as NAMES gives them."""
    made = Room("#room", "#room", RoomKind.CHANNEL, joined=True)
    for name in names:
        nick = name.lstrip("~&@%+!")
        made.members[nick.casefold()] = Member(User(nick), name[: len(name) - len(nick)])
    return made


def shown(model: PeopleModel) -> list[str]:
    return [model.data(model.index(row)) for row in range(model.rowCount())]


def test_they_stand_by_role_then_by_name(qtmodeltester: ModelTester) -> None:
    model = PeopleModel()
    model.show(room("bob", "@Zoe", "+vic", "Ann", "@amy", "~own", "!odd"))
    assert [line.partition(" — ")[0] for line in shown(model)] == [
        *("Owners", "own", "Operators", "amy", "Zoe", "Voiced", "vic", "People", "Ann", "bob", "odd"),
    ]
    assert model.data(model.index(2), NICK) is None
    assert not model.flags(model.index(2)) & Qt.ItemFlag.ItemIsSelectable
    assert model.flags(model.index(3)) & Qt.ItemFlag.ItemIsSelectable
    assert not model.flags(model.index(3)) & Qt.ItemFlag.ItemIsEditable
    qtmodeltester.check(model)


def test_one_role_alone_has_no_heading() -> None:
    model = PeopleModel()
    model.show(room("bob", "ann"))
    assert shown(model) == ["ann", "bob"]


@pytest.fixture
def panel(qtbot: QtBot) -> PeoplePanel:
    made = PeoplePanel()
    qtbot.addWidget(made)
    made.resize(200, 500)
    made.show()
    return made


def test_ten_thousand_are_not_asked_one_by_one(panel: PeoplePanel, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [0]
    inner = PeopleModel.data

    def data(self: PeopleModel, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        asked[0] += 1
        return inner(self, index, role)

    monkeypatch.setattr(PeopleModel, "data", data)
    sized = [0]
    monkeypatch.setattr(panel.delegate, "sizeHint", count(panel.delegate.sizeHint, sized))
    panel.show_room(room(*(f"p{n}" for n in range(10_000))))
    QApplication.processEvents()
    assert panel.people.rowCount() == 10_000
    assert asked[0] < 1000
    assert sized[0] < 100
    assert not {"rowCount", "index", "parent"} & vars(PeopleModel).keys(), "Qt counts without Python"


def count(inner: Any, calls: list[int]) -> Any:
    def counted(*args: Any) -> Any:
        calls[0] += 1
        return inner(*args)

    return counted


def test_many_changes_of_many_people_read_the_list_seldom(
    panel: PeoplePanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = room("ann")
    panel.show_room(here)
    reads, inner = [0], panel.people.show

    def slow(shown: Room | None) -> None:
        reads[0] += 1
        time.sleep(0.01)  # as if there were thousands
        inner(shown)

    monkeypatch.setattr(panel.people, "show", slow)
    for number in range(300):
        nick = f"p{number}"
        here.members[nick] = Member(User(nick))
        panel.refresh()
        QApplication.processEvents()
    qtbot.waitUntil(lambda: panel.people.rowCount() == 301)
    assert reads[0] < 30
