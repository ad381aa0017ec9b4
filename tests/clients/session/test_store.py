# SPDX-License-Identifier: GPL-3.0-or-later
"""The local store: what is kept, what is forgotten, and files that are no store."""

import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from clients.session.model import ItemKind, NotifyLevel, Room, RoomKind, SendState
from clients.session.store import Store, StoreError
from tests.clients.session.stage import Stage, said_at, shape, when


def test_a_restart_shows_what_was_there(tmp_path: Path) -> None:
    stage = Stage(store=Store(tmp_path / "s.db"))
    stage.online()
    stage.join()
    stage.feed(
        said_at(1, "hello"),
        said_at(2, "reply", "alice"),
        f"@+draft/reply=m1;+draft/react=👍;time={when(3)} :carol!u@h TAGMSG #room",
        ":carol!u@h REDACT #room m2",
        said_at(4, "last"),
    )
    stage.do("mark_read", "#room", time_ms=stage.items()[1].time_ms)
    stage.do("set_notify", "#room", NotifyLevel.MENTIONS, True)
    again = Stage(store=Store(tmp_path / "s.db"))
    room, before = again.network.rooms["#room"], stage.network.rooms["#room"]
    assert shape(room.items) == shape(before.items)
    assert (room.read_ms, room.unread, room.notify, room.muted) == (before.read_ms, 1, NotifyLevel.MENTIONS, True)
    assert not room.joined
    again.online()
    again.feed(":alice!u@h JOIN #room")
    assert any("LATEST #room timestamp=" in line for line in again.said), "it goes on where it was"


def test_networks_do_not_mix(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.db")
    one, other = Stage(store=store, name="one"), Stage(store=store, name="other")
    for stage, text in ((one, "in one"), (other, "in other")):
        stage.online()
        stage.join()
        stage.feed(said_at(1, text))
    assert Stage(store=store, name="one").texts() == ["in one"]
    assert Stage(store=store, name="other").texts() == ["in other"]


def test_a_gap_is_still_a_gap_after_a_restart(tmp_path: Path) -> None:
    stage = Stage(store=Store(tmp_path / "s.db"))
    stage.online()
    stage.join()
    stage.feed(said_at(90, "new"))
    stage.do("load_around", "#room", msgid="m1")
    stage.answer_history("#room", said_at(1, "old"))
    assert stage.texts() == ["old", "…", "new"]
    again = Stage(store=Store(tmp_path / "s.db"))
    assert [item.kind for item in again.network.rooms["#room"].items if item.kind is ItemKind.GAP]


def test_equal_texts_of_one_moment_are_two_after_a_restart(tmp_path: Path) -> None:
    """Servers without msgids: with a time, without, in playback, our own; and pages of the store that come again."""
    stage = Stage(store=Store(tmp_path / "s.db"), caps="server-time batch", history_page=3)
    stage.online()
    stage.join()
    same = f"@time={when(1)} :bob!b@h PRIVMSG #room :same"
    stage.feed(same, same, ":bob!b@h PRIVMSG #room :bare", ":bob!b@h PRIVMSG #room :bare")
    stage.history_batch("#room", "", *[f"@time={when(1)} :bob!b@h PRIVMSG #room :back"] * 2)
    stage.history_batch("#room", "", *[f"@time={when(1)} :bob!b@h PRIVMSG #room :back"] * 2)
    for _ in range(2):
        stage.do("send_message", "#room", "own")
    stage.read_all()
    assert Counter(stage.texts()) == Counter(("same", "bare", "back", "own") * 2)
    again = Stage(store=Store(tmp_path / "s.db"))
    assert again.texts() == stage.texts()
    assert again.items()[-1].send_state is SendState.SENT


def test_pages_of_the_store_end_between_two_moments(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.db")
    stage = Stage(store=store, caps="server-time", history_page=3)
    stage.online()
    stage.join()
    stage.feed(*(f"@time={when(n // 5)} :bob!b@h PRIVMSG #room :same" for n in range(430)))
    again = Stage(store=store, caps="server-time", history_page=3)
    again.now += 1000
    again.online()
    again.join()
    while again.do("load_older", "#room"):
        pass
    assert len(again.texts()) == 430


def test_a_closed_room_does_not_open_again(tmp_path: Path) -> None:
    stage = Stage(store=Store(tmp_path / "s.db"))
    stage.online()
    stage.join()
    stage.do("leave", "#room")
    assert list(Stage(store=Store(tmp_path / "s.db")).network.rooms) == [""]


def test_layouts_and_the_like(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.db")
    store.set_setting("window", "0 0 800 600")
    store.flush()
    assert Store(tmp_path / "s.db").get_setting("window") == "0 0 800 600"
    assert store.get_setting("none", "default") == "default"


def test_no_password_is_ever_written(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.db")
    stage = Stage(store=store, account="a", password="hunter2", server_password="hunter3")
    stage.online()
    stage.do("register_account", "a", "hunter4", "")
    stage.session.close_store()
    store.close()
    assert b"hunter" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


@pytest.mark.parametrize("content", [b"not a database, certainly not, but long enough to look" * 100, None])
def test_a_file_that_is_none_is_a_sentence(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "s.db"
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    with pytest.raises(StoreError, match="cannot be opened"):
        Store(path)


def test_a_newer_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    Store(path).close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version=99")
    db.close()
    with pytest.raises(StoreError, match="newer"):
        Store(path)


def test_a_disk_that_fails_does_not_stop_the_talk(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.db")
    stage = Stage(store=store)
    stage.online()
    stage.join()
    other = sqlite3.connect(tmp_path / "s.db", isolation_level=None)
    other.execute("DROP TABLE items")
    other.close()
    stage.feed(said_at(1, "still"))
    stage.do("send_message", "#room", "talking")
    assert stage.texts() == ["still", "talking"]
    assert "no longer" in stage.sentences()[-1]
    assert len(stage.sentences()) == 1


def old_file(path: Path) -> None:
    """A store as version 1 wrote it: every word indexed at once, by triggers."""
    Store(path).close()
    with sqlite3.connect(path) as db:
        db.executescript("""
            DROP TRIGGER item_removed; DROP TRIGGER item_changed; DROP TABLE indexed;
            CREATE TRIGGER items_added AFTER INSERT ON items BEGIN
                INSERT INTO words (rowid, text) VALUES (new.n, new.text); END;
            CREATE TRIGGER items_removed AFTER DELETE ON items BEGIN
                INSERT INTO words (words, rowid, text) VALUES ('delete', old.n, old.text); END;
            CREATE TRIGGER items_changed AFTER UPDATE OF text ON items BEGIN
                INSERT INTO words (words, rowid, text) VALUES ('delete', old.n, old.text);
                INSERT INTO words (rowid, text) VALUES (new.n, new.text); END;
            INSERT INTO items (network, room, key, time_ms, kind, author, text, msgid, more)
                VALUES ('127.0.0.1:9090', '#room', 'm1', 1, 'message', 'bob', 'antique words', 'm1', '{}');
            PRAGMA user_version=1;
        """)
    db.close()


def found(store: Store, words: str) -> list[str]:
    return [message.text for message in store.search("127.0.0.1:9090", words, "", "", 50)]


def test_a_file_of_an_older_version_is_taken_over(tmp_path: Path) -> None:
    old_file(tmp_path / "s.db")
    store = Store(tmp_path / "s.db")
    stage = Stage(store=store)
    stage.online()
    stage.join()
    stage.feed(said_at(2, "modern words"))
    assert found(store, "words") == ["modern words", "antique words"]
    store._db.execute("INSERT INTO words (words) VALUES ('integrity-check')")


def test_words_are_indexed_behind_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clients.session.session.PIECE", 2)
    store = Store(tmp_path / "s.db")
    stage = Stage(store=store)
    stage.online()
    stage.join()
    stage.feed(*(said_at(number, f"word{number}") for number in range(1, 6)))
    assert store.unindexed
    stage.wait(10)
    assert not store.unindexed
    assert store._db.execute("SELECT COUNT(*) FROM words WHERE words MATCH 'word*'").fetchone() == (5,)
    assert stage.session.next_deadline() is None or stage.session.next_deadline() > stage.now + 5  # nothing spins


def test_a_search_finds_what_is_not_indexed_yet_and_nothing_deleted(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.db")
    stage = Stage(store=store)
    stage.online()
    stage.join()
    stage.feed(said_at(1, "apples"), said_at(2, "apples and pears"))
    stage.feed(":bob!u@h REDACT #room m2")  # before it was indexed
    assert found(store, "apples") == ["apples"]
    stage.feed(said_at(3, "apples again"))
    assert found(store, "apples") == ["apples again", "apples"]
    stage.feed(":bob!u@h REDACT #room m1")  # after
    assert found(store, "apples") == ["apples again"]
    store._db.execute("INSERT INTO words (words) VALUES ('integrity-check')")


def test_a_number_that_is_used_again_is_indexed_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.db")
    stage = Stage(store=store)
    stage.online()
    stage.join()
    stage.feed(said_at(1, "first"))
    assert found(store, "first") == ["first"]
    item = stage.items()[-1]
    store.remove_item(stage.network.key, "#room", item)
    store.flush()
    stage.feed(said_at(2, "second"))
    assert found(store, "second") == ["second"]
    assert found(store, "first") == []


def test_what_every_room_began_with_is_no_choice(tmp_path: Path) -> None:
    """Older files say "all" of every room; only another choice was somebody's."""
    path = tmp_path / "old.sqlite3"
    store = Store(path)
    for name, level in (("#a", "all"), ("#b", "mentions"), ("#c", "none")):
        store.save_room("net", Room(name, name, RoomKind.CHANNEL, notify=NotifyLevel(level)))
    store.close()
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version=2")
    db.close()
    store = Store(path)
    found = {room.key: room.notify for room in store.open_rooms("net")}
    store.close()
    assert found == {"#a": NotifyLevel.DEFAULT, "#b": NotifyLevel.MENTIONS, "#c": NotifyLevel.NONE}
