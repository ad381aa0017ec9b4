# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines out of a stream: every case whole, byte by byte and with trailing bytes; limits; memory."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.framing import MAX_BODY, MAX_CLIENT_TAGS, MAX_TAGS, LineFramer, LineQueue, judge
from protocol.message import Malformed, Reason

BODY = "x" * 510

CASES = {
    "CRLF": (b"PING a\r\n", ["PING a"]),
    "LF": (b"PING a\n", ["PING a"]),
    "two lines": (b"A\r\nB\n", ["A", "B"]),
    "blank lines are ignored": (b"\r\n\n\r\nA\r\n\r\n", ["A"]),
    "spaces are the parser's": (b"  \r\n", ["  "]),
    "CR inside": (b"A\rB\r\n", [Malformed(Reason.BAD_BYTE, "A\rB")]),
    "two CRs": (b"A\r\r\n", [Malformed(Reason.BAD_BYTE, "A\r")]),
    "NUL": (b"A\0B\r\nC\r\n", [Malformed(Reason.BAD_BYTE, "A\0B"), "C"]),
    "UTF-8": ("PRIVMSG #ü :€ 🙂\r\n".encode(), ["PRIVMSG #ü :€ 🙂"]),
    "Latin-1": (b"USER \xe9\r\nPING\r\n", [Malformed(Reason.NOT_UTF8, "USER \ufffd"), "PING"]),
    "overlong UTF-8": (b"A \xc0\x80\r\n", [Malformed(Reason.NOT_UTF8, "A \ufffd\ufffd")]),
    "a surrogate": (b"A \xed\xa0\x80\r\n", [Malformed(Reason.NOT_UTF8, "A \ufffd\ufffd\ufffd")]),
    "exactly 512": (f"{BODY}\r\n".encode(), [BODY]),
    "exactly 511 with LF": (f"{BODY}\n".encode(), [BODY]),
    "513": (f"{BODY}y\r\nB\r\n".encode(), [Malformed(Reason.TOO_LONG, BODY), "B"]),
    "512 with LF": (f"{BODY}y\nB\n".encode(), [Malformed(Reason.TOO_LONG, BODY), "B"]),
    "long between short ones": (f"A\n{BODY}yyyy\nB\n".encode(), ["A", Malformed(Reason.TOO_LONG, BODY), "B"]),
    "510 bytes, not characters": (("é" * 255 + "\r\n").encode(), ["é" * 255]),
    "512 bytes, not characters": (("é" * 256 + "\r\n").encode(), [Malformed(Reason.TOO_LONG, "é" * 255)]),
    "cut inside a character": (
        ("x" + "é" * 255 + "\r\n").encode(),
        [Malformed(Reason.TOO_LONG, "x" + "é" * 254 + "\ufffd")],
    ),
    "long and not UTF-8: long": (b"\xff" * 600 + b"\r\n", [Malformed(Reason.TOO_LONG, "\ufffd" * 510)]),
    "long and NUL: long": (b"\0" * 600 + b"\r\n", [Malformed(Reason.TOO_LONG, "\0" * 510)]),
    "not UTF-8 and NUL: NUL": (b"\xff\0\r\n", [Malformed(Reason.BAD_BYTE, "\ufffd\0")]),
    "tags do not count": (f"@{'t' * 100} {BODY}\r\n".encode(), [f"@{'t' * 100} {BODY}"]),
    "most tags": (f"@{'t' * 8189} {BODY}\r\n".encode(), [f"@{'t' * 8189} {BODY}"]),
    "one tag too many": (
        f"@{'t' * 8190} A\r\nB\r\n".encode(),
        [Malformed(Reason.TAGS_TOO_LONG, "@" + "t" * 8190), "B"],
    ),
    "most tags, long body": (
        f"@{'t' * 8189} {BODY}y\r\n".encode(),
        [Malformed(Reason.TOO_LONG, f"@{'t' * 8189} {BODY}")],
    ),
    "tags without end": (f"@{'t' * 8191}\r\nB\r\n".encode(), [Malformed(Reason.TAGS_TOO_LONG, "@" + "t" * 8190), "B"]),
    "8191 bytes of tags without end": (
        f"@{'t' * 8190}\r\nB\r\n".encode(),
        [Malformed(Reason.TAGS_TOO_LONG, "@" + "t" * 8190), "B"],
    ),
    "8190 bytes of tags without end": (f"@{'t' * 8189}\r\nB\r\n".encode(), [f"@{'t' * 8189}", "B"]),
    "tags without command": (b"@a=b\r\n", ["@a=b"]),
    "an at sign elsewhere is no tag": (f"A@{'t' * 600} \r\n".encode(), [Malformed(Reason.TOO_LONG, "A@" + "t" * 508)]),
}


@pytest.mark.parametrize(("data", "lines"), CASES.values(), ids=CASES)
@pytest.mark.parametrize("how", ["whole", "byte by byte", "with trailing bytes", "after a beginning"])
def test_lines(data, lines, how):
    framer = LineFramer()
    if how == "whole":
        got = framer.feed(data)
    elif how == "byte by byte":
        got = [line for place in range(len(data)) for line in framer.feed(data[place : place + 1])]
    elif how == "with trailing bytes":
        got = framer.feed(data + b"trailing")
        assert framer.pending == b"trailing"
        got += framer.feed(b"\r\n")
        lines = [*lines, "trailing"]
    else:
        got = framer.feed(b"BEGIN") + framer.feed(b"NING\n" + data)
        lines = ["BEGINNING", *lines]
    assert got == lines


# Security check 2: 4094 bytes of tag data from a client, 8191 bytes in all.
@pytest.mark.parametrize(("limit", "data"), [(MAX_CLIENT_TAGS, 4094), (MAX_TAGS, 8189)])
def test_tag_limits(limit, data):
    fits = b"@" + b"t" * data + b" PING"
    assert judge(fits, max_tags=limit) == fits.decode()
    assert judge(b"@t" + fits[1:], max_tags=limit) == Malformed(Reason.TAGS_TOO_LONG, "@" + "t" * (limit - 1))


# Security check 3: a line that never ends.
@pytest.mark.parametrize("start", [b"", b"@", b"@a ", b":"])
def test_a_line_that_never_ends_is_told_once_and_not_kept(start):
    framer = LineFramer()
    got = framer.feed(start)
    for _ in range(100):
        got += framer.feed(b"x" * 997)
        assert len(framer.pending) <= MAX_TAGS + 512
    assert [line.reason for line in got] == [Reason.TAGS_TOO_LONG if start == b"@" else Reason.TOO_LONG]
    assert framer.pending == b""
    assert framer.feed(b"still the same line\nPING\n") == ["PING"]


def test_it_is_told_as_soon_as_it_is_certain():
    framer = LineFramer()
    assert framer.feed(b"x" * 511) == []
    assert framer.feed(b"\r") == [Malformed(Reason.TOO_LONG, BODY)]
    framer = LineFramer()
    assert framer.feed(b"x" * 510) == []
    assert framer.feed(b"\r") == []
    assert framer.feed(b"\n") == [BODY]


def test_tags_are_told_as_soon_as_it_is_certain():
    framer = LineFramer()
    assert framer.feed(b"@" + b"t" * 8189) == []
    assert framer.feed(b"t") == [Malformed(Reason.TAGS_TOO_LONG, "@" + "t" * 8190)]


def test_judge_alone():
    assert judge(b"") == ""
    assert judge(b"\r") == ""
    assert judge(b"PING\r") == "PING"


def test_own_limits():
    framer = LineFramer(max_body=12, max_tags=8)
    assert framer.feed(b"@aaaaaa 0123456789\r\n@aaaaaaa 0\r\n01234567890\r\n") == [
        "@aaaaaa 0123456789",
        Malformed(Reason.TAGS_TOO_LONG, "@aaaaaaa"),
        Malformed(Reason.TOO_LONG, "0123456789"),
    ]


STREAMS = st.lists(
    st.sampled_from(
        [
            b"\n",
            b"\r\n",
            b"\r",
            b" ",
            b"@",
            b"a",
            b"bb",
            "é".encode(),
            b"\xc3",
            b"\0",
            b"cccccccc",
            b"c" * 14,
            b"\n@t;u ",
            b"\n@tttttt",
        ]
    ),
    max_size=80,
).map(b"".join)


@given(STREAMS, st.lists(st.integers(0, 200), max_size=12))
def test_chunks_do_not_matter(stream, cuts):
    whole = LineFramer(max_body=16, max_tags=8).feed(stream + b"\n")
    framer = LineFramer(max_body=16, max_tags=8)
    places = [0, *sorted(cut for cut in cuts if cut < len(stream)), len(stream)]
    got = [line for start, end in pairwise(places) for line in framer.feed(stream[start:end])] + framer.feed(b"\n")
    assert got == whole


@given(STREAMS)
def test_the_fast_way_is_the_slow_way(stream):
    slow = [judge(line, 16, 8) for line in (stream + b"\n")[:-1].split(b"\n")]
    assert LineFramer(16, 8).feed(stream + b"\n") == [line for line in slow if line]


@given(st.binary(max_size=4000), st.integers(1, 700))
def test_any_bytes_in_any_chunks(stream, size):
    framer = LineFramer()
    for place in range(0, len(stream), size):
        for line in framer.feed(stream[place : place + size]):
            assert isinstance(line, Malformed) or ("\n" not in line and "\r" not in line and "\0" not in line)


# A queue of lines that wait

STREAMS = st.lists(
    st.sampled_from(
        [b"PING a\r\n", b"\r\n", b"\n", b"\xff\n", b"A\rB\n", BODY.encode(), b"@" + b"t" * 5000, b" X\n", b"Y"]
    ),
    max_size=30,
)


@given(STREAMS, st.lists(st.tuples(st.integers(1, 5), st.integers(0, 5)), min_size=1, max_size=20))
def test_a_queue_gives_what_a_framer_does_whoever_takes_how_many(
    chunks: list[bytes], turns: list[tuple[int, int]]
) -> None:
    framer, queue = LineFramer(max_tags=MAX_CLIENT_TAGS), LineQueue()
    expected, taken = [], []
    for number, chunk in enumerate(chunks):
        expected += framer.feed(chunk)
        queue.feed(chunk)
        most, handled = turns[number % len(turns)]
        taken += handle(queue, most, handled)
    while rest := handle(queue, 100, 100):
        taken += rest
    assert [line for line in taken if line] == expected


def handle(queue: LineQueue, most: int, handled: int) -> list[str | Malformed]:
    lines = queue.take(most)
    assert len(lines) <= most
    free = next((place for place, line in enumerate(lines) if line), len(lines))  # what is no line never waits
    handled = max(handled, free)
    if handled < len(lines):
        queue.put_back(handled)
    return lines[:handled]


def test_a_queue_keeps_bytes_and_counts_what_is_no_line() -> None:
    queue = LineQueue()
    queue.feed(b"a\n\n\r\nb\npart")
    assert queue.take(2) == ["a", ""]
    queue.put_back(1)
    assert len(queue) == len(b"\n\r\nb\npart")
    assert queue.take(9) == ["", "", "b"]
    queue.end(b"QUIT\r\n")
    assert queue.take(9) == ["QUIT"]


def test_the_rest_of_a_line_that_is_too_long_counts_by_its_length() -> None:
    queue = LineQueue()
    queue.feed(b"x" * MAX_BODY)
    assert queue.take(9) == [Malformed(Reason.TOO_LONG, BODY)]
    counted = 0
    for _ in range(MAX_BODY * 3):
        queue.feed(b"x")
        counted += len(queue.take(9))
    queue.feed(b"x" * MAX_BODY * 20)
    assert queue.take(9) == [""] * 9
    assert counted == 3
    assert len(queue) == MAX_BODY * 11
    while len(queue):
        queue.take(9)
    queue.feed(b"\nPING\n")
    assert queue.take(9) == ["PING"]
