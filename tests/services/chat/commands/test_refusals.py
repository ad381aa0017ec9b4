# SPDX-License-Identifier: GPL-3.0-or-later
"""Refusals that no play can bring about: they need time to pass, a disk that fails, or many tries."""

from pathlib import Path

import pytest

from services.chat.log.port import LogError
from services.chat.parts.markers import Markers
from tests.support.server import Server


def test_a_message_that_is_too_old_to_be_taken_back(tmp_path: Path) -> None:
    """IRCv3 message-redaction: "FAIL REDACT REDACT_WINDOW_EXPIRED <target> <target-msgid> <window>"."""
    limits = {"redact_window": 60, "flood_burst": 0}
    with Server(tmp_path, autojoin=["#x"], limits=limits) as server:
        server.client("founder")
        alice = server.client("alice", "message-tags echo-message draft/message-redaction")
        alice.send("PRIVMSG #x :one")
        msgid = alice.until("PRIVMSG").tags["msgid"]
        ids = server.app.house.ids
        ids._move(ids.now() + 61_000)
        alice.send(f"REDACT #x {msgid}")
        assert alice.line().startswith(f":test.server FAIL REDACT REDACT_WINDOW_EXPIRED #x {msgid} 60 :")


def test_a_read_marker_that_can_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """IRCv3 read-marker: "FAIL MARKREAD INTERNAL_ERROR the_given_target"."""

    async def fail(*_: object) -> int:
        raise LogError("no disk")

    with Server(tmp_path, autojoin=[]) as server:
        monkeypatch.setattr(Markers, "get", fail)
        alice = server.client("alice")
        alice.send("MARKREAD #x")
        assert alice.line().startswith(":test.server FAIL MARKREAD INTERNAL_ERROR #x :")


def test_accounts_that_nobody_can_make(tmp_path: Path) -> None:
    """IRCv3 account-registration: "FAIL REGISTER TEMPORARILY_UNAVAILABLE <account>"."""
    with Server(tmp_path, autojoin=[], accounts={"registration": False}) as server:
        alice = server.client("alice")
        alice.send("REGISTER * * sesame-seed")
        assert alice.line().startswith(":test.server FAIL REGISTER TEMPORARILY_UNAVAILABLE * :")


def test_codes_that_are_guessed(tmp_path: Path) -> None:
    """IRCv3 account-registration: "FAIL VERIFY TEMPORARILY_UNAVAILABLE <account>"."""
    with Server(tmp_path, autojoin=[], accounts={"verification": "operator"}) as server:
        alice = server.client("alice")
        alice.send("REGISTER * * sesame-seed")
        alice.until("REGISTER")
        for _ in range(200):
            alice.send("VERIFY alice 000000")
            line = alice.line()
            if "INVALID_CODE" not in line:
                break
        assert line.startswith(":test.server FAIL VERIFY TEMPORARILY_UNAVAILABLE alice :")
