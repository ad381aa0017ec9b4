# SPDX-License-Identifier: GPL-3.0-or-later
"""Who guesses passwords: is slowed, is logged, and keeps nobody out but those of the same network."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path

import argon2
import pytest

from protocol.scram import ScramClient
from services.chat.parts.accounts import ACCOUNT_TRIES, NETWORK_TRIES, STRANGERS_TRIES
from tests.faults.process import Process
from tests.support.client import Client

PASSWORD = "the-right-password"
AT_ONCE = ACCOUNT_TRIES[0]
HOME, EVIL = "127.0.0.2", "127.0.0.3"
SETTINGS: dict[str, object] = {
    "limits__connect_rate": 0, "limits__connections_per_ip": 0, "exempt_networks": "127.0.0.9/32",
}  # fmt: skip


class Clients:
    """Connections that are closed with the test."""

    def __init__(self) -> None:
        self.open: list[Client] = []

    def __call__(self, server: Process, source: str, nick: str = "") -> Client:
        self.open.append(client := Client(server.port, source=source))
        if nick:
            client.register(nick)
        else:
            client.send("CAP REQ :sasl")
            client.until("CAP")
        return client


@pytest.fixture
def connect() -> Iterator[Clients]:
    clients = Clients()
    yield clients
    for client in clients.open:
        client.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Process]:
    with Process(tmp_path, **SETTINGS) as process:
        with_account(process)
        yield process


def with_account(server: Process) -> None:
    owner = Client(server.port, source=HOME)
    owner.register("alice")
    owner.send(f"REGISTER * * :{PASSWORD}")
    assert owner.until("REGISTER").params[0] == "SUCCESS"
    owner.close()


def plain(client: Client, password: str) -> str:
    """What it ends with: 903, or 904 and why."""
    client.send("AUTHENTICATE PLAIN")
    client.until("AUTHENTICATE")
    client.send("AUTHENTICATE " + base64.b64encode(f"\0alice\0{password}".encode()).decode())
    while (message := client.message()).command not in ("903", "904"):
        pass
    return message.command + (" too many" if "too many attempts" in message.params[-1] else "")


def scram(client: Client, password: str) -> str:
    client.send("AUTHENTICATE SCRAM-SHA-256")
    client.until("AUTHENTICATE")
    exchange = ScramClient("alice", password, "nonce")
    client.send("AUTHENTICATE " + base64.b64encode(exchange.first()).decode())
    while (message := client.message()).command not in ("903", "904"):
        if message.command == "AUTHENTICATE":
            data = base64.b64decode(message.params[0])
            said = base64.b64encode(exchange.final(data)).decode() if data.startswith(b"r=") else "+"
            client.send(f"AUTHENTICATE {said}")
    return message.command


def crowd(server: Process, connect: Clients) -> list[str]:
    """Guesses from more networks than one person has, until strangers are stopped."""
    answers: list[str] = []
    for number in range(STRANGERS_TRIES[0] // AT_ONCE + 4):
        guesser = connect(server, f"127.0.1.{number + 1}")
        answers += [plain(guesser, "wrong") for _ in range(AT_ONCE)]
    return answers


def logged(server: Process, event: str) -> int:
    return sum(entry["event"] == event for entry in server.log())


def test_one_guesser_stops_nobody_but_themselves(server: Process, connect: Clients) -> None:
    evil = connect(server, EVIL)
    assert [plain(evil, "wrong") for _ in range(AT_ONCE + 3)] == ["904"] * AT_ONCE + ["904 too many"] * 3
    assert plain(evil, PASSWORD) == "904 too many"
    assert plain(connect(server, HOME), PASSWORD) == "903"
    assert plain(connect(server, "127.0.0.77"), PASSWORD) == "903"  # the owner, on a network that is new
    assert logged(server, "login failed") == AT_ONCE
    assert logged(server, "too many login attempts") == 4


def test_many_guessers_are_slowed_and_the_owner_gets_in_from_where_they_did_before_also_after_a_restart(
    server: Process, connect: Clients
) -> None:
    for _ in range(2):
        assert "904 too many" in crowd(server, connect)[-AT_ONCE:]
        stranger = connect(server, "127.0.0.77")
        assert scram(stranger, "wrong") == "904"
        assert scram(stranger, PASSWORD) == "903"  # a proof costs the server nothing, so it is always looked at
        assert plain(connect(server, HOME), PASSWORD) == "903"
        identified = connect(server, HOME, "somebody")
        identified.send(f"NS IDENTIFY alice {PASSWORD}")
        assert identified.until("NOTICE").params[1] == "You are now logged in as alice."
        server.stop()
        server.start()  # which forgets guesses, and remembers where people were


def test_guesses_at_the_password_of_the_server_are_slowed_and_logged(tmp_path: Path) -> None:
    with Process(tmp_path, password="open sesame", **SETTINGS) as server:

        def tried(password: str, source: str) -> str:
            client = Client(server.port, source=source)
            client.send(*([f"PASS :{password}"] if password else []), "NICK guest", "USER g 0 * :g")
            while (message := client.message()).command not in ("001", "464"):
                pass
            client.close()
            return message.command + (" too many" if "Too many" in message.params[-1] else "")

        assert [tried("wrong", EVIL) for _ in range(AT_ONCE + 2)] == ["464"] * AT_ONCE + ["464 too many"] * 2
        assert tried("open sesame", EVIL) == "464 too many"
        assert tried("", HOME) == "464"  # who says none guesses none
        assert [tried("open sesame", HOME) for _ in range(AT_ONCE * 2)] == ["001"] * AT_ONCE * 2
        reasons = [entry["reason"] for entry in server.log() if entry["event"] == "the server's password was refused"]
        assert reasons == ["wrong"] * AT_ONCE + ["too many tries"] * 3 + ["none"]
        text = (server.logs / "server.log").read_text()
        assert "sesame" not in text
        assert "wrong password" not in text


def test_guesses_at_the_password_of_an_operator_are_slowed_and_logged(tmp_path: Path, connect: Clients) -> None:
    hashed = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with Process(tmp_path, operators=json.dumps({"root": hashed}), **SETTINGS) as server:
        evil, chief = connect(server, EVIL, "evil"), connect(server, HOME, "chief")
        for _ in range(AT_ONCE):
            evil.send("OPER root wrong")
            evil.until("464")
        evil.send(f"OPER root :{PASSWORD}")
        assert evil.until("FAIL").params[1] == "RATE_LIMITED"
        chief.send(f"OPER root :{PASSWORD}")
        chief.until("381")
        text = (server.logs / "audit.log").read_text()
        told = [json.loads(line) for line in text.splitlines()]
        assert [entry.get("reason", "") for entry in told] == ["password"] * AT_ONCE + ["too many tries", ""]
        assert PASSWORD not in text


def test_guesses_at_many_accounts_count_for_their_network(server: Process, connect: Clients) -> None:
    evil = connect(server, EVIL, "evil")
    for number in range(NETWORK_TRIES[0] + 1):
        evil.send(f"NS IDENTIFY account{number} wrong")
    told = [line for line in evil.lines() if "NOTICE" in line]
    assert sum("too many attempts" in line for line in told) == 1
