# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages to somebody registered who is not here: both have them in their history, and they are shown when the other
one comes.

- Only what is said is kept: no CTCP request, which only a client that is there could answer.
- Its sender is told with RPL_AWAY, as for people who stay without a client (`stays`): every client shows that beside
  the message, and none takes it for a failure. MONITOR and WHOIS go on saying that nobody is there.
- Who takes private messages only from those logged in (+R) is asked for that while away, too.
- Clients that can ask for history find it by CHATHISTORY TARGETS; the others are shown it after the welcome.
Sources: Modern IRC "PRIVMSG", RPL_AWAY (301); IRCv3 chathistory.
"""

import logging
from datetime import UTC, datetime
from typing import Final

from protocol import capabilities as caps
from protocol import numerics as n
from services.chat.context import Request
from services.chat.conversations import between
from services.chat.events import AbsenceChanged
from services.chat.flows.replay import replay
from services.chat.log.port import LogError, Position
from services.chat.rules import Refusal, Refused
from services.chat.rules.speech import is_ctcp
from services.chat.state import AUTO_AWAY, Account, User

logger: Final = logging.getLogger(__name__)
TOLD: Final = f"{AUTO_AWAY}; your message is kept and shown when they come"
MOST_PEOPLE: Final = 50  # who wrote meanwhile, the newest; what is not shown is in the history
MOST_MESSAGES: Final = 100  # of each


def absent(request: Request, user: User, target: str, text: str) -> Account:
    """The account of this name, with nobody here, that `user` may leave `text` for. Raises a `Refusal`."""
    house = request.house
    account = house.state.account(target)
    if account is None or account.code or not house.settings.offline_messages or is_ctcp(text):
        raise Refused(n.ERR_NOSUCHNICK, target)
    here = house.state.bearer(account.name)
    if here is not None:
        raise Refused(n.ERR_NOSUCHNICK, target, text=f"No such nick; the owner of it is here as {here.nick}")
    if account.registered_only and not user.account:
        raise Refused(n.ERR_NEEDREGGEDNICK, account.name, text="You have to be logged in to write to this person")
    return account


def left(request: Request, account: Account, command: str, time: int) -> None:
    """A message was left for them: what waits is written down, and its sender told."""
    if command == "TAGMSG":
        return
    if not account.waiting:
        request.house.road.post(AbsenceChanged(*request.act(), account.name, time, account.registered_only))
    if command == "PRIVMSG":
        request.reply(n.RPL_AWAY, account.name, text=TOLD)


async def show_waiting(request: Request) -> None:
    """Somebody has logged in: what was left for them, if their client does not ask for it by itself."""
    house, session = request.house, request.session
    user = session.user(house.state)
    account = house.state.account(user.account) if user is not None else None
    if user is None or account is None or not account.waiting or not session.is_open():
        return
    try:
        if not session.caps & caps.CHATHISTORY.bit:
            await _show(request, user, account.waiting)
        await request.submit(AbsenceChanged(*request.act(), account.name, 0, account.registered_only))
    except LogError as error:
        logger.error("messages that wait could not be shown", extra={"account": account.name, "reason": str(error)})
    except Refusal:
        return  # they have left, and will come again


async def _show(request: Request, user: User, since: int) -> None:
    house = request.house
    people = await house.search.correspondents(user, since - 1, house.ids.now() + 1, MOST_PEOPLE, newest=True)
    dated = request.session.caps & caps.SERVER_TIME.bit
    for peer in sorted(people, key=lambda peer: peer.time):
        places = between(user, peer.identity, peer.nick).places
        page = await house.history.latest(places, MOST_MESSAGES, after=Position(since, 0))
        if page and not dated:
            at = datetime.fromtimestamp(page[0].time / 1000, UTC)
            request.notice(f"While you were not here, {peer.nick} wrote to you (from {at:%Y-%m-%d %H:%M} UTC on):")
        if page:
            await replay(request, "chathistory", page, peer.nick)
