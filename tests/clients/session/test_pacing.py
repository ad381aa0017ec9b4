# SPDX-License-Identifier: GPL-3.0-or-later
"""Much to send: no faster than servers bear, as few messages as they take, an honest number before."""

from pathlib import Path

import pytest

from clients.session import events as ev
from clients.session import pacing
from clients.session.model import SendState
from clients.session.store import Store
from tests.clients.session.stage import Stage, when


def plain_stage() -> Stage:
    """In a room of a server that knows nothing new."""
    stage = Stage(caps="multi-prefix")
    stage.online()
    stage.join()
    return stage


@pytest.mark.parametrize("length", [30, 300])
def test_many_lines_go_no_faster_than_servers_bear(length: int) -> None:
    """RFC 1459 8.10: a line every two seconds, ten seconds ahead; all of it arrives, in order, and is known to."""
    stage = plain_stage()
    wanted = [f"line {n}" for n in range(length)]
    stage.do("send_message", "#room", "\n".join(wanted))
    began, ahead, read = stage.now, 0.0, []
    while stage.said or stage.now - began < length * 2.6 + 10:
        ahead += 2.0 * len(stage.said)
        assert ahead <= 12, "it would be thrown out"
        read += stage.read_all()
        stage.wait(0.5)
        ahead = max(0.0, ahead - 0.5)
    assert [line.rpartition(":")[2] for line in read] == wanted
    assert [item.text for item in stage.items() if item.send_state is SendState.SENT] == wanted


def test_much_for_one_room_leaves_others_their_turn() -> None:
    stage = plain_stage()
    stage.join("#other")
    stage.do("send_message", "#room", "\n".join(f"line {n}" for n in range(100)))
    stage.do("send_message", "#other", "quick")
    read: list[str] = []
    for _ in range(12):
        read += stage.read_all()
        stage.wait(1)
    assert "PRIVMSG #other :quick" in read
    assert [line.rpartition(":")[2] for line in read if "#room" in line] == [f"line {n}" for n in range(len(read) - 1)]


def test_where_the_server_paces_itself_only_so_many_are_under_way() -> None:
    stage = Stage(caps="echo-message labeled-response batch message-tags server-time")
    stage.online(isupport="CASEMAPPING=ascii SAFERATE")
    stage.join()
    stage.do("send_message", "#room", "\n".join(str(n) for n in range(50)))
    read = 0
    while stage.said:
        assert len(stage.said) <= pacing.MOST_UNANSWERED
        line, read = stage.said.pop(0), read + 1
        label, _, rest = line.removeprefix("@label=").partition(" ")
        stage.feed(f"@label={label};time={when(read)};msgid=m{read} :alice!u@host {rest}")
    assert stage.texts() == [str(n) for n in range(50)]
    assert all(item.send_state is SendState.SENT for item in stage.items())


def test_when_it_is_thrown_out_what_was_not_written_is_not_lost(tmp_path: Path) -> None:
    """Of all that was typed, no more than was under way is in doubt, and all of it stays in order; also on the disk."""
    store = Store(tmp_path / "s.db")
    stage = Stage(caps="multi-prefix", rooms=("#room",), store=store)
    stage.online()
    stage.join()
    wanted = [str(n) for n in range(40)]
    stage.do("send_message", "#room", "\n".join(wanted))
    arrived = [line.rpartition(":")[2] for line in stage.said if line.startswith("PRIVMSG")]
    stage.feed("ERROR :Closing Link: alice (Excess Flood)")
    stage.session.disconnected("", stage.now)
    stage.settle()
    again = Stage(caps="multi-prefix", rooms=("#room",), store=store)
    for one in (stage, again):
        one.said.clear()
        one.wait(60)
        one.online()
        one.feed(":alice!u@host JOIN #room")
        read = []
        for _ in range(600):
            read += one.read_all()
            one.wait(0.5)
        said = [line.rpartition(":")[2] for line in read if line.startswith("PRIVMSG")]
        assert said == wanted[len(arrived) :]
        failed = [item for item in one.items() if item.send_state is SendState.FAILED]
        assert [item.text for item in failed] == arrived
        assert all("may have arrived" in item.failure for item in failed)


def test_more_than_may_wait_is_refused_whole_and_comes_back() -> None:
    stage = plain_stage()
    text = "\n".join(str(n) for n in range(1000))
    stage.do("submit", "#room", text)
    assert (stage.items(), stage.said) == ([], [])
    assert "1000 messages" in stage.sentences()[-1]
    assert stage.seen(ev.DraftChanged)[-1] == ev.DraftChanged("#room", text)


def test_an_honest_number() -> None:
    stage = plain_stage()
    assert stage.session.estimate("#room", "\n".join(str(n) for n in range(300))) == (300, 590)
    assert stage.session.estimate("#room", "one") == (1, 0)
    new = Stage()
    new.online(isupport="CASEMAPPING=ascii SAFERATE")
    new.join()
    assert new.session.estimate("#room", "\n".join(str(n) for n in range(300))) == (15, 0)  # of 20 lines each


def test_what_is_longer_than_one_multiline_message_is_several() -> None:
    lines = [f"line {n}" for n in range(45)]
    for text in ("\n".join(lines), "word " * 2500):
        stage = Stage()
        stage.online(isupport="CASEMAPPING=ascii SAFERATE")
        stage.join()
        stage.do("submit", "#room", text)
        batches = [line for line in stage.said if "BATCH +" in line]
        said = [line for line in stage.said if "PRIVMSG" in line]
        joined = "".join(
            ("" if "concat" in line or not n else "\n") + line.partition(" :")[2] for n, line in enumerate(said)
        )
        assert len(batches) in (3, 4)
        assert joined.replace("\n", "") == text.replace("\n", "")
