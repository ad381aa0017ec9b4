# SPDX-License-Identifier: GPL-3.0-or-later
"""Sentences: English text, or pattern and values for whoever translates them; kept over a restart."""

from pathlib import Path

import pytest

from clients.session.model import ItemKind
from clients.session.sentences import Sentence, kept, read
from clients.session.store import PendingRow, Store
from tests.clients.session.stage import Stage


def test_a_sentence_is_its_english_text() -> None:
    said = Sentence("There is no room called {what}.", what="#x {y}")
    assert said == "There is no room called #x {y}."
    assert (said.english, said.values) == ("There is no room called {what}.", {"what": "#x {y}"})
    assert Sentence("/away [REASON]") == "/away [REASON]"
    assert Sentence("{what} is full.").of(what="#x") == "#x is full."


@pytest.mark.parametrize("text", ["", "what a server said", '["a", {}]', Sentence("{what} is full.", what='"#x"')])
def test_what_is_kept_comes_back(text: str) -> None:
    again = read(kept(text))
    assert again == text
    assert type(again) is type(text)


@pytest.mark.parametrize("damage", ["", "[", "[1]", '["{a.b}", {"a": "x"}]', '["{a}", {}]', '["{}", {"a": 1}]', "7"])
def test_a_damaged_one_is_a_text(damage: str) -> None:
    assert isinstance(read(f"\0sentence\0{damage}"), str)


def test_a_failed_message_can_be_explained_in_any_language_after_a_restart(tmp_path: Path) -> None:
    failure = Sentence("You cannot talk in {what}: {text}", what="#room", text="+m")
    store = Store(tmp_path / "store")
    store.save_pending("net", PendingRow("k", "#room", ItemKind.MESSAGE, "hi", "", 1, 1, failure))
    store.save_pending("net", PendingRow("l", "#room", ItemKind.MESSAGE, "hi", "", 2, 1, "as the server says"))
    store.close()
    again = Store(tmp_path / "store")
    ours, theirs = again.pending("net")
    again.close()
    assert isinstance(ours.failure, Sentence)
    assert (ours.failure, ours.failure.values["what"]) == (failure, "#room")
    assert type(theirs.failure) is str


def test_a_redaction_too(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    stage = Stage(store=store)
    stage.online()
    stage.join("#room")
    stage.feed("@msgid=m1;time=2027-01-15T08:00:01.000Z :bob!b@h PRIVMSG #room :oops", ":bob!b@h REDACT #room m1 :typo")
    redacted = next(item for item in stage.network.rooms["#room"].items if item.redacted)
    assert isinstance(redacted.redaction, Sentence)
    stage.session.close_store()
    again = next(item for item in store.recent(stage.network.key, "#room", 9) if item.redacted)
    assert isinstance(again.redaction, Sentence)
    assert again.redaction == "Deleted by bob: typo"
    store.close()


def test_what_servers_refuse_is_a_sentence_and_what_they_say_is_not() -> None:
    stage = Stage()
    stage.online()
    stage.join("#room")
    stage.feed(":irc.test 403 alice #nowhere :No such channel", ":irc.test 499 alice :You smell")
    known, unknown = [item.text for item in stage.network.rooms[""].items if item.kind is ItemKind.ERROR][-2:]
    assert isinstance(known, Sentence)
    assert known == "There is no room called #nowhere."
    assert type(unknown) is str
