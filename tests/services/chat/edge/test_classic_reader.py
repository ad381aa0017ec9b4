# SPDX-License-Identifier: GPL-3.0-or-later
"""The classic reader: where a message ends, and what a line asks for."""

from __future__ import annotations

import pytest

from services.chat.edge.classic_reader import (
    LONGEST,
    Act,
    Action,
    ChangeNick,
    ClassicReader,
    Exit,
    Help,
    Incomplete,
    Private,
    Say,
    Unknown,
    Who,
    action,
)

STREAMS = [
    (b"hello\n", ["hello"]),
    (b"hello\r\n", ["hello"]),
    (b"one\ntwo\n\nthree", ["one", "two", "", "three"]),
    ("naïve 👋\n".encode(), ["naïve 👋"]),
    (b"bad \xff byte\n", ["bad \ufffd byte"]),
    (b"\x1b[Aarrow\x00\x7f\ttab\n", ["[Aarrow\ttab"]),
]


@pytest.mark.parametrize(("stream", "lines"), STREAMS)
def test_lines_whole_and_byte_by_byte(stream: bytes, lines: list[str]) -> None:
    whole, bytewise = ClassicReader(), ClassicReader()
    whole.feed(stream)
    whole.quiet()
    for byte in stream:
        bytewise.feed(bytes([byte]))
    bytewise.quiet()
    assert taken(whole) == taken(bytewise) == lines


def test_without_a_line_end_it_is_a_line_when_it_has_been_quiet() -> None:
    reader = ClassicReader()
    reader.feed(b"alice: hel")
    assert reader.unfinished
    assert taken(reader) == []
    reader.feed(b"lo")
    reader.quiet()
    assert not reader.unfinished
    assert taken(reader) == ["alice: hello"]
    reader.quiet()
    assert taken(reader) == []


def test_a_line_that_never_ends_is_cut() -> None:
    reader = ClassicReader()
    for _ in range(10):
        reader.feed(b"x" * 1000)
    assert [len(line) for line in taken(reader)] == [LONGEST]
    reader.feed(b"y" * (LONGEST * 3))
    assert [len(line) for line in taken(reader)] == [LONGEST] * 3
    assert len(reader) < LONGEST


def taken(reader: ClassicReader) -> list[str]:
    lines = []
    while (line := reader.next()) is not None:
        lines.append(line)
    return lines


ACTIONS: list[tuple[str, Action | None]] = [
    ("hello", Say("hello")),
    ("  hello  there ", Say("hello  there")),
    ("alice: hello", Say("hello")),
    ("alice:hello", Say("hello")),
    ("alice_: hello", Say("hello")),
    ("alice : hello", Say("hello")),
    ("bob: hello", Say("bob: hello")),
    ("note: alice: hello", Say("note: alice: hello")),
    ("alice: bob: hi", Say("bob: hi")),
    ("https://example.org", Say("https://example.org")),
    ("", None),
    ("   ", None),
    ("alice: ", None),
    ("alice:", None),
    ("/exit", Exit()),
    ("alice: /exit", Exit()),
    ("/EXIT", Exit()),
    ("/quit", Exit()),
    ("/who", Who()),
    ("/help", Help()),
    ("/nick bob", ChangeNick("bob")),
    ("/nick", Incomplete("/nick NAME")),
    ("/nick two words", Incomplete("/nick NAME")),
    ("/me waves", Act("waves")),
    ("/me", Incomplete("/me TEXT")),
    ("/msg bob psst you", Private("bob", "psst you")),
    ("/msg  bob  psst", Private("bob", "psst")),
    ("/msg bob", Incomplete("/msg NAME TEXT")),
    ("/msg", Incomplete("/msg NAME TEXT")),
    ("/dance wildly", Unknown("/dance")),
    ("/", Unknown("/")),
]


@pytest.mark.parametrize(("line", "asked"), ACTIONS)
def test_what_a_line_asks_for(line: str, asked: Action | None) -> None:
    assert action(line, ("alice", "alice_")) == asked
