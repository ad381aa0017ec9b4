# SPDX-License-Identifier: GPL-3.0-or-later
"""Several clients that are one person, and people who stay without a client (always-on).

- A client that logs in to an account and asks for the nickname that a person of this account has becomes another
  session of that person: it is welcomed, and told of the rooms as if it had just come in.
- A person whose account is always on is *kept*: their last client leaving makes them away, not gone, and they are there
  again, in their rooms, when the server starts.
- What has to last of that follows right behind its cause, in the same batch (`Followers`): a `Joined` of a kept person
  is followed by a `RoomKept`, so both are saved or neither.
"""

import dataclasses
import logging
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from protocol import capabilities as caps
from protocol import numerics as n
from services.chat.context import House, Request
from services.chat.events import (
    AbsenceChanged,
    AwayChanged,
    Event,
    HostChanged,
    Joined,
    Kicked,
    NickChanged,
    Parted,
    RealnameChanged,
    RoomKept,
    RoomLeft,
    UserKept,
    UserLet,
    UserModesChanged,
    UserQuit,
)
from services.chat.flows.membership import greet
from services.chat.flows.metadata import settle
from services.chat.flows.welcome import welcome
from services.chat.ids import Ids
from services.chat.render import render
from services.chat.rules import Refusal
from services.chat.session import VIEWS
from services.chat.state import AUTO_AWAY, Channel, State, User

logger: Final = logging.getLogger(__name__)
DATED: Final = caps.SERVER_TIME.bit | caps.MESSAGE_TAGS.bit


def person_to_join(house: House, nick: str, account: str) -> User | None:
    """The person whom a client logged in to `account` joins when it asks for `nick`, if there is one."""
    user, owner = house.state.user(nick), house.state.account(account)
    if user is None or owner is None or user.account != owner.name or not house.accounts.multiclient(owner):
        return None
    # without a session, a person who does not stay is leaving at this moment
    return user if user.always_on or house.fanout.sessions_of(user.uid) else None


async def attach(request: Request, user: User) -> None:
    """Make the session one of `user`'s, and tell it where it is.

    It hears of everything from now on, so of the rooms it is told of those alone where nothing has changed until their
    turn comes.
    """
    house, session = request.house, request.session
    if not session.is_open():  # nobody would ever take it away again
        return
    session.uid = user.uid
    house.fanout.attach(user.uid, session)
    house.fanout.forget(user.channels)
    logger.info("connected", extra={"nick": user.nick, "ip": session.peer.ip, "session": session.sid, "joined": True})
    await settle(request)
    if session.is_open():
        await welcome(request)
    if not session.is_open():
        return
    rooms = [house.state.channels[key] for key in sorted(user.channels)]
    for channel, member in [(channel, channel.members[user.uid]) for channel in rooms]:
        if channel.members.get(user.uid) is member:
            await _show_room(request, user, channel)
        if not session.is_open():
            return
    said = session.registration.away
    if (user.auto_away and not said) or said not in ("", "*", user.away):  # "*": nobody sits there (IRCv3 pre-away)
        try:
            await house.road.submit(AwayChanged(*request.act(), said, automatic=not said))
            tell_others(request, said)
        except Refusal:
            session.close("You have just been removed; connect again")
    elif user.away:
        request.reply(n.RPL_NOWAWAY)


def tell_others(request: Request, message: str) -> None:
    """Tell the person's other clients whether they are away now: AWAY messages are about others (away-notify)."""
    for session in tuple(request.house.fanout.sessions_of(request.session.uid)):
        if session is not request.session and not session.classic:
            other = Request(request.house, session, request.message)
            other.reply(n.RPL_NOWAWAY if message else n.RPL_UNAWAY)


async def _show_room(request: Request, user: User, channel: Channel) -> None:
    session = request.session
    event = Joined(0, "", user.uid, user.source, user.account, channel.key, channel.name, user.realname)
    request.send(render(event, session.caps & VIEWS & ~DATED).removesuffix("\r\n"))
    await greet(request, channel)


def should_stay(house: House, user: User) -> bool:
    """Whether `user`, who is here, is to be kept and is not yet: one person of each account that is always on."""
    account = house.state.account(user.account)
    if account is None or user.always_on or account.kept or not house.fanout.sessions_of(user.uid):
        return False  # without a session they are leaving at this moment
    return house.accounts.always_on(account)


async def keep(house: House, user: User) -> None:
    """From now on `user` stays; unless another one of the account does, or they have left meanwhile."""
    try:
        await house.road.submit(_kept(house.ids, user))
        there = user.uid in house.state.users
    except Refusal as refusal:
        there = False
        logger.info("not kept", extra={"nick": user.nick, "reason": str(refusal)})
    if not there:  # a replay, which knows of no logging out and no QUIT, is not to bring them back
        house.road.post(UserLet(*_act(house.ids, user)))
        return
    for key in sorted(user.channels):
        channel = house.state.channels[key]
        statuses = channel.members[user.uid].statuses
        house.road.post(RoomKept(*_act(house.ids, user), key, channel.name, statuses, tuple(channel.modes.items())))


async def let_go(house: House, user: User, reason: str = "No longer always on") -> None:
    """From now on `user` goes with their last client; now, if there is none."""
    await house.road.submit(UserLet(*_act(house.ids, user)))
    send_off(house, (user,), reason)


def send_off(house: House, people: Iterable[User], reason: str) -> None:
    """Those of `people` who have no client leave, as nothing keeps them any more."""
    for user in people:
        if house.state.users.get(user.uid) is user and not house.fanout.sessions_of(user.uid):
            house.road.post(_leaving(house, user, reason))


def parting(house: House, user: User, reason: str) -> Event | None:
    """What it means that the last client of `user` has left."""
    if not user.always_on:
        return _leaving(house, user, reason)
    return None if user.away else AwayChanged(*_act(house.ids, user), AUTO_AWAY, automatic=True, marks=user.marks)


def _leaving(house: House, user: User, reason: str) -> UserQuit:
    rooms = tuple(sorted(user.channels))
    return UserQuit(*_act(house.ids, user), reason, conversations=rooms, marks=user.marks)


class Followers:
    """For the pipeline: what has to be saved together with an event of somebody who stays."""

    def __init__(self, state: State, ids: Ids) -> None:
        self._state = state
        self._ids = ids

    def __call__(self, event: Event) -> Sequence[Event]:
        """The events that follow `event`."""
        row = _FOLLOW.get(type(event))
        user = self._state.users.get(event.target if isinstance(event, Kicked) else getattr(event, "actor", ""))
        if row is None or user is None:
            return ()
        followers = row(self, user, event) if user.always_on else ()
        return (*followers, *self._absent(user, event)) if isinstance(event, UserQuit) else followers

    def _joined(self, user: User, event: Joined) -> Sequence[Event]:
        channel = self._state.channels.get(event.conversation)
        modes = tuple(channel.modes.items()) if channel is not None else (("n", ""), ("t", ""))
        statuses = channel.role(user.account) if channel is not None else "o"
        name = channel.name if channel is not None else event.channel
        return (RoomKept(*_act(self._ids, user), event.conversation, name, statuses, modes),)

    def _left(self, user: User, event: Parted | Kicked) -> Sequence[Event]:
        return (RoomLeft(*_act(self._ids, user), event.conversation),)

    def _quit(self, user: User, event: UserQuit) -> Sequence[Event]:
        return (UserLet(*_act(self._ids, user)),)

    def _absent(self, user: User, event: UserQuit) -> Sequence[Event]:
        account, only = self._state.account(user.account), "R" in user.modes
        if account is None or account.registered_only == only:
            return ()
        return (AbsenceChanged(*_act(self._ids, user), account.name, account.waiting, only),)

    def _nick(self, user: User, event: NickChanged) -> Sequence[Event]:
        return (dataclasses.replace(_kept(self._ids, user), nick=event.nick),)

    def _realname(self, user: User, event: RealnameChanged) -> Sequence[Event]:
        return (dataclasses.replace(_kept(self._ids, user), realname=event.realname),)

    def _host(self, user: User, event: HostChanged) -> Sequence[Event]:
        return (dataclasses.replace(_kept(self._ids, user), host=event.host),)

    def _modes(self, user: User, event: UserModesChanged) -> Sequence[Event]:
        letters = set(user.modes)
        for change in event.changes:
            (letters.add if change[0] == "+" else letters.discard)(change[1:])
        return (dataclasses.replace(_kept(self._ids, user), modes="".join(sorted(letters - {"o"}))),)


_FOLLOW: Final[dict[type[Event], Callable[[Followers, User, Any], Sequence[Event]]]] = {
    Joined: Followers._joined,
    Parted: Followers._left,
    Kicked: Followers._left,
    UserQuit: Followers._quit,
    NickChanged: Followers._nick,
    RealnameChanged: Followers._realname,
    HostChanged: Followers._host,
    UserModesChanged: Followers._modes,
}


def _act(ids: Ids, user: User) -> tuple[int, str, str, str, str]:
    return (*ids.stamp(), user.uid, user.source, user.account)


def _kept(ids: Ids, user: User) -> UserKept:
    modes = "".join(sorted(user.modes - {"o"}))
    return UserKept(*_act(ids, user), user.nick, user.username, user.host, user.realname, modes)
