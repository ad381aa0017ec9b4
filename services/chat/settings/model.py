# SPDX-License-Identifier: GPL-3.0-or-later
"""What an administrator can set: one frozen model, read once at the start and again on REHASH.

Sources, the later wins: the defaults here, a TOML file, the environment (`HUBBUB_` and the key in upper case; a key
inside a table has `__` between: `HUBBUB_LIMITS__NICK_LENGTH`; lists are comma-separated). An unknown key is an error.

Rules:
- `load` raises `SettingsError`, whose text is one plain sentence that names the key, what is wrong and what is allowed.
  To make that possible every key is declared with `key(...)`, which carries its meaning and what it allows.
- A secret never appears in a `repr`, an error or a log line.
- Nothing here looks at the network or the clock; only `password_file` and `motd_file` are opened.
When you add a key: declare it here, then run `python -m services.chat.settings.page > docs/settings.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationInfo, field_validator, model_validator

from services.chat.names import CHANNEL_BYTES, NICK_BYTES
from services.chat.settings.values import (
    ANY_MASK,
    Addresses,
    Argon2Hash,
    Channels,
    Directory,
    Hosts,
    Line,
    LocalAddress,
    Networks,
    OneLine,
    OptionalPath,
    OptionalSecret,
    OptionalUrl,
    Origins,
    ServerName,
    Word,
    read_text_file,
)

LONGEST_NAMES: Final = 494  # bytes; the rest of a line is what stands between them


def key(default: Any, meaning: str, allowed: str = "", *, low: float | None = None, high: float | None = None) -> Any:
    """Declare one key. `allowed` completes the sentence "The setting x must be …"."""
    if not allowed:
        noun = "a number" if isinstance(default, float) else "a whole number"
        allowed = f"{noun} from {low} to {high}" if high is not None else f"{noun}, at least {low}"
    return Field(default, description=meaning, ge=low, le=high, json_schema_extra={"allowed": allowed})


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, allow_inf_nan=False)

    @field_validator("*", mode="before")
    @classmethod
    def _true_is_no_number(cls, value: Any, info: ValidationInfo) -> Any:
        """To Python `true` is 1: `retention.days = true` would keep one day."""
        if isinstance(value, bool) and cls.model_fields[str(info.field_name)].annotation in (int, float):
            raise ValueError("no number")
        return value


class Limits(_Table):
    """How long, how many, how fast."""

    nick_length: int = key(
        32,
        "Longest nickname, in characters; in bytes it may have 96, or as many as this if that is more.",
        low=1,
        high=128,
    )
    channel_length: int = key(
        64, "Longest channel name in characters, its `#` included; in bytes it may have 138.", low=2, high=128
    )
    topic_length: int = key(390, "Longest topic.", low=1, high=390)
    kick_length: int = key(390, "Longest reason of a kick.", low=1, high=390)
    away_length: int = key(390, "Longest away message.", low=1, high=390)
    user_length: int = key(20, "Longest user name (the part before the `@`).", low=1, high=32)
    host_length: int = key(64, "Longest host name that is shown.", low=16, high=128)
    name_length: int = key(150, "Longest real name.", low=1, high=390)
    key_length: int = key(32, "Longest channel key.", low=1, high=64)
    channels_per_user: int = key(100, "Channels one person can be in.", low=1, high=10_000)
    list_entries: int = key(
        100, "Entries in each of a channel's lists (bans, exceptions, invitations).", low=1, high=5000
    )
    metadata_keys: int = key(20, "Keys that one person or channel can have (METADATA).", low=1, high=1000)
    metadata_key_bytes: int = key(64, "Longest key.", low=1, high=128)
    metadata_value_bytes: int = key(300, "Longest value of a key.", low=1, high=300)
    metadata_subs: int = key(50, "Keys that one connection can subscribe to.", low=1, high=1000)
    monitor: int = key(100, "Nicknames one connection can MONITOR.", low=1, high=10_000)
    modes: int = key(6, "Mode changes with a parameter in one MODE command.", low=1, high=20)
    targets: int = key(4, "Targets in one command.", low=1, high=20)
    send_queue_bytes: int = key(
        1_048_576,
        "Unsent bytes above which a reader is closed unless it catches up (docs/decisions/0012-slow-readers.md).",
        low=16_384,
    )
    receive_queue_bytes: int = key(
        16_384,
        "Received bytes of one connection that wait for its turn or its flood allowance; then it is not read.",
        low=8192,
        high=1_048_576,
    )
    connections: int = key(20_000, "Open connections in all.", low=1)
    connections_per_ip: int = key(128, "Open connections from one IPv4 address or IPv6 /64; 0 = no limit.", low=0)
    connect_rate: float = key(
        10.0, "New connections a second from one IPv4 address or IPv6 /64, after a burst; 0 = no limit.", low=0
    )
    connect_burst: int = key(40, "New connections that may come at once before `connect_rate` counts.", low=1)
    registration_timeout: float = key(10.0, "Seconds in which a connection must have registered.", low=1, high=600)
    classic_timeout: float = key(
        120.0, "Seconds that a person with a plain socket has to give a name, before its first byte.", low=1, high=3600
    )
    ping_interval: float = key(45.0, "Seconds of silence after which a PING is sent.", low=1, high=3600)
    ping_timeout: float = key(40.0, "Seconds in which a PING must be answered.", low=1, high=3600)
    flood_burst: int = key(30, "Command cost that may come at once; 0 = no flood protection.", low=0)
    flood_rate: float = key(5.0, "Command cost regained in a second.", low=0.1)
    max_message_bytes: int = key(16_384, "Longest message that is sent in several lines.", low=512, high=1_048_576)
    max_message_lines: int = key(100, "Lines of a message that is sent in several lines.", low=1, high=1000)
    redact_window: int = key(
        0, "Seconds in which people may take back their own messages (REDACT); 0 = no limit.", low=0
    )
    history_page: int = key(1000, "Messages in one answer of CHATHISTORY.", low=1, high=10_000)

    def longest_names(self) -> int:
        """The bytes of the names in `:nick!user@host KICK #channel nick`."""
        nick, channel = max(self.nick_length, NICK_BYTES), max(self.channel_length, CHANNEL_BYTES)
        return 2 * nick + channel + self.user_length + self.host_length


class Admin(_Table):
    """Who runs the server, as ADMIN tells it."""

    location: OneLine = key("", "Where the server is.", "a text of one line")
    organisation: OneLine = key("", "Who runs it.", "a text of one line")
    email: OneLine = key("", "How to reach them.", "a text of one line")


class Retention(_Table):
    """How long what was said is kept."""

    days: int = key(0, "Days that messages and transcripts are kept; 0 = for ever.", low=0)
    messages: int = key(0, "Messages that are kept for each channel or conversation; 0 = all.", low=0)


class Accounts(_Table):
    """Registered nicknames."""

    registration: bool = key(True, "Whether people can register an account themselves.", "true or false")
    plaintext_passwords: bool = key(
        False, "Whether passwords are accepted from other machines over connections without TLS.", "true or false"
    )
    before_connect: bool = key(
        True, "Whether an account can be registered before connecting. Never while `password` is set.", "true or false"
    )
    custom_names: bool = key(False, "Whether an account's name may differ from the nickname.", "true or false")
    email_required: bool = key(False, "Whether registering takes an email address.", "true or false")
    verification: Literal["off", "operator"] = key(
        "off",
        "`operator`: an account works once its owner has sent VERIFY with a code, which the operators and the server "
        "log are told.",
        "off or operator",
    )
    password_length: int = key(6, "Fewest characters of an account's password.", low=1, high=100)
    multiclient: bool = key(
        True, "Whether several clients of one account may share its nickname; each account can choose.", "true or false"
    )


class Sts(_Table):
    """Strict transport security: tells clients to come back with TLS."""

    duration: int = key(0, "Seconds that clients remember to use TLS only; 0 = off. Needs a certificate.", low=0)
    port: int = key(9090, "The port that clients are sent to for TLS.", low=1, high=65_535)
    preload: bool = key(False, "Whether clients may build this policy in.", "true or false")


class Operator(_Table):
    """One IRC operator."""

    password: Argon2Hash = key(..., "Argon2 hash of the password.", 'an argon2 hash, such as "$argon2id$v=19$…"')
    mask: Word = key(ANY_MASK, "Where from: a mask of `user@host`.", "a mask such as *@10.0.0.*, without spaces")

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        return {"password": value} if isinstance(value, str) else value


class WebircGateway(_Table):
    """One gateway that may say for whom it connects."""

    password: SecretStr = key(..., "The gateway's password.", "a text")
    networks: Networks = key(..., "Where it connects from.", "a list of addresses or networks, such as 10.0.0.0/8")


class Settings(_Table):
    """Everything that can be set. `Settings()` is a server on this machine alone."""

    server_name: ServerName = key(
        "hubbub.local", "The server's own name.", "a host name with a dot in it, of letters, digits, dots and hyphens"
    )
    network: Word = key("Hubbub", "The network's name, as clients show it.", "a text without spaces, at most 63 long")
    description: Line = key(
        "",
        "What the server is, in a few words, as WHOIS, LINKS and INFO tell it. Empty: the network's name.",
        "a text of one line, at most 150 bytes long",
    )
    listen: Addresses = key(
        "127.0.0.1:9090",
        "Addresses to listen on. `0.0.0.0:9090` and `[::]:9090` are all of them.",
        "a list of addresses with a port, such as 127.0.0.1:9090 or [::1]:9090",
    )
    data_dir: Directory = key(Path("data"), "Directory of the database.", "a directory")
    log_dir: Directory = key(Path("logs"), "Directory of the server log and the transcripts.", "a directory")
    log_level: Literal["debug", "info", "warning", "error"] = key(
        "info", "The least important thing that the server log tells.", "debug, info, warning or error"
    )
    transcripts: bool = key(
        True, "Whether conversations are written as plain text to `LOG_DIR/rooms/`.", "true or false"
    )
    transcripts_for_group: bool = key(
        False,
        "Whether the server's group may read the transcripts, too. All else that the server writes is its user's only.",
        "true or false",
    )
    autoreplay: int = key(
        20,
        "Messages shown on joining to clients that take `server-time` but can't ask for history; 0 = none.",
        low=0,
        high=1000,
    )
    offline_messages: bool = key(
        True,
        "Whether private messages to registered people who are not here are kept, and shown when they come.",
        "true or false",
    )
    autojoin: Channels = key(
        "#lobby",
        "Channels that everyone is put in. The first is the room of people with a classic client.",
        "a list of channel names, such as #lobby, each at most limits.channel_length long",
    )
    password: OptionalSecret = key(None, "Password that everyone needs to connect.", "a text without line ends")
    password_file: OptionalPath = key(None, "File to read `password` from.", "a readable text file")
    tls_certificate: OptionalPath = key(None, "Certificate chain (PEM). Turns TLS on.", "a readable PEM file")
    tls_key: OptionalPath = key(None, "Private key (PEM) of the certificate.", "a readable PEM file")
    motd: str = key("", "Message of the day.", "a text")
    motd_file: OptionalPath = key(None, "File to read `motd` from.", "a readable text file")
    names: Literal["unicode", "ascii"] = key("unicode", "Letters that nicknames may have.", "unicode or ascii")
    durability: Literal["full", "relaxed"] = key(
        "full",
        "`full`: a message that anyone has seen survives a power cut. `relaxed`: it survives a crash of the server.",
        "full or relaxed",
    )
    icon: OptionalUrl = key(
        None, "URL of a picture for the network, as clients show it.", "a URL that begins with https:// or http://"
    )
    cloak: bool = key(
        True, "Whether people's addresses are hidden behind a keyed hash; loopback never is.", "true or false"
    )
    always_on: bool = key(False, "Whether accounts stay in their rooms while no client is there.", "true or false")
    exempt_networks: Networks = key(
        "127.0.0.0/8,::1/128",
        "Networks to which the limits on connections and the flood limits do not apply.",
        "a list of addresses or networks, such as 10.0.0.0/8",
    )
    proxy_networks: Networks = key(
        "",
        "Networks whose PROXY and X-Forwarded-For headers are believed.",
        "a list of addresses or networks, such as 10.0.0.0/8",
    )
    websocket_origins: Origins = key(
        "",
        "Web sites whose pages may connect over WebSocket, besides this host's own. `*`: all.",
        "a list of origins, such as https://chat.example.org",
    )
    web_hosts: Hosts = key(
        "",
        "Host names under which browsers may find this server, besides `server_name`, addresses, names without a dot "
        "and the hosts of `websocket_origins`. Requests under any other name are refused, as a page of another site "
        "could have pointed it here.",
        "a list of host names, such as chat.example.org",
    )
    metrics_listen: LocalAddress = key(
        None,
        "Address that serves Prometheus metrics, on this machine only. Empty: off.",
        "empty, or a loopback address with a port, such as 127.0.0.1:9091",
    )
    limits: Limits = Limits()
    admin: Admin = Admin()
    retention: Retention = Retention()
    accounts: Accounts = Accounts()
    sts: Sts = Sts()
    operators: Mapping[str, Operator] = key(
        {}, "IRC operators: a table of names with `password` (an argon2 hash) and `mask`.", "a table of operators"
    )
    webirc: Mapping[str, WebircGateway] = key(
        {}, "WEBIRC gateways: a table of names with `password` and `networks`.", "a table of gateways"
    )

    model_config = ConfigDict(validate_default=True)

    @property
    def about(self) -> str:
        """What the server says of itself where a protocol has a place for it."""
        return self.description or self.network

    @property
    def classic_room(self) -> str:
        """The room that classic people are in."""
        return self.autojoin[0] if self.autojoin else "#lobby"

    @model_validator(mode="before")
    @classmethod
    def _read_files(cls, values: Any) -> Any:
        if not isinstance(values, dict):
            return values
        values = dict(values)
        for name in ("password", "motd"):
            path = values.get(f"{name}_file")
            if path in (None, ""):
                continue
            if values.get(name):
                raise ValueError(f"The settings {name} and {name}_file cannot both be given; keep one of them.")
            values[name] = read_text_file(f"{name}_file", Path(str(path)))
        return values

    @model_validator(mode="after")
    def _agree(self) -> Settings:
        if (self.tls_certificate is None) != (self.tls_key is None):
            given, missing = ("tls_certificate", "tls_key") if self.tls_key is None else ("tls_key", "tls_certificate")
            raise ValueError(f"The setting {given} needs {missing} as well; give both for TLS, or neither.")
        if self.sts.duration and self.tls_certificate is None:
            raise ValueError("The setting sts.duration must be 0 while there is no tls_certificate.")
        for place in self.listen:
            if place.port and self.listen.count(place) > 1:
                raise ValueError(f"The setting listen names {place} more than once; keep one of them.")
        if (names := self.limits.longest_names()) > LONGEST_NAMES:
            raise ValueError(
                "The settings limits.nick_length (twice), channel_length, user_length and host_length must be at most "
                f"{LONGEST_NAMES} together, as a line has to hold who did what to whom, not {names}."
            )
        for channel in self.autojoin:
            if len(channel) > self.limits.channel_length:
                raise ValueError(
                    f"The setting autojoin must be names of at most {self.limits.channel_length} characters "
                    f"(limits.channel_length), not {channel!r}."
                )
        return self
