# SPDX-License-Identifier: GPL-3.0-or-later
"""ChanServ: registers channels and gives people the roles that they have there.

A registered channel belongs to its founder's account and keeps topic, modes, lists and roles when everyone has left
and when the server restarts. A role (founder q, protected a, operator o, half-operator h, voice v) is given to who is
logged in to the account when they come in. Who may give what is the same as with MODE: a protected status or founder
takes a founder, operator and half-operator take an operator, voice takes a half-operator. Server operators may do all.
"""

from typing import Final

from services.chat.apply.ownership import snapshot
from services.chat.bots.base import Bot, Talk, Word
from services.chat.events import (
    ChannelDropped,
    ChannelModesChanged,
    ChannelOffered,
    ChannelRegistered,
    ChannelRolesChanged,
    ChannelTransferred,
    Kicked,
)
from services.chat.flows.pacing import LOOKED_AT, Pace, told
from services.chat.names import fold, service_source
from services.chat.rules import Refusal, channel_named, may_kick, may_register, member_of, needs_status, user_named
from services.chat.rules.channels import SETTERS
from services.chat.state import STATUSES, Channel, Ownership, User

CHANNELS_PER_ACCOUNT: Final = 50
ROLES: Final = 200
NAMES: Final = {"q": "founder", "a": "protected", "o": "operator", "h": "half-operator", "v": "voice"}


def _channel(talk: Talk) -> Channel:
    """The channel that is meant, if it exists for the speaker: a secret one also does for those with a role there."""
    state, user = talk.request.house.state, talk.request.user
    channel = state.channel(talk.param(0))
    known = channel is not None and (
        channel.role(user.account) or _is_oper(user) or (user.account and _heir(channel) == fold(user.account))
    )
    return channel if channel is not None and known else channel_named(state, talk.param(0), user.uid)


def _heir(channel: Channel) -> str:
    """The folded account that the channel has been offered to, or ""."""
    return fold(channel.registration.heir) if channel.registration is not None else ""


def _owned(talk: Talk) -> tuple[Channel, Ownership]:
    channel = _channel(talk)
    if channel.registration is None:
        raise Refusal(f"{channel.name} is not registered")
    return channel, channel.registration


def _is_oper(user: User) -> bool:
    return "o" in user.modes


def _needs_role(talk: Talk, channel: Channel, needed: str) -> None:
    """Raises unless the speaker's account has this role in the channel or a higher one."""
    user = talk.request.user
    role = channel.role(user.account)
    if not _is_oper(user) and (not role or STATUSES.index(role) > STATUSES.index(needed)):
        raise Refusal(f"only its {NAMES[needed]} may do that in {channel.name}")


def _is_founder(talk: Talk, channel: Channel) -> None:
    _needs_role(talk, channel, "q")


def _confirmed(talk: Talk, channel: Channel, ownership: Ownership, word: str, given: str) -> bool:
    """Whether the code that makes sure was given; else ask for it."""
    code = f"{ownership.time % 1_000_000:06d}"
    if given == code:
        return True
    talk.say(f"This cannot be undone. If you are sure, say: {word} {channel.name} {code}")
    return False


async def register(talk: Talk) -> None:
    request, channel, user = talk.request, _channel(talk), talk.request.user
    if not user.account:
        raise Refusal("log in to an account first, as the channel is to belong to one")
    if channel.registration is not None:
        raise Refusal(f"{channel.name} is registered already")
    may_register(channel, user)
    mine = await _founded(talk, user.account)
    if mine >= CHANNELS_PER_ACCOUNT and not _is_oper(user):
        raise Refusal(f"you have {mine} channels, which is as many as one may have")
    channel = channel_named(request.house.state, talk.param(0), user.uid)
    may_register(channel, user)  # that took a moment
    topic, setter, time, modes, lists = snapshot(channel)
    event = ChannelRegistered(
        *request.act(), channel.key, channel.name, user.account, channel.created_at,
        topic, setter, time, modes, lists, tuple(sorted(channel.metadata.items())),
        tuple((where, since, until) for where, since, until in request.house.state.spans(channel.key)),
    )  # fmt: skip
    await request.submit(event)
    talk.say(f"{channel.name} is now registered and belongs to {user.account}.")


async def _founded(talk: Talk, account: str) -> int:
    """How many channels belong to an account."""
    channels, pace, found = talk.request.house.state.channels, Pace(talk.request), 0
    for key in tuple(channels):
        if pace.spend(LOOKED_AT):
            await pace.rest()
        ownership = channels[key].registration if key in channels else None
        found += ownership is not None and fold(ownership.founder) == fold(account)
    return found


async def unregister(talk: Talk) -> None:
    channel, ownership = _owned(talk)
    _is_founder(talk, channel)
    if _confirmed(talk, channel, ownership, "UNREGISTER", talk.param(1)):
        await talk.request.submit(ChannelDropped(*talk.request.act(), channel.key, channel.name))
        talk.say(f"{channel.name} is no longer registered.")


async def info(talk: Talk) -> None:
    channel, user = _channel(talk), talk.request.user
    role = channel.role(user.account)
    ownership = channel.registration
    if ownership is None:
        talk.say(f"{channel.name} is not registered.")
        return
    talk.say(f"{channel.name} belongs to {ownership.founder}.")
    if role:
        talk.say(f"Your role there: {NAMES[role]}.")
    if ownership.heir and (role == "q" or fold(ownership.heir) == fold(user.account)):
        talk.say(f"It has been offered to {ownership.heir}.")


def _status(letter: str, sign: str) -> Word:
    """OP, DEOP and their like: give or take a status, one's own or somebody's, for as long as they are here."""

    async def handler(talk: Talk) -> None:
        request = talk.request
        channel, _ = _owned(talk)
        own = not talk.param(1) or fold(talk.param(1)) == fold(request.user.nick)
        if not own or sign == "+":
            _needs_role(talk, channel, letter if own else SETTERS.get(letter, "o"))
        target = user_named(request.house.state, talk.param(1) or request.user.nick)
        if letter not in member_of(channel, target.uid).statuses and sign == "-":
            raise Refusal(f"{target.nick} is no {NAMES[letter]} in {channel.name}")
        role = channel.role(request.user.account)
        if sign == "-" and not own and role and channel.rank(target.uid) < STATUSES.index(role):
            raise Refusal(f"{target.nick} stands above you in {channel.name}")
        event = ChannelModesChanged(
            *request.house.ids.stamp(), request.user.uid, service_source("ChanServ"), "", channel.key, channel.name,
            ((sign, letter, target.nick),), ((target.nick, target.uid),),
        )  # fmt: skip
        await request.submit(event)

    word = {"q": "OWNER", "a": "PROTECT", "o": "OP", "h": "HALFOP", "v": "VOICE"}[letter]
    name = word if sign == "+" else f"DE{word}"
    verb = "gives" if sign == "+" else "takes away"
    return Word(name, handler, 1, "#channel [nick]", f"{verb} {NAMES[letter]} status")


async def amode(talk: Talk) -> None:
    """AMODE #channel [+o account]"""
    channel, ownership = _owned(talk)
    change, account = talk.param(1), talk.param(2)
    if not change:
        if not channel.role(talk.request.user.account) and talk.request.user.uid not in channel.members:
            _needs_role(talk, channel, "v")
        talk.say(f"{channel.name}: +q {ownership.founder}")
        for role in sorted(ownership.roles.values(), key=lambda role: (STATUSES.index(role.status), role.account)):
            talk.say(f"{channel.name}: +{role.status} {role.account}")
        return
    sign, letter = change[:1], change[1:]
    if sign not in ("+", "-") or len(letter) != 1 or letter not in STATUSES or not account:
        raise Refusal("it is AMODE #channel +o account, or -o, with one of a o h v")
    if letter == "q":
        raise Refusal("there is one founder; TRANSFER makes another one")
    _needs_role(talk, channel, SETTERS.get(letter, "o"))
    before = ownership.roles.get(fold(account))
    if before is not None:
        _needs_role(talk, channel, SETTERS.get(before.status, "o"))
    if sign == "-" and (before is None or before.status != letter):
        raise Refusal(f"{account} is no {NAMES[letter]} of {channel.name}")
    if sign == "+":
        account = _account(talk, account)
        if fold(account) == fold(ownership.founder):
            raise Refusal(f"{account} is the founder of {channel.name}")
        if before is None and len(ownership.roles) >= ROLES:
            raise Refusal(f"{channel.name} keeps {ROLES} roles, which is as many as there may be")
    changes = ((account, letter if sign == "+" else ""),)
    await talk.request.submit(ChannelRolesChanged(*talk.request.act(), channel.key, channel.name, changes))
    talk.say(f"{channel.name}: {change} {account}")


def _account(talk: Talk, name: str) -> str:
    """The account of this name, as it writes itself."""
    account = talk.request.house.state.account(name)
    if account is None:
        raise Refusal(f"there is no account {name}")
    return account.name


async def transfer(talk: Talk) -> None:
    """TRANSFER #channel account, and TRANSFER #channel ACCEPT by that account."""
    request = talk.request
    channel, ownership = _owned(talk)
    account = request.user.account
    if talk.param(1).upper() == "ACCEPT":
        if not account or fold(ownership.heir) != fold(account):
            raise Refusal(f"{channel.name} has not been offered to you")
        await request.submit(ChannelTransferred(*request.act(), channel.key, channel.name, account))
        talk.say(f"{channel.name} now belongs to {account}.")
        return
    _is_founder(talk, channel)
    heir = _account(talk, talk.param(1))
    if fold(heir) == fold(ownership.founder):
        raise Refusal(f"{channel.name} belongs to {heir} already")
    await request.submit(ChannelOffered(*request.act(), channel.key, channel.name, heir))
    talk.say(f"{channel.name} is offered to {heir}, who takes it with: TRANSFER {channel.name} ACCEPT")


async def clear(talk: Talk) -> None:
    channel, ownership = _owned(talk)
    _is_founder(talk, channel)
    what = CLEARERS.get(talk.param(1).upper())
    if what is None:
        raise Refusal(f"it is CLEAR #channel and one of {' '.join(CLEARERS)}")
    if talk.param(1).upper() != "ROLES" or _confirmed(talk, channel, ownership, "CLEAR", talk.param(2)):
        await what(talk, channel)
        talk.say(f"{channel.name}: cleared.")


async def _clear_users(talk: Talk, channel: Channel) -> None:
    request = talk.request
    needs_status(channel, request.user.uid, "o")
    pace = Pace(request)
    for uid in tuple(channel.members):
        target = request.house.state.users.get(uid)
        if target is None or uid == request.user.uid or uid not in channel.members:
            continue
        may_kick(channel, request.user, target)
        event = Kicked(*request.act(), channel.key, channel.name, uid, target.nick, "The channel is being cleared")
        await request.submit(event)
        if pace.spend(told(request.house.state, channel)):
            await pace.rest()


async def _clear_modes(talk: Talk, channel: Channel, changes: list[tuple[str, str, str]]) -> None:
    targets = tuple((user.nick, uid) for uid in channel.members if (user := talk.request.house.state.users[uid]))
    if changes:
        event = ChannelModesChanged(
            *talk.request.house.ids.stamp(), talk.request.user.uid, service_source("ChanServ"), "",
            channel.key, channel.name, tuple(changes), targets,
        )  # fmt: skip
        await talk.request.submit(event)


async def _clear_ops(talk: Talk, channel: Channel) -> None:
    users = talk.request.house.state.users
    changes = [
        ("-", letter, users[uid].nick)
        for uid, member in channel.members.items()
        for letter in member.statuses
        if letter in "oh" and uid != talk.request.user.uid
    ]
    await _clear_modes(talk, channel, changes)


async def _clear_bans(talk: Talk, channel: Channel) -> None:
    await _clear_modes(talk, channel, [("-", "b", entry.mask) for entry in channel.lists.get("b", {}).values()])


async def _clear_roles(talk: Talk, channel: Channel) -> None:
    _, ownership = _owned(talk)
    changes = tuple((role.account, "") for role in ownership.roles.values())
    if changes:
        await talk.request.submit(ChannelRolesChanged(*talk.request.act(), channel.key, channel.name, changes))


CLEARERS: Final = {"USERS": _clear_users, "OPS": _clear_ops, "BANS": _clear_bans, "ROLES": _clear_roles}

CHANSERV: Final = Bot(
    "ChanServ",
    "I keep channels for the accounts they belong to.",
    (
        Word("REGISTER", register, 1, "#channel", "makes a channel that you are an operator of yours"),
        Word("UNREGISTER", unregister, 1, "#channel [code]", "gives it up"),
        Word("INFO", info, 1, "#channel", "whose it is"),
        *(_status(letter, sign) for letter in STATUSES for sign in "+-"),
        Word("AMODE", amode, 1, "#channel [+o account]", "shows and changes who is given a status when coming in"),
        Word("TRANSFER", transfer, 2, "#channel account|ACCEPT", "offers it to another account, and takes the offer"),
        Word("CLEAR", clear, 2, "#channel USERS|OPS|BANS|ROLES", "removes all of them"),
    ),
    {"DROP": "UNREGISTER", "FLAGS": "AMODE", "ACCESS": "AMODE", "FOUNDER": "TRANSFER"},
)
