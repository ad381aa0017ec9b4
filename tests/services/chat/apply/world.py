# SPDX-License-Identifier: GPL-3.0-or-later
"""A state and the log that makes it, for tests of what events bring about."""

import contextlib
import copy

from services.chat.apply import apply
from services.chat.events import AccountRegistered, Event, Joined, UserConnected, UserKept, restore
from services.chat.flows.stays import Followers
from services.chat.ids import Ids
from services.chat.names import fold
from services.chat.rules import Refusal
from services.chat.state import State


class World:
    """A live state and the log that makes it. `submit` does what a command's own check and the pipeline do."""

    def __init__(self) -> None:
        self.state = State()
        self.ids = Ids("aa", clock=lambda: 0)
        self.log: list[Event] = []
        self._followers = Followers(self.state, self.ids)

    def act(self, uid: str = "", source: str = "x!y@z") -> tuple[int, str, str, str, str]:
        user = self.state.users.get(uid)
        return (*self.ids.stamp(), uid, user.source if user else source, user.account if user else "")

    def submit(self, event: Event) -> str:
        """What it was refused with, or ""."""
        try:
            apply(copy.deepcopy(self.state), event)
        except Refusal as refusal:
            return str(refusal.args[0] or "refused")
        behind = self._followers(event)
        self.log += [one for one in (event, *behind) if one.durable]
        for one in (event, *behind):
            with contextlib.suppress(Refusal):
                apply(self.state, one)
        return ""

    def register(self, name: str, **more: str) -> str:
        return self.submit(AccountRegistered(*self.act(), name, "hash", "keys", **more))

    def connect(self, uid: str, nick: str, account: str = "") -> str:
        return self.submit(UserConnected(*self.ids.stamp(), uid, f"{nick}!u@h", account, nick, "u", "h", "r"))

    def join(self, uid: str, channel: str) -> str:
        return self.submit(Joined(*self.act(uid), fold(channel), channel, "r"))

    def keep(self, uid: str) -> str:
        user = self.state.users[uid]
        return self.submit(UserKept(*self.act(uid), user.nick, "u", "h", "r"))

    def replayed(self) -> State:
        """The state after a restart."""
        state = State()
        for event in self.log:
            if event.lasting:
                try:
                    apply(state, restore(event.record()))
                except Refusal:
                    continue
        return state
