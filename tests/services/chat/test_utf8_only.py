# SPDX-License-Identifier: GPL-3.0-or-later
"""UTF8ONLY: what is not UTF-8 is refused with INVALID_UTF8 and goes no further. Source: IRCv3 utf8-only."""

from pathlib import Path

from tests.support.server import Server


def test_a_message_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    with Server(tmp_path, autojoin=["#x"]) as server:
        alice, bob = server.client("alice"), server.client("bob")
        alice.lines()
        alice.send_bytes(b"PRIVMSG #x :caf\xe9\r\n")
        assert alice.line().startswith(":test.server FAIL PRIVMSG INVALID_UTF8 :Message rejected, ")
        alice.send_bytes(b"\xff\xfe\r\n")
        assert " INVALID_UTF8 :" in alice.line()
        assert bob.lines() == []


def test_a_real_name_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        client = server.client()
        client.send_bytes(b"NICK alice\r\nUSER alice 0 * :Ren\xe9\r\n")
        assert client.line().startswith(":test.server FAIL USER INVALID_UTF8 :")
