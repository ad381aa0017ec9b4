# SPDX-License-Identifier: GPL-3.0-or-later
"""Long work: paid for, in slices, and no faster than its reader takes the answer.

A command that walks people, masks, channels or history, or that writes many lines, has a `Pace`:

    pace = Pace(request)
    for uid in tuple(channel.members):
        if pace.spend(LOOKED_AT):
            await pace.rest()       what the walk holds may be gone now: look again
        …

What it spends is taken from the session's flood allowance as the work is done, and the session's next line waits until
the debt is paid. Live traffic to the same reader goes on while an answer rests.
"""

from typing import Final

from protocol.standard_replies import ANY_INTERNAL_ERROR
from services.chat.context import Request
from services.chat.rules import Failed, Refusal
from services.chat.state import Channel, State, User

# Of the allowance that an ordinary line costs, which is worth about a millisecond of work
NAME: Final = 1 / 50  # a name that is looked up, which may take folding by PRECIS
LOOKED_AT: Final = 1 / 500  # a person, a channel or a mask that is looked at
WRITTEN: Final = 1 / 100  # a line of an answer, a row of history
ROW: Final = 1 / 10  # a row of history that is written for one thing in several channels
BYTE: Final = 1 / 65_536  # a byte of history
SLICE: Final = 0.4
FIRST: Final = 0.05  # what is done at once: many may ask for it in one turn of the loop


class Pace:
    """The work of one command. For whom an answer is only passed on (`Request.to`) nothing is charged or waited for."""

    __slots__ = ("_done", "_request")

    def __init__(self, request: Request) -> None:
        self._request = request
        self._done = SLICE - FIRST

    def spend(self, cost: float) -> bool:
        """So much was done, or is about to be. Whether it is time to `rest`."""
        self._done += cost
        if not self._request.unasked:
            self._request.session.tokens -= cost
        return self._done >= SLICE

    async def rest(self) -> None:
        """Wait until the reader has taken most of the answer so far, and for the next time slice.

        Raises a `Refusal` that is not answered once the reader is gone, and `Failed` when the server stops.
        """
        session = self._request.session
        if not self._request.unasked:
            await session.writable()
        await self.turn()
        if session.closing and not self._request.unasked:
            raise Refusal("the one who asked has left")
        if self._request.house.scheduler.closed:
            raise Failed(ANY_INTERNAL_ERROR, text="The server is shutting down; this was not finished")

    async def turn(self) -> None:
        """Wait for the next time slice alone: for what has to be finished, whoever has left."""
        self._done = 0.0
        await self._request.house.scheduler.turn()


def told(state: State, subject: User | Channel) -> float:
    """What it costs to tell those who see somebody, or are in a channel, of a change, beyond what a line costs."""
    channels = [subject] if isinstance(subject, Channel) else [state.channels[key] for key in subject.channels]
    return LOOKED_AT * sum(len(channel.members) for channel in channels)
