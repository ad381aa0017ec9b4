# SPDX-License-Identifier: GPL-3.0-or-later
"""What logging in may use on a connection, and how guesses are counted by account and by network."""

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher

from services.chat.parts.accounts import ACCOUNT_TRIES, NETWORK_TRIES, REGISTRATIONS, Accounts
from services.chat.parts.credentials import Credentials
from services.chat.session import Peer
from services.chat.settings.model import Settings
from services.chat.state import Account

CLOSE, CLOSE6 = Peer("127.0.0.1", 1, "localhost"), Peer("::1", 1, "localhost")
FAR, FAR_TLS = Peer("192.0.2.7", 1, "far"), Peer("192.0.2.7", 1, "far", secure=True)


@pytest.fixture
def credentials() -> Iterator[Credentials]:
    made = Credentials(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    yield made
    made.close()


def accounts(credentials: Credentials, **settings: object) -> Accounts:
    held = Settings.model_validate(settings)
    return Accounts(lambda: held, lambda: 0.0, credentials)


def test_a_password_is_said_on_this_machine_over_tls_or_nowhere(credentials: Credentials) -> None:
    tools = accounts(credentials)
    assert tools.mechanisms(CLOSE) == tools.mechanisms(CLOSE6) == ["PLAIN", "SCRAM-SHA-256"]
    assert tools.mechanisms(FAR) == ["SCRAM-SHA-256"]
    assert tools.mechanisms(FAR_TLS) == ["PLAIN", "EXTERNAL", "SCRAM-SHA-256"]
    allowed = accounts(credentials, accounts={"plaintext_passwords": True})
    assert allowed.mechanisms(FAR) == ["PLAIN", "SCRAM-SHA-256"]


def test_guesses_count_against_the_account_wherever_they_come_from(credentials: Credentials) -> None:
    tools, burst = accounts(credentials), ACCOUNT_TRIES[0]
    peers = [Peer(f"192.0.2.{number}", 1, "far") for number in range(burst + 1)]
    assert [tools.may_guess(peer, name) for peer, name in zip(peers, ["alice", "ALICE"] * burst, strict=False)] == [
        *[True] * burst,
        False,
    ]
    assert tools.may_guess(peers[0], "bob")
    tools.guessed_right(peers[0], "alice")
    assert tools.may_guess(peers[0], "alice")


@pytest.mark.parametrize(
    ("ips", "one"),
    [
        (["192.0.2.7"], True),
        (["2001:db8::1", "2001:db8::2", "2001:db8:0:0:ffff::"], True),
        (["2001:db8::1", "2001:db8:0:1::1"], False),
        (["127.0.0.1"], False),
    ],
)
def test_guesses_count_against_the_network_whichever_account_they_are_at(
    credentials: Credentials, ips: list[str], one: bool
) -> None:
    """An IPv4 address and an IPv6 /64 are one network; exempt networks are not counted."""
    tools, burst = accounts(credentials), NETWORK_TRIES[0]
    tries = [tools.may_guess(Peer(ips[n % len(ips)], 1, "far"), f"account{n}") for n in range(burst + 1)]
    assert all(tries[:-1])
    assert tries[-1] is not one


def test_registrations_are_counted(credentials: Credentials) -> None:
    tools, burst = accounts(credentials), REGISTRATIONS[0]
    assert [tools.may_register(FAR) for _ in range(burst + 1)] == [*[True] * burst, False]
    assert all(tools.may_register(CLOSE) for _ in range(burst + 1))


def test_an_account_chooses_or_leaves_it_to_the_server(credentials: Credentials) -> None:
    on = accounts(credentials, always_on=True, accounts={"multiclient": True})
    off = accounts(credentials, always_on=False, accounts={"multiclient": False})
    account = Account("alice", 0, "", "")
    for choice, expected in (("", (True, False)), ("on", (True, True)), ("off", (False, False))):
        account.always_on = account.multiclient = choice
        assert (on.always_on(account), off.always_on(account)) == expected
        assert (on.multiclient(account), off.multiclient(account)) == expected
