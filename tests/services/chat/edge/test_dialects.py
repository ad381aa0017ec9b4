# SPDX-License-Identifier: GPL-3.0-or-later
"""Telling dialects apart: whole, byte by byte, with more behind it, and when the time is up."""

from __future__ import annotations

import pytest

from services.chat.commands import TABLE
from services.chat.edge import foreign
from services.chat.edge.dialects import ENOUGH, Classifier, Dialect, late_dialect, may_open_irc, opens_irc

classify = Classifier([*TABLE, "STATS", "STARTLE"])
IRC, CLASSIC, HTTP, TLS = Dialect.IRC, Dialect.CLASSIC, Dialect.HTTP, Dialect.TLS

CASES = [
    (b"NICK alice\r\n", IRC),
    (b"nick alice\n", IRC),
    (b"CAP LS 302\r\nNICK a\r\n", IRC),
    (b"QUIT\n", IRC),
    (b"\r\n\r\nUSER a 0 * :a\r\n", IRC),
    (b"@label=1;+a=b PRIVMSG x :y\r\n", IRC),
    (b":alice NICK bob\r\n", IRC),
    (b"@a=b :alice  PING x\r\n", IRC),
    (b"hello\n", CLASSIC),
    (b"alice", CLASSIC),
    (b"NICKNAME\n", CLASSIC),
    (b"nice to be here\n", CLASSIC),
    (b":)\n", CLASSIC),
    (b":) hello\nNICK x\n", CLASSIC),
    (b"@bob: hello\n", CLASSIC),
    (b"@bob\n QUIT now\n", CLASSIC),
    ("привет\n".encode(), CLASSIC),
    (b"GETTING there\n", CLASSIC),
    (b"GET / HTTP/1.1\r\n", HTTP),
    (b"POST / HTTP/1.1\r\n\r\nNICK spam\r\n", HTTP),
    (b"GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n\x81\x86\0\0\0\0CAP LS", HTTP),
    (b"NICK a\r\nPRIVMSG b :\0\r\n", IRC),
    (b"PROPFIND / HTTP/1.1\r\n", HTTP),
    (b"M-SEARCH * HTTP/1.1\r\n", HTTP),
    (b"HELLO world HTTP\n", CLASSIC),
    (b"\x16\x03\x01\x02\x00", TLS),
    (b"\xef\xbb\xbfNICK alice\r\n", IRC),
    (b"\xff\xfb\x1f\xff\xfb\x18alice\r\0", CLASSIC),
    (b"alice\r\0hello\r\0", CLASSIC),
    (b"\x1b[Aalice\n", CLASSIC),
    (b"set off 1\n", CLASSIC),
    (b"*waves*\n", CLASSIC),
    (b"Ehlers\n", CLASSIC),
    (b"PRI\n", CLASSIC),
]

# What is spoken elsewhere, and how each answer begins.
PROBES = [
    (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0", b"\0\0\0\4\0\0\0\0\0\0\0\x08\7"),
    (b"*1\r\n$4\r\nPING\r\n", b"-ERR "),
    (b"*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\nb\r\n", b"-ERR "),
    (b"set key 0 0 5\r\nhello\r\n", b"SERVER_ERROR "),
    (b"flush_all\r\n", b"ERROR :"),
    (b"EHLO mail.example.org\r\n", b"554 "),
    (b"HELO x\r\n", b"554 "),
    (b"MAIL FROM:<a@example.org>\r\n", b"554 "),
    (b"SSH-2.0-OpenSSH_9.6\r\n", b"This is a chat server"),
    (b"OPTIONS rtsp://camera/1 RTSP/1.0\r\nCSeq: 1\r\n\r\n", b"RTSP/1.0 501 "),
    (b"DESCRIBE rtsp://camera/1 RTSP/1.0\r\n\r\n", b"RTSP/1.0 501 "),
    (b"OPTIONS sip:nm SIP/2.0\r\nVia: SIP/2.0/TCP nm\r\n\r\n", b"SIP/2.0 501 "),
    (b"<?xml version='1.0'?><stream:stream to='x'>", b"</stream:stream>"),
    (b"\x03\0\0\x13\x0e\xe0\0\0\0\0\0Cookie: mstshash=admin\r\n", b"ERROR :"),
    (b"\0\0\0\x85\xffSMBr\0\0\0\0", b"ERROR :"),
    (b"\0\0\0\x08\x04\xd2\x16\x2f", b"ERROR :"),
    (b"\x10\x10\0\x04MQTT\x04\x02\0\x3c\0\x04test", b"ERROR :"),
    (b"AMQP\0\0\x09\x01", b"ERROR :"),
    (b"\x05\x01\0", b"ERROR :"),
    (b"\x80\x2e\x01\0\x02", b"ERROR :"),
    (b"l\0\x0b\0\0\0\0\0\0\0\0\0", b"ERROR :"),
    (b"\x13BitTorrent protocol", b"ERROR :"),
    (b"NICK\0\n", b"ERROR :"),
    ("\ufeffNICK a\r\n".encode("utf-16-le"), b"ERROR :Only UTF-8"),
    ("\ufeffNICK a\r\n".encode("utf-16-be"), b"ERROR :Only UTF-8"),
]


@pytest.mark.parametrize(("first", "beginning"), PROBES, ids=[repr(first)[:30] for first, _ in PROBES])
def test_what_is_spoken_elsewhere(first: bytes, beginning: bytes) -> None:
    assert classify(first) is Dialect.FOREIGN
    answer = foreign.answer(first)
    assert answer is not None
    assert answer.startswith(beginning)


@pytest.mark.parametrize("first", [first for first, _ in PROBES if first[:1] not in b"\xff\xfe"], ids=repr)
def test_what_is_spoken_elsewhere_in_pieces_is_irc_for_nobody(first: bytes) -> None:
    answers = [classify(first[:end]) for end in range(len(first) + 1)]
    assert IRC not in answers


LATE = [
    ("CAP LS 302", True), ("CAP LS", True), ("cap ls", True), ("CAP REQ :sasl", True), ("NICK alice", True),
    ("NICK :alice", True), ("PASS secret", True), ("PASS :two words", True), ("USER a 0 * :Alice", True),
    ("user a 0 * :Alice", True), ("USER guest tolmoon tolsun :Ronnie", True), ("WEBIRC pw gw host 192.0.2.1", True),
    ("@a=b :alice NICK alice", True), ("QUIT :bye", True), ("PING x", True),
    ("Nick", False), ("NICK", False), ("nick", False), ("Nick Smith", False), ("NICK SMITH OF HILL", False),
    ("pass me the salt", False), ("User", False), ("user error is what they call it", False), ("cap", False),
    ("CAP of wool", False), ("Cap LS Lowry", True), ("", False), ("hello NICK alice", False), ("QUIT", False),
    ("JOIN #room", False), ("whois this", False), (":)", False), ("@bob: hello", False),
]  # fmt: skip


@pytest.mark.parametrize(("line", "irc"), LATE)
def test_the_first_line_after_the_prompt(line: str, irc: bool) -> None:
    assert opens_irc(line) is irc
    assert late_dialect(f"{line}\r\n".encode()) is (IRC if irc else None)
    if irc:
        assert all(may_open_irc(line.encode()[:end]) for end in range(len(line))) or line[0] == "@"


def test_small_letters_are_an_irc_client_when_a_second_command_follows() -> None:
    assert opens_irc("nick alice", "user alice 0 * :Alice")
    assert opens_irc("pass secret", "nick alice")
    assert not opens_irc("Nick Smith", "hello everybody")
    assert not opens_irc("nick", "user alice 0 * :Alice")


@pytest.mark.parametrize(
    "first", [first for first, _ in PROBES if b"\n" in first and first[:1] not in b"\xff\0"], ids=repr
)
def test_what_is_spoken_elsewhere_after_the_prompt(first: bytes) -> None:
    assert late_dialect(first) is Dialect.FOREIGN
    assert late_dialect(b"GET / HTTP/1.1\r\n\r\n") is Dialect.FOREIGN


@pytest.mark.parametrize(("first", "dialect"), CASES, ids=[repr(first)[:30] for first, _ in CASES])
def test_whole_and_with_more_behind_it(first: bytes, dialect: Dialect) -> None:
    assert classify(first, final=True) is dialect
    assert classify(first + b"\nmore\r\n") is dialect


@pytest.mark.parametrize(("first", "dialect"), CASES, ids=[repr(first)[:30] for first, _ in CASES])
def test_byte_by_byte_the_first_answer_is_the_only_one(first: bytes, dialect: Dialect) -> None:
    answers = [classify(first[:end]) for end in range(len(first) + 1)]
    given = [answer for answer in answers if answer is not None]
    assert set(given) <= {dialect}
    assert answers[0] is None
    assert answers[answers.index(given[0]) :] == given if given else True


@pytest.mark.parametrize(
    "first", [b"", b"N", b"ni", b"STAT", b"STATS", b"G", b"P", b"\r\n", b"@tag", b":source", b":s "]
)
def test_what_could_become_a_command_waits_and_in_the_end_decides(first: bytes) -> None:
    assert classify(first) is None
    assert classify(first, final=True) is (IRC if first == b"STATS" else CLASSIC)


def test_a_shorter_command_does_not_hide_a_longer_one() -> None:
    assert classify(b"STAR") is None
    assert classify(b"STARTLE x") is IRC
    assert classify(b"START x\n") is CLASSIC


def test_it_is_decided_within_so_many_bytes() -> None:
    for beginning in (b"@", b":", b"\r\n", b"@a :"):
        first = beginning + b"a" * ENOUGH
        assert classify(first) is not None
    assert classify(b"@" + b"a" * ENOUGH) is IRC  # tags may be as long as that
