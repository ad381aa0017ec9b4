# SPDX-License-Identifier: GPL-3.0-or-later
"""IRC connections as bytes: input that is no line gets an answer, and the connection goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.server import Server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with Server(tmp_path, autojoin=[]) as running:
        yield running


BAD_LINES = [
    (b"PRIVMSG x :a\x00b", "FAIL PRIVMSG "),
    (b"PRIVMSG x :a\rb", "FAIL PRIVMSG "),
    (b"PRI\x00VMSG x", "FAIL * "),
    (b"\r\x1a\x17NICK x", "FAIL * "),
    (b"PRIVMSG x :\xff", "FAIL PRIVMSG INVALID_UTF8 "),
    (b"PRIVMSG x :" + b"y" * 600, "417 alice "),
    (b"@a=" + b"y" * 5000 + b" PING x", "417 alice "),
    (b":only-a-source", ""),
    (b"   ", ""),
]


@pytest.mark.parametrize(("line", "answer"), BAD_LINES, ids=[repr(line)[:30] for line, _ in BAD_LINES])
def test_a_bad_line_gets_an_answer_and_the_connection_goes_on(server: Server, line: bytes, answer: str) -> None:
    alice = server.client("alice")
    alice.send_bytes(line + b"\r\n")
    answered = alice.lines()
    assert [text.startswith(f":test.server {answer}") for text in answered] == ([True] if answer else [])
    assert alice.lines() == []
