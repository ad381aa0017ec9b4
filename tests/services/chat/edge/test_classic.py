# SPDX-License-Identifier: GPL-3.0-or-later
"""Classic people against the real server: the tutorial client, `nc`, names, history, and IRC people beside them."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.certificates import client_context, make_pair
from tests.support.client import Client
from tests.support.server import Server
from tests.support.tutorial import TutorialClient


class Person:
    """Somebody with a socket: sends bytes, waits for text."""

    def __init__(self, port: int, first: bytes = b"", **options: Any) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        if "tls" in options:
            self.socket = options["tls"].wrap_socket(self.socket)
        self.received = ""
        if first:
            self.send(first)

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def until(self, text: str) -> str:
        """Everything up to the end of `text`, once it has come."""
        while text not in self.received:
            data = self.socket.recv(4096)
            assert data, f"closed; {text!r} is not in {self.received!r}"
            self.received += data.decode()
        head, _, self.received = self.received.partition(text)
        return head + text

    def enter(self, name: str) -> str:
        """Come in as `name`; everything received on the way, without the prompt."""
        self.send(f"{name}\n".encode())
        return self.until("Connected to the server").removeprefix("NICK")

    def rest(self) -> str:
        """Everything until the server closes."""
        with contextlib.suppress(ConnectionResetError):
            while data := self.socket.recv(4096):
                self.received += data.decode()
        text, self.received = self.received, ""
        return text


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with Server(tmp_path) as running:
        yield running


@pytest.fixture
def people(server: Server) -> Iterator[Any]:
    """Make people; they are gone at the end."""
    with contextlib.ExitStack() as stack:

        def make(first: bytes = b"", **options: Any) -> Person:
            person = Person(server.port, first, **options)
            stack.callback(person.socket.close)
            return person

        yield make


def in_lobby(server: Server, nick: str) -> Client:
    client = server.client(nick)
    client.lines()
    return client


def test_unchanged_tutorial_clients_talk(server: Server) -> None:
    alice = TutorialClient(server.port, "alice")
    assert alice.until("Connected to the server") == "alice has connected to the server.\nConnected to the server"
    bob = TutorialClient(server.port, "bob")
    try:
        bob.until("Connected to the server")
        alice.until("bob has connected to the server.\n")
        alice.write("hello")
        alice.until("alice: hello\n")
        bob.until("alice: hello\n")
        bob.write("hi there")
        alice.until("bob: hi there\n")
        bob.until("bob: hi there\n")
        alice.write("/exit")
        bob.until("alice has left the chat.\n")
        assert "alice:" not in bob.text
    finally:
        alice.stop()
        bob.stop()


def test_the_prompt_is_alone_in_its_segment_and_comes_after_a_second_of_silence(people: Any) -> None:
    assert people().socket.recv(1024) == b"NICK"


def test_a_name_without_a_line_end_and_one_with(people: Any) -> None:
    assert people().enter("alice") == "alice has connected to the server.\nConnected to the server"
    person = people(b"bob")
    assert person.until("Connected to the server").endswith("bob has connected to the server.\nConnected to the server")


def test_irc_and_classic_people_see_each_other(server: Server, people: Any) -> None:
    irc = in_lobby(server, "irene")
    carl = people()
    carl.enter("carl")
    assert irc.line() == ":carl!~classic@127.0.0.1 JOIN #lobby"
    carl.send(b"hello irc\n/me waves\n")
    assert irc.line() == ":carl!~classic@127.0.0.1 PRIVMSG #lobby :hello irc"
    assert irc.line() == ":carl!~classic@127.0.0.1 PRIVMSG #lobby :\x01ACTION waves\x01"
    assert carl.until("* carl waves\n") == "\ncarl: hello irc\n* carl waves\n"
    irc.send("PRIVMSG #lobby :hello carl", "TOPIC #lobby :tea", "NICK irma", "MODE #lobby +v carl")
    irc.send("PRIVMSG carl :psst", "PART #lobby :bye", "JOIN #lobby", "QUIT :gone")
    assert carl.until("irma has left the chat.\nirma has connected to the server.\nirma has left the chat.\n") == (
        "irene: hello carl\n"
        "irene is now called irma.\n"
        "(irma to carl) psst\n"
        "irma has left the chat.\nirma has connected to the server.\nirma has left the chat.\n"
    )


def test_a_person_who_is_removed_is_told(server: Server, people: Any) -> None:
    irc = in_lobby(server, "irene")
    server.app.house.state.channels["#lobby"].members[server.app.house.state.nicks["irene"]].statuses = "o"
    carl = people()
    carl.enter("carl")
    irc.send("TOPIC #lobby :tea", "KICK #lobby carl :rude")
    carl.until("irene has set the topic: tea\n")
    carl.until("carl was removed from the room by irene (rude).\n")
    carl.send(b"still here?\n")
    carl.until("You can't speak in this room now.\n")


def test_a_taken_name_gets_an_underscore_and_a_line_says_so(people: Any) -> None:
    people().enter("alice")
    assert people().enter("alice") == (
        "The name alice is taken, so you are alice_ here.\nalice_ has connected to the server.\nConnected to the server"
    )
    third = people()
    assert "you are alice__ here" in third.enter("alice")
    # such a client goes on using the name it asked for
    third.send(b"alice: it is me")
    third.until("alice__: it is me\n")


def test_a_taken_name_of_the_greatest_length(tmp_path: Path) -> None:
    with Server(tmp_path, limits={"nick_length": 5, "connect_rate": 0}) as server:
        names = []
        people = [Person(server.port) for _ in range(3)]
        for person in people:
            person.send(b"alice\n")
            names.append(person.until(" has connected").split()[-3].removeprefix("NICK"))
        for person in people:
            person.socket.close()
    assert names == ["alice", "alic_", "ali__"]


@pytest.mark.parametrize("name", [b"", b"   ", b"two words", b"1st", b"#room", b"a" * 33, b"a,b", b":x"])
def test_an_unusable_name_is_asked_for_again_three_times_at_most(people: Any, name: bytes) -> None:
    person = people(name + b"\n")
    person.until("NICK")
    for _ in range(2):
        person.until("That name can't be used: ")
        person.until("NICK")
        person.send(name + b"\n")
    assert person.rest().endswith("No usable name.\n")


def test_after_an_unusable_name_a_good_one_comes_in(people: Any) -> None:
    person = people(b"no good\n")
    person.until("That name can't be used: it may not contain a space.\n")
    person.until("NICK")
    assert person.enter("alice") == "alice has connected to the server.\nConnected to the server"


def test_what_was_said_before_is_shown_the_last_20_first_to_last(server: Server, people: Any) -> None:
    irc = in_lobby(server, "irene")
    irc.send(*(f"PRIVMSG #lobby :line {number}" for number in range(25)), "PRIVMSG irene :secret")
    irc.lines()
    said = "".join(f"irene: line {number}\n" for number in range(5, 25))
    assert people().enter("alice") == f"{said}alice has connected to the server.\nConnected to the server"


def test_commands(people: Any) -> None:
    alice, bob = people(), people()
    alice.enter("alice")
    bob.enter("bob")
    alice.until("bob has connected to the server.")
    alice.send(b"/who\n/dance\n/me\n/nick bob\n/nick no,good\n/msg nobody hi\n/msg #lobby hi\n")
    alice.until("\n")
    assert {alice.until("\n") for _ in range(7)} == {
        "Here now: alice, bob\n",
        "There is no /dance here; /help tells what there is.\n",
        "It is written like this: /me TEXT\n",
        "The name bob is taken.\n",
        "That name can't be used: it may not contain ,.\n",
        "There is nobody called nobody here.\n",
        "There is nobody called #lobby here.\n",
    }
    alice.send(b"/help\n")
    alice.until("/exit            leave\n")
    alice.send(b"/nick ally\n")
    bob.until("alice is now called ally.\n")
    alice.send(b"alice: under my old name\n/msg bob psst\n")
    bob.until("ally: under my old name\n(ally to bob) psst\n")
    alice.until("(ally to bob) psst\n")
    alice.send(b"/exit\n")
    assert bob.until("ally has left the chat.\n") == "ally has left the chat.\n"
    assert alice.rest().endswith("ally has left the chat.\n")


def test_a_long_text_is_several_messages_with_nothing_lost(server: Server, people: Any) -> None:
    irc = in_lobby(server, "irene")
    carl = people()
    carl.enter("carl")
    irc.line()
    words = " ".join(f"wörd{number}" for number in range(200))
    carl.send(words.encode() + b"\n")
    pieces = []
    while len("".join(pieces)) < len(words):
        line = irc.line()
        assert len(line.encode()) <= 510
        pieces.append(line.partition(" :")[2])
    assert "".join(pieces) == words


def test_a_long_action_and_a_long_word_to_one_person_lose_nothing_either(server: Server, people: Any) -> None:
    irc = in_lobby(server, "irene")
    carl = people()
    carl.enter("carl")
    irc.line()
    words = " ".join(f"wörd{number}" for number in range(200))
    for line, start, end in ((f"/me {words}", "\x01ACTION ", "\x01"), (f"/msg irene {words}", "", "")):
        carl.send(line.encode() + b"\n")
        pieces = ""
        while len(pieces) < len(words):
            received = irc.line()
            assert len(received.encode()) <= 510
            text = received.partition(" :")[2]
            assert text.startswith(start)
            assert text.endswith(end)
            pieces += text.removeprefix(start).removesuffix(end)
        assert pieces == words


def test_a_character_in_two_packets_stays_whole(server: Server, people: Any) -> None:
    irc = in_lobby(server, "irene")
    zoe = people()
    for piece in (b"Zo\xc3", b"\xab\n"):
        zoe.send(piece)
        time.sleep(0.1)
    zoe.until("Zoë has connected to the server.\nConnected to the server")
    irc.line()
    for piece in (b"caf\xc3", b"\xa9 \xf0\x9f", b"\x98\x83\n"):
        zoe.send(piece)
        time.sleep(0.1)
    zoe.until("Zoë: café 😃\n")


def test_telnet_and_old_line_ends(server: Server, people: Any) -> None:
    irc = in_lobby(server, "irene")
    putty = people(b"\xff\xfb\x1f\xff\xfd\x03tess\r\0one\r\0")
    negotiated = b""
    while b"\xff\xfe\x1f\xff\xfc\x03" not in negotiated:
        negotiated += putty.socket.recv(100)
    assert [irc.line().partition(" ")[2] for _ in range(2)] == ["JOIN #lobby", "PRIVMSG #lobby :one"]
    for key in b"typo\x08ed":
        putty.send(bytes((key,)))
        time.sleep(0.08)  # more than classic's silence
    putty.send(b"\r\0")
    assert irc.line().endswith("PRIVMSG #lobby :typed")
    mac = people(b"mac\rhi\rthere\r")
    assert [irc.line().partition(" ")[2] for _ in range(3)] == [
        "JOIN #lobby", "PRIVMSG #lobby :hi", "PRIVMSG #lobby :there",
    ]  # fmt: skip
    mac.until("there\n")


def test_who_types_letter_by_letter_is_one_line(people: Any) -> None:
    """Windows' telnet sends each key by itself."""
    alice = people()
    alice.until("NICK")
    for key in b"alice\r":
        alice.send(bytes((key,)))
        time.sleep(0.08)
    alice.send(b"\n")
    alice.until("alice has connected to the server.\nConnected to the server")


def test_everything_in_one_packet_and_then_the_end(server: Server, people: Any) -> None:
    """printf 'alice\\nhello' | nc -N"""
    irc = in_lobby(server, "irene")
    person = people(b"carl\nhello\nbye")
    person.socket.shutdown(socket.SHUT_WR)
    assert "carl: hello\ncarl: bye\n" in person.rest()
    assert [irc.line().partition(" ")[2] for _ in range(4)] == [
        "JOIN #lobby", "PRIVMSG #lobby :hello", "PRIVMSG #lobby :bye", "QUIT :Quit: ",
    ]  # fmt: skip


def test_over_tls_too(tmp_path: Path) -> None:
    pair = make_pair(tmp_path)
    with Server(tmp_path, tls_certificate=pair.certificate, tls_key=pair.key) as server:
        person = Person(server.port, tls=client_context())
        assert person.enter("alice") == "alice has connected to the server.\nConnected to the server"
        person.send(b"hello\n")
        person.until("\nalice: hello\n")
        person.socket.close()


def test_the_room_is_the_first_of_autojoin_alone(tmp_path: Path) -> None:
    with Server(tmp_path, autojoin=["#one", "#two"]) as server:
        person = Person(server.port)
        person.enter("alice")
        assert server.app.house.state.user("alice").channels == {"#one"}  # type: ignore[union-attr]
        person.socket.close()


def test_without_autojoin_there_is_the_lobby(tmp_path: Path) -> None:
    with Server(tmp_path, autojoin=[]) as server:
        person = Person(server.port)
        person.enter("alice")
        person.send(b"anyone?\n")
        person.until("alice: anyone?\n")
        person.socket.close()


def test_a_room_that_is_closed_to_the_person_says_so(server: Server, people: Any) -> None:
    irc = in_lobby(server, "irene")
    server.app.house.state.channels["#lobby"].members[server.app.house.state.nicks["irene"]].statuses = "o"
    irc.send("MODE #lobby +i")
    irc.lines()
    assert people(b"carl\n").rest() == "NICKYou can't come into #lobby now.\n"


def test_a_server_with_a_password_says_that_it_needs_an_irc_client(tmp_path: Path) -> None:
    with Server(tmp_path, password="open sesame") as server:
        person = Person(server.port, b"carl\n")
        assert person.rest() == "NICKThis server asks for a password, which needs an IRC client.\nBad password.\n"
        person.socket.close()


def test_who_never_gives_a_name_is_closed(tmp_path: Path) -> None:
    with Server(tmp_path, limits={"classic_timeout": 1, "connect_rate": 0}) as server:
        person = Person(server.port)
        assert person.rest() == "NICKRegistration timed out.\n"
        person.socket.close()


def test_a_person_may_think_about_a_name_for_longer_than_a_program(tmp_path: Path) -> None:
    """Many tutorial clients connect first, and open the dialog that asks for the name afterwards."""
    with Server(tmp_path, limits={"registration_timeout": 1, "connect_rate": 0}) as server:
        person = Person(server.port)
        person.until("NICK")
        program = Person(server.port, b"CAP LS\r\n")
        assert program.rest().endswith("Registration timed out\r\n")
        program.socket.close()
        assert person.enter("alice") == "alice has connected to the server.\nConnected to the server"
        person.socket.close()


def test_who_began_a_name_has_to_finish_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection that dribbles is never quiet, and is closed as any other."""
    monkeypatch.setattr("services.chat.edge.classic_reader.QUIET_SECONDS", 3600)
    with Server(tmp_path, limits={"registration_timeout": 1, "connect_rate": 0}) as server:
        person = Person(server.port, b"al")
        assert person.rest() == "NICKRegistration timed out.\n"
        person.socket.close()
