# SPDX-License-Identifier: GPL-3.0-or-later
"""CTCP."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.ctcp import Ctcp, action, is_ctcp, parse
from protocol.message import Unrenderable


@pytest.mark.parametrize(
    ("text", "ctcp"),
    [
        ("\x01VERSION\x01", Ctcp("VERSION")),
        ("\x01PING 1473523796 918320\x01", Ctcp("PING", "1473523796 918320")),
        ("\x01ACTION writes the best specifications!\x01", Ctcp("ACTION", "writes the best specifications!")),
        ("\x01ACTION cut sho", Ctcp("ACTION", "cut sho")),  # "parsers SHOULD accept incoming messages which lack it"
        ("\x01action x\x01", Ctcp("ACTION", "x")),
        ("\x01ACTION  two spaces\x01", Ctcp("ACTION", " two spaces")),
        ("plain", None),
        ("", None),
        ("\x01", None),
        ("\x01\x01", None),
        ("\x01 x\x01", None),
        ("a\x01VERSION\x01", None),
        ("\x01VERSION\x01a", None),
    ],
)
def test_parsing(text, ctcp):
    assert parse(text) == ctcp


def test_rendering():
    assert action("waves") == "\x01ACTION waves\x01"
    assert Ctcp("VERSION").render() == "\x01VERSION\x01"
    for ctcp in (Ctcp(""), Ctcp("A B"), Ctcp("A", "b\x01c"), Ctcp("A\x01")):
        with pytest.raises(Unrenderable):
            ctcp.render()


@given(st.from_regex(r"[A-Z]{1,10}", fullmatch=True), st.text(st.characters(blacklist_characters="\x01")))
def test_round_trip(command, params):
    assert parse(Ctcp(command, params).render()) == Ctcp(command, params)


def test_what_a_channel_without_ctcp_refuses():
    assert is_ctcp("\x01VERSION\x01")
    assert is_ctcp("\x01VERSION\x01 and more")
    assert not is_ctcp("\x01ACTION waves\x01")
    assert not is_ctcp("plain \x01")
