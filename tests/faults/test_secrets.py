# SPDX-License-Identifier: GPL-3.0-or-later
"""No secret is in a log, in a transcript, on the console, or where other processes look: command lines, and the
environment of the process that writes the database.
"""

import base64
import json
from pathlib import Path

import argon2

from tests.faults.process import Process
from tests.support.client import Client

SERVER, OPERATOR, GATEWAY, ACCOUNT = "server-secret-1", "operator-secret-2", "gateway-secret-3", "account-secret-4"
WRONG = "a-wrong-secret-5"
SECRETS = [word.encode() for word in (SERVER, OPERATOR, GATEWAY, ACCOUNT, WRONG)]


def come_and_go(server: Process) -> None:
    """Say every secret in every way, rightly and wrongly."""
    for password in (WRONG, SERVER):
        client = Client(server.port)
        client.send(f"WEBIRC {password if password == WRONG else GATEWAY} web host.example 192.0.2.1")
        client.send(
            "CAP REQ :sasl draft/account-registration", f"PASS {password}", "NICK alice", "USER a 0 * :a", "CAP END"
        )
        if password == WRONG:
            assert client.ended()
            client.close()
    client.until("422")
    client.send(f"REGISTER * * {ACCOUNT}", f"OPER root {WRONG}", f"OPER root {OPERATOR}", f"NS IDENTIFY alice {WRONG}")
    client.send(f"PRIVMSG NickServ :IDENTIFY alice {ACCOUNT}", f"NS PASSWD {ACCOUNT} {ACCOUNT}x", f"NS GHOST {WRONG}")
    plain = base64.b64encode(f"\0alice\0{WRONG}".encode()).decode()
    client.send("AUTHENTICATE PLAIN", f"AUTHENTICATE {plain}", f"PASS {SERVER}", f"VERIFY alice {WRONG}", "REHASH")
    client.lines()
    client.close()


def test_no_secret_is_where_others_look(tmp_path: Path) -> None:
    hashed = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(OPERATOR)
    gateway = {"gate": {"password": GATEWAY, "networks": ["127.0.0.0/8"]}}
    settings = {"operators": json.dumps({"root": hashed}), "webirc": json.dumps(gateway), "log_level": "debug"}
    plaintext = {"accounts__plaintext_passwords": "true"}
    with Process(tmp_path, password=SERVER, **settings, **plaintext) as server:
        come_and_go(server)
        for pid in (server.pid, server.writer):
            line = Path(f"/proc/{pid}/cmdline").read_bytes()
            assert not [word for word in SECRETS if word in line]
        environment = Path(f"/proc/{server.writer}/environ").read_bytes()
        assert b"HUBBUB_" not in environment
        assert not [word for word in SECRETS if word in environment]
        server.stop()
        files = [path for place in (server.data, server.logs) for path in place.rglob("*") if path.is_file()]
        assert len(files) > 5
        told = {path.name: [word for word in SECRETS if word in path.read_bytes()] for path in files}
        assert {name: words for name, words in told.items() if words} == {}
        assert not [line for line in server.console for word in SECRETS if word.decode() in line]
