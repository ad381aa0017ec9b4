# SPDX-License-Identifier: GPL-3.0-or-later
"""Which names look alike (Unicode TS 39)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.chat.looks import skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("alice", "аlice"),  # Cyrillic а
        ("secure", "ѕесurе"),
        ("BOB", "ВОВ"),  # Cyrillic throughout
        ("Олег", "Oлег"),  # Latin O
        ("Bill", "BiII"),
        ("nick1", "nickl"),
        ("modern", "rnodern"),
        ("alice", "ａlice"),  # full width
        ("o", "ο"),  # Greek omicron
        ("Zoë", "Zoe\u0308"),
    ],
)
def test_alike(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("alice", "alicia"), ("naïve", "naive"), ("Strauß", "Strauss"), ("bob", "вов"), ("名前", "名字"), ("a-b", "a_b")],
)
def test_different(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@given(st.text(alphabet="abcdefghjknopqstuvwxyz-_[]{}^", max_size=20))
def test_plain_names_look_like_themselves(name: str) -> None:
    assert skeleton(name) == name
