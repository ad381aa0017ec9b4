# SPDX-License-Identifier: GPL-3.0-or-later
"""What may be a name, and which names are the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.chat.names import channel_problem, fold, is_channel, nick_problem


@pytest.mark.parametrize("nick", ["alice", "Alice_", "[away]", "ärger", "Олег", "名前", "a-1", "`x|"])
def test_good_nicknames(nick: str) -> None:
    assert nick_problem(nick, 32) == ""


@pytest.mark.parametrize(
    "nick",
    [
        "",
        "a" * 33,
        "1st",
        "-x",
        "a b",
        "a,b",
        "a!b",
        "a@b",
        "a*",
        "#a",
        ":a",
        "$a",
        "a\x00",
        "a\u202eb",
        "a\u200bb",
        "~a",
        "x;account=admin",
        "a=b",
        "a&b",
        "a%b",
        "a+b",
        "a'b",
        'a"b',
        "a\\b",
        "a/b",
        "(a)",
        "a；b",  # PRECIS maps it to ;
        "１a",
        "a＠b",
    ],
)
def test_bad_nicknames_say_why(nick: str) -> None:
    assert nick_problem(nick, 32)


def test_ascii_only() -> None:
    assert nick_problem("ärger", 32, unicode=False)
    assert channel_problem("#ä", 64, unicode=False)


@pytest.mark.parametrize("name", ["#lobby", "#Ä", "##", "#a:b", "#日本"])
def test_good_channels(name: str) -> None:
    assert channel_problem(name, 64) == ""


@pytest.mark.parametrize(
    "name", ["", "lobby", "#", "#a b", "#a,b", "#a;b", "#a*", "#a?", "#\x07", "#" + "a" * 64, "&local"]
)
def test_bad_channels_say_why(name: str) -> None:
    assert channel_problem(name, 64)


@pytest.mark.parametrize(
    "unseen",
    list(
        "\x00\x02\x1b\x7f\x85"  # controls
        "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # zero width
        "\u061c\u200e\u200f\u202a\u202e\u2066\u2069"  # bidirectional
        "\u034f\u115f\u1160\u17b4\u180b\u2800\u3164\ufe0f\uffa0\U000e0100\U000e0041"  # joiners, fillers, selectors
    ),
)
def test_what_cannot_be_seen_is_in_no_name(unseen: str) -> None:
    assert nick_problem(f"a{unseen}b", 32)
    assert f"U+{ord(unseen):04X}" in channel_problem(f"#a{unseen}b", 64)


@given(st.text(max_size=20))
def test_folding_twice_changes_nothing_more(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@pytest.mark.parametrize(("one", "other"), [("Alice", "aLICE"), ("Ärger", "ärger"), ("#Hi", "#HI"), ("ＡＢ", "ab")])
def test_same_names(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_what_looks_like_a_channel() -> None:
    assert is_channel("#x")
    assert not is_channel("x")
    assert not is_channel("")


def test_names_leave_room_for_each_other_in_a_line() -> None:
    """However few characters there are: `:nick!user@host KICK #channel nick` has 510 bytes at most."""
    assert nick_problem("甲" * 32, 32) == ""
    assert nick_problem("𠀀" * 25, 32) == "it is longer than 96 bytes"
    assert nick_problem("a" * 128, 128) == ""
    assert channel_problem("#" + "房" * 45, 64) == ""
    assert channel_problem("#" + "房" * 46, 64) == "it is longer than 138 bytes"
