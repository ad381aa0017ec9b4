# SPDX-License-Identifier: GPL-3.0-or-later
"""History: pages, gaps, jumps, and what servers without any of it get."""

from pathlib import Path

import pytest

from clients.session import events as ev
from clients.session.history import MAX_PAGES, NOT_FOUND
from clients.session.model import ItemKind, SendState, TimelineItem
from clients.session.store import Store
from tests.clients.session.stage import Stage, label_of, said_at, when


def joined(page: int = 100) -> Stage:
    stage = Stage()
    stage.isupport = f"CASEMAPPING=ascii CHATHISTORY={page} NETWORK=Test"
    stage.online()
    stage.feed(":alice!u@host JOIN #room", ":irc.test 366 alice #room :End")
    return stage


def reconnect(stage: Stage) -> None:
    stage.session.disconnected("gone", stage.now)
    stage.settle()
    stage.wait(2)
    stage.online()
    stage.feed(":alice!u@host JOIN #room")


def test_joining_shows_what_was_said() -> None:
    stage = joined()
    stage.answer_history("#room", said_at(-20, "old"), said_at(-10, "newer"))
    assert stage.texts() == ["old", "newer"]
    inserted = [event for event in stage.seen(ev.ItemsInserted) if event.room == "#room" and not event.live]
    assert [len(event.items) for event in inserted] == [2], "one page is one event"
    room = stage.network.rooms["#room"]
    assert (room.unread, room.loading) == (0, False), "what was said before we came is not unread"


def test_history_within_a_labelled_response_is_history() -> None:
    """labeled-response: the chathistory batch may stand inside a labeled-response batch."""
    stage = joined()
    label = label_of(next(line for line in stage.said if "CHATHISTORY" in line))
    stage.feed(
        f"@label={label} :irc.test BATCH +outer labeled-response",
        "@batch=outer :irc.test BATCH +in chathistory #room",
        f"@batch=in;{said_at(-5, 'old')[1:]}",
        "@batch=outer :irc.test BATCH -in",
        ":irc.test BATCH -outer",
    )
    assert [item.history for item in stage.items()] == [True]
    assert not stage.network.rooms["#room"].loading


def test_older_pages_until_there_is_nothing_new() -> None:
    stage = joined()
    stage.answer_history("#room", said_at(30, "c"))
    assert stage.do("load_older", "#room")
    assert not stage.do("load_older", "#room"), "one at a time"
    assert "BEFORE #room msgid=m30 100" in stage.said[-1]
    stage.answer_history("#room", said_at(10, "a"), said_at(20, "b"))
    assert stage.texts() == ["a", "b", "c"]
    assert stage.do("load_older", "#room")
    stage.answer_history("#room")
    assert stage.network.rooms["#room"].at_beginning
    assert not stage.do("load_older", "#room")
    assert [event.count for event in stage.seen(ev.HistoryLoaded)] == [2, 0]


def test_an_unknown_msgid_is_asked_for_by_time() -> None:
    stage = joined()
    stage.answer_history("#room", said_at(30, "c"))
    stage.do("load_older", "#room")
    label = label_of(stage.said[-1])
    stage.feed(f"@label={label} :irc.test FAIL CHATHISTORY INVALID_MSGREFTYPE BEFORE #room :Unknown")
    assert "BEFORE #room timestamp=2027-01-15T08:00:30.001Z 100" in stage.said[-1]
    stage.answer_history("#room", said_at(10, "a"), said_at(30, "c"))
    assert stage.texts() == ["a", "c"]


def test_a_server_that_goes_no_further_back_is_not_asked_again() -> None:
    stage = joined()
    stage.answer_history("#room", said_at(30, "c"))
    stage.do("load_older", "#room")
    for _ in range(2):
        stage.feed(f"@label={label_of(stage.said[-1])} :irc.test FAIL CHATHISTORY INVALID_PARAMS BEFORE :No")
    assert stage.network.rooms["#room"].at_beginning
    assert not stage.do("load_older", "#room")


def test_the_gap_is_filled_from_the_anchor() -> None:
    stage = joined()
    stage.answer_history("#room")
    stage.feed(said_at(10, "before"))
    reconnect(stage)
    assert "LATEST #room timestamp=2027-01-15T08:00:05.000Z 100" in stage.said[-2]
    stage.feed(said_at(40, "live meanwhile"))
    stage.answer_history("#room", said_at(10, "before"), said_at(20, "missed"), said_at(40, "live meanwhile"))
    assert stage.texts() == ["before", "missed", "live meanwhile"]


def test_a_long_gap_is_filled_page_by_page() -> None:
    stage = joined(page=2)
    stage.answer_history("#room")
    stage.feed(said_at(10, "0"))
    reconnect(stage)
    stage.answer_history("#room", said_at(50, "4"), said_at(60, "5"))
    assert stage.texts() == ["0", "…", "4", "5"]
    assert "BEFORE #room msgid=m50 2" in stage.said[-1]
    stage.answer_history("#room", said_at(30, "2"), said_at(40, "3"))
    assert stage.texts() == ["0", "…", "2", "3", "4", "5"]
    stage.answer_history("#room", said_at(10, "0"), said_at(20, "1"))
    assert stage.texts() == ["0", "1", "2", "3", "4", "5"]
    assert not [line for line in stage.said if "CHATHISTORY BEFORE" in line]


def test_a_gap_too_long_is_left_for_the_person() -> None:
    stage = joined(page=1)
    stage.answer_history("#room")
    stage.feed(said_at(10, "0"))
    reconnect(stage)
    last = 40 + MAX_PAGES  # the first page and MAX_PAGES more
    for second in range(last, 39, -1):
        stage.answer_history("#room", said_at(second, str(second)))
    assert not [line for line in stage.said if "CHATHISTORY" in line]
    (gap,) = [item for item in stage.network.rooms["#room"].items if item.kind is ItemKind.GAP]
    assert stage.do("load_gap", "#room", gap.id)
    stage.answer_history("#room", said_at(39, "39"))
    (gap,) = [item for item in stage.network.rooms["#room"].items if item.kind is ItemKind.GAP]
    assert stage.do("load_gap", "#room", gap.id)
    stage.answer_history("#room")
    assert stage.texts() == ["0", *(str(second) for second in range(39, last + 1))]


def test_a_break_while_the_gap_is_filled_starts_from_the_same_anchor() -> None:
    stage = joined()
    stage.answer_history("#room")
    stage.feed(said_at(10, "before"))
    reconnect(stage)
    stage.feed(said_at(40, "live"))
    reconnect(stage)
    assert "LATEST #room timestamp=2027-01-15T08:00:05.000Z" in stage.said[-2]
    stage.answer_history("#room", said_at(10, "before"), said_at(20, "missed"), said_at(40, "live"))
    assert stage.texts() == ["before", "missed", "live"]


def test_a_jump_leaves_a_gap_that_closes() -> None:
    stage = joined()
    stage.answer_history("#room", said_at(90, "i"), said_at(95, "j"))
    assert stage.do("load_around", "#room", msgid="m20")
    assert "AROUND #room msgid=m20 100" in stage.said[-1]
    stage.answer_history("#room", said_at(10, "a"), said_at(20, "b"), said_at(30, "c"))
    assert stage.texts() == ["a", "b", "c", "…", "i", "j"]
    loaded = stage.seen(ev.HistoryLoaded)[-1]
    found = stage.session.find("#room", "m20")
    assert found is not None
    assert loaded.item == found.id
    gap = stage.network.rooms["#room"].items[[i.kind for i in stage.network.rooms["#room"].items].index(ItemKind.GAP)]
    stage.do("load_gap", "#room", gap.id)
    assert "BEFORE #room msgid=m90" in stage.said[-1]
    stage.answer_history("#room", said_at(30, "c"), said_at(50, "d"))
    assert stage.texts() == ["a", "b", "c", "d", "i", "j"]


def test_what_is_loaded_already_is_found_at_once() -> None:
    stage = joined()
    stage.answer_history("#room", said_at(90, "i"))
    stage.said.clear()
    assert stage.do("load_around", "#room", msgid="m90")
    assert stage.said == []
    assert stage.seen(ev.HistoryLoaded)[-1].item == stage.items()[0].id


def test_a_day_is_jumped_to() -> None:
    stage = joined()
    stage.answer_history("#room", said_at(90, "i"))
    stage.do("load_around", "#room", time_ms=stage.items()[0].time_ms - 60_000)
    assert "AROUND #room timestamp=2027-01-15T08:00:30.000Z" in stage.said[-1]
    stage.answer_history("#room", said_at(29, "a"), said_at(31, "b"))
    loaded = stage.seen(ev.HistoryLoaded)[-1]
    assert next(item.text for item in stage.items() if item.id == loaded.item) == "b"


def test_events_in_history_are_rows_and_change_nothing() -> None:
    """draft/event-playback: lines "that would normally produce a local state change"."""
    stage = joined()
    stage.answer_history(
        "#room",
        f"@time={when(1)};msgid=1 :carol!u@h JOIN #room",
        f"@time={when(2)};msgid=2 :carol!u@h TOPIC #room :old topic",
        f"@time={when(3)};msgid=3 :carol!u@h NICK caroline",
        f"@time={when(4)};msgid=4 :alice!u@host PART #room",
    )
    room = stage.network.rooms["#room"]
    assert [item.kind.value for item in room.items] == ["join", "topic", "nick", "part", "join"] or room.items
    assert {"join", "topic", "nick", "part"} <= {item.kind.value for item in room.items}
    assert room.joined
    assert room.topic == ""
    assert "carol" not in room.members


def test_reactions_and_redactions_come_with_history_in_any_order() -> None:
    stage = joined()
    stage.answer_history(
        "#room",
        f"@time={when(50)};msgid=r1;+draft/reply=m10;+draft/react=👍 :bob!u@h TAGMSG #room",
        f"@time={when(51)};msgid=r2 :bob!u@h REDACT #room m20 :oops",
    )
    stage.do("load_older", "#room")
    stage.answer_history(
        "#room",
        said_at(10, "liked"),
        said_at(20, "regretted"),
        f"@time={when(40)};msgid=r0;+draft/reply=m10;+draft/react=👎 :bob!u@h TAGMSG #room",
    )
    liked, regretted = stage.items()
    assert dict(liked.reactions) == {"👎": ("bob",), "👍": ("bob",)}
    assert (regretted.redacted, regretted.text) == (True, "")
    assert regretted.redaction == "Deleted by bob: oops"


def test_no_answer_never_holds_messages_back() -> None:
    stage = joined()
    stage.said.clear()
    stage.do("send_message", "#room", "hello")
    assert stage.said == []
    stage.wait(11)
    assert [line for line in stage.said if "PRIVMSG" in line]
    assert not stage.network.rooms["#room"].loading


def test_conversations_that_went_on_without_us_open() -> None:
    """CHATHISTORY TARGETS"""
    stage = joined()
    stage.answer_history("#room")
    stage.feed(said_at(10, "x"))
    reconnect(stage)
    stage.feed(
        ":irc.test BATCH +t draft/chathistory-targets",
        f"@batch=t :irc.test CHATHISTORY TARGETS #room {when(20)}",
        f"@batch=t :irc.test CHATHISTORY TARGETS carol {when(30)}",
        ":irc.test BATCH -t",
    )
    assert "carol" in stage.network.rooms
    asked = next(line for line in stage.said if "LATEST carol" in line)
    stage.history_batch("carol", label_of(asked), said_at(30, "are you there?", "carol", "alice"))
    room = stage.network.rooms["carol"]
    assert stage.texts("carol") == ["are you there?"]
    assert room.unread == 1


def test_few_requests_at_once() -> None:
    stage = Stage(rooms=tuple(f"#r{n}" for n in range(20)))
    stage.online()
    stage.feed(*(f":alice!u@host JOIN #r{n}" for n in range(20)))
    assert len([line for line in stage.said if "LATEST" in line]) == 4
    stage.answer_history("#r3")
    assert len([line for line in stage.said if "LATEST" in line]) == 3 + 1


def test_a_server_without_history_says_that_messages_may_be_missing() -> None:
    stage = Stage(caps="multi-prefix", rooms=("#room",))
    stage.online()
    stage.join()
    stage.feed(":bob!u@h PRIVMSG #room :hi")
    assert not stage.do("load_older", "#room")
    stage.session.disconnected("gone", stage.now)
    stage.settle()
    stage.wait(2)
    stage.online()
    stage.join()
    texts = [item.text for item in stage.network.rooms["#room"].items if item.kind is ItemKind.INFO]
    assert any("may be missing" in text for text in texts)


def test_the_store_is_the_history_of_such_a_server(tmp_path: Path) -> None:
    stage = Stage(caps="multi-prefix", store=Store(tmp_path / "s.db"))
    stage.online()
    stage.join()
    for number in range(250):
        stage.now += 1
        stage.feed(f":bob!u@h PRIVMSG #room :{number}")
    stage.do("quit")
    stage.session.close_store()
    again = Stage(caps="multi-prefix", store=Store(tmp_path / "s.db"))
    assert again.texts()[-1] == "249"
    assert len(again.texts()) < 250
    while again.do("load_older", "#room"):
        pass
    assert again.texts() == [str(number) for number in range(250)]
    assert all(item.send_state is SendState.RECEIVED for item in again.items())


def remembered(path: Path, count: int) -> Stage:
    """A server without history and without msgids; the person was here before, and heard so many lines."""
    stage = Stage(caps="multi-prefix", store=Store(path))
    stage.online()
    stage.join()
    for number in range(count):
        stage.now += 1
        stage.feed(f":bob!u@h PRIVMSG #room :{number}")
    stage.do("quit")
    stage.session.close_store()
    again = Stage(caps="multi-prefix", store=Store(path))
    again.now = stage.now + 60
    return again


@pytest.mark.parametrize("online", [True, False])
def test_what_a_local_search_finds_opens_in_context(tmp_path: Path, online: bool) -> None:
    stage = remembered(tmp_path / "s.db", 900)
    if online:
        stage.online()
    stage.do("search", "123")
    found = stage.seen(ev.SearchResults)[-1].found[0]
    assert stage.do("load_around", "#room", msgid=found.msgid, time_ms=found.time_ms)
    item = stage.seen(ev.HistoryLoaded)[-1].item
    assert next(i.text for i in stage.items() if i.id == item) == "123"
    texts = stage.texts()
    at = texts.index("123")
    assert texts[at - 5 : at + 6] == [str(number) for number in range(118, 129)]
    assert texts.count("…") == 1, "between there and the newest"


def test_a_gap_between_is_filled_from_the_store(tmp_path: Path) -> None:
    stage = remembered(tmp_path / "s.db", 900)
    stage.online()
    stage.do("load_around", "#room", time_ms=stage.items()[0].time_ms - 500_000)
    for _ in range(20):
        gap = next((i for i in stage.network.rooms["#room"].items if i.kind is ItemKind.GAP), None)
        if gap is None:
            break
        assert stage.do("load_gap", "#room", gap.id)
    first = int(stage.texts()[0])
    assert stage.texts() == [str(number) for number in range(first, 900)]


def test_more_lines_of_one_instant_than_a_page_end_the_filling(tmp_path: Path) -> None:
    stage = Stage(caps="multi-prefix", store=Store(tmp_path / "s.db"), history_page=10)
    stage.online()
    stage.join()
    stage.feed(*(f":bob!u@h PRIVMSG #room :{number}" for number in range(30)))
    gap = TimelineItem(10**6, ItemKind.GAP, stage.items()[-1].time_ms)
    timeline = stage.session._core.timelines["#room"]
    timeline._insert(len(timeline.room.items) - 1, [gap], live=False)
    for _ in range(5):
        found = next((i for i in stage.network.rooms["#room"].items if i.kind is ItemKind.GAP), None)
        if found is not None:
            stage.do("load_gap", "#room", found.id)
    assert "…" not in stage.texts()


def test_what_cannot_be_found_is_said(tmp_path: Path) -> None:
    stage = remembered(tmp_path / "s.db", 3)
    assert not stage.do("load_around", "#room", msgid="gone")
    assert stage.sentences() == [NOT_FOUND]


@pytest.mark.parametrize("limit", [10, 100])
def test_the_timeline_is_bounded(limit: int) -> None:
    from clients.session.config import Limits

    stage = Stage(limits=Limits(items_per_room=limit))
    stage.online()
    stage.join()
    for second in range(250):
        stage.feed(said_at(second, str(second)))
    assert len(stage.network.rooms["#room"].items) <= limit
    assert stage.texts()[-1] == "249"
