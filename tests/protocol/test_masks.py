# SPDX-License-Identifier: GPL-3.0-or-later
"""Masks: the shared vectors, a naive matcher beside ours, the cost of the worst masks; bans."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parser_tests import data as vectors

from protocol.masks import (
    EXTBAN,
    MAX_BYTES,
    MAX_WILDCARDS,
    Ban,
    Mask,
    escape,
    has_wildcards,
    match,
    normalise,
    parse_ban,
    problem,
)


@pytest.mark.parametrize("case", vectors.mask_match["tests"], ids=lambda case: case["mask"])
def test_vectors(case):
    for text in case["matches"]:
        assert match(case["mask"], text), text
    for text in case["fails"]:
        assert not match(case["mask"], text), text


@pytest.mark.parametrize(
    ("mask", "text", "fits"),
    [
        ("", "", True),
        ("", "a", False),
        ("*", "", True),
        ("***", "abc", True),
        ("?", "", False),
        ("?", "é", True),
        ("a*a", "a", False),  # the two ends do not share a character
        ("a*a", "aa", True),
        ("*ab*ab*", "ab", False),
        ("*ab*ab*", "abab", True),
        ("*?b*", "ab", True),
        ("*?b*", "b", False),
        ("*b?*d", "abcbcd", True),
        ("*?a*b?*", "xaby", True),  # pieces may touch
        ("*?a*?b*", "xab", False),  # but not share
        (r"a\*", "a*", True),
        (r"a\*", "ab", False),
        (r"a\?", "a?", True),
        (r"a\?", "ab", False),
        (r"a\b", r"a\b", True),  # nicknames contain backslashes
        ("a\\", "a\\", True),
        (r"*\**", "a*b", True),
        (r"*\**", "ab", False),
        ("A", "a", False),  # the caller folds
        ("[a]", "a", False),
        ("a.c", "abc", False),
    ],
)
def test_wildcards(mask, text, fits):
    assert match(mask, text) is fits


def naive(mask, text):
    """The definition, as plainly as it can be said."""
    if not mask:
        return not text
    if mask[:2] in (r"\*", r"\?"):
        return text[:1] == mask[1] and naive(mask[2:], text[1:])
    if mask[0] == "*":
        return naive(mask[1:], text) or (bool(text) and naive(mask, text[1:]))
    return bool(text) and mask[0] in ("?", text[0]) and naive(mask[1:], text[1:])


@settings(max_examples=1000)
@given(st.text("ab*?\\", max_size=10), st.text("ab*\\", max_size=10))
def test_like_the_naive_matcher(mask, text):
    assert match(mask, text) is naive(mask, text)


@given(st.text(st.characters(), max_size=20))
def test_an_escaped_text_fits_itself_only(text):
    if not text.endswith("\\") and "\\*" not in text and "\\?" not in text:
        assert match(escape(text), text)
    assert not match(escape(text), text + "x")


class Counted(str):
    """A text that knows how often one of its characters was looked at."""

    __slots__ = ("looks",)

    def __getitem__(self, key):
        self.looks = getattr(self, "looks", 0) + 1
        return super().__getitem__(key)


# Security check 6: masks matched in linear time.
@pytest.mark.parametrize(
    "mask", ["*?a" * 200 + "b", "*" + "?a" * 20 + "*b", "*a?" * 50 + "*", "?*" * 300 + "b", "*?*a*?*b"]
)
def test_each_character_is_looked_at_a_few_times(mask):
    text = Counted("a" * 5000)
    match(mask, text)
    assert getattr(text, "looks", 0) <= 2 * len(text)


def test_the_worst_masks_end():
    # With backtracking each of these would outlive the test run.
    text = "a" * 5000
    for mask in ("*a" * 2000 + "*b", "a*" * 2000 + "b", "*a?" * 1000 + "b", "?*" * 1000 + "b", "*aaaaaaab" * 500):
        assert not match(mask, text)


@pytest.mark.parametrize(
    ("mask", "taken"),
    [
        ("", True),
        ("*!*@*", True),
        ("a" * MAX_BYTES, True),
        ("a" * (MAX_BYTES + 1), False),
        ("é" * (MAX_BYTES // 2 + 1), False),
        ("*" * MAX_BYTES, True),  # one star
        ("?" * MAX_WILDCARDS, True),
        ("?" * (MAX_WILDCARDS + 1), False),
        ("a*" * MAX_WILDCARDS, True),
        ("*a" * MAX_WILDCARDS + "*", False),
        ("\\*" * 100, True),  # characters, not wildcards
    ],
)
def test_what_is_taken_from_people(mask, taken):
    assert (problem(mask) == "") is taken


@given(st.text("ab*?\\", max_size=40))
def test_a_mask_never_has_more_wildcards_than_are_written(mask):
    if mask.count("*") + mask.count("?") <= MAX_WILDCARDS:
        assert problem(mask) == ""


def test_a_mask_says_about_how_large_it_is():
    """So that a cache can be bounded in bytes: what can be measured from outside is within what is said."""
    for mask in ("*!*@*", "*" + "?" * 8 + "".join(chr(0x100 + i) for i in range(180)) + "*", "x" * 190 + "*?a*"):
        assert _measured(Mask(mask), set()) <= Mask(mask).size <= 5 * _measured(Mask(mask), set())


def _measured(thing, seen):
    if id(thing) in seen or thing is None or isinstance(thing, type):
        return 0
    seen.add(id(thing))
    size = sys.getsizeof(thing)
    if isinstance(thing, dict):
        size += sum(_measured(one, seen) for pair in thing.items() for one in pair)
    elif isinstance(thing, list | tuple):
        size += sum(_measured(one, seen) for one in thing)
    for name in getattr(type(thing), "__slots__", ()):
        size += _measured(getattr(thing, name), seen)
    return size


@pytest.mark.parametrize(
    ("mask", "full"),
    [
        ("nick", "nick!*@*"),
        ("ni*k", "ni*k!*@*"),
        ("user@host", "*!user@host"),
        ("@host", "*!*@host"),
        ("nick!user", "nick!user@*"),
        ("nick!user@host", "nick!user@host"),
        ("nick!@host", "nick!*@host"),
        ("!user@", "*!user@*"),
        ("**!***@*a**", "*!*@*a*"),
        ("*", "*!*@*"),
        ("n!u@2001:db8::1", "n!u@2001:db8::1"),
    ],
)
def test_normalising(mask, full):
    assert normalise(mask) == full
    assert normalise(full) == full


@pytest.mark.parametrize(
    ("text", "ban"),
    [
        ("bob", Ban("bob!*@*")),
        ("*!*@10.0.0.1", Ban("*!*@10.0.0.1")),
        ("*!*@2001:db8::1", Ban("*!*@2001:db8::1")),
        ("a:bob", Ban("bob", account=True)),
        ("account:b*", Ban("b*", account=True)),
        ("m:bob", Ban("bob!*@*", mute=True)),
        ("mute:*!*@h", Ban("*!*@h", mute=True)),
        ("m:a:bob", Ban("bob", account=True, mute=True)),
        ("M:A:Bob", Ban("Bob", account=True, mute=True)),
    ],
)
def test_bans(text, ban):
    assert parse_ban(text) == ban
    assert parse_ban(ban.render()) == ban


@pytest.mark.parametrize("text", ["", "m:", "a:", "m:a:", "x:bob", "m:x:bob", "m:m:bob", "a:m:bob"][:-1])
def test_what_is_no_ban(text):
    assert parse_ban(text) is None


def test_an_accounts_name_is_taken_as_it_is():
    assert parse_ban("a:m:bob") == Ban("m:bob", account=True)


def test_announcing():
    # "the value of the ACCOUNTEXTBAN token MUST appear in the value of the EXTBAN token"
    assert EXTBAN == ",am"


def test_wildcards_are_seen():
    assert has_wildcards("a*")
    assert has_wildcards("a?")
    assert not has_wildcards(r"a\*\?")
    assert repr(Mask("a*")) == "Mask('a*')"
