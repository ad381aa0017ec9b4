# SPDX-License-Identifier: GPL-3.0-or-later
"""A state for tests of rules and apply: people and channels brought about by real events, one millisecond apart.

scene = Scene()
scene.connect("alice", "bob")
scene.join("#room", "alice", "bob")      alice is its operator
scene.mode("#room", "alice", "+mb", "*!*@evil.example")
"""

from collections.abc import Sequence
from typing import Final

from protocol import modes
from services.chat.apply import Audience, apply
from services.chat.events import ChannelModesChanged, Event, Joined, UserConnected
from services.chat.names import fold
from services.chat.rules import Refusal
from services.chat.state import Channel, State, User

HOST: Final = "host.example"


class Scene:
    """`log` is what was applied, in order, also what was refused."""

    def __init__(self) -> None:
        self.state = State()
        self.now = 1_000_000
        self.log: list[Event] = []

    def stamp(self) -> tuple[int, str]:
        self.now += 1
        return self.now, f"m{self.now}"

    def act(self, nick: str) -> tuple[int, str, str, str, str]:
        user = self.user(nick)
        return (*self.stamp(), user.uid, user.source, user.account)

    def apply(self, event: Event) -> Sequence[Audience]:
        self.log.append(event)
        return apply(self.state, event)

    def try_to(self, event: Event) -> str:
        """Apply; what it was refused with, or ""."""
        try:
            self.apply(event)
        except Refusal as refusal:
            return str(refusal.args[0])
        return ""

    def user(self, nick: str) -> User:
        user = self.state.user(nick)
        assert user is not None
        return user

    def channel(self, name: str) -> Channel:
        channel = self.state.channel(name)
        assert channel is not None
        return channel

    def connect(self, *nicks: str, account: str = "", modes: str = "", host: str = HOST) -> None:
        for nick in nicks:
            source = f"{nick}!~{nick}@{host}"
            event = UserConnected(*self.stamp(), f"u{self.now}", source, account, nick, f"~{nick}", host, nick, modes)
            self.apply(event)

    def joins(self, name: str, nick: str, key: str = "") -> Joined:
        shown = self.state.channel(name)
        return Joined(*self.act(nick), fold(name), shown.name if shown else name, nick, "", key)

    def join(self, name: str, *nicks: str) -> None:
        for nick in nicks:
            self.apply(self.joins(name, nick))

    def modes(self, name: str, nick: str, *params: str) -> ChannelModesChanged:
        channel = self.channel(name)
        changes = tuple(
            ("+" if change.add else "-", change.letter, change.param or "")
            for change in modes.parse(modes.CHANNEL, params).changes
        )
        targets = tuple(
            (parameter, user.uid)
            for _, letter, parameter in changes
            if letter in modes.CHANNEL.prefixes and (user := self.state.user(parameter)) is not None
        )
        return ChannelModesChanged(*self.act(nick), channel.key, channel.name, changes, targets)

    def mode(self, name: str, nick: str, *params: str) -> Sequence[Audience]:
        return self.apply(self.modes(name, nick, *params))
