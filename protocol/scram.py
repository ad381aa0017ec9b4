# SPDX-License-Identifier: GPL-3.0-or-later
"""SCRAM-SHA-256: the computations of both sides. Nonces, salts and stored keys are passed in; nothing here is random.

    client first   n,,n=user,r=CLIENT
    server first   r=CLIENT+SERVER,s=salt,i=iterations
    client final   c=biws,r=CLIENT+SERVER,p=proof
    server final   v=signature          (or e=error)

Rules kept here:
- The server keeps `Keys`, never a password; what it keeps does not let anyone log in elsewhere.
- There is no channel binding: `n` and `y` are taken, `p=` is refused. Extensions (`m=`) are refused, as the RFC says.
- Proofs are compared in constant time. Everything wrong with the other side's message raises ScramError; its text is
  one of the RFC's server-error-value words.
- A server may not make a client hash for ever: iterations are between 4096 (RFC 7677) and MAX_ITERATIONS.
- Names and passwords are prepared with SASLprep (RFC 4013); what it prohibits raises ScramError.

Sources: RFC 5802, RFC 7677, RFC 4013.
"""

import base64
import binascii
import hashlib
import hmac
import stringprep
import unicodedata
from typing import NamedTuple

MECHANISM = "SCRAM-SHA-256"
MIN_ITERATIONS = 4096
MAX_ITERATIONS = 100_000  # some 40 ms; servers ask for 4096 to 65,536


class ScramError(ValueError):
    """The exchange failed; the text is what `e=` says."""


class TooCostly(ScramError):
    """The server asks for more iterations than a client should do."""


class Keys(NamedTuple):
    """What a server stores of a password."""

    salt: bytes
    iterations: int
    stored_key: bytes
    server_key: bytes


class ClientFirst(NamedTuple):
    """The client's first message, taken apart."""

    header: str  # the GS2 header, `n,,`
    authorization: str
    user: str
    nonce: str
    bare: str


def derive(password: str, salt: bytes, iterations: int) -> Keys:
    """The keys of `password`."""
    return _keys(_salted(password, salt, iterations), salt, iterations)


def _salted(password: str, salt: bytes, iterations: int) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", saslprep(password).encode(), salt, iterations)


def _keys(salted: bytes, salt: bytes, iterations: int) -> Keys:
    client_key = _hmac(salted, b"Client Key")
    return Keys(salt, iterations, hashlib.sha256(client_key).digest(), _hmac(salted, b"Server Key"))


def _hmac(key: bytes, text: bytes) -> bytes:
    return hmac.digest(key, text, "sha256")


class ScramClient:
    """One login, from the client's side: `first`, then `final`, then `verify`."""

    def __init__(self, user: str, password: str, nonce: str, authorization: str = "") -> None:
        self._password = password
        self._nonce = nonce
        self._header = f"n,{'a=' + _escape(authorization) if authorization else ''},"
        self._bare = f"n={_escape(saslprep(user))},r={nonce}"
        self._signature = b""

    def first(self) -> bytes:
        """The first message."""
        return (self._header + self._bare).encode()

    def final(self, server_first: bytes) -> bytes:
        """The answer to the server's first message. Raises ScramError."""
        text = _text(server_first)
        nonce, salt_text, iterations_text = _attributes(text, "r", "s", "i")
        if not nonce.startswith(self._nonce) or len(nonce) == len(self._nonce):
            raise ScramError("other-error")
        if not (iterations_text.isascii() and iterations_text.isdigit() and len(iterations_text) < 100):
            raise ScramError("other-error")
        iterations = int(iterations_text)
        if iterations > MAX_ITERATIONS:
            raise TooCostly("other-error")
        if iterations < MIN_ITERATIONS:
            raise ScramError("other-error")
        salt = _decode(salt_text)
        salted = _salted(self._password, salt, iterations)
        keys = _keys(salted, salt, iterations)
        without_proof = f"c={_encode(self._header.encode())},r={nonce}"
        signed = f"{self._bare},{text},{without_proof}".encode()
        proof = _xor(_hmac(salted, b"Client Key"), _hmac(keys.stored_key, signed))
        self._signature = _hmac(keys.server_key, signed)
        return f"{without_proof},p={_encode(proof)}".encode()

    def verify(self, server_final: bytes) -> None:
        """Check that the server knows the password too. Raises ScramError, with the server's word if it refused."""
        text = _text(server_final)
        if text.startswith("e="):
            raise ScramError(text[2:].split(",")[0])
        (signature,) = _attributes(text, "v")
        if not self._signature or not hmac.compare_digest(_decode(signature), self._signature):
            raise ScramError("other-error")


def parse_client_first(data: bytes) -> ClientFirst:
    """The client's first message, before the server looks for the account's keys. Raises ScramError."""
    flag, _, rest = _text(data, "invalid-encoding").partition(",")
    if flag.startswith("p="):
        raise ScramError("channel-binding-not-supported")
    authorization, comma, bare = rest.partition(",")
    if flag not in ("n", "y") or not comma or not (authorization == "" or authorization.startswith("a=")):
        raise ScramError("invalid-encoding")
    user, nonce = _attributes(bare, "n", "r")
    name = _unescape(user)
    if not name or not nonce or not all("!" <= char <= "~" for char in nonce):
        raise ScramError("invalid-username-encoding" if not name else "other-error")
    return ClientFirst(f"{flag},{authorization},", _unescape(authorization[2:]), name, nonce, bare)


class ScramServer:
    """One login, from the server's side: `first`, then `final`."""

    def __init__(self, client_first: ClientFirst, keys: Keys, nonce: str) -> None:
        self._client = client_first
        self._keys = keys
        self._nonce = client_first.nonce + nonce
        self._first = f"r={self._nonce},s={_encode(keys.salt)},i={keys.iterations}"

    def first(self) -> bytes:
        """The answer to the client's first message."""
        return self._first.encode()

    def final(self, client_final: bytes) -> bytes:
        """The last message, if the client has proved that it knows the password. Raises ScramError."""
        text = _text(client_final, "invalid-encoding")
        without_proof, _, proof_text = text.rpartition(",p=")
        binding, nonce = _attributes(without_proof, "c", "r")
        if _decode(binding) != self._client.header.encode():
            raise ScramError("channel-bindings-dont-match")
        if not hmac.compare_digest(nonce.encode(), self._nonce.encode()):
            raise ScramError("other-error")
        signed = f"{self._client.bare},{self._first},{without_proof}".encode()
        proof = _decode(proof_text)
        if len(proof) != hashlib.sha256().digest_size:
            raise ScramError("invalid-proof")
        client_key = _xor(proof, _hmac(self._keys.stored_key, signed))
        if not hmac.compare_digest(hashlib.sha256(client_key).digest(), self._keys.stored_key):
            raise ScramError("invalid-proof")
        return f"v={_encode(_hmac(self._keys.server_key, signed))}".encode()


def error(word: str) -> bytes:
    """The server's last message when it refuses."""
    return f"e={word}".encode()


def saslprep(text: str) -> str:
    """`text` prepared for comparison (RFC 4013); ASCII without controls is itself. Raises ScramError."""
    if text.isascii() and text.isprintable():
        return text
    mapped = "".join(
        " " if stringprep.in_table_c12(char) else char for char in text if not stringprep.in_table_b1(char)
    )
    out = unicodedata.normalize("NFKC", mapped)
    if any(_prohibited(char) for char in out):
        raise ScramError("invalid-username-encoding")
    if any(stringprep.in_table_d1(char) for char in out) and (
        any(stringprep.in_table_d2(char) for char in out)
        or not (stringprep.in_table_d1(out[0]) and stringprep.in_table_d1(out[-1]))
    ):
        raise ScramError("invalid-username-encoding")
    return out


def _prohibited(char: str) -> bool:
    return (
        stringprep.in_table_c12(char)
        or stringprep.in_table_c21_c22(char)
        or stringprep.in_table_c3(char)
        or stringprep.in_table_c4(char)
        or stringprep.in_table_c5(char)
        or stringprep.in_table_c6(char)
        or stringprep.in_table_c7(char)
        or stringprep.in_table_c8(char)
        or stringprep.in_table_c9(char)
    )


def _escape(name: str) -> str:
    return name.replace("=", "=3D").replace(",", "=2C")


def _unescape(name: str) -> str:
    first, *parts = name.split("=")
    out = first
    for part in parts:
        if part[:2] not in ("3D", "2C"):
            raise ScramError("invalid-username-encoding")
        out += ("=" if part[:2] == "3D" else ",") + part[2:]
    return out


def _attributes(text: str, *names: str) -> list[str]:
    """The values of the attributes `names`, which come first and in this order; what follows is ignored."""
    values = []
    items = text.split(",")
    if items[0].startswith("m="):
        raise ScramError("extensions-not-supported")
    for name, item in zip(names, items, strict=False):
        if not item.startswith(f"{name}="):
            raise ScramError("invalid-encoding")
        values.append(item[2:])
    if len(values) < len(names):
        raise ScramError("invalid-encoding")
    return values


def _text(data: bytes, word: str = "other-error") -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise ScramError(word) from None


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _decode(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise ScramError("invalid-encoding") from None


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
