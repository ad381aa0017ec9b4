# SPDX-License-Identifier: GPL-3.0-or-later
"""The client's half of SASL: PLAIN and SCRAM-SHA-256, as values that answer challenges.

Rules: `answer` takes the server's decoded challenge and gives the response, or raises Rejected when the server is not who
it says or makes no sense (a wrong signature, a nonce that is not ours, an iteration count that would stall us).
Sources: RFC 4616; RFC 5802 and 7677; IRCv3 sasl-3.1, sasl-3.2 (chunks of 400 bytes, `+` for empty).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from typing import Protocol

CHUNK = 400
MAX_CHALLENGE = 8192
MAX_ITERATIONS = 500_000


class Rejected(Exception):
    """The server's half does not hold; the text is for the log, not a secret."""


class Mechanism(Protocol):
    """One mechanism, in the middle of its exchange."""

    name: str

    def answer(self, challenge: bytes) -> bytes: ...


class Plain:
    """RFC 4616: the password itself, so only over TLS or on loopback."""

    name = "PLAIN"

    def __init__(self, account: str, password: str) -> None:
        self._response = b"\0".join((b"", account.encode(), password.encode()))

    def answer(self, challenge: bytes) -> bytes:
        return self._response


class ScramSha256:
    """RFC 5802 with SHA-256: neither side learns more than it should, and the server proves itself too."""

    name = "SCRAM-SHA-256"

    def __init__(self, account: str, password: str, nonce: str = "") -> None:
        self._password = password.encode()
        self._nonce = nonce or secrets.token_urlsafe(24)
        name = account.replace("=", "=3D").replace(",", "=2C")
        self._first_bare = f"n={name},r={self._nonce}"
        self._server_signature = b""
        self._step = 0

    def answer(self, challenge: bytes) -> bytes:
        self._step += 1
        if self._step == 1:
            return b"n,," + self._first_bare.encode()
        if self._step == 2:
            return self._final(challenge)
        if self._step == 3:
            self._verify(challenge)
            return b""
        raise Rejected("more challenges than the mechanism has")

    @property
    def verified(self) -> bool:
        """The server has proved that it knows the password's key."""
        return self._step >= 3

    def _final(self, challenge: bytes) -> bytes:
        fields = _fields(challenge)
        nonce = fields.get("r", "")
        try:
            salt = base64.b64decode(fields.get("s", ""), validate=True)
            iterations = int(fields.get("i", ""))
        except (ValueError, binascii.Error) as error:
            raise Rejected("no salt or iteration count") from error
        if not nonce.startswith(self._nonce) or nonce == self._nonce or not salt:
            raise Rejected("the nonce is not ours, or there is no salt")
        if not 1 <= iterations <= MAX_ITERATIONS:
            raise Rejected("an iteration count out of bounds")
        salted = hashlib.pbkdf2_hmac("sha256", self._password, salt, iterations)
        client_key = hmac.digest(salted, b"Client Key", "sha256")
        stored_key = hashlib.sha256(client_key).digest()
        without_proof = f"c=biws,r={nonce}"
        signed = b",".join((self._first_bare.encode(), challenge, without_proof.encode()))
        signature = hmac.digest(stored_key, signed, "sha256")
        proof = bytes(a ^ b for a, b in zip(client_key, signature, strict=True))
        self._server_signature = hmac.digest(hmac.digest(salted, b"Server Key", "sha256"), signed, "sha256")
        return f"{without_proof},p={base64.b64encode(proof).decode()}".encode()

    def _verify(self, challenge: bytes) -> None:
        fields = _fields(challenge)
        try:
            signature = base64.b64decode(fields.get("v", ""), validate=True)
        except (ValueError, binascii.Error) as error:
            raise Rejected("no signature") from error
        if not hmac.compare_digest(signature, self._server_signature):
            raise Rejected("the server does not know the password")


def _fields(challenge: bytes) -> dict[str, str]:
    text = challenge.decode("utf-8", "replace")
    return {part[0]: part[2:] for part in text.split(",") if part[1:2] == "="}


def chunks(response: bytes) -> list[str]:
    """A response as AUTHENTICATE parameters."""
    text = base64.b64encode(response).decode()
    parts = [text[start : start + CHUNK] for start in range(0, len(text), CHUNK)]
    if not parts or len(parts[-1]) == CHUNK:
        parts.append("+")
    return parts


def decode(text: str) -> bytes:
    """The whole of a challenge, its chunks joined. Raises Rejected."""
    try:
        return base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error) as error:
        raise Rejected("a challenge that is not base64") from error
