# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting until somebody who is leaving has left, so that who comes back at once finds their nickname free."""

import asyncio
from typing import Final

from services.chat.events import Event, UserQuit

SECONDS: Final = 5.0


class Departures:
    """Those who are waited for, by uid."""

    def __init__(self) -> None:
        self._awaited: dict[str, asyncio.Future[None]] = {}

    async def of(self, uid: str) -> None:
        """Return once `uid` has left, or after `SECONDS`."""
        departure = self._awaited.get(uid)
        if departure is None:
            departure = self._awaited[uid] = asyncio.get_running_loop().create_future()
        await asyncio.wait((departure,), timeout=SECONDS)

    def observe(self, event: Event) -> None:
        """An event was applied."""
        if self._awaited and isinstance(event, UserQuit):
            departure = self._awaited.pop(event.actor, None)
            if departure is not None:
                departure.set_result(None)
