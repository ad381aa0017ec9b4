# SPDX-License-Identifier: GPL-3.0-or-later
"""Batches: what waits for their end, and what does not."""

from clients.session.model import ItemKind
from tests.clients.session.stage import Stage, when

MANY = 6000  # more than a batch that waits may hold


def in_room(*others: str) -> Stage:
    stage = Stage()
    stage.online()
    stage.feed(
        ":alice!u@host JOIN #room",
        *(f":irc.test 353 alice = #room :{' '.join(others[at : at + 20])}" for at in range(0, len(others), 20)),
        ":irc.test 353 alice = #room :alice",
        ":irc.test 366 alice #room :End",
    )
    stage.answer_history("#room")
    return stage


def test_a_netsplit_of_any_size_is_seen_as_it_happens() -> None:
    people = [f"p{number}" for number in range(MANY)]
    stage = in_room(*people)
    members = stage.network.rooms["#room"].members
    assert len(members) == MANY + 1
    stage.feed("BATCH +s netsplit a.example b.example", *(f"@batch=s :{nick}!u@h QUIT :a b" for nick in people[:3000]))
    assert len(members) == MANY + 1 - 3000, "nobody waits for its end"
    stage.feed(*(f"@batch=s :{nick}!u@h QUIT :a b" for nick in people[3000:]), "BATCH -s")
    assert list(members) == ["alice"]


def test_a_page_inside_a_labelled_answer_has_its_label() -> None:
    stage = in_room()
    stage.do("load_older", "#room")
    asked = stage.said.pop()
    label = asked.partition("label=")[2].partition(" ")[0]
    stage.feed(
        f"@label={label} BATCH +a labeled-response",
        "@batch=a BATCH +b chathistory #room",
        f"@batch=b;time={when(1)};msgid=m1 :bob!u@h PRIVMSG #room :old",
    )
    assert stage.texts() == []
    stage.feed("BATCH -b", "BATCH -a")
    assert stage.texts() == ["old"]
    assert not stage.network.rooms["#room"].loading


def test_the_lines_of_a_labelled_answer_carry_it() -> None:
    stage = in_room()
    stage.do("send_message", "#room", "one")
    label = stage.said.pop().partition("label=")[2].partition(" ")[0].partition(";")[0]
    stage.feed(
        f"@label={label} BATCH +a labeled-response",
        f"@batch=a;time={when(5)};msgid=m5 :alice!u@host PRIVMSG #room :one",
        "BATCH -a",
    )
    assert [item.msgid for item in stage.network.rooms["#room"].items if item.own and item.spoken] == ["m5"]


def test_a_split_told_in_history_is_part_of_its_page() -> None:
    stage = in_room("bob")
    stage.do("load_older", "#room")
    label = stage.said.pop().partition("label=")[2].partition(" ")[0]
    stage.feed(
        f"@label={label} BATCH +b chathistory #room",
        "@batch=b BATCH +s netsplit a b",
        f"@batch=s;time={when(1)};msgid=m1 :bob!u@h QUIT :a b",
        "BATCH -s",
        "BATCH -b",
    )
    assert "bob" in stage.network.rooms["#room"].members, "that was before"
    assert [item.kind for item in stage.network.rooms["#room"].items if item.msgid == "m1"] == [ItemKind.QUIT]


def test_a_playback_of_any_length_is_whole_and_in_order() -> None:
    stage = Stage(caps="batch server-time message-tags znc.in/playback")
    stage.online()
    stage.feed(":alice!u@host JOIN #room", ":irc.test 366 alice #room :End")
    stage.feed("BATCH +p znc.in/playback #room")
    for start in range(0, MANY, 1000):
        stage.feed(
            *(f"@batch=p;time={when(n // 100)} :bob!u@h PRIVMSG #room :said {n}" for n in range(start, start + 1000))
        )
    assert len(stage.texts()) >= MANY - 1000, "it is shown in pieces"
    stage.feed("BATCH -p")
    assert stage.texts() == [f"said {n}" for n in range(MANY)]
    assert not [item for item in stage.network.rooms["#room"].items if item.kind is ItemKind.GAP]
