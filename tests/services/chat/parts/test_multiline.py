# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages in several lines: their parts, and drafts that are left open. The conversations are in the plays."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.chat.events import MultilineSent, Piece, compose
from services.chat.parts.multiline import Draft
from services.chat.rules import Failed
from tests.support.server import running

CAPS = "batch draft/multiline message-tags labeled-response"


def pieces() -> st.SearchStrategy[list[Piece]]:
    texts = st.text(st.characters(exclude_characters="\n", exclude_categories=("Cs",)), max_size=5)
    return st.lists(st.builds(Piece, texts, st.booleans()), min_size=1, max_size=6).map(
        lambda found: [Piece(p.text, p.joined and bool(p.text) and place > 0) for place, p in enumerate(found)]
    )


@given(pieces())
def test_the_lines_come_back_as_they_were_sent(lines: list[Piece]) -> None:
    """multiline: "Servers SHOULD maintain the line composition sent by the client" """
    text, splits = compose(lines)
    event = MultilineSent(1, "m", "", "a!b@c", "alice", "#room", "PRIVMSG", "#room", text, splits=splits)
    assert event.pieces() == lines
    assert MultilineSent.restore(event.record()) == event


@given(pieces(), st.integers(0, 30), st.integers(0, 7))
def test_the_limits_are_those_of_the_combined_value(lines: list[Piece], most_bytes: int, most_lines: int) -> None:
    """multiline: "Each line feed used to join line messages contributes one byte towards the max-bytes limit" """
    draft = Draft("1", "#room")
    refused = ""
    for line in lines:
        try:
            draft.add("PRIVMSG", "#room", line, most_bytes, most_lines)
        except Failed as failure:
            refused = failure.code.code
            break
    tried = lines[: len(draft.pieces) + bool(refused)]
    assert (refused == "MULTILINE_MAX_BYTES") == (len(compose(tried)[0].encode()) > most_bytes)
    if refused == "MULTILINE_MAX_LINES":
        assert len(tried) == most_lines + 1
    assert len(draft.pieces) <= most_lines


def test_a_batch_left_open_for_too_long_is_dropped_and_its_end_ignored(tmp_path: Path) -> None:
    """client-batch: "TIMEOUT <reference-tag>: … all past and future messages in this batch will be ignored" """
    with running(tmp_path, autojoin=[]) as server:
        server.app.house.multiline.patience = 0.01
        client = server.client("alice", CAPS)
        client.send("@label=l BATCH +1 draft/multiline alice", "@batch=1 PRIVMSG alice :lost")
        assert client.line() == "@label=l :test.server FAIL BATCH TIMEOUT 1 :The batch was left open for too long"
        client.send("@batch=1 PRIVMSG alice :lost, too", "BATCH -1")
        assert client.lines() == []


def test_a_batch_that_ends_in_time_is_not_told_of_later(tmp_path: Path) -> None:
    with running(tmp_path, autojoin=[]) as server:
        client = server.client("alice", CAPS + " echo-message")
        client.send("JOIN #x")
        client.until("366")
        client.send("BATCH +1 draft/multiline #x", "@batch=1 PRIVMSG #x :x", "BATCH -1")
        assert ["PRIVMSG" in line for line in client.lines()] == [False, True, False]
        assert server.app.house.multiline._drafts == {}


def test_a_session_that_goes_takes_its_draft_with_it(tmp_path: Path) -> None:
    with running(tmp_path, autojoin=[]) as server:
        watcher = server.client("watcher")
        watcher.send("JOIN #room")
        watcher.lines()
        client = server.client("alice", CAPS)
        client.send("JOIN #room", "BATCH +1 draft/multiline #room", "QUIT")
        watcher.until("QUIT")
        assert server.app.house.multiline._drafts == {}


@pytest.mark.parametrize(("joined", "text"), [(False, "a\nb"), (True, "ab")])
def test_the_combined_value(joined: bool, text: str) -> None:
    assert compose([Piece("a"), Piece("b", joined)])[0] == text
