# SPDX-License-Identifier: GPL-3.0-or-later
"""Text made safe to look at: formatting, links, code, mentions, and characters that hide."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clients.session.links import SCHEMES
from clients.session.text import Kind, name, plain, spans
from protocol.formatting import Style


def pieces(text: str, nick: str = "") -> list[tuple[str, str]]:
    shown, found = spans(text, nick)
    return [(shown[piece.start : piece.end], piece.kind.value) for piece in found]


def targets(text: str) -> list[str]:
    return [piece.target for piece in spans(text)[1] if piece.kind is Kind.LINK]


def test_formatting_becomes_styles() -> None:
    shown, found = spans("a \x02bold \x1dboth\x0f \x0304,1red\x03 end")
    assert shown == "a bold both red end"
    assert [(shown[piece.start : piece.end], piece.style) for piece in found] == [
        ("bold ", Style(bold=True)),
        ("both", Style(bold=True, italic=True)),
        ("red", Style(foreground=4, background=1)),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see https://a.example/b?c=d.", ["https://a.example/b?c=d"]),
        ("www.example.com and example.org", ["http://www.example.com", "http://example.org"]),
        ("(http://a.example/x_(y))", ["http://a.example/x_(y)"]),
        ("mail me@example.org", ["mailto:me@example.org"]),
        ("irc://irc.b.example/#room, ok", ["irc://irc.b.example/#room"]),
        ("ircs://b.example:6697/#r", ["ircs://b.example:6697/#r"]),
        ("javascript:alert(1)", []),
        ("JaVaScRiPt://a.example/%0aalert(1)", []),
        ("data:text/html,<script>", []),
        ("file:///etc/passwd", []),
        ("ftp://a.example/", []),
        ("vbscript://a.example", []),
        ("//a.example/x", []),
        ("10.0.0.1", []),
        ("a.b.c", []),
        ("", []),
    ],
)
def test_links(text: str, expected: list[str]) -> None:
    found = targets(text)
    assert [target for target in found if target.partition(":")[0].lower() not in SCHEMES] == []
    if expected or "a.example" not in text:
        assert found == expected


@given(st.sampled_from(["javascript", "data", "file", "vbscript", "ftp", "intent", "x-y"]), st.text(max_size=30))
def test_no_other_scheme_ever(scheme: str, rest: str) -> None:
    for target in targets(f"{scheme}://{rest} {scheme}:{rest}"):
        assert target.partition(":")[0].lower() in SCHEMES


def test_a_link_goes_where_it_says() -> None:
    text = "click http://good.example/ now"
    shown, found = spans(text)
    (link,) = [piece for piece in found if piece.kind is Kind.LINK]
    assert link.target == shown[link.start : link.end] == "http://good.example/"


def test_a_link_with_formatting_inside_is_whole() -> None:
    shown, found = spans("http://a.\x02example\x02/x")
    assert shown == "http://a.example/x"
    assert {piece.target for piece in found if piece.kind is Kind.LINK} == {"http://a.example/x"}


def test_code() -> None:
    assert pieces("use `x = 1` here") == [("x = 1", "code")]
    assert spans("use `x = 1` here")[0] == "use x = 1 here"
    text = "look:\n```python\nprint('`hi`') # http://a.example\n```\ndone"
    shown, found = spans(text)
    assert shown == "look:\nprint('`hi`') # http://a.example\ndone"
    assert [piece.kind for piece in found] == [Kind.CODE_BLOCK]
    assert pieces("a ` b") == []
    assert pieces("``") == []


def test_links_stand_right_after_code() -> None:
    assert pieces("`a` http://b.example `c`") == [("a", "code"), ("http://b.example", "link"), ("c", "code")]


def test_mentions() -> None:
    assert pieces("alice: hi Alice, not malice or alice_", "alice") == [("alice", "mention"), ("Alice", "mention")]
    assert pieces("`alice`", "alice") == [("alice", "code")]
    assert pieces("hi", "") == []


def test_rooms() -> None:
    assert pieces("join #room, or c#, or /#x") == [("#room", "room")]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u202eb", "a‹U+202E›b"),
        ("a\u2066b\u2069", "a‹U+2066›b‹U+2069›"),
        ("a\u200bb", "a‹U+200B›b"),
        ("\ufeff", "‹U+FEFF›"),
        ("\U000e0041", "‹U+E0041›"),
        ("a\x07\x1bb", "a␇␛b"),
        ("\x7f", "␡"),
        ("\x85", "‹U+0085›"),
        ("a\u00a0b\u3000c", "a b c"),
        ("a\u2028b", "a‹U+2028›b"),
        ("\u3164", "‹U+3164›"),
        ("👩\u200d💻 शक्\u200dति", "👩\u200d💻 शक्\u200dति"),
        ("שלום\u200f!", "שלום\u200f!"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
    ],
)
def test_what_hides_is_shown(text: str, shown: str) -> None:
    assert plain(text) == shown
    assert spans(text)[0] == shown


def test_a_name_is_one_line() -> None:
    assert name("a\nb\x02c\td") == "a␊bc d"


@pytest.mark.parametrize(
    "text",
    ["`" * 8000, "```" * 2600, "http://" * 1100, "a." * 4000, "#" * 8000, "\x02" * 8000, "alice " * 1300, "@a.b" * 2000,
     "http://a.example/" + "(" * 7900, "mailto:" * 1100, "x@" * 4000, "```a\n" * 1500, "`a " * 2600],
)  # fmt: skip
def test_no_text_takes_long(text: str) -> None:
    """Quadratic work would be a thousand times slower; a second is generous to a busy machine."""
    started = time.process_time()
    spans(text, "alice")
    assert time.process_time() - started < 1.0
