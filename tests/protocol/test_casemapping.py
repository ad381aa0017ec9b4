# SPDX-License-Identifier: GPL-3.0-or-later
"""Names without regard to case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.casemapping import fold, folder, same


@pytest.mark.parametrize(
    ("mapping", "name", "key"),
    [
        ("ascii", "Dan[\\]^~{|}", "dan[\\]^~{|}"),
        ("rfc1459", "Dan[\\]^~{|}", "dan{|}^^{|}"),
        ("rfc1459-strict", "Dan[\\]^~{|}", "dan{|}^~{|}"),
        ("RFC1459", "A[", "a{"),
        ("rfc7613", "A[Ä", "a[Ä"),  # one that we do not know: its ASCII part
        ("", "A[", "a["),
    ],
)
def test_mappings(mapping, name, key):
    assert folder(mapping)(name) == key


def test_only_ascii_is_folded():
    # U+212A KELVIN SIGN and U+0130 have lower-case letters in or with ASCII.
    assert fold("ÄK\u212a\u0130") == "Äk\u212a\u0130"


@given(st.text())
def test_folding_twice_is_folding_once(name):
    for mapping in ("ascii", "rfc1459", "rfc1459-strict"):
        key = folder(mapping)(name)
        assert folder(mapping)(key) == key
        assert len(key) == len(name)


def test_same():
    assert same("#Room", "#rOOM")
    assert not same("a[", "a{")
