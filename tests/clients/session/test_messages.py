# SPDX-License-Identifier: GPL-3.0-or-later
"""What others say: messages, reactions, redactions, edits; typing; unread and attention; search."""

from pathlib import Path

import pytest

from clients.session import events as ev
from clients.session.model import ItemKind, NotifyLevel, SendState
from clients.session.store import Store
from tests.clients.session.stage import CAPS, Stage, said_at, when


def in_room(*others: str, **config: object) -> Stage:
    stage = Stage(**config)  # type: ignore[arg-type]
    stage.online()
    stage.join("#room", *(others or ("bob",)))
    return stage


def test_a_message_with_all_its_tags() -> None:
    stage = in_room()
    stage.feed(f"@time={when(3)};msgid=x;account=bobby;bot;+draft/reply=w :bob!u@h PRIVMSG #room :alice: hi")
    (item,) = stage.items()
    assert (item.author, item.account, item.bot, item.reply_to, item.mention) == ("bob", "bobby", True, "w", True)
    assert stage.network.users["bob"].account == "bobby"


def test_the_same_msgid_stands_once() -> None:
    stage = in_room()
    stage.feed(said_at(1, "hi"), said_at(1, "hi"))
    assert stage.texts() == ["hi"]


def test_two_equal_messages_without_ids_are_two() -> None:
    stage = in_room(caps="multi-prefix")
    stage.feed(":bob!u@h PRIVMSG #room :ha", ":bob!u@h PRIVMSG #room :ha")
    assert stage.texts() == ["ha", "ha"]


def test_notices_and_actions_and_ctcp() -> None:
    stage = in_room()
    stage.feed(
        ":bob!u@h PRIVMSG #room :\x01ACTION waves\x01",
        ":bob!u@h NOTICE #room :careful",
        ":bob!u@h PRIVMSG #room :\x01VERSION\x01",
        ":irc.test NOTICE alice :*** checking ident",
        ":service!s@s NOTICE alice :this nickname is registered",
    )
    assert [(item.kind, item.text) for item in stage.items()] == [
        (ItemKind.ACTION, "waves"),
        (ItemKind.NOTICE, "careful"),
    ]
    assert stage.texts("") == ["*** checking ident", "this nickname is registered"]
    assert "service" not in stage.network.rooms, "a notice opens no conversation"


def test_statusmsg_is_said_in_its_room() -> None:
    stage = Stage()
    stage.online(isupport="STATUSMSG=@+ CASEMAPPING=ascii")
    stage.join()
    stage.feed(":bob!u@h PRIVMSG @#room :ops only")
    assert [(item.text, item.target) for item in stage.items()] == [("ops only", "@")]


def test_a_channel_we_are_not_in_opens_nothing() -> None:
    stage = in_room()
    stage.feed(":bob!u@h PRIVMSG #elsewhere :hi")
    assert "#elsewhere" not in stage.network.rooms


def test_a_multiline_message_is_one() -> None:
    stage = in_room()
    stage.feed(
        f"@msgid=x;time={when(1)} :bob!u@h BATCH +1 draft/multiline #room",
        "@batch=1 :bob!u@h PRIVMSG #room :hello",
        "@batch=1 :bob!u@h PRIVMSG #room :how is ",
        "@batch=1;draft/multiline-concat :bob!u@h PRIVMSG #room :everyone?",
        ":irc.test BATCH -1",
    )
    assert [(item.text, item.msgid) for item in stage.items()] == [("hello\nhow is everyone?", "x")]


def test_reactions_toggle() -> None:
    stage = in_room()
    stage.feed(said_at(1, "hi"))
    stage.do("react", "#room", "m1", "👍")
    stage.play(f"""
        C: @+reply=m1;+draft/reply=m1;+draft/react=👍 TAGMSG #room
        S: @time={when(2)};msgid=r1;+draft/reply=m1;+draft/react=👍 :alice!u@h TAGMSG #room
        S: @time={when(3)};msgid=r2;+reply=m1;+draft/react=👍 :bob!u@h TAGMSG #room
    """)
    assert dict(stage.items()[0].reactions) == {"👍": ("alice", "bob")}
    stage.do("react", "#room", "m1", "👍")
    stage.play(f"""
        C: @+reply=m1;+draft/reply=m1;+draft/unreact=👍 TAGMSG #room
        S: @time={when(4)};msgid=r3;+draft/reply=m1;+draft/unreact=👍 :alice!u@h TAGMSG #room
    """)
    assert dict(stage.items()[0].reactions) == {"👍": ("bob",)}


def test_redaction_leaves_a_tombstone_and_nothing_on_disk(tmp_path: Path) -> None:
    store = Store(tmp_path / "s.db")
    stage = in_room(store=store)
    stage.feed(said_at(1, "secret plan"), said_at(2, "other"))
    assert stage.network.rooms["#room"].unread == 2
    stage.do("redact", "#room", "m1", reason="oops")
    assert stage.said == ["REDACT #room m1 oops"]
    stage.feed(":alice!u@h REDACT #room m1 :oops")
    item = stage.items()[0]
    assert (item.redacted, item.text, item.redaction) == (True, "", "Deleted by alice: oops")
    assert stage.network.rooms["#room"].unread == 1
    store.close()
    assert b"secret plan" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


def test_a_redaction_of_what_is_not_here_waits() -> None:
    stage = in_room()
    stage.feed(":bob!u@h REDACT #room m5", said_at(5, "too late"))
    assert stage.items()[0].redacted


def test_the_last_message_is_edited_where_the_server_can() -> None:
    stage = in_room(caps=f"{CAPS} draft/message-edit")
    stage.do("send_message", "#room", "helo")
    stage.play(f"""
        C: @label={{l}} PRIVMSG #room :helo
        S: @label={{l}};time={when(1)};msgid=e1 :alice!u@h PRIVMSG #room :helo
    """)
    last = stage.session.last_own("#room")
    assert last is not None
    assert last.text == "helo"
    assert stage.do("edit_last", "#room", "hello")
    stage.play("""
        C: @draft/target-msgid=e1;draft/edit-text=hello EDIT #room
        S: @draft/target-msgid=e1;draft/edit-text=hello :alice!u@h EDIT #room
        S: @draft/target-msgid=e1;draft/edit-text=evil :bob!u@h EDIT #room
    """)
    assert [(item.text, item.edited) for item in stage.items()] == [("hello", True)]


def test_elsewhere_editing_is_not_offered() -> None:
    stage = in_room()
    assert not stage.network.features.edit
    assert not stage.do("edit_last", "#room", "x")


# --- typing ---------------------------------------------------------------------------------------------------------


def test_typing_is_said_at_most_every_three_seconds() -> None:
    stage = in_room()
    for _ in range(10):
        stage.do("send_typing", "#room", True)
        stage.now += 0.5
    assert stage.said == ["@+typing=active TAGMSG #room"] * 2
    stage.said.clear()
    stage.now += 3
    stage.do("send_typing", "#room", False)
    stage.do("send_typing", "#room", False)
    assert stage.said == ["@+typing=done TAGMSG #room"]


@pytest.mark.parametrize("off", [{"send_typing": False}, {"caps": "echo-message"}])
def test_typing_is_not_said_where_it_is_not_wanted(off: dict[str, object]) -> None:
    stage = in_room(**off)
    stage.do("send_typing", "#room", True)
    assert stage.said == []


@pytest.mark.parametrize(("value", "seconds"), [("active", 6), ("paused", 30)])
def test_typing_ends_by_itself(value: str, seconds: int) -> None:
    stage = in_room()
    room = stage.network.rooms["#room"]
    stage.feed(f"@+typing={value} :bob!u@h TAGMSG #room")
    assert room.typing == ("bob",)
    stage.wait(seconds - 0.1)
    assert room.typing == ("bob",)
    stage.wait(0.2)
    assert room.typing == ()


@pytest.mark.parametrize(
    "line",
    [
        "@+typing=done :bob!u@h TAGMSG #room",
        ":bob!u@h PRIVMSG #room :said it",
        ":bob!u@h PART #room",
        ":bob!u@h QUIT :x",
        ":bob!u@h NICK rob",
    ],
)
def test_typing_ends_with(line: str) -> None:
    stage = in_room()
    stage.feed("@+typing=active :bob!u@h TAGMSG #room", line)
    assert stage.network.rooms["#room"].typing == ()


def test_our_own_typing_elsewhere_is_not_shown() -> None:
    stage = in_room()
    stage.feed("@+typing=active :alice!u@h TAGMSG #room")
    assert stage.network.rooms["#room"].typing == ()


# --- unread and attention -------------------------------------------------------------------------------------------


def test_unread_until_it_is_read() -> None:
    stage = in_room()
    room = stage.network.rooms["#room"]
    stage.feed(said_at(1, "hi"), said_at(2, "alice!"), said_at(3, "mine", "alice"))
    assert (room.unread, room.mentions) == (2, 1)
    first = room.first_unread()
    assert first is not None
    assert first.text == "hi"
    stage.do("mark_read", "#room")
    assert (room.unread, room.mentions, room.first_unread()) == (0, 0, None)
    assert stage.said == [f"MARKREAD #room timestamp={when(3)}"]


def test_marking_is_paced() -> None:
    stage = in_room()
    for second in range(1, 20):
        stage.feed(said_at(second, "x"))
        stage.do("mark_read", "#room")
    assert len(stage.said) == 1
    stage.wait(3)
    assert stage.said[1:] == [f"MARKREAD #room timestamp={when(19)}"]


def test_read_on_another_device() -> None:
    """draft/read-marker"""
    stage = in_room()
    room = stage.network.rooms["#room"]
    stage.feed(said_at(1, "a"), said_at(2, "b"))
    stage.feed(f":irc.test MARKREAD #room timestamp={when(1)}")
    assert room.unread == 1
    stage.feed(f":irc.test MARKREAD #room timestamp={when(0)}", ":irc.test MARKREAD #room *")
    assert room.unread == 1, "it only moves forward"
    assert isinstance(stage.seen(ev.UnreadChanged)[-1], ev.UnreadChanged)


def test_on_a_new_device_the_servers_position_counts() -> None:
    stage = Stage()
    stage.online()
    stage.feed(":alice!u@h JOIN #room", f":irc.test MARKREAD #room timestamp={when(-30)}")
    stage.answer_history("#room", said_at(-40, "read there"), said_at(-20, "not read anywhere"))
    room = stage.network.rooms["#room"]
    assert room.unread == 1
    first = room.first_unread()
    assert first is not None
    assert first.text == "not read anywhere"


def test_attention_follows_the_rules() -> None:
    stage = in_room()

    def alerts(*lines: str) -> list[str]:
        return [event.item.text for event in stage.feed(*lines) if isinstance(event, ev.Attention)]

    assert alerts(said_at(0, "not everything"), ":bob!u@h PRIVMSG alice :to you") == ["to you"]
    stage.do("set_notify", None, NotifyLevel.NONE, False)
    assert alerts(said_at(0, "hey alice", msgid="x0"), ":bob!u@h PRIVMSG alice :again") == []
    stage.do("set_notify", None, NotifyLevel.ALL, False)
    assert alerts(said_at(1, "a"), said_at(2, "mine", "alice")) == ["a"]
    stage.do("set_notify", "#room", NotifyLevel.MENTIONS, False)
    assert alerts(said_at(3, "b"), said_at(4, "c alice?")) == ["c alice?"]
    stage.do("focus", "#room")
    assert alerts(said_at(5, "alice again")) == []
    stage.do("focus", None)
    stage.do("set_do_not_disturb", True)
    assert alerts(said_at(6, "alice again")) == []
    stage.do("set_do_not_disturb", False)
    stage.do("set_notify", "#room", NotifyLevel.ALL, True)
    assert alerts(said_at(7, "alice again")) == []
    stage.do("set_notify", "#room", NotifyLevel.NONE, False)
    assert alerts(said_at(8, "alice again")) == []
    assert stage.network.rooms["#room"].unread == 3, "silence is not reading"


# --- search ---------------------------------------------------------------------------------------------------------


def test_search_on_the_server() -> None:
    """soju.im/search"""
    stage = in_room()
    request = stage.do("search", "old; plan from:bob in:#room")
    stage.play(f"""
        C: @label={{l}} SEARCH text=old\\:\\splan;in=#room;from=bob;limit=100
        S: @label={{l}} :irc.test BATCH +s soju.im/search
        S: @batch=s;time={when(1)};msgid=1 :bob!u@h PRIVMSG #room :the old plan
        S: @batch=s;time={when(9)};msgid=9 :bob!u@h PRIVMSG #room :older plans
        S: :irc.test BATCH -s
    """)
    (results,) = stage.seen(ev.SearchResults)
    assert (results.request, results.local) == (request, False)
    assert [(found.msgid, found.room_name) for found in results.found] == [("9", "#room"), ("1", "#room")]
    assert stage.texts() == [], "what is found is not said again"


def test_search_in_the_store(tmp_path: Path) -> None:
    stage = in_room(caps="server-time message-tags", store=Store(tmp_path / "s.db"))
    stage.feed(said_at(1, "the quick brown fox"), said_at(2, "a quick one", "carol"), said_at(3, 'slow "quoted" one'))
    for text, expected in [
        ("quick", ["a quick one", "the quick brown fox"]),
        ("quick bro", ["the quick brown fox"]),
        ("quick from:carol", ["a quick one"]),
        ("quick in:#other", []),
        ("quick in:room from:carol", ["a quick one"]),
        ('"quoted"', ['slow "quoted" one']),
        ("from:bob", ['slow "quoted" one', "the quick brown fox"]),
        ("nothing*", []),
    ]:
        stage.do("search", text)
        results = stage.seen(ev.SearchResults)[-1]
        assert [found.text for found in results.found] == expected, text
        assert results.local
        assert bool(results.sentence) == (not expected)


def test_search_in_memory_without_a_store() -> None:
    stage = in_room(caps="multi-prefix")
    stage.feed(":bob!u@h PRIVMSG #room :the quick brown fox")
    stage.do("search", "QUICK fox")
    assert [found.text for found in stage.seen(ev.SearchResults)[-1].found] == ["the quick brown fox"]


@pytest.mark.parametrize("end", ["fail", "silence", "lost"])
def test_a_search_is_always_answered(end: str) -> None:
    stage = in_room()
    stage.do("search", "x")
    if end == "fail":
        label = stage.said[-1].partition(" ")[0].removeprefix("@label=")
        stage.feed(f"@label={label} :irc.test FAIL SEARCH INTERNAL_ERROR :Not now")
    elif end == "silence":
        stage.wait(16)
    else:
        stage.session.disconnected("lost", stage.now)
        stage.settle()
    assert len(stage.seen(ev.SearchResults)) == 1


def test_own_messages_of_history_are_sent() -> None:
    stage = Stage()
    stage.online()
    stage.feed(":alice!u@h JOIN #room")
    stage.answer_history("#room", said_at(-1, "mine", "alice"))
    assert [(item.own, item.send_state) for item in stage.items()] == [(True, SendState.SENT)]
