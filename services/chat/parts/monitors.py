# SPDX-License-Identifier: GPL-3.0-or-later
"""Who wants to know when whom comes and goes (IRCv3 monitor), and what else about them (extended-monitor).

A list belongs to a session, not to a person. `observe` is told every event that was applied; it runs for each of them,
so it asks first whether anybody watches at all.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Final

from protocol import capabilities as caps
from protocol import numerics as n
from services.chat.events import (
    AccountChanged,
    Act,
    AwayChanged,
    Event,
    HostChanged,
    NickChanged,
    RealnameChanged,
    UserConnected,
    UserQuit,
)
from services.chat.names import fold
from services.chat.render import render, sender_tags
from services.chat.session import Session
from services.chat.state import State, User

EXTENDED: Final[dict[type[Event], int]] = {
    AwayChanged: caps.AWAY_NOTIFY.bit,
    AccountChanged: caps.ACCOUNT_NOTIFY.bit,
    HostChanged: caps.CHGHOST.bit,
    RealnameChanged: caps.SETNAME.bit,
}


def _nobody(session: Session, user: User) -> None:
    """Stands where the application puts what is to follow RPL_MONONLINE."""


class Monitors:
    """The lists of all sessions. `online` is called with who was just told that somebody is here."""

    def __init__(self, server: str, state: State) -> None:
        self._server = server
        self._state = state
        self._lists: dict[Session, dict[str, str]] = {}
        self._watchers: dict[str, dict[Session, None]] = {}
        self.online: Callable[[Session, User], None] = _nobody

    def of(self, session: Session) -> dict[str, str]:
        """The nicknames that a session watches, as it wrote them, by folded nickname."""
        return self._lists.get(session, {})

    def add(self, session: Session, nick: str) -> None:
        """Watch one more."""
        key = fold(nick)
        self._lists.setdefault(session, {})[key] = nick
        self._watchers.setdefault(key, {})[session] = None

    def remove(self, session: Session, nick: str) -> None:
        """Watch one less."""
        key = fold(nick)
        if self._lists.get(session, {}).pop(key, None) is not None:
            self._unwatch(session, key)

    def forget(self, session: Session) -> None:
        """Watch none."""
        for key in self._lists.pop(session, {}):
            self._unwatch(session, key)

    def watchers(self, nick: str) -> Collection[Session]:
        """The sessions that watch a nickname."""
        return self._watchers.get(fold(nick), ())

    def observe(self, event: Event) -> None:
        """An event was applied."""
        if not self._watchers or not isinstance(event, Act):
            return
        if isinstance(event, UserConnected):
            self._came(self.watchers(event.nick), event.actor)
        elif isinstance(event, UserQuit):
            self._went(event)
        elif isinstance(event, NickChanged):
            if fold(event.source.partition("!")[0]) != fold(event.nick):
                self._went(event)
                self._came(self.watchers(event.nick), event.actor)
        elif (wanted := EXTENDED.get(type(event))) is not None:
            self._tell(event, caps.EXTENDED_MONITOR.bit | wanted)

    def _unwatch(self, session: Session, key: str) -> None:
        watching = self._watchers.get(key, {})
        watching.pop(session, None)
        if not watching:
            self._watchers.pop(key, None)

    def _came(self, watching: Iterable[Session], uid: str) -> None:
        user = self._state.users.get(uid)
        if user is None:
            return
        for session in tuple(watching):
            self._send(session, n.RPL_MONONLINE, user.source, user)
            self.online(session, user)

    def _went(self, event: Act) -> None:
        nick = event.source.partition("!")[0]
        for session in tuple(self.watchers(nick)):
            self._send(session, n.RPL_MONOFFLINE, nick, event)

    def _send(self, session: Session, numeric: n.Numeric, text: str, cause: Act | User) -> None:
        asker = session.user(self._state)
        if asker is not None:
            line = numeric.line(self._server, asker.nick, text=text)
            session.send(session.encode(sender_tags(cause, session.caps) + line))

    def _tell(self, event: Act, wanted: int) -> None:
        """To those who do not see it anyway, as they share a channel with whom it is about."""
        user = self._state.users.get(event.actor)
        watching = self.watchers(event.source.partition("!")[0])
        if user is None or not watching:
            return
        peers = self._state.peers(user)
        for session in tuple(watching):
            if session.caps & wanted == wanted and session.uid not in peers:
                session.send(render(event, session.view).encode())
