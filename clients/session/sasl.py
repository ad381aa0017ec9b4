# SPDX-License-Identifier: GPL-3.0-or-later
"""The client's half of SASL: mechanisms as values that answer challenges. The computations are protocol's.

Rules: `answer` takes the server's decoded challenge and gives the response, or raises Rejected when the server is not
who it says or makes no sense. `proved` says whether the server has shown that it knows the password too; PLAIN cannot
ask.
"""

from __future__ import annotations

import secrets
from typing import Protocol

from protocol.sasl import Plain as PlainMessage
from protocol.scram import MECHANISM, ScramClient, ScramError, TooCostly


class Rejected(Exception):
    """The exchange does not hold; `refused` if the server says that it was us, `costly` if it wants too much work."""

    def __init__(self, refused: bool = False, costly: bool = False) -> None:
        super().__init__("refused" if refused else "not who it says")
        self.refused = refused
        self.costly = costly


class Mechanism(Protocol):
    """One mechanism, in the middle of its exchange."""

    name: str
    proved: bool

    def answer(self, challenge: bytes) -> bytes: ...


class Plain:
    """RFC 4616: the password itself, so only over TLS or on loopback."""

    name = "PLAIN"
    proved = True

    def __init__(self, account: str, password: str) -> None:
        self._account, self._password = account, password
        self._said = False

    def answer(self, challenge: bytes) -> bytes:
        if challenge or self._said:
            raise Rejected
        self._said = True
        try:
            return PlainMessage("", self._account, self._password).render()
        except ValueError as error:
            raise Rejected(refused=True) from error


class ScramSha256:
    """RFC 7677: neither side learns more than it should."""

    name = MECHANISM

    def __init__(self, account: str, password: str) -> None:
        self.proved = False
        self._step = 0
        try:
            self._client = ScramClient(account, password, secrets.token_urlsafe(24))
        except ScramError as error:
            raise Rejected(refused=True) from error

    def answer(self, challenge: bytes) -> bytes:
        self._step += 1
        try:
            if self._step == 1 and not challenge:
                return self._client.first()
            if self._step == 2:
                return self._client.final(challenge)
            if self._step == 3:
                self._client.verify(challenge)
                self.proved = True
                return b""
        except TooCostly as error:
            raise Rejected(costly=True) from error
        except ScramError as error:
            raise Rejected(refused=challenge.startswith(b"e=")) from error
        raise Rejected
