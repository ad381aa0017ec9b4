# SPDX-License-Identifier: GPL-3.0-or-later
"""REHASH: what changes for those who are here, and what is written down."""

import io
import json
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher

from services.chat.server_log import AUDIT_FILE, logging_to
from services.chat.settings.load import SettingsError
from services.chat.settings.model import Settings
from tests.support.client import Client
from tests.support.server import Server

HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("fathom-nine")
BASE: dict[str, Any] = {
    "autojoin": [],
    "operators": {"root": {"password": HASH}},
    "webirc": {"gate": {"password": "gate-word", "networks": ["127.0.0.0/8"]}},
}


def rehash(server: Server, operator: Client, **changes: Any) -> list[str]:
    server.app.reloader._load = lambda: Settings.model_validate({**server.settings, **changes})
    operator.send("REHASH")
    return operator.lines()


def oper(server: Server) -> Client:
    client = server.client("root")
    client.send("OPER root fathom-nine")
    client.until("381")
    return client


def test_capabilities_and_tokens_come_and_go(tmp_path: Path) -> None:
    with Server(tmp_path, **BASE, accounts={"registration": True}) as server:
        root = oper(server)
        modern = server.client("modern", "message-tags")
        with_it = server.client("with", "draft/account-registration")
        old = server.client("old")
        limits = {**server.settings["limits"], "away_length": 100}
        answer = rehash(server, root, accounts={"registration": False}, limits=limits, network="Hubbub2")
        assert answer[0] == ":test.server 382 root settings :Rehashing"
        assert answer[-1] == ":test.server NOTICE root :The settings are in force"
        told = modern.lines()
        assert told == [
            ":test.server CAP modern DEL :draft/account-registration",
            ":test.server 005 modern AWAYLEN=100 NETWORK=Hubbub2 :are supported by this server",
        ]
        assert old.lines() == [":test.server 005 old AWAYLEN=100 NETWORK=Hubbub2 :are supported by this server"]
        # "a client MUST consider the capability removed": it is off for who had it
        with_it.lines()
        with_it.send("CAP LIST")
        assert with_it.line() == ":test.server CAP with LIST :cap-notify"
        rehash(server, root, icon="https://example.org/icon.svg")
        assert modern.lines() == [
            ":test.server CAP modern NEW :draft/account-registration=before-connect",
            ":test.server 005 modern AWAYLEN=390 NETWORK=Hubbub draft/ICON=https://example.org/icon.svg "
            ":are supported by this server",
        ]
        rehash(server, root)
        assert modern.lines() == [":test.server 005 modern -draft/ICON :are supported by this server"]


def test_a_mistake_changes_nothing(tmp_path: Path) -> None:
    with Server(tmp_path, **BASE) as server:
        root = oper(server)

        def fail() -> Settings:
            raise SettingsError("The setting motd must be a text.")

        server.app.reloader._load = fail
        root.send("REHASH")
        assert root.lines() == [
            ":test.server 382 root settings :Rehashing",
            ":test.server 400 root REHASH :The setting motd must be a text.",
        ]


def test_what_is_built_already_waits_for_a_restart(tmp_path: Path) -> None:
    with Server(tmp_path, **BASE) as server:
        root = oper(server)
        rehash(server, root, server_name="other.server", motd="New words")
        root.send("MOTD")
        assert ":test.server 372 root :- New words" in root.lines()


def test_hosts_change_with_the_cloak(tmp_path: Path) -> None:
    """IRCv3 chghost: CHGHOST for those who asked, for others the person leaves and comes back with their status."""
    with Server(tmp_path, **BASE, cloak=False) as server:
        root = oper(server)
        web = server.client()
        web.send("WEBIRC gate-word gate 198.51.100.3 198.51.100.3", "CAP REQ chghost", "NICK web", "USER web 0 * :Web")
        web.send("CAP END", "JOIN #x")
        web.until("366")
        new, old = server.client("new", "chghost"), server.client("old")
        for client in (new, old):
            client.send("JOIN #x")
            client.until("366")
        new.lines()
        web.lines()
        rehash(server, root, cloak=True)
        line = new.lines()[-1]
        host = line.rpartition(" ")[2]
        assert line == f":web!~web@198.51.100.3 CHGHOST ~web {host}"
        assert host.endswith(".ip")
        assert web.lines() == [line]
        assert old.lines() == [
            ":web!~web@198.51.100.3 QUIT :Changing host",
            f":web!~web@{host} JOIN #x",
            ":test.server MODE #x +o web",
        ]


def test_operators_leave_a_record(tmp_path: Path) -> None:
    with logging_to(tmp_path / "logs", console=io.StringIO()), Server(tmp_path, **BASE) as server:
        root = server.client("root")
        root.send("OPER root wrong", "OPER root fathom-nine")
        root.until("381")
        victim = server.client("victim")
        root.send("KILL victim :flooding\x1b[31m", "KLINE 10 bad@*.example :spam", "UNKLINE bad@*.example", "REHASH")
        assert victim.ended()
        root.until("382")
        root.lines()
    lines = [json.loads(line) for line in (tmp_path / "logs" / AUDIT_FILE).read_text().splitlines()]
    assert [line["event"] for line in lines] == ["oper refused", "oper", "kill", "kline", "unkline", "rehash"]
    assert all(line["operator"] == "root" and line["ip"] == "127.0.0.1" for line in lines)
    assert lines[2]["reason"] == r"flooding\x1b[31m"
    assert (lines[3]["mask"], lines[3]["minutes"]) == ("bad@*.example", 10)
    assert "fathom-nine" not in (tmp_path / "logs" / AUDIT_FILE).read_text()


def test_guesses_at_an_operator_run_out(tmp_path: Path) -> None:
    with Server(tmp_path, **BASE) as server:
        client = server.client("guesser")
        client.send(*["OPER root wrong"] * 12)
        answers = client.lines()
        assert answers[0].startswith(":test.server 464 ")
        assert answers[-1].startswith(":test.server FAIL OPER RATE_LIMITED ")


def test_the_description_and_the_password_change_for_those_who_come_and_ask_next(tmp_path: Path) -> None:
    with Server(tmp_path, **BASE) as server:
        root = oper(server)
        rehash(server, root, description="a new one", password="a-new-word")
        root.send("LINKS")
        assert root.until("364").params[-1] == "0 a new one"
        for password, expected in (("", "464"), ("an-old-word", "464"), ("a-new-word", "001")):
            client = server.client()
            client.send(*([f"PASS {password}"] if password else []), "NICK new", "USER n 0 * :n")
            while (command := client.message().command) not in ("001", "464"):
                pass
            assert command == expected
