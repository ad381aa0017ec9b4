# SPDX-License-Identifier: GPL-3.0-or-later
"""What the wire forbids in names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parser_tests import data as vectors

from protocol.message import Source, parse_source
from protocol.names import channel_fault, is_hostname, nickname_fault


@pytest.mark.parametrize("case", vectors.validate_hostname["tests"], ids=lambda case: case["host"] or "empty")
def test_vectors(case):
    assert is_hostname(case["host"]) is case["valid"]


def test_hosts_have_lengths():
    assert is_hostname("a" * 63 + ".org")
    assert not is_hostname("a" * 64 + ".org")
    assert is_hostname(".".join(["a" * 62] * 4) + ".a")
    assert not is_hostname(".".join(["a" * 62] * 4) + ".ab")
    assert not is_hostname("a..org")
    assert not is_hostname("irc.bücher.ch")
    assert not is_hostname("irc.example-")


@pytest.mark.parametrize("nick", ["dan", "Dan-", "[a]\\`^{|}", "_x1", "Jürgen", "名前"])
def test_nicknames(nick):
    assert nickname_fault(nick) is None


@pytest.mark.parametrize(
    ("nick", "fault"),
    [
        ("", "empty"), ("a b", "a space"), ("a,b", ","), ("a*", "*"), ("a?", "?"), ("a!b", "!"), ("a@b", "@"),
        ("a:b", ":"), ("a;b", ";"), ("a=b", "="),
        ("#a", "begins with #"), ("&a", "begins with &"), ("~a", "begins with ~"),
        ("+a", "begins with +"),
        ("%a", "begins with %"), ("$a", "begins with $"), ("1a", "begins with 1"), ("-a", "begins with -"),
        ("a.b", "dot"),
        ("a\0", "control"), ("a\nb", "control"), ("a\x7f", "control"),
    ],
)  # fmt: skip
def test_impossible_nicknames(nick, fault):
    assert fault in nickname_fault(nick)


@given(st.text(st.characters(blacklist_categories=("Cs",)), max_size=12))
def test_a_nickname_that_passes_comes_out_of_a_source(nick):
    if nickname_fault(nick) is None:
        assert parse_source(f"{nick}!u@h") == Source(nick, "u", "h")


@pytest.mark.parametrize("channel", ["#a", "##a", "#Jürgen's", "#1.0", "#a!b@c"])
def test_channels(channel):
    assert channel_fault(channel) is None


@pytest.mark.parametrize(
    ("channel", "fault"),
    [
        ("", "begin"), ("a", "begin"), ("&a", "begin"), ("#", "empty"), ("#a b", "a space"), ("#a,b", ","),
        ("#a\x07", "control"), ("#a:b", ":"), ("#a;b", ";"), ("#a\r", "control"), ("#a*", "*"), ("#a?", "?"),
    ],
)  # fmt: skip
def test_impossible_channels(channel, fault):
    assert fault in channel_fault(channel)


def test_other_kinds_of_channels():
    assert channel_fault("&a", "#&") is None
    assert "# or &" in channel_fault("a", "#&")
