# SPDX-License-Identifier: GPL-3.0-or-later
"""Our own messages: pending, sent, failed, retried; with and without labels, echo, history, multiline."""

from pathlib import Path

from clients.session import events as ev
from clients.session.model import ItemKind, SendState
from clients.session.store import Store
from tests.clients.session.stage import Stage, said_at, when


def plain_stage() -> Stage:
    """In a room of a server that knows nothing new."""
    stage = Stage(caps="multi-prefix")
    stage.online()
    stage.join()
    return stage


def test_an_echo_with_its_label_confirms() -> None:
    """labeled-response: the echo repeats the label; the text may have been changed by the server."""
    stage = Stage()
    stage.online()
    stage.join()
    item = stage.do("send_message", "#room", "hi \x02there\x02")
    assert stage.items()[0].send_state is SendState.PENDING
    stage.play(f"""
        C: @label={{label}} PRIVMSG #room :hi \x02there\x02
        S: @label={{label}};time={when(1)};msgid=one :alice!u@host PRIVMSG #room :hi there
    """)
    (shown,) = stage.items()
    assert (shown.id, shown.msgid, shown.text, shown.send_state) == (item, "one", "hi there", SendState.SENT)
    assert stage.session.next_deadline() is not None
    stage.wait(60)
    assert stage.items()[0].send_state is SendState.SENT


def test_others_messages_come_before_what_is_pending() -> None:
    stage = Stage()
    stage.online()
    stage.join()
    stage.do("send_message", "#room", "mine")
    stage.feed(said_at(1, "theirs"))
    assert stage.texts() == ["theirs", "mine"]
    stage.play(
        f"""
        C: @label={{label}} PRIVMSG #room mine
        S: @label={{label}};time={when(2)};msgid=two :alice!u@host PRIVMSG #room :mine
    """.replace("#room mine\n", "#room :mine\n")
    )
    assert stage.texts() == ["theirs", "mine"]


def test_an_echo_moves_to_where_the_server_put_it() -> None:
    stage = Stage()
    stage.online()
    stage.join()
    stage.do("send_message", "#room", "mine")
    stage.feed(said_at(1, "a"), said_at(5, "later"))
    label = stage.said[0].partition(" ")[0].removeprefix("@label=")
    stage.feed(f"@label={label};time={when(3)};msgid=m3 :alice!u@host PRIVMSG #room :mine")
    assert stage.texts() == ["a", "mine", "later"]


def test_without_labels_the_text_confirms_the_oldest() -> None:
    stage = Stage(caps="echo-message server-time message-tags")
    stage.online()
    stage.join()
    first = stage.do("send_message", "#room", "ok")
    second = stage.do("send_message", "#room", "ok")
    stage.feed(f"@time={when(1)};msgid=a :alice!u@host PRIVMSG #room :ok")
    states = {item.id: item.send_state for item in stage.items()}
    assert states == {first: SendState.SENT, second: SendState.PENDING}


def test_without_echo_a_message_counts_as_sent_when_the_server_has_read_it() -> None:
    stage = plain_stage()
    stage.do("send_message", "#room", "hello")
    assert stage.said == ["PRIVMSG #room :hello", "PING sent-1"]
    assert stage.items()[0].send_state is SendState.PENDING
    stage.feed(":irc.test PONG irc.test hubbub-1800000000000", ":irc.test PONG irc.test sent-9")
    assert stage.items()[0].send_state is SendState.PENDING, "that answers something else"
    stage.feed(":irc.test PONG irc.test sent-1")
    assert stage.items()[0].send_state is SendState.SENT


def test_without_echo_a_refusal_before_the_pong_counts() -> None:
    stage = plain_stage()
    stage.do("send_message", "#room", "hello")
    stage.feed(":irc.test 404 alice #room :Cannot send to channel", ":irc.test PONG irc.test sent-1")
    assert stage.items()[0].send_state is SendState.FAILED
    stage.said.clear()
    stage.do("retry", "#room", stage.items()[0].id)
    assert stage.said == ["PRIVMSG #room :hello", "PING sent-2"]


def test_trying_again_while_the_server_hangs_sends_nothing_twice() -> None:
    stage = Stage()
    stage.online()
    stage.join()
    item = stage.do("send_message", "#room", "hello")
    label = stage.said.pop().partition(" ")[0].removeprefix("@label=")
    for _ in range(3):
        stage.wait(16)
        assert stage.items()[0].send_state is SendState.FAILED
        stage.do("retry", "#room", item)
        assert stage.items()[0].send_state is SendState.PENDING
    assert not [line for line in stage.said if "PRIVMSG" in line]
    stage.feed(f"@label={label};time={when(20)};msgid=late :alice!u@host PRIVMSG #room :hello")
    assert [(shown.id, shown.send_state) for shown in stage.items()] == [(item, SendState.SENT)]


def test_the_server_has_read_it_and_nothing_came_so_trying_again_sends_and_any_echo_counts() -> None:
    """A PONG after the message says so; behind a bouncer the echo of the first try may still come."""
    stage = Stage()
    stage.online()
    stage.join()
    item = stage.do("send_message", "#room", "hello")
    label = stage.said.pop().partition(" ")[0].removeprefix("@label=")
    stage.wait(16)
    assert stage.read_all() == []
    stage.do("retry", "#room", item)
    assert [line.partition(" ")[2] for line in stage.said] == ["PRIVMSG #room :hello"]
    stage.feed(f"@label={label};time={when(20)};msgid=late :alice!u@host PRIVMSG #room :hello")
    assert [(shown.id, shown.send_state) for shown in stage.items()] == [(item, SendState.SENT)]


def test_trying_again_while_away_waits_for_what_the_history_says() -> None:
    stage = Stage(rooms=("#room",))
    stage.online()
    stage.join()
    stage.feed(said_at(1, "before"))
    items = [stage.do("send_message", "#room", text) for text in ("arrived", "did not")]
    stage.wait(16)
    stage.session.disconnected("gone", stage.now)
    stage.settle()
    for item in items:
        stage.do("retry", "#room", item)
    stage.wait(2)
    stage.online()
    stage.feed(":alice!u@host JOIN #room")
    stage.answer_history("#room", said_at(1, "before"), said_at(2, "arrived", "alice"))
    assert [line.rpartition(":")[2] for line in stage.said if "PRIVMSG" in line] == ["did not"]


def test_our_message_on_another_device_is_ours_and_no_receipt() -> None:
    stage = Stage()
    stage.online()
    stage.join()
    stage.do("send_message", "#room", "same words")
    stage.feed(f"@time={when(1)};msgid=x :alice!u@host PRIVMSG #room :same words")
    assert [(item.own, item.send_state) for item in stage.items()] == [
        (True, SendState.SENT),
        (True, SendState.PENDING),
    ]


def test_a_refusal_fails_it_with_a_sentence_and_retry_sends_it_again() -> None:
    stage = Stage()
    stage.online()
    stage.join()
    item = stage.do("send_message", "#room", "hello")
    stage.play("""
        C: @label={label} PRIVMSG #room :hello
        S: @label={label} :irc.test 404 alice #room :Cannot send to channel
    """)
    assert stage.items()[0].send_state is SendState.FAILED
    assert "#room" in stage.items()[0].failure
    stage.do("retry", "#room", item)
    assert stage.items()[0].send_state is SendState.PENDING
    stage.play(f"""
        C: @label={{again}} PRIVMSG #room :hello
        S: @label={{again}};time={when(9)};msgid=n :alice!u@host PRIVMSG #room :hello
    """)
    assert [(shown.id, shown.send_state) for shown in stage.items()] == [(item, SendState.SENT)]


def test_no_echo_in_time_fails_it_and_a_late_one_still_counts() -> None:
    stage = Stage()
    stage.online()
    stage.join()
    stage.do("send_message", "#room", "hello")
    label = stage.said.pop().partition(" ")[0].removeprefix("@label=")
    stage.wait(16)
    assert stage.items()[0].send_state is SendState.FAILED
    stage.feed(f"@label={label};time={when(20)};msgid=late :alice!u@host PRIVMSG #room :hello")
    assert [item.send_state for item in stage.items()] == [SendState.SENT]


def test_discard_takes_it_away() -> None:
    stage = Stage()
    stage.online()
    stage.join()
    item = stage.do("send_message", "#room", "hello")
    stage.wait(16)
    stage.do("discard", "#room", item)
    assert stage.items() == []


def test_offline_it_waits_and_goes_in_order_after_the_history() -> None:
    stage = Stage(rooms=("#room",))
    stage.online()
    stage.join()
    stage.session.disconnected("gone", stage.now)
    stage.settle()
    stage.do("send_message", "#room", "one")
    stage.do("send_message", "#room", "two")
    stage.wait(2)
    stage.online()
    stage.feed(":alice!u@host JOIN #room")
    assert not [line for line in stage.said if "PRIVMSG" in line]
    stage.answer_history("#room")
    assert [line.rpartition(":")[2] for line in stage.said if "PRIVMSG" in line] == ["one", "two"]


def test_what_the_broken_connection_did_deliver_is_not_sent_twice() -> None:
    stage = Stage(rooms=("#room",))
    stage.online()
    stage.join()
    stage.feed(said_at(1, "before"))
    stage.do("send_message", "#room", "delivered")
    stage.do("send_message", "#room", "swallowed")
    stage.session.disconnected("gone", stage.now)
    stage.settle()
    stage.wait(2)
    stage.online()
    stage.feed(":alice!u@host JOIN #room")
    stage.answer_history("#room", said_at(1, "before"), said_at(2, "delivered", "alice"))
    assert [line.rpartition(":")[2] for line in stage.said if "PRIVMSG" in line] == ["swallowed"]
    assert stage.texts() == ["before", "delivered", "swallowed"]


def test_what_we_said_is_ours_also_while_our_ghost_has_the_nick() -> None:
    stage = Stage(rooms=("#room",))
    stage.online()
    stage.join()
    stage.do("send_message", "#room", "delivered")
    stage.session.disconnected("gone", stage.now)
    stage.settle()
    stage.wait(2)
    stage.session.connected(stage.now)
    stage.settle()
    stage.feed(":irc.test 433 * alice :Nickname is already in use")
    stage.greet()
    assert stage.network.nick == "alice_"
    stage.feed(":alice_!u@host JOIN #room")
    stage.answer_history("#room", said_at(2, "delivered", "alice"))
    assert not [line for line in stage.said if "PRIVMSG" in line]
    assert [(item.text, item.own, item.send_state) for item in stage.items()] == [("delivered", True, SendState.SENT)]


def test_without_history_nobody_knows_so_the_person_decides() -> None:
    stage = Stage(caps="echo-message batch labeled-response", rooms=("#room",))
    stage.online()
    stage.join()
    stage.do("send_message", "#room", "maybe")
    stage.session.disconnected("gone", stage.now)
    stage.settle()
    stage.wait(2)
    stage.online()
    stage.join()
    assert stage.items()[-1].send_state is SendState.FAILED
    assert "may have arrived" in stage.items()[-1].failure


def test_pending_messages_survive_a_crash(tmp_path: Path) -> None:
    stage = Stage(store=Store(tmp_path / "s.db"), rooms=("#room",))
    stage.online()
    stage.join()
    stage.do("send_message", "#room", "written")
    stage.session.disconnected("", stage.now)
    stage.do("send_message", "#room", "never written")
    # no goodbye: the program is gone
    again = Stage(store=Store(tmp_path / "s.db"), rooms=("#room",))
    assert [(item.text, item.send_state) for item in again.items()] == [
        ("written", SendState.PENDING),
        ("never written", SendState.PENDING),
    ]
    again.online()
    again.feed(":alice!u@host JOIN #room")
    again.answer_history("#room", said_at(1, "written", "alice"))
    assert [line.rpartition(":")[2] for line in again.said if "PRIVMSG" in line] == ["never written"]


def test_multiline_is_one_message() -> None:
    """draft/multiline: label and client tags on the opening BATCH only."""
    stage = Stage()
    stage.online()
    stage.join()
    stage.do("send_message", "#room", "one\n\ntwo", reply_to="p")
    stage.play(f"""
        C: @label={{label}};+reply=p;+draft/reply=p BATCH +{{ref}} draft/multiline #room
        C: @batch={{ref}} PRIVMSG #room :one
        C: @batch={{ref}} PRIVMSG #room :
        C: @batch={{ref}} PRIVMSG #room :two
        C: BATCH -{{ref}}
        S: @label={{label}};msgid=x;time={when(3)};+reply=p :alice!u@host BATCH +9 draft/multiline #room
        S: @batch=9 :alice!u@host PRIVMSG #room :one
        S: @batch=9 :alice!u@host PRIVMSG #room :
        S: @batch=9 :alice!u@host PRIVMSG #room :two
        S: :irc.test BATCH -9
    """)
    (item,) = stage.items()
    assert (item.text, item.reply_to, item.send_state) == ("one\n\ntwo", "p", SendState.SENT)


def test_without_multiline_a_message_a_line() -> None:
    stage = plain_stage()
    stage.do("send_message", "#room", "one\n\ntwo")
    assert stage.read_all() == ["PRIVMSG #room :one", "PRIVMSG #room :two"]


def test_long_text_is_cut_so_that_others_receive_it_whole() -> None:
    stage = Stage(caps="multi-prefix")
    stage.online()
    stage.join()
    text = "grüße " * 300
    stage.do("send_message", "#room", text)
    said = stage.read_all()
    stage.wait(10)
    said += stage.read_all()
    assert "".join(line.removeprefix("PRIVMSG #room :") for line in said) == text
    longest = len(b":alice!u@host ") + max(len(line.encode()) for line in said)
    assert longest <= 510


def test_an_action_and_its_echo() -> None:
    stage = Stage()
    stage.online()
    stage.join()
    stage.do("send_action", "#room", "waves")
    stage.play(f"""
        C: @label={{label}} PRIVMSG #room :\x01ACTION waves\x01
        S: @label={{label}};time={when(1)};msgid=w :alice!u@host PRIVMSG #room :\x01ACTION waves\x01
    """)
    (item,) = stage.items()
    assert (item.kind, item.text, item.send_state) == (ItemKind.ACTION, "waves", SendState.SENT)


def test_a_room_we_are_not_in_is_said_plainly() -> None:
    stage = Stage()
    stage.online()
    stage.join()
    stage.feed(":op!o@h KICK #room alice :out")
    assert stage.do("send_message", "#room", "hello") == 0
    assert "not in #room" in stage.sentences()[-1]
    assert stage.do("send_message", "", "hello") == 0
    assert isinstance(stage.events[-1], ev.ItemsInserted)


def test_a_message_to_oneself_stands_once() -> None:
    stage = Stage()
    stage.online()
    stage.do("open_direct", "alice")
    stage.answer_history("alice")
    stage.said.clear()
    stage.do("send_message", "alice", "note")
    stage.play(f"""
        C: @label={{label}} PRIVMSG alice :note
        S: @label={{label}};time={when(1)};msgid=n1 :alice!u@host PRIVMSG alice :note
        S: @time={when(1)};msgid=n1 :alice!u@host PRIVMSG alice :note
    """)
    assert stage.texts("alice") == ["note"]


def test_who_is_not_here_has_it_kept_and_that_is_said_once() -> None:
    """RPL_AWAY for somebody whom MONITOR calls offline: a sentence beside the message, which is sent."""
    stage = Stage()
    stage.online()
    stage.do("open_direct", "bob")
    stage.answer_history("bob")
    stage.feed(":irc.test 731 alice :bob")
    for number in (1, 2):
        stage.said.clear()
        stage.do("send_message", "bob", f"hello {number}")
        stage.play(f"""
            C: @label={{label{number}}} PRIVMSG bob :hello {number}
            S: @label={{label{number}}} :irc.test BATCH +{number} labeled-response
            S: @batch={number} :irc.test 301 alice bob :Not connected; your message is kept
            S: @batch={number};time={when(number)};msgid=n{number} :alice!u@host PRIVMSG bob :hello {number}
            S: :irc.test BATCH -{number}
        """)
    assert [(item.text, item.send_state) for item in stage.items("bob")] == [
        ("hello 1", SendState.SENT),
        ("hello 2", SendState.SENT),
    ]
    infos = [item.text for item in stage.network.rooms["bob"].items if item.kind is ItemKind.INFO]
    assert infos == ["bob is away: Not connected; your message is kept"]
    stage.feed(":irc.test 730 alice :bob!b@host")
    user = stage.session.user("bob")
    assert user is not None
    assert (user.online, user.away, user.away_message) == (True, False, "")
