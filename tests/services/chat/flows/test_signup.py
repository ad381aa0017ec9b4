# SPDX-License-Identifier: GPL-3.0-or-later
"""Registering where a play can't go: at the same moment, with codes that operators are told, past a server's door."""

import asyncio
import logging
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from services.chat.parts.credentials import WAITING
from tests.support.server import Server

PASSWORD = "sesame-seed"


def test_of_two_who_register_one_name_the_first_in_the_log_has_it(tmp_path: Path) -> None:
    with Server(tmp_path, autojoin=[], accounts={"custom_names": True}) as server:
        clients = [server.client(f"client{number}") for number in range(6)]
        for client in clients:
            client.send(f"REGISTER wanted * {PASSWORD}")
        answers = []
        for client in clients:
            message = client.message()
            answers.append(" ".join(message.params[:2]) if message.command == "FAIL" else message.params[0])
        assert sorted(answers) == ["REGISTER ACCOUNT_EXISTS"] * 5 + ["SUCCESS"]
        server.restart()
        assert set(server.app.house.state.accounts) == {"wanted"}


def test_an_account_works_once_it_is_verified(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    hashed = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("oper-word")
    caplog.set_level(logging.WARNING)
    with Server(
        tmp_path, autojoin=[], accounts={"verification": "operator"}, operators={"root": {"password": hashed}}
    ) as server:
        operator = server.client("root")
        operator.send("OPER root oper-word")
        operator.until("381")
        operator.lines()
        client = server.client("dan")
        client.send(f"REGISTER * * {PASSWORD}")
        assert client.message().params[:2] == ["VERIFICATION_REQUIRED", "dan"]
        code = operator.until("NOTICE").params[-1].split()[-1]
        assert any(code == getattr(record, "code", "") for record in caplog.records)
        client.send("VERIFY dan nonsense")
        assert client.message().params[:2] == ["VERIFY", "INVALID_CODE"]
        server.restart()  # the code lasts, and only its hash is kept
        assert code not in repr(server.app.house.state.accounts["dan"].code)
        client = server.client()
        client.send("NICK dan", f"VERIFY dan {code}")
        assert client.message().params[:2] == ["SUCCESS", "dan"]
        assert client.message().command == "900"
        client.send("USER d 0 * :d")
        client.until("001")


def test_nobody_registers_past_the_door_of_a_server_with_a_password(tmp_path: Path) -> None:
    """ "Servers should ensure that if they allow REGISTER before connection registration, this functionality cannot be
    used to bypass any authentication restrictions ... e.g. requirements that clients send a server password with PASS."
    """
    with Server(tmp_path, autojoin=[], password="door") as server:
        client = server.client()
        client.send("CAP LS 302", "NICK dan", f"REGISTER * * {PASSWORD}")
        lines = client.lines()
        assert not [line for line in lines if "before-connect" in line and "account-registration=before" in line]
        assert [line for line in lines if "FAIL REGISTER COMPLETE_CONNECTION_REQUIRED" in line]


def test_registration_can_be_off(tmp_path: Path) -> None:
    with Server(tmp_path, autojoin=[], accounts={"registration": False}) as server:
        client = server.client("dan", "standard-replies")
        client.send(f"REGISTER * * {PASSWORD}", "CAP LS")
        assert client.message().params[:3] == ["REGISTER", "TEMPORARILY_UNAVAILABLE", "*"]
        assert not [line for line in client.lines() if "account-registration" in line]


def test_when_too_many_wait_it_says_so(tmp_path: Path) -> None:
    with Server(tmp_path, autojoin=[]) as server:
        client = server.client("dan")
        credentials = server.app.house.accounts.credentials
        credentials.waiting = WAITING
        client.send(f"REGISTER * * {PASSWORD}", f"NS IDENTIFY dan {PASSWORD}")
        assert client.message().params[:3] == ["REGISTER", "TEMPORARILY_UNAVAILABLE", "dan"]
        assert "too many people" in client.message().params[-1]
        credentials.waiting = 0
        client.send(f"REGISTER * * {PASSWORD}")
        assert client.message().params[0] == "SUCCESS"


def test_capabilities_that_come_and_go_are_told(tmp_path: Path) -> None:
    """cap-notify: "the server MUST notify the client about all new capabilities and about existing capabilities that
    are no longer available"."""
    with Server(tmp_path, autojoin=[]) as server:
        client = server.client("dan", "cap-notify draft/account-registration")
        server.app.reloader._load = lambda: server.app.house.settings.model_copy(
            update={"accounts": server.app.house.settings.accounts.model_copy(update={"registration": False})}
        )
        asyncio.run_coroutine_threadsafe(server.app.reloader.reload(), server._loop).result()
        assert client.message().params[1:] == ["DEL", "draft/account-registration"]
        server.app.reloader._load = lambda: server.app.house.settings.model_copy(
            update={"accounts": server.app.house.settings.accounts.model_copy(update={"registration": True})}
        )
        asyncio.run_coroutine_threadsafe(server.app.reloader.reload(), server._loop).result()
        assert client.message().params[1:] == ["NEW", "draft/account-registration=before-connect"]
