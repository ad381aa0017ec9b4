# SPDX-License-Identifier: GPL-3.0-or-later
"""Host names that are shown in an address's place: a keyed hash, which tells neighbours but not where they are.

An IPv4 address becomes `all.net24.net16.ip`, an IPv6 one `net64.net48.net32.ip`, each part a hash of the network:
so a ban of `*.net24.net16.ip` hits the network, and nobody learns which one it is. Loopback is not hidden.
The key lies in DATA_DIR/cloak.key; without it the hashes of all addresses could be tried out.
"""

import base64
import hmac
import ipaddress
import os
import secrets
from pathlib import Path
from typing import Final

from services.chat.settings.values import loopback

FILE: Final = "cloak.key"
_KEY_BYTES: Final = 32
_PARTS: Final = {4: (32, 24, 16), 6: (64, 48, 32)}


def load_key(directory: Path) -> bytes:
    """The key of this server, made at the first start. Raises OSError."""
    path = directory / FILE
    try:
        found = path.read_bytes()
    except FileNotFoundError:
        found = b""
    if len(found) == _KEY_BYTES:
        return found
    key = secrets.token_bytes(_KEY_BYTES)
    partial = path.with_suffix(".new")
    with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(key)
        os.fsync(file.fileno())
    partial.replace(path)
    return key


def cloak(key: bytes, ip: str) -> str:
    """What is shown for `ip`."""
    if loopback(ip):
        return f"0{ip}" if ip.startswith(":") else ip
    address = ipaddress.ip_address(ip)
    parts = []
    for bits in _PARTS[address.version]:
        network = ipaddress.ip_network((address, bits), strict=False)
        digest = hmac.digest(key, str(network).encode(), "sha256")
        parts.append(base64.b32encode(digest)[:8].decode().lower())
    return f"{'.'.join(parts)}.ip"
