# SPDX-License-Identifier: GPL-3.0-or-later
"""ISUPPORT from both sides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol import isupport
from protocol.isupport import Features, escape, lines, token, unescape
from protocol.message import parse
from protocol.modes import CHANNEL


def test_tokens():
    assert token("SAFELIST") == "SAFELIST"
    assert token("NICKLEN", 30) == "NICKLEN=30"
    assert token("NETWORK", "Example Network") == r"NETWORK=Example\x20Network"
    assert token("CHANTYPES", "") == "CHANTYPES="


def test_every_token_of_the_design_has_a_row():
    named = (
        "ACCOUNTEXTBAN,AWAYLEN,BOT,CASEMAPPING,CHANLIMIT,CHANMODES,CHANNELLEN,CHANTYPES,CHATHISTORY,CLIENTTAGDENY,ELIST,"
        "EXCEPTS,EXTBAN,HOSTLEN,INVEX,KEYLEN,KICKLEN,MAXLIST,MODES,MONITOR,MSGREFTYPES,NAMELEN,NETWORK,NICKLEN,PREFIX,"
        "SAFELIST,SAFERATE,STATUSMSG,TARGMAX,TOPICLEN,USERLEN,UTF8ONLY,WHOX,draft/ICON"
    )
    for name in named.split(","):
        assert isupport.TOKENS[name]


@given(st.text())
def test_escaping_round_trip(value):
    escaped = escape(value)
    assert unescape(escaped) == value
    assert " " not in escaped
    assert "=" not in escaped


def test_a_backslash_that_begins_no_escape_is_itself():
    assert unescape(r"a\b\x41\x2\x20\x5c\X3D\x3d") == "a\\b\\x41\\x2 \\\\X3D="


def test_at_most_thirteen_tokens_a_line():
    out = lines("s", "dan", [f"T{number}" for number in range(30)])
    assert [len(parse(line).params) - 2 for line in out] == [13, 13, 4]
    assert out[0].startswith(":s 005 dan T0 T1 ")
    assert out[0].endswith(" :are supported by this server")
    assert lines("s", "dan", []) == []


@given(st.lists(st.from_regex(r"[A-Z]{1,20}(=[a-zé]{0,80})?", fullmatch=True), max_size=40), st.integers(100, 510))
def test_lines_fit_and_say_everything_in_order(tokens, size):
    out = lines("irc.example.org", "dan", tokens, size)
    got = []
    for line in out:
        message = parse(line)
        assert len(line.encode()) <= size or len(message.params) == 3
        got += message.params[1:-1]
    assert got == tokens


def test_lines_are_full():
    # Each token is 9 bytes with its space; one more would not fit.
    out = lines("s", "dan", ["A" * 40] * 24)
    assert [len(parse(line).params) - 2 for line in out] == [11, 11, 2]
    assert len(out[0].encode()) == 491


def features(*tokens):
    got = Features()
    got.update(tokens)
    return got


def test_defaults():
    nothing = Features()
    assert nothing.chantypes == "#&"
    assert nothing.casemapping("A[") == "a{"
    assert nothing.mode_classes.prefix() == "(ov)@+"
    assert nothing.mode_classes.chanmodes() == "b,k,l,imnpst"
    assert nothing.statusmsg == ""
    assert nothing.network == ""
    assert nothing.number("NICKLEN") is None
    assert nothing.number("NICKLEN", 9) == 9


def test_what_a_server_says():
    got = features(
        "CHANTYPES=#", "CASEMAPPING=ascii", "PREFIX=(qaohv)~&@%+", "CHANMODES=beI,k,fl,CMRUimnst", "NICKLEN=32",
        r"NETWORK=Example\x20Network", "STATUSMSG=~&@%+", "TARGMAX=privmsg:4,JOIN:,KICK:1", "MAXLIST=beI:100,q:50",
        "WHOX",
    )  # fmt: skip
    assert got.mode_classes == CHANNEL
    assert got.casemapping("A[") == "a["
    assert got.number("NICKLEN") == 32
    assert got.network == "Example Network"
    assert got.table("TARGMAX") == {"PRIVMSG": 4, "JOIN": None, "KICK": 1}
    assert got.table("MAXLIST") == {"beI": 100, "q": 50}
    assert got.statusmsg == "~&@%+"
    assert "WHOX" in got.tokens
    assert got.is_channel("#a")
    assert not got.is_channel("&a")
    assert not got.is_channel("")


def test_a_token_is_taken_back():
    got = features("NICKLEN=32", "-NICKLEN", "-NEVERSAID", "")
    assert got.tokens == {}


def test_empty_values():
    assert features("CHANTYPES=").chantypes == ""
    assert not features("CHANTYPES=").is_channel("#a")
    assert features("PREFIX=").mode_classes.prefix() == ""


@pytest.mark.parametrize(
    ("value", "blocked", "allowed"),
    [
        (None, [], ["+foo"]),
        ("", [], ["+foo"]),
        ("*", ["+foo", "+draft/react"], []),
        ("*,-foo,-example/bar", ["+baz", "+bar"], ["+foo", "+example/bar"]),
        ("foo,example/bar", ["+foo", "+example/bar"], ["+baz"]),
    ],
)
def test_denied_tags(value, blocked, allowed):
    got = features(*([] if value is None else [f"CLIENTTAGDENY={value}"]))
    assert all(got.denies_tag(tag) for tag in blocked)
    assert not any(got.denies_tag(tag) for tag in allowed)


# Security check 15, the part of it that is here: a hostile server's words.
@given(
    st.lists(
        st.text(max_size=40) | st.sampled_from(["PREFIX=(ov)@", "PREFIX=ov@+", "PREFIX=()", "CHANMODES=a", "NICKLEN=²"])
    )
)
def test_nonsense_does_not_raise(tokens):
    got = features(*tokens)
    classes = got.mode_classes
    classes.split_symbols("@x")
    classes.symbol("ov")
    got.casemapping("x")
    got.number("NICKLEN")
    got.table("TARGMAX")
    got.denies_tag("+a")
    got.is_channel("#x")


def test_numbers_are_numbers():
    assert features("NICKLEN=²").number("NICKLEN", 9) == 9
    assert features("NICKLEN=-1").number("NICKLEN", 9) == 9
    assert features("NICKLEN=" + "9" * 5000).number("NICKLEN", 9) == 9
