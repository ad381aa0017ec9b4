# SPDX-License-Identifier: GPL-3.0-or-later
"""What this server told about itself: ISUPPORT tokens, and how its mode changes and prefixes read.

Rules: nothing it says is trusted to be complete or sane; each token has a default that works on any server, and
numbers are clamped. Sources: Modern IRC "Feature Advertisement", "Mode message"; IRCv3 chathistory, bot-mode, whox.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from protocol.casemapping import folder
from protocol.isupport import unescape

MAX_TOKENS = 500
MAX_VALUE = 1000  # characters
LONGEST = {"PREFIX": 66, "CHANTYPES": 16, "STATUSMSG": 32, "CHANMODES": 300}  # what is walked for each name
MAX_FOLDED = 4096  # names whose keys are remembered
ROLE_NAMES = {"~": "owner", "&": "admin", "@": "operator", "%": "half-operator", "+": "voice"}


class ModeChange(NamedTuple):
    """One letter of a mode change. `argument` is "" where the mode has none."""

    add: bool
    letter: str
    argument: str
    prefix: str = ""  # the mark, when the mode is a member's role


def _remembering(casemapping: str) -> Callable[[str], str]:
    return lru_cache(maxsize=MAX_FOLDED)(folder(casemapping))


@dataclass(slots=True)
class ServerInfo:
    """The tokens, and what is derived from them."""

    tokens: dict[str, str] = field(default_factory=dict)
    fold: Callable[[str], str] = field(default_factory=lambda: _remembering("rfc1459"))
    channel_types: str = "#&"
    prefix_modes: dict[str, str] = field(default_factory=lambda: {"o": "@", "v": "+"})  # letter -> mark, highest first
    list_modes: str = "beI"
    always_modes: str = "k"
    set_modes: str = "l"

    @property
    def prefixes(self) -> str:
        return "".join(self.prefix_modes.values())

    def number(self, token: str, default: int = 0, highest: int = 1_000_000) -> int:
        value = self.tokens.get(token, "")
        if not (value.isascii() and value.isdigit()) or len(value) > 9:
            return default
        return min(int(value), highest)

    def learn(self, tokens: list[str]) -> bool:
        """Take a 005's tokens. True when the casemapping changed, so that keys must be made anew."""
        before = self.tokens.get("CASEMAPPING", "")
        for token in tokens:
            name, _, value = token.partition("=")
            if name.startswith("-"):
                self.tokens.pop(name[1:], None)
            elif name and (name in self.tokens or len(self.tokens) < MAX_TOKENS):
                self.tokens[name[:MAX_VALUE]] = unescape(value)[: LONGEST.get(name, MAX_VALUE)]
        self._derive()
        return self.tokens.get("CASEMAPPING", "") != before

    def _derive(self) -> None:
        self.fold = _remembering(self.tokens.get("CASEMAPPING", "rfc1459"))
        self.channel_types = self.tokens.get("CHANTYPES", "#&")
        letters, _, marks = self.tokens.get("PREFIX", "(ov)@+").removeprefix("(").partition(")")
        self.prefix_modes = dict(zip(letters, marks, strict=False))
        kinds = [*self.tokens.get("CHANMODES", "beI,k,l,").split(","), "", "", ""][:3]
        self.list_modes, self.always_modes, self.set_modes = kinds

    def is_channel(self, name: str) -> bool:
        return bool(name) and name[0] in self.channel_types

    def split_target(self, target: str) -> tuple[str, str]:
        """STATUSMSG: "@#room" is said in #room to its operators -> ("@", "#room")."""
        marks = self.tokens.get("STATUSMSG", "")
        bare = target.lstrip(marks) if marks else target
        if bare != target and self.is_channel(bare):
            return target[: len(target) - len(bare)], bare
        return "", target

    def split_prefixes(self, name: str) -> tuple[str, str]:
        """A name of RPL_NAMREPLY: its marks, highest first, and the rest."""
        marks = self.prefixes
        bare = name.lstrip(marks) if marks else name
        return self.order(name[: len(name) - len(bare)]), bare

    def order(self, marks: str) -> str:
        return "".join(mark for mark in self.prefixes if mark in marks)

    def mode_changes(self, params: list[str]) -> Iterator[ModeChange]:
        """The changes a channel MODE (or RPL_CHANNELMODEIS) says. A missing argument is ""."""
        if not params:
            return
        arguments = iter(params[1:])
        add = True
        for letter in params[0]:
            if letter in "+-":
                add = letter == "+"
            elif letter in self.prefix_modes:
                yield ModeChange(add, letter, next(arguments, ""), self.prefix_modes[letter])
            elif letter in self.list_modes or letter in self.always_modes or (add and letter in self.set_modes):
                yield ModeChange(add, letter, next(arguments, ""))
            else:
                yield ModeChange(add, letter, "")
