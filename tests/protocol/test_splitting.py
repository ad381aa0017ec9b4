# SPDX-License-Identifier: GPL-3.0-or-later
"""Long text in pieces that fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.message import Message
from protocol.splitting import room, split_lines, split_text, truncate


@pytest.mark.parametrize(
    ("text", "size", "pieces"),
    [
        ("", 10, [""]),
        ("short", 10, ["short"]),
        ("exactly te", 10, ["exactly te"]),
        ("hello there world", 12, ["hello there ", "world"]),  # the space stays at the line's end
        ("hello there world", 11, ["hello ", "there world"]),
        ("a verylongwordindeed", 10, ["a ", "verylongwo", "rdindeed"]),
        ("nospacesatall", 5, ["nospa", "cesat", "all"]),
        ("ééééé", 4, ["éé", "éé", "é"]),
        ("🙂🙂🙂", 4, ["🙂", "🙂", "🙂"]),
        ("🙂🙂🙂", 7, ["🙂", "🙂", "🙂"]),
        ("           x", 5, ["     ", "     ", " x"]),
        ("abe\u0301f", 4, ["ab", "e\u0301f"]),  # the accent stays with its letter
        ("ab👩\u200d💻", 13, ["ab👩\u200d💻"]),
        ("abc👩\u200d💻", 13, ["abc", "👩\u200d💻"]),
        ("x👍🏽y", 8, ["x", "👍🏽", "y"]),
        ("x👍🏻y", 8, ["x", "👍🏻", "y"]),
        ("aकि", 6, ["a", "कि"]),
        ("a1\u20e3", 4, ["a", "1\u20e3"]),
        ("🇩🇪🇫🇷", 12, ["🇩🇪", "🇫🇷"]),
        ("🇩🇪🇫🇷", 8, ["🇩🇪", "🇫🇷"]),
    ],
)
def test_pieces(text, size, pieces):
    assert split_text(text, size) == pieces


def test_a_character_longer_than_a_piece_is_cut_somewhere():
    text = "e" + "\u0301" * 50
    pieces = split_text(text, 10)
    assert "".join(pieces) == text
    assert all(len(piece.encode()) <= 10 for piece in pieces)


@given(st.text(st.sampled_from("ab é🙂\u0301\u200d👩🇩🇪"), max_size=200), st.integers(4, 40))
def test_pieces_fit_and_are_the_text(text, size):
    pieces = split_text(text, size)
    assert "".join(pieces) == text
    assert all(len(piece.encode()) <= size for piece in pieces)
    assert all(pieces) or text == ""


@given(st.text(max_size=300), st.integers(0, 60))
def test_truncating(text, size):
    cut = truncate(text, size)
    assert text.startswith(cut)
    assert len(cut.encode()) <= size
    assert cut == text or len(text.encode()) > size


def test_truncating_keeps_characters_whole():
    assert truncate("abc", 3) == "abc"
    assert truncate("abcd", 3) == "abc"
    assert truncate("aé", 2) == "a"
    assert truncate("ae\u0301", 3) == "a"
    assert truncate("🙂", 3) == ""
    assert truncate("e\u0301", 2) == ""


def test_lines_for_multiline():
    assert split_lines("hello\n\nhow is everyone?", 7) == [
        ("hello", False),
        ("", False),
        ("how is ", False),
        ("everyon", True),
        ("e?", True),
    ]
    assert split_lines("a\r\nb\rc", 10) == [("a", False), ("b", False), ("c", False)]


@given(st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0\r"), min_size=1, max_size=600))
def test_what_fits_is_a_line_of_512(text):
    source = "nick!~user@host.example.org"
    size = room(source, "PRIVMSG", "#channel")
    for piece, _ in split_lines(text, size):
        assert len(Message("PRIVMSG", ["#channel", piece], source).render().encode()) <= 510


def test_room():
    # multiline: 512 - 14 - <nick> - <user> - <host> - <channel>; it forgets the two spaces around PRIVMSG.
    assert room("nick!~user@host", "PRIVMSG", "#channel") == 512 - 14 - 2 - 4 - 5 - 4 - 8
    assert room("n", "PRIVMSG", "#ü", 10) == 510 - 10 - len(":n PRIVMSG #ü :".encode())


def test_a_piece_must_hold_something():
    with pytest.raises(ValueError, match="code point"):
        split_text("abc", 3)
