# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of value that a setting can have, each made from the text or list that a person wrote.

A converter raises `ValueError`; what the person reads comes from the key's own `allowed` text (see `settings.key`),
except in `read_text_file`, whose sentence is shown as it is.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, PlainValidator, SecretStr
from pydantic_settings import NoDecode

from services.chat.files import why

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

ANY_MASK = "*@*"
_SERVER_NAME = re.compile(
    r"(?=.{1,63}\Z)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+"
)
_HOST = re.compile(r"[A-Za-z0-9_.-]{1,253}")


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """A host, as a name or an IP address, and a port; port 0 lets the system choose."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def address(value: object) -> Address:
    """Read `host:port` or `[IPv6]:port`."""
    if isinstance(value, Address):
        return value
    if not isinstance(value, str):
        raise ValueError("not a text")
    host, colon, port = value.strip().rpartition(":")
    if not colon or not re.fullmatch(r"[0-9]{1,5}", port) or int(port) > 65_535:
        raise ValueError("no port")
    if host.startswith("[") and host.endswith("]"):
        return Address(str(ipaddress.IPv6Address(host[1:-1])), int(port))
    if not _HOST.fullmatch(host):
        raise ValueError("no host")
    return Address(host, int(port))


def loopback(host: str) -> bool:
    """Whether only this machine can reach what listens on `host`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def plain_ip(text: str) -> str:
    """An IP address as it is shown, compared and counted: one of IPv4 that came in IPv6's form is one of IPv4.

    Raises `ValueError` if it is none.
    """
    address = ipaddress.ip_address(text.partition("%")[0])
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return str(mapped or address)


def origin(ip: str) -> str:
    """What counts as one address: an IPv4 address, or the /64 that one IPv6 customer has."""
    if ":" not in ip:
        return ip
    return str(ipaddress.IPv6Network((int(ipaddress.IPv6Address(ip)) >> 64 << 64, 64)))


def within(ip: str, networks: Sequence[Network]) -> bool:
    """Whether the address is in one of them; what is no address is in none."""
    if not networks:
        return False
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return False
    return any(address in network for network in networks)


def read_text_file(name: str, path: Path) -> str:
    """The text of a file that the setting `name` points to, without the line ends at its end."""
    try:
        return path.read_text("utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        raise ValueError(f"The setting {name} must be a UTF-8 text file, and {str(path)!r} is not.") from None
    except OSError as error:
        reason = why(error, path, reading=True)
        raise ValueError(f"The setting {name} must be a readable text file, not {str(path)!r} ({reason}).") from None


def _split(value: object) -> object:
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return value


def _network(value: object) -> Network:
    if isinstance(value, ipaddress.IPv4Network | ipaddress.IPv6Network):
        return value
    if not isinstance(value, str):
        raise ValueError("not a text")
    return ipaddress.ip_network(value, strict=False)


def _channel(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"#[^\s,\x00-\x20\x7f]+", value):
        raise ValueError("not a channel name")
    return value


def _host(value: object) -> str:
    if not isinstance(value, str) or not _HOST.fullmatch(value):
        raise ValueError("not a host name")
    return value.lower()


def _origin(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"\*|null|[a-z][a-z0-9+.-]*://[^/\s]+/?", value):
        raise ValueError("not an origin")
    return value.rstrip("/")


def _server_name(value: str) -> str:
    if not _SERVER_NAME.fullmatch(value):
        raise ValueError("not a server name")
    return value


def _word(value: str) -> str:
    if not re.fullmatch(r"[^\s\x00-\x20\x7f:][^\s\x00-\x20\x7f]{0,62}", value):
        raise ValueError("not one word")
    return value


def _printable(value: str) -> str:
    if not value.isprintable():
        raise ValueError("more than one line")
    return value


def _line(value: str) -> str:
    if len(value.encode()) > 150 or not value.isprintable():
        raise ValueError("not one short line")
    return value.strip()


def _url(value: str) -> str:
    if not re.fullmatch(r"https?://[!-~]{1,380}", value):
        raise ValueError("not a URL")
    return value


def _argon2(value: str) -> str:
    if not re.fullmatch(r"\$argon2(id|i|d)\$v=\d+\$m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+", value):
        raise ValueError("not an argon2 hash")
    return value


def _one_line(value: SecretStr | None) -> SecretStr | None:
    if value is not None and re.search(r"[\r\n\x00]", value.get_secret_value()):
        raise ValueError("more than one line")
    return value


def _directory(value: object) -> object:
    if value == "":
        raise ValueError("no directory")  # to pathlib it is the one that the server happens to be started in
    return value


def _empty_is_none(value: object) -> object:
    return None if value == "" else value


def _local_address(value: object) -> Address | None:
    found = None if value in (None, "") else address(value)
    if found and not loopback(found.host):
        raise ValueError("other machines can reach it")
    return found


Addresses = Annotated[
    tuple[Annotated[Address, PlainValidator(address)], ...],
    NoDecode,
    BeforeValidator(_split),
    AfterValidator(lambda found: found or address("")),  # an empty list is no place to listen on
]
Networks = Annotated[tuple[Annotated[Network, PlainValidator(_network)], ...], NoDecode, BeforeValidator(_split)]
Channels = Annotated[tuple[Annotated[str, PlainValidator(_channel)], ...], NoDecode, BeforeValidator(_split)]
Hosts = Annotated[tuple[Annotated[str, PlainValidator(_host)], ...], NoDecode, BeforeValidator(_split)]
Origins = Annotated[tuple[Annotated[str, PlainValidator(_origin)], ...], NoDecode, BeforeValidator(_split)]
OptionalUrl = Annotated[str | None, BeforeValidator(_empty_is_none), AfterValidator(lambda url: url and _url(url))]
ServerName = Annotated[str, AfterValidator(_server_name)]
Word = Annotated[str, AfterValidator(_word)]
Line = Annotated[str, AfterValidator(_line)]
OneLine = Annotated[str, AfterValidator(_printable)]
Argon2Hash = Annotated[str, AfterValidator(_argon2)]
Directory = Annotated[Path, BeforeValidator(_directory)]
OptionalPath = Annotated[Path | None, BeforeValidator(_empty_is_none)]
OptionalSecret = Annotated[SecretStr | None, BeforeValidator(_empty_is_none), AfterValidator(_one_line)]
LocalAddress = Annotated[Address | None, PlainValidator(_local_address)]
