# SPDX-License-Identifier: GPL-3.0-or-later
"""A page in a few words of plain text, whatever is in it."""

import pytest

from clients.desktop.media.pages import HEAD, Preview, read


def test_title_description_and_site() -> None:
    page = b"""<!doctype html><html><head><title>Plain</title>
        <meta property="og:title" content="A &amp; B > 'C'"><meta name=description content='It "says" &lt;b&gt;'>
        <meta property="og:site_name" content="Example"></head><body><title>no</title>"""
    assert read(page) == Preview("A & B > 'C'", 'It "says" <b>', "Example")


def test_without_more_the_title_will_do() -> None:
    assert read(b"<TITLE lang=en>\n  Two\n  lines </TITLE>").title == "Two lines"
    assert read(b"<title></title><meta property=og:title content=''>") == Preview()
    assert read(b"") == Preview()


@pytest.mark.parametrize(
    ("page", "charset", "title"),
    [
        ("<title>Ä</title>".encode(), "", "Ä"),
        ("<title>Ä</title>".encode("latin-1"), "iso-8859-1", "Ä"),
        ('<meta charset="windows-1252"><title>Ä€</title>'.encode("cp1252"), "", "Ä€"),
        ("<title>日本</title>".encode("shift_jis"), "shift_jis", "日本"),
        (b"<title>x</title>", "rot13", "x"),
        (b"<title>x</title>", "zip", "x"),
        (b"<title>x</title>", "unicode_escape", "x"),
        (b"<title>x</title>", "../../etc", "x"),
        (b"<title>x\xff</title>", "utf-8", "x\ufffd"),
    ],
)
def test_character_sets(page: bytes, charset: str, title: str) -> None:
    assert read(page, charset).title == title


def test_scripts_styles_and_comments_are_not_read() -> None:
    page = b"<script>'<title>no</title>'</script><!-- <title>no</title> --><style><title>no</title></style><title>yes"
    page += b"</title>"
    assert read(page).title == "yes"
    assert read(b"<script><title>swallowed</title>").title == ""


def test_nothing_deceives_and_nothing_is_long() -> None:
    found = read("<title>a\u202eb\u200bc\x02</title><meta name=description content='".encode() + b"x" * 5000 + b"'>")
    assert "\u202e" not in found.title
    assert "\u200b" not in found.title
    assert len(found.description) <= 400


@pytest.mark.parametrize(
    "piece",
    [b"<meta ", b'<meta "', b"<meta \"'", b"<", b"<script>", b"<!--", b"<title>", b"<title a", b"<title>&amp", b"<![",
     b"<meta a=", b"</", b"&#", b"<title>\xe2\x80\xae</title>", b"<meta name=description content=x>"],
)  # fmt: skip
def test_hostile_pages_are_work_like_others(piece: bytes) -> None:
    data = (piece * (HEAD // len(piece) + 1))[:HEAD]
    found = read(data)
    assert len(found.title) <= 200
