# SPDX-License-Identifier: GPL-3.0-or-later
"""Bans at work: whoever is on one is told so and let go, when they come, log in, or the ban is set.

What a ban is and whom it fits is in `rules.bans`. Networks that are exempt from limits are not exempt from bans, but
operators are: nobody locks out the one who could lift it.
"""

import logging
from collections.abc import Callable, Collection
from typing import Final

from protocol import numerics as n
from services.chat.events import AccountChanged, Event, ServerBanSet
from services.chat.rules import address_ban, server_ban
from services.chat.session import Session
from services.chat.state import ServerBan, State

logger: Final = logging.getLogger(__name__)


class Bans:
    """`sessions` are all that are open; `now` gives Unix milliseconds."""

    def __init__(self, server: str, state: State, sessions: Collection[Session], now: Callable[[], int]) -> None:
        self._server = server
        self._state = state
        self._sessions = sessions
        self._now = now

    def admit(self, session: Session) -> None:
        """A connection is there, or says where it is really from."""
        if self._state.bans:
            ban = address_ban(self._state, session.peer.ip, self._now())
            if ban is not None:
                self._refuse(session, ban)

    def admits(self, session: Session, username: str, host: str, account: str) -> bool:
        """Whether somebody may register; if not, they are told why and closed. `host` is the one that is shown."""
        if not self._state.bans:
            return True
        peer = session.peer
        ban = server_ban(self._state, username, {host, peer.host, peer.ip}, peer.ip, account, self._now())
        if ban is None:
            return True
        self._refuse(session, ban)
        return False

    def observe(self, event: Event) -> None:
        """An event was applied."""
        if isinstance(event, ServerBanSet):
            for session in tuple(self._sessions):
                self._check(session)
        elif isinstance(event, AccountChanged) and self._state.bans:
            for session in tuple(self._sessions):
                if session.uid == event.actor:
                    self._check(session)

    def _check(self, session: Session) -> None:
        user = session.user(self._state)
        if user is None:
            self.admit(session)
        elif "o" not in user.modes:
            self.admits(session, user.username, user.host, user.account)

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
