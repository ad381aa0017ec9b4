# SPDX-License-Identifier: GPL-3.0-or-later
"""Rooms and their members."""

from clients.session import events as ev
from clients.session.model import ItemKind, RoomKind
from tests.clients.session.stage import Stage, said_at


def roles(stage: Stage, room: str = "#room") -> dict[str, str]:
    return {member.nick: member.prefixes for member in stage.network.rooms[room].members.values()}


def online() -> Stage:
    stage = Stage()
    stage.online(
        isupport="CASEMAPPING=ascii CHATHISTORY=100 PREFIX=(qaohv)~&@%+ CHANMODES=beI,k,l,imnst WHOX MONITOR=9"
    )
    return stage


def test_joining_asked_for_brings_it_to_the_front() -> None:
    stage = online()
    stage.do("submit", "", "/join room key")
    stage.play("""
        C: JOIN #room key
        S: :alice!u@h JOIN #room * :Alice
        C: @label={l} CHATHISTORY LATEST #room * 100
        C: MODE #room
        S: :irc.test 332 alice #room :The topic
        S: :irc.test 333 alice #room bob!u@h 1800000000
        S: :irc.test 353 alice = #room :~@alice!u@h +bob!u@h carol!u@h
        S: :irc.test 366 alice #room :End
        C: WHO #room %tcnfa,152
        S: :irc.test 354 alice 152 #room bob G* bobby
        S: :irc.test 354 alice 152 #room carol H 0
        S: :irc.test 324 alice #room +ntk key
    """)
    room = stage.network.rooms["#room"]
    assert ev.FocusRequested("#room") in stage.events
    assert (room.topic, room.topic_by, room.topic_ms) == ("The topic", "bob", 1_800_000_000_000)
    assert roles(stage) == {"alice": "~@", "bob": "+", "carol": ""}
    assert (room.members["bob"].user.away, room.members["bob"].user.account) == (True, "bobby")
    assert room.modes == {"n": "", "t": "", "k": "key"}
    assert stage.sentences() == []


def test_members_come_and_go() -> None:
    stage = online()
    stage.join("#room", "@bob", "carol")
    stage.feed(
        ":dave!u@h JOIN #room dave :Dave",
        ":bob!u@h PART #room :later",
        ":carol!u@h QUIT :gone",
        ":dave!u@h KICK #room nobody :who",
    )
    assert sorted(roles(stage)) == ["alice", "dave"]
    assert [item.kind for item in stage.network.rooms["#room"].items][1:] == [
        ItemKind.JOIN,
        ItemKind.PART,
        ItemKind.QUIT,
    ]
    assert stage.network.users.keys() <= {"alice", "dave"}
    left = [event.left for event in stage.seen(ev.MembersChanged) if event.left]
    assert left == [("bob",), ("carol",)]


def test_being_kicked_is_not_answered_by_coming_back() -> None:
    stage = online()
    room = stage.join("#room", "bob")
    stage.feed(":bob!u@h KICK #room alice :out")
    assert not room.joined
    assert room.members == {}
    assert room.items[-1].kind is ItemKind.KICK
    stage.session.disconnected("lost", stage.now)
    stage.settle()
    stage.wait(2)
    stage.session.connected(stage.now)
    stage.greet()
    assert not [line for line in stage.said if line.startswith("JOIN")]


def test_roles_change() -> None:
    stage = online()
    stage.join("#room", "@bob", "carol")
    stage.feed(":bob!u@h MODE #room +vo-o carol carol bob")
    assert roles(stage) == {"alice": "", "bob": "", "carol": "@+"}
    stage.feed(":carol!u@h MODE #room -o+l carol 30")
    assert roles(stage)["carol"] == "+"
    assert stage.network.rooms["#room"].modes == {"l": "30"}


def test_names_again_is_the_truth() -> None:
    stage = online()
    stage.join("#room", "bob", "ghost")
    stage.feed(":irc.test 353 alice = #room :alice @bob", ":irc.test 366 alice #room :End")
    assert roles(stage) == {"alice": "", "bob": "@"}


def test_a_nick_changes_everywhere() -> None:
    stage = online()
    stage.join("#room", "@bob")
    stage.feed(":bob!u@h PRIVMSG alice :hi")
    stage.feed(":bob!u@h NICK robert")
    assert roles(stage) == {"alice": "", "robert": "@"}
    assert "robert" in stage.network.rooms
    assert "bob" not in stage.network.rooms
    assert stage.texts("robert") == ["hi"]
    stage.feed(":robert!u@h PRIVMSG alice :still me")
    assert stage.texts("robert") == ["hi", "still me"]


def test_our_own_nick_changes() -> None:
    stage = online()
    stage.join()
    stage.do("submit", "#room", "/nick alicia")
    stage.play("""
        C: NICK alicia
        S: :alice!u@h NICK alicia
    """)
    assert stage.network.nick == "alicia"
    assert ev.NickChanged("alicia") in stage.events


def test_a_nick_refused_later_is_a_sentence() -> None:
    stage = online()
    stage.do("choose_nick", "bob")
    stage.feed(":irc.test 433 alice bob :Nickname is already in use")
    assert stage.sentences() == ["The nickname bob is taken here."]
    assert stage.network.nick == "alice"


def test_leaving_closes_the_room() -> None:
    stage = online()
    stage.join()
    stage.do("submit", "#room", "/part bye all")
    assert stage.said == ["PART #room :bye all"]
    assert "#room" not in stage.network.rooms
    stage.feed(":alice!u@h PART #room :bye all")
    assert "#room" not in stage.network.rooms


def test_a_room_that_cannot_be_joined_is_a_sentence() -> None:
    stage = Stage(rooms=("#secret",))
    stage.online()
    stage.feed(":irc.test 473 alice #secret :Cannot join channel (+i)")
    assert stage.sentences() == ["#secret is by invitation only."]
    assert not stage.network.rooms["#secret"].wanted


def test_invitations() -> None:
    stage = online()
    stage.feed(":bob!u@h INVITE alice #party")
    assert stage.seen(ev.Invited) == [ev.Invited("bob", "#party")]
    assert "/join #party" in stage.sentences()[-1]
    stage.join()
    stage.feed(":bob!u@h INVITE carol #room")
    assert stage.network.rooms["#room"].items[-1].kind is ItemKind.INVITE


def test_a_channel_is_renamed() -> None:
    """draft/channel-rename: "A channel rename preserves all channel state"."""
    stage = online()
    stage.join("#old", "bob")
    stage.feed(said_at(1, "hello", room="#old"), ":bob!u@h RENAME #old #new :typo")
    room = stage.network.rooms["#new"]
    assert (room.name, room.joined, sorted(room.members)) == ("#new", True, ["alice", "bob"])
    stage.feed(said_at(2, "here", room="#new"))
    assert stage.texts("#new") == ["hello", "here"]


def test_a_direct_conversation_opens_with_the_first_word() -> None:
    stage = online()
    stage.feed(":carol!u@h PRIVMSG alice :psst")
    room = stage.network.rooms["carol"]
    assert (room.kind, room.unread, room.mentions) == (RoomKind.DIRECT, 1, 1)
    assert "MONITOR + carol" in stage.said
    stage.feed(":irc.test 731 alice :carol")
    assert not stage.network.users["carol"].online
    stage.feed(":irc.test 730 alice :carol!u@h")
    assert stage.network.users["carol"].online


def test_presence() -> None:
    stage = online()
    stage.join("#room", "bob")
    stage.feed(":bob!u@h AWAY :lunch", ":bob!u@h ACCOUNT bobby", ":bob!u@h SETNAME :Bob B.", ":bob!u@h CHGHOST v w")
    user = stage.network.users["bob"]
    assert (user.away, user.away_message, user.account, user.realname) == (True, "lunch", "bobby", "Bob B.")
    assert (user.username, user.host) == ("v", "w")
    stage.feed(":bob!u@h AWAY")
    assert not user.away


def test_whois() -> None:
    stage = online()
    stage.do("whois", "bob")
    stage.play("""
        C: WHOIS bob bob
        S: :irc.test 311 alice bob u h * :Bob B.
        S: :irc.test 319 alice bob :@#room #other
        S: :irc.test 312 alice bob irc.test :Test server
        S: :irc.test 301 alice bob :lunch
        S: :irc.test 317 alice bob 42 1800000000 :seconds idle, signon time
        S: :irc.test 330 alice bob bobby :is logged in as
        S: :irc.test 671 alice bob :is using a secure connection
        S: :irc.test 320 alice bob :is fond of tests
        S: :irc.test 318 alice bob :End of /WHOIS list
    """)
    (result,) = stage.seen(ev.WhoisResult)
    assert result.whois is not None
    assert result.whois.channels == ("@#room", "#other")
    assert (result.whois.idle_seconds, result.whois.account, result.whois.away) == (42, "bobby", "lunch")
    assert result.whois.lines == ("is fond of tests",)
    stage.do("whois", "nobody")
    stage.feed(":irc.test 401 alice nobody :No such nick", ":irc.test 318 alice nobody :End")
    assert stage.seen(ev.WhoisResult)[-1] == ev.WhoisResult("nobody", None)
    assert len(stage.seen(ev.WhoisResult)) == 2


def test_the_list_of_rooms() -> None:
    stage = online()
    stage.do("list_rooms")
    stage.play("""
        C: LIST
        S: :irc.test 321 alice Channel :Users Name
        S: :irc.test 322 alice #small 1 :quiet
        S: :irc.test 322 alice #large 900 :[+nt] loud
        S: :irc.test 323 alice :End of /LIST
    """)
    (listed,) = stage.seen(ev.RoomList)
    assert [row.name for row in listed.rooms] == ["#large", "#small"]


def test_a_server_that_looks_for_the_nick_as_a_server_answers_a_whois_too() -> None:
    """402, since WHOIS names the nick twice: the first is the server to ask."""
    stage = Stage()
    stage.online()
    stage.do("whois", "nobody")
    stage.feed(":irc.test 402 alice nobody :No such server")
    assert stage.seen(ev.WhoisResult) == [ev.WhoisResult("nobody", None)]
    assert not stage.seen(ev.Notice)
