# SPDX-License-Identifier: GPL-3.0-or-later
"""One message: the parsers' shared vectors, the grammar's corners, and what the serialiser refuses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parser_tests import data as vectors

from protocol import message as m
from protocol.framing import LineFramer
from protocol.message import Malformed, Message, Reason, Source, Unrenderable, parse

SPLIT = vectors.msg_split["tests"]
JOIN = vectors.msg_join["tests"]


def expected(atoms):
    return Message(atoms["verb"].upper(), atoms.get("params", []), atoms.get("source"), atoms.get("tags", {}))


@pytest.mark.parametrize("case", SPLIT, ids=lambda case: case["input"])
def test_vectors_split(case):
    assert parse(case["input"]) == expected(case["atoms"])


@pytest.mark.parametrize("case", SPLIT, ids=lambda case: case["input"])
@pytest.mark.parametrize("how", ["whole", "byte by byte", "with trailing bytes"])
def test_vectors_split_from_a_stream(case, how):
    stream = case["input"].encode() + b"\r\n"
    framer = LineFramer()
    if how == "byte by byte":
        lines = [line for place in range(len(stream)) for line in framer.feed(stream[place : place + 1])]
    elif how == "whole":
        lines = framer.feed(stream)
    else:
        lines = framer.feed(stream + b"PING :tra")
        assert framer.pending == b"PING :tra"
    assert [parse(line) for line in lines] == [expected(case["atoms"])]


@pytest.mark.parametrize("case", JOIN, ids=lambda case: case["desc"])
def test_vectors_join(case):
    atoms = case["atoms"]
    message = Message(atoms["verb"], atoms.get("params", []), atoms.get("source"), atoms.get("tags", {}))
    assert message.render() in case["matches"]


@pytest.mark.parametrize("case", vectors.userhost_split["tests"], ids=lambda case: case["source"])
def test_vectors_userhost(case):
    atoms = case["atoms"]
    assert m.parse_source(case["source"]) == (atoms.get("nick", ""), atoms.get("user", ""), atoms.get("host", ""))


def test_the_last_at_sign_begins_the_host():
    assert m.parse_source("nick!us@er@host") == Source("nick", "us@er", "host")


def test_a_source_renders_its_parts():
    assert Source("n", "u", "h").render() == "n!u@h"
    assert Source("irc.example.org").render() == "irc.example.org"
    assert Source("n", "", "h").render() == "n@h"


@pytest.mark.parametrize("line", ["", " ", "    "])
def test_nothing_is_empty(line):
    assert parse(line) == Malformed(Reason.EMPTY, line)


@pytest.mark.parametrize(
    "line", ["@a=b", "@a=b ", ":source", ":source  ", "@a :source", ":", "@", " :text only", "@a  :s  "]
)
def test_a_line_without_command(line):
    assert parse(line) == Malformed(Reason.NO_COMMAND, line)


@pytest.mark.parametrize("bad", ["\r", "\n", "\0"])
@pytest.mark.parametrize("line", ["PRIVMSG #a :x{}QUIT", "{}PING", "@a=x{} PING", ":n{} PING", "PING{}"])
def test_no_line_ends_and_no_nul_inside(line, bad):
    line = line.format(bad)
    assert parse(line) == Malformed(Reason.BAD_BYTE, line)


def test_only_ascii_commands_change_their_case():
    assert parse("privmsg #a b") == Message("PRIVMSG", ["#a", "b"])
    # U+017F becomes S in upper case: without care "pa\u017f\u017f" would be PASS.
    assert parse("pa\u017f\u017f secret") == Message("pa\u017f\u017f", ["secret"])


def test_only_spaces_separate():
    assert parse("A b\tc\u00a0d\u2003e") == Message("A", ["b\tc\u00a0d\u2003e"])


def test_runs_of_spaces_separate_like_one():
    assert parse("@a  :s   CMD  b   :c  d ") == Message("CMD", ["b", "c  d "], "s", {"a": ""})


def test_more_parameters_than_fifteen():
    # "clients MUST parse incoming messages with any number of them"
    assert parse("X " + " ".join("p" * 40)) == Message("X", ["p"] * 40)


def test_tags_that_no_specification_names_are_kept():
    # "MUST NOT perform any validation that would reject the message if an invalid tag key name is used"
    assert parse("@+;=x;ü=1;a/b/c=2;;A=1;a=2 X") == Message(
        "X", [], None, {"+": "", "ü": "1", "a/b/c": "2", "A": "1", "a": "2"}
    )


@pytest.mark.parametrize(
    ("escaped", "value"),
    [
        ("", ""),
        ("plain", "plain"),
        (r"\:\s\\\r\n", "; \\\r\n"),
        ("test\\", "test"),
        (r"\b", "b"),
        (r"\\\\", r"\\"),
        (r"\\\\s", r"\\s"),
        (r"\\:", r"\:"),
        ("\\", ""),
        (r"\\" + "\\", "\\"),
    ],
)
def test_unescaping(escaped, value):
    assert m.unescape_tag(escaped) == value


def test_escaping():
    assert m.escape_tag("raw+:=,escaped; \\") == r"raw+:=,escaped\:\s\\"
    assert m.escape_tag("\r\n") == r"\r\n"


@given(st.text())
def test_escaping_round_trip(value):
    escaped = m.escape_tag(value)
    assert m.unescape_tag(escaped) == value
    assert not set(escaped) & set("; \r\n")


def test_an_empty_value_is_a_missing_one():
    assert parse("@a=;b X").tags == {"a": "", "b": ""}
    assert Message("X", [], None, {"a": ""}).render() == "@a X"


def test_server_tags_come_before_client_tags():
    # "Any server-sent tags attached to messages MUST be included before client-only tags"
    assert Message("X", [], None, {"+a": "1", "b": "2", "+c": "", "d": ""}).render() == "@b=2;d;+a=1;+c X"


def test_the_colon_of_a_text_is_always_there():
    assert Message("PRIVMSG", ["#a", "hello"]).render() == "PRIVMSG #a :hello"
    assert Message("NOTICE", ["a", "hello"]).render() == "NOTICE a :hello"
    assert Message("JOIN", ["#a"]).render() == "JOIN #a"


# Security check 1: CR, LF and NUL in any outgoing field.
@pytest.mark.parametrize("bad", ["\r", "\n", "\0", "a\r\nQUIT"])
def test_nothing_ends_a_line_from_inside(bad):
    for message in (
        Message("PRIVMSG", ["#a", bad]),
        Message("PRIVMSG", [f"#{bad}", "x"]),
        Message(f"X{bad}", []),
        Message("X", [], f"n{bad}"),
        Message("X", [], None, {f"k{bad}": "v"}),
    ):
        with pytest.raises(Unrenderable):
            message.render()


def test_tag_values_carry_line_ends_escaped_but_no_nul():
    assert Message("X", [], None, {"a": "b\r\nQUIT"}).render() == r"@a=b\r\nQUIT X"
    with pytest.raises(Unrenderable):
        Message("X", [], None, {"a": "b\0"}).render()


@pytest.mark.parametrize(
    "message",
    [
        Message("X", ["", "b"]),
        Message("X", ["a b", "c"]),
        Message("X", [":a", "b"]),
        Message("", ["a"]),
        Message("A B", []),
        Message(":X", []),
        Message("@X", []),
        Message("X", [], ""),
        Message("X", [], "a b"),
        Message("X", [], None, {"": "v"}),
        Message("X", [], None, {"a b": "v"}),
        Message("X", [], None, {"a;b": "v"}),
        Message("X", [], None, {"a=b": "v"}),
    ],
    ids=repr,
)
def test_nothing_slides_into_its_neighbour(message):
    with pytest.raises(Unrenderable):
        message.render()


def test_unsafe_parameters_become_a_star():
    assert [m.safe(param) for param in ("a", "", ":a", "a b", "a:b")] == ["a", "*", "*", "*", "a:b"]


def test_tag_keys():
    for key in ("a", "+a", "draft/a", "+example.com/a-b", "A1-"):
        assert m.is_tag_key(key), key
    for key in ("", "+", "a_b", "a b", "/a", "ü", "a/", "++a", "exa_mple/a"):
        assert not m.is_tag_key(key), key


def test_message_ids():
    for value in ("63E1033A051D4B41B1AB1FA3CF4B243E", "server1-1480339715754191-21", "a:b"):
        assert m.is_message_id(value), value
    for value in ("", ":a", "a b", "a;b", "a\\b", "a\n", "a,b"):
        assert not m.is_message_id(value), value


UNICODE = st.characters(blacklist_categories=("Cs",), blacklist_characters="\r\n\0")
TEXT = st.text(UNICODE, max_size=40)
MIDDLE = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\r\n\0 "), min_size=1).filter(
    lambda param: param[0] != ":"
)
KEY = st.from_regex(r"\+?([a-z.]{1,8}/)?[A-Za-z0-9-]{1,12}", fullmatch=True)
MESSAGES = st.builds(
    Message,
    command=st.from_regex(r"[A-Z]{1,12}|[0-9]{3}", fullmatch=True),
    params=st.builds(lambda middles, last: middles + last, st.lists(MIDDLE, max_size=14), st.lists(TEXT, max_size=1)),
    source=st.none() | MIDDLE,
    tags=st.dictionaries(
        KEY, st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0")), max_size=6
    ),
)


@given(MESSAGES)
def test_render_and_parse_round_trip(message):
    assert parse(message.render()) == message


@given(st.lists(st.sampled_from(["@", ":", ";", "=", " ", "\\", "+", "a", "B", "é", "\t", "\r", "\0"])).map("".join))
def test_parse_never_raises_and_what_it_gives_renders_to_the_same(line):
    parsed = parse(line)
    if isinstance(parsed, Message) and parsed.source != "" and parsed.command[0] != "@":
        assert parse(parsed.render()) == parsed
