# SPDX-License-Identifier: GPL-3.0-or-later
"""Clients of one account at the same moment, and who is there without a client."""

import base64
import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from services.chat.context import House
from services.chat.events import (
    AccountChanged,
    AccountDropped,
    AwayChanged,
    Event,
    Joined,
    MetadataKept,
    Parted,
    UserConnected,
    UserKept,
)
from services.chat.flows import registration
from services.chat.flows.stays import person_to_join
from services.chat.rules import Refusal
from services.chat.session import Session
from services.chat.state import User
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


@pytest.mark.parametrize("first", [UserKept, AccountChanged, AccountDropped])
def test_nobody_stays_who_is_kept_at_the_moment_they_leave_their_account(
    server: Server, first: type[Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`first` is in the log before what the other client of the person asked for at the same moment."""
    alice = coming(server)
    alice.send("CAP END", "NS SET ALWAYS-ON OFF")
    alice.lines()
    house, submit, done = server.app.house, server.app.house.road.submit, []
    user = house.state.user("alice")
    assert user is not None

    def act() -> tuple[int, str, str, str, str]:
        return (*house.ids.stamp(), user.uid, user.source, user.account)

    async def together(event: Event, *rest: Any) -> None:
        kept = UserKept(*act(), user.nick, user.username, user.host, user.realname)
        left = AccountDropped(*act(), "alice") if first is AccountDropped else AccountChanged(*act(), "")
        if not done and type(event) is (UserKept if first is not UserKept else AccountChanged):
            done.append(event)
            await submit(kept if first is UserKept else left)
        await submit(event, *rest)

    monkeypatch.setattr(house.road, "submit", together)
    alice.send("NS LOGOUT" if first is UserKept else "NS SET ALWAYS-ON ON", "QUIT")
    with contextlib.suppress(EOFError):
        alice.until("NEVER")
    assert done
    for session in tuple(house.sessions):  # the client that registered the account
        server._loop.call_soon_threadsafe(session.close, "gone")
    watcher = server.client("watcher")
    watcher.lines()
    assert {user.nick for user in house.state.users.values()} == {"watcher"}
    watcher.send("QUIT")
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


def ghosts(server: Server) -> list[str]:
    """Ended sessions that somebody is still thought to have, or that something is kept for."""
    house = server.app.house
    held = [session for sessions in house.fanout._sessions.values() for session in sessions]
    held += [*house.accounts.exchanges, *house.subscriptions.drafts, *house.subscriptions._keys]
    return [session.sid for session in held if session.closing]


WAYS_IN = [("alice", kind) for kind in (UserConnected, MetadataKept, AwayChanged)]
WAYS_IN += [("carol", kind) for kind in (UserConnected, MetadataKept, AwayChanged, UserKept, Joined)]


@pytest.mark.parametrize("refused", [False, True], ids=["taken", "refused"])
@pytest.mark.parametrize(("nick", "kind"), WAYS_IN)
def test_a_session_that_ends_at_any_of_the_awaits_on_its_way_in_is_nobodys(
    server: Server, nick: str, kind: type[Event], refused: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It becomes one more of alice, who came at the same moment, or carol, who is new."""
    house, submit, ended = server.app.house, server.app.house.road.submit, []
    looked: list[str] = []
    others = set(house.sessions)

    async def ending(event: Event, *rest: Any) -> None:
        try:
            if refused and not ended and type(event) is kind:
                raise Refusal("somebody was first")
            await submit(event, *rest)
        finally:
            if type(event) is kind and not ended:
                ended.append(next(session for session in house.sessions - others if session.registration.submitted))
                ended[0].close("gone")

    def at_the_same_moment(house: House, nick: str, account: str) -> User | None:
        looked.append(nick)
        return None if kind is UserConnected and len(looked) == 1 else person_to_join(house, nick, account)

    monkeypatch.setattr(registration, "person_to_join", at_the_same_moment)
    client = server.client()
    client.send("CAP REQ :sasl batch draft/metadata-2 draft/pre-away", f"NICK {nick}")
    if nick == "alice":
        client.send("AUTHENTICATE PLAIN", f"AUTHENTICATE {PLAIN}")
        client.until("903")
    else:
        client.send(f"REGISTER * * {PASSWORD}")
        client.until("900")
    monkeypatch.setattr(house.road, "submit", ending)
    client.send("METADATA * SET url :x", "AWAY :soon", "USER a 0 * :a", "CAP END")
    with contextlib.suppress(EOFError):
        client.until("PONG")
    assert ended
    watcher = server.client("watcher")
    watcher.send(f"WHOIS {nick}")
    watcher.lines()
    assert ghosts(server) == []


def test_a_room_that_is_left_while_another_client_is_shown_the_rooms_is_not_shown(server: Server) -> None:
    house = server.app.house
    first = coming(server)
    first.send("CAP END", "JOIN #a,#b,#c")
    first.lines()
    get, left = house.markers.get, []

    async def leaving(user: User, target: str) -> int:
        if not left:
            left.append(target)
            await house.road.submit(Parted(*house.ids.stamp(), user.uid, user.source, user.account, "#b", "#b", ""))
        return await get(user, target)

    house.markers.get = leaving  # type: ignore[method-assign]
    second = server.client()
    second.send("CAP REQ :sasl draft/read-marker", "NICK alice", "USER a 0 * :a", "AUTHENTICATE PLAIN")
    second.send(f"AUTHENTICATE {PLAIN}", "CAP END")
    second.until("001")
    lines = second.lines()
    assert [line.split()[2] for line in lines if " JOIN " in line] == ["#a", "#c", "#lobby"]
    assert not any(" 400 " in line for line in lines)


def test_nothing_is_kept_for_a_session_that_ended_before_its_line_was_done(server: Server) -> None:
    server.settings["always_on"] = False
    server.restart()
    for line in ("AUTHENTICATE PLAIN", "METADATA * SET url :x", "METADATA * SUB url"):
        client = server.client()
        client.send("CAP REQ :sasl batch draft/metadata-2", "PING x")
        client.until("PONG")
        session = max(server.app.house.sessions, key=lambda session: session.opened_at)
        server._loop.call_soon_threadsafe(said_and_gone, server, session, line)
        with pytest.raises(EOFError):
            client.until("NEVER")
    server.client("watcher").lines()
    assert ghosts(server) == []


def said_and_gone(server: Server, session: Session, line: str) -> None:
    session.backlog.feed(f"{line}\r\n".encode())
    server.app.desk.receive(session)
    session.close("gone")
