# SPDX-License-Identifier: GPL-3.0-or-later
"""AUTHENTICATE's pieces; PLAIN and EXTERNAL."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.sasl import BadPayload, Payload, Plain, TooLong, parse_external, parse_plain, pieces


@pytest.mark.parametrize(
    ("size", "lengths"),
    [(0, [1]), (1, [4]), (299, [400, 1]), (300, [400, 1]), (301, [400, 4]), (598, [400, 400, 1]), (601, [400, 400, 4])],
)
def test_pieces(size, lengths):
    # sasl-3.1: *("AUTHENTICATE" SP 400BASE64 CRLF) "AUTHENTICATE" SP (1*399BASE64 / "+") CRLF
    got = pieces(b"x" * size)
    assert [len(piece) for piece in got] == lengths
    assert (got[-1] == "+") == (lengths[-1] == 1)


@given(st.binary(max_size=1500))
def test_pieces_come_together_again(data):
    payload = Payload()
    sent = pieces(data)
    assert all(payload.feed(piece) is None for piece in sent[:-1])
    assert payload.feed(sent[-1]) == data
    assert payload.feed("eA==") == b"x", "the next data begins afresh"


def test_the_specifications_example():
    assert Payload().feed("amlsbGVzAGppbGxlcwBzZXNhbWU=") == Plain("jilles", "jilles", "sesame").render()


def test_as_long_as_allowed():
    payload = Payload(limit=404)
    assert payload.feed("A" * 400) is None
    assert payload.feed("A" * 4) == b"\0" * 303


def test_too_long():
    payload = Payload(limit=1000)
    with pytest.raises(TooLong):
        payload.feed("A" * 401)
    assert payload.feed("A" * 400) is None
    assert payload.feed("A" * 400) is None
    with pytest.raises(TooLong):
        payload.feed("A" * 400)
    assert payload.feed("eA==") == b"x"


@pytest.mark.parametrize("piece", ["x", "eA=", "eA==eA==", "e A==", "é===", "*", "eA==\n"])
def test_not_base64(piece):
    with pytest.raises(BadPayload):
        Payload().feed(piece)


@given(
    st.lists(
        st.text(st.characters(blacklist_characters="\0", blacklist_categories=("Cs",)), min_size=1),
        min_size=3,
        max_size=3,
    )
)
def test_plain_round_trip(parts):
    plain = Plain(*parts)
    assert parse_plain(plain.render()) == plain


def test_plain():
    assert parse_plain(b"\0jilles\0sesame") == Plain("", "jilles", "sesame")
    for data in (b"", b"a", b"a\0b", b"a\0b\0c\0d", b"a\0\0c", b"a\0b\0", b"\xff\0b\0c"):
        with pytest.raises(BadPayload):
            parse_plain(data)
    with pytest.raises(ValueError, match="NUL"):
        Plain("", "a\0b", "c").render()


# Security check 7: the authorization identity is empty or equal.
@pytest.mark.parametrize(("authorization", "own"), [("", True), ("jilles", True), ("root", False), ("Jilles", False)])
def test_acting_for_another(authorization, own):
    assert Plain(authorization, "jilles", "x").acts_as_self is own


def test_external():
    assert parse_external(b"") == ""
    assert parse_external(b"jilles") == "jilles"
    with pytest.raises(BadPayload):
        parse_external(b"\xff")


def test_padding_only_where_it_belongs():
    assert Payload().feed(base64.b64encode(b"xy").decode()) == b"xy"
