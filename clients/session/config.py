# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person tells a session before it connects. Plain values; where they are kept is the front end's business.

Passwords arrive here from the keyring and go nowhere else: they are left out of `repr`, of events and of the store.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from urllib.parse import unquote, urlsplit

from clients.session.sentences import BAD_ADDRESS

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 9090
DEFAULT_TLS_PORT = 6697


@dataclass(frozen=True, slots=True)
class Limits:
    """What a hostile or enormous server may make us hold. Reaching a limit drops the oldest or refuses the newest.

    `…_bytes` are bytes of memory, counted as Python takes them. All together stays below about a GiB: conversations
    256 MiB, open batches 32 MiB, people and members (`users`, `members`) some 300 MiB each at their worst, answers to
    LIST 30 MiB.
    """

    rooms: int = 1000
    members_per_room: int = 50_000
    members: int = 250_000  # in all rooms
    users: int = 100_000
    items_per_room: int = 200_000
    items_bytes: int = 256 << 20  # in all rooms
    batches: int = 32
    batch_lines: int = 5000
    batch_bytes: int = 32 << 20  # in all that are open
    list_rows: int = 20_000
    reactions_per_item: int = 64
    reactors_per_reaction: int = 1000
    typing: int = 32
    name: int = 200
    detail: int = 400  # characters of a real name, an away message, a topic in a list
    topic: int = 4096
    output: int = 1 << 20


@dataclass(frozen=True, slots=True)
class SessionConfig:
    """One network as one person uses it. `name` is its key in the store, unique among a person's networks."""

    nick: str
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    tls: bool = False
    name: str = ""
    username: str = ""
    realname: str = ""
    rooms: tuple[str, ...] = ()
    server_password: str = field(default="", repr=False)
    plaintext_server_password: bool = False  # may be sent without TLS to another computer: the person said so
    account: str = ""
    password: str = field(default="", repr=False)
    allow_plaintext_password: bool = False
    reconnect: bool = True
    quit_message: str = ""
    history_page: int = 100
    send_timeout: float = 15.0
    ping_after: float = 60.0
    ping_timeout: float = 30.0
    send_typing: bool = True
    limits: Limits = field(default_factory=Limits)

    @property
    def key(self) -> str:
        """The network's name in the store."""
        return self.name or f"{self.host}:{self.port}"

    @property
    def loopback(self) -> bool:
        return self.host in ("localhost", "::1") or self.host.startswith("127.")

    def with_nick(self, nick: str) -> SessionConfig:
        return replace(self, nick=nick)

    def with_server_password(self, password: str, plaintext: bool) -> SessionConfig:
        return replace(self, server_password=password, plaintext_server_password=plaintext)


class BadAddress(ValueError):
    """An address a person typed that is no irc:// or ircs:// address; the text is a sentence to show."""


def parse_address(text: str) -> tuple[str, int, bool, str]:
    """`ircs://host:port/#room`, `host`, `host:port` -> (host, port, tls, room or ""). Raises BadAddress.

    A name or a password before the host is never taken over (`without_password`). What stands after a comma behind the
    room (draft-butcher-irc-url: ",needkey") is left out, for `JOIN #a,0` would leave all rooms.
    """
    text = text.strip()
    if "://" not in text:
        text = f"irc://{text}"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise BadAddress(BAD_ADDRESS) from error
    if parts.scheme not in ("irc", "ircs") or not parts.hostname:
        raise BadAddress(BAD_ADDRESS)
    tls = parts.scheme == "ircs"
    # irc://host/#room puts the room in the fragment, irc://host/%23room in the path.
    room = unquote(parts.path.lstrip("/"))
    if parts.fragment:
        room = f"#{unquote(parts.fragment)}"
    room = room.partition(",")[0]
    if any(letter.isspace() or not letter.isprintable() for letter in room):
        raise BadAddress(BAD_ADDRESS)
    if room and room[0] not in "#&":
        room = f"#{room}"
    return parts.hostname, port or (DEFAULT_TLS_PORT if tls else DEFAULT_PORT), tls, room


def without_password(text: str) -> tuple[str, bool]:
    """An address without what stands before its host (`user:password@`), and whether a password stood there.

    It is not used: an address is seen by whoever looks at the screen, at the browser's history or at `ps`.
    """
    scheme, mark, rest = text.strip().rpartition("://")
    end = min((place for letter in "/?#" if (place := rest.find(letter)) >= 0), default=len(rest))
    before, at, host = rest[:end].rpartition("@")
    return f"{scheme}{mark}{host}{rest[end:]}", bool(at) and ":" in before


def has_port(text: str) -> bool:
    """Whether an address names its port."""
    try:
        return urlsplit(text if "://" in text else f"irc://{text}").port is not None
    except ValueError:
        return False
