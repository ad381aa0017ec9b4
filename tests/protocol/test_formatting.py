# SPDX-License-Identifier: GPL-3.0-or-later
"""Formatting codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.formatting import PLAIN, Span, Style, parse, strip


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("", []),
        ("plain", [Span("plain", PLAIN)]),
        ("a\x02b\x02c", [Span("a", PLAIN), Span("b", Style(bold=True)), Span("c", PLAIN)]),
        ("\x1di\x1fu\x1es\x11m\x16r", [
            Span("i", Style(italic=True)),
            Span("u", Style(italic=True, underline=True)),
            Span("s", Style(italic=True, underline=True, strikethrough=True)),
            Span("m", Style(italic=True, underline=True, strikethrough=True, monospace=True)),
            Span("r", Style(italic=True, underline=True, strikethrough=True, monospace=True, reverse=True)),
        ]),
        ("\x02\x0304,12x\x0fy", [Span("x", Style(bold=True, foreground=4, background=12)), Span("y", PLAIN)]),
        ("\x02\x02", []),
        # The document's own examples
        ("I love \x033IRC! \x03It is the \x037best protocol ever!", [
            Span("I love ", PLAIN), Span("IRC! ", Style(foreground=3)), Span("It is the ", PLAIN),
            Span("best protocol ever!", Style(foreground=7)),
        ]),
        ("This is a \x1d\x0313,9cool \x03message", [
            Span("This is a ", PLAIN), Span("cool ", Style(italic=True, foreground=13, background=9)),
            Span("message", Style(italic=True)),
        ]),
        ("5\x0313,8,6\x03,7,8 \x029\x02\x1d!", [
            Span("5", PLAIN), Span(",6", Style(foreground=13, background=8)), Span(",7,8 ", PLAIN),
            Span("9", Style(bold=True)), Span("!", Style(italic=True)),
        ]),
        # Forms of colour codes
        ("\x03,a", [Span(",a", PLAIN)]),
        ("\x034,a", [Span(",a", Style(foreground=4))]),
        ("\x03123", [Span("3", Style(foreground=12))]),
        ("\x031,234", [Span("4", Style(foreground=1, background=23))]),
        ("\x034,5a\x036b", [Span("a", Style(foreground=4, background=5)),
            Span("b", Style(foreground=6, background=5))]),
        ("\x034,5a\x0399,99b", [Span("a", Style(foreground=4, background=5)), Span("b", PLAIN)]),
        ("\x03²", [Span("²", PLAIN)]),
        ("\x04FF8000,00ff00a\x04b", [Span("a", Style(foreground="#ff8000", background="#00ff00")), Span("b", PLAIN)]),
        ("\x04FF80 a", [Span("FF80 a", PLAIN)]),
        ("a\x07\x1bb", [Span("a\x07\x1bb", PLAIN)]),
    ],
)  # fmt: skip
def test_spans(text, spans):
    assert parse(text) == spans


@given(st.text(st.sampled_from("ab1,9\x02\x03\x04\x0f\x11\x16\x1d\x1e\x1fF\n ")))
def test_stripped_text_is_the_spans_text(text):
    spans = parse(text)
    assert "".join(span.text for span in spans) == strip(text)
    assert all(span.text for span in spans)
    assert not set(strip(text)) & set("\x02\x03\x04\x0f\x11\x16\x1d\x1e\x1f")
