# SPDX-License-Identifier: GPL-3.0-or-later
"""AUTHENTICATE where a play can't go: SCRAM's computations, long data, certificates, and many guesses."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest

from protocol.sasl import Payload, Plain, pieces
from protocol.scram import ScramClient, ScramError
from services.chat.parts.accounts import ACCOUNT_TRIES
from tests.support.certificates import client_context, make_pair
from tests.support.client import Client
from tests.support.server import Server

PASSWORD = "sesame-seed"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    pair = make_pair(tmp_path)
    with Server(tmp_path, autojoin=[], tls_certificate=pair.certificate, tls_key=pair.key) as running:
        founder = running.client("alice")
        founder.send(f"REGISTER * * {PASSWORD}")
        founder.until("900")
        founder.close()
        yield running


def opened(server: Server) -> Client:
    client = server.client()
    client.send("CAP REQ :sasl", "NICK alice", "USER a 0 * :a")
    client.until("CAP")
    return client


def say(client: Client, data: bytes) -> None:
    client.send(*(f"AUTHENTICATE {piece}" for piece in pieces(data)))


def heard(client: Client) -> bytes:
    """What the server says in AUTHENTICATE lines. AssertionError for any other line."""
    payload = Payload()
    while True:
        message = client.message()
        assert message.command == "AUTHENTICATE", message
        data = payload.feed(message.params[0])
        if data is not None:
            return data


def scram(client: Client, exchange: ScramClient) -> str:
    """The numeric with which it ends, after 900 if that comes."""
    client.send("AUTHENTICATE SCRAM-SHA-256")
    assert heard(client) == b""
    say(client, exchange.first())
    say(client, exchange.final(heard(client)))
    message = client.message()
    if message.command != "AUTHENTICATE":
        return message.command
    exchange.verify(base64.b64decode(message.params[0]))
    client.send("AUTHENTICATE +")
    return f"{client.message().command} {client.message().command}"


def test_scram(server: Server) -> None:
    """RFC 5802: both sides prove that they know the password."""
    assert scram(opened(server), ScramClient("alice", PASSWORD, "nonce")) == "900 903"
    assert scram(opened(server), ScramClient("ALICE", PASSWORD, "nonce", "alice")) == "900 903"
    client = opened(server)
    assert scram(client, ScramClient("alice", "wrong", "nonce")) == "904"
    assert scram(client, ScramClient("nobody", PASSWORD, "nonce")) == "904"
    assert scram(client, ScramClient("alice", PASSWORD, "nonce")) == "900 903"


def test_scram_for_a_name_that_does_not_exist_looks_like_any_other(server: Server) -> None:
    firsts = []
    for _ in range(2):
        client = opened(server)
        client.send("AUTHENTICATE SCRAM-SHA-256")
        heard(client)
        exchange = ScramClient("nobody", PASSWORD, "nonce")
        say(client, exchange.first())
        firsts.append(heard(client).partition(b",")[2])
        with pytest.raises(ScramError):
            exchange.verify(b"v=AAAA")
    assert firsts[0] == firsts[1]


def test_scram_refuses_to_act_for_another_account(server: Server) -> None:
    client = opened(server)
    client.send("AUTHENTICATE SCRAM-SHA-256")
    heard(client)
    say(client, ScramClient("alice", PASSWORD, "nonce", "bob").first())
    assert client.message().command == "904"


@pytest.mark.parametrize("length", [300, 299, 1])
def test_data_in_pieces_of_400(server: Server, length: int) -> None:
    """sasl-3.1: "split to 400-byte chunks ... If the last chunk was exactly 400 bytes long, it must also be followed by
    AUTHENTICATE + to signal end of response"."""
    client = opened(server)
    long_name = Plain("", "alice", "x" * (300 - len("alice") - 2)).render()[:length]
    for data in (long_name, Plain("", "a" * 600, "b").render()):
        client.send("AUTHENTICATE PLAIN")
        assert heard(client) == b""
        say(client, data)
        assert client.message().command == "904"
    assert client.lines() == []


def test_more_than_is_taken_is_too_long(server: Server) -> None:
    client = opened(server)
    client.send("AUTHENTICATE PLAIN")
    heard(client)
    client.send(*["AUTHENTICATE " + "A" * 400] * 9)
    assert client.until("905")
    # what was still under way begins a new exchange with a mechanism that there is not
    assert {line.split()[1] for line in client.lines()} <= {"904", "908"}


def test_a_certificate_logs_in(server: Server, tmp_path: Path) -> None:
    """EXTERNAL (RFC 4422): "the client ... authenticates using credentials established by means external"."""
    mine, other = make_pair(tmp_path, "mine"), make_pair(tmp_path, "other")
    client = server.client(tls=client_context(mine))
    client.send("CAP LS 302")
    assert "sasl=PLAIN,EXTERNAL,SCRAM-SHA-256" in client.message().params[-1].split()
    client.send("CAP REQ :sasl", "NICK alice", "USER a 0 * :a", "AUTHENTICATE EXTERNAL", "AUTHENTICATE +")
    assert client.until("904")
    client.send("AUTHENTICATE PLAIN")
    say(client, Plain("", "alice", PASSWORD).render())
    client.until("903")
    client.send("CAP END", "NS CERT ADD")
    assert mine.fingerprint in client.until("NOTICE").params[-1]
    client.close()
    server.restart()
    for certificate, identity, expected in [
        (mine, "", "903"),
        (mine, "Alice", "903"),
        (mine, "bob", "904"),
        (other, "", "904"),
        (other, "alice", "904"),
        (None, "", "904"),
    ]:
        client = server.client(tls=client_context(certificate))
        client.send("CAP REQ :sasl", "AUTHENTICATE EXTERNAL")
        assert client.until("AUTHENTICATE").params == ["+"]
        say(client, identity.encode())
        numeric = client.message().command
        assert (client.message().command if numeric == "900" else numeric) == expected
        client.close()


def test_guesses_run_out(server: Server) -> None:
    client = opened(server)
    texts = []
    for _ in range(ACCOUNT_TRIES[0] + 1):
        client.send("AUTHENTICATE PLAIN")
        heard(client)
        say(client, Plain("", "alice", "wrong").render())
        texts.append(client.message().params[-1])
    assert "wrong" in texts[-2]
    assert "too many" in texts[-1]
    # the right password does not help now, and another account is not touched
    assert scram(client, ScramClient("bob", PASSWORD, "nonce")) == "904"


def test_whois_says_secure_while_all_clients_are(server: Server) -> None:
    """Modern IRC, RPL_WHOISSECURE: what goes to a person goes to each of their clients."""
    safe = server.client(tls=client_context())
    safe.send("CAP REQ :sasl", "NICK alice", "USER a 0 * :a", "AUTHENTICATE PLAIN")
    say(safe, Plain("", "alice", PASSWORD).render())
    safe.until("903")
    safe.send("CAP END", "WHOIS alice")
    safe.until("422")
    assert [line for line in safe.lines() if " 671 " in line]
    plain = opened(server)
    plain.send("AUTHENTICATE PLAIN")
    say(plain, Plain("", "alice", PASSWORD).render())
    plain.until("903")
    plain.send("CAP END", "WHOIS alice")
    plain.until("422")
    assert not [line for line in plain.lines() if " 671 " in line]
    safe.close()
