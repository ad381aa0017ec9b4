# SPDX-License-Identifier: GPL-3.0-or-later
"""What the person prefers, kept in desktop.toml: read once, written when it changes, comments of the person's own kept.

Every key is a field of `Preferences`; docs/desktop.md lists them. A wrong value in the file is passed over, not fatal.
"""

from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import platformdirs
import tomlkit
from tomlkit.exceptions import TOMLKitError

APP = "hubbub"


@dataclass(slots=True)
class Preferences:
    """The person's choices, with their defaults."""

    nick: str = ""
    address: str = ""
    theme: str = "system"  # system, light, dark
    compact: bool = False
    text_size: int = 100  # per cent, 80 to 200
    show_people: bool = True
    notifications: bool = True
    notification_text: bool = True  # show what was said, not only who
    close_to_tray: bool = False
    send_typing: bool = True
    do_not_disturb: bool = False
    recent_emoji: list[str] = field(default_factory=lambda: ["👍", "❤️", "😂", "🎉", "👀", "✅"])


def valid(name: str, value: Any) -> bool:
    """Whether a value read from the file makes sense for a key."""
    default = getattr(Preferences(), name)
    if isinstance(default, list):
        return isinstance(value, list) and all(isinstance(part, str) and len(part) < 40 for part in value)
    if type(value) is not type(default):
        return False
    if name == "theme":
        return value in ("system", "light", "dark")
    return 80 <= value <= 200 if name == "text_size" else True


class Settings:
    """The file and what it says. `folder` is where it and the message store live."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(platformdirs.user_config_dir(APP, appauthor=False))
        self.data = folder or Path(platformdirs.user_data_dir(APP, appauthor=False))
        self.path = self.folder / "desktop.toml"
        self.state_path = self.data / "window.state"
        self.preferences = Preferences()
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

    def save(self) -> None:
        """Write what differs from the defaults, or was written before; whole or not at all."""
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
        try:
            self.data.mkdir(parents=True, exist_ok=True)
            self.state_path.write_bytes(state)
        except OSError:
            return
