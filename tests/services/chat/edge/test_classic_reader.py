# SPDX-License-Identifier: GPL-3.0-or-later
"""The classic reader: where a message ends, and what a line asks for."""

from __future__ import annotations

import pytest

from services.chat.edge.classic_reader import (
    LONGEST,
    QUIET_SECONDS,
    SLOW_SECONDS,
    TORN_SECONDS,
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
    (b"\x1b[A\x1bOBarrow\x00\ttab\n", ["arrow\ttab"]),
    (b"helo\x08lo\x7f\x7flo\n", ["hello"]),
    (b"\x08\x08a\xc3\xa9\x08b\n", ["ab"]),
    (b"one\rtwo\r\nthree\r\0four\r\n\nfive\r\r", ["one", "two", "three", "four", "", "five", ""]),
    (b"\xef\xbb\xbfmarked\n", ["marked"]),
    (b"\xff\xfb\x1f\xff\xfd\x03al\xff\xf1ice\xff\xfa\x1f\0\x50\0\x18\xff\xf0\r\0hi\r\0", ["alice", "hi"]),
    (b"ab\xff\xf7c\xff\xff\n", ["ac\ufffd"]),
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


def test_telnet_is_refused_what_it_asks_for_once() -> None:
    """RFC 854: WILL is answered with DONT, DO with WONT; what is refused already is not answered again."""
    reader = ClassicReader()
    reader.feed(b"\xff\xfb\x1f\xff\xfd\x03\xff\xfc\x18\xff\xfe\x18\xff\xfb\x1f\xff")
    assert reader.take_reply() == b"\xff\xfe\x1f\xff\xfc\x03"
    reader.feed(b"\xfb\x1f\xff\xfb\x18")
    assert reader.take_reply() == b"\xff\xfe\x18"
    assert reader.patience(first=True) == 0


def test_a_subnegotiation_that_never_ends_takes_no_memory() -> None:
    reader = ClassicReader()
    for _ in range(100):
        reader.feed(b"\xff\xfa" + b"x" * 100)
    assert len(reader) < LONGEST
    reader.feed(b"\xff\xf0\nhello\n")
    assert taken(reader)[-1] == "hello"


@pytest.mark.parametrize(
    ("chunks", "patience"),
    [
        ([b"hello"], QUIET_SECONDS),
        ([b"hello\n"], 0),
        ([b"caf\xc3"], TORN_SECONDS),
        ([b"\xf0\x9f\x98"], TORN_SECONDS),
        ([b"caf\xe9!"], QUIET_SECONDS),
        ([b"caf\xe9\xe9"], TORN_SECONDS),
        ([b"h"], SLOW_SECONDS),
        ([b"h", b"e", b"l"], 0),  # somebody types
        ([b"h", b"e", b"l", b"l", b"\r\n", b"y"], 0),
        ([b"h", b"ello"], QUIET_SECONDS),
        ([b"NIC"], SLOW_SECONDS),
        ([b"CAP L"], SLOW_SECONDS),
        ([b"Nick Smi"], SLOW_SECONDS),
        ([b"EHLO there"], QUIET_SECONDS),
        ([b"ALICE"], QUIET_SECONDS),
    ],
)
def test_how_long_a_piece_is_waited_for(chunks: list[bytes], patience: float) -> None:
    reader = ClassicReader()
    for chunk in chunks:
        reader.feed(chunk)
    assert reader.patience(first=True) == patience


def test_a_long_piece_is_cut_between_characters() -> None:
    reader = ClassicReader()
    reader.feed(("x" + "é" * LONGEST).encode())
    assert "\ufffd" not in "".join(taken(reader))


def test_taking_back_is_linear() -> None:
    reader = ClassicReader()
    reader.feed(b"a" * (LONGEST // 2 - 1) + b"\b" * (LONGEST // 2 - 1) + b"\n")
    assert taken(reader) == [""]


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
