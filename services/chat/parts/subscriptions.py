# SPDX-License-Identifier: GPL-3.0-or-later
"""Which metadata keys each session wants to hear of, and what it said of itself before it was registered.

Source: IRCv3 metadata.
"""

from services.chat.session import Session


class Subscriptions:
    """`drafts` are keys and values set before registration."""

    def __init__(self) -> None:
        self._keys: dict[Session, dict[str, None]] = {}
        self.drafts: dict[Session, dict[str, str]] = {}

    def of(self, session: Session) -> dict[str, None]:
        """The keys of a session, oldest first."""
        return self._keys.get(session, {})

    def add(self, session: Session, key: str) -> None:
        """One more."""
        self._keys.setdefault(session, {})[key] = None

    def remove(self, session: Session, key: str) -> None:
        """One less."""
        self._keys.get(session, {}).pop(key, None)

    def forget(self, session: Session) -> None:
        """The session is gone, or wants none of it any more."""
        self._keys.pop(session, None)
        self.drafts.pop(session, None)
