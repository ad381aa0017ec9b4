# SPDX-License-Identifier: GPL-3.0-or-later
"""Modes: our table, changes out of parameters, changes into lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol import modes
from protocol.message import parse as parse_message
from protocol.modes import CHANNEL, USER, Change, Kind, ModeClasses, lines, parse, render


def test_the_table_is_what_the_server_announces():
    assert CHANNEL.chanmodes() == "beI,k,fl,CMRUimnst"
    assert CHANNEL.prefix() == "(qaohv)~&@%+"
    assert USER.flags == "BRiow"
    assert ModeClasses().prefix() == ""
    rows = [*modes.CHANNEL_MODES, *modes.PREFIX_MODES]
    assert len({mode.letter for mode in rows}) == len(rows), "MUST NOT list modes that are also in PREFIX"
    assert all(CHANNEL.kind(mode.letter) is mode.kind for mode in rows)
    assert CHANNEL.kind("x") is None


@pytest.mark.parametrize(
    ("params", "changes"),
    [
        ([], []),
        ([""], []),
        (["+"], []),
        (["+i"], [Change(True, "i")]),
        (["i"], [Change(True, "i")]),  # without a sign it adds
        (["-i+t-n"], [Change(False, "i"), Change(True, "t"), Change(False, "n")]),
        (["+o-v+l", "a", "b", "5"], [Change(True, "o", "a"), Change(False, "v", "b"), Change(True, "l", "5")]),
        (["-l"], [Change(False, "l")]),
        (["-lo", "a"], [Change(False, "l"), Change(False, "o", "a")]),  # C takes none when unset
        (["-k", "key"], [Change(False, "k", "key")]),
        (["-k"], [Change(False, "k", "*")]),
        (["+b", "m:*!*@h"], [Change(True, "b", "m:*!*@h")]),
        (["+i", "left", "over"], [Change(True, "i")]),
        (["+--+i"], [Change(True, "i")]),
    ],
)
def test_changes(params, changes):
    parsed = parse(CHANNEL, params)
    assert parsed.changes == changes
    assert not parsed.unknown
    assert not parsed.missing
    assert not parsed.over_limit


def test_a_list_without_a_parameter_is_asked_for():
    parsed = parse(CHANNEL, ["+b-be"])
    assert parsed.queries == ["b", "e"]
    assert parsed.changes == []
    assert parse(CHANNEL, ["bI", "a!b@c"]).queries == ["I"]


def test_what_lacks_its_parameter_is_told_and_ignored():
    # "If the mode requires a parameter and none is given, the server MUST ignore that mode"
    parsed = parse(CHANNEL, ["+oikl-v"])
    assert parsed.changes == [Change(True, "i")]
    assert parsed.missing == [Change(True, "o"), Change(True, "k"), Change(True, "l"), Change(False, "v")]


def test_unknown_letters_are_told_once_and_take_no_parameter():
    parsed = parse(CHANNEL, ["+xox!é", "alice"])
    assert parsed.unknown == ["x", "!", "é"]
    assert parsed.changes == [Change(True, "o", "alice")]


def test_only_changes_with_a_parameter_count():
    parsed = parse(CHANNEL, ["+vivtv", "a", "b", "c"], limit=2)
    assert parsed.changes == [Change(True, "v", "a"), Change(True, "i"), Change(True, "v", "b"), Change(True, "t")]
    assert parsed.over_limit == [Change(True, "v", "c")]


def test_user_modes_never_take_one():
    parsed = parse(USER, ["+iw-o", "x"])
    assert parsed.changes == [Change(True, "i"), Change(True, "w"), Change(False, "o")]
    assert parse(USER, ["+b"]).unknown == ["b"]


def test_rendering_groups_signs():
    changes = [Change(True, "o", "a"), Change(True, "i"), Change(False, "v", "b"), Change(True, "t")]
    assert render(changes) == ["+oi-v+t", "a", "b"]
    assert render([]) == []


def test_lines_keep_to_the_limit():
    changes = [Change(True, "v", str(number)) for number in range(5)] + [Change(True, "i")]
    assert lines(":s MODE #a", changes, limit=2) == [":s MODE #a +vv 0 1", ":s MODE #a +vv 2 3", ":s MODE #a +vi 4"]
    assert lines(":s MODE #a", []) == []


def test_lines_fit():
    changes = [Change(True, "b", "é" * 40) for _ in range(20)]
    out = lines(":s MODE #a", changes)
    assert all(len(line.encode()) <= 510 for line in out)
    assert "".join(out).count("é" * 40) == 20
    assert len(out) == 4


def test_a_parameter_that_could_not_stand_there_comes_last_or_raises():
    assert lines(":s MODE #a", [Change(True, "k", ":x")]) == [":s MODE #a +k ::x"]
    with pytest.raises(ValueError, match="only the last"):
        lines(":s MODE #a", [Change(True, "k", ":x"), Change(True, "o", "y")])


def test_symbols():
    assert CHANNEL.symbol("vo") == "@+"
    assert CHANNEL.symbol("") == ""
    assert CHANNEL.split_symbols("@+alice") == ("ov", "alice")
    assert CHANNEL.split_symbols("alice") == ("", "alice")
    assert ModeClasses().split_symbols("@alice") == ("", "@alice")


PARAM = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters=" \r\n\0"), min_size=1).filter(
    lambda text: text[0] != ":"
)


@st.composite
def any_changes(draw):
    out = []
    for letter in draw(st.lists(st.sampled_from("beIkflCMRUimnstqaohv"), max_size=30)):
        add = draw(st.booleans())
        kind = CHANNEL.kind(letter)
        bare = kind is Kind.FLAG or (kind is Kind.WHEN_SET and not add)
        out.append(Change(add, letter, None if bare else draw(PARAM)))
    return out


@given(any_changes())
def test_rendered_changes_are_read_back(changes):
    parsed = parse(CHANNEL, render(changes))
    assert parsed.changes == changes
    assert [parsed.queries, parsed.missing, parsed.unknown, parsed.over_limit] == [[], [], [], []]


@given(any_changes(), st.integers(1, 6))
def test_lines_say_the_same_in_order(changes, limit):
    got = []
    for line in lines(":s MODE #a", changes, limit):
        message = parse_message(line)
        parsed = parse(CHANNEL, message.params[1:], limit)
        assert not parsed.over_limit
        got += parsed.changes
    assert got == changes


@given(st.lists(st.text(max_size=20), max_size=6), st.none() | st.integers(0, 3))
def test_parsing_never_raises(params, limit):
    parse(CHANNEL, params, limit)
