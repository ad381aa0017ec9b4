# SPDX-License-Identifier: GPL-3.0-or-later
"""Sessions and our own server over real sockets: people talk, one is cut off, the server stops and comes back."""

import select
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from clients.session import events as ev
from clients.session.config import SessionConfig
from clients.session.model import ConnectionState, ItemKind, SendState
from clients.session.session import Session
from clients.session.store import Store
from tests.clients.session.stage import check_room
from tests.support.server import Server

PATIENCE = 10.0


class Person:
    """A session with a socket: the smallest front end there can be."""

    def __init__(self, nick: str, port: int, **config: Any) -> None:
        store = config.pop("store", None)
        self.session = Session(SessionConfig(nick, port=port, **config), time.time(), store=store)
        self.network = self.session.network
        self.socket: socket.socket | None = None
        self.events: list[ev.Event] = []
        self.do("connect")

    def do(self, method: str, *args: Any, **kwargs: Any) -> Any:
        result = getattr(self.session, method)(*args, time.time(), **kwargs)
        self.pump()
        return result

    def pump(self) -> None:
        output = self.session.take_output()
        if self.socket is not None and output:
            try:
                self.socket.sendall(output)
            except OSError:
                self.end()
        for event in self.session.take_events():
            self.events.append(event)
            if isinstance(event, ev.ConnectRequested):
                self.open(event)
            elif isinstance(event, ev.CloseRequested):
                self.close()

    def open(self, event: ev.ConnectRequested) -> None:
        self.close()
        try:
            self.socket = socket.create_connection((event.host, event.port), timeout=PATIENCE)
        except OSError as error:
            self._ended(str(error))
            return
        self.session.connected(time.time())
        self.pump()

    def read(self, patience: float) -> None:
        """What comes in the next moment, or a timer."""
        due = self.session.next_deadline()
        wait = patience if due is None else max(0.0, min(patience, due - time.time()))
        if self.socket is None:
            select.select([], [], [], wait)
        elif select.select([self.socket], [], [], wait)[0]:
            try:
                data = self.socket.recv(65536)
            except OSError:
                data = b""
            if not data:
                self.end()
                return
            self.session.feed(data, time.time())
        self.session.tick(time.time())
        self.pump()

    def end(self) -> None:
        self.close()
        self._ended("")

    def _ended(self, reason: str) -> None:
        self.session.disconnected(reason, time.time())
        self.pump()

    def close(self) -> None:
        if self.socket is not None:
            self.socket.close()
            self.socket = None

    def texts(self, room: str = "#lobby") -> list[str]:
        return (
            [item.text for item in self.network.rooms[room].items if item.spoken] if room in self.network.rooms else []
        )

    def settled(self, room: str = "#lobby") -> bool:
        """Nothing of ours is on its way."""
        items = self.network.rooms[room].items
        return all(item.send_state is not SendState.PENDING for item in items)


def until(condition: Callable[[], Any], *people: Person) -> None:
    """Everybody's sockets are served until it is so."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, [
            (person.network.nick, person.texts(), person.network.state) for person in people
        ]
        for person in people:
            person.read(0.02)
    for person in people:
        for room in person.network.rooms.values():
            check_room(room)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with Server(tmp_path / "server") as running:
        yield running


@pytest.fixture
def meet(server: Server) -> Iterator[Callable[..., Person]]:
    """Somebody comes into the lobby."""
    people: list[Person] = []

    def come(nick: str, **config: Any) -> Person:
        person = Person(nick, server.port, **config)
        people.append(person)
        until(lambda: "#lobby" in person.network.rooms and not person.network.rooms["#lobby"].loading, *people)
        until(lambda: person.network.rooms["#lobby"].members_known, *people)
        return person

    yield come
    for person in people:
        person.do("quit")
        person.close()


def test_two_people_talk(meet: Callable[..., Person]) -> None:
    alice = meet("alice")
    alice.do("send_message", "#lobby", "hello")
    bob = meet("bob")
    until(lambda: "hello" in bob.texts(), alice, bob)
    bob.do("submit", "#lobby", "hello alice")
    bob.do("submit", "#lobby", "/me waves")
    until(lambda: alice.texts() == ["hello", "hello alice", "waves"] and bob.settled(), alice, bob)
    assert bob.texts() == alice.texts()
    assert {member.nick for member in alice.network.rooms["#lobby"].members.values()} == {"alice", "bob"}
    assert [event.mention for event in alice.events if isinstance(event, ev.Attention)] == [True]
    assert [item.msgid for item in alice.network.rooms["#lobby"].items if item.spoken] == [
        item.msgid for item in bob.network.rooms["#lobby"].items if item.spoken
    ]


def test_a_direct_conversation_replies_reactions_and_typing(meet: Callable[..., Person]) -> None:
    alice, bob = meet("alice"), meet("bob")
    alice.do("submit", "#lobby", "/msg bob psst")
    until(lambda: bob.texts("alice") == ["psst"], alice, bob)
    msgid = bob.network.rooms["alice"].items[-1].msgid
    bob.do("send_typing", "alice", True)
    until(lambda: alice.network.rooms["bob"].typing == ("bob",), alice, bob)
    bob.do("send_message", "alice", "what?", reply_to=msgid)
    bob.do("react", "alice", msgid, "👀")
    until(lambda: alice.texts("bob") == ["psst", "what?"], alice, bob)
    until(lambda: alice.network.rooms["bob"].items[0].reactions, alice, bob)
    first, second = [item for item in alice.network.rooms["bob"].items if item.spoken]
    assert dict(first.reactions) == {"👀": ("bob",)}
    assert second.reply_to == first.msgid
    assert alice.network.rooms["bob"].typing == ()


def test_a_taken_name_is_asked_about(server: Server, meet: Callable[..., Person]) -> None:
    meet("alice")
    other = Person("alice", server.port)
    until(lambda: any(isinstance(event, ev.Refused) for event in other.events), other)
    refused = next(event for event in other.events if isinstance(event, ev.Refused))
    assert refused.way_on is ev.WayOn.CHOOSE_NICK
    other.do("choose_nick", refused.suggestion)
    until(lambda: other.network.state is ConnectionState.ONLINE, other)
    assert other.network.nick == "alice_"
    other.do("quit")
    other.close()


def test_a_cut_connection_loses_and_doubles_nothing(meet: Callable[..., Person]) -> None:
    alice, bob = meet("alice"), meet("bob")
    for number in range(5):
        bob.do("send_message", "#lobby", f"before {number}")
    until(lambda: len(alice.texts()) == 5, alice, bob)
    alice.do("send_message", "#lobby", "on the edge")
    alice.end()
    until(bob.settled, bob)
    for number in range(150):
        bob.do("send_message", "#lobby", f"missed {number}")
        bob.read(0)
    until(bob.settled, bob)
    alice.do("send_message", "#lobby", "from the dark")
    until(lambda: "from the dark" in bob.texts() and alice.settled(), alice, bob)
    assert alice.texts() == bob.texts()
    assert alice.texts().count("on the edge") == 1
    assert not [item for item in alice.network.rooms["#lobby"].items if item.kind is ItemKind.GAP]


def test_the_server_is_stopped_and_comes_back(server: Server, meet: Callable[..., Person]) -> None:
    alice = meet("alice")
    alice.do("send_message", "#lobby", "remember this")
    until(alice.settled, alice)
    port = server.port
    server.stop()
    until(lambda: alice.network.state is not ConnectionState.ONLINE, alice)
    alice.do("send_message", "#lobby", "said into nothing")
    server.settings["listen"] = [f"127.0.0.1:{port}"]
    server.start()
    until(lambda: alice.network.state is ConnectionState.ONLINE and alice.settled(), alice)
    assert alice.texts() == ["remember this", "said into nothing"]


def test_a_crash_of_the_client(tmp_path: Path, server: Server, meet: Callable[..., Person]) -> None:
    alice = meet("alice", store=Store(tmp_path / "a.db"))
    bob = meet("bob")
    bob.do("send_message", "#lobby", "one")
    until(lambda: alice.texts() == ["one"], alice, bob)
    alice.do("send_message", "#lobby", "two")
    alice.close()  # kill -9: no goodbye, and the echo unread
    bob.do("send_message", "#lobby", "three")
    until(lambda: len(bob.texts()) == 3 and bob.settled(), bob)
    again = Person("alice", server.port, store=Store(tmp_path / "a.db"))
    assert again.texts() == ["one", "two"], "before any connection"
    until(lambda: len(again.texts()) == 3 and again.settled(), again, bob)
    assert again.texts() == bob.texts()
    again.do("quit")
    again.close()


def test_scrolling_back_to_the_beginning(meet: Callable[..., Person]) -> None:
    bob = meet("bob")
    for number in range(60):
        bob.do("send_message", "#lobby", str(number))
        bob.read(0)
    until(bob.settled, bob)
    alice = meet("alice", history_page=20)
    room = alice.network.rooms["#lobby"]
    while alice.do("load_older", "#lobby"):
        until(lambda: not room.loading, alice)
    assert alice.texts() == [str(number) for number in range(60)]
    assert room.at_beginning
    assert room.unread == 0


def test_whois_and_the_list_of_rooms(meet: Callable[..., Person]) -> None:
    alice, bob = meet("alice"), meet("bob")
    alice.do("whois", "bob")
    alice.do("list_rooms")
    until(lambda: any(isinstance(event, ev.RoomList) for event in alice.events), alice, bob)
    until(lambda: any(isinstance(event, ev.WhoisResult) for event in alice.events), alice, bob)
    result = next(event for event in alice.events if isinstance(event, ev.WhoisResult))
    assert result.whois is not None
    assert result.whois.nick == "bob"
    listed = next(event for event in alice.events if isinstance(event, ev.RoomList))
    assert ("#lobby", 2) in [(row.name, row.members) for row in listed.rooms]


def test_an_account_from_registering_to_a_second_device(server: Server, meet: Callable[..., Person]) -> None:
    alice = meet("alice")
    alice.do("register_account", "", "correct horse battery", "")
    until(lambda: alice.network.account == "alice", alice)
    alice.do("send_message", "#lobby", "from the desk")
    until(alice.settled, alice)
    phone = Person("alice", server.port, account="alice", password="correct horse battery")
    until(lambda: phone.network.state is ConnectionState.ONLINE and "from the desk" in phone.texts(), alice, phone)
    assert (phone.network.nick, phone.network.account) == ("alice", "alice")
    phone.do("send_message", "#lobby", "from the phone")
    until(lambda: "from the phone" in alice.texts() and phone.settled(), alice, phone)
    assert alice.texts() == phone.texts() == ["from the desk", "from the phone"]
    assert all(item.own for item in alice.network.rooms["#lobby"].items if item.spoken)
    phone.close()
    bad = Person("alice", server.port, account="alice", password="wrong")
    until(lambda: any(isinstance(event, ev.Refused) for event in bad.events), bad)
    assert bad.network.state is ConnectionState.OFFLINE
    bad.close()


def test_what_is_read_here_is_read_there(server: Server, meet: Callable[..., Person]) -> None:
    alice, bob = meet("alice"), meet("bob")
    alice.do("register_account", "", "correct horse battery", "")
    until(lambda: alice.network.account == "alice", alice)
    phone = Person("alice", server.port, account="alice", password="correct horse battery")
    until(lambda: phone.network.state is ConnectionState.ONLINE and "#lobby" in phone.network.rooms, alice, phone)
    bob.do("send_message", "#lobby", "news")
    here, there = alice.network.rooms["#lobby"], phone.network.rooms["#lobby"]
    until(lambda: here.unread == there.unread == 1, alice, bob, phone)
    alice.do("mark_read", "#lobby")
    until(lambda: there.unread == 0, alice, bob, phone)
    phone.close()


def test_redaction_search_and_multiline(meet: Callable[..., Person]) -> None:
    alice, bob = meet("alice"), meet("bob")
    alice.do("send_message", "#lobby", "a plan\nin two lines")
    alice.do("send_message", "#lobby", "a plan to regret")
    until(lambda: bob.texts() == ["a plan\nin two lines", "a plan to regret"], alice, bob)
    bob.do("search", "plan in:#lobby")
    until(lambda: any(isinstance(event, ev.SearchResults) for event in bob.events), alice, bob)
    results = next(event for event in bob.events if isinstance(event, ev.SearchResults))
    assert (results.local, {found.author for found in results.found}) == (False, {"alice"})
    until(alice.settled, alice)
    alice.do("redact", "#lobby", alice.network.rooms["#lobby"].items[-1].msgid, reason="regret")
    until(lambda: bob.network.rooms["#lobby"].items[-1].redacted, alice, bob)
    until(lambda: alice.network.rooms["#lobby"].items[-1].redacted, alice, bob)
    assert bob.network.rooms["#lobby"].items[-1].redaction == "Deleted by alice: regret"
    carol = meet("carol")
    assert "a plan to regret" not in carol.texts()


def test_people_as_they_show_themselves(meet: Callable[..., Person]) -> None:
    alice, bob = meet("alice"), meet("bob")
    bob.do("set_away", "lunch")
    bob.do("set_metadata", "display-name", "Bob the Builder")
    until(lambda: alice.network.users["bob"].away, alice, bob)
    until(lambda: alice.network.users["bob"].display_name == "Bob the Builder", alice, bob)
    bob.do("set_metadata", "status", "x" * 301)
    until(lambda: len([event for event in bob.events if isinstance(event, ev.ProfileAnswered)]) == 2, alice, bob)
    told = [event for event in bob.events if isinstance(event, ev.ProfileAnswered)]
    assert (told[0].key, told[0].sentence, told[1].key) == ("display-name", "", "status")
    assert "300 bytes" in told[1].sentence
    bob.do("set_away", "")
    until(lambda: not alice.network.users["bob"].away, alice, bob)
    bob.do("choose_nick", "robert")
    until(lambda: "robert" in alice.network.users, alice, bob)
    assert alice.network.users["robert"].display_name == "Bob the Builder"


def test_jumping_into_the_past_and_back(meet: Callable[..., Person]) -> None:
    bob = meet("bob")
    for number in range(120):
        bob.do("send_message", "#lobby", str(number))
        if number % 5 == 4:  # pages are apart in time: of two of one millisecond nobody could tell which comes first
            until(bob.settled, bob)
    wanted = next(item for item in bob.network.rooms["#lobby"].items if item.text == "10")
    alice = meet("alice", history_page=10)
    room = alice.network.rooms["#lobby"]
    assert alice.do("load_around", "#lobby", msgid=wanted.msgid)
    until(lambda: not room.loading, alice, bob)
    loaded = [event for event in alice.events if isinstance(event, ev.HistoryLoaded)][-1]
    assert next(item.text for item in room.items if item.id == loaded.item) == "10"
    while gaps := [item for item in room.items if item.kind is ItemKind.GAP]:
        assert alice.do("load_gap", "#lobby", gaps[0].id)
        until(lambda: not room.loading, alice, bob)
    while alice.do("load_older", "#lobby"):
        until(lambda: not room.loading, alice, bob)
    assert alice.texts() == [str(number) for number in range(120)]
