# SPDX-License-Identifier: GPL-3.0-or-later
"""What the person sees is read as it comes; what they do not see is unread until they do."""

from clients.session import events as ev
from tests.clients.session.stage import Stage, said_at, when


def in_room() -> Stage:
    stage = Stage()
    stage.online()
    stage.join("#room", "bob")
    stage.said.clear()
    return stage


def marks(stage: Stage) -> list[str]:
    return [line for line in stage.said if line.startswith("MARKREAD")]


def test_what_comes_before_the_eyes_is_read() -> None:
    """draft/read-marker: other devices learn it, at most every two seconds."""
    stage = in_room()
    room = stage.network.rooms["#room"]
    stage.do("focus", "#room")
    stage.events.clear()
    for second in range(1, 20):
        stage.feed(said_at(second, "alice, look"))
        assert (room.unread, room.mentions, room.first_unread()) == (0, 0, None)
    told = [event for event in stage.events if isinstance(event, ev.UnreadChanged)]
    assert {(event.unread, event.mentions) for event in told} == {(0, 0)}
    assert not [event for event in stage.events if isinstance(event, ev.Attention)]
    assert marks(stage) == [f"MARKREAD #room timestamp={when(1)}"]
    stage.wait(3)
    assert marks(stage)[1:] == [f"MARKREAD #room timestamp={when(19)}"]


def test_a_burst_before_the_eyes_moves_the_position_once() -> None:
    stage = in_room()
    stage.do("focus", "#room")
    stage.events.clear()
    stage.feed(*(said_at(second, "x") for second in range(1, 50)))
    assert len([event for event in stage.events if isinstance(event, ev.UnreadChanged)]) == 1
    assert stage.network.rooms["#room"].read_ms == stage.items()[-1].time_ms


def test_what_is_not_seen_is_unread() -> None:
    """In another room, in another window or network (None), or while scrolled up."""
    for room, at_end in (("", True), (None, True), ("#room", False)):
        stage = in_room()
        stage.do("focus", room, at_end=at_end)
        stage.feed(said_at(1, "alice, look"))
        assert stage.network.rooms["#room"].mentions == 1
        assert not marks(stage)
        stage.do("focus", "#room")
        assert (stage.network.rooms["#room"].unread, len(marks(stage))) == (0, 1)


def test_looking_into_a_room_where_nobody_spoke_says_nothing() -> None:
    """Where one has read to is not known before the server says so, which counts more than that one came in."""
    stage = in_room()
    room = stage.network.rooms["#room"]
    stage.do("focus", "#room")
    assert not marks(stage)
    stage.do("focus", None)
    stage.feed(f":irc.test MARKREAD #room timestamp={when(-3600)}")
    assert room.read_ms < stage.session.network.rooms["#room"].items[0].time_ms


def test_the_mark_is_sent_without_msgids_where_times_are_the_servers() -> None:
    stage = in_room()
    stage.do("focus", "#room")
    stage.feed(f"@time={when(5)} :bob!b@h PRIVMSG #room :no id")
    assert marks(stage) == [f"MARKREAD #room timestamp={when(5)}"]
