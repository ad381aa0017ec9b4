# SPDX-License-Identifier: GPL-3.0-or-later
"""What the person prefers, kept in desktop.toml: read once, written when it changes, comments of the person's own kept.

Every key is a field of `Preferences`, and `[[networks]]` has those of `SavedNetwork`, `[shortcuts]` has the
actions of the menus; docs/desktop.md lists them.
A wrong value in the file is passed over, not fatal. No password is ever written here (`passwords`).
"""

from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import platformdirs
import tomlkit
from tomlkit.exceptions import TOMLKitError

from clients.session.config import BadAddress, parse_address

APP = "hubbub"


@dataclass(slots=True)
class Preferences:
    """The person's choices, with their defaults."""

    nick: str = ""
    address: str = ""
    theme: str = "system"  # system, light, dark
    language: str = "system"  # system, en, de, es
    compact: bool = False
    text_size: int = 100  # per cent, 80 to 200
    show_people: bool = True
    show_avatars: bool = False  # pictures that people chose: they come from other servers
    notifications: bool = True
    notify: str = "mentions"  # all, mentions, none: in rooms that have no choice of their own
    notification_text: bool = True  # show what was said, not only who
    close_to_tray: bool = False
    send_typing: bool = True
    show_typing: bool = True  # that others are
    do_not_disturb: bool = False
    recent_emoji: list[str] = field(default_factory=lambda: ["👍", "❤️", "😂", "🎉", "👀", "✅"])


@dataclass(frozen=True, slots=True)
class SavedNetwork:
    """A network that is remembered."""

    address: str  # irc://host:port or ircs://host:port
    nick: str
    account: str = ""  # its password is in the keyring
    server_password: bool = False  # the server wants one of its own; it is in the keyring, too
    plaintext_password: bool = False  # which may leave without TLS, the person says
    certificate: str = ""  # SHA-256 of one that no authority vouches for, but the person does
    certificate_details: str = ""  # who issued it, and its days: certificates.Certificate.details
    connect: bool = True  # when Hubbub starts
    pictures: bool = False  # that links lead to are shown without asking

    @property
    def key(self) -> str:
        """Its name in the store, as SessionConfig.key has it."""
        host, port, _, _ = parse_address(self.address)
        return f"{host}:{port}"


def network_from(table: object) -> SavedNetwork | None:
    """A table of the file, if it makes sense."""
    if not isinstance(table, dict):
        return None
    known = {name.name for name in fields(SavedNetwork)}
    try:
        made = SavedNetwork(**{key: value for key, value in table.items() if key in known})
        right = all(type(value) is type(getattr(SavedNetwork("", ""), key)) for key, value in asdict(made).items())
        return made if right and made.nick and made.key else None
    except (TypeError, BadAddress):
        return None


def valid(name: str, value: Any) -> bool:
    """Whether a value read from the file makes sense for a key."""
    default = getattr(Preferences(), name)
    if isinstance(default, list):
        return isinstance(value, list) and all(isinstance(part, str) and len(part) < 40 for part in value)
    if type(value) is not type(default):
        return False
    if name == "theme":
        return value in ("system", "light", "dark")
    if name == "language":
        return value in ("system", "en", "de", "es")
    if name == "notify":
        return value in ("all", "mentions", "none")
    return 80 <= value <= 200 if name == "text_size" else True


def keys_from(value: object) -> tuple[str, ...] | None:
    """The keys of an action as the file has them: one text, or a list of them; None when it is neither."""
    texts = [value] if isinstance(value, str) and value else [] if value == "" else value
    if not isinstance(texts, list) or not all(isinstance(text, str) and len(text) < 40 for text in texts):
        return None
    return tuple(texts)


class Settings:
    """The file and what it says. `folder` is where it and the message store live."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(platformdirs.user_config_dir(APP, appauthor=False))
        self.data = folder or Path(platformdirs.user_data_dir(APP, appauthor=False))
        self.path = self.folder / "desktop.toml"
        self.state_path = self.data / "window.state"
        self.preferences = Preferences()
        self.networks: list[SavedNetwork] = []
        self.shortcuts: dict[str, tuple[str, ...]] = {}  # action -> keys, where they are not the default ones
        self.writes = True  # a second window of the same person reads, and leaves the file to the first
        self._document = tomlkit.document()
        self._load()

    def _load(self) -> None:
        try:
            self._document = tomlkit.parse(self.path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError, TOMLKitError):
            return
        said = self._document.unwrap()
        for known in fields(Preferences):
            if known.name in said and valid(known.name, said[known.name]):
                setattr(self.preferences, known.name, said[known.name])
        tables = said.get("networks", [])
        found = [network_from(table) for table in tables] if isinstance(tables, list) else []
        self.networks = list({made.key: made for made in found if made is not None}.values())

        chosen = said.get("shortcuts", {})
        if isinstance(chosen, dict):
            self.shortcuts = {name: keys for name, value in chosen.items() if (keys := keys_from(value)) is not None}

    def network(self, key: str) -> SavedNetwork | None:
        """The network that is remembered under a key."""
        return next((made for made in self.networks if made.key == key), None)

    def keep_network(self, network: SavedNetwork) -> None:
        """Remember it, in its place if it is known."""
        if self.network(network.key) is None:
            self.networks.append(network)
        self.networks = [network if made.key == network.key else made for made in self.networks]
        self._write_networks()

    def change_network(self, key: str, **changes: Any) -> None:
        """Other values for some fields of a network that is remembered."""
        self.networks = [replace(made, **changes) if made.key == key else made for made in self.networks]
        self._write_networks()

    def drop_network(self, key: str) -> None:
        """Remember it no longer."""
        self.networks = [made for made in self.networks if made.key != key]
        self._write_networks()

    def _write_networks(self) -> None:
        tables, plain = tomlkit.aot(), SavedNetwork("", "")
        for made in self.networks:
            table = tomlkit.table()
            for key, value in asdict(made).items():
                if value != getattr(plain, key):
                    table[key] = value
            tables.append(table)
        self._document.pop("networks", None)
        if self.networks:
            self._document["networks"] = tables
        self.save()

    def choose_shortcut(self, action: str, keys: tuple[str, ...] | None) -> None:
        """Remember the keys of an action; None: the default ones again."""
        table = self._document.get("shortcuts")
        if not isinstance(table, dict):
            table = self._document["shortcuts"] = tomlkit.table()
        if keys is None:
            self.shortcuts.pop(action, None)
            table.pop(action, None)
        else:
            self.shortcuts[action] = keys
            table[action] = keys[0] if len(keys) == 1 else list(keys)
        self.save()

    def save(self) -> None:
        """Write what differs from the defaults, or was written before; whole or not at all."""
        if not self.writes:
            return
        defaults = Preferences()
        for known in fields(Preferences):
            value = getattr(self.preferences, known.name)
            if value != getattr(defaults, known.name) or known.name in self._document:
                self._document[known.name] = value
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            fresh = self.path.with_suffix(".new")
            fresh.write_text(tomlkit.dumps(self._document), "utf-8")
            fresh.replace(self.path)
        except OSError:
            return  # a read-only home: the choice holds until the program ends

    def window_state(self) -> bytes:
        """The window's layout as it was kept, or nothing."""
        try:
            return self.state_path.read_bytes()
        except OSError:
            return b""

    def keep_window_state(self, state: bytes) -> None:
        """Keep the window's layout."""
        if not self.writes:
            return
        try:
            self.data.mkdir(parents=True, exist_ok=True)
            fresh = self.state_path.with_suffix(".new")
            fresh.write_bytes(state)
            fresh.replace(self.state_path)
        except OSError:
            return
