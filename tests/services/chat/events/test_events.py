# SPDX-License-Identifier: GPL-3.0-or-later
"""Every event survives the log: record and restore are each other's inverse."""

import dataclasses
import types
import typing
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.chat.events import KINDS, Event, Joined, MessageSent, Unreadable, direct, restore


def values(annotation: Any) -> st.SearchStrategy[Any]:
    origin = typing.get_origin(annotation)
    if origin in (typing.Union, types.UnionType):
        return st.one_of([values(part) for part in typing.get_args(annotation)])
    if origin is tuple:
        parts = typing.get_args(annotation)
        if parts[-1] is Ellipsis:
            return st.lists(values(parts[0]), max_size=3).map(tuple)
        return st.tuples(*map(values, parts))
    plain = {str: st.text(max_size=20), int: st.integers(0, 2**60), bool: st.booleans(), type(None): st.none()}
    return plain[annotation]


def events_of(kind: type[Event]) -> st.SearchStrategy[Event]:
    hints = typing.get_type_hints(kind)
    return st.builds(kind, **{field.name: values(hints[field.name]) for field in dataclasses.fields(kind)})


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind.durable], ids=lambda kind: kind.__name__)
@given(data=st.data())
def test_a_durable_event_comes_back_as_it_was(kind: type[Event], data: st.DataObject) -> None:
    event = data.draw(events_of(kind))
    if isinstance(event, MessageSent):  # names have no spaces, and with an account the user id is of no use later
        actor = "" if event.account else event.actor.replace(" ", "_")
        event = dataclasses.replace(event, actor=actor, command="PRIVMSG", target=event.target.replace(" ", "_"))
    if isinstance(event, Joined):
        event = dataclasses.replace(event, key="")
    assert restore(event.record()) == event


def test_the_key_that_somebody_offered_is_not_kept() -> None:
    event = Joined(1, "id", "u", "a!b@c", "", "#x", "#x", "A", key="open sesame")
    assert "sesame" not in "".join(map(str, event.record()))


def test_a_lasting_event_is_durable() -> None:
    assert [kind for kind in KINDS.values() if kind.lasting and not kind.durable] == []


def test_an_unknown_kind_is_an_error() -> None:
    record = MessageSent(1, "id", "u", "a!b@c", "", "#x", "PRIVMSG", "#x", "hi").record()
    with pytest.raises(Unreadable):
        restore(record._replace(kind="Unheard"))


@given(st.text(min_size=1), st.text(min_size=1))
def test_a_direct_conversation_is_the_same_from_both_sides(one: str, other: str) -> None:
    assert direct(one, other) == direct(other, one)
