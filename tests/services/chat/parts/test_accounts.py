# SPDX-License-Identifier: GPL-3.0-or-later
"""What logging in may use on a connection, and how guesses are counted by account and by network."""

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher

from services.chat.parts.accounts import ACCOUNT_TRIES, NETWORK_TRIES, REGISTRATIONS, STRANGERS_TRIES, Accounts
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


def test_guesses_at_an_account_count_for_each_network(credentials: Credentials) -> None:
    tools, burst = accounts(credentials), ACCOUNT_TRIES[0]
    names = ["alice", "ALICE"] * burst
    assert [tools.may_guess(FAR, name) for name, _ in zip(names, range(burst + 1), strict=False)] == [
        *[True] * burst,
        False,
    ]
    assert tools.may_guess(FAR, "bob")
    assert tools.may_guess(Peer("192.0.2.8", 1, "far"), "alice")  # somebody else's guesses are not theirs
    tools.guessed_right(FAR, "alice")
    assert tools.may_guess(FAR, "alice")


def test_guesses_from_many_networks_are_slowed_and_stop_neither_owners_nor_proofs(credentials: Credentials) -> None:
    tools, burst = accounts(credentials), STRANGERS_TRIES[0]
    home = Peer("203.0.113.5", 1, "home")
    tools.remember(home, "Alice")
    many = [Peer(f"10.{number >> 8}.{number & 255}.1", 1, "far") for number in range(burst + 50)]
    assert sum(tools.may_guess(peer, "alice") for peer in many) == burst
    stranger = Peer("198.51.100.1", 1, "far")
    assert not tools.may_guess(stranger, "alice")
    assert tools.may_guess(stranger, "alice", proof=True)
    assert tools.may_guess(stranger, "bob")
    assert [tools.may_guess(home, "alice") for _ in range(ACCOUNT_TRIES[0] + 1)] == [*[True] * ACCOUNT_TRIES[0], False]
    for _ in range(ACCOUNT_TRIES[0]):
        tools.guessed_right(home, "alice")
    assert not tools.may_guess(Peer("198.51.100.2", 1, "far"), "alice")  # its owner's logins give strangers nothing


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
