# SPDX-License-Identifier: GPL-3.0-or-later
"""Text made safe for a terminal and for a log."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.chat.visible import plain, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("hello", "hello"),
        ("a\r\nb\tc\0", "a\\x0d\\x0ab\\x09c\\x00"),
        ("\x1b[31mred\x9b0m", "\\x1b[31mred\\x9b0m"),
        ("evil\u202etxt.exe\u2066", "evil\\u202etxt.exe\\u2066"),
        ("line\u2028break", "line\\u2028break"),
        ("👩‍👩‍👧 é naïve Ελ 日本", "👩‍👩‍👧 é naïve Ελ 日本"),
        ("\ud800", "\\ud800"),
    ],
)
def test_what_is_dangerous_is_seen(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_formatting_is_left_out() -> None:
    assert plain("\x02bold\x0f \x0304,01red\x03 \x1ditalic\x07") == "bold red italic\\x07"


@given(st.text())
def test_always_one_harmless_line_that_can_be_written(text: str) -> None:
    for shown in (visible(text), plain(text)):
        assert len(shown.splitlines()) <= 1
        assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in shown)
        shown.encode()
