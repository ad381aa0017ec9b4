# SPDX-License-Identifier: GPL-3.0-or-later
"""Clients of one account at the same moment, and who is there without a client."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.client import Client
from tests.support.server import Server

PASSWORD = "sesame-seed"
PLAIN = base64.b64encode(f"\0alice\0{PASSWORD}".encode()).decode()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with Server(tmp_path, autojoin=["#lobby"], always_on=True) as running:
        first = running.client("alice")
        first.send(f"REGISTER * * {PASSWORD}")
        first.until("900")
        yield running


def coming(server: Server, nick: str = "alice") -> Client:
    """A client that is about to come in: everything but CAP END is said."""
    client = server.client()
    client.send("CAP REQ :sasl", f"NICK {nick}", "USER a 0 * :a", "AUTHENTICATE PLAIN", f"AUTHENTICATE {PLAIN}")
    client.until("903")
    return client


def came(client: Client) -> str:
    """The nickname under which it was welcomed."""
    return client.until("001").params[0]


@pytest.mark.parametrize("there", ["stays", "gone"])
def test_clients_that_come_at_the_same_moment_are_one_person(server: Server, there: str) -> None:
    """Also when nobody is there yet: of several UserConnected the first in the log is the person, the others join."""
    server.settings["always_on"] = there == "stays"
    if there == "gone":
        leaving = coming(server)
        leaving.send("CAP END", "NS LOGOUT")
        leaving.until("901")
    server.restart()
    assert len(server.app.house.state.users) == (there == "stays")
    clients = [coming(server) for _ in range(5)]
    for client in clients:
        client.send("CAP END")
    assert [came(client) for client in clients] == ["alice"] * 5
    clients[0].send("NS SESSIONS")
    assert "5. alice" in [clients[0].until("NOTICE") for _ in range(5)][-1].params[-1]
    assert len(server.app.house.state.users) == 1


def test_the_default_of_the_server_keeps_people(server: Server) -> None:
    """With `always_on` an account that is logged in stays, autojoin rooms and all, through a restart."""
    server.restart()
    watcher = server.client("watcher")
    watcher.send("NAMES #lobby")
    assert "alice" in watcher.until("353").params[-1].split()
    watcher.send("PRIVMSG alice :are you there?")
    assert watcher.until("301").params[-1] == "Not connected"
    client = coming(server)
    client.send("CAP END")
    client.until("366")
    watcher.send("WHOIS alice")
    assert not [line for line in watcher.lines() if " 301 " in line]


def test_a_client_under_another_name_is_another_person(server: Server) -> None:
    client = coming(server, "alice_")
    client.send("CAP END")
    assert came(client) == "alice_"
    client.lines()
    users = {user.nick: user.always_on for user in server.app.house.state.users.values()}
    assert users == {"alice": True, "alice_": False}


def test_logging_out_ends_staying(server: Server) -> None:
    client = coming(server)
    client.send("CAP END", "NS LOGOUT")
    client.until("901")
    client.lines()
    server.restart()
    assert server.app.house.state.users == {}


def test_a_client_that_is_gone_before_it_is_in_leaves_nobody_behind(server: Server) -> None:
    for _ in range(20):
        client = server.client()
        client.send("NICK ghost", "USER g 0 * :g")
        client.close()
    watcher = server.client("watcher")
    here = True
    while here:  # each turn is an answer of the server; a ghost that stays ends in the test's timeout
        watcher.send("WHOIS ghost")
        here = any(" 311 " in line for line in watcher.lines())
    assert server.app.house.state.user("ghost") is None


def test_who_shares_a_nickname_can_not_take_it_to_another_account(server: Server) -> None:
    bob = server.client("bob")
    bob.send(f"REGISTER * * {PASSWORD}")
    bob.until("900")
    client = coming(server)
    client.send("CAP END")
    client.until("366")
    data = base64.b64encode(f"\0bob\0{PASSWORD}".encode()).decode()
    client.send("AUTHENTICATE PLAIN", f"AUTHENTICATE {data}")
    assert "share" in client.until("904").params[-1]
