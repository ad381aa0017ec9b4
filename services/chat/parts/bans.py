# SPDX-License-Identifier: GPL-3.0-or-later
"""Bans at work: whoever is on one is told so and let go, when they come, log in, or the ban is set.

What a ban is and whom it fits is in `rules.bans`. Networks that are exempt from limits are not exempt from bans, but
operators are: nobody locks out the one who could lift it. However many bans and people there are, they are gone through
in slices.
"""

import asyncio
import logging
from collections.abc import Callable, Collection
from typing import Final

from protocol import numerics as n
from services.chat.events import AccountChanged, Event, ServerBanSet
from services.chat.parts.scheduler import Scheduler
from services.chat.rules import address_ban, fits, is_active, server_ban
from services.chat.session import Session
from services.chat.state import ServerBan, State

logger: Final = logging.getLogger(__name__)


SLICE: Final = 100  # bans or sessions


class Bans:
    """`sessions` are all that are open, `sessions_of` those of a user; `now` gives Unix milliseconds."""

    def __init__(
        self,
        server: str,
        state: State,
        sessions: Collection[Session],
        sessions_of: Callable[[str], Collection[Session]],
        now: Callable[[], int],
        scheduler: Scheduler,
    ) -> None:
        self._server = server
        self._state = state
        self._sessions = sessions
        self._sessions_of = sessions_of
        self._now = now
        self._scheduler = scheduler
        self._sweeps: set[asyncio.Task[None]] = set()

    def admit(self, session: Session) -> None:
        """A connection is there, or says where it is really from."""
        if self._state.bans:
            ban = address_ban(self._state, session.peer.ip, self._now())
            if ban is not None:
                self._refuse(session, ban)

    async def admits(self, session: Session, username: str, host: str, account: str) -> bool:
        """Whether somebody may register; if not, they are told why and closed. `host` is the one that is shown."""
        ban = self._looked_up(session, username, host, account)
        if ban is None and self._state.wild_bans:
            ban = await self._walked(username, {host, session.peer.host, session.peer.ip})
        if ban is not None:
            self._refuse(session, ban)
        return ban is None

    def observe(self, event: Event) -> None:
        """An event was applied."""
        if isinstance(event, ServerBanSet):
            ban = self._state.bans.get((event.kind, event.mask))
            if ban is not None:
                sweep = asyncio.get_running_loop().create_task(self._sweep(ban))
                self._sweeps.add(sweep)
                sweep.add_done_callback(self._sweeps.discard)
        elif isinstance(event, AccountChanged) and self._state.bans:
            for session in tuple(self._sessions_of(event.actor)):
                self._check(session)

    async def _walked(self, username: str, hosts: Collection[str]) -> ServerBan | None:
        """The K-line with wildcards that is about somebody."""
        for place, ban in enumerate(tuple(self._state.wild_bans.values()), 1):
            if is_active(ban, self._now()) and fits(ban, username, hosts):
                return ban
            if not place % SLICE:
                await self._scheduler.turn()
        return None

    async def _sweep(self, ban: ServerBan) -> None:
        """Let go whoever is here and on this new ban."""
        for place, session in enumerate(tuple(self._sessions), 1):
            if not session.closing:
                self._check(session, ban if ban.mask in self._state.wild_bans else None)
            if not place % SLICE:
                await self._scheduler.turn()

    def _check(self, session: Session, wild: ServerBan | None = None) -> None:
        """Let go who is on a ban that can be looked up, or on this one."""
        user = session.user(self._state)
        if user is None:
            self.admit(session)
        elif "o" not in user.modes:
            ban = self._looked_up(session, user.username, user.host, user.account)
            hosts = {user.host, session.peer.host, session.peer.ip}
            if ban is None and wild is not None and fits(wild, user.username, hosts):
                ban = wild
            if ban is not None:
                self._refuse(session, ban)

    def _looked_up(self, session: Session, username: str, host: str, account: str) -> ServerBan | None:
        peer = session.peer
        return server_ban(self._state, username, {host, peer.host, peer.ip}, peer.ip, account, self._now())

    def _refuse(self, session: Session, ban: ServerBan) -> None:
        logger.info("banned", extra={"ip": session.peer.ip, "mask": ban.mask, "reason": ban.reason})
        user = session.user(self._state)
        nick = user.nick if user is not None else session.registration.nick or "*"
        text = f"You are banned from this server: {ban.reason}"
        line = session.encode(n.ERR_YOUREBANNEDCREEP.line(self._server, nick, text=text))

        def close() -> None:
            if not session.closing:
                session.send(line)
                session.close(f"Banned: {ban.reason}")

        session.call_soon(close)  # not while a batch is being shown, nor while the connection is being made
