# SPDX-License-Identifier: GPL-3.0-or-later
"""The judge itself: each broken promise is found."""

from pathlib import Path

import pytest

from protocol.message import Message
from tests.faults.ledger import Ledger
from tests.faults.people import Person

ONE, TWO, THREE = (("m1", "ann", "one"), ("m2", "bob", "two"), ("m3", "ann", "three"))
Entry = tuple[str, str, str]


def book(view: list[Entry]) -> Ledger:
    ledger = Ledger()
    ledger.sent = {"one": "ann", "two": "bob", "three": "ann", "no": "bob"}
    ledger.acknowledged = {"one": "m1", "three": "m3"}
    ledger.refused = {"no"}
    for msgid, nick, text in view:
        ledger.hear(Person("reader"), said(msgid, nick, text))
    return ledger


def said(msgid: str, nick: str, text: str) -> Message:
    return Message("PRIVMSG", ["#lobby", text], f"{nick}!u@h", {"msgid": msgid})


@pytest.mark.parametrize(
    ("view", "history", "broken"),
    [
        ([ONE, TWO, THREE], [ONE, TWO, THREE], ""),
        ([TWO, THREE], [ONE, TWO, THREE], ""),
        ([ONE, TWO], [ONE, TWO], "I1 acknowledged and lost: three"),
        ([ONE, TWO, THREE], [ONE, THREE], "I1 reader saw what is lost: two"),
        ([ONE, TWO, TWO, THREE], [ONE, TWO, THREE], "I2 twice in reader"),
        ([ONE, THREE], [ONE, TWO, TWO, THREE], "I2 twice in history"),
        ([TWO, ONE, THREE], [ONE, TWO, THREE], "I3 reader"),
        ([ONE, THREE], [ONE, TWO, THREE], "I3 reader"),
        ([ONE, THREE], [ONE, ("m2", "eve", "two"), THREE], "I4 never sent, but in history: <eve> two"),
        ([ONE, THREE], [ONE, THREE, ("m4", "bob", "no")], "I4 refused, but in history: no"),
    ],
)
def test_the_judge(view: list[Entry], history: list[Entry], broken: str) -> None:
    found = book(view).judge([said(*entry) for entry in history])
    assert any(problem.startswith(broken) for problem in found) if broken else found == []


@pytest.mark.parametrize(
    ("lines", "broken"),
    [
        (["<ann> one", "<bob> two", "<ann> three"], ""),
        (["<ann> one", "<ann> three"], "I1 not in the transcript: two"),
        (["<bob> two", "<ann> one", "<ann> three"], "I3 the transcript"),
        (["<ann> one", "<ann> one", "<bob> two", "<ann> three"], "I3 the transcript"),
        (["<ann> one", "<bob> two", "<ann> three", "<eve> four"], "I3 the transcript"),
    ],
)
def test_the_judge_reads_transcripts(tmp_path: Path, lines: list[str], broken: str) -> None:
    (tmp_path / "#lobby").mkdir()
    (tmp_path / "#lobby" / "2026-01-01.log").write_text("".join(f"[12:00:00] {line}\n" for line in lines))
    found = book([ONE, TWO, THREE]).judge([said(*entry) for entry in (ONE, TWO, THREE)], tmp_path)
    assert any(problem.startswith(broken) for problem in found) if broken else found == []
