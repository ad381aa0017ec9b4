# SPDX-License-Identifier: GPL-3.0-or-later
"""TLS for the port: contexts from certificate files, renewed when the files change, without dropping anyone.

Rules:
- TLS 1.2 or newer. A context is never changed once connections use it; a renewed certificate is a new context.
- A pair that can't be used stops the start with one sentence. Later it is a warning, and the old pair stays in use.
- Client certificates are asked for and taken from anyone: they prove possession of a key, whose fingerprint an account
  may list (SASL EXTERNAL). Nobody is trusted for the names inside them.
"""

from __future__ import annotations

import _ssl
import asyncio
import ctypes
import hashlib
import logging
import os
import ssl
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from services.chat.files import why

logger: Final = logging.getLogger(__name__)
CHECK_SECONDS: Final = 0.5
_VERIFY_PEER: Final = 1
_LOOKED_AT: Final = ((3, 11), (3, 14))  # Pythons whose context object is as `_ask_for_client_certificates` expects
_VERIFY_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int, ctypes.c_void_p)

Signature = tuple[tuple[int, int, int], ...]


class TlsError(Exception):
    """The certificate can't be used; the text is one sentence for the administrator."""


class Certificates:
    """The pair in use. `context` is for the next connection; `poll` keeps it fresh while the loop runs."""

    def __init__(self, certificate: Path, key: Path) -> None:
        """Raises `TlsError`."""
        self._files = (certificate, key)
        self._seen = self._signature()
        self._complained: object = None
        self._timer: asyncio.TimerHandle | None = None
        self.context = build_context(certificate, key)

    def watch(self, loop: asyncio.AbstractEventLoop) -> None:
        """Look at the files twice a second from now on."""
        self._timer = loop.call_later(CHECK_SECONDS, self._look, loop)

    def close(self) -> None:
        """Look no more."""
        if self._timer is not None:
            self._timer.cancel()

    def reload(self) -> bool:
        """Read the files again if they differ from what is in use. Whether the pair in use is what is there now."""
        signature = self._signature()
        if signature == self._seen:
            return True
        try:
            context = build_context(*self._files)
        except TlsError as error:
            # Certificate and key are two files: between the two replacements they do not fit. Try until they do.
            if self._complained != signature:
                self._complained = signature
                logger.warning("the new certificate is not in use yet", extra={"reason": str(error)})
            return False
        self.context, self._seen = context, signature
        logger.info("the new certificate is in use")
        return True

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        self._timer = loop.call_later(CHECK_SECONDS, self._look, loop)
        self.reload()

    def _signature(self) -> Signature:
        return tuple(_stamp(path) for path in self._files)


def build_context(certificate: Path, key: Path) -> ssl.SSLContext:
    """A server context. Raises `TlsError`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.options |= ssl.OP_NO_RENEGOTIATION | ssl.OP_NO_COMPRESSION
    for name, path in (("tls_certificate", certificate), ("tls_key", key)):
        try:
            content = path.read_bytes()
        except OSError as error:
            reason = why(error, path, reading=True)
            raise TlsError(f"The file {str(path)!r} of the setting {name} cannot be read: {reason}.") from None
        if b"ENCRYPTED" in content:
            raise TlsError(
                f"The file {str(path)!r} of the setting {name} is protected by a password; give one without."
            )
    try:
        context.load_cert_chain(certificate, key)
    except ssl.SSLError as error:
        raise TlsError(_explain(error, certificate, key)) from None
    _ask_for_client_certificates(context)
    return context


def fingerprint(transport: asyncio.BaseTransport) -> str:
    """SHA-256 of the client's certificate in hexadecimal, or ""."""
    connection: Any = transport.get_extra_info("ssl_object")
    certificate: bytes | None = connection.getpeercert(binary_form=True) if connection is not None else None
    return hashlib.sha256(certificate).hexdigest() if certificate else ""


def _explain(error: ssl.SSLError, certificate: Path, key: Path) -> str:
    if error.reason == "KEY_VALUES_MISMATCH":
        return f"The key {str(key)!r} does not belong to the certificate {str(certificate)!r}."
    reason = error.reason.lower().replace("_", " ") if error.reason else "not in PEM format"
    return f"The certificate {str(certificate)!r} and the key {str(key)!r} cannot be used: {reason}."


def _stamp(path: Path) -> tuple[int, int, int]:
    try:
        status = os.stat(path)
    except OSError:
        return (0, 0, 0)
    return (status.st_mtime_ns, status.st_size, status.st_ino)


def _accept_certificate(_verified: int, _store: int | None) -> int:
    return 1


# OpenSSL keeps a pointer to it for as long as any context lives.
_accept: Final[Callable[..., int]] = _VERIFY_CALLBACK(_accept_certificate)


def _ask_for_client_certificates(context: ssl.SSLContext) -> None:
    """Ask for a client certificate and take any, self-signed too.

    The ssl module can ask only together with demanding a known authority, which nobody's own certificate has. OpenSSL
    can: SSL_CTX_set_verify with a callback. CPython keeps the SSL_CTX pointer first in its context object. Where that
    is not known to hold, no certificates are asked for, and SASL EXTERNAL has nothing to go by.
    """
    if sys.implementation.name != "cpython" or not _LOOKED_AT[0] <= sys.version_info[:2] <= _LOOKED_AT[1]:
        return
    if ssl.SSLContext.__mro__[1].__basicsize__ < object.__basicsize__ + ctypes.sizeof(ctypes.c_void_p):
        return
    try:
        library = ctypes.CDLL(_ssl.__file__)
        get_mode, set_verify = library.SSL_CTX_get_verify_mode, library.SSL_CTX_set_verify
    except (AttributeError, OSError):
        return
    pointer = ctypes.c_void_p.from_address(id(context) + object.__basicsize__).value
    get_mode.argtypes, get_mode.restype = [ctypes.c_void_p], ctypes.c_int
    set_verify.argtypes, set_verify.restype = [ctypes.c_void_p, ctypes.c_int, _VERIFY_CALLBACK], None
    if get_mode(pointer) == ssl.CERT_NONE:
        set_verify(pointer, _VERIFY_PEER, _accept)
