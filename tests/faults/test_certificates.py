# SPDX-License-Identifier: GPL-3.0-or-later
"""The certificate is replaced again and again: the new one is shown within a second, and nobody is dropped."""

import hashlib
import socket
import time
from pathlib import Path

from tests.faults.conftest import FULL
from tests.faults.process import Process
from tests.support.certificates import client_context, make_pair
from tests.support.client import Client

LIMIT = 1.0 if FULL else 10.0  # seconds; beside other tests everything takes longer


def test_a_certificate_that_is_replaced(tmp_path: Path) -> None:
    pair = make_pair(tmp_path)
    with Process(tmp_path, tls_certificate=pair.certificate, tls_key=pair.key) as server:
        people = [Client(server.port, client_context()) for _ in range(20)]
        for i, person in enumerate(people):
            person.register(f"p{i}")
        slowest = 0.0
        for number in range(20 if FULL else 6):
            new = make_pair(tmp_path, f"new{number}")
            new.certificate.replace(pair.certificate)
            new.key.replace(pair.key)
            begun = time.monotonic()
            while presented(server.port) != new.fingerprint:
                pass
            slowest = max(slowest, time.monotonic() - begun)
            people[0].send(f"PRIVMSG #lobby :{number}")
            people[0].lines()
        for person in people[1:]:
            assert sum(" PRIVMSG " in line for line in person.lines()) == number + 1
        for person in people:
            person.close()
        print(f"the slowest of {number + 1} was shown after {slowest:.2f} s")
        assert slowest < LIMIT
        assert server.mistakes() == []


def presented(port: int) -> str:
    """The fingerprint of the certificate that the server shows now."""
    with (
        socket.create_connection(("127.0.0.1", port), timeout=10) as plain,
        client_context().wrap_socket(plain) as secure,
    ):
        return hashlib.sha256(secure.getpeercert(binary_form=True) or b"").hexdigest()
