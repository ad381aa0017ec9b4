# SPDX-License-Identifier: GPL-3.0-or-later
"""Telling dialects apart: whole, byte by byte, with more behind it, and when the time is up."""

from __future__ import annotations

import pytest

from services.chat.commands import TABLE
from services.chat.edge.dialects import ENOUGH, Classifier, Dialect

classify = Classifier([*TABLE, "STATS", "STARTLE"])
IRC, CLASSIC, HTTP, TLS = Dialect.IRC, Dialect.CLASSIC, Dialect.HTTP, Dialect.TLS

CASES = [
    (b"NICK alice\r\n", IRC),
    (b"nick alice\n", IRC),
    (b"CAP LS 302\r\nNICK a\r\n", IRC),
    (b"QUIT\n", IRC),
    (b"\r\n\r\nUSER a 0 * :a\r\n", IRC),
    (b"@label=1;+a=b PRIVMSG x :y\r\n", IRC),
    (b":alice NICK bob\r\n", IRC),
    (b"@a=b :alice  PING x\r\n", IRC),
    (b"hello\n", CLASSIC),
    (b"alice", CLASSIC),
    (b"NICKNAME\n", CLASSIC),
    (b"NICK\x00\n", CLASSIC),
    (b"nice to be here\n", CLASSIC),
    (b":)\n", CLASSIC),
    (b":) hello\nNICK x\n", CLASSIC),
    (b"@bob: hello\n", CLASSIC),
    (b"@bob\n QUIT now\n", CLASSIC),
    ("привет\n".encode(), CLASSIC),
    (b"\x00\x01\x02", CLASSIC),
    (b"GETTING there\n", CLASSIC),
    (b"GET / HTTP/1.1\r\n", HTTP),
    (b"POST / HTTP/1.1\r\n\r\nNICK spam\r\n", HTTP),
    (b"\x16\x03\x01\x02\x00", TLS),
]


@pytest.mark.parametrize(("first", "dialect"), CASES, ids=[repr(first)[:30] for first, _ in CASES])
def test_whole_and_with_more_behind_it(first: bytes, dialect: Dialect) -> None:
    assert classify(first, final=True) is dialect
    assert classify(first + b"\nmore\r\n") is dialect


@pytest.mark.parametrize(("first", "dialect"), CASES, ids=[repr(first)[:30] for first, _ in CASES])
def test_byte_by_byte_the_first_answer_is_the_only_one(first: bytes, dialect: Dialect) -> None:
    answers = [classify(first[:end]) for end in range(len(first) + 1)]
    given = [answer for answer in answers if answer is not None]
    assert set(given) <= {dialect}
    assert answers[0] is None
    assert answers[answers.index(given[0]) :] == given if given else True


@pytest.mark.parametrize(
    "first", [b"", b"N", b"ni", b"STAT", b"STATS", b"G", b"P", b"\r\n", b"@tag", b":source", b":s "]
)
def test_what_could_become_a_command_waits_and_in_the_end_decides(first: bytes) -> None:
    assert classify(first) is None
    assert classify(first, final=True) is (IRC if first == b"STATS" else CLASSIC)


def test_a_shorter_command_does_not_hide_a_longer_one() -> None:
    assert classify(b"STAR") is None
    assert classify(b"STARTLE x") is IRC
    assert classify(b"START x") is CLASSIC


def test_it_is_decided_within_so_many_bytes() -> None:
    for beginning in (b"@", b":", b"\r\n", b"@a :"):
        first = beginning + b"a" * ENOUGH
        assert classify(first) is not None
    assert classify(b"@" + b"a" * ENOUGH) is IRC  # tags may be as long as that
